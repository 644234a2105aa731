import type { Properties } from "../fields/properties";
import { refusalOfStrangers } from "../group/lifecycle";
import type { Guard } from "../run/guard";
import { describeUser } from "../run/names";
import { foresee } from "../run/preview";
import type { Run } from "../run/run";
import { refusalFrom } from "./failures";
import type { Lists } from "./holdings";
import { type Foreseen, refusalsOf } from "./judge";
import { isReleased, retention } from "./leaving";
import { movesOf } from "./moves";
import { Naming, secretEntriesOf } from "./naming";
import { blindOutlook, lookAhead, needsLook, type Outlook } from "./outlook";
import { isEmptyPlan, type Plan } from "./plan";
import { writePlan } from "./plan-file";
import { sayPlan } from "./summary";

/** A plan that is to be announced or carried out. */
export interface Intent {
  /** Which list it is: the directory's id or, before it has one, what its entries are. */
  list: string;
  plan: Plan;
  lists: Lists;
  /** What the class says, and said before, of which entries have a secret in them. */
  marks: unknown[];
  isDelete?: boolean;
}

/** What a preview saw in Slack, for the update of the same process. */
const seen = new WeakMap<Run, Map<string, Outlook>>();

/**
 * Says what an update will do, and writes it down where the settings say so.
 * @returns why it would be refused, all of it in one text; nothing where it would not
 */
export async function announce(run: Run, intent: Intent): Promise<string | undefined> {
  const { list, plan, lists } = intent;
  const refusals: string[] = [];
  const everybody = { people: [...lists.people.values()], groups: [...lists.groups.values()] };
  let outlook = blindOutlook(plan, lists);
  if (needsLook(plan)) {
    const look = async () => {
      outlook = await lookAhead(run, plan, lists);
      seenBy(run).set(list, outlook);
      return undefined;
    };
    const refusal = await foresee(run, look, everybody);
    if (refusal !== undefined) refusals.push(refusal);
  }
  const foreseen = foreseenOf(run, intent, outlook);
  if (!isEmptyPlan(plan)) {
    refusals.push(...(await foreseenRefusals(run, foreseen, everybody)), ...ownRefusals(run, foreseen));
    warn(run, foreseen);
    sayPlan(run, foreseen);
  }
  const unwritten = writePlan(run, foreseen, refusals.length > 0);
  if (unwritten !== undefined) refusals.push(unwritten);
  return refusals.length === 0 ? undefined : refusalFrom(refusals);
}

/** By everything that bounds a run; where who is in a group cannot be looked up, by what is known without, as all previews. */
async function foreseenRefusals(run: Run, foreseen: Foreseen, everybody: Properties): Promise<string[]> {
  if (!needsLook(foreseen.plan)) return refusalsOf(run, foreseen);
  let refusals: string[] | undefined;
  const look = async () => {
    refusals = await refusalsOf(run, foreseen);
    return undefined;
  };
  await foresee(run, look, everybody);
  return refusals ?? refusalsOf(run, { ...foreseen, outlook: { ...foreseen.outlook, isComplete: false } });
}

/**
 * Looks once more before anything is sent, unless this process has just looked, and judges the whole plan.
 * @throws Error with everything that bounds a run and that the plan passes
 */
export async function refuseHarmful(run: Run, intent: Intent): Promise<void> {
  const { list, plan, lists } = intent;
  const looked = seenBy(run).get(list);
  seenBy(run).delete(list);
  const outlook = looked ?? (needsLook(plan) ? await lookAhead(run, plan, lists) : blindOutlook(plan, lists));
  const refusals = await refusalsOf(run, foreseenOf(run, intent, outlook));
  if (refusals.length > 0) throw new Error(refusalFrom(refusals));
  for (const guard of guardsOf(run)) guard.carryOut(list);
}

/** A plan that was judged is carried out, whatever became of its steps. */
export function finishPlan(run: Run, { list }: Intent): void {
  for (const guard of guardsOf(run)) guard.finish(list);
}

function guardsOf({ deactivations, reactivations, groupDeletions }: Run): Guard[] {
  return [deactivations, reactivations, groupDeletions];
}

function seenBy(run: Run): Map<string, Outlook> {
  const known = seen.get(run) ?? new Map<string, Outlook>();
  seen.set(run, known);
  return known;
}

function foreseenOf(run: Run, { list, plan, marks, isDelete }: Intent, outlook: Outlook): Foreseen {
  const naming = new Naming(plan, outlook, secretEntriesOf(plan, marks));
  return { list, plan, outlook, naming, moves: movesOf(run, plan, outlook), isDelete };
}

/** Steps that would be refused for certain, whatever bounds the run. */
function ownRefusals(run: Run, { plan, outlook }: Foreseen): string[] {
  const strangers = plan.groups.leaving.map((leaver) => {
    const live = outlook.groups.get(leaver.kept.id);
    if (live === undefined || isReleased(run, "groups", leaver) || retention(run, "groups", leaver))
      return undefined;
    return refusalOfStrangers(live, leaver.kept.outs, `groups.${leaver.key} (${live.id})`);
  });
  return [
    ...[...outlook.newcomers].map(([key, { refusal }]) => refusal && `people.${key}: ${refusal}`),
    ...[...outlook.newGroups].map(([key, { refusal }]) => refusal && `groups.${key}: ${refusal}`),
    ...strangers,
  ].filter((refusal) => refusal !== undefined);
}

function warn(run: Run, { plan, outlook }: Foreseen): void {
  for (const { key, entry } of plan.people.created)
    for (const { topic, line } of outlook.newcomers.get(key)?.warnings ?? [])
      run.messages.warn(topic, describeUser(entry), line);
}
