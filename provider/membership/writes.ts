import type { Properties } from "../fields/properties";
import { HalfDoneError } from "../run/lifecycle";
import { difference, isAmong, memberIds, membersIn, oneWriter, syncMembers } from "../run/members";
import { sample } from "../run/messages";
import { describeGroup, describeMembership } from "../run/names";
import { refuseRemovals } from "../run/removals";
import type { Run } from "../run/run";
import type { ScimGroupRecord } from "../scim";
import { addedIn, membershipId, toMembershipOutputs } from "./fields";

/**
 * The write of create and update: those declared join, and whom this resource added and no longer declares leaves. Who added
 * whom is known only from a look at the group before it is written, so both are one turn of the group's.
 * @param before the outputs until now; none for a create
 * @returns all outputs
 */
export async function settle(
  run: Run,
  inputs: Properties,
  before: Properties,
  organization: string,
): Promise<Properties> {
  const groupId = String(inputs.groupId);
  // Somebody may be about to leave whom a resource declares that the engine has not come to yet.
  if (mentionedIn(before).some((id) => !membersIn(inputs).includes(id))) await run.handOns.untilOthersRest();
  const { live, ours, joined, released } = await oneWriter(run, groupId, () =>
    write(run, inputs, before, organization),
  );
  // Who is to have them may still be at it.
  if (released.some((id) => !isHad(run, groupId, id))) await run.handOns.untilOthersRest();
  const pending = released.filter((id) => !isHad(run, groupId, id));
  sayReleased(run, inputs, difference(released, pending));
  const added = [...ours.filter(isAmong([...membersIn(inputs), ...pending])), ...joined];
  return toMembershipOutputs(inputs, live, { organization, added });
}

/** What a turn of the group's came to. */
interface Written extends Pick<Plan, "ours" | "released"> {
  live: ScimGroupRecord;
  joined: ReadonlySet<string>;
}

async function write(
  run: Run,
  inputs: Properties,
  before: Properties,
  organization: string,
): Promise<Written> {
  const group = await run.groups.readDirectly(String(inputs.groupId));
  if (group === undefined) throw new Error(noGroup(inputs));
  const { ours, leaving, staying, released } = planFor(run, inputs, before, group);
  await refuseRemovals(run, group, leaving, describeGroup({}, group.id));
  const joined = new Set<string>();
  try {
    const declared = membersIn(inputs);
    const live = await syncMembers(run, group, { declared, leaving }, describeMembership(inputs), joined);
    run.groups.put(live);
    sayFound(run, inputs, foundBy(inputs, before, group, ours));
    sayStaying(run, inputs, staying);
    run.declaredMembers.keep(group.id, declared);
    return { live, ours, joined, released };
  } catch (cause) {
    throw await halfDone(run, inputs, { before, group, ours, joined, organization }, cause);
  }
}

/** The write of delete. */
export async function takeOut(run: Run, outputs: Properties, group: ScimGroupRecord): Promise<void> {
  const nobody = { ...outputs, members: [] };
  const { leaving, staying, released } = planFor(run, nobody, outputs, group);
  refuseUnlessHad(run, outputs, group, released);
  await refuseRemovals(run, group, leaving, describeGroup({}, group.id));
  run.groups.put(await syncMembers(run, group, { declared: [], leaving }, describeMembership(outputs)));
  sayStaying(run, outputs, staying);
  sayReleased(run, outputs, released);
}

/** Who is declared elsewhere and not had there stays in the state: released, nobody would ever take them out. */
function refuseUnlessHad(
  run: Run,
  outputs: Properties,
  { id: groupId }: ScimGroupRecord,
  released: readonly string[],
): void {
  const others = released.filter((id) => !isHad(run, groupId, id));
  if (others.length === 0) return;
  throw new Error(
    `${describeMembership(outputs)} is not deleted, and stays in the state: another resource of this program declares ${sample(others)} in this group, and was not brought. ` +
      "Mend that one and run `pulumi up` again: then they are released to it.",
  );
}

/** Whether a state has somebody in a group for another resource of the program that declares them. */
function isHad({ declaredMembers, handover }: Run, groupId: string, id: string): boolean {
  const isOfGroup = declaredMembers.isOfGroup(groupId, id) && handover.isManaged(groupId);
  return isOfGroup || declaredMembers.isKept(groupId, id);
}

/** Why there is nothing to add anybody to. */
export function noGroup(inputs: Properties): string {
  return `${describeMembership(inputs)}: Slack has no such group. Correct groupId; if the group was deleted, take this resource out of the program.`;
}

