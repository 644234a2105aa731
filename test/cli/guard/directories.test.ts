import fc from "fast-check";
import { checkDirectory } from "../../../provider/directory/lifecycle";
import { UNKNOWN } from "../../../provider/fields/properties";
import {
  type Declared,
  person as declaredPerson,
  preview,
  textsOf,
  upWell,
} from "../../provider/directory/support";
import { inWorld } from "../../provider/support";
import type { Json } from "../spawn";
import {
  COMPANY,
  DEFAULT_PROVIDER,
  deleted,
  judged,
  type Lists,
  ofDirectory,
  person,
  planOf,
  refusedFor,
  step,
  texts,
  whoIn,
} from "./support";

const crowd = (count: number, more: object = {}) =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`e${at}`, { ...person(`p${at}`), ...more }]));
const judgedChange = (before: Lists, after: Lists, options: object = {}, more: Json = {}) =>
  judged(planOf([ofDirectory("update", before, after, more)]), options);

test("half a list is refused, each leaver named with the directory and the key; who stays is not counted", () => {
  const people = crowd(12);
  const half = Object.fromEntries(Object.entries(people).slice(0, 6));
  const { refusals, notes } = judgedChange({ people }, { people: half });
  expect(refusals).toMatchObject([{ limit: "maxDeactivations", asked: 6, allowed: 5 }]);
  expect(refusals[0]?.concerned[0]).toEqual({
    ...{ id: "U0E6", who: "p6 (p6@example.com)", resource: "company", urn: COMPANY, entry: "people.e6" },
    what: "no longer listed",
  });
  expect(notes).toEqual([]);
  expect(judgedChange({ people }, { people: half }, { maxDeactivations: "6" }).verdict).toBe("allowed");
});

test("a changed key of the same address, a changed title and a newcomer deactivate nobody", () => {
  const people = { a: person("ada"), b: person("bert") };
  const after = { other: person("ada", { title: "Chief" }), b: person("bert"), c: person("carl") };
  const judgement = judgedChange(
    { people },
    { people: after },
    { maxDeactivations: "0", protectedUsers: "ada" },
  );
  expect(judgement).toMatchObject({ verdict: "allowed", allowed: [], told: [] });
});

test("active: false and true are counted, as those of resources are", () => {
  const before = { a: person("ada"), b: { ...person("bert"), active: false } };
  const after = { a: { ...person("ada"), active: false }, b: person("bert") };
  const judgement = judgedChange(
    { people: before },
    { people: after },
    { maxDeactivations: "0", maxReactivations: "0" },
  );
  expect(refusedFor(judgement)).toEqual(["maxDeactivations", "maxReactivations"]);
});

test("who leaves a group, a group that is emptied and one that is deleted are found by the members' keys", () => {
  const people = crowd(12);
  const keys = Object.keys(people);
  const groups = {
    big: { displayName: "Big", members: keys },
    small: { displayName: "Small", members: ["e0", "e1"] },
    old: { displayName: "Old", members: ["e2"] },
  };
  const after = {
    big: { displayName: "Big", members: keys.slice(8) },
    small: { displayName: "Small", members: [] },
  };
  const judgement = judgedChange(
    { people, groups },
    { people, groups: after },
    {
      maxGroupDeletions: "0",
      protectedUsers: "p2,p0",
    },
  );
  expect(refusedFor(judgement)).toEqual([
    "maxGroupDeletions",
    "maxEmptiedGroups",
    "maxMemberRemovals",
    "protectedUsers",
  ]);
  expect(whoIn(judgement, "deleted, for ever")).toEqual(["group Old"]);
  expect(whoIn(judgement, "emptied")).toEqual(["group Small"]);
  expect(judgement.refusals[2]).toMatchObject({ asked: 8, sentence: expect.stringContaining("8 of its 12") });
  expect(judgement.refusals[3]?.concerned.map(({ who, what }) => `${who} ${what}`)).toEqual([
    'p0 (p0@example.com) taken out of group Big; protected as "p0"',
    'p2 (p2@example.com) taken out of group Big; protected as "p2"',
    'p0 (p0@example.com) taken out of group Small; protected as "p0"',
    'p2 (p2@example.com) in group Old, which is deleted; protected as "p2"',
  ]);
});

