import fs, { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SlackEmulator } from "../../../emulator";
import { call, emulator, GROUP, group, operations, person, USER } from "../harness";

const folders: string[] = [];

function dataFile(): string {
  const folder = mkdtempSync(join(tmpdir(), "emulator-"));
  folders.push(folder);
  return join(folder, "people.json");
}

afterEach(() => jest.restoreAllMocks());

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

test("an organization that came later is there after a kill, with its people alone", async () => {
  const file = dataFile();
  const first = await emulator({ dataFile: file });
  await person(first);
  first.addOrganization({ domain: "globex", token: "xoxp-globex", seed: 3 });
  expect((await emulator({ dataFile: leftByKill(file) })).snapshot()).toEqual(first.snapshot());
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

type Write = (slack: SlackEmulator, user: string, group: string) => unknown;
const ada = { schemas: [USER], userName: "ada", emails: [{ value: "ada@e.co" }], userType: "Employee" };

test.each<[string, Write]>([
  ["a new person", (slack) => call(slack, "POST", "v2/Users", ada)],
  ["a replaced person", (slack, id) => call(slack, "PUT", `v2/Users/${id}`, ada)],
  ["a changed person", (slack, id) => call(slack, "PATCH", `v1/Users/${id}`, { title: "CTO" })],
  ["a deactivation", (slack, id) => call(slack, "DELETE", `v2/Users/${id}`)],
  [
    "a new group",
    (slack, value) =>
      call(slack, "POST", "v2/Groups", { schemas: [GROUP], displayName: "Ops", members: [{ value }] }),
  ],
  ["a replaced group", (slack, _user, id) => call(slack, "PUT", `v1/Groups/${id}`, { displayName: "Ops" })],
  [
    "a changed group",
    (slack, value, id) =>
      call(
        slack,
        "PATCH",
        `v2/Groups/${id}`,
        operations({ op: "remove", path: `members[value eq "${value}"]` }),
      ),
  ],
  ["a deleted group", (slack, _user, id) => call(slack, "DELETE", `v2/Groups/${id}`)],
  ["a person added behind the API", (slack) => slack.addUser({ userName: "ada" })],
  ["a group added behind the API", (slack) => slack.addGroup({ displayName: "Ops" })],
  ["a drifted person", (slack, id) => slack.change(id, (user) => void Object.assign(user, { title: "CTO" }))],
  ["a drifted group", (slack, _user, id) => slack.change(id, (held) => void held.members.splice(0))],
  ["a person taken away", (slack, id) => slack.removeUser(id)],
  ["a group taken away", (slack, _user, id) => slack.removeGroup(id)],
  [
    "a further organization",
    (slack) => slack.addOrganization({ domain: "globex", token: "xoxp-2", seed: 2 }),
  ],
  ["a restored snapshot", (slack) => slack.restore({ format: 1, organizations: [] })],
  ["a reset", (slack) => slack.reset()],
])("what cannot be written down is not made, and can be repeated: %s", async (_what, write) => {
  const file = dataFile();
  const behaviours = { membershipAfterDeactivation: "dropped", deactivationLagMs: 60_000 } as const;
  const slack = await emulator({ dataFile: file, behaviours });
  const { id } = await person(slack);
  const { id: groupId } = await group(slack, "Data", [id]);
  const held = slack.snapshot();
  const shown = async () =>
    (await call(slack, "GET", "v2/Groups")).text + (await call(slack, "GET", "v2/Users")).text;
  const seen = await shown();

  jest.spyOn(console, "error").mockReturnValue();
  const full = jest.spyOn(fs, "writeFileSync").mockImplementation(() => {
    throw new Error("ENOSPC: no space left on device");
  });
  const refused = (async () => write(slack, id, groupId))();
  const answer = (await refused.catch((error) => error)) as { status?: number; message?: string };
  expect(answer.status ?? answer.message).toBe(answer.status ? 500 : "ENOSPC: no space left on device");
  expect(slack.snapshot()).toEqual(held);
  expect(await shown()).toBe(seen);

  full.mockRestore();
  expect((await emulator({ dataFile: leftByKill(file), behaviours })).snapshot()).toEqual(held);
  const repeated = (await write(slack, id, groupId)) as { status: number } | undefined;
  expect(repeated?.status ?? 200).toBeLessThan(300);
  expect(slack.snapshot()).not.toEqual(held);
  expect((await emulator({ dataFile: leftByKill(file), behaviours })).snapshot()).toEqual(slack.snapshot());
});
