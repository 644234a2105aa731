import type { Invariant } from "./invariants";
import { isTakenOutByMembership } from "./invariants-of-memberships";
import type { Team } from "./ledger";
import { listOf, meaning, memberIdsOf, membershipsIn, type Record } from "./record";
import { neededBy, resourceOf } from "./references";
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
  if (inIt.some((one) => !isContradicted(record, one, team) && !comesAfterGroup(record, one, id, team)))
    return false;
  return isOutOfGroup(record, id, team) || isTakenOutByMembership(record, id, team);
}

/** Whether a membership waits for the group's own resource, or the directory that has it, whose update drops somebody: it is not heard of before that has ended. */
function comesAfterGroup(record: Record, membership: Declared, id: string, team: Team): boolean {
  const needed = neededBy(membership);
  return (
    isOutOfGroup(record, id, team) &&
    ownOf(record, team).some(({ name }) => needed.includes(resourceOf(name)))
  );
}

/**
 * Whether nothing could tell the provider that a membership declares somebody: the engine never came to it. Or it came to it after the
 * group's own resource had taken out whom it does not declare, and the membership was refused then; a preview would have refused both.
 */
function isContradicted(record: Record, { name }: Declared, team: Team): boolean {
  const { flags, outcome } = record;
  if (!outcome.heard.has(name)) return true;
  const isRefused = outcome.failures.some((failure) => failure.name === name && failure.step === "check");
  return flags.skipPreview === true && isRefused && ownOf(record, team).some(isExact);
}

/** The resources of the program that are a group's own. */
function ownOf(record: Record, { id, displayName }: Team): Declared[] {
  // A killed run has written nothing of a group that it took over by its name.
  const byName = record.program.filter(
    ({ kind, inputs }) => kind === "group" && inputs.displayName === displayName,
  );
  return [...meaning(record, id), ...byName];
}

const isExact = ({ members, inputs }: Declared) => members !== undefined && inputs.membership !== "additive";

/** Whether the group's own resource says that somebody is not in it. */
function isOutOfGroup(record: Record, id: string, team: Team): boolean {
  const [group] = ownOf(record, team);
  const declared = group && memberIdsOf(record, group);
  if (declared === undefined || declared.includes(id)) return false;
  if (group?.inputs.membership !== "additive") return true;
  return record.before.some((kept) => kept.id === team.id && listOf(kept.outs.members).includes(id));
}
