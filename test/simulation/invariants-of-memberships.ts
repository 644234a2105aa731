import type { Invariant } from "./invariants";
import type { Team } from "./ledger";
import { listOf, meaning, memberIdsOf, membershipsIn, type Record, teamIdOf } from "./record";
import type { Kept } from "./state";

/** Whether a membership may take somebody out of a group: it had them, and let them in or says that it owns whom it has. */
export function isTakenOutByMembership(record: Record, id: string, team: Team): boolean {
  const [own] = meaning(record, team.id);
  if (own && record.outcome.heard.has(own.name) && memberIdsOf(record, own)?.includes(id)) return false;
  return membershipsOf(record.before, team.id)
    .filter((kept) => [...listOf(kept.outs.members), ...listOf(kept.outs.added)].includes(id))
    .flatMap((kept) => wordsOf(record, kept))
    .some(
      (word) =>
        word === "remove" || (word === undefined && record.ledger.mayHaveLetIn(record.stack, team.id, id)),
    );
}

/** What a membership says of whom it has: an update goes by the program, a delete by the state. */
function wordsOf(record: Record, kept: Kept): unknown[] {
  const declared = record.program.find(({ name, alias }) => name === kept.name || alias === kept.name);
  const isUpdated = declared !== undefined && teamIdOf(record, declared) === kept.outs.groupId;
  const isDeleted = !isUpdated || kept.isPendingDelete || record.flags.replace === declared.name;
  return [...(isUpdated ? [declared.inputs.onDelete] : []), ...(isDeleted ? [kept.outs.onDelete] : [])];
}

/** What a state says that a membership let in, it takes out one day: so it may say so of nobody whom somebody else let in. */
export const onlyWhoWasAddedIsOwned: Invariant = ({ after, ledger, stack }) =>
  memberships(after).flatMap(({ name, outs }) =>
    listOf(outs.added)
      .filter((id) => ledger.teams.get(String(outs.groupId))?.members.includes(id))
      .filter((id) => !ledger.mayHaveLetIn(stack, String(outs.groupId), id))
      .map((id) => `${name} says that it let ${id} into ${outs.groupId}, and somebody else did`),
  );

/** Whom a membership let in, and no state knows any more, nobody would ever take out. */
export const nobodyAddedIsForgotten: Invariant = (record) => {
  const { before, after, ledger, stack } = record;
  if (record.wasLiedTo) return [];
  return memberships(before).flatMap((kept) => {
    const teamId = String(kept.outs.groupId);
    const team = ledger.teams.get(teamId);
    if (team === undefined || record.besieged.has(teamId) || wordsOf(record, kept).includes("retain"))
      return [];
    const known = membershipsOf(after, teamId).flatMap(({ outs }) => listOf(outs.added));
    return listOf(kept.outs.added)
      .filter((id) => team.members.includes(id) && ledger.mayHaveLetIn(stack, teamId, id))
      .filter((id) => !known.includes(id) && !isDeclaredIn(record, teamId, id))
      .map((id) => `${kept.name} let ${id} into ${teamId}, and no state knows it any more`);
  });
};

/** Whom a command lets in for a membership its state knows, unless no state can; else they would stay in for good. */
export const nobodyLetInIsForgotten: Invariant = (record) => {
  if (record.outcome.ended === "killed" || record.faults > 1 || record.wasLiedTo || record.besieged.size > 0)
    return [];
  return record.deeds.flatMap((deed) => {
    if (deed.what !== "team changed") return [];
    const { id: teamId, members } = deed.after;
    const known = membershipsOf(record.after, teamId).flatMap(({ outs }) => listOf(outs.added));
    const declared = membershipsIn(record, teamId).flatMap((one) => memberIdsOf(record, one) ?? []);
    // Where the group's own resource declares them as well, one of the two is refused, and the other one has them.
    const byGroup = meaning(record, teamId).flatMap((one) => memberIdsOf(record, one) ?? []);
    return members
      .filter((id) => !deed.before.members.includes(id) && declared.includes(id) && !byGroup.includes(id))
      .filter((id) => record.ledger.teams.get(teamId)?.members.includes(id) && !known.includes(id))
      .map((id) => `${id} was let into ${teamId}, and no state says so`);
  });
};

/** Whether the program declares somebody in a group, whoever let them in. */
function isDeclaredIn(record: Record, teamId: string, id: string): boolean {
  return [...meaning(record, teamId), ...membershipsIn(record, teamId)].some((declared) =>
    memberIdsOf(record, declared)?.includes(id),
  );
}

function memberships(entries: readonly Kept[]): Kept[] {
  return entries.filter(({ kind }) => kind === "membership");
}

function membershipsOf(entries: readonly Kept[], teamId: string): Kept[] {
  return memberships(entries).filter(({ outs }) => outs.groupId === teamId);
}
