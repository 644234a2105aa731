import type { Failure } from "./engine";
import type { Moment, Person } from "./ledger";
import { isLetGo, isOfDirectory, isTrueOfDirectory } from "./reasons-of-directories";
import {
  addressesIn,
  isGuestIn,
  managerIdOf,
  memberIdsOf,
  membershipsIn,
  type Record,
  teamIdOf,
} from "./record";
import { resourceOf } from "./references";
import type { Declared, Kept } from "./state";

/**
 * Whether a fact in Slack gives reason to refuse what was refused, as Slack was before the command or as it is after. Looked at
 * without the provider's code.
 */
export function isTrue(failure: Failure, record: Record): boolean {
  if (isOfDirectory(failure, record)) return isTrueOfDirectory(failure, record);
  return [record.heldBefore, record.ledger.moment].some((held) => isTrueOf(failure, record, held));
}

function isTrueOf(failure: Failure, record: Record, held: Moment): boolean {
  const declared = record.program.find(({ name }) => name === failure.name);
  if (declared?.kind === "membership" && failure.step !== "delete")
    return isNoPlaceFor(declared, record, held);
  if (failure.step === "delete") return isHeldBack(failure, record, held);
  // Who is gone is found out by a refresh alone.
  const isThere = [...held.people, ...held.teams].some(({ id }) => id === failure.id);
  if (failure.step === "update" && !isThere) return true;
  if (failure.step === "check" && declared !== undefined && isExchanged(declared, record)) return true;
  if (declared !== undefined && isLetGo(declared, record)) return true;
  if (declared === undefined) return false;
  if (failure.step === "diff")
    return isWantedByOther(declared, failure, record, held) || isFoughtOver(declared, record, held);
  return declared.kind === "user"
    ? isInTheWay(declared, failure, record, held)
    : isGroupInTheWay(declared, failure, record, held);
}

/** Somebody else has the userName or an address, or the account is not to be taken over as the program says it. */
function isInTheWay(declared: Declared, { step }: Failure, record: Record, held: Moment): boolean {
  const { after } = record;
  const { name, inputs } = declared;
  if (isNotToBeAdopted(declared, record, held)) return true;
  const own = after.find((kept) => kept.name === name && !kept.isPendingDelete)?.id ?? inputs.adoptId;
  const wanted = addressesIn(inputs);
  const manager = managerIdOf(record, declared);
  if (manager && !held.people.some(({ id }) => id === manager)) return true;
  const holders = held.people.filter(
    (person) =>
      person.id !== own &&
      (person.userName === inputs.userName || person.emails.some((one) => wanted.includes(one))) &&
      !(step === "update" && hasGivenUp(person, inputs, record)),
  );
  if (
    step === "update" ||
    inputs.adoptId !== undefined ||
    holders.some(({ emails }) => emails[0] !== wanted[0])
  )
    return holders.length > 0;
  const [holder] = holders;
  if (holder === undefined) return false;
  if (after.some(({ id }) => id === holder.id) || inputs.onConflict === "fail") return true;
  const isLed = manager !== undefined && manager !== (holder.manager ?? "");
  return inputs.onConflict !== "adopt" && (isLed || differs(inputs, holder));
}

/** Another resource declares what this one's account bears in Slack, or has the account as well. */
function isWantedByOther(
  { name, kind }: Declared,
  { id }: Failure,
  { program, before, after }: Record,
  held: Moment,
): boolean {
  const others = program.filter((other) => other.name !== name && other.kind === kind);
  const have = [...before, ...after].filter((kept) => kept.id === id).map((kept) => kept.name);
  if (others.some((other) => have.includes(other.name) || other.inputs.adoptId === id)) return true;
  const key =
    kind === "user"
      ? held.people.find((person) => person.id === id)?.emails[0]
      : held.teams.find((team) => team.id === id)?.displayName;
  return others.some(({ inputs }) => (kind === "user" ? addressesIn(inputs)[0] : inputs.displayName) === key);
}

