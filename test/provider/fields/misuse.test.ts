import { UNKNOWN } from "../../../provider/fields/properties";
import { checkGroup } from "../../../provider/group/lifecycle";
import { Run } from "../../../provider/run/run";
import { checkUser } from "../../../provider/user/lifecycle";
import { STANDSTILL } from "../support";

const offline = () =>
  new Run({
    settings: () => {
      throw new Error("a check read the settings");
    },
    connect: () => {
      throw new Error("a check opened a connection");
    },
    print: () => {},
    clock: { sleep: async () => {} },
    watch: { now: () => 0, ...STANDSTILL },
  });

const userProblems = (news: object) => checkUser(offline(), {}, { ...news }).problems;
const groupProblems = (news: object) => checkGroup(offline(), {}, { ...news }).problems;
const good = { userName: "ada.l", emails: [{ value: "ada@example.com" }] };

const USERNAME = "a userName of 1 to 21 characters out of a-z, 0-9, “.”, “_” and “-” (no e-mail address)";

test.each([
  ["no userName", { emails: good.emails }, [`userName: wanted ${USERNAME}, got nothing`]],
  [
    "a userName over 21",
    { ...good, userName: "a".repeat(22) },
    [`userName: wanted ${USERNAME}, got "${"a".repeat(22)}"`],
  ],
  [
    "an e-mail address as userName",
    { ...good, userName: "ada@x.y" },
    [`userName: wanted ${USERNAME}, got "ada@x.y"`],
  ],
  [
    "no e-mail address",
    { userName: "ada" },
    ["emails: wanted one or two e-mail addresses, the primary one marked, got nothing"],
  ],
  [
    "an empty list of e-mail addresses",
    { ...good, emails: [] },
    ["emails: wanted at least one e-mail address, got none"],
  ],
  [
    "two primaries",
    {
      ...good,
      emails: [
        { value: "a@x.y", primary: true },
        { value: "b@x.y", primary: true },
      ],
    },
    ["emails: wanted one primary e-mail address, got 2"],
  ],
  [
    "three e-mails",
    { ...good, emails: ["a@x.y", "b@x.y", "c@x.y"].map((value) => ({ value })) },
    ["emails: wanted at most 2 (Slack keeps no more), got 3"],
  ],
  [
    "the same e-mail twice",
    { ...good, emails: [{ value: "a@x.y" }, { value: "A@x.y" }] },
    ["emails: wanted two different e-mail addresses, got the same one twice"],
  ],
  [
    "a malformed e-mail",
    { ...good, emails: [{ value: "ada at home" }] },
    ["emails[0].value: wanted an e-mail address, got a string of 11 characters"],
  ],
  [
    "an e-mail without value",
    { ...good, emails: [{ primary: true }] },
    ["emails[0].value: wanted a string that is not empty, got nothing"],
  ],
  [
    "e-mails that are no list",
    { ...good, emails: "ada@example.com" },
    ["emails: wanted one or two e-mail addresses, the primary one marked, got a string of 15 characters"],
  ],
  [
    "a display name with @",
    { ...good, displayName: "@ada" },
    ["displayName: wanted a name without @, got a string of 4 characters"],
  ],
  [
    "a display name over 80",
    { ...good, displayName: "x".repeat(81) },
    ["displayName: wanted a string of up to 80 characters, got a string of 81 characters"],
  ],
  [
    "an emoji in the display name",
    { ...good, displayName: "Ada 🚀" },
    ["displayName: wanted a name without emoji, got a string of 6 characters"],
  ],
  [
    "a name of spaces",
    { ...good, name: { givenName: "  " } },
    ["name.givenName: wanted a name, got only spaces"],
  ],
  [
    "two blank names",
    { ...good, name: { givenName: "", familyName: "" } },
    ["name: wanted a given or family name, got two blanks"],
  ],
  [
    "an unknown part of the name",
    { ...good, name: { givenname: "Ada" } },
    ["name.givenname: no such input; name.givenName?"],
  ],
  [
    "a guest of another type",
    { ...good, guest: { type: "single" } },
    ['guest.type: wanted "multi" (multi-channel guest; "" makes a full member), got "single"'],
  ],
  [
    "a guest without type",
    { ...good, guest: { expiration: "2030-01-01" } },
    ['guest.type: wanted "multi" (multi-channel guest; "" makes a full member), got nothing'],
  ],
  [
    "an expiration that is no date",
    { ...good, guest: { type: "multi", expiration: "soon" } },
    ['guest.expiration: wanted a date in ISO 8601 such as 2027-01-31T23:59:59Z, got "soon"'],
  ],
  [
    "a start date that is no date",
    { ...good, slackProfile: { startDate: "2024-13-40" } },
    ['slackProfile.startDate: wanted a date in ISO 8601 such as 2027-01-31T23:59:59Z, got "2024-13-40"'],
  ],
  [
    "a manager without id",
    { ...good, enterprise: { manager: {} } },
    ["enterprise.manager.managerId: wanted a manager's id, e-mail address or userName, got nothing"],
  ],
  [
    "a manager that is a string",
    { ...good, enterprise: { manager: "boss" } },
    ["enterprise.manager: wanted an object, got string"],
  ],
  [
    "active as a word",
    { ...good, active: "yes" },
    ["active: wanted true or false, got a string of 3 characters"],
  ],
  [
    "a third kind of phone",
    { ...good, phoneNumbers: [{ value: "1", type: "fax" }] },
    ['phoneNumbers[0].type: wanted "mobile" or "work", got a string of 3 characters'],
  ],
  [
    "two mobile phones",
    {
      ...good,
      phoneNumbers: [
        { value: "1", type: "mobile" },
        { value: "2", type: "mobile" },
      ],
    },
    ["phoneNumbers: wanted one primary and one mobile number, got two of the same"],
  ],
  [
    "two addresses",
    { ...good, addresses: [{ country: "DE" }, { country: "FR" }] },
    ["addresses: wanted at most 1 (Slack keeps no more), got 2"],
  ],
  [
    "an empty address",
    { ...good, addresses: [{}] },
    ["addresses[0]: wanted at least one of streetAddress, locality, region, postalCode, country, got none"],
  ],
  [
    "a photo on disk",
    { ...good, photos: [{ value: "./ada.png" }] },
    ["photos[0].value: wanted a public URL or a data: URL, got a string of 9 characters"],
  ],
  [
    "an unknown time zone",
    { ...good, timezone: "Mars/Olympus" },
    ['timezone: wanted a time zone such as "Europe/Berlin", got "Mars/Olympus"'],
  ],
  ["a number as title", { ...good, title: 7 }, ["title: wanted a string, got a number"]],
  [
    "an unknown onConflict",
    { ...good, onConflict: "yes" },
    ['onConflict: wanted one of "safe", "adopt", "fail", got "yes"'],
  ],
  [
    "onDelete of a group",
    { ...good, onDelete: "delete" },
    ['onDelete: wanted one of "deactivate", "retain", got "delete"'],
  ],
  ["a typo in an input", { ...good, titel: "x" }, ["titel: no such input; title?"]],
  [
    "a typo inside an object",
    { ...good, enterprise: { Departement: "x" } },
    ["enterprise.Departement: no such input; enterprise.department?"],
  ],
  [
    "an input that is near none",
    { ...good, salary: "x" },
    [expect.stringMatching(/^salary: no such input; there are userName, emails, name,/)],
  ],
  [
    "emoji in names",
    { ...good, displayName: "Ada 🎉", name: { givenName: "🎉", familyName: "L🎉", honorificPrefix: "🎉" } },
    ["name.givenName", "name.familyName", "name.honorificPrefix", "displayName"].map((path) =>
      expect.stringMatching(new RegExp(`^${path}: wanted a name without emoji, got a string of`)),
    ),
  ],
])("%s is refused before anything is sent", (_name, news, problems) => {
  expect(userProblems(news)).toEqual(problems);
});

