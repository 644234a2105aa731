import { allowedToLists, type GuardName, type List, listsOf } from "./allowances";
import type { Invariant } from "./invariants";
import type { Deed, Person } from "./ledger";
import { addressesIn, meaning, membershipsIn, type Record } from "./record";
import { keyIn, resourceOf } from "./references";
import type { Declared, Kept } from "./state";

/**
 * A directory's plan is judged whole: where those whom it lets go, cuts off or brings back pass a limit, nothing of it is begun. Where
 * somebody else changes people meanwhile, or an answer tells what is not so, nobody can count them.
 */
export const noPlanPastItsLimitIsBegun: Invariant = (record) => {
  if (record.wasLiedTo || record.besieged.size > 0) return [];
  return listsOf(record).flatMap((list) => {
    const wanted = wantedOf(record, list);
    return (Object.keys(wanted) as GuardName[]).flatMap((guard) => {
      const allowed = allowedToLists(record, guard);
      if (wanted[guard].length <= allowed) return [];
      return deedsOf(record, list).map(
        ({ what, before }) =>
          `${before.id} ${what}, and ${wanted[guard].length} of ${list.now ?? list.before} are past ${guard}, which allows ${allowed}`,
      );
    });
  });
};

/** What a limit allows a plan when it is judged, it allows its steps: nothing but other resources may use it up meanwhile. */
export const noGuardStopsAPlanHalfway: Invariant = (record) => {
  const { outcome, faults, wasLiedTo, besieged } = record;
  if (faults > 0 || wasLiedTo || besieged.size > 0) return [];
  const lists = listsOf(record);
  const ofLists = new Set(lists.flatMap((list) => deedsOf(record, list)));
  // What other resources do meanwhile counts as well.
  if (record.deeds.some((deed) => COUNTED.includes(deed.what) && !ofLists.has(deed))) return [];
  return lists.flatMap((list) =>
    outcome.failures
      .filter(({ name, message }) => name === (list.now ?? list.before) && REFUSED_BY_A_GUARD.test(message))
      .flatMap(({ message }) =>
        deedsOf(record, list).map(({ what, before: { id } }) => `${id} ${what}, and then: ${message}`),
      ),
  );
};

const COUNTED: readonly Deed["what"][] = ["deactivated", "activated", "team deleted"];

/** How the refusal of a single step begins, or of one that was judged together with others. */
const REFUSED_BY_A_GUARD = /: this run has \w+ \d+ already|at this moment pass slack-scim:max/;

/** Who leaves a directory comes last: a run that ends in its middle has let nobody go before everybody else was brought. */
export const whoLeavesAListComesLast: Invariant = (record) =>
  listsOf(record).flatMap((list) => {
    const isPlayed = list.now !== undefined && record.outcome.heard.has(list.now);
    if (!isPlayed || record.flags.replace === list.now) return [];
    const leaving = new Set(
      record.before.filter((kept) => isLeaverOf(record, list, kept)).map(({ id }) => id),
    );
    const deeds = deedsOf(record, list);
    const first = deeds.findIndex(({ what, before }) => isEnd(what) && leaving.has(before.id));
    if (first === -1) return [];
    return deeds
      .slice(first)
      .filter(({ before }) => !leaving.has(before.id))
      .map(({ what, before }) => `${before.id} ${what} after ${deeds[first]?.before.id} was let go`);
  });

const isEnd = (what: Deed["what"]) => what === "deactivated" || what === "team deleted";

/** Whether memberships let people into a group, or did, beside the directory that has it. */
function hasMemberships(record: Record, teamId: string): boolean {
  return (
    membershipsIn(record, teamId).length > 0 ||
    record.before.some(({ kind, outs }) => kind === "membership" && outs.groupId === teamId)
  );
}

