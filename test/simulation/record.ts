import type { Properties } from "../../provider/fields/properties";
import type { Flags } from "./engine";
import type { Deed, Ledger, Moment } from "./ledger";
import type { Configuration } from "./process";
import { isId, neededBy, resourceOf } from "./references";
import type { Outcome, Verb } from "./stack";
import type { Declared, Kept } from "./state";

/** All that is known of one command: what the invariants are held against. */
export interface Record {
  stack: string;
  verb: Verb;
  flags: Flags;
  /** What the program declares; nothing for a destroy. */
  program: readonly Declared[];
  /** The directories that the program has, also without anybody in them. */
  directories: readonly Pick<Declared, "name" | "alias">[];
  configuration: Configuration;
  /** What Slack held before. */
  heldBefore: Moment;
  before: readonly Kept[];
  after: readonly Kept[];
  /** What the command changed in Slack, in order. */
  deeds: readonly Deed[];
  /** Each request that could have changed something, with the status it was answered with. */
  writes: readonly { method: string; path: string; status: number }[];
  outcome: Outcome;
  /** How many of its requests went wrong. */
  faults: number;
  /** Whether an answer said that a call failed, or that somebody is gone, and it was not so. */
  wasLiedTo: boolean;
  /** Whom and what somebody else changed while it ran, by id. */
  besieged: ReadonlySet<string>;
  ledger: Ledger;
}

/** The e-mail addresses that inputs declare or outputs show, the primary one first. Told without the provider's own code. */
export function addressesIn({ emails }: Properties): string[] {
  const all = (Array.isArray(emails) ? emails : []) as (string | { value: string; primary?: boolean })[];
  return all
    .map((one) => (typeof one === "string" ? { value: one, primary: undefined } : one))
    .sort((one, other) => Number(other.primary ?? false) - Number(one.primary ?? false))
    .map(({ value }) => String(value).toLowerCase());
}

/** The resources of the program that mean a person or group, by id or by primary address. */
export function meaning({ program, before, after }: Record, id: string, emails: string[] = []): Declared[] {
  const names = [...before, ...after].filter((kept) => kept.id === id && !kept.isPendingDelete);
  const byId = program.filter(({ name, alias }) =>
    names.some((kept) => kept.name === name || kept.name === alias),
  );
  const byEmail = program.filter(
    ({ kind, inputs }) => kind === "user" && emails.includes(addressesIn(inputs)[0] ?? ""),
  );
  return [...new Set([...byId, ...byEmail])];
}

/** The id of the manager whom a resource declares, "" for none; nothing where it says nothing. */
export function managerIdOf(record: Record, { inputs, manager }: Declared): string | undefined {
  return manager === undefined ? managerIn(inputs) : idsOf(record, manager)[0];
}

/** The manager in inputs or outputs. */
export function managerIn({ enterprise }: Properties): string | undefined {
  return (enterprise as { manager?: { managerId?: string } } | undefined)?.manager?.managerId;
}

/** Whether inputs or outputs say guest; nothing where they say neither that nor the opposite. */
export function isGuestIn({ guest }: Properties): boolean | undefined {
  const { type } = (guest ?? {}) as { type?: string };
  return type === undefined ? undefined : type !== "";
}

/** The ids of a group's declared members. */
export function memberIdsOf(record: Record, { members }: Declared): string[] | undefined {
  return members?.flatMap((name) => (isId(name) ? name : idsOf(record, name)));
}

/** Who is called so, as the states around the command know it; whoever is in none, after a kill for instance, by their address. */
function idsOf({ program, before, after, ledger }: Record, name: string): string[] {
  const ids = [...after, ...before].flatMap((kept) =>
    kept.name === name && !kept.isPendingDelete ? kept.id : [],
  );
  const inputs = program.find((one) => one.name === name)?.inputs;
  if (ids.length > 0 || inputs === undefined) return ids;
  const [address] = addressesIn(inputs);
  return [...ledger.people.values()].filter(({ emails }) => emails[0] === address).map(({ id }) => id);
}

