import { UNKNOWN } from "../../../provider/fields/properties";
import { checkGroup, createGroup, deleteGroup, updateGroup } from "../../../provider/group/lifecycle";
import { previewGroup } from "../../../provider/group/preview";
import type { ScimGroupRecord } from "../../../provider/scim";
import { inWorld, type World, withoutOrganizationCheck } from "../support";

const DAYS_MS = 48 * 3600_000;

/** Two people, and a group of some days ago with whoever of them is in it. */
function oldGroup({ slack }: World, howMany: number) {
  const people = ["ada", "grace"].map((userName) =>
    slack.addUser({ userName, emails: [{ value: `${userName}@example.com`, primary: true }] }),
  ) as [string, string];
  const id = slack.addGroup({ displayName: "Data", members: people.slice(0, howMany) });
  slack.clock.advance(DAYS_MS);
  return { id, people };
}

/** A run that has its scan of groups, as one that makes many has. */
async function scannedRun({ begin, asked }: World) {
  const run = begin();
  await run.organization.confirm(); // Slack's clock is known from then on
  await run.groups.all();
  asked();
  return run;
}

const membersOf = ({ slack }: World, id: string) => slack.group(id)?.members.map(({ value }) => value);

test.each(["exact", "additive"])(
  "once a run has its scan, a group that is as declared, %s, is taken over without a request",
  (membership) =>
    inWorld(async (world) => {
      const { id, people } = oldGroup(world, membership === "exact" ? 1 : 2);
      const run = await scannedRun(world);
      const inputs = { displayName: "Data", members: [people[0]], membership };
      expect(await createGroup(run, inputs)).toMatchObject({ id, outs: { adopted: true } });
      expect(withoutOrganizationCheck(world.asked())).toEqual([]);
    }),
);

test.each([
  ["that has not everybody declared, additive", { membership: "additive" }, 0],
  ["under onConflict fail", { onConflict: "fail" }, 2],
  ["that has others as well", {}, 1],
])("a group of the scan %s is refused by what Slack holds", (_what, more, declared) =>
  inWorld(async (world) => {
    const { people } = oldGroup(world, declared === 0 ? 1 : 2);
    const run = await scannedRun(world);
    const members = declared === 0 ? [people[1]] : people.slice(0, declared);
    await expect(createGroup(run, { displayName: "Data", members, ...more })).rejects.toThrow(
      "of this name already",
    );
    expect(world.asked()).not.toEqual([]);
    expect(world.slack.groups()).toHaveLength(1);
  }),
);

test("of two groups of one name that the scan knows none is taken over, nor is one that another resource has", () =>
  inWorld(async (world) => {
    const { id } = oldGroup(world, 0);
    const run = await scannedRun(world);
    await createGroup(run, { displayName: "Data", members: [] });
    await expect(createGroup(run, { displayName: "Data", members: [] })).rejects.toThrow(
      `another resource of this program has ${id}`,
    );
    world.slack.addGroup({ displayName: "Data" });
    await expect(createGroup(await scannedRun(world), { displayName: "Data", members: [] })).rejects.toThrow(
      "Slack has 2 groups of this name",
    );
  }));

test("a group of the scan that another resource has by its state, under a name it had before, is not taken over", () =>
  inWorld(async (world) => {
    const { id } = oldGroup(world, 0);
    const run = await scannedRun(world);
    checkGroup(run, { displayName: "Facts" }, { displayName: "Facts" });
    run.handover.manage(id, { before: "Facts", after: "Facts" });
    run.handOns.announce(id, [], async () => {}); // an update that gives no name up
    await expect(createGroup(run, { displayName: "Data", members: [] })).rejects.toThrow(
      `another resource of this program has group ${id} in its state`,
    );
    expect(run.handover.isTakenOver(id)).toBe(false);
  }));

test("a group of the scan whose name another resource gives up is left to that one, and made anew", () =>
  inWorld(async (world) => {
    const { id } = oldGroup(world, 0);
    const run = await scannedRun(world);
    const rename = () => run.handOns.update(id, () => run.slack.groups.rename(id, "Facts"));
    run.handOns.announce(id, ["Data"], rename);
    const made = await createGroup(run, { displayName: "Data", members: [] });
    expect(made.id).not.toBe(id);
    expect(made.outs).toMatchObject({ adopted: false });
    expect(world.slack.group(id)).toMatchObject({ displayName: "Facts" });
  }));

test("whoever waits for a name whose group could not be renamed is told which group has it", () =>
  inWorld(async (world) => {
    const { id } = oldGroup(world, 0);
    const run = world.begin();
    run.handOns.announce(id, ["Data"], () => Promise.reject(new Error("403")));
    await expect(createGroup(run, { displayName: "Data" })).rejects.toThrow(
      `the group: the name belongs to ${id}. The resource that was to give it up could not be updated`,
    );
  }));

