import type { ScimGroupRecord } from "../scim";
import type { RemovalLimit } from "../settings/settings";
import { waysToSay } from "../settings/table";
import { RECORDED_FOR_DESTROY } from "./guard";
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
  const { members, leaving: before } = run.removals.get(group.id) ?? {
    members: group.members.length,
    leaving: 0,
  };
  const leaving = before + leavers.length;
  run.removals.set(group.id, { members, leaving });
  const limits = run.settings.maxMemberRemovals.map((limit) => removalsAllowed(limit, members));
  const allowed = Math.min(...limits);
  if (leaving > allowed) {
    const earlier = before > 0 ? `, after ${before} that this run was to take out before` : "";
    throw new Error(
      `${name} would lose ${leaving} of its ${members} members (${sample(leavers)}${earlier}), and ${waysToSay("maxMemberRemovals")} allows ${allowed}. ` +
        `Nothing was changed for this resource. If this many are meant, review the list and raise the setting, as a number or as percent of a group (\`100%\`). ${RECORDED_FOR_DESTROY}`,
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
