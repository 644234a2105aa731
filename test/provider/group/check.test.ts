import { checkGroup, createGroup, deleteGroup, readGroup } from "../../../provider/group/lifecycle";
import { inWorld, type World } from "../support";

const DATA = { displayName: "Data" };
const FACTS = { displayName: "Facts" };

/** The problems of a group that is checked, between what the state holds and what is declared. */
const problemsOf = (run: ReturnType<World["begin"]>, olds: object, news: object) =>
  checkGroup(run, { ...olds }, { ...news }).problems;

test("membership alone is a mistake, and members alone are none", () =>
  inWorld(async ({ begin }) => {
    const problems = ["membership: wanted members beside it, got nothing"];
    expect(problemsOf(begin(), {}, { ...DATA, membership: "additive" })).toEqual(problems);
    expect(problemsOf(begin(), {}, { ...DATA, membership: "additive", members: [] })).toEqual([]);
    expect(problemsOf(begin(), {}, { ...DATA, members: [] })).toEqual([]);
    const mistaken = problemsOf(begin(), {}, { ...DATA, membership: "additive", members: "everybody" });
    expect(mistaken).toEqual([expect.stringMatching(/^members: wanted /)]);
  }));

test("whom a new group declares is known by its name, whom one with state declares is not: that one has an id", () =>
  inWorld(async ({ begin }) => {
    const run = begin();
    const members = ["U0000000001"];
    problemsOf(run, {}, { ...DATA, members });
    problemsOf(run, FACTS, { ...FACTS, members });
    const isNamed = (name: string) => run.declaredMembers.isNamed(name, "U0000000001");
    expect([isNamed("Data"), isNamed("Facts")]).toEqual([true, false]);
  }));

test("of two new groups that adoptId gives the same id the second is refused; one with state is not asked", () =>
  inWorld(async ({ begin }) => {
    const run = begin();
    const [one, other] = [
      { ...DATA, adoptId: "S1" },
      { ...FACTS, adoptId: "S1" },
    ];
    expect(problemsOf(run, {}, one)).toEqual([]);
    expect(problemsOf(run, {}, other)).toEqual([
      "adoptId: wanted a group of its own, got the one of another resource of this program",
    ]);
    const later = begin();
    expect(problemsOf(later, one, one)).toEqual([]);
    expect(problemsOf(later, other, other)).toEqual([]);
  }));

test("a new group is compared with the memberships of the group that adoptId names, one with state by its own id", () =>
  inWorld(async ({ begin }) => {
    const run = begin();
    run.declaredMembers.declare("S1", ["U1"]);
    const inputs = { ...DATA, members: ["U2"], adoptId: "S1" };
    expect(problemsOf(run, {}, inputs)).toEqual([
      expect.stringContaining("takes out whom it does not declare"),
    ]);
    const later = begin();
    later.declaredMembers.declare("S1", ["U1"]);
    expect(problemsOf(later, inputs, inputs)).toEqual([]);
    expect(problemsOf(later, {}, { ...FACTS, members: ["U2"] })).toEqual([]);
  }));

test("a new group must not have the name of one that a directory lets go, nor take it over by adoptId; one with state may keep it", () =>
  inWorld(async ({ begin }) => {
    const run = begin();
    run.handover.leave("group", "Data", "S1");
    expect(problemsOf(run, DATA, DATA)).toEqual([]);
    expect(problemsOf(begin(), {}, DATA)).toEqual([]);
    const other = begin();
    other.handover.leave("group", "Data", "S1");
    expect(problemsOf(other, {}, DATA)).toEqual([
      expect.stringMatching(/^displayName: wanted a group whom no directory of this program lets go/),
    ]);
    expect(problemsOf(other, {}, { ...FACTS, adoptId: "S1" })).toEqual([
      expect.stringMatching(/^adoptId: wanted a group whom no directory of this program lets go/),
    ]);
  }));

