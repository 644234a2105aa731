import { checkDirectory, diffDirectory } from "../../../provider/directory/lifecycle";
import { canonicalText } from "../../../provider/fields/canonical";
import { type Properties, UNKNOWN } from "../../../provider/fields/properties";
import { asMatchers } from "../fields/matchers";
import { inWorld } from "../support";
import { BAD_DIRECTORIES } from "./bad-inputs";
import { crowd, person, preview, refresh, textsOf, up, upWell } from "./support";

test.each(BAD_DIRECTORIES)(
  "a directory with %s is refused with its place, before anything is sent",
  (_name, inputs, problems) =>
    inWorld(async ({ begin, asked }) => {
      expect(checkDirectory(begin(), {}, inputs).problems).toEqual(asMatchers(problems));
      expect(asked()).toEqual([]);
    }),
);

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

test("300 wrong people among 10,001 are all named", () =>
  inWorld(async ({ begin }) => {
    const people = crowd(10_001);
    for (const key of Object.keys(people).slice(0, 300)) people[key] = { ...people[key], title: 7 };
    const { problems } = checkDirectory(begin(), {}, textsOf({ people }));
    expect(problems).toHaveLength(300);
    expect(problems.at(-1)).toBe("people.e-1299.title: wanted a string, got a number");
  }));

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
