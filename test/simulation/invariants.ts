import { allowedToRun } from "./allowances";
import { departures, nobodyLeavesAGroupUndeclared } from "./departures";
import {
  noGuardStopsAPlanHalfway,
  noPlanPastItsLimitIsBegun,
  whoLeavesAListComesLast,
} from "./invariants-of-directories";
import {
  nobodyAddedIsForgotten,
  nobodyLetInIsForgotten,
  onlyWhoWasAddedIsOwned,
} from "./invariants-of-memberships";
import { nobodyIsConvertedUnasked, nobodyIsLedUnasked } from "./invariants-of-profiles";
import type { Deed, Person, Team } from "./ledger";
import { TOKEN } from "./process";
import { accountsOfTwo, addressesIn, listOf, meaning, needs, type Record } from "./record";
import { resourceOf } from "./references";
import type { Declared, Kept } from "./state";
import { PASSWORD } from "./vocabulary";

/** Looks at one command and says what it did that nobody may do. */
export type Invariant = (record: Record) => string[];

/** What a configuration says, told without the provider's own code. */
function settingsOf({ configuration }: Record) {
  const { maxMemberRemovals = "50%", protectedUsers = "", onDelete, onGroupDelete } = configuration;
  return {
    // A share does not bind groups of up to ten, and here are no larger ones.
    maxMemberRemovals: maxMemberRemovals.endsWith("%") ? Number.POSITIVE_INFINITY : Number(maxMemberRemovals),
    protectedUsers: protectedUsers.split(",").filter(Boolean),
    onDelete,
    onGroupDelete,
  };
}

type PersonDeed = Extract<Deed, { before: Person }>;

const people = (record: Record, what: Deed["what"]): Person[] =>
  record.deeds
    .flatMap((deed) => (deed.what === what ? [(deed as PersonDeed).before] : []))
    .filter(({ id }) => (what !== "activated" && what !== "deactivated") || !isConvertedByV1(record, id));
const teams = ({ deeds }: Record, what: Deed["what"]): Team[] =>
  deeds.flatMap((deed) => (deed.what === what ? [deed.before as Team] : []));
const named = ({ userName, id }: Person) => `${userName} (${id})`;

/**
 * Whether somebody inactive was made a guest, or a member again, with SCIM v1, which reactivates them whatever else it is told: the
 * request after it takes that back, or the state says that it owes it. A run that is killed between the two can do neither.
 */
function isConvertedByV1(record: Record, id: string): boolean {
  const { configuration, deeds, heldBefore, ledger, after, outcome } = record;
  return (
    configuration.version === "1" &&
    deeds.some(({ what, before }) => what === "converted" && before.id === id) &&
    heldBefore.people.some((person) => person.id === id && !person.active) &&
    (outcome.ended === "killed" ||
      ledger.people.get(id)?.active === false ||
      after.some((kept) => kept.id === id && kept.outs.pendingDeactivation === true))
  );
}

/** The state's entries of an id before the command. */
const keptAs = ({ before }: Record, id: string): Kept[] => before.filter((kept) => kept.id === id);

/** Whether somebody is to be inactive: so declared, or inactive until a conversion by this stack reactivated them against its request. */
const isToBeInactive = (record: Record, person: Person) =>
  meaning(record, person.id, person.emails).some(({ inputs }) => inputs.active === false) ||
  keptAs(record, person.id).some(({ outs }) => outs.pendingDeactivation === true);

/**
 * Whether a resource waits for the directory that lets somebody go whom it is to have, or the engine comes to it only after that one: the
 * provider hears of it too late. A preview would have refused it.
 */
function comesTooLate({ flags, program, before }: Record, declared: Declared, id: string): boolean {
  const hadThem = before.filter((kept) => kept.id === id && kept.name.includes("/"));
  if (flags.skipPreview !== true) return false;
  return hadThem.some(({ name }) => flags.parallel === 1 || needs(program, declared, name));
}

