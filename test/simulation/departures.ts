import type { Invariant } from "./invariants";
import { isTakenOutByMembership } from "./invariants-of-memberships";
import type { Team } from "./ledger";
import { listOf, meaning, memberIdsOf, membershipsIn, type Record, wasHeardOf } from "./record";
import type { Declared } from "./state";

/** Who left which group, but for groups that were deleted. */
export function departures({ deeds }: Record): { id: string; team: Team }[] {
  return deeds.flatMap((deed) =>
    deed.what === "team changed"
      ? deed.before.members
          .filter((id) => !deed.after.members.includes(id))
          .map((id) => ({ id, team: deed.before }))
      : [],
  );
}

export const nobodyLeavesAGroupUndeclared: Invariant = (record) =>
  departures(record)
    .filter(({ id, team }) => !isDeclaredOut(record, id, team))
    .map(({ id, team }) => `${id} left ${team.id}, and nobody declared that`);

function isDeclaredOut(record: Record, id: string, team: Team): boolean {
  const inIt = membershipsIn(record, team.id).filter((one) => memberIdsOf(record, one)?.includes(id));
  if (inIt.some((one) => !isContradicted(record, one))) return false;
  return isOutOfGroup(record, id, team) || isTakenOutByMembership(record, id, team);
}

/**
 * Whether the provider did not hear in time of a membership that a group's own resource contradicts: without a preview the group may
 * be updated before a membership that waits for somebody, and is refused then or not come to; with `--target` nobody tells of it. Nor is one heard
 * of that waits for what failed; under its former name it leaves then.
 */
function isContradicted(record: Record, declared: Declared): boolean {
  const { flags, outcome } = record;
  const { name } = declared;
  const isLate = flags.skipPreview === true && outcome.ended !== "well";
  return isLate || flags.targets?.includes(name) === false || !wasHeardOf(record, declared);
}

/** Whether the group's own resource says that somebody is not in it. */
function isOutOfGroup(record: Record, id: string, team: Team): boolean {
  // A killed run has written nothing of a group that it took over by its name.
  const byName = record.program.filter(
    ({ kind, inputs }) => kind === "group" && inputs.displayName === team.displayName,
  );
  const [group] = [...meaning(record, team.id), ...byName];
  const declared = group && memberIdsOf(record, group);
  if (declared === undefined || declared.includes(id)) return false;
  if (group?.inputs.membership !== "additive") return true;
  return record.before.some((kept) => kept.id === team.id && listOf(kept.outs.members).includes(id));
}
