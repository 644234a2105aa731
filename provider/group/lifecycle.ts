import { changedFields, checkFields, declaredIn, forgottenFields } from "../fields/field";
import { holdsUnknown, type Properties } from "../fields/properties";
import { refuseTakenOver } from "../run/adopt-id";
import { afterHalf, type Checks, type Created, type Found, type Updated } from "../run/lifecycle";
import { difference, memberIds, membersIn } from "../run/members";
import { sample } from "../run/messages";
import { describeGroup } from "../run/names";
import { organizationIn } from "../run/organization";
import { refuseProtected } from "../run/removals";
import { isRetained } from "../run/retention";
import type { Run } from "../run/run";
import type { ScimGroupRecord } from "../scim";
import { adoptGroup, createGroupWithMembers, takeOverGroup, takeOverKnownGroup } from "./adoption";
import { GROUP_FIELDS, type GroupFacts, toGroupOutputs, toGroupView } from "./fields";
import { refuseShared } from "./sharing";
import { refuseLeavers, stackDefault, updateMembers } from "./writes";

/** Canonical inputs and every mistake in them; no network. */
export function checkGroup(run: Run, olds: Properties, news: Properties): Checks {
  const { inputs, problems } = checkFields(GROUP_FIELDS, news);
  if (inputs.membership !== undefined && news.members === undefined) {
    problems.push("membership: wanted members beside it, got nothing");
  }
  if (olds.displayName === undefined && run.handover.adopt(inputs.adoptId)) {
    problems.push("adoptId: wanted a group of its own, got the one of another resource of this program");
  }
  if (olds.displayName === undefined && typeof inputs.adoptId === "string" && !holdsUnknown(inputs.adoptId)) {
    const problem = refuseShared(run, inputs, inputs.adoptId);
    if (problem !== undefined) problems.push(problem);
  }
  if (olds.displayName === undefined) run.declaredMembers.declareNamed(inputs.displayName, membersIn(inputs));
  const leaving =
    olds.displayName === undefined
      ? (run.handover.refusalOfLeaving("group", "displayName", inputs.displayName) ??
        run.handover.refusalOfLeaving("group", "adoptId", inputs.adoptId))
      : undefined;
  if (leaving !== undefined) problems.push(leaving);
  if (olds.displayName !== undefined && olds.displayName !== inputs.displayName)
    run.handover.free("group", olds.displayName);
  // Two groups may share a name in Slack, so one that is only about to get it does not protect the one that has it.
  const protectsHolder = olds.displayName === undefined || olds.displayName === inputs.displayName;
  if (run.handover.declare("group", inputs.displayName, protectsHolder)) {
    problems.push(
      "displayName: wanted a name of its own, got the one of another resource of this program; declare each group once",
    );
  }
  if (problems.length > 0 && olds.displayName !== undefined)
    run.handover.holdForRefused("group", [String(olds.displayName)]);
  return { inputs, problems };
}

/** Whether an update would do anything; no network. */
export function diffGroup(_id: string, olds: Properties, news: Properties): { changes: boolean } {
  const different = [
    ...changedFields(GROUP_FIELDS, olds, news),
    ...forgottenFields(GROUP_FIELDS, olds, news),
  ];
  return { changes: different.length > 0 };
}

/** What an update gives up that another group waits for. Two groups may share a name, but a create takes over or stops at the one that has it. */
export function givenUpByGroup(before: Properties, after: Properties): string[] {
  return before.displayName === after.displayName ? [] : [String(before.displayName)];
}

/** Makes the group, or takes over the one that has its name already. */
export async function createGroup(run: Run, inputs: Properties): Promise<Created> {
  const organization = await run.organizationForCreate();
  if (typeof inputs.adoptId === "string") return adoptGroup(run, inputs, inputs.adoptId, organization);
  return run.handOns.whenFree(() => makeOrTakeOver(run, inputs, organization));
}

function makeOrTakeOver(run: Run, inputs: Properties, organization: string): Promise<Created> {
  const displayName = String(inputs.displayName);
  return run.handover.oneAtATime(`group ${displayName}`, async () => {
    const known = await takeOverKnownGroup(run, inputs, organization);
    if (known !== undefined) return known;
    const [namesake, ...others] = await run.slack.groups.findByDisplayName(displayName);
    if (namesake !== undefined) return takeOverGroup(run, inputs, [namesake, ...others], organization);
    return createGroupWithMembers(run, inputs, organization);
  });
}

/** The group as Slack holds it; nothing when gone for certain. */
export async function readGroup(run: Run, id: string, outputs: Properties): Promise<Found | undefined> {
  const known = organizationIn(outputs);
  const isFirstLook = outputs.displayName === undefined;
  const live = await run.groups.read(id);
  if (live === undefined) {
    const organization = await run.organization.confirmGone(known);
    if (isFirstLook)
      throw new Error(`no group ${id} in ${organization}: check the id given to SlackScimGroup.get().`);
    return undefined;
  }
  const organization = await run.organization.confirmRead(known);
  if (isFirstLook || outputs.managed === false) return { outs: toGroupView(live, organization), inputs: {} };
  const outs = toGroupOutputs(declaredIn(GROUP_FIELDS, outputs), live, factsOf(outputs, organization));
  return { outs, inputs: declaredIn(GROUP_FIELDS, outs) };
}

