import { changedFields } from "../fields/field";
import type { Properties } from "../fields/properties";
import { afterHalf, type Created, HalfDoneError } from "../run/lifecycle";
import { difference, isAmong, memberIds, membersIn, oneWriter, syncMembers } from "../run/members";
import { sample } from "../run/messages";
import { describeGroup } from "../run/names";
import { refusalOfRemovals, refuseRemovals } from "../run/removals";
import type { StackDefault } from "../run/retention";
import type { Run } from "../run/run";
import type { ScimGroupRecord } from "../scim";
import { GROUP_FIELDS, type GroupFacts, toGroupOutputs } from "./fields";
import { refuseShared } from "./sharing";

/** What a group is to become, and what it was by the state. */
interface Change {
  inputs: Properties;
  /** The outputs until now; none for a create. */
  before: Properties;
  facts: GroupFacts;
}

/**
 * The last step of create: the membership, where it is declared. Whatever fails, the outputs tell who is in.
 * @param found the group as it was made or found
 */
export async function settleMembers(
  run: Run,
  inputs: Properties,
  found: ScimGroupRecord,
  facts: GroupFacts,
): Promise<Created> {
  const change = { inputs, before: {}, facts };
  // A membership of this program may have written since.
  const isOld = inputs.members !== undefined && run.declaredMembers.hasMemberships(found.id);
  const lookAgain = () =>
    afterHalf(found.id, toGroupOutputs(inputs, found, facts), () => run.slack.groups.get(found.id));
  return updateMembers(run, found.id, isOld ? lookAgain : async () => found, change);
}

/**
 * Brings the members of an update, in one turn with the look at the group. Whatever fails, the outputs tell who is in.
 * @param look shows the group as it is now
 */
export async function updateMembers(
  run: Run,
  id: string,
  look: () => Promise<ScimGroupRecord>,
  change: Change,
): Promise<Created> {
  const fight = refuseShared(run, change.inputs, id);
  if (fight !== undefined) throw new Error(fight);
  run.handover.claim(id);
  // Who is about to leave, a membership may declare that the engine has not come to yet.
  if (droppedFrom(change.before, change.inputs).length > 0) await run.handOns.untilOthersRest();
  return oneWriter(run, id, async () => bringMembers(run, await look(), change));
}

async function bringMembers(run: Run, group: ScimGroupRecord, change: Change): Promise<Created> {
  const { inputs, before, facts } = change;
  const { id } = group;
  try {
    const live = inputs.members === undefined ? group : await writeMembers(run, inputs, group, before);
    run.groups.put(live);
    const outs = toGroupOutputs(inputs, live, facts);
    warnOfDifferences(run, describeGroup(inputs, id), inputs, outs);
    return { id, outs };
  } catch (cause) {
    const live = await run.slack.groups.get(id).catch(() => group);
    // Who was to leave and did not must stay in the state, or nobody would ever remove them.
    const dropped = droppedFrom(before, inputs);
    const members = inputs.members && [...new Set([...membersIn(inputs), ...dropped])].sort();
    throw new HalfDoneError(id, toGroupOutputs({ ...inputs, members }, live, facts), cause);
  }
}

/** What the stack says of groups whose resource declares no `onDelete`. */
export function stackDefault(run: Run): StackDefault {
  return { setting: "onGroupDelete", act: "delete", value: run.settings.onGroupDelete };
}

async function writeMembers(
  run: Run,
  inputs: Properties,
  group: ScimGroupRecord,
  before: Properties,
): Promise<ScimGroupRecord> {
  const declared = membersIn(inputs);
  const leaving = leaversOf(run, group, before, inputs);
  const name = describeGroup(inputs, group.id);
  const present = new Set(memberIds(group));
  await refuseRemovals(
    run,
    group,
    leaving.filter((id) => present.has(id)),
    name,
  );
  const live = await syncMembers(run, group, { declared, leaving }, name);
  const unannounced = difference(leaving, membersIn(before), difference(leaving, memberIds(group)));
  if (unannounced.length > 0) {
    run.messages.warn(
      "membersLost",
      name,
      `${name}: ${sample(unannounced)} left the group: not declared, and not known to the state before.`,
    );
  }
  return live;
}

/**
 * Who is to leave a group by an update: of one that is ours whole everybody who is not declared, of an additive one whom we
 * declared before. Some of the latter may have left already.
 * @param before the outputs until now
 */
export function leaversOf(
  run: Run,
  group: ScimGroupRecord,
  before: Properties,
  inputs: Properties,
): string[] {
  if (inputs.members === undefined) return [];
  if (inputs.membership !== "additive") return difference(memberIds(group), membersIn(inputs));
  return difference(droppedFrom(before, inputs), [...run.declaredMembers.byMemberships(group.id)]);
}

/**
 * Refuses a change of members before the group is renamed; once it has its name they are judged again.
 * @param before the outputs until now; none for a create
 * @throws Error which says what the group may not lose
 */
export async function refuseLeavers(
  run: Run,
  inputs: Properties,
  before: Properties,
  group: ScimGroupRecord,
): Promise<void> {
  const leaving = leaversOf(run, group, before, inputs).filter(isAmong(memberIds(group)));
  const name = describeGroup(inputs, group.id);
  // What is allowed is counted when it is done, what is refused here.
  const refusal = await refusalOfRemovals(run, group, leaving, name);
  if (refusal !== undefined) await refuseRemovals(run, group, leaving, name);
}

/** Who was declared in an additive group and is no more. The members of an exact one were whoever was in it. */
function droppedFrom(before: Properties, inputs: Properties): string[] {
  if (before.membership !== "additive") return [];
  return difference(membersIn(before), membersIn(inputs));
}

function warnOfDifferences(run: Run, name: string, inputs: Properties, outs: Properties): void {
  const different = changedFields(GROUP_FIELDS, outs, inputs).map((field) => field.path);
  if (different.includes("displayName"))
    run.messages.warn("differing", name, `${name}: Slack keeps another displayName than was sent.`);
}
