import { stripVTControlCharacters } from "node:util";

/** How many resources that met the same fate are shown by name. */
const shownEach = 4;

/** Steps that have only begun; their ends are shown. */
const begun = /^@ |\b(creating|updating|refreshing|deleting) \(\d/;
const finished = /\b(created|updated|refreshed|deleted) \(\d/;
/** In a difference, what is the same before and after: deep inside a resource, without a mark. */
const same = /^ {8,}[^\s~+-]/;

const unchanged = "unchanged";

/** Takes what `pulumi` prints as it comes, and passes on its lines without the noise of dozens that are alike. */
export function brief(print: (line: string) => void): { add(chunk: Buffer | string): void; end(): void } {
  let rest = "";
  const counts = new Map<string, number>();

  function tellHidden(): void {
    for (const [kind, count] of counts) {
      if (kind === unchanged) print(`        … ${count} unchanged ${count === 1 ? "line" : "lines"}`);
      else if (count > shownEach) print(`    … ${count - shownEach} more ${kind}`);
    }
    counts.clear();
  }

  function take(line: string): void {
    const plain = stripVTControlCharacters(line);
    if (begun.test(plain)) return;
    const kind = same.test(plain) ? unchanged : finished.exec(plain)?.[1];
    if (kind === undefined) tellHidden();
    else counts.set(kind, (counts.get(kind) ?? 0) + 1);
    if (kind === undefined || (kind !== unchanged && (counts.get(kind) ?? 0) <= shownEach)) print(line);
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
