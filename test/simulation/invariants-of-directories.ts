import type { Invariant } from "./invariants";
import { meaning, type Record } from "./record";
import { resourceOf } from "./references";
import type { Kept } from "./state";

/** What is counted of those who leave a directory, the deed that ends it, and the limits as they are without a setting. */
const COUNTED = [
  { kind: "user", guard: "maxDeactivations", deed: "deactivated", allowed: "5", setting: "onDelete" },
  { kind: "group", guard: "maxGroupDeletions", deed: "team deleted", allowed: "3", setting: "onGroupDelete" },
] as const;

/**
 * A directory's plan is judged whole: where those who leave it pass a limit, none of them is let go, and where nothing else is declared
 * nothing at all is written. Where somebody else changes people meanwhile, or a look fails, nobody can count them.
 */
export const noPlanPastItsLimitIsBegun: Invariant = (record) => {
  if (record.faults > 0 || record.wasLiedTo || record.besieged.size > 0) return [];
  return COUNTED.flatMap((counted) => {
    const limit = Number(record.configuration[counted.guard] ?? counted.allowed);
    return listsOf(record).flatMap((list) => {
      const leavers = leaversOf(record, list, counted);
      if (leavers.length <= limit) return [];
      const deeds = isAlone(record, list)
        ? record.deeds
        : record.deeds.filter(({ before }) => leavers.some(({ id }) => id === before.id));
      return deeds
        .filter(({ what }) => what === counted.deed || isAlone(record, list))
        .map(
          ({ what, before }) => `${before.id} ${what}, and ${leavers.length} leave ${list}: over ${limit}`,
        );
    });
  });
};

/** Whether a program and a state have nothing but this directory. */
function isAlone({ program, before }: Record, list: string): boolean {
  return [...program, ...before].every(({ name }) => resourceOf(name) === list);
}

function listsOf({ before }: Record): string[] {
  return [...new Set(before.filter(({ name }) => name.includes("/")).map(({ name }) => resourceOf(name)))];
}

/** Who is to lose something by leaving: active people, and groups that there are, whom nothing declares and nothing retains. */
function leaversOf(record: Record, list: string, counted: (typeof COUNTED)[number]): Kept[] {
  const { heldBefore, configuration } = record;
  return record.before.filter(({ name, kind, id, outs, isPendingDelete }) => {
    if (resourceOf(name) !== list || kind !== counted.kind || isPendingDelete) return false;
    const person = heldBefore.people.find((one) => one.id === id);
    const isThere = person?.active === true || heldBefore.teams.some((one) => one.id === id);
    const word = outs.onDelete ?? configuration[counted.setting];
    const isKept =
      word === undefined ? outs.adopted === true && outs.reactivated !== true : word === "retain";
    return isThere && !isKept && meaning(record, id, person?.emails).length === 0;
  });
}
