import { type SlackEmulator, startEmulator } from "../../emulator";
import * as contract from "../../provider/contract";
import { providerText } from "../../provider/resources/provider-text";

// What a plan says is said at once: a timer that gathers lines would outlive the tests.
jest.mock("../../provider/scim/base/clock", () => ({
  ...jest.requireActual("../../provider/scim/base/clock"),
  systemClock: { now: Date.now, sleep: () => Promise.resolve() },
}));

const __provider = providerText("user");
const ADA = { __provider, userName: "ada.l", emails: [{ value: "ada@example.com", primary: true }] };

let slack: SlackEmulator;
const said: string[] = [];

beforeAll(async () => {
  jest.spyOn(console, "log").mockImplementation((line) => void said.push(line));
  slack = await startEmulator();
  const config: Record<string, string> = {
    "slack-scim:explicit": "true",
    "slack-scim:token": slack.token,
    "slack-scim:baseUrl": slack.v2,
    "slack-scim:limits": "off",
    "slack-scim:progress": "off",
  };
  contract.user.configure({ config: { get: (key) => config[key] } });
});

afterAll(() => slack.close());

test("users' states hold these names: four resources, seven methods each", () => {
  const methods = ["check", "configure", "create", "delete", "diff", "read", "update"];
  expect(Object.keys(contract).sort()).toEqual(["directory", "group", "membership", "user"]);
  expect(Object.keys(contract.user).sort()).toEqual(methods);
  expect(Object.keys(contract.group).sort()).toEqual(methods);
  expect(Object.keys(contract.membership).sort()).toEqual(methods);
  expect(Object.keys(contract.directory).sort()).toEqual(methods);
});

test("another group replaces a membership, anything else updates it, and a fight with its group's own resource stops the diff", async () => {
  const text = { __provider: providerText("membership") };
  const outs = { ...text, groupId: "S01", members: ["U01"], added: ["U01"], organization: "acme" };
  const diff = (news: object) => contract.membership.diff("S01/members", outs, { ...outs, ...news });
  expect(await diff({ groupId: "S02" })).toEqual({
    changes: true,
    replaces: ["groupId"],
    deleteBeforeReplace: false,
  });
  expect(await diff({ members: [] })).toEqual({ changes: true, replaces: [], deleteBeforeReplace: false });
  const declared = { ...text, groupId: "S01", members: ["U01"] };
  await contract.membership.check(declared, declared);
  const group = { __provider: providerText("group"), displayName: "Owned", members: [] };
  await contract.group.check(group, group);
  await expect(contract.group.diff("S01", group, group)).rejects.toThrow(
    "group S01: this SlackScimGroup takes out whom it does not declare, and a SlackScimGroupMembership of this program adds U01 to it.",
  );
});

test("configure is synchronous, since the process uses the provider before an asynchronous one ends", () => {
  expect(contract.group.configure({ config: { get: () => undefined } })).toBeUndefined();
  const again: Record<string, string> = {
    "slack-scim:explicit": "true",
    "slack-scim:token": slack.token,
    "slack-scim:baseUrl": slack.v2,
    "slack-scim:limits": "off",
    "slack-scim:progress": "off",
  };
  contract.user.configure({ config: { get: (key) => again[key] } });
});

test("failures of check carry no property, whose value the engine would print", async () => {
  const { failures } = await contract.user.check({}, { ...ADA, userName: "@", title: 7 });
  expect(failures).toEqual([
    { property: "", reason: expect.stringMatching(/^userName: wanted/) },
    { property: "", reason: "title: wanted a string, got a number" },
  ]);
});

test("results are nothing but JSON, without the provider text, which the process adds", async () => {
  const { id, outs } = await contract.user.create(ADA);
  expect(JSON.parse(JSON.stringify(outs))).toStrictEqual(outs);
  const found = await contract.user.read(id, { ...outs, __provider });
  expect(found).toStrictEqual({ id, props: outs, inputs: { userName: "ada.l", emails: ADA.emails } });
  slack.removeUser(id);
  expect(await contract.user.read(id, { ...outs, __provider })).toEqual({});
});

