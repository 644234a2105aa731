import * as pulumi from "@pulumi/pulumi";
import {
  SlackScimDirectory,
  SlackScimGroup,
  SlackScimGroupMembership,
  SlackScimProvider,
  SlackScimUser,
} from "../../../provider";
import { parsedEntry, parsedPerson } from "../../../provider/resources/entry-texts";
import { providerText } from "../../../provider/resources/provider-text";

interface Registered {
  type: string;
  name: string;
  inputs: Record<string, unknown>;
}

const registered: Registered[] = [];

/** How a secret looks on its way to the engine. */
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

beforeAll(() =>
  pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs, id }) => {
        registered.push({ type, name, inputs });
        return { id: id || `${name}-id`, state: inputs };
      },
      call: ({ inputs }) => inputs,
    },
    "project",
    "stack",
    false,
  ),
);

beforeEach(() => {
  registered.length = 0;
});

/** The value of an output. */
const resolved = <T>(output: pulumi.Output<T>) =>
  new Promise<T>((resolve) => {
    output.apply(resolve);
  });

test("a user registers its type, its inputs and the constant provider text", async () => {
  const ada = new SlackScimUser("ada", { userName: "ada.l", emails: [{ value: "ada@example.com" }] });
  expect(await resolved(ada.userName)).toBe("ada.l");
  expect(registered).toEqual([
    {
      type: "pulumi-nodejs:dynamic/slack-scim:User",
      name: "ada",
      inputs: { userName: "ada.l", emails: [{ value: "ada@example.com" }], __provider: providerText("user") },
    },
  ]);
});

test("a group registers its type, the ids of its members and the constant provider text", async () => {
  const ada = new SlackScimUser("ada", { userName: "ada.l", emails: [{ value: "ada@example.com" }] });
  const team = new SlackScimGroup("team", { displayName: "Team", members: [ada.id] });
  expect(await resolved(team.members)).toEqual(["ada-id"]);
  expect(registered.at(-1)).toEqual({
    type: "pulumi-nodejs:dynamic/slack-scim:Group",
    name: "team",
    inputs: { displayName: "Team", members: ["ada-id"], __provider: providerText("group") },
  });
});

test("a membership registers its type, the ids of its group and people, and the constant provider text", async () => {
  const ada = new SlackScimUser("ada", { userName: "ada.l", emails: [{ value: "ada@example.com" }] });
  const team = new SlackScimGroup("team", { displayName: "Team" });
  const onCall = new SlackScimGroupMembership("on-call", { groupId: team.id, members: [ada.id, "U0123"] });
  expect(await resolved(onCall.members)).toEqual(["ada-id", "U0123"]);
  expect(registered.at(-1)).toEqual({
    type: "pulumi-nodejs:dynamic/slack-scim:GroupMembership",
    name: "on-call",
    inputs: { groupId: "team-id", members: ["ada-id", "U0123"], __provider: providerText("membership") },
  });
});

test("a directory registers one canonical text an entry, and those with a secret inside are secrets and named", async () => {
  const boss = new SlackScimUser("boss", { userName: "boss", emails: [] });
  const company = new SlackScimDirectory("company", {
    people: {
      "e-1": { userName: "ada", emails: [{ value: "ada@example.com" }] },
      "e-2": { userName: "grace", emails: [], enterprise: { manager: { managerId: boss.id } } },
      "e-3": { userName: "spy", emails: [], title: pulumi.secret("Spy") },
      "e-4": { userName: "new", emails: [], password: "first-password" },
    },
    groups: { team: { displayName: "Team", members: ["e-1"] } },
  });
  await resolved(company.urn);
  const secret = (value: object) => ({ "4dabf18193072939515e22adb298388d": SECRET, value });
  expect(registered.at(-1)).toEqual({
    type: "pulumi-nodejs:dynamic/slack-scim:Directory",
    name: "company",
    inputs: {
      // Pulumi's mocks show a map with a secret in it as a secret whole; the engine keeps each text apart.
      people: secret({
        "e-1": '{"emails":[{"value":"ada@example.com"}],"userName":"ada"}',
        "e-2": '{"emails":[],"enterprise":{"manager":{"managerId":"boss-id"}},"userName":"grace"}',
        "e-3": '{"emails":[],"title":"Spy","userName":"spy"}',
        "e-4": '{"emails":[],"password":"first-password","userName":"new"}',
      }),
      groups: { team: '{"displayName":"Team","members":["e-1"]}' },
      secretEntries: ["people.e-3", "people.e-4"],
      __provider: providerText("directory"),
    },
  });
});

