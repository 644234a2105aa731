import { memberIds, membersIn } from "../run/members";
import { sample } from "../run/messages";
import { type Removals, refusalOfPlannedRemovals, refusalOfSmallGroups } from "../run/removals";
import type { Run } from "../run/run";
import { harmOfTakeOver } from "../user/preview";
import { activityWanted, changesBetween, harmIn } from "../user/writes";
import type { Kept, Kind } from "./holdings";
import { isReleased, retention } from "./leaving";
import type { Moves } from "./moves";
import type { Naming } from "./naming";
import type { Outlook } from "./outlook";
import type { Leaver, Plan } from "./plan";
import { strayReferences } from "./stray-references";

/** A plan with all that is known of whom it is about. */
export interface Foreseen {
  /** Which list it is, for the guards of the run. */
  list: string;
  plan: Plan;
  outlook: Outlook;
  moves: readonly Moves[];
  naming: Naming;
  /** Whether the whole directory is given up, which no list that was cut short looks like. */
  isDelete?: boolean;
}

/**
 * Why a plan must not be carried out, by everything that bounds a run, judged on all of it before anything is sent; each step looks
 * in Slack once more.
 */
export async function refusalsOf(run: Run, foreseen: Foreseen): Promise<string[]> {
  const { list, plan } = foreseen;
  measure(run, list, plan);
  const [leavers, deleted] = [endsOf(run, foreseen, "people"), endsOf(run, foreseen, "groups")];
  const ended = [...namesOf(foreseen, "people", leavers), ...turned(foreseen, false)];
  return [
    ...strayReferences(plan),
    withHints(run, "people", leavers, run.deactivations.refusalOfPlan(list, ended)),
    run.reactivations.refusalOfPlan(list, turned(foreseen, true)),
    withHints(
      run,
      "groups",
      deleted,
      run.groupDeletions.refusalOfPlan(list, namesOf(foreseen, "groups", deleted)),
    ),
    ...refusalsOfRemovals(run, foreseen),
    ...harmToPeople(run, foreseen, leavers),
    ...(await harmInGroups(run, foreseen, deleted)),
  ].filter((refusal) => refusal !== undefined);
}

/** What percent are of: those whom the directory has or, before it has anybody, those whom the program declares. */
function measure(run: Run, list: string, { people, groups }: Plan): void {
  const had = ({ staying, leaving, created }: Plan[Kind]) => staying.size + leaving.length || created.length;
  for (const guard of [run.deactivations, run.reactivations]) guard.measure(list, had(people));
  run.groupDeletions.measure(list, had(groups));
}

/**
 * Those who leave and count: active people, and groups that there are. Of a directory that is given up those who lose something by it;
 * of a list also those who would stay in Slack only because they were taken over, and of an empty one all, since a list that was cut
 * short looks the same.
 */
function endsOf(run: Run, { plan, outlook, isDelete }: Foreseen, kind: Kind): Leaver[] {
  const { created, staying, leaving } = plan[kind];
  const isEmptied = created.length + staying.size === 0;
  const counts = (leaver: Leaver) => {
    const stays = retention(run, kind, leaver);
    if (stays === undefined) return true;
    return isDelete !== true && (isEmptied || !stays.isDeclared);
  };
  return leaving.filter(
    (leaver) =>
      !isReleased(run, kind, leaver) &&
      counts(leaver) &&
      (kind === "people" ? isActive(outlook, leaver.kept) : isThere(outlook, leaver.kept)),
  );
}

/** Whether somebody may sign in, by Slack where it was asked. */
export function isActive({ people }: Outlook, { id, outs }: Kept): boolean {
  return people.has(id) ? people.get(id)?.active === true : outs.active !== false;
}

function isThere({ groups }: Outlook, { id }: Kept): boolean {
  return !groups.has(id) || groups.get(id) !== undefined;
}

/** People whom a change or a take-over turns active, or inactive. */
export function turned({ plan, outlook, naming }: Foreseen, active: boolean): string[] {
  const changed = plan.people.changed
    .filter(({ kept, inputs }) => {
      const wanted = activityWanted(changesBetween(kept.outs, inputs), inputs);
      return wanted === active && isActive(outlook, kept) !== active;
    })
    .map(({ key, kept }) => naming.kept("people", key, kept));
  const takenOver = plan.people.created.flatMap(({ key, entry }) => {
    const live = outlook.newcomers.get(key)?.takeOver?.holder;
    const isTurned = live !== undefined && entry.active === active && (live.active === true) !== active;
    return isTurned ? [naming.person(key, entry, live.id)] : [];
  });
  return [...changed, ...takenOver];
}

