import { changedFields, forgottenFields } from "../fields/field";
import { holdsUnknown, type Properties } from "../fields/properties";
import { primaryEmailOf } from "../user/fields";
import { FIELDS, type Holdings, idsIn, type Kept, KINDS, type Kind, keysIn, type Lists } from "./holdings";
import { References } from "./references";

/** Somebody who has no state yet. */
export interface Newcomer {
  key: string;
  entry: Properties;
}

/** Somebody who is to become something else. */
export interface Change {
  key: string;
  kept: Kept;
  entry: Properties;
  /** What a single resource would declare. Who is not in Slack yet is unknown. */
  inputs: Properties;
  /** The attributes that differ. */
  paths: string[];
}

/** Somebody who is no longer in the list. */
export interface Leaver {
  key: string;
  kept: Kept;
}

/** What becomes of one list. */
export interface ListPlan {
  created: Newcomer[];
  changed: Change[];
  leaving: Leaver[];
  /** Everybody who stays, by the key of now. */
  staying: Map<string, Kept>;
  /** Former keys of those who have another one now, by that one. */
  renamed: Map<string, string>;
}

/** What becomes of a whole directory. */
export interface Plan extends Record<Kind, ListPlan> {
  /** What is not known before the update. */
  unknown: string[];
}

/** Compares what a directory holds with what is declared; no network. */
export function planOf(held: Holdings, lists: Lists): Plan {
  const [people, groups] = [stayingIn(held, lists, "people"), stayingIn(held, lists, "groups")];
  const references = new References(keysIn(lists), idsIn(people.staying));
  return {
    people: listPlan("people", held, lists, people, (entry) => references.personWithIds(entry)),
    groups: listPlan("groups", held, lists, groups, (entry) => references.groupWithIds(entry)),
    unknown: KINDS.flatMap((kind) => lists.unknown[kind].map((key) => `${kind}.${key}`)),
  };
}

/** Whether there is anything to do. */
export function isEmptyPlan(plan: Plan): boolean {
  // Under a new key the same person needs no request, but the state must learn the key.
  const isQuiet = ({ created, changed, leaving, renamed }: ListPlan) =>
    created.length + changed.length + leaving.length + renamed.size === 0;
  return isQuiet(plan.people) && isQuiet(plan.groups) && plan.unknown.length === 0;
}

/**
 * Keys that vanished and came back under another name, by their new name: the same primary address, the same group name,
 * or the very id is the same person or group.
 */
export function formerKeys(
  kind: Kind,
  before: ReadonlyMap<string, Properties>,
  now: ReadonlyMap<string, Properties>,
  ids: ReadonlyMap<string, string> = new Map(),
): Map<string, string> {
  const gone = new Map<string, string>();
  for (const [key, entry] of before) {
    if (now.has(key)) continue;
    for (const mark of [naturalKey(kind, entry), ids.get(key)]) if (mark !== undefined) gone.set(mark, key);
  }
  const former = new Map<string, string>();
  const taken = new Set<string>();
  for (const [key, entry] of gone.size === 0 ? [] : now) {
    if (before.has(key)) continue;
    const old = gone.get(String(entry.adoptId)) ?? gone.get(naturalKey(kind, entry) ?? "");
    if (old === undefined || taken.has(old)) continue;
    former.set(key, old);
    taken.add(old);
  }
  return former;
}

/** What tells whom an entry is for, whatever its key: the primary e-mail address, the name of a group. */
export function naturalKey(kind: Kind, entry: Properties): string | undefined {
  if (kind === "people") return holdsUnknown(entry.emails) ? undefined : primaryEmailOf(entry);
  return typeof entry.displayName === "string" ? entry.displayName : undefined;
}

function known(kept: ReadonlyMap<string, Kept>): Map<string, Properties> {
  return new Map([...kept].map(([key, { outs }]) => [key, outs]));
}

function stayingIn(held: Holdings, lists: Lists, kind: Kind): Pick<ListPlan, "staying" | "renamed"> {
  const renamed = formerKeys(kind, known(held[kind]), lists[kind], idsIn(held[kind]));
  const staying = new Map<string, Kept>();
  for (const key of [...lists[kind].keys(), ...lists.unknown[kind]]) {
    const kept = held[kind].get(renamed.get(key) ?? key);
    if (kept !== undefined) staying.set(key, kept);
  }
  return { staying, renamed };
}

function listPlan(
  kind: Kind,
  held: Holdings,
  lists: Lists,
  { staying, renamed }: Pick<ListPlan, "staying" | "renamed">,
  withIds: (entry: Properties) => Properties,
): ListPlan {
  const isWhollyUnknown = lists.unknown[kind].includes(`all ${kind}`);
  const stays = new Set([...staying.values()].map(({ id }) => id));
  const plan: ListPlan = { created: [], changed: [], leaving: [], staying, renamed };
  for (const [key, entry] of lists[kind]) {
    const kept = staying.get(key);
    if (kept === undefined) plan.created.push({ key, entry });
    else {
      const inputs = withIds(entry);
      const paths = differing(kind, kept, inputs);
      if (paths.length > 0) plan.changed.push({ key, kept, entry, inputs, paths });
    }
  }
  for (const [key, kept] of isWhollyUnknown ? [] : held[kind])
    if (!stays.has(kept.id)) plan.leaving.push({ key, kept });
  return plan;
}

/** The attributes for which a single resource would be updated. */
function differing(kind: Kind, { outs }: Kept, inputs: Properties): string[] {
  const fields = [
    ...changedFields(FIELDS[kind], outs, inputs),
    ...forgottenFields(FIELDS[kind], outs, inputs),
  ];
  const owed = outs.pendingDeactivation === true ? ["active"] : [];
  return [...new Set([...fields.map(({ path }) => path), ...owed])];
}
