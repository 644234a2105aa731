import { UNKNOWN } from "../../../provider/fields/properties";
import { checkGroup } from "../../../provider/group/lifecycle";
import { Run } from "../../../provider/run/run";
import { checkUser } from "../../../provider/user/lifecycle";
import { STANDSTILL } from "../support";
import { BAD_GROUPS, BAD_USERS, good } from "./bad-inputs";
import { asMatchers } from "./matchers";

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

test.each(BAD_USERS)("%s is refused before anything is sent", (_name, news, problems) => {
  expect(userProblems(news)).toEqual(asMatchers(problems));
});

test.each(BAD_GROUPS)("a group with %s is refused before anything is sent", (_name, news, problems) => {
  expect(groupProblems(news)).toEqual(asMatchers(problems));
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