test("a group that adoptId names, and to which a membership adds people, is refused before it is renamed", () =>
  inWorld(async (world) => {
    const { id, people } = oldGroup(world, 1);
    const run = world.begin();
    run.declaredMembers.declare(id, [people[1]]);
    await expect(
      createGroup(run, { displayName: "Facts", members: [people[0]], adoptId: id }),
    ).rejects.toThrow("this SlackScimGroup takes out whom it does not declare");
    expect(world.slack.group(id)).toMatchObject({ displayName: "Data" });
  }));

test("a group whose members are left out is not looked at once more for the memberships that add people to it", () =>
  inWorld(async (world) => {
    const { id, people } = oldGroup(world, 1);
    const run = world.begin();
    run.declaredMembers.declare(id, [people[1]]);
    world.asked();
    await createGroup(run, { displayName: "Data" });
    expect(world.asked().filter((request) => request === `GET Groups/${id} 200`)).toHaveLength(1);
  }));

test("an update that takes nobody out waits for no other resource", () => {
  const slept: number[] = [];
  const clock = { sleep: async (ms: number) => void slept.push(ms) };
  return inWorld(
    async (world) => {
      const { people } = oldGroup(world, 0);
      const run = world.begin();
      const changes = async (displayName: string, membership: string, ...members: string[]) => {
        const inputs = { displayName, membership, members: [people[0]] };
        const { id, outs } = await createGroup(run, inputs);
        slept.length = 0;
        await updateGroup(run, id, outs, { ...inputs, members });
        return slept;
      };
      expect(await changes("One", "additive", ...people)).toEqual([]);
      expect(await changes("Two", "exact", people[1])).toEqual([]);
      expect(await changes("Three", "additive", people[1])).toEqual([1000]);
    },
    {},
    clock,
  );
});

test("an empty group of some days ago is taken over, and filled", () =>
  inWorld(async (world) => {
    const { id, people } = oldGroup(world, 0);
    await createGroup(world.begin(), { displayName: "Data", members: people });
    expect(membersOf(world, id)).toEqual(people);
  }));

test("a group that adoptId names is not had by two resources", () =>
  inWorld(async (world) => {
    const { id } = oldGroup(world, 0);
    const run = world.begin();
    await createGroup(run, { displayName: "Data", adoptId: id });
    await expect(createGroup(run, { displayName: "Facts", adoptId: id })).rejects.toThrow(
      `adoptId names ${id}, which another resource of this program has. Declare each group once;`,
    );
    expect(world.slack.group(id)).toMatchObject({ displayName: "Data" });
  }));

test("a group that adoptId names and that has its name already is not renamed", () =>
  inWorld(async (world) => {
    const { id } = oldGroup(world, 0);
    const writes = world.slack.writes.length;
    await createGroup(world.begin(), { displayName: "Data", adoptId: id });
    expect(world.slack.writes).toHaveLength(writes);
    expect(world.lines).toEqual([
      expect.stringMatching(/^group S\w+ existed and was taken over\. Delete will retain it: /),
    ]);
  }));

const SAYING = {
  refused: "of this name already",
  undecided: "whether they are taken over is known once their members are",
  "taken over": "to be taken over",
};

test.each([
  ["other members are declared", 1, { members: ["other"] }, "refused"],
  ["nobody is declared, and two are in it", 2, { members: [] }, "refused"],
  ["not known yet who, and nobody is in it", 0, { members: [UNKNOWN] }, "taken over"],
  ["not known yet who, and as many are in it", 1, { members: [UNKNOWN] }, "undecided"],
  ["not known yet who, and more are in it", 2, { members: [UNKNOWN] }, "refused"],
  ["not known yet who, additive", 2, { members: [UNKNOWN], membership: "additive" }, "undecided"],
  ["not known yet at all", 2, { members: UNKNOWN }, "undecided"],
  ["not known yet who, under fail", 1, { members: [UNKNOWN], onConflict: "fail" }, "refused"],
  ["not known yet who, under adopt", 1, { members: [UNKNOWN], onConflict: "adopt" }, "taken over"],
] as const)(
  "the preview of a group that exists, where %s, says what becomes of it",
  (_where, held, inputs, said) =>
    inWorld(async (world) => {
      oldGroup(world, held);
      const run = world.begin();
      const refusal = await previewGroup(run, { displayName: "Data", ...inputs });
      run.messages.flush();
      expect(refusal ?? world.lines.join()).toContain(SAYING[said]);
    }),
);

