import { createGroup } from "../../../provider/group/lifecycle";
import { AuditLog } from "../../../provider/run/audit-log";
import { PublicNames } from "../../../provider/run/public-names";
import { Recorder } from "../../../provider/run/recorder";
import { createUser, updateUser } from "../../../provider/user/lifecycle";
import { auditLogFile } from "../audit-log-file";
import { inPacedWorld, inParallel, personOf } from "../paced-world";
import { ADA, addLongAgo, emailOf, inWorld } from "../support";

const log = auditLogFile();

const recorderTo = (...paths: string[]) =>
  new Recorder({
    logs: paths.map((path) => new AuditLog(path)),
    names: new PublicNames(),
    messages: { warn: () => {} },
    organization: async () => "acme",
    now: Date.now,
  });

const ADA_ALONE = { userName: "ada.l", ...emailOf("ada@example.com") };

const CHIEF = { kind: "user", verb: "update", id: "U1", sent: { title: "Chief" } } as const;

test("who is given access back, and whose access ends by an update, has a verb of its own", () =>
  inWorld(async ({ begin, slack }) => {
    const id = addLongAgo(slack, { ...ADA_ALONE, active: false });
    const run = begin({ auditLog: log.file });
    const back = await createUser(run, { ...ADA, active: true });
    await updateUser(begin({ auditLog: log.file }), id, back.outs, { ...ADA, active: false });
    expect(log.entries().slice(1)).toEqual([
      expect.objectContaining({ userName: "ada.l", verb: "create", outcome: "refused", status: 409 }),
      expect.objectContaining({ id, userName: "ada.l", verb: "reactivate", attributes: ["active", "title"] }),
      expect.objectContaining({ kind: "run", verb: "begin" }),
      expect.objectContaining({ id, userName: "ada.l", verb: "deactivate", attributes: ["active"] }),
    ]);
  }));

test("declaring active for somebody who is so already is an update like others", () =>
  inWorld(async ({ begin }) => {
    const run = begin({ auditLog: log.file });
    const ada = await createUser(run, ADA);
    await updateUser(run, ada.id, ada.outs, { ...ADA, active: true });
    expect(log.entries()[2]).toMatchObject({ id: ada.id, verb: "update", attributes: ["active"] });
  }));

test("a refusal is a line with Slack's code, a lost answer one that says that nobody knows", () =>
  inWorld(async ({ begin, slack }) => {
    const run = begin({ auditLog: log.file });
    const ada = await createUser(run, ADA);
    slack.fault({ method: "PATCH", code: "invalid_display_name", times: 1 });
    const first = updateUser(run, ada.id, ada.outs, { ...ADA, title: "A" });
    await expect(first).rejects.toThrow("invalid_display_name");
    slack.fault({ method: "PATCH", status: 503, times: 99 });
    await expect(updateUser(run, ada.id, ada.outs, { ...ADA, title: "B" })).rejects.toThrow("503");
    expect(log.entries().slice(2)).toEqual([
      expect.objectContaining({
        id: ada.id,
        outcome: "refused",
        status: expect.any(Number),
        slackCode: "invalid_display_name",
      }),
      expect.objectContaining({ id: ada.id, outcome: "unknown", status: 503 }),
    ]);
  }));

test("where the log cannot be written after a write, the write is told and kept, and the next one is refused", () =>
  inWorld(async ({ begin, slack, lines: said }) => {
    const run = begin({ auditLog: log.file });
    const ada = await createUser(run, ADA);
    const before = log.text();
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
      `warning: the audit log ${log.file} could not be written (ENOSPC: no space left on device, write) after this: update of user ${ada.id}: done. Nothing more is sent to Slack; add the line by hand, make room, and run \`pulumi up\` again.`,
    ]);
    const second = updateUser(run, ada.id, ada.outs, { ...ADA, title: "Other" });
    await expect(second).rejects.toThrow("nothing was sent to Slack");
    expect(slack.user("ada.l")).toMatchObject({ active: true, title: "Chief" });
    expect(log.text()).toBe(before);
  }));

