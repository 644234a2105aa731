import { holdsUnknown, type Properties } from "../../../provider/fields/properties";
import * as groups from "../../../provider/group/lifecycle";
import { previewGroup } from "../../../provider/group/preview";
import * as memberships from "../../../provider/membership/lifecycle";
import { foresee } from "../../../provider/run/preview";
import type { Run } from "../../../provider/run/run";
import * as users from "../../../provider/user/lifecycle";
import { previewUser } from "../../../provider/user/preview";
import { emailOf, inWorld, kindsOf, type World } from "../support";

// Each of 10,000 people is asked for over a real socket, which a busy machine takes its time for.
jest.setTimeout(300_000);

/** So many people, and groups of so many of them. */
interface Size {
  people: number;
  groups: number;
  membersEach: number;
}

const SIZES: Size[] = [
  { people: 3, groups: 1, membersEach: 3 },
  { people: 200, groups: 5, membersEach: 40 },
  { people: 10_000, groups: 200, membersEach: 100 },
];

/** The log keeps every request of a step. */
const LONG_LOG = { logSize: 30_000 };

const MANY = { maxDeactivations: "99999", maxGroupDeletions: "99999" };

/** A resource as a state keeps it. */
interface Kept {
  id: string;
  inputs: Properties;
  outs: Properties;
}

interface Stack {
  people: Kept[];
  groups: Kept[];
}

const personOf = (at: number): Properties => ({
  userName: `p${at}`,
  ...emailOf(`p${at}@example.com`),
  title: "Analyst",
});

/** Runs steps as the engine does, sixteen at a time. */
async function eachOf<T, R>(things: readonly T[], step: (thing: T, at: number) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async () => {
    for (let at = next++; at < things.length; at = next++) results[at] = await step(things[at] as T, at);
  };
  await Promise.all(Array.from({ length: 16 }, worker));
  return results;
}

/** What is declared of the groups: each begins a little further on in the list of people. */
function groupsOf({ groups: count, membersEach }: Size, ids: readonly string[]): Properties[] {
  return Array.from({ length: count }, (_, at) => ({
    displayName: `Group ${at}`,
    members: Array.from({ length: membersEach }, (_, member) => ids[(at + member) % ids.length] ?? "").sort(),
  }));
}

/** An organisation that has everybody already, and the state that a stack which made them has. */
function standing({ slack }: World, size: Size): Stack {
  const facts = { organization: "acme", adopted: false };
  const people = Array.from({ length: size.people }, (_, at) => {
    const inputs = personOf(at);
    const { userName = "", title, emails } = inputs as { userName: string; title: string; emails: never };
    const id = slack.addUser({ userName, title, emails });
    const { profileUrl, nickName } = slack.user(id) ?? { profileUrl: "", nickName: "" };
    return { id, inputs, outs: { ...inputs, ...facts, active: true, profileUrl, nickName } };
  });
  const ids = people.map(({ id }) => id);
  const made = groupsOf(size, ids).map((inputs) => {
    const { displayName, members } = inputs as { displayName: string; members: string[] };
    return { id: slack.addGroup({ displayName, members }), inputs, outs: { ...inputs, ...facts } };
  });
  return { people, groups: made };
}

const sum = (kinds: Record<string, number>) => Object.values(kinds).reduce((all, one) => all + one, 0);

async function refresh(run: Run, stack: Stack): Promise<void> {
  const found = await Promise.all([
    eachOf(stack.people, ({ id, outs }) => users.readUser(run, id, outs)),
    eachOf(stack.groups, ({ id, outs }) => groups.readGroup(run, id, outs)),
  ]);
  expect(found.flat().every((one) => one !== undefined && !holdsUnknown(one))).toBe(true);
}

