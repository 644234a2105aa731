import fc from "fast-check";
import type { NewGroup, NewUser, SlackEmulator } from "../../../emulator";
import { UNKNOWN } from "../../../provider/fields/properties";

/** What files, programs, terminals, spreadsheets and Pulumi itself stumble over. */
export const HOSTILE = [
  ...["", " ", " padded ", 'double "quotes"', "single 'quotes'", "'apostrophe", "back`tick`", "back\\slash"],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a placeholder is what it is about
  ...["${process.exit(1)}", "$&", "line\nend", "line\r\nend", "\r", "tab\tbed", "a,b", "a;b", "</script>"],
  ...[
    "=1+1",
    "+49 30 123",
    "-5",
    "@SUM(A1)",
    "＝1",
    "007",
    "1e5",
    "true",
    "null",
    "__proto__",
    "constructor",
  ],
  ...[
    "a\u2028b\u2029c",
    "\u202Eright to left",
    "\u05E9\u05DC\u05D5\u05DD",
    "e\u0301",
    "\u00E9",
    "\uFEFFmark",
  ],
  ...["Zoë Ωμέγα 山田 हिन्दी", "İ", "😀", "👩‍👩‍👧", "A™", "\u0000", "\uD83D half", UNKNOWN, "x".repeat(100)],
];

const text = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...HOSTILE) },
  { weight: 1, arbitrary: fc.string({ unit: "grapheme", maxLength: 12 }) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 6 }) },
);
const orNull = <T>(value: fc.Arbitrary<T>) => fc.option(value, { freq: 3 });
const userName = fc.oneof(
  { weight: 5, arbitrary: fc.stringMatching(/^[a-z0-9._-]{1,4}$/) },
  {
    weight: 1,
    arbitrary: fc.constantFrom("Ada", "ada", "-dash", "U0000000002", "__proto__", "ada-u0000000002"),
  },
  { weight: 1, arbitrary: text },
);
const address = fc.oneof(
  { weight: 6, arbitrary: fc.stringMatching(/^[a-z]{5,9}@example\.com$/) },
  fc.constantFrom("", "no address", "twin@example.com", "Twin@Example.com", "botuser-T1-A1@slack-bots.com"),
);
const moment = fc.constantFrom("2027-01-31T23:59:59Z", "2027-01-31T00:00:00+0100", "someday");
const dates = orNull(moment);

const person: fc.Arbitrary<NewUser> = fc.record(
  {
    userName,
    emails: fc
      .uniqueArray(address, { minLength: 1, maxLength: 2 })
      .map((values) => values.map((value, at) => ({ value, primary: at === 0 }))),
    name: fc.record({ givenName: text, familyName: text, honorificPrefix: orNull(text) }),
    displayName: text,
    title: text,
    active: fc.boolean(),
    locale: orNull(text),
    userType: orNull(text),
    preferredLanguage: orNull(text),
    timezone: fc.constantFrom("Europe/Berlin", "America/Los_Angeles", "Nowhere", ""),
    addresses: fc.array(
      fc.record({
        streetAddress: orNull(text),
        locality: orNull(text),
        region: orNull(text),
        postalCode: orNull(text),
        country: orNull(text),
      }),
      { maxLength: 1 },
    ),
    phoneNumbers: fc.tuple(orNull(text), orNull(text)).map(([mobile, fixed]) => [
      { value: mobile, type: "mobile" },
      { value: fixed, primary: true },
    ]),
    roles: fc
      .array(orNull(text), { maxLength: 1 })
      .map((values) => values.map((value) => ({ value, primary: true }))),
    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": fc.record({
      employeeNumber: orNull(text),
      costCenter: orNull(text),
      organization: orNull(text),
      division: orNull(text),
      department: orNull(text),
      manager: fc.record({ managerId: orNull(fc.constantFrom("U0000000001", "U0000000002", "W9")) }),
    }),
    "urn:ietf:params:scim:schemas:extension:slack:profile:2.0:User": fc.record({ startDate: dates }),
    "urn:ietf:params:scim:schemas:extension:slack:guest:2.0:User": fc.record(
      { type: fc.constantFrom("multi" as const, "single" as const), expiration: moment },
      { requiredKeys: ["type"] },
    ),
    rank: fc.constantFrom("member" as const, "bot" as const, "owner" as const),
  },
  { requiredKeys: ["userName"] },
);

/** Members by their place among the people; places beyond them are ids that nobody has. */
const group = fc.record({
  displayName: fc.oneof(
    { weight: 2, arbitrary: text },
    fc.constantFrom(
      "Team",
      "team",
      "Team ",
      "Team!",
      "team-s0000000001",
      "s0000000002",
      "everyone",
      "a b",
      "a-b",
    ),
  ),
  members: fc.uniqueArray(fc.nat(8), { maxLength: 6 }),
});

/** People and groups as Slack, or the emulator, may hold them. */
export interface Held {
  people: NewUser[];
  groups: { displayName: string; members: number[] }[];
}

export const organization: fc.Arbitrary<Held> = fc.record({
  people: fc.array(person, { minLength: 1, maxLength: 7 }),
  groups: fc.array(group, { maxLength: 5 }),
});

/** Puts people and groups into an emulator. */
export function hold(slack: SlackEmulator, { people, groups }: Held): void {
  const ids = people.map((one) => slack.addUser(one));
  for (const { displayName, members } of groups) {
    const group: NewGroup = { displayName, members: members.map((at) => ids[at] ?? `UNOBODY${at}`) };
    slack.addGroup(group);
  }
}
