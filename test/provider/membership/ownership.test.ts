import type { Properties } from "../../../provider/fields/properties";
import { diffMembership } from "../../../provider/membership/lifecycle";
import { HalfDoneError } from "../../../provider/run/lifecycle";
import { addPeople, destroy, type Kept, refresh, up, withTeam, writesOf } from "./support";

/** What a failed step left in the state. */
async function halfDone(step: Promise<unknown>): Promise<Kept> {
  const failure = await step.catch((error: unknown) => error);
  if (!(failure instanceof HalfDoneError)) throw new Error(`wanted a half-done step, got ${failure}`);
  return { id: failure.id, outs: failure.outs };
}

test("whom it found in the group it neither takes out of it nor claims, and says so", () =>
  withTeam(async ({ begin, lines, groupId, theirs: [bob], ours: [ada], inIt }) => {
    const kept = await up(begin(), { groupId, members: [ada, bob] });
    expect(kept.outs).toMatchObject({ members: [bob, ada].sort(), added: [ada] });
    expect(lines).toEqual([
      `the membership in group ${groupId}: in the group already: ${bob}. Delete leaves them in it; to own them, declare onDelete: "remove".`,
    ]);
    const less = await up(begin(), { groupId, members: [ada] }, kept);
    const stays = `the membership in group ${groupId}: retained in the group: ${bob}: this resource found them in it. To take them out, declare onDelete: "remove" before, or do it in Slack.`;
    expect(lines).toEqual([stays]);
    expect(less.outs).toMatchObject({ members: [ada], added: [ada] });
    expect(inIt()).toContain(bob);

    await destroy(begin(), kept);
    expect(lines).toEqual([stays]);
    expect(inIt()).toEqual([bob]);
  }));

test.each([
  ["remove", []],
  ["retain", ["bob", "ada"]],
] as const)("with onDelete %s, of those declared there stay %j", (onDelete, left) =>
  withTeam(
    async ({ begin, groupId, theirs: [bob, carol], ours: [ada], inIt }) => {
      const names: Record<string, string | undefined> = { bob, ada };
      const stay = [carol, ...left.map((name) => names[name])].sort();
      const inputs = { groupId, members: [ada, bob], onDelete };
      const kept = await up(begin(), inputs);
      await up(begin(), { ...inputs, members: [] }, kept);
      expect(inIt()).toEqual(stay);
      const again = await up(begin(), inputs);
      await destroy(begin(), again);
      expect(inIt()).toEqual(stay);
    },
    { members: 2 },
  ),
);

test("whoever was taken out by others and came back by others is no longer its doing", () =>
  withTeam(async ({ begin, groupId, theirs, ours: [ada], inIt, putIn, takeOut }) => {
    const inputs = { groupId, members: [ada] };
    const kept = await up(begin(), inputs);
    takeOut(String(ada));
    const seen = (await refresh(begin(), kept)) as Kept;
    putIn(String(ada));
    const after = await up(begin(), inputs, seen);
    expect(after.outs).toMatchObject({ members: [ada], added: [] });
    await destroy(begin(), after);
    expect(inIt()).toEqual([...theirs, ada].sort());
  }));

test("whoever was taken out by others, unseen, and cannot join again is no longer its doing", () =>
  withTeam(async ({ slack, begin, groupId, ours: [ada, grace], takeOut }) => {
    const kept = await up(begin(), { groupId, members: [ada] });
    takeOut(String(ada));
    slack.change(String(ada), (person) => {
      person.active = false;
    });
    const { outs } = await up(begin(), { groupId, members: [ada, grace] }, kept);
    expect(outs).toMatchObject({ members: [grace], added: [grace] });
  }));

test("whom it found, and puts back after others took them out, is its doing", () =>
  withTeam(async ({ begin, groupId, theirs: [bob], inIt, takeOut }) => {
    const inputs = { groupId, members: [bob] };
    const kept = await up(begin(), inputs);
    takeOut(String(bob));
    const after = await up(begin(), inputs, await refresh(begin(), kept));
    expect(after.outs).toMatchObject({ members: [bob], added: [bob] });
    await destroy(begin(), after);
    expect(inIt()).toEqual([]);
  }));

test("a write whose answer was lost is sent again, and who joined by it is its doing", () =>
  withTeam(async ({ slack, begin, groupId, ours: [ada] }) => {
    slack.fault({ method: "PATCH", path: "Groups/*", drop: "after", times: 1 });
    const { outs } = await up(begin(), { groupId, members: [ada] });
    expect(outs).toMatchObject({ members: [ada], added: [ada] });
  }));

