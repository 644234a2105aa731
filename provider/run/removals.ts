import type { ScimGroupRecord } from "../scim";
import type { Limit } from "../settings/settings";
import { waysToSay } from "../settings/table";
import { RECORDED_FOR_DESTROY } from "./guard";
import { sample } from "./messages";
import { describeUser } from "./names";
import type { Run } from "./run";

/** Of a group up to this size a share tells little: where the limit is one, it may lose everybody. */
const SMALL_GROUP = 10;

/** How many of so many members may leave at once. */
export function removalsAllowed({ count, percent }: Limit, members: number): number {
  if (count !== undefined) return count;
  return members <= SMALL_GROUP ? members : Math.floor((members * (percent ?? 100)) / 100);
}

/**
 * Refuses to take out of a group more than the settings allow a run, or anybody who is protected. Nothing has been sent then.
 * Several resources may take people out of one group, so the run counts together what they ask for, refused or not.
 * @param leavers who is in the group now and is to leave
 * @throws Error which names the limit, what was asked, and the key that lifts it
 */
export async function refuseRemovals(
  run: Run,
  group: ScimGroupRecord,
  leavers: readonly string[],
  name: string,
): Promise<void> {
  if (leavers.length === 0) return;
  const { members, leaving } = removalsOf(run, group);
  const refusal = refusalOfRemovals(run, group, leavers, name);
  run.removals.set(group.id, { members, leaving: leaving + leavers.length });
  throwIfAny(await refusal);
}

/** Why these are not taken out of a group; nothing where they may be. Counts nothing, so a preview can ask as well. */
export async function refusalOfRemovals(
  run: Run,
  group: ScimGroupRecord,
  leavers: readonly string[],
  name: string,
): Promise<string | undefined> {
  if (leavers.length === 0) return undefined;
  const { members, leaving: before } = removalsOf(run, group);
  const leaving = before + leavers.length;
  const earlier = before > 0 ? `, after ${before} that this run was to take out before` : "";
  const listed = `${sample(leavers)}${earlier}`;
  return (
    refusalOfPlannedRemovals(run, { name, members, leaving, listed }) ??
    refusalOfProtected(run, leavers, `is not taken out of ${name}`)
  );
}

/** How many of how many members are to leave a group. */
export interface Removals {
  /** How messages name the group. */
  name: string;
  members: number;
  leaving: number;
  /** Who they are. */
  listed: string;
}

/** Why so many may not leave a group at once; nothing where they may. */
export function refusalOfPlannedRemovals(
  run: Run,
  { name, members, leaving, listed }: Removals,
): string | undefined {
  const limits = run.settings.maxMemberRemovals.map((limit) => removalsAllowed(limit, members));
  const allowed = Math.min(...limits);
  if (leaving <= allowed) return undefined;
  return (
    `${name} would lose ${leaving} of its ${members} members (${listed}), and ${waysToSay("maxMemberRemovals")} allows ${allowed}. ` +
    `Nobody joined or left it. If this many are meant, review the list and raise the setting, as a number or as percent of a group (\`100%\`). ${RECORDED_FOR_DESTROY}`
  );
}

/** What the small groups of a list lose together. */
export interface SmallGroups {
  /** The groups that lose somebody. */
  losing: string[];
  /** How many are in all small groups of the list. */
  members: number;
  leaving: number;
}

/**
 * Adds the groups up that are too small for a share, since a list that was cut short empties many of them.
 * @param groups all of one list, also those that nobody leaves
 */
export function smallGroupsOf(
  groups: readonly Pick<Removals, "name" | "members" | "leaving">[],
): SmallGroups {
  const small = groups.filter(({ members }) => members <= SMALL_GROUP);
  return {
    losing: small.filter(({ leaving }) => leaving > 0).map(({ name }) => name),
    members: small.reduce((sum, { members }) => sum + members, 0),
    leaving: small.reduce((sum, { leaving }) => sum + leaving, 0),
  };
}

/** How many may leave the small groups of a list together: the share of all of them; any number where the limits are numbers. */
export function removalsAllowedTogether(limits: readonly Limit[], { members }: SmallGroups): number {
  const shares = limits.filter(({ count }) => count === undefined);
  return Math.min(...shares.map((share) => removalsAllowed(share, members)));
}

/** How a refusal begins that concerns small groups together. */
export function describeSmallGroups({ losing, members, leaving }: SmallGroups): string {
  const those = losing.length === 1 ? `${losing[0]} is` : `${sample(losing)} are`;
  return `${those} of the groups of at most ${SMALL_GROUP}, which have ${members} members together and would lose ${leaving}`;
}

/** Why so many may not leave the small groups of a list at once; nothing where they may. */
export function refusalOfSmallGroups(run: Run, groups: readonly Removals[]): string | undefined {
  const small = smallGroupsOf(groups);
  const allowed = removalsAllowedTogether(run.settings.maxMemberRemovals, small);
  if (small.leaving <= allowed) return undefined;
  return (
    `${describeSmallGroups(small)}, and ${waysToSay("maxMemberRemovals")} allows ${allowed}. ` +
    `Nobody joined or left them. If this many are meant, review the list and raise the setting: to a larger percentage, or to a number, which each group is held to. ${RECORDED_FOR_DESTROY}`
  );
}

/** Refuses when somebody among these is protected. */
export async function refuseProtected(run: Run, ids: readonly string[], step: string): Promise<void> {
  throwIfAny(await refusalOfProtected(run, ids, step));
}

async function refusalOfProtected(
  run: Run,
  ids: readonly string[],
  step: string,
): Promise<string | undefined> {
  if (!run.protection.isOn) return undefined;
  for (const id of ids) {
    const person = await run.people.read(id);
    const refusal = run.protection.refusalOf(describeUser({ ...person }, id), step, { id, ...person });
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

/** What the run has been asked to take out of a group, and how many were in it before. */
function removalsOf(run: Run, group: ScimGroupRecord): { members: number; leaving: number } {
  return run.removals.get(group.id) ?? { members: group.members.length, leaving: 0 };
}

function throwIfAny(refusal: string | undefined): void {
  if (refusal !== undefined) throw new Error(refusal);
}
