import type { Properties } from "../../../provider/fields/properties";
import { lookUpGroup, lookUpGroups } from "../../../provider/group/lookup";
import type { Look } from "../../../provider/run/look";
import type { Run } from "../../../provider/run/run";
import { emailOf, inWorld, type World } from "../support";

const look = (wanted = "what is sought", fresh = false): Look => ({ wanted, fresh });

/** Two people, and how many teams are wanted, each with both of them. */
function addTeams({ slack }: World, count: number): { people: string[]; teams: string[] } {
  const people = ["ada", "bert"].map((userName) =>
    slack.addUser({ userName, ...emailOf(`${userName}@example.com`) }),
  );
  const teams = Array.from({ length: count }, (_, at) =>
    slack.addGroup({ displayName: `Team ${at}`, members: people }),
  );
  return { people, teams };
}

const groupsIn = async (run: Run, sought: object, fresh = false) =>
  (await lookUpGroups(run, sought, look("", fresh))) as { ids: string[]; groups: Properties[] };

test("a group is found by id and by its exact name, with the outputs of a SlackScimGroup", () =>
  inWorld(async (world) => {
    const { people, teams } = addTeams(world, 2);
    const run = world.begin();
    const team = await lookUpGroup(run, { id: teams[1] }, look());
    expect(team).toEqual({
      id: teams[1],
      displayName: "Team 1",
      members: [...people].sort(),
      created: expect.stringMatching(/^\d{4}-/),
      organization: "acme",
    });
    expect(await lookUpGroup(run, { displayName: "Team 1" }, look())).toEqual(team);
    await expect(
      lookUpGroup(run, { displayName: "team 1" }, look('the displayName "team 1"')),
    ).rejects.toThrow('no group in acme has the displayName "team 1". Check how it is written');
    for (const members of [true, false])
      await expect(lookUpGroup(run, { id: "S0NONE", members }, look('the id "S0NONE"'))).rejects.toThrow(
        'no group in acme has the id "S0NONE"',
      );
  }));

test("an empty group has an empty list of members, and one whose members nobody wants has none", () =>
  inWorld(async ({ slack, begin }) => {
    const id = slack.addGroup({ displayName: "Empty" });
    const run = begin();
    expect(await lookUpGroup(run, { id }, look())).toHaveProperty("members", []);
    for (const sought of [{ id }, { displayName: "Empty" }])
      expect(await lookUpGroup(run, { ...sought, members: false }, look())).not.toHaveProperty("members");
  }));

test("two groups of one name are named by id, and none of them is taken", () =>
  inWorld(async ({ slack, begin }) => {
    const ids = ["S9", "S8"].map((id) => slack.addGroup({ id, displayName: "Team" })).sort();
    for (const members of [true, false])
      await expect(
        lookUpGroup(begin(), { displayName: "Team", members }, look('the displayName "Team"')),
      ).rejects.toThrow(
        `2 groups in acme have the displayName "Team": ${ids.join(", ")}. Look up the one that is meant by id.`,
      );
  }));

test.each(["ignored", "honoured"] as const)(
  "members that nobody wants are left out where Slack's excludedAttributes is %s",
  (attributesParameter) =>
    inWorld(
      async (world) => {
        const { teams } = addTeams(world, 30);
        const run = world.begin();
        for (const sought of [{ id: teams[3] }, { displayName: "Team 3" }])
          for (const fresh of [true, false])
            expect(await lookUpGroup(run, { ...sought, members: false }, look("", fresh))).toEqual({
              id: teams[3],
              displayName: "Team 3",
              created: expect.any(String),
              organization: "acme",
            });
        const { groups } = await groupsIn(run, { members: false });
        expect(groups).toHaveLength(30);
        expect(groups.filter((group) => "members" in group)).toEqual([]);
        const named = await groupsIn(run, { filter: 'displayName eq "Team 3"', members: false });
        expect(named.ids).toEqual([teams[3]]);
        const paths = world.slack.requests.filter(({ path }) => path.startsWith("Groups"));
        expect(paths.filter(({ path }) => !path.includes("excludedAttributes=members"))).toEqual([]);
      },
      { behaviours: { attributesParameter } },
    ),
);

test("200 look-ups by name cost few requests, with members and without", () =>
  inWorld(async (world) => {
    const { teams } = addTeams(world, 200);
    for (const members of [true, false]) {
      const run = world.begin();
      world.asked();
      for (const [at, id] of teams.entries())
        expect(await lookUpGroup(run, { displayName: `Team ${at}`, members }, look())).toMatchObject({ id });
      // Who the organisation is, two by filter, and two pages.
      expect(world.asked()).toHaveLength(5);
    }
  }));

test("a scan that has the members serves those as well who do not want them", () =>
  inWorld(async (world) => {
    addTeams(world, 10);
    const run = world.begin();
    await groupsIn(run, {});
    world.asked();
    const { groups } = await groupsIn(run, { members: false });
    expect(groups.filter((group) => "members" in group)).toEqual([]);
    await lookUpGroup(run, { displayName: "Team 3", members: false }, look());
    expect(world.asked().length).toBeLessThanOrEqual(1);
  }));

test("groups are listed by name and then by id; a filter leaves what Slack leaves", () =>
  inWorld(async ({ slack, begin }) => {
    const [b, a2, a1] = ["B", "A", "A"].map((displayName) => slack.addGroup({ displayName }));
    const run = begin();
    expect((await groupsIn(run, {})).ids).toEqual([...[a1, a2].sort(), b]);
    expect((await groupsIn(run, { filter: 'displayName eq "B"' })).ids).toEqual([b]);
    expect((await groupsIn(run, { filter: 'displayName eq "B"', members: false })).groups).toEqual([
      { id: b, displayName: "B", created: expect.any(String), organization: "acme" },
    ]);
    expect(await groupsIn(run, { filter: 'displayName eq "C"' })).toEqual({ ids: [], groups: [] });
  }));

test("a fresh look-up sees what a scan of the run has not seen", () =>
  inWorld(async (world) => {
    const { teams, people } = addTeams(world, 1);
    const run = world.begin();
    await groupsIn(run, {});
    const late = world.slack.addGroup({ displayName: "Late", members: people });
    expect((await groupsIn(run, {})).ids).toEqual(teams);
    expect((await groupsIn(run, {}, true)).ids).toEqual([late, ...teams]);
    expect(await lookUpGroup(run, { displayName: "Late" }, look("", true))).toMatchObject({ id: late });
  }));

test("a fresh look-up by name asks for the members where they are wanted, and finds nothing under a former name", () =>
  inWorld(async (world) => {
    const { people, teams } = addTeams(world, 1);
    const run = world.begin();
    await groupsIn(run, {});
    const fresh = (displayName: string) => lookUpGroup(run, { displayName }, look("the displayName", true));
    expect(await fresh("Team 0")).toMatchObject({ id: teams[0], members: [...people].sort() });
    expect((await groupsIn(run, { filter: 'displayName eq "Team 0"' })).groups).toMatchObject([
      { members: [...people].sort() },
    ]);
    world.slack.change(teams[0] ?? "", (team) => {
      team.displayName = "Renamed";
    });
    await expect(fresh("Team 0")).rejects.toThrow("no group in acme has the displayName");
    expect(await fresh("Renamed")).toMatchObject({ id: teams[0] });
  }));
