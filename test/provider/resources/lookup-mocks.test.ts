import * as pulumi from "@pulumi/pulumi";
import {
  type GetUserResult,
  getGroup,
  getGroupOutput,
  getGroups,
  getUser,
  getUserOutput,
  getUsers,
  getUsersOutput,
  SlackScimGroup,
  SlackScimProvider,
  SlackScimUser,
} from "../../../provider";
import { failure, isKnown, resolved } from "./outputs";

const called: pulumi.runtime.MockCallArgs[] = [];

const ADA = { id: "U0ADA", userName: "ada", active: true };
const answers: Record<string, object> = {
  "slack-scim:index:getUser": ADA,
  "slack-scim:index:getUsers": { ids: ["U0ADA"], users: [ADA] },
  "slack-scim:index:getGroup": { id: "S0TEAM", displayName: "Team", members: ["U0ADA"] },
  "slack-scim:index:getGroups": { ids: [], groups: [] },
};

const mock = (preview: boolean) =>
  pulumi.runtime.setMocks(
    {
      newResource: ({ name, inputs }) => ({ id: preview ? "" : `${name}-id`, state: inputs }),
      call: (args) => {
        called.push(args);
        return answers[args.token] ?? {};
      },
    },
    "project",
    "stack",
    preview,
  );

beforeEach(() => {
  called.length = 0;
  mock(false);
});

test("under Pulumi's mocks every look-up is a call with the token of its name and its arguments", async () => {
  expect(await getUser({ email: "Ada@Example.com" })).toEqual(ADA);
  expect(await getUsers()).toEqual({ ids: ["U0ADA"], users: [ADA] });
  expect(await getGroup({ displayName: "Team", members: false })).toMatchObject({ id: "S0TEAM" });
  expect(await getGroups({ filter: 'displayName sw "T"' })).toEqual({ ids: [], groups: [] });
  expect(called.map(({ token, inputs }) => [token, inputs])).toEqual([
    ["slack-scim:index:getUser", { email: "ada@example.com" }],
    ["slack-scim:index:getUsers", {}],
    ["slack-scim:index:getGroup", { displayName: "Team", members: false }],
    ["slack-scim:index:getGroups", { filter: 'displayName sw "T"' }],
  ]);
});

test("what is looked up goes into resources as manager and members", async () => {
  const boss = await getUser({ userName: "ada" });
  const user = new SlackScimUser("bert", {
    userName: "bert",
    emails: [{ value: "bert@example.com" }],
    enterprise: { manager: { managerId: boss.id } },
  });
  const members = getGroupOutput({ id: "S0TEAM" }).apply((team) => team.members ?? []);
  const group = new SlackScimGroup("all", { displayName: "All", members: getUsersOutput().ids });
  const other = new SlackScimGroup("copy", { displayName: "Copy", members });
  expect(await resolved(user.enterprise)).toEqual({ manager: { managerId: "U0ADA" } });
  expect(await resolved(group.members)).toEqual(["U0ADA"]);
  expect(await resolved(other.members)).toEqual(["U0ADA"]);
});

test("an output look-up takes outputs, keeps a secret one secret, and names its provider to the mocks", async () => {
  const globex = new SlackScimProvider("globex", { token: "xoxp-globex" });
  const found = getUserOutput({ userName: pulumi.secret("ada") }, { provider: globex });
  expect(await resolved(found.id)).toBe("U0ADA");
  expect(await pulumi.isSecret(found)).toBe(true);
  expect(await pulumi.isSecret(getUserOutput({ userName: "ada" }, { provider: globex }))).toBe(false);
  expect(called[0]).toMatchObject({
    inputs: { userName: "ada" },
    provider: expect.stringContaining("::globex::"),
  });
});

