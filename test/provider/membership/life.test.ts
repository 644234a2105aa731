import {
  checkMembership,
  createMembership,
  deleteMembership,
  diffMembership,
  readMembership,
  updateMembership,
} from "../../../provider/membership/lifecycle";
import { asMatchers } from "../fields/matchers";
import { inWorld } from "../support";
import { BAD_MEMBERSHIPS } from "./bad-inputs";
import { addPeople, destroy, type Kept, refresh, up, withTeam, writesOf } from "./support";

test("a membership's life: created, unchanged, drifted, repaired, shortened, deleted, deleted again", () =>
  withTeam(async ({ slack, begin, groupId, theirs, ours: [ada, grace], inIt, takeOut }) => {
    const inputs = { groupId, members: [ada, grace] };
    const { id, outs } = await createMembership(begin(), inputs);
    expect({ id, outs }).toEqual({
      id: `${groupId}/members`,
      outs: { ...inputs, added: [ada, grace], organization: "acme" },
    });
    expect(writesOf(slack)).toEqual([`add ${ada},${grace}`]);
    expect(diffMembership(id, outs, inputs)).toEqual({ changes: false });

    takeOut(String(ada));
    const found = await readMembership(begin(), id, outs);
    expect(found).toEqual({
      outs: { ...outs, members: [grace], added: [grace] },
      inputs: { groupId, members: [grace] },
    });
    const repaired = await updateMembership(begin(), id, found?.outs ?? {}, inputs);
    expect(repaired.outs).toEqual(outs);
    expect(inIt()).toEqual([...theirs, ada, grace].sort());

    const less = await updateMembership(begin(), id, repaired.outs, { groupId, members: [grace] });
    expect(inIt()).toEqual([...theirs, grace].sort());
    expect(less.outs).toEqual({ ...outs, members: [grace], added: [grace] });

    await deleteMembership(begin(), id, less.outs);
    expect(inIt()).toEqual(theirs);
    slack.clearLog();
    await deleteMembership(begin(), id, less.outs);
    expect(slack.writes).toEqual([]);
  }));

test("others who come and go are never shown and never touched", () =>
  withTeam(async ({ slack, begin, groupId, theirs: [theirs], ours: [ada, grace, hedy], inIt, ...by }) => {
    const kept = await up(begin(), { groupId, members: [ada, grace] });
    by.putIn(String(hedy));
    by.takeOut(String(theirs));
    slack.clearLog();
    expect(await refresh(begin(), kept)).toEqual(kept);
    expect(slack.writes).toEqual([]);
    await destroy(begin(), kept);
    expect(inIt()).toEqual([hedy]);
    expect(writesOf(slack)).toEqual([`remove ${ada},${grace}`]);
  }));

test("where everybody is in the group already nothing is written", () =>
  withTeam(async ({ begin, groupId, theirs, asked }) => {
    const { outs } = await up(begin(), { groupId, members: theirs });
    expect(outs).toMatchObject({ members: theirs, added: [] });
    expect(asked()).toEqual(["GET Users 200", `GET Groups/${groupId} 200`]);
  }));

test("who cannot join is named, stays a difference, and the others join", () =>
  withTeam(async ({ slack, begin, lines, groupId, ours: [ada, grace, hedy], inIt }) => {
    slack.change(String(grace), (person) => {
      person.active = false;
    });
    slack.removeUser(String(hedy));
    const inputs = { groupId, members: [ada, grace, hedy] };
    const { id, outs } = await createMembership(begin(), inputs);
    expect(lines).toEqual([
      `warning: the membership in group ${groupId}: ${grace}, ${hedy} cannot join and stay out (deactivated, single-channel guest, or no such person); the other 1 joined.`,
    ]);
    expect(outs).toMatchObject({ members: [ada], added: [ada] });
    expect(diffMembership(id, outs, inputs)).toEqual({ changes: true });
    expect(inIt()).toContain(ada);
  }));

test("more than 5,000 people join and leave in several writes", () =>
  withTeam(async ({ slack, begin, groupId, theirs, inIt }) => {
    const many = addPeople(slack, "many", 5001).sort();
    const run = () => begin({ maxMemberRemovals: "100%" });
    const kept = await up(run(), { groupId, members: many });
    await destroy(run(), kept);
    expect(slack.writes).toHaveLength(4);
    expect(inIt()).toEqual(theirs);
  }));