test.each([
  ["no displayName", {}, ["displayName: wanted a string, got nothing"]],
  ["an empty displayName", { displayName: " " }, ["displayName: wanted a name, got an empty string"]],
  ...["everyone", "Here", "CHANNEL"].map((displayName): [string, object, string[]] => [
    `the reserved name ${displayName}`,
    { displayName },
    [
      `displayName: wanted a name that Slack does not reserve (not everyone, here or channel), got a string of ${displayName.length} characters`,
    ],
  ]),
  [
    "emoji in its name",
    { displayName: "Party 🎉" },
    ["displayName: wanted a name without emoji, got a string of 8 characters"],
  ],
  [
    "a member that is no id",
    { displayName: "D", members: ["U1", "ada.l"] },
    ['members[1]: wanted a user id (U… or W…, such as `ada.id`), got "ada.l"'],
  ],
  [
    "a member by e-mail address",
    { displayName: "D", members: ["ada@example.com"] },
    ["members[0]: wanted a user id (U… or W…, such as `ada.id`), got a string of 15 characters"],
  ],
  [
    "a member that is an object",
    { displayName: "D", members: [{ value: "U1" }] },
    ["members[0]: wanted a user id, got an object"],
  ],
  [
    "members that are no list",
    { displayName: "D", members: "U1" },
    ["members: wanted a list of user ids (U… or W…, such as `ada.id`), got a string of 2 characters"],
  ],
  [
    "a membership without members",
    { displayName: "D", membership: "additive" },
    ["membership: wanted members beside it, got nothing"],
  ],
  [
    "an unknown membership",
    { displayName: "D", members: [], membership: "loose" },
    ['membership: wanted one of "exact", "additive", got "loose"'],
  ],
])("a group with %s is refused before anything is sent", (_name, news, problems) => {
  expect(groupProblems(news)).toEqual(problems);
});

