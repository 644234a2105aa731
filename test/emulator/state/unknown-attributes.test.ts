import type { EmulatorOptions, NewGroup, NewUser, OrganizationOptions } from "../../../emulator";
import { startEmulator } from "../../../emulator";
import { ENTERPRISE, ENTERPRISE_V1, emulator, GUEST, type Json, PROFILE } from "../harness";

const ALL_OF_A_GROUP =
  "it has schemas, id, meta, displayName, members, generated, linkedToChannels, linkedToUserGroup.";

/** What is given beside a userName, and what is said of it. */
const ODD_USERS: [object, string][] = [
  [{ titel: "Dr" }, 'A user has no "titel"; did you mean "title"?'],
  [{ Active: false }, 'A user has no "Active"; did you mean "active"?'],
  [{ email: [] }, 'A user has no "email"; did you mean "emails"?'],
  [{ guest: { type: "multi" } }, `A user has no "guest"; its name is "${GUEST}".`],
  [{ enterprise: { department: "x" } }, `A user has no "enterprise"; its name is "${ENTERPRISE}".`],
  [{ profile: { startDate: "2026-01-01" } }, `A user has no "profile"; its name is "${PROFILE}".`],
  [{ [ENTERPRISE_V1]: {} }, `A user has no "${ENTERPRISE_V1}"; its name is "${ENTERPRISE}".`],
  [{ department: "Sales" }, `A user has no "department"; it is in "${ENTERPRISE}".`],
  [{ managerId: "U1" }, `A user has no "managerId"; it is in "${ENTERPRISE}", there in "manager".`],
  [{ givenName: "Ada" }, 'A user has no "givenName"; it is in "name".'],
  [{ members: [] }, 'A user has no "members"; a group has.'],
  [{ shoeSize: 43 }, 'A user has no "shoeSize"; it has schemas, id, externalId, meta, userName,'],
  [{ name: { firstName: "Ada" } }, '"name" of a user has no "firstName"; it has givenName, familyName,'],
  [{ name: { familyname: "L" } }, '"name" of a user has no "familyname"; did you mean "familyName"?'],
  [{ [ENTERPRISE]: { departement: "x" } }, `"${ENTERPRISE}" of a user has no "departement"; did you mean`],
  [{ [ENTERPRISE]: { manager: { id: "U1" } } }, '"manager" of a user has no "id"; it has managerId.'],
  [{ emails: [{ adress: "a@e.co" }] }, '"emails" of a user has no "adress"; it has value, primary.'],
  [{ groups: [{ value: "S1" }] }, '"groups" of a user cannot be set: change the members of the groups.'],
  [{ photos: [{ value: "https://e.co/a.jpg" }] }, '"photos" of a user cannot be set: Slack makes them of'],
  [
    { meta: { created: "2020-01-01" } },
    '"meta" of a user cannot be set: it says when and where the emulator',
  ],
  [{ emails: [{ value: "a@e.co" }, { value: "b@e.co" }, { value: "c@e.co" }] }, "has at most 2, got 3."],
  [{ phoneNumbers: [{ value: "1" }] }, '"phoneNumbers" of a user need primary: true or type: "mobile"'],
];

/** What is given beside a displayName, and what is said of it. */
const ODD_GROUPS: [object, string][] = [
  [{ member: [] }, 'A group has no "member"; did you mean "members"?'],
  [{ userName: "x" }, 'A group has no "userName"; a user has.'],
  [{ colour: "red" }, `A group has no "colour"; ${ALL_OF_A_GROUP}`],
  [{ members: [{ id: "U1" }] }, '"members" of a group has no "id"; it has value, display.'],
  [
    { meta: { created: "2020-01-01" } },
    '"meta" of a group cannot be set: it says when and where the emulator',
  ],
];

/** One request to the control path. */
async function control(slack: { url: string }, method: string, path: string, body?: object) {
  const response = await fetch(`${slack.url}/_emulator/${path}`, { method, body: JSON.stringify(body) });
  return { status: response.status, error: ((await response.json()) as Json).error as string };
}

test.each(ODD_USERS)(
  "a person with %j is refused, added or changed, here or over HTTP",
  async (odd, message) => {
    const slack = await emulator();
    const before = slack.snapshot();
    const add = { userName: "ada", ...odd } as NewUser;
    expect(() => slack.addUser(add)).toThrow(message);
    expect(() => slack.change("owner", (user) => Object.assign(user, odd))).toThrow(message);
    for (const [method, path, body] of [
      ["POST", "users", add],
      ["PATCH", "users/owner", odd],
    ] as const) {
      const { status, error } = await control(slack, method, path, body);
      expect([status, error]).toEqual([400, expect.stringContaining(message)]);
    }
    expect(slack.snapshot()).toEqual(before);
  },
);

test.each(ODD_GROUPS)(
  "a group with %j is refused, added or changed, here or over HTTP",
  async (odd, message) => {
    const slack = await emulator();
    slack.addGroup({ displayName: "Data" });
    const before = slack.snapshot();
    const add = { displayName: "Crew", ...odd } as NewGroup;
    expect(() => slack.addGroup(add)).toThrow(message);
    expect(() => slack.change("Data", (group) => Object.assign(group, odd))).toThrow(message);
    for (const [method, path, body] of [
      ["POST", "groups", add],
      ["PATCH", "groups/Data", odd],
    ] as const) {
      const { status, error } = await control(slack, method, path, body);
      expect([status, error]).toEqual([400, expect.stringContaining(message)]);
    }
    expect(slack.snapshot()).toEqual(before);
  },
);