test("a group that is gone: create and update refuse, delete is done, and read says so only by Slack's own word", () =>
  withTeam(async ({ slack, begin, groupId, ours: [ada, grace] }) => {
    const kept = await up(begin(), { groupId, members: [ada] });
    slack.fault({ method: "GET", path: "Groups/*", status: 404, html: true, times: 1 });
    await expect(refresh(begin(), kept)).rejects.toThrow("not JSON");
    slack.fault({ method: "GET", path: "Groups/*", status: 403, times: 1 });
    await expect(refresh(begin(), kept)).rejects.toThrow("403");
    slack.removeGroup(groupId);
    const elsewhere = { id: kept.id, outs: { ...kept.outs, organization: "globex" } };
    await expect(refresh(begin(), elsewhere)).rejects.toThrow("the state was made in globex");
    await expect(destroy(begin({ organization: "acme" }), elsewhere)).rejects.toThrow(
      "nothing counts as gone before it is clear",
    );
    expect(await refresh(begin(), kept)).toBeUndefined();

    const refusal = `the membership in group ${groupId}: Slack has no such group. Correct groupId; if the group was deleted, take this resource out of the program.`;
    await expect(up(begin(), { groupId, members: [ada] })).rejects.toThrow(refusal);
    await expect(up(begin(), { groupId, members: [grace] }, kept)).rejects.toThrow(refusal);
    await destroy(begin(), kept);
  }));

test("nothing is written into a group of another organisation than the state's", () =>
  withTeam(async ({ slack, begin, groupId, ours: [ada, grace] }) => {
    const kept = await up(begin(), { groupId, members: [ada] });
    const outs = { ...kept.outs, organization: "globex" };
    slack.clearLog();
    const refusal = "but the state was made in globex";
    await expect(up(begin(), { groupId, members: [grace] }, { ...kept, outs })).rejects.toThrow(refusal);
    await expect(destroy(begin(), { ...kept, outs })).rejects.toThrow(refusal);
    expect(slack.writes).toEqual([]);
  }));

test("another group is another resource; another onDelete alone asks Slack nothing", () =>
  withTeam(async ({ slack, begin, groupId, ours: [ada], takeOut, asked }) => {
    const inputs = { groupId, members: [ada] };
    const { id, outs } = await createMembership(begin(), inputs);
    expect(diffMembership(id, outs, { ...inputs, groupId: "S0OTHER" })).toEqual({
      changes: true,
      replaces: ["groupId"],
    });
    takeOut(String(ada));
    slack.clearLog();
    asked();
    const retained = { ...inputs, onDelete: "retain" };
    const updated = await updateMembership(begin(), id, outs, retained);
    expect(updated.outs).toEqual({ ...outs, onDelete: "retain" });
    expect((await updateMembership(begin(), id, updated.outs, inputs)).outs).toEqual(outs);
    expect(asked().filter((request) => !request.startsWith("GET Users"))).toEqual([]);
  }));

test("many memberships are refreshed from one scan, which knows what the run has written", () =>
  inWorld(async ({ slack, begin, asked }) => {
    const people = addPeople(slack, "p", 6);
    const kept: Kept[] = [];
    for (const [at, person] of people.entries()) {
      const groupId = slack.addGroup({ displayName: `Group ${at}` });
      kept.push(await up(begin(), { groupId, members: [person] }));
    }
    const run = begin();
    asked();
    for (const one of kept) expect(await refresh(run, one)).toEqual(one);
    expect(asked().filter((request) => request.startsWith("GET Groups "))).toHaveLength(1);
    const [first] = kept;
    if (first === undefined) throw new Error("there are six");
    const { groupId } = first.outs;
    const { outs } = await updateMembership(run, first.id, first.outs, { groupId, members: people });
    asked();
    expect(await refresh(run, { id: first.id, outs })).toMatchObject({ outs: { members: people } });
    expect(asked()).toEqual([]);
    await destroy(run, { id: first.id, outs });
    asked();
    expect(await refresh(run, first)).toMatchObject({ outs: { members: [], added: [] } });
    expect(asked()).toEqual([]);
  }));

test("whoever wants to look at a membership is told to look at its group", () =>
  withTeam(async ({ begin, groupId }) => {
    await expect(readMembership(begin(), "x", { groupId, members: [] })).rejects.toThrow(
      `use SlackScimGroup.get("…", "${groupId}")`,
    );
  }));

test.each(BAD_MEMBERSHIPS)(
  "a membership with %s is refused, every mistake at once",
  (_name, news, problems) =>
    inWorld(async ({ begin }) => {
      expect(checkMembership(begin(), {}, { ...news }).problems).toEqual(asMatchers(problems));
    }),
);

test("what is unknown passes", () =>
  inWorld(async ({ begin }) => {
    const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
    const later = { groupId: unknown, members: ["U01", unknown] };
    expect(checkMembership(begin(), {}, later)).toEqual({ inputs: later, problems: [] });
    expect(diffMembership("S01/members", { groupId: "S01", members: ["U01"] }, later).changes).toBe(true);
  }));
