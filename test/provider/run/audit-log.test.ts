import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Properties } from "../../../provider/fields/properties";
import { createGroup, deleteGroup, updateGroup } from "../../../provider/group/lifecycle";
import { createMembership } from "../../../provider/membership/lifecycle";
import { AuditLog } from "../../../provider/run/audit-log";
import { createUser, deleteUser, readUser, updateUser } from "../../../provider/user/lifecycle";
import { inPacedWorld, inParallel, personOf } from "../paced-world";
import { ADA, addLongAgo, emailOf, inWorld, withoutOrganizationCheck } from "../support";

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "slack-scim-audit-"));
  file = join(folder, "audit.jsonl");
});

afterEach(() => rmSync(folder, { recursive: true }));

const text = () => readFileSync(file, "utf8");
const lines = (): Properties[] =>
  text()
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
/** What was written, but for the time. */
const entries = () => lines().map(({ time: _time, ...entry }) => entry);

const acme = { organization: "acme" };

test("each write is a line: who, which verb, which attributes, who joined and left, and no value", () =>
  inWorld(async ({ begin }) => {
    const run = begin({ auditLog: file });
    const inputs = { ...ADA, password: "first-password", enterprise: { department: "R&D" } };
    const ada = await createUser(run, inputs);
    const grace = await createUser(run, { userName: "grace", ...emailOf("grace@example.com") });
    const updated = await updateUser(run, ada.id, ada.outs, { ...inputs, title: "Chief" });
    const team = await createGroup(run, { displayName: "Team", members: [ada.id] });
    const moved = { displayName: "Team", members: [grace.id] };
    const other = await updateGroup(run, team.id, team.outs, moved);
    const next = begin({ auditLog: file });
    await deleteGroup(next, team.id, other.outs);
    await deleteUser(next, ada.id, updated.outs);
    const user = { ...acme, kind: "user", outcome: "done" };
    const group = { ...acme, kind: "group", id: team.id, displayName: "Team", outcome: "done" };
    expect(entries()).toEqual([
      { ...acme, kind: "run", verb: "begin" },
      {
        ...user,
        id: ada.id,
        userName: "ada.l",
        verb: "create",
        attributes: ["userName", "emails", "title", "password", "enterprise.department"],
      },
      { ...user, id: grace.id, userName: "grace", verb: "create", attributes: ["userName", "emails"] },
      { ...user, id: ada.id, userName: "ada.l", verb: "update", attributes: ["title"] },
      {
        ...group,
        verb: "create",
        attributes: ["displayName", "members"],
        joined: { count: 1, ids: [ada.id] },
      },
      { ...group, verb: "update", attributes: ["members"], joined: { count: 1, ids: [grace.id] } },
      { ...group, verb: "update", attributes: ["members"], left: { count: 1, ids: [ada.id] } },
      { ...acme, kind: "run", verb: "begin" },
      { ...group, displayName: undefined, verb: "delete", attributes: [] },
      { ...user, id: ada.id, userName: undefined, verb: "deactivate", attributes: ["active"] },
    ]);
    for (const value of ["Chief", "R&D", "Analyst", "first-password", "@example.com", "xoxp"])
      expect(text()).not.toContain(value);
    expect(lines().every(({ time }) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(String(time)))).toBe(
      true,
    );
    expect(statSync(file).mode & 0o777).toBe(0o600);
  }));

test("who is deactivated is named as the state knows them, a secret name aside, whatever Slack made of it", () =>
  inWorld(async ({ begin, slack }) => {
    const run = begin({ auditLog: file });
    const secret = { userName: "m.harker", ...emailOf("mh@example.com"), nameIsSecret: true };
    run.names.tell("user", secret);
    const harker = await createUser(run, secret);
    await updateUser(run, harker.id, harker.outs, { ...secret, title: "Spy" });
    const ada = await createUser(run, ADA);
    const next = begin({ auditLog: file });
    for (const { id, outs } of [harker, ada]) {
      next.names.tell("user", outs, id);
      await deleteUser(next, id, outs);
    }
    expect(slack.user("m.harker")).toMatchObject({ active: false });
    expect(text()).not.toContain("harker");
    expect(entries().map(({ id, userName, verb }) => [id, userName, verb])).toEqual([
      [undefined, undefined, "begin"],
      [harker.id, undefined, "create"],
      [harker.id, undefined, "update"],
      [ada.id, "ada.l", "create"],
      [undefined, undefined, "begin"],
      [harker.id, undefined, "deactivate"],
      [ada.id, "ada.l", "deactivate"],
    ]);
    expect(harker.outs.nameIsSecret).toBe(true);
  }));

