import { checkDirectory, diffDirectory } from "../../../provider/directory/lifecycle";
import { canonicalText } from "../../../provider/fields/canonical";
import { type Properties, UNKNOWN } from "../../../provider/fields/properties";
import { inWorld } from "../support";
import { crowd, type Declared, person, preview, refresh, textsOf, up, upWell } from "./support";

const problemsOf = async (declared: Declared): Promise<string[]> => {
  let problems: string[] = [];
  await inWorld(async ({ begin }) => {
    problems = checkDirectory(begin(), {}, textsOf(declared)).problems;
  });
  return problems;
};

test("mistakes have the place in the whole and the words of a single resource", async () => {
  expect(
    await problemsOf({
      people: { "e-1": { userName: "ada", emails: [{ value: "nobody" }], titel: "x" } },
      groups: { all: { displayName: "" } },
    }),
  ).toEqual([
    "people.e-1.titel: no such input; title?",
    "people.e-1.emails[0].value: wanted an e-mail address, got a string of 6 characters",
    "groups.all.displayName: wanted a name, got an empty string",
  ]);
});

test("what check made is declared again where Pulumi puts it in the program's place (ignoreChanges), and a state that says more means the same", () =>
  inWorld(async ({ begin, asked }) => {
    const second = { value: "desk@example.com", primary: false };
    const [ada, grace] = [person("ada") as { emails: object[] }, person("grace")];
    const people = {
      "e-1": { ...ada, emails: [second, ...ada.emails], phoneNumbers: ["+44 1"] },
      "e-2": grace,
    };
    const groups = { team: { displayName: "Team", members: ["e-2", "e-1"] } };
    const kept = await upWell(begin(), { people, groups });
    expect(kept.inputs.people).toHaveProperty(
      "e-1",
      '{"emails":["ada@example.com","desk@example.com"],"phoneNumbers":["+44 1"],"userName":"ada"}',
    );
    expect(checkDirectory(begin(), kept.inputs, kept.inputs)).toEqual({ inputs: kept.inputs, problems: [] });

    const inFull = canonicalText({
      userName: "ada",
      emails: [{ value: "ada@example.com", primary: true }, second],
      phoneNumbers: [{ value: "+44 1", primary: true }],
    });
    const fuller = ({ people: texts }: Properties) => ({ people: { ...(texts as object), "e-1": inFull } });
    const { id, inputs, outs } = kept;
    const older = { id, inputs: { ...inputs, ...fuller(inputs) }, outs: { ...outs, ...fuller(outs) } };
    asked();
    expect(await up(begin(), { people, groups }, older)).toEqual({ kept: older, failure: undefined });
    expect(diffDirectory(id, older.outs, older.inputs).changes).toBe(false);
    expect(asked()).toEqual([]);
    expect(await refresh(begin(), older)).toEqual(kept);
  }));

test("two keys with one address are both named", async () => {
  const people = { "e-1": person("ada"), "e-2": { ...person("ada"), userName: "ada2" } };
  expect(await problemsOf({ people })).toEqual([
    "people.e-2.emails: wanted a primary address of its own, got that of people.e-1; declare each person once",
  ]);
});

test("an address that one has as primary and another beside theirs is refused as well, whoever comes first", async () => {
  const having = (userName: string, ...values: string[]) => ({
    userName,
    emails: values.map((value, at) => ({ value: `${value}@example.com`, primary: at === 0 })),
  });
  const people = {
    "e-1": having("grace", "grace", "ADA"),
    "e-2": having("ada", "ada", "desk"),
    "e-3": having("joan", "joan", "ada"),
    "e-4": having("mary", "mary", "desk"),
  };
  const problem = (key: string) =>
    `people.${key}.emails: wanted addresses of its own, got the primary one of people.e-2; declare each address once`;
  expect(await problemsOf({ people })).toEqual([problem("e-1"), problem("e-3")]);
});

test("a member that is neither a key nor an id is refused with its place", async () => {
  const groups = { team: { displayName: "Team", members: ["e-1", "U012ABC", "e-9"] } };
  expect(await problemsOf({ people: { "e-1": person("ada") }, groups })).toEqual([
    'groups.team.members[2]: wanted a key of this directory\'s people, or a user id (U… or W…), got "e-9"',
  ]);
});

test("people who manage each other in a circle are refused, each circle once", async () => {
  const led = (by: string) => ({ enterprise: { manager: { managerId: by } } });
  const people = {
    "e-1": person("ada", led("e-2")),
    "e-2": person("grace", led("e-3")),
    "e-3": person("joan", led("e-2")),
    "e-4": person("self", led("e-4")),
  };
  expect(await problemsOf({ people })).toEqual([
    expect.stringContaining(
      "people.e-2.enterprise.manager.managerId: wanted a manager who is not managed by this very person in turn, got the circle e-2 → e-3 → e-2",
    ),
    expect.stringContaining("got the circle e-4 → e-4"),
  ]);
});

test("a key that looks like an id of Slack's is refused", async () => {
  expect(await problemsOf({ people: { W1001: person("ada") } })).toEqual([
    expect.stringContaining("people.W1001: wanted a key that can't be taken for Slack's id"),
  ]);
});

test("300 wrong people among 10,001 are all named", async () => {
  const people = crowd(10_001);
  for (const key of Object.keys(people).slice(0, 300)) people[key] = { ...people[key], title: 7 };
  const problems = await problemsOf({ people });
  expect(problems).toHaveLength(300);
  expect(problems.at(-1)).toBe("people.e-1299.title: wanted a string, got a number");
});

test("entries, and whole lists, that are not known before the update pass untouched", () =>
  inWorld(async ({ begin }) => {
    const texts = textsOf({ people: { "e-1": person("ada") } });
    const some = { ...texts, people: { ...(texts.people as object), "e-2": UNKNOWN } };
    expect(checkDirectory(begin(), {}, some)).toMatchObject({
      problems: [],
      inputs: { people: { "e-2": UNKNOWN } },
    });
    const groups = textsOf({
      people: {},
      groups: { team: { displayName: "Team", members: ["e-1"] } },
    }).groups;
    expect(checkDirectory(begin(), {}, { people: UNKNOWN, groups }).problems).toEqual([]);
  }));

test("a preview of people who exist in part says what becomes of each", () =>
  inWorld(async ({ begin, slack, lines }) => {
    slack.addUser({ ...person("ada") } as never);
    const run = begin();
    expect(await preview(run, { people: { "e-1": person("ada"), "e-2": person("grace") } })).toBeUndefined();
    run.messages.flush();
    expect(lines.sort()).toEqual([
      expect.stringContaining("1 in Slack already, to be taken over as they are: people.e-1 (user ada ("),
      "1 not in Slack yet, to be created: people.e-2 (user grace)",
    ]);
  }));

test("what is no list by key, and no entry, is refused with what it is", () =>
  inWorld(async ({ begin }) => {
    const problemsIn = (people: unknown) =>
      checkDirectory(begin(), {}, people === undefined ? {} : { people }).problems;
    expect(problemsIn(undefined)).toEqual(["people: wanted an object of people by key, got nothing"]);
    expect(problemsIn([{}])).toEqual(["people: wanted an object of entries by key, got a list of 1"]);
    expect(problemsIn({ "e-1": "null", "e-2": "[1,2]", "e-3": '"ada"', "e-4": "ada" })).toEqual([
      "people.e-1: wanted an object, got null",
      "people.e-2: wanted an object, got a list of 2",
      "people.e-3: wanted an object, got a string of 3 characters",
      "people.e-4: wanted an object, got a string of 3 characters",
    ]);
  }));