function namesOf({ naming }: Foreseen, kind: Kind, leavers: readonly Leaver[]): string[] {
  return leavers.map(({ key, kept }) => naming.kept(kind, key, kept));
}

/** What is to be done if leavers are refused who are not meant to lose anything, and that not all of them would. */
function withHints(
  run: Run,
  kind: Kind,
  leavers: readonly Leaver[],
  refusal: string | undefined,
): string | undefined {
  if (refusal === undefined || leavers.length === 0) return refusal;
  const staying = leavers.filter((leaver) => retention(run, kind, leaver) !== undefined).length;
  const stays =
    staying === 0
      ? ""
      : ` ${staying} of them would be left in Slack as they are, and count all the same: a list that was cut short looks like this.`;
  return `${refusal}${stays} If other resources of this program declare them now, let the directory come after those (\`dependsOn\`).`;
}

/** Who leaves groups, each held to the limits, and those together that are too small for a share. */
function refusalsOfRemovals(run: Run, foreseen: Foreseen): (string | undefined)[] {
  const removals = foreseen.moves.flatMap((moves) => removalsOf(foreseen, moves) ?? []);
  const moving = new Set(foreseen.moves.map(({ key }) => key));
  const others = [...foreseen.plan.groups.staying]
    .filter(([key]) => !moving.has(key))
    .map(([key, { id, outs }]) => ({
      ...{ name: foreseen.naming.group(key, id), listed: "" },
      ...{ members: membersIn(outs).length, leaving: 0 },
    }));
  return [
    ...removals.map((one) => refusalOfPlannedRemovals(run, one)),
    refusalOfSmallGroups(run, [...removals, ...others]),
  ];
}

function removalsOf(
  { naming }: Foreseen,
  { key, id, leaves, members, unknown }: Moves,
): Removals | undefined {
  if (members === undefined) return undefined;
  const leaving = Math.max(0, leaves.length - unknown);
  const listed = sample(leaves.map((one) => naming.member(one)));
  return { name: naming.group(key, id), members, leaving, listed };
}

/** Why somebody protected does not lose their access, their name, or what they are. */
function harmToPeople(
  run: Run,
  { plan, outlook, naming }: Foreseen,
  deactivated: readonly Leaver[],
): (string | undefined)[] {
  if (!run.protection.isOn) return [];
  const refusalOf = (key: string, kept: Kept, step: string) => {
    const live = outlook.people.get(kept.id);
    const known = [{ ...kept.outs, id: kept.id }, ...(live === undefined ? [] : [live])];
    return run.protection.refusalOf(naming.kept("people", key, kept), step, ...known);
  };
  return [
    ...deactivated
      .filter((leaver) => retention(run, "people", leaver) === undefined)
      .map(({ key, kept }) => refusalOf(key, kept, "is not deactivated")),
    ...plan.people.changed.map(({ key, kept, inputs }) => {
      const step = harmIn(changesBetween(kept.outs, inputs), kept.outs);
      return step && refusalOf(key, kept, step);
    }),
    ...plan.people.created.map(({ key, entry }) => {
      const takeOver = outlook.newcomers.get(key)?.takeOver;
      return takeOver && harmOfTakeOver(run, naming.person(key, entry, takeOver.holder.id), entry, takeOver);
    }),
  ];
}

/** Why somebody protected does not leave a group, and no group is deleted that they are in. */
async function harmInGroups(
  run: Run,
  { plan, outlook, moves, naming }: Foreseen,
  deleted: readonly Leaver[],
): Promise<string[]> {
  if (!run.protection.isOn) return [];
  const known = new Map<string, Kept["outs"]>();
  for (const { id, outs } of [
    ...plan.people.staying.values(),
    ...plan.people.leaving.map(({ kept }) => kept),
  ])
    known.set(id, outs);
  const refusals: string[] = [];
  const judge = async (ids: readonly string[], step: string) => {
    for (const id of ids) {
      const live = outlook.isComplete ? await run.people.read(id) : undefined;
      const refusal = run.protection.refusalOf(
        naming.member(id),
        step,
        { ...known.get(id), id },
        { ...live, id },
      );
      if (refusal !== undefined) refusals.push(refusal);
    }
  };
  for (const { key, id, leaves } of moves)
    await judge(leaves, `is not taken out of ${naming.group(key, id)}`);
  for (const leaver of deleted.filter((one) => retention(run, "groups", one) === undefined)) {
    const { key, kept } = leaver;
    const live = outlook.groups.get(kept.id);
    const members = live === undefined ? membersIn(kept.outs) : memberIds(live);
    await judge(members, `is in ${naming.group(key, kept.id)}, which is not deleted`);
  }
  return refusals;
}