/** What `adoptId` names is not there, or is another resource's. Only a create reads it. */
function isNotToBeAdopted({ name, inputs }: Declared, record: Record, held: Moment): boolean {
  const { adoptId } = inputs;
  if (adoptId === undefined || record.before.some((kept) => kept.name === name)) return false;
  const isOthers = [...record.before, ...record.after].some(
    (kept) =>
      kept.id === adoptId && kept.name !== name && record.program.some((one) => one.name === kept.name),
  );
  const isTwice = record.program.some((one) => one.name !== name && one.inputs.adoptId === adoptId);
  return isOthers || isTwice || ![...held.people, ...held.teams].some(({ id }) => id === adoptId);
}

/** By what the state says, another resource has what this one is to get: two that exchange are refused without a look at Slack. */
function isExchanged({ name, inputs }: Declared, { before, program }: Record): boolean {
  const wanted = [inputs.userName, ...addressesIn(inputs)];
  return before
    .filter((kept) => kept.name !== name && program.some((one) => one.name === kept.name))
    .some(({ outs }) => [outs.userName, ...addressesIn(outs)].some((one) => wanted.includes(one)));
}

/** Whoever gives up in an update what somebody else is to get is waited for, and is no reason to refuse; a take-over is not heard of. */
function hasGivenUp({ id }: Person, { userName, ...inputs }: Declared["inputs"], record: Record): boolean {
  const [holder] = record.before.filter((kept) => kept.id === id).map(({ name }) => name);
  if (!record.program.some(({ name, alias }) => name === holder || alias === holder)) return false;
  const now = record.ledger.people.get(id);
  const wanted = addressesIn(inputs);
  return now !== undefined && now.userName !== userName && !now.emails.some((one) => wanted.includes(one));
}

/** What a resource declares here and may differ: the simulation declares nothing else of people. */
function differs({ userName, title, active, ...inputs }: Declared["inputs"], person: Person): boolean {
  return (
    userName !== person.userName ||
    (title !== undefined && title !== person.title) ||
    (active !== undefined && active !== person.active) ||
    (isGuestIn(inputs) ?? person.isGuest) !== person.isGuest ||
    addressesIn(inputs).join() !== person.emails.join()
  );
}

/** There is no such group, or another resource of the program has the same people in its hands. */
function isNoPlaceFor(declared: Declared, record: Record, held: Moment): boolean {
  const teamId = teamIdOf(record, declared);
  if (teamId === undefined) return false;
  if (!held.teams.some(({ id }) => id === teamId)) return true;
  const others = record.program.filter(
    (one) =>
      one !== declared && (isFor(one, teamId, record, held) || membershipsIn(record, teamId).includes(one)),
  );
  const own = memberIdsOf(record, declared) ?? [];
  return others.some(
    (one) => isExact(one) || memberIdsOf(record, one)?.some((id) => own.includes(id)) === true,
  );
}

/** Whether a group's resource has this group, or is to take it over. */
function isFor({ name, kind, inputs }: Declared, teamId: string, record: Record, held: Moment): boolean {
  const own = [...record.before, ...record.after].find((kept) => kept.name === name)?.id;
  const team = held.teams.find(({ id }) => id === teamId);
  const isToBeAdopted = own === undefined && inputs.adoptId === teamId;
  return kind === "group" && (own === teamId || isToBeAdopted || team?.displayName === inputs.displayName);
}

/** Whether a group's resource takes out whom it does not declare. */
function isExact({ kind, members, inputs }: Declared): boolean {
  return kind === "group" && members !== undefined && inputs.membership !== "additive";
}

/** Another resource of the program declares somebody whom a membership that leaves has, and no state has them for it. */
function isLetInElsewhere({ outs }: Kept, record: Record, held: Moment): boolean {
  const teamId = String(outs.groupId);
  const had = [...(outs.members as string[]), ...(outs.added as string[])];
  return record.program
    .filter((one) => isFor(one, teamId, record, held) || membershipsIn(record, teamId).includes(one))
    .filter(({ name }) => record.outcome.failures.some((failure) => failure.name === resourceOf(name)))
    .some((one) => memberIdsOf(record, one)?.some((id) => had.includes(id)) === true);
}

