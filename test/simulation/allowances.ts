import type { Record } from "./record";
import { resourceOf } from "./references";

/** What a run may do only so often, the kind that percent are of, and how often where nothing is set. */
export const GUARDS = {
  maxDeactivations: { kind: "user", unset: "5" },
  maxReactivations: { kind: "user", unset: "5" },
  maxGroupDeletions: { kind: "group", unset: "3" },
} as const;

export type GuardName = keyof typeof GUARDS;

/** One directory: what it was called before a command, and what the program calls it, as far as there is one. */
export interface List {
  before?: string;
  now?: string;
}

/** The directories of the program and of the state, each once. */
export function listsOf({ directories, before }: Record): List[] {
  const lists: List[] = directories.map(({ name, alias }) => ({
    now: name,
    before: directoriesIn(before).find((one) => one === name) ?? alias,
  }));
  const left = directoriesIn(before).filter((name) => !lists.some((list) => list.before === name));
  return [...lists, ...left.map((name) => ({ before: name }))];
}

function directoriesIn(all: readonly { name: string }[]): string[] {
  return [...new Set(all.flatMap(({ name }) => (name.includes("/") ? resourceOf(name) : [])))];
}

/** How often the directories of a run may do something: percent are of all who are in them. */
export function allowedToLists(record: Record, guard: GuardName): number {
  const text = record.configuration[guard] ?? GUARDS[guard].unset;
  if (!text.endsWith("%")) return Number(text);
  const size = listsOf(record).reduce((sum, list) => sum + sizeOf(record, list, GUARDS[guard].kind), 0);
  return Math.floor((size * Number.parseInt(text, 10)) / 100);
}

/** How often a run may do something at most. Percent are of directories: a resource before which none was heard of is bound by the number that holds unset. */
export function allowedToRun(record: Record, guard: GuardName): number {
  const { configuration, program, before } = record;
  const isShare = configuration[guard]?.endsWith("%") === true;
  if (!isShare) return allowedToLists(record, guard);
  const hasOthers = [...program, ...before].some(({ name }) => !name.includes("/"));
  return hasOthers
    ? Math.max(allowedToLists(record, guard), Number(GUARDS[guard].unset))
    : allowedToLists(record, guard);
}

/** How many a directory has or, before it has anybody, declares; a refresh finds out who is gone. */
function sizeOf({ program, before, flags }: Record, list: List, kind: string): number {
  const of = (all: readonly { name: string; kind: string }[], name: string | undefined) =>
    all.filter((one) => one.kind === kind && one.name.includes("/") && resourceOf(one.name) === name).length;
  const [had, declared] = [of(before, list.before), of(program, list.now)];
  return flags.refresh === true ? Math.max(had, declared) : had || declared;
}
