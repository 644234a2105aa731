import { createGroup } from "../../../provider/group/lifecycle";
import { createMembership } from "../../../provider/membership/lifecycle";
import { createUser, deleteUser, updateUser } from "../../../provider/user/lifecycle";
import { auditLogFile } from "../audit-log-file";
import { ADA, emailOf, inWorld } from "../support";

const log = auditLogFile();

test("who is deactivated is named as the state knows them, a secret name aside, whatever Slack made of it", () =>
  inWorld(async ({ begin, slack }) => {
    const run = begin({ auditLog: log.file });
    const secret = { userName: "m.harker", ...emailOf("mh@example.com"), nameIsSecret: true };
    run.names.tell("user", secret);
    const harker = await createUser(run, secret);
    await updateUser(run, harker.id, harker.outs, { ...secret, title: "Spy" });
    const ada = await createUser(run, ADA);
    const next = begin({ auditLog: log.file });
    for (const { id, outs } of [harker, ada]) {
      next.names.tell("user", outs, id);
      await deleteUser(next, id, outs);
    }
    expect(slack.user("m.harker")).toMatchObject({ active: false });
    expect(log.text()).not.toContain("harker");
    expect(log.entries().map(({ id, userName, verb }) => [id, userName, verb])).toEqual([
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
    const run = begin({ auditLog: log.file });
    const secret = { userName: "harker", ...emailOf("mh@example.com"), nameIsSecret: true };
    run.names.tell("user", secret);
    slack.fault({ method: "POST", code: "invalid_display_name", times: 1 });
    await expect(createUser(run, secret)).rejects.toThrow("invalid_display_name");
    const { id, outs } = await createUser(run, secret);
    expect(slack.user(id)?.userName).toMatch(/^harker./);
    await updateUser(run, id, outs, { ...secret, title: "Spy" });
    expect(log.entries().map(({ verb, outcome }) => [verb, outcome])).toEqual([
      ["begin", undefined],
      ["create", "refused"],
      ["create", "done"],
      ["update", "done"],
    ]);
    const next = begin({ auditLog: log.file });
    next.names.tell("user", outs, id);
    await updateUser(next, id, outs, { ...secret, title: "Scholar" });
    expect(log.entries().at(-1)).toMatchObject({ id, verb: "update", outcome: "done" });
    expect(log.text()).not.toContain("harker");
  }));

test("a secret name that was refused hides the name of nobody else", () =>
  inWorld(async ({ begin, slack }) => {
    const run = begin({ auditLog: log.file });
    const secret = { userName: "harker", ...emailOf("mh@example.com"), nameIsSecret: true };
    run.names.tell("user", secret);
    slack.fault({ method: "POST", code: "invalid_display_name", times: 2 });
    for (const inputs of [secret, ADA])
      await expect(createUser(run, inputs)).rejects.toThrow("invalid_display_name");
    expect(log.entries().map(({ userName }) => userName)).toEqual([undefined, undefined, "ada.l"]);
  }));

test("a name that becomes a secret is in no line from then on, whoever else has it", () =>
  inWorld(async ({ begin }) => {
    const run = begin({ auditLog: log.file });
    const { id, outs } = await createUser(run, ADA);
    run.names.tell("user", { ...ADA, ...emailOf("other@example.com"), nameIsSecret: true });
    await updateUser(run, id, outs, { ...ADA, title: "Chief" });
    expect(log.entries().map(({ userName }) => userName)).toEqual([undefined, "ada.l", undefined]);
  }));

test("a group without a name in the state goes by its id", () =>
  inWorld(async ({ begin, slack }) => {
    const run = begin({ auditLog: log.file });
    const id = slack.addGroup({ displayName: "Team" });
    run.names.tell("group", { displayName: null }, id);
    await run.slack.groups.delete(id);
    expect(log.entries()[1]).toEqual({
      ...{ organization: "acme", kind: "group", id, verb: "delete", attributes: [], outcome: "done" },
    });
  }));

test("a secret group name is left out too", () =>
  inWorld(async ({ begin }) => {
    const run = begin({ auditLog: log.file });
    const inputs = { displayName: "Project Thunder", nameIsSecret: true };
    run.names.tell("group", inputs);
    const { id } = await createGroup(run, inputs);
    expect(log.text()).not.toContain("Thunder");
    expect(log.entries()[1]).toMatchObject({ kind: "group", id, verb: "create", outcome: "done" });
  }));

test("the group of a membership goes by its id: its name may be another stack's secret", () =>
  inWorld(async ({ begin, slack }) => {
    const ada = slack.addUser({ userName: "ada.l", ...emailOf("ada@example.com") });
    const groupId = slack.addGroup({ displayName: "Project Thunder", members: [] });
    await createMembership(begin({ auditLog: log.file }), { groupId, members: [ada] });
    expect(log.entries()[1]).toEqual({
      organization: "acme",
      ...{ kind: "group", id: groupId, verb: "update", attributes: ["members"], outcome: "done" },
      joined: { count: 1, ids: [ada] },
    });
    expect(log.text()).not.toContain("Thunder");
  }));