/** What was changed of those in a directory, and of nobody whom another resource has as well. Of one that is replaced the delete is a plan of its own. */
function deedsOf(record: Record, list: List): Deed[] {
  const isReplaced = list.now !== undefined && record.flags.replace === list.now;
  return record.deeds.filter((deed) => {
    const { what, before } = deed;
    if (what === "team changed" && hasMemberships(record, before.id)) return false;
    const declared = meaningOf(record, deed);
    if (declared.length > 0)
      return !isReplaced && declared.every(({ name }) => isIn(list, name) || isFormer(list, name));
    const had = record.before.filter(({ id }) => id === before.id);
    return had.length > 0 && had.every(({ name }) => isFormer(list, name)) && isEnd(what);
  });
}

/** The resources that mean what a deed was done to; a group that was just made, and is in no state, by its name. */
function meaningOf(record: Record, { what, before: one }: Deed): Declared[] {
  if ("emails" in one) return meaning(record, one.id, one.emails);
  const byId = meaning(record, one.id);
  if (byId.length > 0 || what !== "team made") return byId;
  return record.program.filter(
    ({ kind, inputs }) => kind === "group" && inputs.displayName === one.displayName,
  );
}

/** Whom a directory's plan would cut off, bring back or delete, as far as limits count it. */
function wantedOf(record: Record, list: List): { [guard in GuardName]: string[] } {
  const { heldBefore } = record;
  const leavers = record.before.filter(
    (kept) => !kept.isPendingDelete && isLeaverOf(record, list, kept) && !isRetained(record, kept),
  );
  const isActive = ({ id }: { id: string }) => heldBefore.people.some((one) => one.id === id && one.active);
  const isThere = ({ id }: { id: string }) => heldBefore.teams.some((one) => one.id === id);
  const ids = (all: readonly { id: string }[]) => [...new Set(all.map(({ id }) => id))];
  return {
    maxDeactivations: ids([...leavers.filter(isActive), ...turned(record, list, false).filter(isActive)]),
    maxReactivations: ids(turned(record, list, true).filter((person) => !isActive(person))),
    maxGroupDeletions: ids(leavers.filter(isThere)),
  };
}

/** Whom the program no longer declares anywhere, by what the state or Slack says of them. */
function isLeaverOf(record: Record, list: List, { name, kind, id, outs }: Kept): boolean {
  if (!isFormer(list, name)) return false;
  const { people, teams } = record.heldBefore;
  const emails = people.find((one) => one.id === id)?.emails ?? [];
  const called = [outs.displayName, teams.find((one) => one.id === id)?.displayName];
  const isNamed = record.program.some((one) => one.kind === kind && called.includes(one.inputs.displayName));
  if (kind === "group" && isNamed) return false;
  return meaning(record, id, [...emails, ...addressesIn(outs)]).length === 0;
}

/** Whether who leaves stays in Slack as they are. */
function isRetained({ configuration }: Record, { kind, outs }: Kept): boolean {
  const word = outs.onDelete ?? configuration[kind === "user" ? "onDelete" : "onGroupDelete"];
  return word === undefined ? outs.adopted === true && outs.reactivated !== true : word === "retain";
}

/** People of a directory who are declared active, or inactive, and are not so by its state; of newcomers those who are in Slack already. */
function turned(record: Record, list: List, active: boolean): Person[] {
  return record.program
    .filter(({ name, kind, inputs }) => kind === "user" && isIn(list, name) && inputs.active === active)
    .flatMap((one) => {
      const kept = record.before.find(
        ({ name, isPendingDelete }) => !isPendingDelete && isFormer(list, name) && isSame(one, name),
      );
      if (kept !== undefined && kept.outs.active === active) return [];
      if (kept === undefined && one.inputs.adoptId !== undefined) return [];
      return record.heldBefore.people.filter(({ id, emails }) =>
        kept === undefined ? emails[0] === addressesIn(one.inputs)[0] : id === kept.id,
      );
    });
}

const isIn = ({ now }: List, name: string) => name.includes("/") && resourceOf(name) === now;
const isFormer = ({ before }: List, name: string) => name.includes("/") && resourceOf(name) === before;
const isSame = (one: Declared, former: string) =>
  one.alias === undefined ? keyIn(one.name) === keyIn(former) : one.alias === former;
