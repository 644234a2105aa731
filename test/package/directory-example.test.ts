import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Row, toDirectory } from "../../examples/directory/hr";
import { checkout } from "./built";

const example = join(checkout, "examples", "directory");
const text = readFileSync(join(example, "hr-export.jsonl"), "utf8");
const rows: Row[] = text
  .trimEnd()
  .split("\n")
  .map((line) => JSON.parse(line));

test("the export is what its script makes of its seed, byte for byte, and another seed makes another", () => {
  const folder = mkdtempSync(join(tmpdir(), "slack-scim-example-"));
  const made = (...args: string[]) => {
    execFileSync(process.execPath, [join(folder, "make-export.js"), ...args]);
    return readFileSync(join(folder, "hr-export.jsonl"), "utf8");
  };
  try {
    copyFileSync(join(example, "make-export.js"), join(folder, "make-export.js"));
    expect(made()).toBe(text);
    expect(made("2000", "8")).not.toBe(text);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("its 2,000 people have a key, a userName and an address of their own, and a manager who comes before them", () => {
  const { people, groups = {} } = toDirectory(rows);
  expect(Object.keys(people)).toHaveLength(2000);
  const entries = Object.entries(people);
  expect(new Set(entries.map(([, { userName }]) => userName)).size).toBe(2000);
  expect(new Set(entries.map(([, { emails }]) => emails[0]?.value)).size).toBe(2000);
  const keys = Object.keys(people);
  const late = entries.filter(([key, { enterprise }]) => {
    const manager = enterprise?.manager?.managerId;
    return manager !== undefined && keys.indexOf(manager) >= keys.indexOf(key);
  });
  expect(late).toEqual([]);
  const members = Object.values(groups).flatMap((group) => group.members ?? []);
  expect(members.sort()).toEqual([...keys].sort());
});

test("its program is eight lines", () => {
  const program = readFileSync(join(example, "index.ts"), "utf8").trimEnd();
  expect(program.split("\n")).toHaveLength(8);
});
