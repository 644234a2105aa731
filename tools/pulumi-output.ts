/** How many resources that met the same fate are shown by name. */
const shownEach = 4;

const progress = /^\s*(@ |\W*\s+\S+ \S+ (creating|updating|refreshing|deleting) \()/;
const finished = /\b(created|updated|refreshed|deleted) \(/;

/** Takes what `pulumi` prints as it comes, and passes on its lines without the noise of dozens of resources alike. */
export function brief(print: (line: string) => void): { add(chunk: Buffer | string): void; end(): void } {
  let rest = "";
  let seen: Record<string, number> = {};

  function tellHidden(): void {
    for (const [fate, count] of Object.entries(seen)) {
      if (count > shownEach) print(`  … and ${count - shownEach} more ${fate}`);
    }
    seen = {};
  }

  function take(line: string): void {
    const fate = finished.exec(line)?.[1];
    if (fate !== undefined) {
      seen[fate] = (seen[fate] ?? 0) + 1;
      if (seen[fate] <= shownEach) print(line);
    } else if (!progress.test(line)) {
      tellHidden();
      print(line);
    }
  }

  return {
    add(chunk) {
      const lines = (rest + chunk).split("\n");
      rest = lines.pop() ?? "";
      lines.forEach(take);
    },
    end() {
      if (rest !== "") take(rest);
      tellHidden();
    },
  };
}