/** Renames, and brings the live membership to the declared one where the preview showed a change of it. */
export async function updateGroup(
  run: Run,
  id: string,
  olds: Properties,
  news: Properties,
): Promise<Updated> {
  const facts = factsOf(olds, await run.organization.confirm(organizationIn(olds)));
  refuseTakenOver(run, id, describeGroup(news, id));
  run.handover.claim(id);
  const changed = changedFields(GROUP_FIELDS, olds, news).map((field) => field.path);
  const renames = changed.includes("displayName");
  const look = () => renamed(run, id, olds, renames ? news : olds);
  if (changed.includes("members") || isExact(news) !== isExact(olds)) {
    const judged = async () => {
      if (renames) await refuseLeavers(run, news, olds, await run.slack.groups.get(id));
      return look();
    };
    return updateMembers(run, id, judged, { inputs: news, before: olds, facts });
  }
  // Where nothing is written a scan will do.
  const live = (renames ? undefined : await run.groups.read(id)) ?? (await look());
  if (renames) run.groups.put(live);
  return { outs: toGroupOutputs(news, live, facts) };
}

/** The group once it has its name. Slack's answer to the rename shows it; it is asked for only where there is none. */
async function renamed(run: Run, id: string, olds: Properties, news: Properties): Promise<ScimGroupRecord> {
  const { groups } = run.slack;
  if (olds.displayName === news.displayName) return groups.get(id);
  const answer = await groups.rename(id, String(news.displayName));
  return answer ?? afterHalf(id, { ...olds, displayName: news.displayName }, () => groups.get(id));
}

/** Deletes the group for ever, unless it is to be retained or another resource of the program has it. */
export async function deleteGroup(run: Run, id: string, outputs: Properties): Promise<void> {
  const name = describeGroup(outputs, id);
  await run.organization.confirm(organizationIn(outputs));
  if (run.handover.isHeldStill(id)) return release(run, name);
  if (run.handover.has("group", id, outputs.displayName)) return releaseIfTaken(run, id, outputs);
  if (isRetained(run, id, name, outputs, stackDefault(run))) return;
  await run.groupDeletions.spend(name, () => lookBeforeDelete(run, id, outputs));
}

/** What another resource declares and has not stays in the state: released, it would be nobody's. */
async function releaseIfTaken(run: Run, id: string, outputs: Properties): Promise<void> {
  const name = describeGroup(outputs, id);
  const { handover } = run;
  const live = handover.isClaimed(id) ? undefined : await run.groups.readDirectly(id);
  const isTaken = handover.isManaged(id) && live !== undefined && handover.has("group", id, live.displayName);
  if (live !== undefined && !isTaken) {
    throw new Error(
      `${name} is not deleted, and stays in the state: another resource of this program declares its name, and does not have this group. ` +
        "If it means this group, give it `aliases` to this one. If somebody renamed the group in Slack, run `pulumi refresh`: the next `pulumi up` then deletes this one.",
    );
  }
  release(run, name);
}

function release(run: Run, name: string): void {
  run.messages.notice(
    "released",
    name,
    `${name} is declared elsewhere in this program: released, not deleted.`,
  );
}

/** What a delete has to do: nothing for a group that is gone. */
async function lookBeforeDelete(
  run: Run,
  id: string,
  outputs: Properties,
): Promise<(() => Promise<void>) | undefined> {
  const live = await run.groups.readDirectly(id);
  if (live === undefined) {
    await run.organization.confirmGone(organizationIn(outputs));
    return undefined;
  }
  const refusal = refusalOfStrangers(live, outputs, describeGroup(outputs, id));
  if (refusal !== undefined) throw new Error(refusal);
  await refuseProtected(run, memberIds(live), `is in ${describeGroup(outputs, id)}, which is not deleted`);
  return async () => {
    if (isRetained(run, id, describeGroup(outputs, id), outputs, stackDefault(run))) return;
    await run.slack.groups.delete(id);
    run.groups.drop(id);
  };
}

/** Why a group is not deleted whose membership is not exactly ours: it may open doors for people whom nobody here thought of. */
export function refusalOfStrangers(
  live: ScimGroupRecord,
  outputs: Properties,
  name: string,
): string | undefined {
  const strangers = difference(memberIds(live), membersIn(outputs));
  if (outputs.onDelete !== undefined || isExact(outputs) || strangers.length === 0) return undefined;
  return (
    `${name} is not deleted: ${strangers.length} of its members are not declared here (${sample(strangers)}), and deletion is permanent. ` +
    'Declare onDelete: "delete" and run `pulumi up` if the group is to go all the same, or onDelete: "retain" to leave it in Slack.'
  );
}

/** Whether the membership is ours whole; leaving `membership` out makes it so as well. */
function isExact({ members, membership }: Properties): boolean {
  return members !== undefined && membership !== "additive";
}

function factsOf(outputs: Properties, organization: string): GroupFacts {
  return { organization, adopted: outputs.adopted === true };
}
