import { execFileSync } from "node:child_process";
import { once } from "node:events";
import fs, { appendFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { createGroup, deleteGroup, updateGroup } from "../../../provider/group/lifecycle";
import { AuditLog } from "../../../provider/run/audit-log";
import { createUser, deleteUser, readUser, updateUser } from "../../../provider/user/lifecycle";
import { auditLogFile } from "../audit-log-file";
import { ADA, addLongAgo, emailOf, inWorld, withoutOrganizationCheck } from "../support";

const log = auditLogFile();

const acme = { organization: "acme" };

test("each write is a line: who, which verb, which attributes, who joined and left, and no value", () =>
  inWorld(async ({ begin }) => {
    const run = begin({ auditLog: log.file });
    const inputs = { ...ADA, password: "first-password", enterprise: { department: "R&D" } };
    const ada = await createUser(run, inputs);
    const grace = await createUser(run, { userName: "grace", ...emailOf("grace@example.com") });
    const updated = await updateUser(run, ada.id, ada.outs, { ...inputs, title: "Chief" });
    const team = await createGroup(run, { displayName: "Team", members: [ada.id] });
    const moved = { displayName: "Team", members: [grace.id] };
    const other = await updateGroup(run, team.id, team.outs, moved);
    const next = begin({ auditLog: log.file });
    await deleteGroup(next, team.id, other.outs);
    await deleteUser(next, ada.id, updated.outs);
    const user = { ...acme, kind: "user", outcome: "done" };
    const group = { ...acme, kind: "group", id: team.id, displayName: "Team", outcome: "done" };
    expect(log.entries()).toEqual([
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
      expect(log.text()).not.toContain(value);
    expect(
      log.lines().every(({ time }) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(String(time))),
    ).toBe(true);
    expect(statSync(log.file).mode & 0o777).toBe(0o600);
  }));

test("a run that writes nothing leaves no line and no file", () =>
  inWorld(async ({ begin, slack }) => {
    addLongAgo(slack, { userName: "ada.l", ...emailOf("ada@example.com"), title: "Analyst" });
    const run = begin({ auditLog: log.file });
    for (const person of (await run.slack.users.list()).Resources)
      await readUser(run, person.id, { userName: person.userName, organization: "acme" });
    expect(slack.writes).toEqual([]);
    expect(() => statSync(log.file)).toThrow("ENOENT");
  }));

test.each([
  ["a full disk", () => "/dev/full", "ENOSPC"],
  ["a folder that is not there", () => join(log.folder, "gone", "audit.jsonl"), "ENOENT"],
  ["a folder", () => log.folder, "EISDIR"],
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

test("what a full disk has cut off does not swallow the next line", () =>
  inWorld(async ({ begin }) => {
    appendFileSync(log.file, '{"time":"2026-01-01T00:00:00.000Z","organ');
    await createUser(begin({ auditLog: log.file }), ADA);
    const [cut, ...whole] = log.text().trimEnd().split("\n");
    expect(cut).toBe('{"time":"2026-01-01T00:00:00.000Z","organ');
    expect(whole.map((line) => JSON.parse(line).verb)).toEqual(["begin", "create"]);
  }));

test("the file is found again after it was rotated away", () =>
  inWorld(async ({ begin }) => {
    const run = begin({ auditLog: log.file });
    await createUser(run, ADA);
    rmSync(log.file);
    await createUser(run, { userName: "grace", ...emailOf("grace@example.com") });
    expect(log.entries()).toEqual([expect.objectContaining({ userName: "grace", verb: "create" })]);
  }));

test("a pipe, and a socket, keep no lines: neither is written into, and nothing is sent", () =>
  inWorld(async ({ begin, slack }) => {
    const [pipe, socket] = [join(log.folder, "pipe"), join(log.folder, "socket")];
    execFileSync("mkfifo", [pipe]);
    const server = createServer().listen(socket);
    await once(server, "listening");
    try {
      for (const path of [pipe, socket])
        await expect(createUser(begin({ auditLog: path }), ADA)).rejects.toThrow(
          `nothing was sent to Slack, since the audit log ${path} cannot be written (${path} is no file)`,
        );
    } finally {
      server.close();
    }
    expect(slack.writes).toEqual([]);
  }));

test("a line of which the disk took a part counts as one that could not be written", () =>
  inWorld(async ({ begin, lines }) => {
    const run = begin({ auditLog: log.file });
    await createUser(run, ADA);
    const write = fs.writeSync;
    const writing = jest
      .spyOn(fs, "writeSync")
      .mockImplementation((file, line) => write(file, String(line).slice(0, 20)));
    try {
      await createGroup(run, { displayName: "Team" });
    } finally {
      writing.mockRestore();
    }
    expect(lines).toEqual([
      expect.stringContaining(
        "could not be written (ENOSPC: only a part of a line could be written) after this: create of group",
      ),
    ]);
    await createUser(begin({ auditLog: log.file }), { userName: "grace", ...emailOf("grace@example.com") });
    const [, , part, ...whole] = log.text().trimEnd().split("\n");
    expect(part).toHaveLength(20);
    expect(whole.map((line) => JSON.parse(line).verb)).toEqual(["begin", "create"]);
  }));

test("no file stays open for a line that was written, nor for one that could not be", () => {
  const open = () => readdirSync("/dev/fd").length;
  const before = open();
  new AuditLog(log.file).append({ verb: "begin" });
  expect(() => new AuditLog("/dev/full").append({ verb: "begin" })).toThrow("ENOSPC");
  expect(open()).toBe(before);
});
