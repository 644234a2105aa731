import { changedFields, checkFields, declaredIn, forgottenFields } from "../fields/field";
import { holdsUnknown, type Properties } from "../fields/properties";
import type { Checks, Created, Found, Updated } from "../run/lifecycle";
import { difference, isAmong, membersIn, oneWriter } from "../run/members";
import { sample } from "../run/messages";
import { describeMembership } from "../run/names";
import { organizationIn } from "../run/organization";
import type { Run } from "../run/run";
import {
  addedIn,
  MEMBERSHIP_FIELDS,
  membershipId,
  pendingIn,
  stillAdded,
  toMembershipOutputs,
} from "./fields";
import { settle, takeOut } from "./writes";

/** Canonical inputs and every mistake in them; no network. */
export function checkMembership(run: Run, olds: Properties, news: Properties): Checks {
  const { inputs, problems } = checkFields(MEMBERSHIP_FIELDS, news);
  const { groupId } = inputs;
  // The engine checks a resource that is to be replaced once more, without its old inputs.
  const isReplaced = olds.groupId !== undefined && olds.groupId !== groupId;
  if (typeof groupId === "string" && !holdsUnknown(groupId) && !isReplaced)
    problems.push(...conflicts(run, groupId, membersIn(inputs)));
  return { inputs, problems };
}

/** Why this and another resource of the program cannot both be right. Remembers whom it declares. */
function conflicts(run: Run, groupId: string, members: readonly string[]): string[] {
  const twice = run.declaredMembers.declare(
    groupId,
    members.filter((id) => !holdsUnknown(id)),
  );
  if (run.declaredMembers.isExact(groupId))
    return [
      `groupId: wanted a group of which no SlackScimGroup of this program has all members in its hands, got ${groupId}: it takes out whom it does not declare. Declare \`membership: "additive"\` there, leave its \`members\` out, or declare these people there and not here`,
    ];
  if (twice.length === 0) return [];
  return [
    `members: wanted people whom no other resource of this program declares in group ${groupId}, got ${sample(twice)}; declare each person once in a group`,
  ];
}

/** Tells the run whom this resource has, and whom it added and no longer declares: another one may declare them now. */
export function relateMembership(run: Run, _id: string, olds: Properties, news: Properties): undefined {
  const stays = olds.groupId === news.groupId ? membersIn(news) : [];
  // A refresh compares as well what the program has no more.
  const declared = [...run.declaredMembers.byMemberships(String(olds.groupId))];
  run.declaredMembers.keep(
    String(olds.groupId),
    membersIn(olds).filter(isAmong(stays)).filter(isAmong(declared)),
  );
  run.declaredMembers.giveUp(String(olds.groupId), difference(addedIn(olds), stays));
}

/** Whether an update would do anything; another group makes another resource. */
export function diffMembership(
  _id: string,
  olds: Properties,
  news: Properties,
): { changes: boolean; replaces?: string[] } {
  if (olds.groupId !== news.groupId) return { changes: true, replaces: ["groupId"] };
  const different = [
    ...changedFields(MEMBERSHIP_FIELDS, olds, news),
    ...forgottenFields(MEMBERSHIP_FIELDS, olds, news),
  ];
  return { changes: different.length > 0 || pendingIn(olds, news).length > 0 };
}

/** Adds those who are not in the group; who is there already is not this resource's doing. */
export async function createMembership(run: Run, inputs: Properties): Promise<Created> {
  const organization = await run.organizationForCreate();
  return { id: membershipId(inputs), outs: await settle(run, inputs, {}, organization) };
}

/** Who of those declared is in the group; nothing when the group is gone for certain. */
export async function readMembership(run: Run, _id: string, outputs: Properties): Promise<Found | undefined> {
  const known = organizationIn(outputs);
  if (known === undefined) throw new Error(nothingToGet(outputs));
  const live = await run.groups.read(String(outputs.groupId));
  if (live === undefined) {
    await run.organization.confirmGone(known);
    return undefined;
  }
  const organization = await run.organization.confirmRead(known);
  const added = stillAdded(outputs, live);
  const outs = toMembershipOutputs(declaredIn(MEMBERSHIP_FIELDS, outputs), live, { organization, added });
  return { outs, inputs: declaredIn(MEMBERSHIP_FIELDS, outs) };
}

/** Brings the declared people into the group and takes out those who are no longer declared and are its doing. */
export async function updateMembership(
  run: Run,
  _id: string,
  olds: Properties,
  news: Properties,
): Promise<Updated> {
  const organization = await run.organization.confirm(organizationIn(olds));
  const changed = changedFields(MEMBERSHIP_FIELDS, olds, news).map((field) => field.path);
  // What the preview showed to touch no members touches none.
  if (!changed.includes("members") && pendingIn(olds, news).length === 0) {
    const asBefore = { members: membersIn(olds).map((value) => ({ value })) };
    return { outs: toMembershipOutputs(news, asBefore, { organization, added: addedIn(olds) }) };
  }
  return { outs: await settle(run, news, olds, organization) };
}

/** Takes out of the group whom this resource added, or whom `onDelete` says. */
export async function deleteMembership(run: Run, _id: string, outputs: Properties): Promise<void> {
  const known = organizationIn(outputs);
  await run.organization.confirm(known);
  const name = describeMembership(outputs);
  if (outputs.onDelete === "retain")
    return run.messages.notice("retainedAsDeclared", name, `${name} is retained: onDelete is "retain".`);
  const groupId = String(outputs.groupId);
  await oneWriter(run, groupId, async () => {
    const group = await run.groups.readDirectly(groupId);
    if (group === undefined) await run.organization.confirmGone(known);
    else await takeOut(run, outputs, group);
  });
}

function nothingToGet({ groupId }: Properties): string {
  return `a SlackScimGroupMembership cannot be looked at: Slack knows only the group and its members. To look at them, use SlackScimGroup.get("…", "${groupId}").`;
}
