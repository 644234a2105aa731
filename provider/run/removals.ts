import type { ScimGroupRecord } from "../scim";
import type { RemovalLimit } from "../settings/settings";
import { waysToSay } from "../settings/table";
import { sample } from "./messages";
import { describeUser } from "./names";
import type { Run } from "./run";

/** Groups up to this size may lose as many as they like, where the limit is a share. */
const SMALL_GROUP = 10;

/** How many of so many members may leave at once. */
export function removalsAllowed({ count, percent }: RemovalLimit, members: number): number {
  if (count !== undefined) return count;
  return members <= SMALL_GROUP ? members : Math.floor((members * (percent ?? 100)) / 100);
}

/**
 * Refuses to take out of a group more than the settings allow, or anybody who is protected. Nothing has been sent then.
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
  const members = group.members.length;
  const limits = run.settings.maxMemberRemovals.map((limit) => removalsAllowed(limit, members));
  const allowed = Math.min(...limits);
  if (leavers.length > allowed) {
    throw new Error(
      `${name} would lose ${leavers.length} of its ${members} members (${sample(leavers)}), and ${waysToSay("maxMemberRemovals")} allows ${allowed}. ` +
        "Nothing was changed for this group. If this many are meant, review the list and raise the setting, as a number or as percent of a group (`100%`).",
    );
  }
  await refuseProtected(run, leavers, `is not taken out of ${name}`);
}

/** Refuses when somebody among these is protected. */
export async function refuseProtected(run: Run, ids: readonly string[], step: string): Promise<void> {
  if (!run.protection.isOn) return;
  for (const id of ids) {
    const person = await run.people.read(id);
    run.protection.refuse(describeUser({ ...person }, id), step, { id, ...person });
  }
}