test("the compiler refuses attributes that do not exist, too", async () => {
  const slack = await emulator();
  // @ts-expect-error it is "title"
  expect(() => slack.addUser({ userName: "ada", titel: "Dr" })).toThrow();
  // @ts-expect-error the guest block has its URN as name
  expect(() => slack.addUser({ userName: "ada", guest: { type: "multi" } })).toThrow();
  // @ts-expect-error it is "department"
  expect(() => slack.addUser({ userName: "ada", [ENTERPRISE]: { departement: "x" } })).toThrow();
  // @ts-expect-error it is "members"
  expect(() => slack.addGroup({ displayName: "Data", member: [] })).toThrow();
  const change = () =>
    slack.change("owner", (user) => {
      // @ts-expect-error the enterprise block has its URN as name
      user.enterprise = { department: "x" };
    });
  expect(change).toThrow(`its name is "${ENTERPRISE}".`);
});

test("what a person has of the other kind's attributes is refused, although one function changes both", async () => {
  const slack = await emulator();
  slack.addGroup({ displayName: "Data" });
  const change = (id: string, part: object) => () => slack.change(id, (held) => Object.assign(held, part));
  expect(change("owner", { generated: true })).toThrow('A user has no "generated"; a group has.');
  expect(change("Data", { rank: "bot" })).toThrow('A group has no "rank"; a user has.');
});

test("what a GET shows is taken back whole, and schemas say nothing of their own", async () => {
  const slack = await emulator({ seed: 3 });
  const before = slack.snapshot();
  const [held] = slack.groups();
  for (const user of slack.users())
    slack.change(user.id, (copy) => Object.assign(copy, user, { schemas: [] }));
  slack.change(held?.id ?? "", (group) => Object.assign(group, held, { schemas: [] }));
  expect(slack.snapshot()).toEqual(before);
  const user = { schemas: ["x"], userName: "ada", groups: [], title: undefined } as Json;
  expect(slack.user(slack.addUser(user))).toMatchObject({ userName: "ada", title: "" });
});

test("an attribute cannot be taken away, but for a guest's block", async () => {
  const slack = await emulator();
  const ada = slack.addUser({ userName: "ada", [GUEST]: { type: "multi" } });
  slack.addGroup({ displayName: "Data" });
  slack.change(ada, (user) => {
    delete user[GUEST];
  });
  expect(slack.user(ada)).not.toHaveProperty([GUEST]);
  const take = (id: string, name: string) => () =>
    slack.change(id, (held) => Reflect.deleteProperty(held, name));
  expect(take(ada, "title")).toThrow(
    '"title" of a user cannot be taken away; make it blank as a GET shows it.',
  );
  expect(take("Data", "generated")).toThrow('"generated" of a group cannot be taken away');
});

test.each<[EmulatorOptions, string]>([
  [{ sead: 5 } as object, 'An emulator has no "sead"; did you mean "seed"?'],
  [
    { organizations: [{ domain: "b", tokn: "t" } as object as OrganizationOptions] },
    'no "tokn"; did you mean "token"?',
  ],
  [
    { tokens: [{ token: "t", rolle: "admin" } as object as { token: string }] },
    'A token has no "rolle"; did you mean "role"?',
  ],
  [{ behaviours: { filterV3: "ignored" } as object }, 'no behaviour "filterV3"; did you mean "filterV2"?'],
  [{ colour: "red" } as object, 'An emulator has no "colour"; it has domain, token, tokens, seed,'],
])("an emulator is not started with %j", async (options, message) => {
  await expect(startEmulator(options)).rejects.toThrow(message);
});

test("organizations, faults and queries with names that do not exist are refused with the nearest one", async () => {
  const slack = await emulator();
  for (const [method, path, body, message] of [
    [
      "POST",
      "organizations",
      { domain: "b", sead: 3 },
      'An organization has no "sead"; did you mean "seed"?',
    ],
    [
      "POST",
      "organizations",
      { domain: "b", tokens: [{ tokn: "t" }] },
      'A token has no "tokn"; did you mean',
    ],
    ["POST", "faults", { stauts: 500 }, 'A fault has no "stauts"; did you mean "status"?'],
    ["POST", "faults", { colour: 1 }, 'A fault has no "colour"; it has method, path,'],
    ["PATCH", "behaviours", { mood: 1 }, 'no behaviour "mood"; BEHAVIOURS.md lists them all.'],
    [
      "POST",
      "users?organisation=b",
      { userName: "x" },
      'A query has no "organisation"; did you mean "organization"?',
    ],
  ] as const) {
    const { status, error } = await control(slack, method, path, body);
    expect([status, error]).toEqual([400, expect.stringContaining(message)]);
  }
  expect([slack.users().length, slack.faults.length, slack.snapshot().organizations.length]).toEqual([
    1, 0, 1,
  ]);
});
