import { changedFields } from "../fields/field";
import { holdsUnknown, type Properties } from "../fields/properties";
import { stackDefault as groupDefault } from "../group/writes";
import { difference, membersIn } from "../run/members";
import { sample } from "../run/messages";
import { describeUser } from "../run/names";
import { refusalOfPlannedRemovals } from "../run/removals";
import { reasonToRetain, type StackDefault } from "../run/retention";
import type { Run } from "../run/run";
import { USER_FIELDS } from "../user/fields";
import { isDeclaredElsewhere } from "../user/handover";
import { harmIn, toUserChanges, stackDefault as userDefault } from "../user/writes";
import type { Kept, Kind } from "./holdings";
import type { Change, Leaver, Plan } from "./plan";

/** What is to be done if leavers are refused who are not meant to lose anything. */
const MOVED =
  " If other resources of this program declare them now, let the directory come after those (`dependsOn`).";

/**
 * Why a plan must not be carried out, by everything that bounds a run, judged on all of it before anything is sent.
 * What the state knows decides here; each step looks once more at Slack.
 */
export function refusalsOf(run: Run, plan: Plan): string[] {
  const leaving = plan.people.leaving.filter((leaver) => !isReleased(run, "people", leaver));
  const going = plan.groups.leaving.filter((leaver) => !isReleased(run, "groups", leaver));
  const [deactivated, deleted] = [endsOf(run, plan, "people", leaving), endsOf(run, plan, "groups", going)];
  const ended = [...deactivated.map(nameOf), ...turned(plan, false)];
  return [
    withHint(run.deactivations.refusalOfPlan(ended), deactivated),
    run.reactivations.refusalOfPlan(turned(plan, true)),
    withHint(run.groupDeletions.refusalOfPlan(deleted.map(({ key }) => `groups.${key}`)), deleted),
    ...removalsOf(run, plan),
    ...harmToProtected(run, plan, { deactivated, deleted }),
  ].filter((refusal) => refusal !== undefined);
}

/** How a plan names a person: by userName and key. */
export function nameOf({ key, kept }: { key: string; kept: Kept }): string {
  return `people.${key} (${describeUser(kept.outs, kept.id)})`;
}

/** Whether another resource of the program has what leaves the directory. */
export function isReleased(run: Run, kind: Kind, { kept: { id, outs } }: Leaver): boolean {
  return kind === "people"
    ? isDeclaredElsewhere(run, id, outs)
    : run.handover.has("group", id, outs.displayName);
}

/** Whether the program or the stack says that what leaves stays in Slack. */
export function retention(run: Run, kind: Kind, { kept }: Leaver) {
  const stack: StackDefault = kind === "people" ? userDefault(run) : groupDefault(run);
  return reasonToRetain("", kept.outs, stack);
}

/**
 * Those who leave and count: active people and groups, but for whom the program or the stack says that they stay. Of a list that
 * is empty all count, since a broken export makes one as well.
 */
function endsOf(run: Run, plan: Plan, kind: Kind, leaving: readonly Leaver[]): Leaver[] {
  const { created, staying } = plan[kind];
  const isEmptied = created.length + staying.size === 0;
  return leaving.filter((leaver) => {
    if (kind === "people" && leaver.kept.outs.active === false) return false;
    return isEmptied || retention(run, kind, leaver)?.isDeclared !== true;
  });
}

/** People whom a change turns active, or inactive. */
function turned(plan: Plan, active: boolean): string[] {
  return plan.people.changed
    .filter(({ kept, inputs }) => {
      const wanted = kept.outs.pendingDeactivation === true ? (inputs.active ?? false) : inputs.active;
      return wanted === active && kept.outs.active === !active;
    })
    .map(nameOf);
}

function withHint(refusal: string | undefined, leavers: readonly Leaver[]): string | undefined {
  return refusal === undefined || leavers.length === 0 ? refusal : refusal + MOVED;
}

/** Who leaves a group that has all members in its hands; who is in another one only Slack knows, and the step asks. */
export function leaversOf({ kept, inputs, paths }: Change): string[] {
  if (!paths.includes("members") && !paths.includes("membership")) return [];
  if (inputs.members === undefined || !Array.isArray(inputs.members)) return [];
  return difference(membersIn(kept.outs), membersIn(inputs));
}

function removalsOf(run: Run, plan: Plan): string[] {
  return plan.groups.changed.flatMap((change) => {
    if (change.inputs.membership === "additive" || change.kept.outs.membership === "additive") return [];
    const leavers = leaversOf(change);
    if (leavers.length === 0) return [];
    const members = membersIn(change.kept.outs).length;
    const group = { name: `groups.${change.key}`, members, leaving: leavers.length, listed: sample(leavers) };
    return refusalOfPlannedRemovals(run, group) ?? [];
  });
}

function harmToProtected(
  run: Run,
  plan: Plan,
  { deactivated, deleted }: { deactivated: readonly Leaver[]; deleted: readonly Leaver[] },
): string[] {
  if (!run.protection.isOn) return [];
  const people = new Map<string, Properties>();
  const everybody = [...plan.people.staying.values(), ...plan.people.leaving.map(({ kept }) => kept)];
  for (const { id, outs } of everybody) people.set(id, outs);
  const refuse = (name: string, step: string, id: string, known: Properties | undefined): string[] => {
    try {
      run.protection.refuse(name, step, { ...known, id });
      return [];
    } catch (error) {
      return [(error as Error).message];
    }
  };
  const isEnded = (leaver: Leaver) => retention(run, "people", leaver) === undefined;
  return [
    ...deactivated
      .filter(isEnded)
      .flatMap((one) => refuse(nameOf(one), "is not deactivated", one.kept.id, one.kept.outs)),
    ...plan.people.changed.flatMap((change) => {
      const { kept, inputs } = change;
      const fields = changedFields(USER_FIELDS, kept.outs, inputs).filter(
        ({ path }) => !holdsUnknown(inputs[path]),
      );
      const step = harmIn(toUserChanges(fields, inputs), kept.outs);
      return step === undefined ? [] : refuse(nameOf(change), step, kept.id, kept.outs);
    }),
    ...plan.groups.changed.flatMap((change) =>
      leaversOf(change).flatMap((id) =>
        refuse(
          describeUser({ ...people.get(id) }, id),
          `is not taken out of groups.${change.key}`,
          id,
          people.get(id),
        ),
      ),
    ),
    ...deleted.flatMap(({ key, kept }) =>
      membersIn(kept.outs).flatMap((id) =>
        refuse(
          describeUser({ ...people.get(id) }, id),
          `is in groups.${key}, which is not deleted`,
          id,
          people.get(id),
        ),
      ),
    ),
  ];
}
