import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DEFAULT_BEHAVIOURS } from "../../../emulator/behaviours/behaviours";
import { behavioursDocument, RULES } from "../../../emulator/rules/table";

const DOCUMENT = join(__dirname, "../../../emulator/BEHAVIOURS.md");
const ALL = Object.values(RULES).flat();

const TESTS = join(__dirname, "..");

/** The titles of all tests of the emulator, as they are written. */
function titles(): Set<string> {
  const found = new Set<string>();
  for (const name of readdirSync(TESTS, { recursive: true, encoding: "utf8" })) {
    if (!name.endsWith(".test.ts")) continue;
    const source = readFileSync(join(TESTS, name), "utf8");
    for (const match of source.matchAll(
      /(?:\btest\(|\)\()\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')\s*,/g,
    )) {
      found.add((match[1] ?? match[2] ?? "").replace(/\\(.)/g, "$1"));
    }
  }
  return found;
}

test("BEHAVIOURS.md is what the code says (WRITE_BEHAVIOURS=1 writes it anew)", () => {
  if (process.env.WRITE_BEHAVIOURS) writeFileSync(DOCUMENT, behavioursDocument());
  expect(readFileSync(DOCUMENT, "utf8")).toBe(behavioursDocument());
});

const TITLES = titles();

test.each(ALL)("the rule $id is shown by a test that exists", ({ test: title }) => {
  expect(TITLES).toContain(title);
});

test("every switch belongs to one rule", () => {
  const switches = ALL.flatMap((rule) => rule.switch ?? []);
  expect(switches.sort()).toEqual(Object.keys(DEFAULT_BEHAVIOURS).sort());
});

test("every inferred rule has a switch", () => {
  expect(ALL.filter((rule) => rule.mark === "inferred" && !rule.switch)).toEqual([]);
});

test("every rule has a name of its own", () => {
  expect(new Set(ALL.map(({ id }) => id)).size).toBe(ALL.length);
});
