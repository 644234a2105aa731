import { forecast } from "../../../cli/forecast/forecast";
import { workOf } from "../../../cli/forecast/plan-work";
import { readPlan } from "../../../cli/guard/plan";
import type { Properties } from "../../../provider/fields/properties";
import { hostedBy } from "../../../provider/resources/hosted";
import { total } from "../../../provider/run/progress-lines";
import type { Run } from "../../../provider/run/run";
import { crowd, type Declared, textsOf } from "../../provider/directory/support";
import { inPacedWorld, inParallel, type PacedWorld } from "../../provider/paced-world";
import { within } from "./support";

/** At this share the waiting begins early. */
const SHARE = 0.25;

const NO_BOUNDS = { maxDeactivations: "100%", maxGroupDeletions: "100%", maxMemberRemovals: "100%" };

type Kind = "user" | "group" | "membership" | "directory";
const TYPES = {
  user: "User",
  group: "Group",
  membership: "GroupMembership",
  directory: "Directory",
} as const;

/** A resource of a program: what it declares before, after, or both. */
interface Resource {
  kind: Kind;
  before?: Properties;
  after?: Properties;
}

interface Standing extends Resource {
  id: string;
  outs: Properties;
}

/** What the engine prints of the plan. */
function planOf(resources: readonly (Resource & Partial<Standing>)[]): string {
  const steps = resources.map(({ kind, id, before, after, outs }, at) => ({
    op: before === undefined ? "create" : after === undefined ? "delete" : "update",
    urn: `urn:pulumi:dev::acme::pulumi-nodejs:dynamic/slack-scim:${TYPES[kind]}::${kind}${at}`,
    ...(before && { oldState: { id, inputs: before, outputs: outs } }),
    ...(after && { newState: { inputs: after } }),
  }));
  return JSON.stringify({ steps, changeSummary: {} });
}

/** What the engine calls of a resource in a preview, in an up after it, and in a refresh. */
function callsOf(run: Run) {
  const hosts = hostedBy(run, () => {});
  const preview = async ({ kind, id, before, after, outs }: Resource & Partial<Standing>) => {
    if (after === undefined) return undefined;
    const { inputs, failures } = await hosts[kind].check({ ...before }, { ...after });
    expect(failures).toEqual([]);
    if (id !== undefined) await hosts[kind].diff(id, { ...outs }, inputs as Properties);
    return inputs as Properties;
  };
  const up = async (resource: Resource & Partial<Standing>): Promise<Pick<Standing, "id" | "outs">> => {
    const { kind, id, outs } = resource;
    const inputs = await preview(resource);
    if (inputs === undefined) await hosts[kind].delete(id ?? "", { ...outs });
    else if (id === undefined) return hosts[kind].create(inputs) as never;
    else await hosts[kind].update(id, { ...outs }, inputs);
    return { id: id ?? "", outs: {} };
  };
  const refresh = ({ kind, id, outs }: Resource & Partial<Standing>) =>
    id === undefined ? undefined : hosts[kind].read(id, { ...outs });
  return { preview, up, refresh };
}

/** Does what the engine would, and compares requests and time with what was foretold of it. */
async function compare(world: PacedWorld, resources: readonly Resource[]): Promise<void> {
  const { slack, clock, begin } = world;
  const made: (Resource & Partial<Standing>)[] = resources.map((resource) => ({ ...resource }));
  const first = callsOf(begin(NO_BOUNDS));
  await inParallel(made.length, async (at) => {
    const one = made[at] as Resource;
    if (one.before !== undefined)
      made[at] = { ...one, ...(await first.up({ kind: one.kind, after: one.before })) };
  });
  for (const { operation, requests, ms } of forecast(workOf(readPlan(planOf(made))), {
    speed: 1,
    share: SHARE,
  })) {
    await clock.sleep(3600_000);
    const calls = callsOf(begin({ ...NO_BOUNDS, budgetShare: String(SHARE) }));
    const [startedAtMs, before] = [clock.now(), slack.requests.length];
    await inParallel(made.length, async (at) => calls[operation](made[at] as Resource));
    const [tookMs, asked] = [clock.now() - startedAtMs, slack.requests.length - before];
    if (Math.abs(total(requests) - asked) > 1)
      expect({ operation, ratio: total(requests) / asked }).toEqual({ operation, ratio: within(0.1) });
    // Who lets people go waits five seconds for whoever may declare them elsewhere.
    if (Math.max(ms, tookMs) > 60_000)
      expect({ operation, ratio: ms / tookMs }).toEqual({ operation, ratio: within(0.1) });
  }
}

const groupsOf = (count: number, members: string[], name = "Group") =>
  Object.fromEntries(
    Array.from({ length: count }, (_, at) => [`g-${at}`, { displayName: `${name} ${at}`, members }]),
  );

const directory = (before: Declared | undefined, after: Declared | undefined): Resource[] => [
  { kind: "directory", ...(before && { before: textsOf(before) }), ...(after && { after: textsOf(after) }) },
];

const people = crowd(300);
const few = crowd(20);

test.each<[string, Resource[]]>([
  ["a directory of newcomers and groups", directory(undefined, { people, groups: groupsOf(60, ["e-1000"]) })],
  ["new titles in a directory", directory({ people }, { people: crowd(300, { title: "Analyst" }) })],
  ["people who leave a directory", directory({ people }, { people: crowd(200) })],
  [
    "access that ends in a directory",
    directory({ people }, { people: { ...people, ...crowd(100, { active: false }) } }),
  ],
  [
    "others in the groups of a directory",
    directory(
      { people: few, groups: groupsOf(100, ["e-1000"]) },
      { people: few, groups: groupsOf(100, ["e-1001"]) },
    ),
  ],
  [
    "other names of a directory's groups",
    directory(
      { people: few, groups: groupsOf(100, ["e-1000"]) },
      { people: few, groups: groupsOf(100, ["e-1000"], "Team") },
    ),
  ],
  [
    "groups that end in a directory",
    directory({ people: few, groups: groupsOf(100, []) }, { people: few, groups: groupsOf(50, []) }),
  ],
  ["a directory that ends", directory({ people }, undefined)],
])("%s: what is foretold of the plan is within a tenth of the requests and of the time", (_what, resources) =>
  inPacedWorld((world) => compare(world, resources)),
);

test("groups and memberships whose people come and go: what is foretold of the plan is within a tenth of the requests and of the time", () =>
  inPacedWorld(async (world) => {
    const [one, other] = ["one", "other"].map((userName) => world.slack.addUser({ userName }));
    const groups = Array.from({ length: 120 }, (_, at) =>
      world.slack.addGroup({ displayName: `Other ${at}` }),
    );
    const members = (...ids: (string | undefined)[]) => ({ members: ids });
    await compare(world, [
      ...groups
        .slice(0, 40)
        .map((groupId): Resource => ({ kind: "membership", after: { groupId, ...members(one) } })),
      ...groups.slice(40, 80).map(
        (groupId): Resource => ({
          kind: "membership",
          before: { groupId, ...members(one) },
          after: { groupId, ...members(other) },
        }),
      ),
      ...groups
        .slice(80)
        .map((groupId): Resource => ({ kind: "membership", before: { groupId, ...members(one) } })),
      ...Array.from({ length: 60 }, (_, at): Resource => {
        const displayName = `Ours ${at}`;
        return {
          kind: "group",
          before: { displayName, ...members(one) },
          after: { displayName: at % 2 === 0 ? displayName : `${displayName} anew`, ...members(other) },
        };
      }),
    ]);
  }));
