import { UNKNOWN } from "../../../provider/fields/properties";
import {
  checkGroup,
  createGroup,
  diffGroup,
  readGroup,
  updateGroup,
} from "../../../provider/group/lifecycle";
import { previewGroup } from "../../../provider/group/preview";
import { relateGroup } from "../../../provider/group/sharing";
import {
  checkMembership,
  deleteMembership,
  diffMembership,
  relateMembership,
} from "../../../provider/membership/lifecycle";
import type { Run } from "../../../provider/run/run";
import { destroy, up, withTeam, writesOf } from "./support";

const problemsOf = (run: Run, groupId: string, members: unknown[], olds = {}) =>
  checkMembership(run, olds, { groupId, members }).problems;

test("two memberships of one group write one after the other, and each takes out its own alone", () =>
  withTeam(async ({ slack, begin, groupId, theirs, ours: [ada, grace, hedy], inIt, asked }) => {
    const run = begin();
    const [first, second] = await Promise.all([
      up(run, { groupId, members: [ada, grace] }),
      up(run, { groupId, members: [hedy] }),
    ]);
    const turn = [`GET Groups/${groupId} 200`, `PATCH Groups/${groupId} 200`];
    expect(asked().filter((request) => request.includes("Groups/"))).toEqual([...turn, ...turn]);
    expect(first.outs).toMatchObject({ members: [ada, grace], added: [ada, grace] });
    expect(second.outs).toMatchObject({ members: [hedy], added: [hedy] });

    slack.clearLog();
    const ending = begin();
    await Promise.all([destroy(ending, first), destroy(ending, second)]);
    expect(writesOf(slack)).toEqual([`remove ${ada},${grace}`, `remove ${hedy}`]);
    expect(inIt()).toEqual(theirs);
  }));

test("a server that empties the group on a remove is noticed though another membership adds people at the same time", () =>
  withTeam(async ({ slack, begin, groupId, theirs, ours: [ada, grace, hedy], inIt, takeOut }) => {
    const kept = await up(begin(), { groupId, members: [ada, grace] });
    const run = begin();
    const remove = run.slack.groups.removeMembers.bind(run.slack.groups);
    run.slack.groups.removeMembers = (...args) => {
      const answer = remove(...args);
      return answer.then((body) => {
        takeOut(...inIt());
        return body;
      }) as ReturnType<typeof remove>;
    };
    await Promise.all([up(run, { groupId, members: [ada] }, kept), up(run, { groupId, members: [hedy] })]);
    expect(slack.writes.length).toBeGreaterThan(0);
    expect(inIt()).toEqual([...theirs, ada, hedy].sort());
  }));

test("a person whom two memberships of a program declare in one group is refused, named, in the second", () =>
  withTeam(async ({ begin, groupId, ours: [ada, grace, hedy] }) => {
    const run = begin();
    expect(problemsOf(run, groupId, [ada, grace])).toEqual([]);
    expect(problemsOf(run, groupId, [hedy, grace])).toEqual([
      `members: wanted people whom no other resource of this program declares in group ${groupId}, got ${grace}; declare each person once in a group`,
    ]);
    expect(problemsOf(run, "S0OTHER", [ada, grace])).toEqual([]);
    expect(problemsOf(run, UNKNOWN, [ada])).toEqual([]);
    expect(problemsOf(run, UNKNOWN, [ada])).toEqual([]);
    expect(problemsOf(run, "S0THIRD", [UNKNOWN])).toEqual([]);
    expect(problemsOf(run, "S0THIRD", [UNKNOWN])).toEqual([]);
  }));

test("a membership that moves to another group is checked twice and is not taken for two", () =>
  withTeam(async ({ begin, groupId, ours: [ada] }) => {
    const run = begin();
    expect(problemsOf(run, groupId, [ada], { groupId: "S0OLD", members: [ada] })).toEqual([]);
    expect(problemsOf(run, groupId, [ada])).toEqual([]);
    expect(problemsOf(run, groupId, [ada])).toHaveLength(1);
  }));