test("all mistakes are named at once", () => {
  expect(userProblems({ userName: "@", emails: [], displayName: "@", guest: { type: "x" } })).toHaveLength(4);
});

test("no reason repeats a value that may be a secret", () => {
  const secret = "hunter2@hunter2";
  const problems = userProblems({
    userName: "ada",
    emails: [{ value: `${secret} x` }],
    displayName: secret,
    photos: [{ value: secret }],
    password: 7,
  });
  expect(problems).toHaveLength(4);
  expect(problems.join()).not.toContain("hunter2");
});

test("unknown values of a preview pass untouched, at any depth", () => {
  const news = {
    userName: UNKNOWN,
    emails: [{ value: UNKNOWN, primary: true }],
    name: UNKNOWN,
    displayName: "Ada",
    enterprise: { department: "Navy", manager: { managerId: UNKNOWN } },
    guest: { type: UNKNOWN },
  };
  expect(checkUser(offline(), {}, news)).toEqual({ inputs: news, problems: [] });
  const group = { displayName: UNKNOWN, members: ["U2", UNKNOWN, "U1"] };
  expect(checkGroup(offline(), {}, group)).toEqual({ inputs: group, problems: [] });
});

test("check makes one canonical form", () => {
  const { inputs } = checkUser(
    offline(),
    {},
    {
      userName: " Ada.L ",
      emails: [{ value: " Second@Example.com " }, { value: "ADA@example.com", primary: true }],
      title: "  Analyst ",
      phoneNumbers: [{ value: "2", type: "mobile" }, { value: "1" }],
      guest: { type: "multi", expiration: "2030-02-01T00:59:59+01:00" },
      roles: ["Officer"],
      name: { givenName: undefined, familyName: null },
    },
  );
  expect(inputs).toEqual({
    userName: "ada.l",
    emails: [
      { value: "ada@example.com", primary: true },
      { value: "second@example.com", primary: false },
    ],
    title: "Analyst",
    phoneNumbers: [
      { value: "2", type: "mobile" },
      { value: "1", primary: true },
    ],
    guest: { type: "multi", expiration: "2030-01-31T23:59:59Z" },
    roles: [{ value: "Officer", primary: true }],
  });
  expect(checkUser(offline(), {}, inputs).inputs).toEqual(inputs);
  expect(checkGroup(offline(), {}, { displayName: " D ", members: ["U2", "U1", "U2"] }).inputs).toEqual({
    displayName: "D",
    members: ["U1", "U2"],
  });
});

test.each([
  ["2027-01-31", "2027-01-31T00:00:00Z"],
  ["2027-01-31T23:59:59", "2027-01-31T23:59:59Z"],
  ["2024-04-10T00:00:00+0000", "2024-04-10T00:00:00Z"],
  ["2024-04-10T01:30+01:30", "2024-04-10T00:00:00Z"],
  ["2024-04-10T00:00:00.5Z", "2024-04-10T00:00:00Z"],
])("the date %s is %s, whatever the machine's time zone", (startDate, canonical) => {
  const { inputs } = checkUser(offline(), {}, { ...good, slackProfile: { startDate } });
  expect(inputs.slackProfile).toEqual({ startDate: canonical });
});

test.each(["2027-01-31 junk", "2027-02-31", "2027-01-31T25:00", "27-01-31", "tomorrow"])(
  "%s is no date",
  (startDate) => {
    expect(userProblems({ ...good, slackProfile: { startDate } })).toHaveLength(1);
  },
);

test("what is known of a list is checked although another item is unknown", () => {
  expect(groupProblems({ displayName: "D", members: [UNKNOWN, "nonsense"] })).toEqual([
    'members[1]: wanted a user id (U… or W…, such as `ada.id`), got "nonsense"',
  ]);
  expect(userProblems({ ...good, emails: [UNKNOWN, { value: "b@x.y" }, { value: "c@x.y" }] })).toEqual([
    "emails: wanted at most 2 (Slack keeps no more), got 3",
  ]);
});

test("a guest's expiration beside a full member is a contradiction", () => {
  expect(userProblems({ ...good, guest: { type: "", expiration: "2030-01-01" } })).toEqual([
    'guest.expiration: wanted nothing beside type "" (a full member), got a date',
  ]);
});

test("a trade mark in a display name is no emoji", () => {
  expect(userProblems({ ...good, displayName: "Ada™" })).toEqual([]);
});

test("too many of something does not hide what else is wrong with them", () => {
  const emails = [
    { value: "a@x.y", primary: true },
    { value: "b@x.y", primary: true },
    { value: "nonsense" },
  ];
  expect(userProblems({ ...good, emails })).toEqual([
    "emails: wanted at most 2 (Slack keeps no more), got 3",
    "emails[2].value: wanted an e-mail address, got a string of 8 characters",
  ]);
});