test("groups too small for a share are held to it together, those that nobody leaves counted in", () => {
  const people = crowd(12);
  const keys = Object.keys(people);
  const teams = (sizes: number[]) =>
    Object.fromEntries(
      sizes.map((size, at) => [`t${at}`, { displayName: `Team ${at}`, members: keys.slice(0, size) }]),
    );
  const judge = (sizes: number[], maxMemberRemovals: string) =>
    judgedChange(
      { people, groups: teams([4, 4, 4, 8]) },
      { people, groups: teams(sizes) },
      { maxEmptiedGroups: 9, maxMemberRemovals },
    );
  expect(judge([0, 0, 0, 8], "50%").refusals).toMatchObject([
    {
      ...{ limit: "maxMemberRemovals", asked: 12, allowed: 10 },
      sentence: expect.stringMatching(
        /^group Team 0, group Team 1, group Team 2 are of the groups of at most 10, which have 20 members together and would lose 12, and .* allows 10\. If that is meant: --max-member-removals with a larger/,
      ),
    },
  ]);
  expect(judge([0, 0, 0, 8], "50%").refusals[0]?.concerned).toHaveLength(12);
  expect(judge([0, 0, 2, 8], "50%").verdict).toBe("allowed");
  expect(judge([0, 0, 0, 8], "4").verdict).toBe("allowed");
  expect(judge([0, 0, 0, 8], "60%").verdict).toBe("allowed");
});

test("a newcomer who joins is no removal, and a directory's first plan is allowed", () => {
  const people = { a: person("ada") };
  const groups = { team: { displayName: "Team", members: ["a"] } };
  const after = {
    people: { ...people, b: person("bert") },
    groups: { team: { displayName: "Team", members: ["a", "b"] } },
  };
  expect(judgedChange({ people, groups }, after, { maxMemberRemovals: "0" }).verdict).toBe("allowed");
  expect(judged(planOf([ofDirectory("create", undefined, after)])).verdict).toBe("allowed");
});

test("who is declared to be retained is not counted; who was taken over is, as a run counts them; of an emptied list everybody", () => {
  const people = {
    a: person("ada", { onDelete: "retain" }),
    b: person("bert", { adopted: true }),
    c: person("carl"),
    d: person("dora", { active: false }),
  };
  const one = judgedChange({ people }, { people: { c: person("carl") } }, { maxDeactivations: "0" });
  expect(whoIn(one, "deactivated")).toEqual(["bert (bert@example.com)"]);
  expect(one.told.map(({ entry, what }) => `${entry} ${what}`)).toEqual([
    "people.a no longer listed, retained, as declared",
    "people.d no longer listed, inactive already",
  ]);
  const all = judgedChange({ people }, { people: {} }, { maxDeactivations: "0" });
  expect(whoIn(all, "deactivated")).toEqual([
    "ada (ada@example.com)",
    "bert (bert@example.com)",
    "carl (carl@example.com)",
  ]);
});

test("who moves between resources and a directory, either way, is released; a directory that stays the same releases nobody", () => {
  const people = { a: person("ada"), b: person("bert") };
  const single = step("create", "User", "ada", { after: person("ada") });
  const out = judged(planOf([single, ofDirectory("update", { people }, { people: { b: person("bert") } })]), {
    maxDeactivations: "0",
  });
  expect(out.told).toMatchObject([
    { entry: "people.a", what: "no longer listed, released: declared elsewhere in this program" },
  ]);
  const made = ofDirectory("create", undefined, { people });
  const changed = ofDirectory(
    "update",
    { people },
    { people: { ...people, b: person("bert", { title: "Chief" }) } },
  );
  for (const directory of [made, changed])
    expect(judged(planOf([directory, deleted("ada")]), { maxDeactivations: "0" })).toMatchObject({
      verdict: "allowed",
      told: [{ resource: "ada" }],
    });
  const same = ofDirectory("same", { people }, { people });
  expect(refusedFor(judged(planOf([same, deleted("ada")]), { maxDeactivations: "0" }))).toEqual([
    "maxDeactivations",
  ]);
});