test.each(["the giver first", "the receiver first"])(
  "whoever moves from one membership to another stays in the group and belongs to the other: %s",
  (order) =>
    withTeam(async ({ slack, begin, groupId, theirs, ours: [ada, grace], inIt, lines }) => {
      const giver = await up(begin(), { groupId, members: [ada, grace] });
      const receiver = await up(begin(), { groupId, members: [] });
      slack.clearLog();
      const run = begin();
      const give = () => up(run, { groupId, members: [grace] }, giver);
      const receive = () => up(run, { groupId, members: [ada] }, receiver);
      const steps = order === "the giver first" ? [give(), receive()] : [receive(), give()];
      const outs = (await Promise.all(steps)).map((kept) => kept.outs);
      expect(outs).toContainEqual(expect.objectContaining({ members: [ada], added: [ada] }));
      expect(outs).toContainEqual(expect.objectContaining({ members: [grace], added: [grace] }));
      expect(slack.writes).toEqual([]);
      expect(lines).toEqual([
        `the membership in group ${groupId}: declared elsewhere in this program: ${ada}: released, not taken out.`,
      ]);
      await destroy(begin(), { id: receiver.id, outs: { ...receiver.outs, members: [ada], added: [ada] } });
      expect(inIt()).toEqual([...theirs, grace].sort());
    }),
);

test("a membership that was renamed releases whom its new name declares", () =>
  withTeam(async ({ slack, begin, groupId, ours: [ada], inIt, lines }) => {
    const inputs = { groupId, members: [ada] };
    const old = await up(begin(), inputs);
    slack.clearLog();
    const run = begin();
    await up(run, inputs);
    await destroy(run, old);
    expect(slack.writes).toEqual([]);
    expect(inIt()).toContain(ada);
    expect(lines.at(-1)).toContain(`declared elsewhere in this program: ${ada}: released, not taken out.`);
  }));

test("a membership stays in the state as long as the resource that declares its people was not brought", () =>
  withTeam(async ({ slack, begin, groupId, ours: [ada], inIt, takeOut }) => {
    const inputs = { groupId, members: [ada] };
    const old = await up(begin(), inputs);
    slack.clearLog();
    const refused = `the membership in group ${groupId} is not deleted, and stays in the state: another resource of this program declares ${ada} in this group, and was not brought.`;

    const run = begin();
    checkMembership(run, {}, inputs);
    await expect(destroy(run, old)).rejects.toThrow(refused);
    const byGroup = begin();
    const group = { displayName: "Okta: on call", members: [ada] };
    // The group is found, and not had: its create is still to come, or was refused.
    await previewGroup(byGroup, checkGroup(byGroup, {}, group).inputs);
    // A refresh in the same run compares the membership, which the program has no more.
    relateMembership(byGroup, old.id, old.outs, inputs);
    await expect(destroy(byGroup, old)).rejects.toThrow(refused);
    expect(slack.writes).toEqual([]);
    expect(inIt()).toContain(ada);

    const brought = begin();
    await up(brought, { ...inputs, members: [ada] });
    await destroy(brought, old);
    expect(inIt()).toContain(ada);
    takeOut(ada as string);
    const gone = begin();
    checkMembership(gone, {}, inputs);
    await destroy(gone, old);
  }));

test("a membership keeps in its state whom it gives up to a group that was not brought, and decides in the next up", () =>
  withTeam(async ({ slack, begin, groupId, theirs, ours: [ada], inIt }) => {
    const old = await up(begin(), { groupId, members: [ada] });
    const none = { groupId, members: [] };
    const group = { displayName: "Okta: on call", members: [ada], membership: "additive" };
    const refused = begin();
    await previewGroup(refused, checkGroup(refused, {}, group).inputs);
    slack.clearLog();
    const pending = await up(refused, none, old);
    expect(pending.outs).toMatchObject({ members: [], added: [ada] });
    expect(slack.writes).toEqual([]);
    expect(diffMembership(pending.id, pending.outs, none)).toEqual({ changes: true });

    const brought = begin();
    await createGroup(brought, { ...group, onConflict: "adopt" });
    const released = await up(brought, none, pending);
    expect(released.outs).toMatchObject({ added: [] });
    expect(diffMembership(released.id, released.outs, none)).toEqual({ changes: false });
    expect(inIt()).toContain(ada);
    await up(begin(), none, pending);
    expect(inIt()).toEqual(theirs);
  }));