describe.each(SIZES)("$people people and $groups groups of $membersEach", (size) => {
  const few = size.people <= 200;

  test("are created by one request each, after one look at a group's name and one at the organisation; scans come on top once they are many", () =>
    inWorld(async ({ begin, asked }) => {
      const run = begin();
      const people = await eachOf(Array.from({ length: size.people }), (_, at) =>
        users.createUser(run, personOf(at)),
      );
      const ids = people.map(({ id }) => id);
      await eachOf(groupsOf(size, ids), (inputs) => groups.createGroup(run, inputs));
      const { "GET Users": lists = 0, "GET Groups": looks = 0, ...others } = kindsOf(asked());
      expect(others).toEqual({ "POST Users": size.people, "POST Groups": size.groups });
      // The scan of people is made once many are to be made, here when hardly anybody is there; that of groups likewise.
      expect(lists).toBeLessThanOrEqual(few ? 2 : 3);
      expect(looks).toBeLessThanOrEqual(size.groups + (size.groups > 10 ? 1 : 0));
    }, LONG_LOG));

  test("are left alone by an up that changes nothing: no request at all", () =>
    inWorld(async (world) => {
      const stack = standing(world, size);
      const run = world.begin();
      for (const { id, inputs, outs } of stack.people) {
        expect(users.diffUser(id, outs, users.checkUser(run, inputs, inputs).inputs).changes).toBe(false);
      }
      for (const { id, inputs, outs } of stack.groups) {
        expect(groups.diffGroup(id, outs, groups.checkGroup(run, inputs, inputs).inputs).changes).toBe(false);
      }
      expect(world.asked()).toEqual([]);
    }));

  test("are looked for in the preview of their creation by two questions, and by lists once they are more", () =>
    inWorld(async (world) => {
      const stack = standing(world, size);
      const run = world.begin();
      for (const { inputs } of stack.people) await foresee(run, () => previewUser(run, inputs));
      for (const { inputs } of stack.groups) await foresee(run, () => previewGroup(run, inputs));
      const { "GET Users": ofPeople = 0, "GET Groups": ofGroups = 0, ...others } = kindsOf(world.asked());
      expect(others).toEqual({});
      // Two by filter, the organisation, and the pages.
      expect(ofPeople).toBeLessThanOrEqual(2 + 1 + (few ? 1 : 11));
      expect(ofGroups).toBeLessThanOrEqual(few ? 1 : 2);
      expect(world.slack.writes).toEqual([]);
    }));

  test("are refreshed by a few readings by id and the pages of one scan", () =>
    inWorld(async (world) => {
      const stack = standing(world, size);
      await refresh(world.begin(), stack);
      const kinds = kindsOf(world.asked());
      if (size.people === 3) expect(kinds).toEqual({ "GET Users/{id}": 3, "GET Groups/{id}": 1 });
      expect(sum(kinds)).toBeLessThanOrEqual(few ? 4 + 1 + 4 + 1 : 25);
      expect((kinds["GET Users/{id}"] ?? 0) + (kinds["GET Groups/{id}"] ?? 0)).toBeLessThanOrEqual(8);
    }));

  test("get one title changed by one write and one look at the organisation", () =>
    inWorld(async (world) => {
      const [first] = standing(world, size).people;
      const { id, inputs, outs } = first as Kept;
      await users.updateUser(world.begin(), id, outs, { ...inputs, title: "Lead" });
      expect(world.asked()).toEqual(["GET Users 200", `PATCH Users/${id} 200`]);
    }));

  test("get another onDelete, which is nothing to Slack, without a reading of each", () =>
    inWorld(async (world) => {
      const stack = standing(world, size);
      const run = world.begin();
      await eachOf(stack.people, ({ id, inputs, outs }) =>
        users.updateUser(run, id, outs, { ...inputs, onDelete: "retain" }),
      );
      await eachOf(stack.groups, ({ id, inputs, outs }) =>
        groups.updateGroup(run, id, outs, { ...inputs, onDelete: "retain" }),
      );
      expect(sum(kindsOf(world.asked()))).toBeLessThanOrEqual(few ? 1 + 4 + 1 + 4 + 1 : 1 + 25);
      expect(world.slack.writes).toEqual([]);
    }));

  test.each(["v1", "v2"] as const)(
    "have a group that somebody joins: it is asked for once; somebody leaves: once more (%s)",
    (version) =>
      inWorld(async (world) => {
        const { slack, begin, asked } = world;
        const { people, groups: made } = standing(world, { ...size, groups: 1 });
        const { id, inputs, outs } = made[0] as Kept;
        const newcomer = slack.addUser({ userName: "new", ...(emailOf("new@example.com") as object) });
        const more = { ...inputs, members: [...(inputs.members as string[]), newcomer] };
        const joined = await groups.updateGroup(begin({ baseUrl: slack[version] }), id, outs, more);
        expect(kindsOf(asked())).toEqual({
          "GET Users": 1,
          "GET Groups/{id}": 1,
          "PATCH Groups/{id}": 1,
        });
        expect(joined.outs.members).toEqual([...more.members].sort());
        expect(people).toHaveLength(size.people);
        await groups.updateGroup(begin({ baseUrl: slack[version] }), id, joined.outs, inputs);
        expect(kindsOf(asked())).toEqual({
          "GET Users": 1,
          "GET Groups/{id}": 2,
          "PATCH Groups/{id}": 1,
        });
        expect(
          slack
            .group(id)
            ?.members.map(({ value }) => value)
            .sort(),
        ).toEqual(inputs.members);
      }),
  );

  test("have a group of others that a membership joins, changes and leaves: one look and one write each, and one look more after somebody left", () =>
    inWorld(async (world) => {
      const { slack, begin, asked } = world;
      standing(world, { ...size, groups: 0 });
      const ids = slack.users().map(({ id }) => id);
      const groupId = slack.addGroup({ displayName: "Of others", members: ids.slice(0, -2) });
      const [one = "", other = ""] = ids.slice(-2);
      const joining = { "GET Users": 1, "GET Groups/{id}": 1, "PATCH Groups/{id}": 1 };
      const of = (...members: string[]) => ({ groupId, members: members.sort() });
      const made = await memberships.createMembership(begin(), of(one));
      expect(kindsOf(asked())).toEqual(joining);
      const found = await memberships.readMembership(begin(), made.id, made.outs);
      expect(kindsOf(asked())).toEqual({ "GET Users": 1, "GET Groups/{id}": 1 });
      expect(found?.outs).toEqual(made.outs);
      const more = await memberships.updateMembership(begin(), made.id, made.outs, of(one, other));
      expect(kindsOf(asked())).toEqual(joining);
      const less = await memberships.updateMembership(begin(), made.id, more.outs, of(other));
      expect(kindsOf(asked())).toEqual({ ...joining, "GET Groups/{id}": 2 });
      await memberships.deleteMembership(begin(), made.id, less.outs);
      expect(kindsOf(asked())).toEqual({ ...joining, "GET Groups/{id}": 2 });
      expect(slack.group(groupId)?.members).toHaveLength(ids.length - 2);
    }));

  test("are destroyed by a look at each and one write each; the organisation is asked once", () =>
    inWorld(async (world) => {
      const stack = standing(world, size);
      const run = world.begin(MANY);
      await eachOf(stack.groups, ({ id, outs }) => groups.deleteGroup(run, id, outs));
      await eachOf(stack.people, ({ id, outs }) => users.deleteUser(run, id, outs));
      expect(kindsOf(world.asked())).toEqual({
        "GET Users": 1,
        "GET Groups/{id}": size.groups,
        "DELETE Groups/{id}": size.groups,
        "GET Users/{id}": size.people,
        "DELETE Users/{id}": size.people,
      });
    }, LONG_LOG));
});