test("of a write whose every answer was lost, a second look tells who joined by it and who was there before", () =>
  withTeam(async ({ slack, begin, groupId, theirs: [bob], ours: [ada], inIt }) => {
    slack.fault({ method: "PATCH", path: "Groups/*", drop: "after", times: Number.POSITIVE_INFINITY });
    const inputs = { groupId, members: [ada, bob] };
    const half = await halfDone(up(begin(), inputs));
    expect(half).toMatchObject({ id: `${groupId}/members`, outs: { added: [ada] } });
    slack.clearFaults();
    const kept = await up(begin(), inputs, half);
    await destroy(begin(), kept);
    expect(inIt()).toEqual([bob]);
  }));

test("a write that never reached Slack adds nobody and leaves nothing in the state", () =>
  withTeam(async ({ slack, begin, groupId, ours: [ada] }) => {
    slack.fault({ method: "PATCH", path: "Groups/*", drop: "before", times: Number.POSITIVE_INFINITY });
    const failure = await up(begin(), { groupId, members: [ada] }).catch((error: unknown) => error);
    expect(failure).not.toBeInstanceOf(HalfDoneError);
    expect(failure).toMatchObject({ name: "SlackScimConnectionError" });
  }));

test.each([
  ["took effect", "after", true],
  ["did not", "before", false],
] as const)(
  "where Slack cannot be asked what became of a write, the next up finds out: it %s",
  (_what, drop, joined) =>
    withTeam(async ({ slack, begin, groupId, theirs: [bob], ours: [ada], inIt, putIn }) => {
      slack.fault({ method: "PATCH", path: "Groups/*", drop, times: Number.POSITIVE_INFINITY });
      slack.fault({
        method: "GET",
        path: "Groups/*",
        status: 403,
        nth: 2,
        times: Number.POSITIVE_INFINITY,
      });
      const inputs = { groupId, members: [ada, bob] };
      const half = await halfDone(up(begin(), inputs));
      expect(half.outs).toMatchObject({ members: [bob], added: [ada] });
      // So the next update looks, without a refresh as well.
      expect(diffMembership(half.id, half.outs, inputs)).toEqual({ changes: true });
      slack.clearFaults();
      const seen = (await refresh(begin(), half)) as Kept;
      expect(seen.outs).toMatchObject({ added: joined ? [ada] : [] });
      if (!joined) putIn(String(ada));
      await destroy(begin(), await up(begin(), inputs, seen));
      expect(inIt()).toEqual((joined ? [bob] : [bob, ada]).sort());
    }),
);

test("a second write that fails leaves in the state whom the first one added, and the next up adds the others", () =>
  withTeam(async ({ slack, begin, groupId }) => {
    const many = addPeople(slack, "many", 5001).sort();
    slack.fault({ method: "PATCH", path: "Groups/*", status: 403, nth: 2, times: 1 });
    const half = await halfDone(up(begin(), { groupId, members: many }));
    expect(half.outs).toMatchObject({ members: many.slice(0, 5000), added: many.slice(0, 5000) });
    slack.clearLog();
    const { outs } = await up(begin(), { groupId, members: many }, half);
    expect(writesOf(slack)).toEqual([`add ${many[5000]}`]);
    expect(outs.added).toEqual(many);
  }));

test("a removal that failed is not forgotten: who should have left stays in the state", () =>
  withTeam(async ({ slack, begin, groupId, theirs, ours: [ada, grace, hedy], inIt }) => {
    const kept = await up(begin(), { groupId, members: [ada, grace] });
    // The join is the first write, the removal the second.
    slack.fault({ method: "PATCH", path: "Groups/*", status: 403, nth: 2, times: 1 });
    const inputs = { groupId, members: [ada, hedy] };
    const half = await halfDone(up(begin(), inputs, kept));
    expect(half.outs).toMatchObject({ members: [ada, grace, hedy], added: [ada, grace, hedy] });
    await up(begin(), inputs, half);
    expect(inIt()).toEqual([...theirs, ada, hedy].sort());

    slack.fault({ method: "PATCH", path: "Groups/*", status: 403, times: 1 });
    await expect(destroy(begin(), half)).rejects.toThrow("403");
    await destroy(begin(), half);
    expect(inIt()).toEqual(theirs);
  }));

test("after a killed create everybody counts as found, since nothing tells who added them", () =>
  withTeam(async ({ begin, lines, groupId, ours: [ada] }) => {
    const inputs: Properties = { groupId, members: [ada] };
    await up(begin(), inputs);
    const { outs } = await up(begin(), inputs);
    expect(outs).toMatchObject({ members: [ada], added: [] });
    expect(lines).toEqual([expect.stringContaining('to own them, declare onDelete: "remove"')]);
  }));
