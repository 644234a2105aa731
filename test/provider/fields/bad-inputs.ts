/** What an input is, the input, and what the check says of it. */
export type BadInput = [name: string, inputs: object, problems: (string | RegExp)[]];

/** A person with whom nothing is wrong. */
export const good = { userName: "ada.l", emails: [{ value: "ada@example.com" }] };

const USERNAME = "a userName of 1 to 21 characters out of a-z, 0-9, “.”, “_” and “-” (no e-mail address)";

/** Every input of a person that the check refuses. */
export const BAD_USERS: BadInput[] = [
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
    "words before an e-mail",
    { ...good, emails: [{ value: "ada or ada@example.com" }] },
    ["emails[0].value: wanted an e-mail address, got a string of 22 characters"],
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
    "a number as a name",
    { ...good, name: { familyName: 7 } },
    ["name.familyName: wanted a string, got a number"],
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
    "two phones at work",
    {
      ...good,
      phoneNumbers: [
        { value: "1", type: "work" },
        { value: "2", type: "work" },
      ],
    },
    ["phoneNumbers: wanted one primary and one mobile number, got two of the same"],
  ],
  ...(
    [
      ["phoneNumbers", 'up to two phone numbers, one of them `type: "mobile"`'],
      ["addresses", "one address"],
      ["roles", "one role"],
      ["photos", "one photo"],
    ] as const
  ).map(
    ([name, wanted]): BadInput => [
      `${name} that are no list`,
      { ...good, [name]: 7 },
      [`${name}: wanted ${wanted}, got a number`],
    ],
  ),
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
    "an address of blanks",
    { ...good, addresses: [{ country: "", region: null }] },
    ["addresses[0]: wanted at least one of streetAddress, locality, region, postalCode, country, got none"],
  ],
  [
    "a number in an address",
    { ...good, addresses: [{ country: "DE", postalCode: 10115 }] },
    ["addresses[0].postalCode: wanted a string that is not empty, got a number"],
  ],
  [
    "words before a photo",
    { ...good, photos: [{ value: "see https://example.com/ada.png" }] },
    ["photos[0].value: wanted a public URL or a data: URL, got a string of 31 characters"],
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
    [/^salary: no such input; there are userName, emails, name,/],
  ],
  [
    "emoji in names",
    { ...good, displayName: "Ada 🎉", name: { givenName: "🎉", familyName: "L🎉", honorificPrefix: "🎉" } },
    ["name.givenName", "name.familyName", "name.honorificPrefix", "displayName"].map(
      (path) => new RegExp(`^${path}: wanted a name without emoji, got a string of`),
    ),
  ],
];

/** Every input of a group that the check refuses. */
export const BAD_GROUPS: BadInput[] = [
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
];