test("a refusal of Slack's names the person, the code and the remedy, and never the address", async () => {
  slack.fault({ method: "POST", code: "invalid_display_name" });
  const refusal = contract.user.create({ ...ADA, displayName: "Ada" });
  await expect(refusal).rejects.toThrow(
    "user ada.l could not be created: Slack refused POST Users with 400 invalid_display_name. The organization lets people choose their own display name: leave displayName out, or change that setting in Slack.",
  );
  slack.fault({
    method: "POST",
    status: 409,
    body: { schemas: [], detail: "username_taken (username=ada@example.com)", status: 409 },
  });
  const taken = await contract.user.create(ADA).catch((error: Error) => error);
  expect(taken).toMatchObject({
    message: expect.stringContaining("409 username_taken. A person or a channel has this name already"),
  });
  expect((taken as Error).message).not.toContain("ada@example.com");
});

test("a half-done create reaches the engine with id, properties and the provider text", async () => {
  slack.fault({ method: "PATCH", status: 403 });
  const failure = await contract.user.create({ ...ADA, active: false }).catch((error: unknown) => error);
  expect(failure).toMatchObject({
    id: slack.user("ada.l")?.id,
    properties: { __provider, userName: "ada.l", active: true },
    reasons: [expect.stringContaining("What Slack holds now is in the state; run `pulumi up` again.")],
  });
});

test("an answer that is a web page concludes nothing and points at the base URL", async () => {
  slack.fault({ status: 404, html: true });
  const reading = contract.user.read("U0000000001", { __provider, userName: "owner", organization: "acme" });
  await expect(reading).rejects.toThrow(
    /^user owner \(U0000000001\) could not be read: .*nothing is concluded from it\. Check the base URL/s,
  );
});

test("a plain sentence of Slack's is passed on without the addresses in it", async () => {
  slack.fault({
    method: "POST",
    status: 400,
    body: { schemas: [], detail: "The address adam@example.com is on hold", status: 400 },
  });
  await expect(contract.user.create(ADA)).rejects.toThrow("400 The address (an e-mail address) is on hold.");
});

test("a plain sentence of Slack's is passed on without the values that were declared", async () => {
  slack.fault({
    method: "POST",
    status: 400,
    body: { schemas: [], detail: "The value Chief-of-Secrets is too long", status: 400 },
  });
  const secretive = {
    ...ADA,
    userName: "spy",
    emails: [{ value: "spy@example.com", primary: true }],
    title: "Chief-of-Secrets",
  };
  await expect(contract.user.create(secretive)).rejects.toThrow(
    "400 The value (a declared value) is too long.",
  );
});

test("a create after the diff of a resource of another organisation is refused", async () => {
  await contract.user.diff("U9", { ...ADA, organization: "globex" }, ADA);
  await expect(contract.user.create({ ...ADA, userName: "new" })).rejects.toThrow(
    "but the state was made in globex",
  );
  expect(said.splice(0)).toEqual([
    expect.stringMatching(/^warning: .* several organisations \(acme, globex\)/),
  ]);
});

test("the diff of a directory refuses a plan that deactivates too many, and says nothing against lists that nobody checked", async () => {
  const text = { __provider: providerText("directory") };
  const map = (toText: (key: string) => object) =>
    Object.fromEntries(
      ["1", "2", "3", "4", "5", "6"].map((key) => [`e-${key}`, JSON.stringify(toText(key))]),
    );
  const ids = map((key) => ({ id: slack.addUser({ userName: `p${key}` }), active: true }));
  const outs = {
    ...text,
    people: map((key) => ({
      userName: `p${key}`,
      emails: [{ value: `p${key}@example.com`, primary: true }],
    })),
    personFacts: ids,
    groups: {},
    groupFacts: {},
    organization: slack.domain,
  };
  const nobody = { ...text, people: {}, groups: {} };
  const changes = { changes: true, replaces: [], deleteBeforeReplace: false };
  expect(await contract.directory.diff("directory-1", outs, nobody)).toEqual(changes);
  await contract.directory.check({ ...text, people: outs.people, groups: {} }, nobody);
  await expect(contract.directory.diff("directory-1", outs, nobody)).rejects.toThrow(
    "6 would be deactivated, and slack-scim:maxDeactivations allows a run 5",
  );
  expect(said).toEqual([expect.stringMatching(/^6 people who left the list, to be deactivated: /)]);
});