test("a membership of a group whose own resource has all members in its hands is refused, whichever is declared first", () =>
  withTeam(async ({ slack, begin, groupId, ours: [ada] }) => {
    const group = { displayName: "Okta: on call", members: [ada], onConflict: "adopt" };
    const inHands = `groupId: wanted a group of which no SlackScimGroup of this program has all members in its hands, got ${groupId}`;
    const fights = `group ${groupId}: this SlackScimGroup takes out whom it does not declare, and a SlackScimGroupMembership of this program adds ${ada} to it.`;

    const groupFirst = begin();
    checkGroup(groupFirst, group, group);
    expect(relateGroup(groupFirst, groupId, group, group)).toBeUndefined();
    expect(problemsOf(groupFirst, groupId, [ada])).toEqual([expect.stringContaining(inHands)]);
    const membershipFirst = begin();
    problemsOf(membershipFirst, groupId, [ada]);
    checkGroup(membershipFirst, group, group);
    expect(relateGroup(membershipFirst, groupId, group, group)).toContain(fights);

    const byPreview = begin();
    problemsOf(byPreview, groupId, [ada]);
    expect(await previewGroup(byPreview, group)).toContain(fights);
    const byId = begin();
    problemsOf(byId, groupId, [ada]);
    const named = { displayName: "Other", members: [], adoptId: groupId };
    expect(checkGroup(byId, {}, named).problems).toEqual([expect.stringContaining(fights)]);
    const withoutPreview = begin();
    problemsOf(withoutPreview, groupId, [ada]);
    await expect(createGroup(withoutPreview, group)).rejects.toThrow(fights);
    expect(slack.writes).toEqual([]);
  }));

test("a group without members, and an additive one that declares others, may have memberships beside it", () =>
  withTeam(async ({ begin, groupId, ours: [ada, grace] }) => {
    for (const rest of [{}, { members: [grace], membership: "additive" }]) {
      const group = { displayName: "Okta: on call", ...rest };
      const run = begin();
      checkGroup(run, group, group);
      expect(relateGroup(run, groupId, group, group)).toBeUndefined();
      expect(problemsOf(run, groupId, [ada])).toEqual([]);
      expect(relateGroup(run, groupId, group, group)).toBeUndefined();
    }
  }));

test("a person whom an additive group and a membership declare is refused, whichever is declared first", () =>
  withTeam(async ({ begin, groupId, ours: [ada] }) => {
    const group = { displayName: "Okta: on call", members: [ada], membership: "additive" };
    const groupFirst = begin();
    checkGroup(groupFirst, group, group);
    relateGroup(groupFirst, groupId, group, group);
    expect(problemsOf(groupFirst, groupId, [ada])).toEqual([expect.stringContaining(`got ${ada}`)]);
    const membershipFirst = begin();
    problemsOf(membershipFirst, groupId, [ada]);
    checkGroup(membershipFirst, group, group);
    expect(relateGroup(membershipFirst, groupId, group, group)).toContain(`both declare ${ada}`);
  }));

test("a refresh before the program runs says nothing of what the program declares of a group", () =>
  withTeam(async ({ begin, groupId, ours: [ada] }) => {
    const run = begin();
    const exact = { displayName: "Okta: on call", members: [ada] };
    expect(relateGroup(run, groupId, exact, exact)).toBeUndefined();
    expect(problemsOf(run, groupId, [ada])).toEqual([]);
  }));

test("whoever moves from an additive group's own list to a membership stays in the group", () =>
  withTeam(async ({ slack, begin, groupId, theirs, ours: [ada, grace], inIt }) => {
    const group = {
      displayName: "Okta: on call",
      members: [ada, grace],
      membership: "additive",
      onConflict: "adopt",
    };
    const { outs } = await createGroup(begin(), group);
    slack.clearLog();
    const run = begin();
    const less = { ...group, members: [] };
    checkGroup(run, outs, less);
    relateGroup(run, groupId, outs, less);
    const moved = up(run, { groupId, members: [ada] });
    expect(diffGroup(groupId, outs, less)).toEqual({ changes: true });
    await Promise.all([moved, updateGroup(run, groupId, outs, less)]);
    expect(inIt()).toEqual([...theirs, ada].sort());
    expect(writesOf(slack)).toEqual([`remove ${grace}`]);
  }));

test.each(["exact", "additive"])(
  "whoever moves from a membership into the %s group's own list stays in the group, and is nobody else's to take out",
  (kind) =>
    withTeam(async ({ slack, begin, groupId, theirs, ours: [ada, grace], inIt }) => {
      const group = { displayName: "Okta: on call", membership: kind, onConflict: "adopt" };
      const kept = await up(begin(), { groupId, members: [ada, grace] });
      const { outs } = await createGroup(begin(), { ...group, membership: undefined });
      slack.clearLog();
      const run = begin();
      const more = { ...group, members: [...theirs, ada, grace] };
      checkGroup(run, outs, more);
      relateGroup(run, groupId, outs, more);
      await Promise.all([updateGroup(run, groupId, outs, more), destroy(run, kept)]);
      expect(inIt()).toEqual([...theirs, ada, grace].sort());
      expect(slack.writes).toEqual([]);
    }),
);