test("a directory that is deleted lets go whom a run would deactivate, and nobody where Pulumi itself retains it", () => {
  const people = { a: person("ada"), b: person("bert", { adopted: true }), c: person("carl") };
  const gone = (more: Json = {}) =>
    judged(planOf([ofDirectory("delete", { people }, undefined, more)]), { maxDeactivations: "1" });
  expect(gone().refusals).toMatchObject([{ limit: "maxDeactivations", asked: 2 }]);
  expect(gone().told).toMatchObject([{ entry: "people.b", what: expect.stringContaining("taken over") }]);
  expect(gone({ state: { retainOnDelete: true } }).verdict).toBe("allowed");
});

test("percent are of the directory's list, with whatever else the plan asks for; without a directory only numbers hold", () => {
  const people = crowd(40);
  const without = (count: number) => Object.fromEntries(Object.entries(people).slice(count));
  const shrunk = (count: number) => ofDirectory("update", { people }, { people: without(count) });
  const tenPercent = { maxDeactivations: "10%" };
  expect(judged(planOf([shrunk(4)]), tenPercent).verdict).toBe("allowed");
  expect(judged(planOf([shrunk(5)]), tenPercent).refusals).toMatchObject([
    {
      asked: 5,
      allowed: 4,
      sentence: expect.stringContaining("allows 4 (10% of the directory's 40 people)"),
    },
  ]);
  expect(refusedFor(judged(planOf([shrunk(4), deleted("ada")]), tenPercent))).toEqual(["maxDeactivations"]);
  const five = ["a", "b", "c", "d", "e"].map((name) => deleted(name));
  expect(judged(planOf(five), tenPercent).verdict).toBe("allowed");
  expect(judged(planOf([...five, ofDirectory("same", { people }, { people })]), tenPercent).verdict).toBe(
    "allowed",
  );
});

test.each([["[secret]"], [UNKNOWN]])("an entry that is %s may become anything, which is said", (hidden) => {
  const people = crowd(6);
  const hide = Object.fromEntries(Object.keys(people).map((key) => [key, hidden]));
  const groups = { team: { displayName: "Team", members: ["e0", "e1"] } };
  const judgement = judgedChange(
    { people, groups },
    { people: hide, groups: { team: hidden } },
    { protectedUsers: "p3" },
  );
  expect(refusedFor(judgement)).toEqual([
    "maxDeactivations",
    "maxEmptiedGroups",
    "maxMemberRemovals",
    "protectedUsers",
  ]);
  expect(judgement.refusals[0]).toMatchObject({
    asked: 6,
    concerned: expect.arrayContaining([
      expect.objectContaining({
        who: "p0 (p0@example.com)",
        what: "the whole entry is computed or secret, `active` with it",
      }),
    ]),
  });
  expect(judgement.notes).toEqual([
    expect.stringMatching(
      /hides an entry .* as a whole: people\.e0 of company, .* Take a first password out/,
    ),
  ]);
});

test("a list that is computed as a whole may lose everybody, and a state that hides names is told by id", () => {
  const people = crowd(6);
  const groups = { team: { displayName: "Team", members: ["e0"] } };
  const judgement = judgedChange(
    { people, groups },
    {},
    { maxGroupDeletions: "0" },
    { inputs: { people: UNKNOWN, groups: "[secret]" } },
  );
  expect(judgement.refusals).toMatchObject([
    { limit: "maxDeactivations", asked: 6 },
    { limit: "maxGroupDeletions", asked: 1 },
  ]);
  expect(judgement.refusals[0]?.concerned[0]?.what).toContain("its whole list is computed or secret");
  const secret = { ...people, e0: "[secret]" };
  const { refusals } = judgedChange(
    { people },
    { people: { e1: person("p1") } },
    { protectedUsers: "somebody" },
    {
      outputs: { people: texts(secret) },
    },
  );
  expect(refusals[0]?.concerned).toMatchObject([
    {
      ...{ id: "U0E0", who: "(userName is secret or not known yet)", entry: "people.e0" },
      what: "no longer listed: deactivated; may be protected",
    },
  ]);
  expect(refusals[0]?.sentence).toContain("does not show who somebody is");
});