test("a parent hands on its provider; a provider of another package is refused", async () => {
  const globex = new SlackScimProvider("globex", { token: "xoxp-globex" });
  const component = new pulumi.ComponentResource("pkg:index:Team", "team", {}, { providers: [globex] });
  await getUser({ userName: "ada" }, { parent: component });
  const ada = new SlackScimUser("ada", { userName: "ada", emails: [] }, { provider: globex });
  await getUser({ userName: "ada" }, { parent: ada });
  expect(called.map(({ provider }) => provider?.includes("::globex::"))).toEqual([true, true]);
  class Other extends pulumi.ProviderResource {}
  await expect(
    getUser({ userName: "ada" }, { provider: new Other("pulumi-nodejs", "other") }),
  ).rejects.toThrow("getUser: provider: wanted a SlackScimProvider of this program, got another one");
});

test("in a preview, an output look-up by a resource that is to be made is not known, and nobody is asked", async () => {
  mock(true);
  const ada = new SlackScimUser("ada", { userName: "ada", emails: [] });
  const looked: GetUserResult[] = [];
  for (const found of [
    getUserOutput({ userName: ada.userName }),
    getUserOutput({ userName: "ada" }, { dependsOn: ada }),
    getUserOutput({ userName: "ada" }, { dependsOn: [pulumi.output(ada)] }),
  ]) {
    found.apply((one) => looked.push(one));
    expect(await isKnown(found)).toBe(false);
  }
  expect(looked).toEqual([]);
  expect(called).toEqual([]);
});

test("a look-up that depends on a component waits for the resources in it", async () => {
  mock(true);
  const component = new pulumi.ComponentResource("pkg:index:Team", "team");
  new SlackScimUser("ada", { userName: "ada", emails: [] }, { parent: component });
  const found = getUserOutput({ userName: "ada" }, { dependsOn: component });
  expect(await isKnown(found)).toBe(false);
  expect(called).toEqual([]);
});

test.each([
  ["nothing", {}, "getUser: wanted one of id, userName and email, got none"],
  ["undefined", { userName: undefined }, "getUser: wanted one of id, userName and email, got none"],
  ["two", { id: "U1", email: "a@b.c" }, "getUser: wanted one of id, userName and email, got id and email"],
  ["a misspelt key", { mail: "a@b.c" }, "getUser: mail: no such input; email?"],
  ["an id of a group", { id: "S0TEAM" }, 'getUser: id: wanted the id of a person (U… or W…), got "S0TEAM"'],
  ["a name as address", { email: "ada" }, "getUser: email: wanted an e-mail address, got a string of 3"],
  ["an empty userName", { userName: " " }, "getUser: userName: wanted a userName, got a string of 1"],
  [
    "an output",
    { userName: pulumi.output("ada") },
    "getUser: userName: wanted a plain value, got an output or promise. Use the …Output form",
  ],
])("getUser by %s is refused before anybody is asked", async (_what, args, refusal) => {
  await expect(getUser(args as object)).rejects.toThrow(refusal);
  expect(called).toEqual([]);
});

test("a filter that turns out to be undefined or empty is refused, as it would list everybody", async () => {
  await expect(getUsers({ filter: undefined })).rejects.toThrow(
    "getUsers: filter: wanted a filter, got undefined. Leave it out to have all of them",
  );
  await expect(getGroups({ filter: "" })).rejects.toThrow(
    'getGroups: filter: wanted a filter of Slack\'s, such as displayName sw "Team", got an empty string',
  );
  expect(called).toEqual([]);
});

test("options that mean nothing here are refused, with what was meant", async () => {
  await expect(getUser({ id: "U1" }, { async: true } as object)).rejects.toThrow(
    "getUser: async: no such option; there are provider and parent",
  );
  expect(() => getUserOutput({ id: "U1" }, { dependOn: [] } as object)).toThrow("no such option; dependsOn?");
});

test("the refusal of an output look-up repeats nothing of a secret", async () => {
  expect(await failure(getUserOutput({ id: pulumi.secret("ada@example.com") }))).toBe(
    "getUser: id: wanted the id of a person (U… or W…), got a string of 15 characters",
  );
});