test("a group that is taken over after a look, and before a membership took somebody out whom it declares, brings them back", () =>
  withTeam(async ({ begin, groupId, theirs, ours: [ada], inIt }) => {
    const group = { displayName: "Okta: on call", onConflict: "adopt" };
    const kept = await up(begin(), { groupId, members: [ada] });
    const run = begin();
    const { groups } = run.slack;
    const [get, remove] = [groups.get.bind(groups), groups.removeMembers.bind(groups)];
    const more = { ...group, members: [ada], membership: "additive" };
    let updating: Promise<unknown> | undefined;
    groups.removeMembers = ((...args: Parameters<typeof remove>) =>
      new Promise<void>((looked) => {
        groups.get = ((...which: Parameters<typeof get>) => {
          const answer = get(...which);
          answer.then(() => looked(), looked);
          return answer;
        }) as typeof get;
        updating = createGroup(run, more);
      }).then(() => remove(...args))) as typeof remove;
    await up(run, { groupId, members: [] }, kept);
    await updating;
    expect(inIt()).toEqual([...theirs, ada].sort());
  }));

test("while a membership takes somebody out, the update of the group waits, and brings back whom it declares", () =>
  withTeam(async ({ begin, groupId, theirs, ours: [ada], inIt, asked }) => {
    const group = { displayName: "Okta: on call", onConflict: "adopt" };
    const kept = await up(begin(), { groupId, members: [ada] });
    const { outs } = await createGroup(begin(), group);
    const run = begin();
    const { groups } = run.slack;
    const remove = groups.removeMembers.bind(groups);
    const more = { ...group, members: [ada], membership: "additive" };
    let updating: Promise<unknown> | undefined;
    groups.removeMembers = (async (...args: Parameters<typeof remove>) => {
      asked();
      relateGroup(run, groupId, outs, more);
      updating = updateGroup(run, groupId, outs, more);
      for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
      expect(asked()).toEqual([]);
      return remove(...args);
    }) as typeof remove;
    await up(run, { groupId, members: [] }, kept);
    await updating;
    expect(inIt()).toEqual([...theirs, ada].sort());
  }));

test("an additive group without its own people is unchanged by what memberships do", () =>
  withTeam(async ({ begin, groupId, ours: [ada] }) => {
    const group = { displayName: "Okta: on call", members: [], membership: "additive", onConflict: "adopt" };
    const { outs } = await createGroup(begin(), group);
    await up(begin(), { groupId, members: [ada] });
    expect((await readGroup(begin(), groupId, outs))?.outs).toEqual(outs);
  }));

test("what several memberships take out of one group in a run counts together for maxMemberRemovals", () =>
  withTeam(
    async ({ slack, begin, groupId, theirs, inIt }) => {
      const four = [0, 1, 2, 3].map((at) => theirs.slice(at * 3, at * 3 + 3));
      const kept = four.map((members) => ({
        id: `${groupId}/members`,
        outs: { groupId, members, added: members, organization: "acme" },
      }));
      const run = begin();
      const outcomes = await Promise.allSettled(kept.map((one) => destroy(run, one)));
      expect(outcomes.map(({ status }) => status)).toEqual([
        "fulfilled",
        "fulfilled",
        "rejected",
        "rejected",
      ]);
      expect(outcomes[2]).toMatchObject({
        reason: {
          message: expect.stringMatching(
            /^group S\w+ would lose 9 of its 12 members \(.*, after 6 that this run was to take out before\), and slack-scim:maxMemberRemovals .* allows 6\. .*destroy --run-program/s,
          ),
        },
      });
      expect(inIt()).toHaveLength(6);
      const all = begin({ maxMemberRemovals: "100%" });
      await Promise.all(kept.map((one) => destroy(all, one)));
      expect(slack.group(groupId)?.members).toEqual([]);
    },
    { members: 12 },
  ));

test("who is protected is taken out neither by an update nor by delete, and nobody else is then", () =>
  withTeam(async ({ slack, begin, groupId, ours: [ada, grace] }) => {
    const kept = await up(begin(), { groupId, members: [ada, grace] });
    slack.clearLog();
    const guarded = () => begin({ protectedUsers: "our0@example.com" });
    const refusal = `user our0 (${ada}) is not taken out of group ${groupId}: slack-scim:protectedUsers`;
    await expect(up(guarded(), { groupId, members: [grace] }, kept)).rejects.toThrow(refusal);
    await expect(deleteMembership(guarded(), kept.id, kept.outs)).rejects.toThrow(refusal);
    expect(slack.writes).toEqual([]);
  }));
