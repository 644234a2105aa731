import { holdsUnknown, type Properties } from "../../provider/fields/properties";
import { difference } from "../../provider/run/members";
import { reasonToRetain } from "../../provider/run/retention";
import { oneLine } from "../one-line";
import { COUNTED, deletes, endOf, isSpared, type Judging, retainedAs, writes } from "./harm";
import type { Concerned } from "./people";
import type { Step } from "./plan";

/** What a step would do to a group. */
export function judgeGroup(step: Step, judging: Judging): void {
  if (deletes(step)) judgeDelete(step, judging);
  if (writes(step)) judgeMembers(step, judging);
  if (step.op === "create") judgeTakeOver(step, judging);
}

function judgeDelete(step: Step, { limits, releases, harms, people }: Judging): void {
  const outputs = step.before?.outputs ?? {};
  const group = concerned(step, endOf(step));
  const retained = reasonToRetain(group.who, outputs, limits.stackDefault("group", step));
  const spared =
    (step.before?.retainOnDelete && "retained: retainOnDelete") ||
    (releases.releases(step) && "released: declared elsewhere in this program") ||
    (retained && isSpared(step, retained) && retainedAs(retained));
  if (spared) {
    harms.told.push({ ...group, what: `${group.what}, ${spared}` });
    return;
  }
  harms.count("maxGroupDeletions", retained ? { ...group, what: `${group.what}; ${COUNTED}` } : group);
  if (retained !== undefined) return;
  for (const id of idsIn(outputs.members))
    protect(id, `in ${group.who}, which is deleted`, { people, harms });
}

function judgeMembers(step: Step, judging: Judging): void {
  const { people, harms } = judging;
  const change = membershipChange(step.before?.outputs ?? {}, step.after?.inputs ?? {});
  if (change === undefined) return;
  const group = concerned(step, "loses everybody");
  const out = `taken out of ${group.who}`;
  const members = change.leaving.map((id) => ({ id, who: people.nameOf(id), what: out }));
  if (members.length > 0 || change.isUnknown)
    harms.remove({
      groupId: step.before?.id,
      group: group.who,
      members: change.members,
      leaving: members,
      isUnknown: change.isUnknown,
    });
  for (const id of change.leaving) protect(id, out, { people, harms });
  if (change.mayEmpty) harms.count("maxEmptiedGroups", group);
  if (change.takesStrangers) harms.told.push({ ...group, what: STRANGERS });
}

const STRANGERS =
  "takes out whomever nothing here declares: the plan does not know who that is, and the run itself holds it to maxMemberRemovals";

/** What an update of a group does to its members. */
interface MembershipChange {
  /** Who is in the group by the state, and not declared any more. What is computed later counts as somebody new. */
  leaving: string[];
  /** How many the state knows. */
  members?: number;
  /** The declared members, or those of the state, are computed or secret as a whole. */
  isUnknown: boolean;
  mayEmpty: boolean;
  /** People may be in the group whom the state does not know. */
  takesStrangers: boolean;
}

/** Nothing where members are not managed, or where nobody leaves for certain. */
function membershipChange(before: Properties, after: Properties): MembershipChange | undefined {
  if (after.members === undefined) return undefined;
  const isAdditive = after.membership === "additive";
  const wasAdditive = before.membership === "additive" || holdsUnknown(before.membership);
  if (isAdditive && !wasAdditive) return undefined;
  const isHidden = !Array.isArray(after.members);
  const wasHidden = holdsUnknown(before.members);
  const known = idsIn(before.members);
  const takesStrangers = !isAdditive && (wasAdditive || before.members === undefined);
  const hasMembers = known.length > 0 || wasHidden || takesStrangers;
  return {
    leaving: difference(known, idsIn(after.members)),
    members: wasHidden || before.members === undefined ? undefined : known.length,
    isUnknown: (isHidden && hasMembers) || wasHidden,
    mayEmpty: !isAdditive && hasMembers && (isHidden || isEmptyList(after.members)),
    takesStrangers,
  };
}

/** A create may meet a group: where it is to be taken over whoever is in it, people may leave whom no plan knows. */
function judgeTakeOver(step: Step, { harms }: Judging): void {
  const { members, membership, adoptId, onConflict } = step.after?.inputs ?? {};
  const takesOver = adoptId !== undefined || onConflict === "adopt" || holdsUnknown(onConflict);
  if (!takesOver || members === undefined || membership === "additive") return;
  if (isEmptyList(members)) harms.count("maxEmptiedGroups", concerned(step, "taken over, and emptied"));
  else harms.told.push(concerned(step, `if it exists, ${STRANGERS}`));
}

/** Notes that a step touches somebody who is protected, or may be. */
export function protect(
  id: string,
  what: string,
  { people, harms }: Pick<Judging, "people" | "harms">,
): void {
  const verdict = people.verdictOn(id);
  if (verdict === "free") return;
  harms.protected.push({ id, who: people.nameOf(id), what, ...(verdict !== "unknown" && verdict) });
}

/** How a group of a step is named. */
export function describeTitle({ before, after }: Step): string {
  const shown = [before?.outputs.displayName, after?.inputs.displayName].find(
    (one) => typeof one === "string" && !holdsUnknown(one),
  );
  const title = typeof shown === "string" ? oneLine(shown) : "(displayName is secret or not known yet)";
  return `group ${title}`;
}

function concerned(step: Step, what: string): Concerned {
  const { before, urn, name, part } = step;
  return {
    id: before?.id,
    who: describeTitle(step),
    resource: name,
    urn,
    ...(part && { entry: part.entry }),
    what,
  };
}

/** The ids of a list, as far as they are shown. */
export function idsIn(members: unknown): string[] {
  return (Array.isArray(members) ? members : []).filter((id) => typeof id === "string" && !holdsUnknown(id));
}

function isEmptyList(members: unknown): boolean {
  return Array.isArray(members) && members.length === 0;
}