/** With `--continue-on-error` Pulumi deletes what waits for a resource that failed, and the provider never hears that it is declared. */
export const nobodyDeclaredIsDeactivated: Invariant = (record) =>
  people(record, "deactivated")
    .filter(({ id, emails }) =>
      meaning(record, id, emails).some(
        (one) => record.outcome.heard.has(one.name) && !comesTooLate(record, one, id),
      ),
    )
    .filter((person) => !isToBeInactive(record, person))
    .map((person) => `${named(person)} is declared and was deactivated`);

/** Whether the stack may end what it has: it says so, or made it. */
function isOwned(record: Record, id: string, setting: "onDelete" | "onGroupDelete"): boolean {
  const said = [
    ...keptAs(record, id).map(({ outs }) => outs.onDelete),
    ...meaning(record, id).map(({ inputs }) => inputs.onDelete),
  ].find((value) => value !== undefined);
  const word = said ?? settingsOf(record)[setting];
  if (word !== undefined) return word !== "retain";
  const { ledger, stack } = record;
  return ledger.mayHaveMade(stack, id) || ledger.revivers.get(id) === stack;
}

export const nobodyOfAnotherIsDeactivated: Invariant = (record) =>
  people(record, "deactivated")
    .filter((person) => !isToBeInactive(record, person) && !isOwned(record, person.id, "onDelete"))
    .map((person) => `${named(person)} was deactivated, and is not this stack's to deactivate`);

export const noGroupOfAnotherIsDeleted: Invariant = (record) =>
  teams(record, "team deleted")
    .filter(({ id }) => !isOwned(record, id, "onGroupDelete"))
    .map(({ id }) => `the group ${id} was deleted, and is not this stack's to delete`);

export const noDeclaredGroupIsDeleted: Invariant = (record) =>
  teams(record, "team deleted")
    .filter(({ id }) =>
      meaning({ ...record, before: [] }, id).some((one) => record.outcome.heard.has(one.name)),
    )
    .map(({ id }) => `the group ${id} is declared and was deleted`);

/** Whether the program has a resource to which the engine never came. */
const isUnheard = ({ program, outcome }: Record, name: string) =>
  program.some((one) => one.name === name) && !outcome.heard.has(name);

/**
 * Whom somebody else lets in between the look and the deletion nobody can see. After a replacement that was cut short a state has
 * the group twice: whom either declares, the stack declares; it goes by what either of the two allows. One that is declared, and not
 * heard of, is not what was deleted.
 */
export const noGroupWithStrangersIsDeleted: Invariant = (record) =>
  teams(record, "team deleted")
    .filter(({ id }) => !record.besieged.has(id))
    .flatMap(({ id, members }) => {
      const declared = keptAs(record, id).flatMap(({ outs }) => listOf(outs.members));
      const isExact = ({ outs }: Kept) => outs.members !== undefined && outs.membership !== "additive";
      const gone = keptAs(record, id).filter(({ name }) => !isUnheard(record, name));
      const isAllowed =
        members.every((member) => declared.includes(member)) ||
        gone.some((kept) => kept.outs.onDelete !== undefined || isExact(kept));
      return isAllowed
        ? []
        : gone.map(({ name }) => `${name} was deleted with members whom nothing declared`);
    });

export const nobodyProtectedIsHarmed: Invariant = (record) => {
  const entries = settingsOf(record).protectedUsers;
  const isProtected = ({ id, userName, emails }: Person) =>
    [id.toLowerCase(), userName, ...emails].some((name) => entries.includes(name));
  const member = (id: string) => record.ledger.people.get(id);
  const left = departures(record).flatMap(({ id }) => member(id) ?? []);
  const locked = teams(record, "team deleted").flatMap((team) =>
    team.members.flatMap((id) => member(id) ?? []),
  );
  // Whoever the command itself made is made as declared, inactive for instance.
  const made = people(record, "made").map(({ id }) => id);
  const changed = (["deactivated", "renamed", "converted"] as const).flatMap((what) => people(record, what));
  return [...changed, ...left, ...locked]
    .filter((person) => isProtected(person) && !made.includes(person.id))
    .map((person) => `${named(person)} is protected and was harmed`);
};