/** What becomes of those who are in the group, by id. */
interface Plan {
  /** Whom this resource added and who is in the group still, declared or not. */
  ours: string[];
  /** Who is to be taken out. */
  leaving: string[];
  /** No longer declared, and none of our business. */
  staying: string[];
  /** No longer declared here, but by another resource of the program. */
  released: string[];
}

function planFor(run: Run, inputs: Properties, before: Properties, group: ScimGroupRecord): Plan {
  const [declared, live] = [membersIn(inputs), memberIds(group)];
  const takenOver = declared.filter((id) => run.declaredMembers.isGivenUp(group.id, id));
  const ours = [...new Set([...addedIn(before), ...takenOver])].filter(isAmong(live));
  const mentioned = [...new Set([...membersIn(before), ...ours])];
  const gone = difference(mentioned, declared).filter(isAmong(live));
  const released = gone.filter((id) => run.declaredMembers.has(group.id, id) || isNamed(run, group, id));
  const dismissed = difference(gone, released);
  const leaving = dismissed.filter(mayTakeOut(inputs, ours));
  return { ours, leaving, released, staying: difference(dismissed, leaving) };
}

/** Everybody of whom a state speaks. */
function mentionedIn(before: Properties): string[] {
  return [...membersIn(before), ...addedIn(before)];
}

/** Whether a group without state declares somebody in this one, which it is to take over by its name. */
function isNamed({ declaredMembers, handover }: Run, { id, displayName }: ScimGroupRecord, member: string) {
  return declaredMembers.isNamed(displayName, member) && !handover.isHeldByOther(id, displayName);
}

function mayTakeOut({ onDelete }: Properties, ours: readonly string[]): (id: string) => boolean {
  if (onDelete === "retain") return () => false;
  return onDelete === "remove" ? () => true : isAmong(ours);
}

/** Newly declared people who are in the group by somebody else's doing. */
function foundBy(
  inputs: Properties,
  before: Properties,
  group: ScimGroupRecord,
  ours: readonly string[],
): string[] {
  return difference(membersIn(inputs), membersIn(before), ours).filter(isAmong(memberIds(group)));
}

/** What a write that failed knew when it failed. */
interface Progress {
  before: Properties;
  group: ScimGroupRecord;
  ours: readonly string[];
  joined: ReadonlySet<string>;
  organization: string;
}

/**
 * Keeps in the state whom a write that failed has added. A second look at the group tells: who was not in it before the write
 * and is now. Where Slack cannot be asked, whoever may have joined counts as added until the next look.
 * @returns the failure to throw: as it came where nobody was added
 */
async function halfDone(
  run: Run,
  inputs: Properties,
  { before, group, ours, joined, organization }: Progress,
  cause: unknown,
): Promise<unknown> {
  const declared = membersIn(inputs);
  const live = await run.slack.groups.get(group.id).catch(() => undefined);
  const newcomers = difference(declared, memberIds(group));
  const added = live === undefined ? [...joined] : newcomers.filter(isAmong(memberIds(live)));
  if (added.length === 0) return cause;
  // Who was to leave and did not must stay in the state, or nobody would ever take them out.
  const members = [...new Set([...declared, ...membersIn(before)])].sort();
  const known = live === undefined ? [...memberIds(group), ...added] : memberIds(live);
  // Whoever may have joined is not shown as in the group: so the next `up` looks, and lets them in where they did not join.
  run.declaredMembers.keep(group.id, declared);
  const outs = toMembershipOutputs({ ...inputs, members }, live ?? group, {
    organization,
    added: [...ours, ...added].filter(isAmong(known)),
  });
  return new HalfDoneError(membershipId(inputs), outs, cause);
}

function sayFound(run: Run, inputs: Properties, found: readonly string[]): void {
  if (found.length === 0 || inputs.onDelete !== undefined) return;
  const name = describeMembership(inputs);
  const line = `${name}: in the group already: ${sample(found)}. Delete leaves them in it; to own them, declare onDelete: "remove".`;
  run.messages.notice("membersFound", name, line);
}

function sayStaying(run: Run, properties: Properties, staying: readonly string[]): void {
  if (staying.length === 0) return;
  const name = describeMembership(properties);
  const why =
    properties.onDelete === "retain"
      ? 'onDelete is "retain".'
      : 'this resource found them in it. To take them out, declare onDelete: "remove" before, or do it in Slack.';
  run.messages.notice("membersStay", name, `${name}: retained in the group: ${sample(staying)}: ${why}`);
}

function sayReleased(run: Run, properties: Properties, released: readonly string[]): void {
  if (released.length === 0) return;
  const name = describeMembership(properties);
  run.messages.notice(
    "released",
    name,
    `${name}: declared elsewhere in this program: ${sample(released)}: released, not taken out.`,
  );
}
