import { checkGroup } from "../../../provider/group/lifecycle";
import { checkMembership, diffMembership } from "../../../provider/membership/lifecycle";
import { hostedBy } from "../../../provider/resources/hosted";
import type { Run } from "../../../provider/run/run";
import { patientClock } from "../few-at-a-time";
import { emailOf } from "../support";
import { destroy, up, withTeam, writesOf } from "./support";

const methodsOf = (run: Run) => hostedBy(run, () => {});

test("a membership keeps in its state whom it gives up to a membership that was not brought, and hands them over in the next up", () =>
  withTeam(async ({ slack, begin, groupId, theirs, ours: [ada], inIt }) => {
    const old = await up(begin(), { groupId, members: [ada] });
    const none = { groupId, members: [] };
    const theOther = { groupId, members: [ada] };
    const refused = begin();
    checkMembership(refused, {}, theOther);
    slack.clearLog();
    const pending = await up(refused, none, old);
    expect(pending.outs).toMatchObject({ members: [], added: [ada] });

    const brought = begin();
    const [released, other] = await Promise.all([up(brought, none, pending), up(brought, theOther)]);
    expect(released.outs).toMatchObject({ added: [] });
    expect(other.outs).toMatchObject({ added: [ada] });
    expect(diffMembership(released.id, released.outs, none)).toEqual({ changes: false });
    expect(slack.writes).toEqual([]);
    await destroy(begin(), other);
    expect(inIt()).toEqual(theirs);
  }));

test("a membership leaves in the group whom a group's resource declares that is to take it over by its name, without a look ahead too", () =>
  withTeam(
    async ({ slack, begin, groupId, ours: [ada], inIt }) => {
      const old = await up(begin(), { groupId, members: [ada], onDelete: "remove" });
      const none = { groupId, members: [], onDelete: "remove" };
      const group = { displayName: "Okta: on call", members: [ada], membership: "additive" };
      slack.clearLog();
      const methods = methodsOf(begin({ previewLookups: "off" }));
      await methods.membership.check({ ...none, members: [ada] }, none);
      await methods.membership.diff(old.id, old.outs, none);
      await methods.group.check({}, group);
      const update = methods.membership.update(old.id, old.outs, none);
      const [{ outs }] = await Promise.all([update, methods.group.create(group)]);
      expect(slack.writes).toEqual([]);
      expect(inIt()).toContain(ada);
      expect(diffMembership(old.id, outs, none)).toEqual({ changes: false });
    },
    { waiting: patientClock() },
  ));

test("a membership that leaves stays in the state as long as a group's resource of this name was not brought, unless that means another group", () =>
  withTeam(async ({ begin, groupId, ours: [ada], inIt }) => {
    const old = await up(begin(), { groupId, members: [ada] });
    const group = { displayName: "Okta: on call", members: [ada], membership: "additive" };
    const leaving = begin();
    checkGroup(leaving, {}, group);
    await expect(destroy(leaving, old)).rejects.toThrow("and was not brought");
    expect(inIt()).toContain(ada);

    const elsewhere = begin();
    checkGroup(elsewhere, {}, group);
    // The group has this name still, and its own resource gives it up.
    elsewhere.handover.manage(groupId, { before: "Okta: on call", after: "On call" });
    await destroy(elsewhere, old);
    expect(inIt()).not.toContain(ada);
  }));

test.each(["membership", "group"] as const)(
  "a %s takes nobody out before a resource is heard of that waits for somebody who is being made",
  (kind) =>
    withTeam(
      async ({ slack, begin, groupId, ours: [ada], inIt }) => {
        const additive = { displayName: "Okta: on call", membership: "additive", onConflict: "adopt" };
        const giver = { ...(kind === "group" ? additive : { groupId }), members: [ada] };
        const old = await methodsOf(begin())[kind].create(giver);
        slack.clearLog();
        const methods = methodsOf(begin());
        const none = { ...giver, members: [] };
        await methods[kind].check(giver, none);
        await methods[kind].diff(old.id, old.outs, none);
        const giving = methods[kind].update(old.id, old.outs, none);
        const newcomer = await methods.user.create({ userName: "new", ...emailOf("new@example.com") });
        const receiver = { groupId, members: [ada, newcomer.id] };
        expect((await methods.membership.check({}, receiver)).failures).toEqual([]);
        await Promise.all([giving, methods.membership.create(receiver)]);
        expect(writesOf({ writes: slack.writes.slice(1) })).toEqual([`add ${newcomer.id}`]);
        expect(inIt()).toContain(ada);
      },
      { waiting: patientClock() },
    ),
);