test("an entry of a directory says whether its name is a secret, and one whose title alone is does not", async () => {
  const person = { userName: "spy", emails: [] };
  const registeredOf = async (args: ConstructorParameters<typeof SlackScimDirectory>[1]) => {
    await resolved(new SlackScimDirectory("company", args).urn);
    const { people, groups } = { ...registered.at(-1)?.inputs } as Record<string, { value?: object }>;
    return { people: people?.value ?? people, groups: groups?.value ?? groups };
  };
  const named = '{"emails":[],"nameIsSecret":true,"userName":"spy"}';
  expect(
    await registeredOf({
      people: {
        name: { ...person, userName: pulumi.secret("spy") },
        whole: pulumi.secret(person),
        title: { ...person, title: pulumi.secret("Spy") },
        told: { ...person, userName: pulumi.secret("spy"), nameIsSecret: false },
      },
      groups: { g: { displayName: pulumi.secret("Spies") } },
    }),
  ).toEqual({
    people: {
      name: named,
      whole: named,
      title: '{"emails":[],"title":"Spy","userName":"spy"}',
      told: '{"emails":[],"nameIsSecret":false,"userName":"spy"}',
    },
    groups: { g: '{"displayName":"Spies","nameIsSecret":true}' },
  });
  expect(await registeredOf({ people: pulumi.secret({ all: person }) })).toMatchObject({
    people: { all: named },
  });
});

test("lists that are outputs as a whole are texts as well", async () => {
  const boss = new SlackScimUser("boss", { userName: "boss", emails: [] });
  const people = boss.id.apply((id) => ({ "e-1": { userName: `of-${id}`, emails: [] } }));
  const company = new SlackScimDirectory("company", { people });
  await resolved(company.urn);
  expect(registered.at(-1)?.inputs).toMatchObject({
    people: { "e-1": '{"emails":[],"userName":"of-boss-id"}' },
    groups: {},
  });
});

test("what is no map of entries, or no entry, goes to check as it is: nobody gets a row number as key, or leaves the list unsaid", async () => {
  const registeredOf = async (args: object) => {
    await resolved(new SlackScimDirectory("company", args as never).urn);
    return registered.at(-1)?.inputs.people;
  };
  const rows = [{ userName: "ada", emails: [] }];
  for (const people of [rows, pulumi.output(rows)]) expect(await registeredOf({ people })).toEqual(rows);
  for (const people of ["ada", pulumi.output("ada")]) expect(await registeredOf({ people })).toBe("ada");
  for (const people of [undefined, pulumi.output(undefined)])
    expect(await registeredOf({ people })).toBeUndefined();
  const found: Record<string, unknown> = { plain: undefined, later: pulumi.output(undefined), nothing: null };
  const nobody = { plain: "null", later: "null", nothing: "null" };
  for (const people of [found, pulumi.output(found)]) expect(await registeredOf({ people })).toEqual(nobody);
});

test("a directory's accessors read the texts of the state", async () => {
  const company = new SlackScimDirectory("company", { people: {} });
  const read = Object.assign(Object.create(SlackScimDirectory.prototype), {
    people: pulumi.output({ "e-1": '{"emails":["ada@example.com"],"userName":"ada"}' }),
    personFacts: pulumi.output({ "e-1": '{"id":"U01","active":true}' }),
    groupFacts: pulumi.output({ team: '{"id":"S01"}' }),
  }) as typeof company;
  expect(await resolved(read.person("e-1"))).toEqual({
    userName: "ada",
    emails: [{ value: "ada@example.com", primary: true }],
    id: "U01",
    active: true,
    nickName: "ada",
  });
  expect(await resolved(read.personId("e-1"))).toBe("U01");
  expect(await resolved(read.groupId("team"))).toBe("S01");
});

test("an accessor of a key that the directory does not hold says so, also of one that every object of JavaScript has", () => {
  for (const key of ["e-9", "constructor", "__proto__"])
    expect(() => parsedEntry("people", key, { "e-1": "{}" })).toThrow(
      `the directory holds no people.${key}:`,
    );
  const led = '{"enterprise":{"manager":{"managerId":"constructor"}},"userName":"ada"}';
  expect(parsedPerson("e-1", { "e-1": led }, { "e-1": '{"id":"U01"}' }, undefined)).toMatchObject({
    id: "U01",
    enterprise: { manager: { managerId: "constructor" } },
  });
});

test("the stored provider is these bytes, for ever", () => {
  expect(providerText("user")).toBe(
    'exports.handler = () => require("module").createRequire(process.cwd() + "/")("pulumi-slack-scim/provider").user;',
  );
  expect(providerText("group")).toBe(
    'exports.handler = () => require("module").createRequire(process.cwd() + "/")("pulumi-slack-scim/provider").group;',
  );
  expect(providerText("membership")).toBe(
    'exports.handler = () => require("module").createRequire(process.cwd() + "/")("pulumi-slack-scim/provider").membership;',
  );
  expect(providerText("directory")).toBe(
    'exports.handler = () => require("module").createRequire(process.cwd() + "/")("pulumi-slack-scim/provider").directory;',
  );
});

