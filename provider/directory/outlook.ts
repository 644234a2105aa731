import { type GroupProspect, prospectOfGroup } from "../group/preview";
import type { Run } from "../run/run";
import type { ScimGroupRecord, ScimUserRecord } from "../scim";
import { type Prospect, prospectOfUser } from "../user/preview";
import { activityWanted, changesBetween, harmIn } from "../user/writes";
import { idsIn, type Kind, keysIn, type Lists } from "./holdings";
import { isReleased, retention } from "./leaving";
import type { Change, ListPlan, Plan } from "./plan";
import { References } from "./references";
import { AT_ONCE, Slots } from "./slots";

/** What Slack says of those whom a plan is about. Of whoever is missing the state speaks. */
export interface Outlook {
  /** Whether Slack was asked about all whom the plan is about. */
  isComplete: boolean;
  /** Of those who have no state, by key. */
  newcomers: Map<string, Prospect>;
  newGroups: Map<string, GroupProspect>;
  /** By id; nothing for whoever is gone. */
  people: Map<string, ScimUserRecord | undefined>;
  groups: Map<string, ScimGroupRecord | undefined>;
  /** From keys to ids, as far as ids are known; whoever is certain to be made gets {@link standIn}. */
  references: References;
}

/** How somebody is named in a list of ids who is certainly not in Slack yet. */
export function standIn(key: string): string {
  return `new:${key}`;
}

/** An outlook without a look. */
export function blindOutlook(plan: Plan, lists: Lists): Outlook {
  const isComplete = !needsLook(plan);
  return {
    isComplete,
    newcomers: new Map(),
    newGroups: new Map(),
    people: new Map(),
    groups: new Map(),
    references: new References(keysIn(lists), idsIn(plan.people.staying)),
  };
}

/** Whether anything of a plan depends on what only Slack knows. */
export function needsLook({ people, groups }: Plan): boolean {
  const isTouched = ({ created, leaving }: ListPlan) => created.length + leaving.length > 0;
  return (
    isTouched(people) ||
    isTouched(groups) ||
    people.changed.some(({ kept, inputs }) => isWeighty(kept.outs, inputs)) ||
    groups.changed.some(changesMembers)
  );
}

/** Looks in Slack, reading only, at everybody of whom a guard may have to know more than the state does. */
export async function lookAhead(run: Run, plan: Plan, lists: Lists): Promise<Outlook> {
  const outlook = { ...blindOutlook(plan, lists), isComplete: true };
  const slots = new Slots(AT_ONCE);
  await slots.each(plan.people.created, async ({ key, entry }) => {
    outlook.newcomers.set(key, await prospectOfUser(run, outlook.references.personWithIds(entry)));
  });
  const changed = plan.people.changed.filter(({ kept, inputs }) => isWeighty(kept.outs, inputs));
  await slots.each([...endingOf(run, plan, "people"), ...changed], async ({ kept: { id } }) => {
    outlook.people.set(id, await run.people.read(id));
  });
  outlook.references = new References(keysIn(lists), foreseenIds(plan, outlook));
  await slots.each(plan.groups.created, async ({ key, entry }) => {
    outlook.newGroups.set(key, await prospectOfGroup(run, outlook.references.groupWithIds(entry)));
  });
  const groups = [...endingOf(run, plan, "groups"), ...plan.groups.changed.filter(changesMembers)];
  await slots.each(groups, async ({ kept: { id } }) => {
    outlook.groups.set(id, await run.groups.read(id));
  });
  return outlook;
}

/** Whether a change of a group is one of who is in it. */
export function changesMembers({ inputs, paths }: Pick<Change, "inputs" | "paths">): boolean {
  return inputs.members !== undefined && (paths.includes("members") || paths.includes("membership"));
}

/** Whether a change may end or give somebody access, or harm somebody protected. */
export function isWeighty(olds: Change["inputs"], news: Change["inputs"]): boolean {
  const changes = changesBetween(olds, news);
  return activityWanted(changes, news) !== undefined || harmIn(changes, olds) !== undefined;
}

/** Those who leave and lose something by it. */
function endingOf(run: Run, plan: Plan, kind: Kind) {
  return plan[kind].leaving.filter(
    (leaver) => !isReleased(run, kind, leaver) && retention(run, kind, leaver) === undefined,
  );
}

function foreseenIds(plan: Plan, { newcomers }: Outlook): Map<string, string> {
  const ids = idsIn(plan.people.staying);
  for (const [key, { takeOver, forecast }] of newcomers) {
    if (takeOver !== undefined) ids.set(key, takeOver.holder.id);
    else if (forecast === "toCreate") ids.set(key, standIn(key));
  }
  return ids;
}
