import { holdsUnknown, type Properties } from "../fields/properties";
import { refuseHeld, refuseManaged, refuseOfRefused, takeOverOnce } from "../run/adopt-id";
import { IF_GIVEN_UP, TakenError } from "../run/hand-on";
import type { Created } from "../run/lifecycle";
import { difference, firstMembers, memberIds, membersIn, refusesMembers } from "../run/members";
import { describeGroup } from "../run/names";
import { ownershipHint, UNKNOWN_MAKER } from "../run/retention";
import type { Run } from "../run/run";
import type { ScimGroupRecord } from "../scim";
import { refuseShared } from "./sharing";
import { refuseLeavers, settleMembers, stackDefault } from "./writes";

/** Creates a group whose name is free. When somebody declared cannot join, it is created empty and the others join. */
export async function createGroupWithMembers(
  run: Run,
  inputs: Properties,
  organization: string,
): Promise<Created> {
  const declared = membersIn(inputs);
  const made = await post(run, inputs, firstMembers(declared)).catch((refusal: unknown) => {
    if (!refusesMembers(refusal)) throw refusal;
    return post(run, inputs, []);
  });
  return settleMembers(run, inputs, made, { organization });
}

/** Takes over the one group that has the name, repeats an earlier create, or refuses, as `onConflict` says. */
export async function takeOverGroup(
  run: Run,
  inputs: Properties,
  namesakes: readonly [ScimGroupRecord, ...ScimGroupRecord[]],
  organization: string,
): Promise<Created> {
  await run.handOns.untilHeard();
  const leaving = namesakes.find((group) => isRenamed(run, group));
  if (leaving !== undefined) throw taken(existsAlready(inputs, leaving), inputs, leaving);
  const [namesake, ...others] = namesakes;
  if (others.length > 0) throw new Error(severalOfThisName(inputs, namesakes));
  if (run.handover.isClaimed(namesake.id)) {
    throw new Error(
      `${describeGroup(inputs)}: another resource of this program has ${namesake.id}, the group of this name, already. Declare each group once.`,
    );
  }
  const refusal = refuseOther(run, inputs, namesake);
  if (refusal !== undefined) throw new Error(refusal);
  const group = await run.slack.groups.get(namesake.id);
  const begun = isBegun(run, inputs, group);
  const young = begun && (await isFinished(run, inputs, group));
  if (!young && !mayTakeOver(inputs, group, begun)) throw taken(existsAlready(inputs, group), inputs, group);
  return takeOver(run, inputs, group, organization, young ? UNKNOWN_MAKER : "");
}

/**
 * Takes over, without a request, the group that the run's scan knows and that is exactly as declared, once many are made. Nothing
 * where the scan knows none, several, or one that would change.
 */
export async function takeOverKnownGroup(
  run: Run,
  inputs: Properties,
  organization: string,
): Promise<Created | undefined> {
  const [known, ...others] = await run.lookups.findGroupsWhenMany(String(inputs.displayName));
  if (known === undefined || others.length > 0) return undefined;
  await run.handOns.untilHeard();
  if (run.handover.isClaimed(known.id)) return undefined;
  if (isRenamed(run, known) || refuseOther(run, inputs, known) !== undefined) return undefined;
  if (inputs.onConflict === "fail" || !isAsDeclared(inputs, known)) return undefined;
  return takeOver(run, inputs, known, organization);
}

/** Takes over exactly the group that the program names by id, whatever its name. */
export async function adoptGroup(
  run: Run,
  inputs: Properties,
  id: string,
  organization: string,
): Promise<Created> {
  await run.handOns.untilHeard(2);
  const refusal = refuseManaged(run, describeGroup(inputs), id, "group");
  if (refusal !== undefined) throw new Error(refusal);
  const group = await run.groups.readDirectly(id);
  if (group === undefined) throw new Error(nothingThere(inputs, id));
  const fight = refuseRefused(run, inputs, group) ?? refuseShared(run, inputs, id);
  if (fight !== undefined) throw new Error(fight);
  await refuseLeavers(run, inputs, {}, group);
  const displayName = String(inputs.displayName);
  if (group.displayName === displayName) return takeOver(run, inputs, group, organization);
  takeOverOnce(run, id, inputs, describeGroup(inputs));
  await run.slack.groups.rename(id, displayName);
  return takeOver(run, inputs, { ...group, displayName }, organization);
}

/** Why the group of this name is not to be had: another resource has it under another name. Nothing where it is to be had. */
export function refuseOther(run: Run, inputs: Properties, group: ScimGroupRecord): string | undefined {
  const { id } = group;
  return (
    refuseHeld(run, id, inputs.displayName, describeGroup(inputs), describeGroup({}, id)) ??
    refuseRefused(run, inputs, group)
  );
}

/** Why this group is not to be had: a resource has it whose check failed. */
export function refuseRefused(
  run: Run,
  inputs: Properties,
  { id, displayName }: ScimGroupRecord,
): string | undefined {
  return refuseOfRefused(run, "group", [displayName], describeGroup(inputs), describeGroup({}, id));
}

/** Whether another resource of this run gives the group's name up. */
function isRenamed(run: Run, { id, displayName }: ScimGroupRecord): boolean {
  return run.handOns.isGivingUp(id, [displayName]);
}

function taken(refusal: string, inputs: Properties, { id, displayName }: ScimGroupRecord): TakenError {
  const described = `${describeGroup(inputs)}: the name belongs to ${id}`;
  return new TakenError(refusal, { id, keys: [displayName], described });
}