/** The id of the group that a membership is for; nothing where it is not there yet. */
export function teamIdOf({ before, after }: Record, { inputs, group }: Declared): string | undefined {
  if (group === undefined) return inputs.groupId as string | undefined;
  return [...after, ...before].find((kept) => kept.name === group && !kept.isPendingDelete)?.id;
}

/** The program's memberships in a group. */
export function membershipsIn(record: Record, teamId: string): Declared[] {
  return record.program.filter((one) => one.kind === "membership" && teamIdOf(record, one) === teamId);
}

/** The accounts that two declared resources have. (One that was renamed is there twice until the one of the former name is deleted.) */
export function accountsOfTwo({ after, program }: Record): string[] {
  const declared = after.filter(({ name }) => program.some((one) => one.name === name));
  // A group may have several memberships.
  const accounts = declared.filter(({ kind, isPendingDelete }) => kind !== "membership" && !isPendingDelete);
  const ids = accounts.map(({ id }) => id);
  return ids.filter((id, index) => ids.indexOf(id) !== index);
}

/**
 * Whether a new resource took over what another one has, of which nothing could tell the provider before: the engine had not come to
 * that one, because of `--target`, a failure, the one call at a time that the take-over was, or since that one waits for this take-over or for
 * another one of the same kind: both wait for the run to be at rest. (One by id comes after those by name.)
 */
export function hidWhoHasIt({ flags, program, before, after, outcome, deeds }: Record): boolean {
  const isTwice = (entries: readonly Kept[], id: string) =>
    entries.filter((kept) => kept.id === id && !kept.isPendingDelete).length > 1;
  // A killed run has not written down what is called otherwise now.
  const declaredAs = (key: string) => program.find((one) => one.name === key || one.alias === key);
  const had = ({ name, id }: Kept) =>
    before.some((kept) => kept.id === id && (kept.name === name || kept.name === declaredAs(name)?.alias));
  return (
    after
      .filter(({ kind, id }) => kind !== "membership" && isTwice(after, id) && !isTwice(before, id))
      // What the program has no more is released to the new one; but with `--target`, which keeps it.
      .filter((kept) => had(kept) && (flags.targets !== undefined || declaredAs(kept.name) !== undefined))
      .some(({ name, id }) => {
        const taker = after.find((kept) => kept.id === id && kept.name !== name);
        const isById = declaredAs(taker?.name ?? "")?.inputs.adoptId !== undefined;
        const takers = after.filter((kept) => !had(kept) && !deeds.some((deed) => isMaking(deed, kept.id)));
        const waits = takers
          .filter((one) => !isById || declaredAs(one.name)?.inputs.adoptId !== undefined)
          .some((one) => needs(program, declaredAs(name), one.name));
        const order = [...outcome.heard];
        const comesLater = order.indexOf(name) > order.indexOf(taker?.name ?? "");
        return (flags.parallel === 1 && comesLater) || !outcome.heard.has(name) || waits;
      })
  );
}

/**
 * Whether `--target` lets go by its former name what a rename that was cut short left twice in the state: of the new name, which is
 * not targeted, nobody tells the provider, and Slack shows no difference.
 */
export function hidRename({ flags: { targets }, program, before }: Record): boolean {
  if (targets === undefined) return false;
  const leaving = before.filter(
    ({ name }) => targets.includes(resourceOf(name)) && !program.some((one) => one.name === name),
  );
  return leaving.some(({ id }) =>
    before.some((other) => other.id === id && !targets.includes(resourceOf(other.name))),
  );
}

const isMaking = ({ what, before }: Deed, id: string) =>
  (what === "made" || what === "team made") && before.id === id;

/** Whether a resource, or the directory that has it, waits for another one, over however many others. */
export function needs(program: readonly Declared[], declared: Declared | undefined, name: string): boolean {
  if (declared === undefined) return false;
  return neededBy(declared).some(
    (needed) =>
      needed === resourceOf(name) ||
      program.some((one) => resourceOf(one.name) === needed && needs(program, one, name)),
  );
}

/** A list of inputs or outputs; an empty one where there is none. */
export function listOf(value: unknown): string[] {
  return Array.isArray(value) ? (value as string[]) : [];
}