test("two newcomers that a take-over may deactivate are two", () => {
  const adopted = (userName: string) => person(userName, { active: false, onConflict: "adopt" });
  const { refusals } = judged(
    planOf([ofDirectory("create", undefined, { people: { a: adopted("ada"), b: adopted("bert") } })]),
    { maxDeactivations: "0" },
  );
  expect(refusals).toMatchObject([{ asked: 2 }]);
});

test.each<[string, Json, RegExp]>([
  ["no JSON", { outputs: { people: { e0: "{" } } }, /people\.e0 of the directory company is no JSON object/],
  ["a number", { inputs: { people: { e0: 7 } } }, /people\.e0 of the directory company is no JSON object/],
  ["no map", { inputs: { groups: [] } }, /groups of the directory company is no map/],
  ["without id", { outputs: { personFacts: {} } }, /people\.e0 of the directory company has no id/],
  [
    "of hidden facts",
    { outputs: { personFacts: "[secret]" } },
    /personFacts of the directory company is a secret/,
  ],
])("a plan with an entry that is %s is not judged", (_what, more, message) => {
  expect(() => judgedChange({ people: crowd(1) }, { people: crowd(1, { title: "x" }) }, {}, more)).toThrow(
    message,
  );
});

test("a plan that is cut short within a directory is not judged", () => {
  const whole = planOf([ofDirectory("update", { people: crowd(3) }, { people: {} })]);
  expect(() => judged(whole.slice(0, whole.length / 2))).toThrow("The plan is cut short");
});

test("guard refuses a directory's plan exactly where the preview itself does", () =>
  inWorld(async ({ slack, begin }) => {
    const limits = {
      ...{ maxDeactivations: "40%", maxReactivations: "0", maxGroupDeletions: "0" },
      ...{ maxMemberRemovals: "1", protectedUsers: "p0" },
    };
    const keys = ["e-0", "e-1", "e-2", "e-3"];
    const onDelete = fc.constantFrom("retain", "deactivate");
    const entry = fc.option(
      fc.record({ title: fc.constantFrom("A", "B"), active: fc.boolean(), onDelete }, { requiredKeys: [] }),
      { freq: 3 },
    );
    const members = fc.option(fc.subarray(keys), { freq: 4 });
    const lists = fc.record({
      people: fc.tuple(entry, entry, entry, entry),
      groups: fc.tuple(members, members),
    });
    const declaredOf = ({
      people,
      groups,
    }: {
      people: (object | null)[];
      groups: (string[] | null)[];
    }): Declared => {
      const there = Object.fromEntries(
        people.flatMap((more, at) => (more === null ? [] : [[`e-${at}`, declaredPerson(`p${at}`, more)]])),
      );
      const teams = groups.flatMap((all, at) =>
        all === null
          ? []
          : [[`g-${at}`, { displayName: `G${at}`, members: all.filter((key) => key in there) }]],
      );
      return { people: there, groups: Object.fromEntries(teams) };
    };
    const seen = { refused: 0, allowed: 0 };
    const property = fc.asyncProperty(lists, lists, async (before, after) => {
      slack.reset();
      const settled = { ...before, people: before.people.map((one) => one && { ...one, active: undefined }) };
      const kept = await upWell(begin(), declaredOf(settled));
      const declared = declaredOf(after);
      const refusal = await preview(begin(limits), declared, kept);
      const { inputs } = checkDirectory(begin(), kept.inputs, textsOf(declared));
      const change = {
        ...{ op: "update", urn: COMPANY, provider: DEFAULT_PROVIDER },
        oldState: { urn: COMPANY, id: kept.id, inputs: kept.inputs, outputs: kept.outs },
        newState: { urn: COMPANY, inputs },
      };
      const judgement = judged(planOf([change]), { ...limits, maxEmptiedGroups: 9 });
      expect([judgement.verdict, judgement.refusals]).toEqual([
        refusal === undefined ? "allowed" : "refused",
        refusal === undefined ? [] : expect.anything(),
      ]);
      seen[judgement.verdict] += 1;
    });
    await fc.assert(property, { numRuns: 100 });
    expect(Math.min(seen.refused, seen.allowed)).toBeGreaterThan(5);
  }));