test("a password is a secret even when the program does not say so", async () => {
  const ada = new SlackScimUser("ada", { userName: "ada.l", emails: [], password: "first-password" });
  await resolved(ada.userName);
  expect(registered[0]?.inputs.password).toEqual({
    "4dabf18193072939515e22adb298388d": SECRET,
    value: "first-password",
  });
});

test("a secret input stays one", async () => {
  const ada = new SlackScimUser("ada", { userName: "ada.l", emails: [], title: pulumi.secret("Spy") });
  await resolved(ada.userName);
  expect(registered[0]?.inputs.title).toEqual({ "4dabf18193072939515e22adb298388d": SECRET, value: "Spy" });
});

test("a name that is a secret is marked as one for the audit log, and only then", async () => {
  const secret = new SlackScimUser("spy", { userName: pulumi.secret("harker"), emails: [] });
  const open = new SlackScimUser("ada", { userName: pulumi.output("ada.l"), emails: [] });
  const team = new SlackScimGroup("team", { displayName: pulumi.interpolate`Team ${secret.userName}` });
  const told = new SlackScimGroup("told", { displayName: pulumi.secret("T"), nameIsSecret: false });
  await Promise.all([secret, open, team, told].map(({ urn }) => resolved(urn)));
  const marks = Object.fromEntries(registered.map(({ name, inputs }) => [name, inputs.nameIsSecret]));
  expect(marks).toEqual({ spy: true, ada: undefined, team: true, told: false });
  expect(registered.map(({ inputs }) => "nameIsSecret" in inputs)).toContain(false);
});

test("an explicit provider registers its own settings under their namespace, the token as a secret", async () => {
  const globex = new SlackScimProvider("globex", { token: "xoxp-globex", maxDeactivations: 3 });
  await resolved(globex.urn);
  expect(registered).toEqual([
    {
      type: "pulumi:providers:pulumi-nodejs",
      name: "globex",
      inputs: {
        "slack-scim:explicit": "true",
        "slack-scim:maxDeactivations": "3",
        "slack-scim:token": { "4dabf18193072939515e22adb298388d": SECRET, value: "xoxp-globex" },
      },
    },
  ]);
});

test("an explicit provider's setting that turns out to be undefined is unset", async () => {
  const globex = new SlackScimProvider("globex", {
    token: "t",
    organization: pulumi.output(undefined as unknown as string),
  });
  await resolved(globex.urn);
  expect(registered[0]?.inputs["slack-scim:organization"]).toBe("");
});

test("the import option is refused in the constructor, with the ways in that work", () => {
  const importing = () => new SlackScimUser("ada", { userName: "ada.l", emails: [] }, { import: "U123" });
  expect(importing).toThrow('User "ada": the resource option "import" does not work for dynamic resources');
  expect(importing).toThrow("pulumi import --file FILE --generate-code=false --protect=false");
  expect(() => new SlackScimGroup("team", { displayName: "T" }, { import: "S1" })).toThrow('Group "team"');
});

test("the caller's args are not changed", async () => {
  const args = { userName: "ada.l", emails: [{ value: "ada@example.com" }] };
  const ada = new SlackScimUser("ada", args);
  await resolved(ada.userName);
  expect(args).toEqual({ userName: "ada.l", emails: [{ value: "ada@example.com" }] });
});

test("inputs that are one output or promise get one sentence about that", () => {
  const whole = pulumi.output({ userName: "ada.l", emails: [{ value: "ada@example.com" }] });
  const refusal =
    'User "ada": the inputs are one output or promise. Give an object whose values are outputs:';
  expect(() => new SlackScimUser("ada", whole as never)).toThrow(refusal);
  expect(() => new SlackScimUser("ada", Promise.resolve({}) as never)).toThrow(refusal);
  expect(() => new SlackScimGroup("team", whole as never)).toThrow('Group "team": the inputs are one output');
});

test("an explicit provider refuses arguments that do not exist or cannot be, all at once, as far as they are known", () => {
  const wrong = { token: "t", maxDeactivation: 3, budgetShare: 2, onDelete: "delete" };
  expect(() => new SlackScimProvider("globex", wrong as never)).toThrow(
    'SlackScimProvider "globex": slack-scim:maxDeactivation: no such setting; slack-scim:maxDeactivations?\n' +
      'slack-scim:budgetShare (or SLACK_SCIM_BUDGET_SHARE): wanted a number above 0 up to 1, got "2".\n' +
      'slack-scim:onDelete (or SLACK_SCIM_ON_DELETE): wanted "deactivate" or "retain", got "delete".',
  );
  const later = { token: "t", baseUrl: pulumi.output("http://127.0.0.1:1/scim/v2/"), limits: "off" };
  expect(() => new SlackScimProvider("globex", later)).not.toThrow();
});
