import { createGroup, updateGroup } from "../../../provider/group/lifecycle";
import { oneWriter } from "../../../provider/run/members";
import type { Run } from "../../../provider/run/run";
import { inWorld, type World } from "../support";

const peopleOf = ({ slack }: World): [string, string, string] =>
  ["ada", "grace", "hedy"].map((userName) =>
    slack.addUser({ userName, emails: [{ value: `${userName}@example.com`, primary: true }] }),
  ) as [string, string, string];

const deactivate = ({ slack }: World, id: string) =>
  slack.change(id, (person) => {
    person.active = false;
  });

const membersOf = ({ slack }: World, id: string) => slack.group(id)?.members.map(({ value }) => value);

test("where Slack answers a join with nothing, the state has those who were in the group and those who joined", () =>
  inWorld(async (world) => {
    const [ada, grace, hedy] = peopleOf(world);
    const v1 = { baseUrl: world.slack.v1 };
    const team = { displayName: "Team", members: [ada] };
    const { id, outs } = await createGroup(world.begin(v1), team);
    const members = [ada, grace, hedy];
    expect(await updateGroup(world.begin(v1), id, outs, { ...team, members })).toMatchObject({
      outs: { members },
    });
    expect(membersOf(world, id)).toEqual(members);
  }));

test("who cannot join is named, and how many others joined where any did", () =>
  inWorld(async (world) => {
    const [ada, grace, hedy] = peopleOf(world);
    deactivate(world, hedy);
    const why = "cannot join and stay out (deactivated, single-channel guest, or no such person)";
    const { id } = await createGroup(world.begin(), { displayName: "Team", members: [hedy] });
    expect(world.lines).toEqual([`warning: group ${id}: ${hedy} ${why}.`]);
    const other = await createGroup(world.begin(), { displayName: "Crew", members: [ada, grace, hedy] });
    expect(world.lines).toEqual([`warning: group ${other.id}: ${hedy} ${why}; the other 2 joined.`]);
  }));

test("a group that everybody leaves is empty, and nobody joins it again", () =>
  inWorld(async (world) => {
    const [ada, grace] = peopleOf(world);
    const { id, outs } = await createGroup(world.begin(), { displayName: "Team", members: [ada, grace] });
    world.asked();
    const left = await updateGroup(world.begin(), id, outs, { displayName: "Team", members: [] });
    expect(left.outs).toMatchObject({ members: [] });
    expect(world.lines).toEqual([]);
    expect(world.asked().filter((request) => request.startsWith("PATCH"))).toHaveLength(1);
  }));

/** Lets Slack empty a group where some are taken out of it, and deactivate whoever is named. */
function emptyOnRemoval(world: World, run: Run, leaver?: string): void {
  const { groups } = run.slack;
  const remove = groups.removeMembers.bind(groups);
  groups.removeMembers = ((...args: Parameters<typeof remove>) =>
    remove(...args).then((answer) => {
      world.slack.change(args[0], (group) => {
        group.members = [];
      });
      if (leaver !== undefined) deactivate(world, leaver);
      return answer;
    })) as typeof remove;
}

test("of those who join again after a server emptied the group, whoever cannot is named", () =>
  inWorld(async (world) => {
    const [ada, grace, hedy] = peopleOf(world);
    const { id, outs } = await createGroup(world.begin(), {
      displayName: "Team",
      members: [ada, grace, hedy],
    });
    const run = world.begin();
    emptyOnRemoval(world, run, grace);
    await updateGroup(run, id, outs, { displayName: "Team", members: [ada, grace] });
    expect(membersOf(world, id)).toEqual([ada]);
    expect(world.lines).toEqual([
      `warning: group ${id}: Slack emptied the group instead of removing some; the other 2 joined again, except ${grace}.`,
    ]);
  }));

/** What the run says in one line of the last of so many groups that it cannot say all of one by one. */
async function saidOfMany({ lines }: World, run: Run, write: (displayName: string) => Promise<unknown>) {
  for (let at = 0; at < 21; at += 1) await write(`Team ${at}`);
  run.messages.flush();
  expect(lines).toHaveLength(21);
  return lines.at(-1);
}

test("of many groups whose declared people cannot join twenty are said one by one, and the others in one line", () =>
  inWorld(async (world) => {
    const [ada] = peopleOf(world);
    deactivate(world, ada);
    const run = world.begin();
    const create = (displayName: string) => createGroup(run, { displayName, members: [ada] });
    expect(await saidOfMany(world, run, create)).toMatch(
      /^warning: … and 1 more have declared members who cannot join: group S\w+$/,
    );
  }));

test("of many groups that a server emptied twenty are said one by one, and the others in one line", () =>
  inWorld(async (world) => {
    const [ada, grace] = peopleOf(world);
    const run = world.begin();
    emptyOnRemoval(world, run);
    const emptied = async (displayName: string) => {
      const { id, outs } = await createGroup(run, { displayName, members: [ada, grace] });
      await updateGroup(run, id, outs, { displayName, members: [ada] });
    };
    expect(await saidOfMany(world, run, emptied)).toMatch(
      /^warning: … and 1 more were emptied by Slack instead of losing some; the others joined again: group S\w+$/,
    );
  }));

test("who would leave a group is named by id in alphabetical order, in whatever order Slack lists them", () =>
  inWorld(async (world) => {
    const ids = peopleOf(world);
    const id = world.slack.addGroup({ displayName: "Team", members: [...ids].reverse() });
    const outs = { displayName: "Team", members: ids, organization: "acme" };
    const emptied = updateGroup(world.begin({ maxMemberRemovals: "1" }), id, outs, { ...outs, members: [] });
    await expect(emptied).rejects.toMatchObject({
      cause: { message: expect.stringContaining(`would lose 3 of its 3 members (${ids.join(", ")})`) },
    });
  }));

test("whoever writes the members of a group waits for nobody who writes another one's", async () =>
  inWorld(async ({ begin }) => {
    const run = begin();
    let end = () => {};
    const other = oneWriter(run, "S1", () => new Promise<void>((resolve) => (end = resolve)));
    let isWritten = false;
    const own = oneWriter(run, "S2", async () => {
      isWritten = true;
    });
    await new Promise(setImmediate);
    expect(isWritten).toBe(true);
    end();
    await Promise.all([other, own]);
  }));