test("what waits for Slack's limits when the log cannot be written any more is not sent, and nobody is told that it was", () =>
  inPacedWorld(async ({ begin, slack, lines: said }) => {
    const run = begin({ auditLog: log.file });
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
    expect([...told, ...log.entries().slice(-2)]).toHaveLength(sent);
    expect(told.filter((line) => !/after this: create of group S\w+: done\./.test(line))).toEqual([]);
  }));

test("a run says how many people and groups it created, changed, deactivated, reactivated and deleted, and counts no refusal", () =>
  inWorld(async ({ slack, begin, lines }) => {
    const run = begin();
    const { users, groups } = run.slack;
    await run.progress.step("update", "user", async () => {
      const ada = await users.create(ADA_ALONE);
      const grace = await users.create({ userName: "grace", ...emailOf("grace@example.com") });
      slack.fault({ method: "PATCH", code: "invalid_display_name", times: 1 });
      await expect(users.patch(ada.id, { title: "Chief" })).rejects.toThrow("invalid_display_name");
      for (const title of ["Chief", "Countess", "Programmer"]) await users.patch(ada.id, { title });
      await users.patch(ada.id, { active: false });
      await users.delete(grace.id);
      await users.patch(ada.id, { active: true });
      const teams: string[] = [];
      for (const displayName of ["One", "Two", "Three"])
        teams.push((await groups.create({ displayName })).id);
      const [one = "", two = ""] = teams;
      await groups.rename(one, "First");
      await groups.addMembers(one, [ada.id]);
      await groups.delete(two);
    });
    run.flush();
    const [said] = lines.slice(-1);
    expect(said?.split("; ").slice(1)).toEqual([
      "2 people created",
      "3 people changed",
      "2 people deactivated",
      "1 person reactivated",
      "3 groups created",
      "2 groups changed",
      "1 group deleted",
    ]);
  }));

test("an answer that is no answer is told by its status, and leaves open what became of the write only where that is open", () =>
  inWorld(async ({ slack, begin }) => {
    const ada = slack.addUser(ADA_ALONE);
    const { users } = begin({ auditLog: log.file }).slack;
    for (const status of [200, 404, 502]) {
      slack.fault({ method: "PATCH", status, html: true, times: 99 });
      await expect(users.patch(ada, { title: "Chief" })).rejects.toThrow(`${status}`);
      slack.clearFaults();
    }
    expect(log.entries().map(({ outcome, status }) => [outcome, status])).toEqual([
      [undefined, undefined],
      ["unknown", 200],
      ["refused", 404],
      ["unknown", 502],
    ]);
  }));

test("a refusal after an answer that was lost leaves open what became of the write", () =>
  inWorld(async ({ slack, begin }) => {
    const ada = slack.addUser(ADA_ALONE);
    const { users } = begin({ auditLog: log.file }).slack;
    slack.fault({ method: "PATCH", status: 503, applied: true, times: 1 });
    slack.fault({ method: "PATCH", code: "invalid_display_name", times: 1 });
    await expect(users.patch(ada, { title: "Chief" })).rejects.toThrow("The change may have been made");
    expect(log.entries()[1]).toMatchObject({ outcome: "unknown", slackCode: "invalid_display_name" });
  }));

test("a write that was called off before it left is a line that says so", () =>
  inWorld(async ({ slack, begin }) => {
    const ada = slack.addUser(ADA_ALONE);
    const { users } = begin({ auditLog: log.file }).slack;
    const calledOff = users.patch(ada, { title: "Chief" }, { signal: AbortSignal.abort() });
    await expect(calledOff).rejects.toThrow("was aborted before it was sent");
    expect(slack.writes).toEqual([]);
    expect(log.entries()[1]).toMatchObject({ id: ada, verb: "update", outcome: "unsent" });
  }));

test("after a failure that is none of the client's nobody knows what became of the write", async () => {
  const fail = () => Promise.reject(new TypeError("answer is not iterable"));
  await expect(recorderTo(log.file).record(CHIEF, fail)).rejects.toThrow("answer is not iterable");
  expect(log.entries()[1]).toMatchObject({ id: "U1", outcome: "unknown" });
});