async function takeOver(
  run: Run,
  inputs: Properties,
  group: ScimGroupRecord,
  organization: string,
  maker = "",
): Promise<Created> {
  takeOverOnce(run, group.id, inputs, describeGroup(inputs));
  const created = await settleMembers(run, inputs, group, { organization, adopted: true });
  const name = describeGroup(inputs, group.id);
  const hint = ownershipHint(created.outs, stackDefault(run));
  run.messages.notice("takenOver", name, `${name} existed and was taken over.${maker}${hint}`);
  return created;
}

/** Why the group of this id is not to be had: there is none. */
export function nothingThere(inputs: Properties, id: string): string {
  return `${describeGroup(inputs)}: adoptId names ${id}, and Slack has no such group. Correct the id, or leave adoptId out.`;
}

/** Why none of several groups of one name is taken over. */
export function severalOfThisName(inputs: Properties, groups: readonly ScimGroupRecord[]): string {
  const ids = groups.map(({ id }) => id).join(", ");
  return `${describeGroup(inputs)}: Slack has ${groups.length} groups of this name (${ids}). Rename or delete all but one, declare another name, or say which one by adoptId.`;
}

/** Why taking a group over would be refused, and whether that depends on members that are not known yet. */
export function planTakeOver(
  run: Run,
  inputs: Properties,
  group: ScimGroupRecord,
): { refusal?: string; isUndecided?: true } {
  const dependsOnMembers =
    holdsUnknown(inputs.members) && inputs.onConflict !== "adopt" && group.members.length > 0;
  if (!dependsOnMembers && mayTakeOver(inputs, group, false)) return {};
  const mayFit = dependsOnMembers && inputs.onConflict !== "fail" && !isTooMany(inputs, group);
  if (mayFit) return { isUndecided: true };
  // A group that a killed run has begun is taken over, which only its members tell.
  return run.isRecent(group) ? { isUndecided: true } : { refusal: existsAlready(inputs, group) };
}

/** Whether more are in the group than are declared, whoever they turn out to be. */
function isTooMany(inputs: Properties, group: ScimGroupRecord): boolean {
  const { members, membership } = inputs;
  return Array.isArray(members) && membership !== "additive" && group.members.length > members.length;
}

/** Slack's clock and `meta.created` are cut to the second. */
const CLOCK_GRAIN_MS = 2000;

function post(run: Run, inputs: Properties, members: readonly string[]): Promise<ScimGroupRecord> {
  const displayName = String(inputs.displayName);
  return run.slack.groups.create(
    { displayName, members: members.map((value) => ({ value })) },
    { findLost: (sentAtMs) => findLost(run, inputs, members, sentAtMs) },
  );
}

/**
 * After a lost answer. The name was free before the POST, so a group that bears it now, was made since and is as sent is the
 * one that this call made.
 */
async function findLost(
  run: Run,
  inputs: Properties,
  members: readonly string[],
  sentAtMs: number,
): Promise<ScimGroupRecord | undefined> {
  const [group, ...others] = await run.slack.groups.findByDisplayName(String(inputs.displayName));
  if (group === undefined) return undefined;
  const isMadeSince = Date.parse(group.meta?.created ?? "") >= sentAtMs - CLOCK_GRAIN_MS;
  if (others.length === 0 && isMadeSince && isSame(memberIds(group), members)) return group;
  throw new Error(
    `${describeGroup(inputs)}: the answer to the create was lost, and Slack now has ${group.id} of this name, which is not as sent or was made before. Run \`pulumi up\` again; if it still refuses, look at the group in Slack.`,
  );
}

/**
 * Whether a run that was killed may have made the group, perhaps while people were still joining. Who made it is not known:
 * another stack of the same program makes the same.
 */
function isBegun(run: Run, inputs: Properties, group: ScimGroupRecord): boolean {
  return run.isRecent(group) && difference(memberIds(group), membersIn(inputs)).length === 0;
}

/** Whether everybody declared is in, but for those who cannot join. */
async function isFinished(run: Run, inputs: Properties, group: ScimGroupRecord): Promise<boolean> {
  for (const id of difference(membersIn(inputs), memberIds(group))) {
    const person = await run.people.readDirectly(id);
    if (person !== undefined && person.active !== false && person.guest?.type !== "single") return false;
  }
  return true;
}

function mayTakeOver(inputs: Properties, group: ScimGroupRecord, begun: boolean): boolean {
  if (inputs.onConflict === "fail") return false;
  if (inputs.onConflict === "adopt") return true;
  return begun || group.members.length === 0 || isAsDeclared(inputs, group);
}

/** Whether taking the group over would change nobody's membership. */
export function isAsDeclared(inputs: Properties, group: ScimGroupRecord): boolean {
  if (inputs.members === undefined) return true;
  const [declared, live] = [membersIn(inputs), memberIds(group)];
  if (inputs.membership === "additive") return difference(declared, live).length === 0;
  return isSame(live, declared);
}

function existsAlready(inputs: Properties, group: ScimGroupRecord): string {
  return (
    `${describeGroup(inputs)}: Slack has ${group.id} of this name already, with ${group.members.length} members. Nothing was changed. ` +
    "If this resource was renamed or moved in the program, give it `aliases`. " +
    'To manage the existing group, set onConflict: "adopt", declare the members it has, or name it by adoptId. ' +
    IF_GIVEN_UP
  );
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
  return difference(some, others).length === 0 && difference(others, some).length === 0;
}