test("the preview leaves open whether a group of today that differs was begun by a killed run", () =>
  inWorld(async (world) => {
    const { people } = oldGroup(world, 0);
    world.slack.addGroup({ displayName: "Young", members: [people[0]] });
    const run = world.begin();
    await run.organization.confirm();
    expect(await previewGroup(run, { displayName: "Young", members: people })).toBeUndefined();
    run.messages.flush();
    expect(world.lines).toEqual([expect.stringContaining(SAYING.undecided)]);
  }));

test.each<[string, (found: ScimGroupRecord[]) => ScimGroupRecord[]]>([
  [
    "was made before",
    (found) => found.map((group) => ({ ...group, meta: { created: "2020-01-01T00:00:00Z" } })),
  ],
  [
    "does not say when it was made",
    (found) => found.map(({ meta: _meta, ...group }) => group as ScimGroupRecord),
  ],
  ["is not the only one of its name", (found) => found.flatMap((group) => [group, { ...group, id: "S2" }])],
])("a create whose answer was lost is not the group that %s", (_what, shown) =>
  inWorld(async (world) => {
    world.slack.fault({ method: "POST", path: "Groups", drop: "after" });
    const run = world.begin();
    const { groups } = run.slack;
    const find = groups.findByDisplayName.bind(groups);
    groups.findByDisplayName = async (...args) => shown(await find(...args));
    await expect(createGroup(run, { displayName: "Data", members: [] })).rejects.toThrow(
      "the answer to the create was lost",
    );
  }),
);

test("a create that never reached Slack is sent again", () =>
  inWorld(async (world) => {
    world.slack.fault({ method: "POST", path: "Groups", drop: "before" });
    const { outs } = await createGroup(world.begin(), { displayName: "Data", members: [] });
    expect(outs).toMatchObject({ adopted: false });
    expect(world.slack.groups()).toHaveLength(1);
  }));

test("a group that another resource of the program has by its state is released by delete", () =>
  inWorld(async ({ slack, begin, lines }) => {
    const inputs = { displayName: "Data" };
    const { id, outs } = await createGroup(begin(), inputs);
    const run = begin();
    checkGroup(run, inputs, inputs);
    run.handover.manage(id);
    await deleteGroup(run, id, outs);
    expect(slack.group(id)).toMatchObject(inputs);
    expect(lines).toEqual([expect.stringContaining("released, not deleted")]);
  }));

test("whoever left an additive group already does not count as taken out", () =>
  inWorld(async (world) => {
    const { people } = oldGroup(world, 0);
    const inputs = { displayName: "Team", members: people, membership: "additive" };
    const { id, outs } = await createGroup(world.begin(), inputs);
    world.slack.change(id, (group) => {
      group.members = [];
    });
    const none = () => world.begin({ maxMemberRemovals: "0" });
    const updated = await updateGroup(none(), id, outs, { ...inputs, members: [people[0]] });
    expect(updated.outs).toMatchObject({ members: [people[0]] });
    const renamed = { ...inputs, displayName: "Crew", members: [] };
    world.slack.change(id, (group) => {
      group.members = [];
    });
    expect(await updateGroup(none(), id, updated.outs, renamed)).toMatchObject({
      outs: { displayName: "Crew", members: [] },
    });
  }));

test("nobody is taken out of a group that is renamed and whose members are declared no more", () =>
  inWorld(async (world) => {
    const { people } = oldGroup(world, 0);
    const { id, outs } = await createGroup(world.begin(), { displayName: "Team", members: people });
    await updateGroup(world.begin({ maxMemberRemovals: "0" }), id, outs, { displayName: "Crew" });
    expect(world.slack.group(id)).toMatchObject({ displayName: "Crew" });
    expect(membersOf(world, id)).toEqual(people);
  }));

test("a group that was renamed has its new name for whatever the run reads later", () =>
  inWorld(async (world) => {
    const { id, outs } = await createGroup(world.begin(), { displayName: "Data" });
    const run = await scannedRun(world);
    await updateGroup(run, id, outs, { displayName: "Facts" });
    expect((await run.groups.all()).map(({ displayName }) => displayName)).toContain("Facts");
    expect(await run.lookups.findGroups("Facts")).toMatchObject([{ id }]);
  }));

test("a name that Slack keeps differently than it was sent is said", () =>
  inWorld(async ({ begin, lines }) => {
    const run = begin();
    const { groups } = run.slack;
    const create = groups.create.bind(groups);
    groups.create = (async (...args: Parameters<typeof create>) => ({
      ...(await create(...args)),
      displayName: "DATA",
    })) as typeof create;
    const { id } = await createGroup(run, { displayName: "Data" });
    expect(lines).toEqual([`warning: group ${id}: Slack keeps another displayName than was sent.`]);
  }));