/** A membership lets people in whom the group's own resource takes out, or declares as well. */
function isFoughtOver(declared: Declared, record: Record, held: Moment): boolean {
  if (declared.members === undefined) return false;
  const own = memberIdsOf(record, declared) ?? [];
  return held.teams
    .filter(({ id }) => isFor(declared, id, record, held))
    .flatMap(({ id }) => membershipsIn(record, id))
    .some((one) => isExact(declared) || memberIdsOf(record, one)?.some((id) => own.includes(id)) === true);
}

/** Several groups have the name, or the one that has it may not be taken over as it is. */
function isGroupInTheWay(declared: Declared, { step }: Failure, record: Record, held: Moment): boolean {
  if (isFoughtOver(declared, record, held)) return true;
  const { after } = record;
  const { name, inputs } = declared;
  if (isNotToBeAdopted(declared, record, held)) return true;
  if (step === "update" || inputs.adoptId !== undefined) return false;
  const own = after.find((kept) => kept.name === name && !kept.isPendingDelete)?.id;
  const [first, ...others] = held.teams.filter(
    ({ id, displayName }) => id !== own && displayName === inputs.displayName,
  );
  if (first === undefined) return false;
  if (others.length > 0 || after.some(({ id }) => id === first.id)) return true;
  return inputs.onConflict !== "adopt" && (inputs.onConflict === "fail" || first.members.length > 0);
}

/**
 * A leaver's userName is declared for an address that nobody has, a group has members whom nothing declares, or another resource
 * declares the same and does not have it.
 */
function isHeldBack({ name, id }: Failure, record: Record, held: Moment): boolean {
  const { before, program } = record;
  const kept = before.find((one) => one.name === name && one.id === id);
  if (kept === undefined) return false;
  if (kept.kind === "membership") return isLetInElsewhere(kept, record, held);
  if (isDeclaredByOther(kept, record, held)) return true;
  if (kept.kind === "group") {
    const declared = (kept.outs.members ?? []) as string[];
    const isExact = kept.outs.members !== undefined && kept.outs.membership !== "additive";
    const strangers = held.teams
      .filter((team) => team.id === id)
      .flatMap(({ members }) => members.filter((member) => !declared.includes(member)));
    return kept.outs.onDelete === undefined && !isExact && strangers.length > 0;
  }
  const names = [kept.outs.userName, held.people.find((person) => person.id === id)?.userName];
  return program.some(({ kind, inputs }) => {
    const [address] = addressesIn(inputs);
    const isHeld = held.people.some(({ emails }) => emails[0] === address);
    return kind === "user" && names.includes(inputs.userName) && !isHeld;
  });
}

/**
 * Another resource declares the address or name, of the state or of Slack, and has not this account, or was refused before the run could
 * hear what it has; or is in another directory, which got it in this command, and may have come to it after this one let it go: neither
 * waits for the other.
 */
function isDeclaredByOther(
  { name, kind, id, outs }: Kept,
  { program, before, after, outcome }: Record,
  held: Moment,
): boolean {
  const keys =
    kind === "user"
      ? [addressesIn(outs)[0], held.people.find((person) => person.id === id)?.emails[0]]
      : [outs.displayName, held.teams.find((team) => team.id === id)?.displayName];
  return program.some((other) => {
    const key = kind === "user" ? addressesIn(other.inputs)[0] : other.inputs.displayName;
    const isOther = (kept: Kept) => kept.name === other.name && kept.id === id && kept.name !== name;
    const isOfLists = name.includes("/") && other.name.includes("/") && !before.some(isOther);
    const isRefused = outcome.failures.some(
      (failure) => failure.step === "check" && failure.name === resourceOf(other.name),
    );
    return keys.includes(key) && (isOfLists || isRefused || !after.some(isOther));
  });
}
