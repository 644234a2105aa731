import { createGroup, updateGroup } from "../../../provider/group/lifecycle";
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

test("of those who join again after a server emptied the group, whoever cannot is named", () =>
  inWorld(async (world) => {
    const [ada, grace, hedy] = peopleOf(world);
    const { id, outs } = await createGroup(world.begin(), {
      displayName: "Team",
      members: [ada, grace, hedy],
    });
    const run = world.begin();
    const { groups } = run.slack;
    const remove = groups.removeMembers.bind(groups);
    groups.removeMembers = ((...args: Parameters<typeof remove>) =>
      remove(...args).then((answer) => {
        world.slack.change(id, (group) => {
          group.members = [];
        });
        deactivate(world, grace);
        return answer;
      })) as typeof remove;
    await updateGroup(run, id, outs, { displayName: "Team", members: [ada, grace] });
    expect(membersOf(world, id)).toEqual([ada]);
    expect(world.lines).toEqual([
      `warning: group ${id}: Slack emptied the group instead of removing some; the other 2 joined again, except ${grace}.`,
    ]);
  }));
