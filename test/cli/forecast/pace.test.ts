import { forecast, type OperationForecast } from "../../../cli/forecast/forecast";
import { NO_WORK, type Work } from "../../../cli/forecast/work";
import type { SlackEmulator } from "../../../emulator";
import type { Properties } from "../../../provider/fields/properties";
import { createGroup, deleteGroup, readGroup, updateGroup } from "../../../provider/group/lifecycle";
import { previewGroup } from "../../../provider/group/preview";
import type { Created } from "../../../provider/run/lifecycle";
import { foresee } from "../../../provider/run/preview";
import { total } from "../../../provider/run/progress-lines";
import type { Run } from "../../../provider/run/run";
import { createUser, deleteUser, readUser, updateUser } from "../../../provider/user/lifecycle";
import { previewUser } from "../../../provider/user/preview";
import { inPacedWorld, inParallel, personOf } from "../../provider/paced-world";
import { emailOf } from "../../provider/support";
import { within } from "./support";

/** At this share the waiting begins early. */
const SHARE = 0.25;

/** A stack as a state would keep it. */
interface Stack {
  people: Created[];
  groups: Created[];
}

/** People and groups that are there, one person of them the owner, and the stack that has all the others. */
function populate(slack: SlackEmulator, { people, groups, members }: Work): Stack {
  const facts = { organization: "acme", adopted: false };
  const ids: string[] = [];
  const stack: Stack = { people: [], groups: [] };
  for (let at = 0; at < people - 1; at += 1) {
    const declared = { userName: `old${at}`, ...emailOf(`old${at}@example.com`) };
    const id = slack.addUser(declared);
    ids.push(id);
    stack.people.push({ id, outs: { ...declared, active: true, ...facts } });
  }
  for (let at = 0; at < groups; at += 1) {
    const declared = { displayName: `Old ${at}`, members: ids.slice(at, at + members).sort() };
    stack.groups.push({ id: slack.addGroup(declared), outs: { ...declared, ...facts } });
  }
  return stack;
}

const groupOf = (at: number, stack: Stack, { members }: Work): Properties => ({
  displayName: `New ${at}`,
  members: stack.people.slice(0, members).map(({ id }) => id),
});

/** What the engine calls in a refresh, a preview and an up. */
const operations: Record<
  OperationForecast["operation"],
  (run: Run, stack: Stack, work: Work) => Promise<void>
> = {
  async refresh(run, { people, groups }) {
    await inParallel(people.length, async (at) => {
      const { id = "", outs = {} } = people[at] ?? {};
      await readUser(run, id, outs);
    });
    await inParallel(groups.length, async (at) => {
      const { id = "", outs = {} } = groups[at] ?? {};
      await readGroup(run, id, outs);
    });
  },
  async preview(run, stack, work) {
    if (stack.people.length > 0) run.rememberOrganization("acme");
    for (let at = 0; at < work.createPeople; at += 1)
      await foresee(run, () => previewUser(run, personOf(at)));
    for (let at = 0; at < work.createGroups; at += 1)
      await foresee(run, () => previewGroup(run, groupOf(at, stack, work)));
  },
  async up(run, stack, work) {
    await operations.preview(run, stack, work);
    const { people, groups } = stack;
    await Promise.all([
      inParallel(work.createPeople, (at) => createUser(run, personOf(at))),
      inParallel(work.changePeople, async (at) => {
        const { id = "", outs = {} } = people[at] ?? {};
        await updateUser(run, id, outs, { userName: outs.userName, emails: outs.emails, title: "New" });
      }),
    ]);
    await Promise.all([
      inParallel(work.createGroups, (at) => createGroup(run, groupOf(at, stack, work))),
      inParallel(work.changeGroups, async (at) => {
        const { id = "", outs = {} } = groups[at] ?? {};
        const { displayName, members } = outs as { displayName: string; members: string[] };
        await updateGroup(run, id, outs, { displayName, members: [...members, people[0]?.id].sort() });
      }),
    ]);
    await inParallel(work.deleteGroups, async (at) => {
      const { id = "", outs = {} } = groups.at(-1 - at) ?? {};
      await deleteGroup(run, id, outs);
    });
    await inParallel(work.deactivatePeople, async (at) => {
      const { id = "", outs = {} } = people.at(-1 - at) ?? {};
      await deleteUser(run, id, outs);
    });
  },
};

test.each<[string, Partial<Work>]>([
  ["nothing to do in a small stack", { people: 3, groups: 1, members: 2 }],
  ["the first people of an empty organization", { people: 1, createPeople: 400 }],
  ["5,000 people of whom some change", { people: 5000, groups: 60, members: 40, changePeople: 300 }],
  [
    "newcomers, leavers and groups",
    { people: 1500, groups: 80, members: 20, createPeople: 150, deactivatePeople: 60 },
  ],
  [
    "many groups",
    { people: 700, groups: 130, members: 5, createGroups: 90, changeGroups: 100, deleteGroups: 30 },
  ],
  ["so many creates that lists grow old", { people: 2500, createPeople: 900 }],
])("%s: the forecast is within a tenth of what the steps take at Slack's pace", async (_what, given) => {
  const { changeGroups = 0 } = given;
  const work = { ...NO_WORK, readGroups: changeGroups, groupPatches: changeGroups, ...given };
  const told = forecast(work, { speed: 1, share: SHARE });
  for (const { operation, requests, ms } of told) {
    await inPacedWorld(async ({ slack, clock, begin }) => {
      const stack = populate(slack, work);
      const run = begin({
        ...{ budgetShare: String(SHARE), maxDeactivations: "9999", maxGroupDeletions: "9999" },
        ...{ maxMemberRemovals: "100%" },
      });
      const startedAtMs = clock.now();
      await operations[operation](run, stack, work);
      const tookMs = clock.now() - startedAtMs;
      const asked = slack.requests.length;
      // The stack has everybody but the owner, whom the forecast takes for one of its people.
      if (Math.abs(total(requests) - asked) > 1)
        expect({ operation, ratio: total(requests) / asked }).toEqual({ operation, ratio: within(0.1) });
      // Guards wait a quarter of a second for what belongs together: more than short runs take.
      if (Math.max(ms, tookMs) > 3000)
        expect({ operation, ratio: ms / tookMs }).toEqual({ operation, ratio: within(0.1) });
      expect(slack.requests.filter(({ status }) => status === 429)).toEqual([]);
    });
  }
});
