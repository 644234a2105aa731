import type { Properties } from "../fields/properties";
import type { ScimGroupRecord } from "../scim";
import { hasSlackCode } from "../scim/errors/predicates";
import { wasRefused } from "./guard";
import { sample } from "./messages";
import type { Run } from "./run";

/** Members in one request: Slack refuses 15,000 and advises at most this. */
export const MEMBERS_A_WRITE = 5000;

/** What a group's membership should become. */
export interface Membership {
  /** Who should be in it. */
  declared: readonly string[];
  /** Who should leave it; everybody else is left alone. */
  leaving: readonly string[];
}

/** The declared members of inputs or outputs, by id. */
export function membersIn(properties: Properties): string[] {
  return Array.isArray(properties.members) ? (properties.members as string[]) : [];
}

/** The ids of a group's members. */
export function memberIds(group: Pick<ScimGroupRecord, "members">): string[] {
  return group.members.map((member) => member.value).sort();
}

/** The ids that are not among others. Groups have up to 15,000 members, so nobody is looked for in a list. */
export function difference(ids: readonly string[], ...others: readonly (readonly string[])[]): string[] {
  const excluded = new Set(others.flat());
  return ids.filter((id) => !excluded.has(id));
}

/** Picks the ids that are among others. */
export function isAmong(ids: readonly string[]): (id: string) => boolean {
  const some = new Set(ids);
  return (id) => some.has(id);
}

/** Whether Slack refused a write because of who should join. */
export function refusesMembers(error: unknown): boolean {
  return hasSlackCode(error, "unable_to_add_deleted_or_guest_to_group", "no_such_group_members");
}

/** A create takes as many members as one request may have; the rest join afterwards. */
export function firstMembers(declared: readonly string[]): readonly string[] {
  return declared.slice(0, MEMBERS_A_WRITE);
}

/**
 * Runs what reads a group and then writes its members, one after the other for each group: between reading and writing
 * nobody else in this run changes who is in it.
 */
export function oneWriter<T>(run: Run, groupId: string, step: () => Promise<T>): Promise<T> {
  return run.handover.oneAtATime(`members of ${groupId}`, step);
}

/** What came of letting people join. */
interface Joins {
  /** Who joined, or may have where an answer was lost. */
  joined: Set<string>;
  /** Who cannot. */
  refused: string[];
  /** The group as the last write was answered; nothing where no answer shows it. */
  group?: ScimGroupRecord;
}

/**
 * Brings the live group to the declared membership: joins before leaves, and after leaves a look at who is really left.
 * Who cannot join is left out and named; the others join. Where people only join, the answers tell who is in.
 * @param joined gets the ids of those who were not in it and joined, or may have where an answer was lost; also when this fails
 */
export async function syncMembers(
  run: Run,
  group: ScimGroupRecord,
  { declared, leaving }: Membership,
  name: string,
  joined: Set<string> = new Set(),
): Promise<ScimGroupRecord> {
  const live = memberIds(group);
  const joining = difference(declared, live);
  const leavers = difference(leaving, difference(leaving, live));
  const joins: Joins = { joined, refused: [] };
  await join(run, group.id, joining, joins);
  const { refused } = joins;
  if (refused.length > 0) {
    run.messages.warn(
      "membersRefused",
      name,
      `${name}: ${sample(refused)} cannot join and stay out (deactivated, single-channel guest, or no such person)${fateOfOthers(joining.length - refused.length)}.`,
    );
  }
  if (leavers.length === 0) return joins.group ?? withMembers(group, difference(joining, refused));
  for (const some of chunks(leavers)) await run.slack.groups.removeMembers(group.id, some);
  const after = await run.slack.groups.get(group.id);
  const staying = difference([...live, ...joining], leavers, refused);
  return restore(run, after, staying, name);
}

function fateOfOthers(others: number): string {
  return others === 0 ? "" : `; the other ${others} joined`;
}

/** A group as it is once these have joined, where Slack answers with nothing. */
function withMembers(group: ScimGroupRecord, joined: readonly string[]): ScimGroupRecord {
  return { ...group, members: [...group.members, ...joined.map((value) => ({ value }))] };
}

/**
 * A server that ignores the value list of a remove empties the group: who should have stayed joins again. Somebody alone
 * who is missing was removed by somebody else, which is theirs to do and shows as a difference.
 */
async function restore(
  run: Run,
  group: ScimGroupRecord,
  staying: readonly string[],
  name: string,
): Promise<ScimGroupRecord> {
  if (group.members.length > 0 || staying.length === 0) return group;
  const joins: Joins = { joined: new Set(), refused: [] };
  await join(run, group.id, staying, joins);
  const { refused } = joins;
  const except = refused.length > 0 ? `, except ${sample(refused)}` : "";
  run.messages.warn(
    "membersRestored",
    name,
    `${name}: Slack emptied the group instead of removing some; the other ${staying.length} joined again${except}.`,
  );
  return run.slack.groups.get(group.id);
}

/** Adds people in chunks; a refused chunk is halved until those who cannot join are found. */
async function join(run: Run, groupId: string, ids: readonly string[], joins: Joins): Promise<void> {
  for (const some of chunks(ids)) {
    try {
      joins.group = await run.slack.groups.addMembers(groupId, some);
      for (const id of some) joins.joined.add(id);
    } catch (error) {
      if (!wasRefused(error)) for (const id of some) joins.joined.add(id);
      if (!refusesMembers(error)) throw error;
      await joinHalves(run, groupId, some, joins);
    }
  }
}

async function joinHalves(run: Run, groupId: string, ids: readonly string[], joins: Joins): Promise<void> {
  if (ids.length === 1) {
    joins.refused.push(...ids);
    return;
  }
  const half = Math.ceil(ids.length / 2);
  await join(run, groupId, ids.slice(0, half), joins);
  await join(run, groupId, ids.slice(half), joins);
}

function* chunks(ids: readonly string[]): Generator<readonly string[]> {
  for (let start = 0; start < ids.length; start += MEMBERS_A_WRITE)
    yield ids.slice(start, start + MEMBERS_A_WRITE);
}