test("a name is given up by the group that is renamed alone", () =>
  inWorld(async ({ begin }) => {
    const run = begin();
    problemsOf(run, {}, DATA);
    problemsOf(run, FACTS, FACTS);
    expect([run.handover.isFreed("group", "Data"), run.handover.isFreed("group", "Facts")]).toEqual([
      false,
      false,
    ]);
    expect(run.handover.isFreed("group", undefined)).toBe(false);
    problemsOf(run, { displayName: "Old" }, { displayName: "New" });
    expect([run.handover.isFreed("group", "Old"), run.handover.isFreed("group", "New")]).toEqual([
      true,
      false,
    ]);
  }));

test("a declared name saves the group that has it, unless a group is only about to get it", () =>
  inWorld(async ({ begin }) => {
    const run = begin();
    problemsOf(run, {}, DATA);
    problemsOf(run, FACTS, FACTS);
    problemsOf(run, { displayName: "Old" }, { displayName: "New" });
    expect(["Data", "Facts", "New"].map((name) => run.handover.has("group", "S1", name))).toEqual([
      true,
      true,
      false,
    ]);
  }));

test("a group that is made anew and that another resource has by its name is released, not deleted", () =>
  inWorld(async ({ slack, begin, lines }) => {
    const { id, outs } = await createGroup(begin(), DATA);
    const run = begin();
    checkGroup(run, DATA, DATA);
    run.handover.manage(id, { before: "Data", after: "Data" });
    run.handover.make("Data");
    await deleteGroup(run, id, outs);
    expect(lines).toEqual([`group ${id} is declared elsewhere in this program: released, not deleted.`]);
    expect(slack.group(id)).toMatchObject(DATA);
  }));

test("a group whose name another resource declares, and that this one does not have, stays in the state", () =>
  inWorld(async ({ slack, begin }) => {
    const { id, outs } = await createGroup(begin(), DATA);
    const run = begin();
    checkGroup(run, {}, DATA);
    await expect(deleteGroup(run, id, outs)).rejects.toThrow(
      `group ${id} is not deleted, and stays in the state: another resource of this program declares its name, and does not have this group. ` +
        "If it means this group, give it `aliases` to this one. If somebody renamed the group in Slack, run `pulumi refresh`: the next `pulumi up` then deletes this one.",
    );
    expect(slack.group(id)).toMatchObject(DATA);
  }));

test("what opens doors for strangers is not deleted, and the refusal says what to declare", () =>
  inWorld(async ({ slack, begin }) => {
    const stranger = slack.addUser({ userName: "s", emails: [{ value: "s@example.com", primary: true }] });
    const { id, outs } = await createGroup(begin(), DATA);
    slack.change(id, (group) => {
      group.members = [{ value: stranger, display: "s" }];
    });
    await expect(deleteGroup(begin(), id, outs)).rejects.toThrow(
      `group ${id} is not deleted: 1 of its members are not declared here (${stranger}), and deletion is permanent. ` +
        'Declare onDelete: "delete" and run `pulumi up` if the group is to go all the same, or onDelete: "retain" to leave it in Slack.',
    );
  }));

test("a group that is gone is no mistake of a refresh, only of the first look at it", () =>
  inWorld(async ({ slack, begin }) => {
    const { id, outs } = await createGroup(begin(), DATA);
    slack.removeGroup(id);
    expect(await readGroup(begin(), id, outs)).toBeUndefined();
    await expect(readGroup(begin(), id, {})).rejects.toThrow(`no group ${id} in acme`);
  }));

test("a group that is retained is no deletion: no limit counts it, and nobody in it stands in its way", () =>
  inWorld(async ({ slack, begin, lines }) => {
    const members = [slack.addUser({ userName: "boss" })];
    const { id, outs } = await createGroup(begin(), { ...DATA, members, onDelete: "retain" });
    await deleteGroup(begin({ maxGroupDeletions: "0", protectedUsers: "boss" }), id, outs);
    expect(lines).toEqual([`group ${id} is retained: onDelete is "retain".`]);
    expect(slack.group(id)?.members).toHaveLength(1);
  }));