test("neither a refusal nor what Slack makes of a secret name tells it", () =>
  inWorld(async ({ begin, slack }) => {
    slack.addUser({ userName: "harker", ...emailOf("other@example.com") });
    slack.behave({ userNameClash: "renamed" });
    const run = begin({ auditLog: file });
    const secret = { userName: "harker", ...emailOf("mh@example.com"), nameIsSecret: true };
    run.names.tell("user", secret);
    slack.fault({ method: "POST", code: "invalid_display_name", times: 1 });
    await expect(createUser(run, secret)).rejects.toThrow("invalid_display_name");
    const { id, outs } = await createUser(run, secret);
    expect(slack.user(id)?.userName).toMatch(/^harker./);
    await updateUser(run, id, outs, { ...secret, title: "Spy" });
    expect(entries().map(({ verb, outcome }) => [verb, outcome])).toEqual([
      ["begin", undefined],
      ["create", "refused"],
      ["create", "done"],
      ["update", "done"],
    ]);
    expect(text()).not.toContain("harker");
  }));

test("a secret group name is left out too", () =>
  inWorld(async ({ begin }) => {
    const run = begin({ auditLog: file });
    const inputs = { displayName: "Project Thunder", nameIsSecret: true };
    run.names.tell("group", inputs);
    const { id } = await createGroup(run, inputs);
    expect(text()).not.toContain("Thunder");
    expect(entries()[1]).toMatchObject({ kind: "group", id, verb: "create", outcome: "done" });
  }));

test("the group of a membership goes by its id: its name may be another stack's secret", () =>
  inWorld(async ({ begin, slack }) => {
    const ada = slack.addUser({ userName: "ada.l", ...emailOf("ada@example.com") });
    const groupId = slack.addGroup({ displayName: "Project Thunder", members: [] });
    await createMembership(begin({ auditLog: file }), { groupId, members: [ada] });
    expect(entries()[1]).toEqual({
      ...acme,
      ...{ kind: "group", id: groupId, verb: "update", attributes: ["members"], outcome: "done" },
      joined: { count: 1, ids: [ada] },
    });
    expect(text()).not.toContain("Thunder");
  }));

test("who is given access back, and whose access ends by an update, has a verb of its own", () =>
  inWorld(async ({ begin, slack }) => {
    const id = addLongAgo(slack, { userName: "ada.l", ...emailOf("ada@example.com"), active: false });
    const run = begin({ auditLog: file });
    const back = await createUser(run, { ...ADA, active: true });
    await updateUser(begin({ auditLog: file }), id, back.outs, { ...ADA, active: false });
    expect(entries().slice(1)).toEqual([
      expect.objectContaining({ userName: "ada.l", verb: "create", outcome: "refused", status: 409 }),
      expect.objectContaining({ id, userName: "ada.l", verb: "reactivate", attributes: ["active", "title"] }),
      expect.objectContaining({ kind: "run", verb: "begin" }),
      expect.objectContaining({ id, userName: "ada.l", verb: "deactivate", attributes: ["active"] }),
    ]);
  }));

test("declaring active for somebody who is so already is an update like others", () =>
  inWorld(async ({ begin }) => {
    const run = begin({ auditLog: file });
    const ada = await createUser(run, ADA);
    await updateUser(run, ada.id, ada.outs, { ...ADA, active: true });
    expect(entries()[2]).toMatchObject({ id: ada.id, verb: "update", attributes: ["active"] });
  }));

test("a refusal is a line with Slack's code, a lost answer one that says that nobody knows", () =>
  inWorld(async ({ begin, slack }) => {
    const run = begin({ auditLog: file });
    const ada = await createUser(run, ADA);
    slack.fault({ method: "PATCH", code: "invalid_display_name", times: 1 });
    const first = updateUser(run, ada.id, ada.outs, { ...ADA, title: "A" });
    await expect(first).rejects.toThrow("invalid_display_name");
    slack.fault({ method: "PATCH", status: 503, times: 99 });
    await expect(updateUser(run, ada.id, ada.outs, { ...ADA, title: "B" })).rejects.toThrow("503");
    expect(entries().slice(2)).toEqual([
      expect.objectContaining({
        id: ada.id,
        outcome: "refused",
        status: expect.any(Number),
        slackCode: "invalid_display_name",
      }),
      expect.objectContaining({ id: ada.id, outcome: "unknown", status: 503 }),
    ]);
  }));

test("a run that writes nothing leaves no line and no file", () =>
  inWorld(async ({ begin, slack }) => {
    addLongAgo(slack, { userName: "ada.l", ...emailOf("ada@example.com"), title: "Analyst" });
    const run = begin({ auditLog: file });
    for (const person of (await run.slack.users.list()).Resources)
      await readUser(run, person.id, { userName: person.userName, organization: "acme" });
    expect(slack.writes).toEqual([]);
    expect(() => statSync(file)).toThrow("ENOENT");
  }));

