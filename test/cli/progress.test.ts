import { startProgress } from "../../cli/progress";

/** A screen that keeps what it was told. */
function screen(isTTY: boolean) {
  let told = "";
  const write = (text: string) => {
    told += text;
    return true;
  };
  return { isTTY, write, columns: 80, told: () => told };
}

function count(to: number, total: number | undefined, isTTY: boolean): string {
  const seen = screen(isTTY);
  const progress = startProgress("people", total, seen);
  for (let done = 1; done <= to; done += 1) progress.at(done);
  progress.end();
  return seen.told();
}

test("elsewhere than on a terminal it is a plain line for every 1,000", () => {
  expect(count(2500, 2500, false)).toBe("read 1000 of 2500 people\nread 2000 of 2500 people\n");
  expect(count(1000, undefined, false)).toBe("read 1000 people\n");
  expect(count(999, 999, false)).toBe("");
});

test("on a terminal it is a bar which ends full, or a count where nobody knows how many there are", () => {
  expect(count(2500, 2500, true)).toMatch(/read people █{30} 2500 of 2500/);
  expect(count(2500, undefined, true)).toMatch(/read people 2500/);
  expect(count(0, 0, true)).toContain("0 of 0");
});

test("^C ends the command while a bar is shown, and the terminal is left as it was", () => {
  const listeners = process.listenerCount("SIGINT");
  const seen = screen(true);
  const progress = startProgress("people", 10, seen);
  expect(process.listenerCount("SIGINT")).toBe(listeners);
  progress.end();
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what a terminal is told begins with one
  expect(seen.told()).not.toMatch(/\x1b\[\?(7|25)l/);
});
