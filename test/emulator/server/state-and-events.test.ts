import type { SlackEmulator } from "../../../emulator";
import { call, ENTERPRISE, emulator, GUEST, group, type Json, patchV1, person } from "../harness";

const state = async (slack: SlackEmulator, query = ""): Promise<Json> =>
  (await fetch(`${slack.url}/_emulator/state${query}`)).json();

/** The changes that the stream tells of while something runs. */
async function changesDuring(slack: SlackEmulator, run: () => Promise<void> | void): Promise<Json[]> {
  const stream = await fetch(`${slack.url}/_emulator/events`);
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
  await run();
  slack.addOrganization({ domain: "the-end" });
  let text = "";
  while (reader && !text.includes("the-end")) text += (await reader.read()).value ?? "";
  await reader?.cancel();
  const blocks = text.split("\n\n").filter((block) => block.startsWith("event: change"));
  return blocks.map((block) => JSON.parse(block.slice(block.indexOf("data: ") + 6))).slice(0, -1);
}

test("state finds people by id, names and addresses, and groups by id and name", async () => {
  const slack = await emulator();
  const emails = [{ value: "countess@example.com" }, { value: "second@example.com" }];
  const { id } = await person(slack, {
    userName: "ada",
    displayName: "Ada L",
    name: { givenName: "Augusta", familyName: "King" },
    emails,
  });
  slack.addGroup({ displayName: "Analysts" });
  for (const text of [id, "ADA", "gusta k", "countess@", "second@"]) {
    const { organizations } = await state(slack, `?find=${encodeURIComponent(text)}`);
    expect([text, organizations[0].users.map((user: Json) => user.id)]).toEqual([text, [id]]);
    expect(organizations[0]).toMatchObject({ totalUsers: 2, foundUsers: 1, totalGroups: 1, foundGroups: 0 });
  }
  for (const text of ["S0000000001", "analyst"])
    expect((await state(slack, `?find=${text}`)).organizations[0]).toMatchObject({
      foundUsers: 0,
      foundGroups: 1,
      groups: [{ displayName: "Analysts" }],
    });
});

test("state shows what is in force: faults with the hits they have left, and switches that were set", async () => {
  const slack = await emulator({ limits: 60 });
  slack.fault({ path: /^Users/, status: 503, times: 3 });
  slack.fault({ method: "PUT", times: Number.POSITIVE_INFINITY, delayMs: 5 });
  slack.behave({ filterV2: "ignored", createStatusV2: 201 });
  await call(slack, "GET", "v2/Users");
  expect(await state(slack)).toMatchObject({ limits: 60, clock: { frozen: false } });
  const { faults, behaviours } = await state(slack);
  expect(behaviours).toEqual({ filterV2: "ignored" });
  expect(faults).toEqual([
    { pathPattern: "^Users", status: 503, times: 3, hitsLeft: 2 },
    { method: "PUT", delayMs: 5, times: null, hitsLeft: null },
  ]);
});

test("tokens and passwords in a fault are not shown", async () => {
  const slack = await emulator({ token: "my-own-secret-token" });
  slack.fault({ body: { password: "hunter2", x: "xoxp-1-abc" }, headers: { x: "my-own-secret-token" } });
  const faults = await (await fetch(`${slack.url}/_emulator/faults`)).text();
  for (const text of [faults, JSON.stringify(await state(slack))]) {
    expect(text).not.toMatch(/hunter2|my-own-secret|xoxp-1/);
    expect(text.match(/\[redacted\]/g)).toHaveLength(3);
  }
});

test("the stream tells what of a person changed, by SCIM's names", async () => {
  const slack = await emulator();
  const { id } = await person(slack);
  const boss = (await person(slack)).id;
  const changes = await changesDuring(slack, async () => {
    const phoneNumbers = [{ value: "1", primary: true }, { value: "2" }];
    const manager = { manager: { managerId: boss } };
    slack.addUser({ userName: "grace" });
    await patchV1(slack, id, { title: "x", phoneNumbers, name: { givenName: "A", familyName: "B" } });
    await patchV1(slack, id, { title: "x" });
    slack.change(id, (user) => Object.assign(user, { emails: [{ value: "new@e.co", primary: true }] }));
    slack.change(id, (user) => Object.assign(user[ENTERPRISE], { department: "Sales", ...manager }));
    slack.change(id, (user) => Object.assign(user, { userName: "renamed", [GUEST]: { type: "multi" } }));
    await patchV1(slack, id, { photos: [{ value: "https://e.co/a.jpg" }], addresses: [{ region: "CA" }] });
    slack.removeUser(id);
  });
  expect(changes.map(({ kind, id: whose, what }) => [kind, whose === id, what])).toEqual([
    ["user", false, ["new"]],
    ["user", true, ["name", "title", "phoneNumbers"]],
    ["user", true, []],
    ["user", true, ["emails"]],
    ["user", true, ["department", "manager"]],
    ["user", true, ["userName", "guest"]],
    ["user", true, ["photos", "addresses"]],
    ["removed", true, undefined],
  ]);
  expect(changes[5]).toMatchObject({ organization: "acme", record: { userName: "renamed", id } });
});

test("the stream tells what of a group changed, and how many joined and left", async () => {
  const slack = await emulator({ behaviours: { membershipAfterDeactivation: "dropped" } });
  const ids = [(await person(slack)).id, (await person(slack)).id, (await person(slack)).id];
  const { id } = await group(slack, "Data", [ids[0]]);
  const changes = await changesDuring(slack, async () => {
    const members = ids.slice(1).map((value) => ({ value }));
    await call(slack, "PUT", `v2/Groups/${id}`, { schemas: ["x"], displayName: "Crew", members });
    await call(slack, "DELETE", `v2/Users/${ids[1]}`);
    slack.removeGroup(id);
  });
  expect(changes.map(({ kind, what }) => [kind, what])).toEqual([
    ["group", ["displayName", "+2 members", "−1 member"]],
    ["user", ["active"]],
    ["group", ["−1 member"]],
    ["removed", undefined],
  ]);
  expect(changes[0].record).toMatchObject({ displayName: "Crew", totalMembers: 2 });
});

test("the stream tells of settings, of an emptied log, and of everything put back", async () => {
  const slack = await emulator();
  const snapshot = slack.snapshot();
  const changes = await changesDuring(slack, () => {
    slack.fault({ status: 500 });
    slack.clearFaults();
    slack.behave({ filterV2: "ignored" });
    slack.limit("slack");
    slack.clock.freeze();
    slack.clock.advance(1);
    slack.clock.thaw();
    slack.clearLog();
    slack.restore(snapshot);
    slack.reset();
  });
  const settings = Array(7).fill("settings");
  const kinds = [...settings, "log", "everything", "settings", "organization", "everything", "log"];
  expect(changes.map(({ kind }) => kind)).toEqual(kinds);
});
