import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { call, emulator, group, person, USER } from "./harness";

const folders: string[] = [];

function dataFile(): string {
  const folder = mkdtempSync(join(tmpdir(), "emulator-"));
  folders.push(folder);
  return join(folder, "people.json");
}

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** The files as a process that is killed at this moment leaves them. */
function leftByKill(file: string): string {
  const copy = dataFile();
  for (const name of ["", ".journal"]) cpSync(file + name, copy + name);
  return copy;
}

const ended = 2 ** 22 + 1;

test("people and groups survive a restart, and new ids go on behind theirs", async () => {
  const file = dataFile();
  const first = await emulator({ dataFile: file, seed: 2 });
  const { id } = await person(first);
  await group(first, "Data", [id]);
  await first.close();
  const second = await emulator({ dataFile: file, seed: 2 });
  expect(second.users()).toHaveLength(4);
  expect(second.user(id)?.groups).toMatchObject([{ display: "Data" }]);
  expect((await person(second)).id).not.toBe(id);
});

test("killed, it lost nothing, and a last line that was cut off is passed over", async () => {
  const file = dataFile();
  const first = await emulator({ dataFile: file, customProfileFields: 48 });
  const { id } = await person(first, { userType: "Employee" });
  await call(first, "PATCH", `v1/Users/${id}`, { userType: " " });
  const held = first.snapshot();
  for (const torn of ["", '{"domain":"acme","user":{"id":"U00']) {
    const copy = leftByKill(file);
    appendFileSync(`${copy}.journal`, torn);
    const second = await emulator({ dataFile: copy, customProfileFields: 48 });
    expect(second.snapshot()).toEqual(held);
  }
});

test("a damaged line in the middle of the journal is named", async () => {
  const file = dataFile();
  await person(await emulator({ dataFile: file }));
  const copy = leftByKill(file);
  writeFileSync(`${copy}.journal`, `not a line\n${readFileSync(`${copy}.journal`, "utf8")}`);
  await expect(emulator({ dataFile: copy })).rejects.toThrow(
    "people.json.journal, line 1: not a line of a journal",
  );
});

test("killed between the new file and its empty journal, the old journal undoes nothing", async () => {
  const file = dataFile();
  const slack = await emulator({ dataFile: file });
  const before = slack.snapshot();
  await person(slack);
  const journal = readFileSync(`${file}.journal`, "utf8");
  expect(journal.split("\n")).toHaveLength(3);
  slack.restore(before);
  const copy = leftByKill(file);
  writeFileSync(`${copy}.journal`, journal);
  writeFileSync(`${copy}.new`, '{"format":1,"organi');
  expect((await emulator({ dataFile: copy })).snapshot()).toEqual(before);
});

test.each([
  "hello",
  '{"format":2}',
  "[]",
  '{"format":1,"organizations":[{"domain":"acme","users":[{"id":1}]}]}',
])("a file that is none of the emulator's is refused and left alone: %s", async (text) => {
  const file = dataFile();
  writeFileSync(file, text);
  await expect(emulator({ dataFile: file })).rejects.toThrow();
  expect(readFileSync(file, "utf8")).toBe(text);
  rmSync(file);
  await emulator({ dataFile: file });
});

test("removals and a restored snapshot survive, too; no token is in the files", async () => {
  const file = dataFile();
  const options = { organizations: [{ domain: "globex", token: "xoxp-globex" }] };
  const first = await emulator({ ...options, dataFile: file });
  const { id } = await person(first);
  const snapshot = first.snapshot();
  await person(first);
  first.restore(snapshot);
  const kept = await person(first);
  first.removeUser(id);
  const copy = leftByKill(file);
  const second = await emulator({ ...options, dataFile: copy });
  expect(second.users().map((user) => user.id)).toEqual(["U0000000001", kept.id]);
  expect(readFileSync(copy, "utf8") + readFileSync(`${copy}.journal`, "utf8")).not.toContain("xoxp");
});

test("a file has one emulator at a time", async () => {
  const file = dataFile();
  const first = await emulator({ dataFile: file });
  await expect(emulator({ dataFile: file })).rejects.toThrow(
    `people.json is in use by another emulator (process ${process.pid})`,
  );
  expect((await call(first, "POST", "v2/Users", { schemas: [USER], userName: "a" })).code).toBe(
    "email_empty",
  );
  await first.close();
  const second = await emulator({ dataFile: file });
  expect(second.users()).toHaveLength(1);
});

test.each([
  ["the process has ended", `${ended}\n`],
  ["it names none", "nobody"],
  ["it is empty", ""],
])("a lock is taken over where %s", async (_why, content) => {
  const file = dataFile();
  writeFileSync(`${file}.lock`, content);
  const slack = await emulator({ dataFile: file });
  expect(readFileSync(`${file}.lock`, "utf8")).toBe(`${process.pid}\n`);
  await slack.close();
  expect(() => readFileSync(`${file}.lock`)).toThrow("ENOENT");
});

test("the lock of a process that lives is respected", async () => {
  const file = dataFile();
  writeFileSync(`${file}.lock`, `${process.ppid}\n`);
  await expect(emulator({ dataFile: file })).rejects.toThrow(`(process ${process.ppid})`);
  expect(readFileSync(`${file}.lock`, "utf8")).toBe(`${process.ppid}\n`);
  expect(() => readFileSync(file)).toThrow("ENOENT");
});

test("an emulator that cannot start leaves the file to others", async () => {
  const file = dataFile();
  const { port } = await emulator();
  await expect(emulator({ port, dataFile: file })).rejects.toThrow("EADDRINUSE");
  await emulator({ dataFile: file });
});