test.each([
  ["a full disk", () => "/dev/full", "ENOSPC"],
  ["a folder that is not there", () => join(folder, "gone", "audit.jsonl"), "ENOENT"],
  ["a folder", () => folder, "EISDIR"],
])("%s stops the run before its first write", (_what, path, code) =>
  inWorld(async ({ begin, slack, asked }) => {
    const run = begin({ auditLog: path() });
    const refusal = `nothing was sent to Slack, since the audit log ${path()} cannot be written (${code}`;
    await expect(createUser(run, ADA)).rejects.toThrow(refusal);
    await expect(createGroup(run, { displayName: "Team" })).rejects.toThrow(
      "Make it writable, or name another file: slack-scim:auditLog (or SLACK_SCIM_AUDIT_LOG).",
    );
    expect(slack.writes).toEqual([]);
    expect(withoutOrganizationCheck(asked()).filter((request) => !request.startsWith("GET"))).toEqual([]);
  }),
);

test("where the log cannot be written after a write, the write is told and kept, and the next one is refused", () =>
  inWorld(async ({ begin, slack, lines: said }) => {
    const run = begin({ auditLog: file });
    const ada = await createUser(run, ADA);
    const before = text();
    const append = jest.spyOn(AuditLog.prototype, "append").mockImplementation(() => {
      throw new Error("ENOSPC: no space left on device, write");
    });
    try {
      const { outs } = await updateUser(run, ada.id, ada.outs, { ...ADA, title: "Chief" });
      expect(outs).toMatchObject({ title: "Chief" });
    } finally {
      append.mockRestore();
    }
    expect(said).toEqual([
      `warning: the audit log ${file} could not be written (ENOSPC: no space left on device, write) after this: update of user ${ada.id}: done. Nothing more is sent to Slack; add the line by hand, make room, and run \`pulumi up\` again.`,
    ]);
    const second = updateUser(run, ada.id, ada.outs, { ...ADA, title: "Other" });
    await expect(second).rejects.toThrow("nothing was sent to Slack");
    expect(slack.user("ada.l")).toMatchObject({ active: true, title: "Chief" });
    expect(text()).toBe(before);
  }));

test("what waits for Slack's limits when the log cannot be written any more is not sent, and nobody is told that it was", () =>
  inPacedWorld(async ({ begin, slack, lines: said }) => {
    const run = begin({ auditLog: file });
    // All that may go at once.
    await inParallel(20, (at) => createUser(run, personOf(at)));
    const write = AuditLog.prototype.append;
    let room = 2;
    const append = jest.spyOn(AuditLog.prototype, "append").mockImplementation(function (
      this: AuditLog,
      entry,
    ) {
      room -= 1;
      if (room < 0) throw new Error("ENOSPC: no space left on device, write");
      write.call(this, entry);
    });
    const before = slack.writes.length;
    const results = await Promise.allSettled([
      ...Array.from({ length: 16 }, (_, at) => createUser(run, personOf(100 + at))),
      ...Array.from({ length: 4 }, (_, at) => createGroup(run, { displayName: `Team ${at}` })),
    ]).finally(() => append.mockRestore());
    const failures = results.flatMap((result) =>
      result.status === "rejected" ? [String(result.reason)] : [],
    );
    const sent = slack.writes.length - before;
    // The four groups go at once, and none of the sixteen people after them.
    expect({ sent, failed: failures.length }).toEqual({ sent: 4, failed: 16 });
    for (const failure of failures)
      expect(failure).toContain("nothing was sent to Slack, since the audit log");
    const told = said.filter((line) => line.includes("could not be written"));
    expect([...told, ...entries().slice(-2)]).toHaveLength(sent);
    expect(told.filter((line) => !/after this: create of group S\w+: done\./.test(line))).toEqual([]);
  }));

test("what a full disk has cut off does not swallow the next line", () =>
  inWorld(async ({ begin }) => {
    appendFileSync(file, '{"time":"2026-01-01T00:00:00.000Z","organ');
    await createUser(begin({ auditLog: file }), ADA);
    const [cut, ...whole] = text().trimEnd().split("\n");
    expect(cut).toBe('{"time":"2026-01-01T00:00:00.000Z","organ');
    expect(whole.map((line) => JSON.parse(line).verb)).toEqual(["begin", "create"]);
  }));

test("the file is found again after it was rotated away", () =>
  inWorld(async ({ begin }) => {
    const run = begin({ auditLog: file });
    await createUser(run, ADA);
    rmSync(file);
    await createUser(run, { userName: "grace", ...emailOf("grace@example.com") });
    expect(entries()).toEqual([expect.objectContaining({ userName: "grace", verb: "create" })]);
  }));