test("what is left out of a write is left out of its line: attributes that are undefined, members that there are not", () =>
  inWorld(async ({ begin }) => {
    const { users, groups } = begin({ auditLog: log.file }).slack;
    const { id } = await users.create({ ...ADA_ALONE, nickName: undefined });
    const team = await groups.create({ displayName: "Team" });
    const empty = await groups.create({ displayName: "Empty", members: [] });
    const group = { organization: "acme", kind: "group", verb: "create", outcome: "done" };
    expect(log.entries().slice(1)).toEqual([
      expect.objectContaining({ id, attributes: ["userName", "emails"] }),
      { ...group, id: team.id, displayName: "Team", attributes: ["displayName"] },
      { ...group, id: empty.id, displayName: "Empty", attributes: ["displayName", "members"] },
    ]);
  }));

test("writes that begin together share one first line", () =>
  inWorld(async ({ begin }) => {
    const run = begin({ auditLog: log.file });
    await Promise.all(["One", "Two", "Three"].map((displayName) => createGroup(run, { displayName })));
    expect(log.entries().map(({ verb }) => verb)).toEqual(["begin", "create", "create", "create"]);
  }));

test("for its log a run asks once whose organisation it writes to, and without one it asks nothing", () =>
  inWorld(async ({ slack, begin, asked }) => {
    const ada = slack.addUser(ADA_ALONE);
    for (const run of [begin(), begin({ auditLog: log.file })]) {
      const { users } = run.slack;
      await users.patch(ada, { title: "Chief" });
      await users.patch(ada, { title: "Analyst" });
    }
    const patch = `PATCH Users/${ada} 200`;
    expect(asked()).toEqual([patch, patch, "GET Users 200", patch, patch]);
  }));

test("where one of two logs cannot be written the other says once that the run began, however much is refused", async () => {
  const missing = `${log.folder}/missing/audit.jsonl`;
  const recorder = recorderTo(log.file, missing);
  const send = jest.fn();
  const both = await Promise.allSettled([recorder.record(CHIEF, send), recorder.record(CHIEF, send)]);
  await expect(recorder.record(CHIEF, send)).rejects.toThrow(`the audit log ${missing} cannot be written`);
  expect(both.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(send).not.toHaveBeenCalled();
  expect(log.entries().map(({ verb }) => verb)).toEqual(["begin"]);
});

test("a create that was refused and that the log lacks is told without an id", () =>
  inWorld(async ({ slack, begin, lines }) => {
    const run = begin({ auditLog: log.file });
    await createGroup(run, { displayName: "Team" });
    log.block();
    slack.fault({ method: "POST", code: "invalid_display_name", times: 1 });
    await expect(createUser(run, ADA)).rejects.toThrow("invalid_display_name");
    expect(lines).toEqual([
      expect.stringContaining("after this: create of user whose id is not known: refused."),
    ]);
  }));

test("once the log has failed, a write is refused without waiting for Slack's limits", () =>
  inPacedWorld(async ({ clock, begin, slack }) => {
    const run = begin({ auditLog: log.file });
    // All that may go at once.
    await inParallel(20, (at) => createUser(run, personOf(at)));
    log.block();
    await createGroup(run, { displayName: "Team" });
    const [since, sent] = [clock.now(), slack.requests.length];
    const { users } = run.slack;
    const late = users.create(ADA_ALONE);
    await expect(late).rejects.toThrow("nothing was sent to Slack");
    expect([clock.now() - since, slack.requests.length - sent]).toEqual([0, 0]);
  }));

test("what was sent once when the log fails is sent again where Slack failed, and told", () =>
  inPacedWorld(async ({ begin, slack, lines }) => {
    const run = begin({ auditLog: log.file });
    const ada = await createUser(run, ADA);
    log.block();
    slack.fault({ method: "PATCH", path: "Users/*", status: 503, times: 1 });
    const [updated] = await Promise.all([
      updateUser(run, ada.id, ada.outs, { ...ADA, title: "Chief" }),
      createGroup(run, { displayName: "Team" }),
    ]);
    expect(updated.outs).toMatchObject({ title: "Chief" });
    expect(slack.user("ada.l")).toMatchObject({ title: "Chief" });
    const team = slack.group("Team")?.id;
    expect(lines.map((line) => /after this: (.*?)\./.exec(line)?.[1])).toEqual([
      `create of group ${team}: done`,
      `update of user ${ada.id}: done`,
    ]);
  }));
