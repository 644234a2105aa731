import type { Properties } from "../fields/properties";
import type { Created } from "../run/lifecycle";
import { ownershipHint, UNKNOWN_MAKER } from "../run/retention";
import type { Run } from "../run/run";
import type { ScimGroupRecord } from "../scim";
import { membersIn } from "./fields";
import { difference, firstMembers, memberIds, refusesMembers } from "./members";
import { describeGroup, settleMembers, stackDefault } from "./writes";

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
  return settleMembers(run, inputs, made, {}, { organization });
}

/** Takes over the one group that has the name, repeats an earlier create, or refuses, as `onConflict` says. */
export async function takeOverGroup(
  run: Run,
  inputs: Properties,
  [namesake, ...others]: readonly ScimGroupRecord[],
  organization: string,
): Promise<Created> {
  if (namesake === undefined || others.length > 0) {
    const ids = [namesake, ...others].map((group) => group?.id).join(", ");
    throw new Error(
      `${describeGroup(inputs)}: Slack has ${others.length + 1} groups of this name (${ids}). Rename or delete all but one, or declare another name.`,
    );
  }
  if (run.handover.isClaimed(namesake.id)) {
    throw new Error(
      `${describeGroup(inputs)}: another resource of this program has ${namesake.id}, the group of this name, already. Declare each group once.`,
    );
  }
  const group = await run.slack.groups.get(namesake.id);
  const begun = isBegun(run, inputs, group);
  const young = begun && (await isFinished(run, inputs, group));
  if (!young && !mayTakeOver(inputs, group, begun)) throw new Error(existsAlready(inputs, group));
  const created = await settleMembers(run, inputs, group, {}, { organization, adopted: true });
  const maker = young ? UNKNOWN_MAKER : "";
  const name = describeGroup(inputs, group.id);
  const hint = ownershipHint(created.outs, stackDefault(run));
  run.messages.notice("takenOver", name, `${name} existed and was taken over.${maker}${hint}`);
  return created;
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
  return begun || group.members.length === 0 || isAsDeclared(inputs, memberIds(group));
}

/** Whether taking the group over would change nobody's membership. */
function isAsDeclared(inputs: Properties, live: readonly string[]): boolean {
  if (inputs.members === undefined) return true;
  const declared = membersIn(inputs);
  if (inputs.membership === "additive") return difference(declared, live).length === 0;
  return isSame(live, declared);
}

function existsAlready(inputs: Properties, group: ScimGroupRecord): string {
  return (
    `${describeGroup(inputs)}: Slack has ${group.id} of this name already, with ${group.members.length} members. Nothing was changed. ` +
    "If this resource was renamed or moved in the program, give it `aliases`. " +
    'To manage the existing group, set onConflict: "adopt", or declare the members it has.'
  );
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
  return difference(some, others).length === 0 && difference(others, some).length === 0;
}