/** Slack reactivates whoever it converts: nobody sees a deactivation by others between the look and the conversion. */
export const nobodyIsRevivedUnasked: Invariant = (record) =>
  people(record, "activated")
    .filter(
      ({ id }) => !(record.besieged.has(id) && people(record, "converted").some((one) => one.id === id)),
    )
    .filter((person) =>
      meaning(record, person.id, person.emails).every(({ inputs }) => inputs.active !== true),
    )
    .map((person) => `${named(person)} was reactivated unasked`);

export const noGuardIsPassed: Invariant = (record) => {
  const settings = settingsOf(record);
  // Whoever is made as inactive as declared had no access before.
  const made = people(record, "made").map(({ id }) => id);
  const deactivated = people(record, "deactivated").filter(({ id }) => !made.includes(id));
  const counts = [
    ["maxDeactivations", deactivated.length],
    ["maxReactivations", people(record, "activated").length],
    ["maxGroupDeletions", teams(record, "team deleted").length],
  ] as const;
  const passed = counts
    .filter(([guard, count]) => count > allowedToRun(record, guard))
    .map(([guard, count]) => `${count} pass ${guard}, which allows ${allowedToRun(record, guard)}`);
  return [...passed, ...record.deeds.flatMap((deed) => tooManyLeft(deed, settings.maxMemberRemovals))];
};

function tooManyLeft(deed: Deed, maxMemberRemovals: number): string[] {
  if (deed.what !== "team changed") return [];
  const { members, id } = deed.before;
  const gone = members.filter((one) => !deed.after.members.includes(one)).length;
  return gone > maxMemberRemovals
    ? [`${gone} of ${members.length} left ${id} at once, ${maxMemberRemovals} are allowed`]
    : [];
}

/** A group that somebody else makes in the middle of a command may come between its look and its POST. */
export const noGroupIsMadeTwice: Invariant = ({ deeds, besieged }) =>
  deeds.flatMap((deed) => {
    if (deed.what !== "team made") return [];
    const namesakes = deed.namesakes.filter((id) => !besieged.has(id));
    return namesakes.length > 0
      ? [`${deed.before.id} was made beside ${namesakes.join()} of the same name`]
      : [];
  });

/**
 * Somebody who is made while the state has another account for the resource is made twice; but for a replacement that is forced of
 * somebody whose address others changed.
 */
export const nobodyIsMadeTwice: Invariant = (record) =>
  people(record, "made").flatMap((person) =>
    meaning(record, person.id, person.emails).flatMap(({ name }) =>
      record.before
        .filter((kept) => kept.name === name && kept.id !== person.id && !kept.isPendingDelete)
        .filter(
          ({ id }) =>
            record.flags.replace !== resourceOf(name) ||
            record.ledger.people.get(id)?.emails[0] === person.emails[0],
        )
        .filter(({ id }) => record.ledger.people.has(id) && record.after.some((kept) => kept.id === id))
        .map(({ id }) => `${named(person)} was made beside ${id}, which ${name} has already`),
    ),
  );

export const noTwoResourcesHaveOneAccount: Invariant = (record) =>
  accountsOfTwo(record).map((id) => `${id} is the account of two resources that are declared`);

/** What an `up` or a destroy takes out of the state, and Slack still has. */
function leftBehind({ verb, before, after, ledger, ...record }: Record): Kept[] {
  if ((verb !== "up" && verb !== "destroy") || record.wasLiedTo) return [];
  return before
    .filter((kept) => !after.some(({ id }) => id === kept.id))
    .filter(({ id }) => ledger.people.get(id)?.active === true || ledger.teams.has(id))
    .filter(({ id }) => !record.besieged.has(id));
}

/**
 * What a delete leaves in Slack is retained or declared elsewhere: else nobody would ever end that access. After a replacement that was cut
 * short a state has it twice, and what is retained by one stays.
 */
export const nobodyWhoLeftKeepsAccess: Invariant = (record) =>
  leftBehind(record)
    .filter(({ id, kind, outs }) => {
      const isRetainedByOther = keptAs(record, id).some((other) => other.outs.onDelete === "retain");
      const setting = settingsOf(record)[kind === "user" ? "onDelete" : "onGroupDelete"];
      const word = outs.onDelete ?? (isRetainedByOther ? "retain" : setting);
      const isRetained =
        word === undefined ? outs.adopted === true && outs.reactivated !== true : word === "retain";
      const emails = record.ledger.people.get(id)?.emails ?? [];
      return !isRetained && meaning(record, id, [...emails, ...addressesIn(outs)]).length === 0;
    })
    .map(({ name, id }) => `${name} left the program, and ${id} is there as before`);

