import { createGroup, readGroup, updateGroup } from "../../../provider/group/lifecycle";
import { createMembership } from "../../../provider/membership/lifecycle";
import { explain } from "../../../provider/run/remedies";
import { inWorld, type World } from "../support";

function addPeople({ slack }: World, count: number): string[] {
  return Array.from({ length: count }, (_, at) => slack.addUser({ userName: `p${at}` })).sort();
}

/** The requests about groups since the last look, ids left out. */
const askedOfGroups = ({ asked }: World) =>
  asked()
    .filter((request) => request.includes(" Groups"))
    .map((request) => request.replace(/\/S\w+/, "/{id}"));

const membersOf = ({ slack }: World, id: string) => slack.group(id)?.members.map(({ value }) => value) ?? [];

test.each(["v1", "v2"] as const)(
  "10,000 members join a new group by two writes, one more by one, and one leaves by one; none takes more than two readings (%s)",
  (version) =>
    inWorld(async (world) => {
      const { slack, begin } = world;
      const base = { baseUrl: slack[version], maxMemberRemovals: "1" };
      const [last = "", ...ids] = addPeople(world, 10_001).reverse();
      const all = { displayName: "All", members: ids.sort() };
      const ok = version === "v1" ? 204 : 200;

      const made = await createGroup(begin(base), all);
      expect(askedOfGroups(world)).toEqual(["GET Groups 200", "POST Groups 201", `PATCH Groups/{id} ${ok}`]);
      const more = await updateGroup(begin(base), made.id, made.outs, {
        ...all,
        members: [...ids, last].sort(),
      });
      expect(askedOfGroups(world)).toEqual(["GET Groups/{id} 200", `PATCH Groups/{id} ${ok}`]);
      expect(more.outs.members).toHaveLength(10_001);
      const less = await updateGroup(begin(base), made.id, more.outs, all);
      expect(askedOfGroups(world)).toEqual([
        "GET Groups/{id} 200",
        `PATCH Groups/{id} ${ok}`,
        "GET Groups/{id} 200",
      ]);
      expect(less.outs.members).toEqual(ids);
      expect(membersOf(world, made.id)).not.toContain(last);
    }),
);

test("10,000 people join a group that stands by two writes and one reading", () =>
  inWorld(async (world) => {
    const ids = addPeople(world, 10_000);
    const { id, outs } = await createGroup(world.begin(), { displayName: "All", members: [] });
    askedOfGroups(world);
    const filled = await updateGroup(world.begin(), id, outs, { displayName: "All", members: ids });
    expect(askedOfGroups(world)).toEqual([
      "GET Groups/{id} 200",
      "PATCH Groups/{id} 200",
      "PATCH Groups/{id} 200",
    ]);
    expect(filled.outs.members).toEqual(ids);
  }));

test.each(["a group", "a membership"])(
  "of 5,001 newcomers of %s the one who does not exist is named, the others join, and the state has them and not that one",
  (kind) =>
    inWorld(async (world) => {
      const { slack, begin, lines } = world;
      const ids = addPeople(world, 5_000);
      const members = [...ids, "U0NOBODY"].sort();
      const groupId = slack.addGroup({ displayName: "All" });
      const inputs = kind === "a group" ? { displayName: "All", members } : { groupId, members };
      const create = kind === "a group" ? createGroup : createMembership;
      const { outs } = await create(begin(), inputs);
      expect(lines).toContainEqual(
        expect.stringMatching(
          /: U0NOBODY cannot join and stay out \(.* no such person\); the other 5000 joined\.$/,
        ),
      );
      expect(outs.members).toEqual(ids);
      expect(membersOf(world, groupId).sort()).toEqual(ids);
    }),
);

test("a group of 16,000 gets all of its members, at most 5,000 a request", () =>
  inWorld(async (world) => {
    const { slack, begin } = world;
    const ids = addPeople(world, 16_000);
    const { id, outs } = await createGroup(begin(), { displayName: "All", members: ids });
    expect(slack.writes).toHaveLength(4);
    expect(outs.members).toEqual(ids);
    expect((await readGroup(begin(), id, outs))?.outs).toEqual(outs);
  }));

test("a group that Slack finds full is an error that says what to do, and the state has who joined before", () =>
  inWorld(
    async (world) => {
      const ids = addPeople(world, 5_001);
      const failure = await createGroup(world.begin(), { displayName: "All", members: ids }).catch(
        (error: Error) => error,
      );
      expect(failure).toMatchObject({ name: "HalfDoneError", outs: { members: ids.slice(0, 5000) } });
      expect(explain((failure as Error).cause)).toMatch(
        /group_member_max_exceeded\. The group is full: divide it/,
      );
    },
    { plan: "business" },
  ));