/** A kill and an answer that never comes leave what no state can know; the next `up` finds it. */
export const nothingMadeIsForgotten: Invariant = (record) => {
  if (record.outcome.ended === "killed" || record.faults > 1 || record.wasLiedTo || record.besieged.size > 0)
    return [];
  const made = [...people(record, "made"), ...teams(record, "team made")].map(({ id }) => id);
  return made
    .filter((id) => !record.after.some((kept) => kept.id === id))
    .map((id) => `${id} was made and is not in the state`);
};

export const nobodyThereIsDropped: Invariant = ({ verb, before, after, ledger, wasLiedTo }) => {
  if (verb !== "refresh" || wasLiedTo) return [];
  return before
    .filter(({ id }) => !after.some((kept) => kept.id === id))
    .filter(({ id, outs }) => ledger.people.has(id) || ledger.teams.has(String(outs.groupId ?? id)))
    .map(({ id, name }) => `${name} was dropped from the state, and ${id} is there`);
};

export const previewsAndRefreshesWriteNothing: Invariant = ({ verb, writes, outcome }) => {
  if (verb !== "preview" && verb !== "refresh" && !outcome.isRefused) return [];
  return writes.map(({ method, path }) => `a ${verb} that was to write nothing sent ${method} ${path}`);
};

export const noSecretIsSaid: Invariant = ({ outcome, after }) => {
  const said = [
    ...outcome.lines,
    ...outcome.failures.map(({ message }) => message),
    ...after.map(({ outs }) => JSON.stringify(outs)),
  ];
  return said
    .filter((line) => line.includes(PASSWORD) || line.includes(TOKEN))
    .map((line) => `said: ${line}`);
};

export const onlyJsonPasses: Invariant = ({ outcome: { failures } }) =>
  failures.filter(({ message }) => message.startsWith("not JSON")).map(({ message }) => message);

/** A failure that no person could act on is a mistake of the program's. */
export const noFailureIsOurMistake: Invariant = ({ outcome: { failures } }) =>
  failures
    .filter(({ message }) => /TypeError|ReferenceError|undefined|\[object/.test(message))
    .map(({ name, message }) => `${name}: ${message}`);

/** Slack's limits are shared with everybody else, so a 429 is waited for, however many come. */
export const no429EndsAStep: Invariant = ({ faults, outcome: { failures } }) =>
  failures
    .filter(({ message }) => faults === 0 && /\b429\b|too_many_requests/.test(message))
    .map(({ name, step, message }) => `${step} of ${name}: ${message}`);

export const INVARIANTS: { readonly [sentence: string]: Invariant } = {
  nobodyDeclaredIsDeactivated,
  nobodyOfAnotherIsDeactivated,
  nobodyProtectedIsHarmed,
  nobodyIsRevivedUnasked,
  nobodyIsConvertedUnasked,
  nobodyIsLedUnasked,
  nobodyLeavesAGroupUndeclared,
  noDeclaredGroupIsDeleted,
  noGroupOfAnotherIsDeleted,
  noGroupWithStrangersIsDeleted,
  noGuardIsPassed,
  noPlanPastItsLimitIsBegun,
  noGuardStopsAPlanHalfway,
  whoLeavesAListComesLast,
  noGroupIsMadeTwice,
  nobodyIsMadeTwice,
  noTwoResourcesHaveOneAccount,
  nothingMadeIsForgotten,
  nobodyWhoLeftKeepsAccess,
  nobodyThereIsDropped,
  onlyWhoWasAddedIsOwned,
  nobodyAddedIsForgotten,
  nobodyLetInIsForgotten,
  previewsAndRefreshesWriteNothing,
  noSecretIsSaid,
  onlyJsonPasses,
  noFailureIsOurMistake,
  no429EndsAStep,
};
