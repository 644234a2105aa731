import type { Properties } from "../../provider/fields/properties";
import { unmarked } from "../../provider/fields/secrets";
import { addressesIn, managerIn } from "./record";
import { keyIn, neededBy } from "./references";
import type { Declared, Kept } from "./state";

/** The two lists of a directory: what each is of, and the output that has what Slack says of its entries. */
const LISTS = [
  { list: "people", kind: "user", facts: "personFacts" },
  { list: "groups", kind: "group", facts: "groupFacts" },
] as const;

/** The id of what a resource has under a name: its own, or that of somebody in a directory. */
export function idIn(kept: Kept | undefined, name: string): string | undefined {
  const key = keyIn(name);
  if (key === "") return kept?.id;
  return LISTS.map(({ facts }) => objectsIn(kept?.outs[facts]).get(key)?.id).find((id) => id !== undefined) as
    | string
    | undefined;
}

/** A state in which everybody in a directory is a resource of their own, as the sentences about people and groups read it. */
export function keptOneByOne(entries: readonly Kept[]): Kept[] {
  return entries.flatMap((kept) => (kept.kind === "directory" ? entriesOf(kept) : kept));
}

function entriesOf(kept: Kept): Kept[] {
  const ids = new Map([...objectsIn(kept.outs.personFacts)].map(([key, { id }]) => [key, String(id)]));
  return LISTS.flatMap(({ list, kind, facts }) => {
    const [outs, inputs] = [objectsIn(kept.outs[list]), objectsIn(kept.inputs[list])];
    return [...objectsIn(kept.outs[facts])].map(([key, { id, ...said }]) => ({
      ...kept,
      name: `${kept.name}/${key}`,
      kind,
      id: String(id),
      inputs: withIds(inputs.get(key) ?? {}, ids),
      outs: {
        adopted: false,
        ...withIds(outs.get(key) ?? {}, ids),
        ...(kind === "user" && { active: true }),
        ...said,
      },
    }));
  });
}

/** An entry with ids in the place of keys. */
function withIds(entry: Properties, ids: ReadonlyMap<string, string>): Properties {
  const idOf = (word: string) => ids.get(word) ?? word;
  const [{ members }, manager] = [entry, managerIn(entry)];
  return {
    ...entry,
    ...(Array.isArray(members) && { members: [...new Set(members.map(idOf))].sort() }),
    ...(manager !== undefined && { enterprise: { manager: { managerId: idOf(manager) } } }),
  };
}

/** A program in which everybody in a directory is a resource of their own; a key that changes is the former name. */
export function declaredOneByOne(program: readonly Declared[], before: readonly Kept[]): Declared[] {
  return program.flatMap((declared) => {
    const { name, alias, entries } = declared;
    if (entries === undefined) return declared;
    const had = before.filter((kept) => !kept.isPendingDelete && kept.kind === "directory");
    const [old] = [name, alias].flatMap((one) => had.filter((kept) => kept.name === one));
    const held = old === undefined ? [] : entriesOf(old);
    const after = neededBy(declared);
    const taken = new Set<string>();
    return entries.map((one) => {
      const free = held.filter((kept) => !taken.has(kept.name));
      const former = formerName(one, entries, free);
      if (former !== undefined) taken.add(former);
      return { ...one, after, ...(former !== undefined && former !== one.name && { alias: former }) };
    });
  });
}

/** What somebody who is declared was called until now: by the same key or, where that one is new, whoever has the same address or name. */
function formerName(one: Declared, entries: readonly Declared[], held: readonly Kept[]): string | undefined {
  const has = (list: readonly { name: string }[], { name }: { name: string }) =>
    list.find((other) => keyIn(other.name) === keyIn(name));
  const same = has(held, one);
  if (same !== undefined) return same.name;
  const gone = held.filter((kept) => kept.kind === one.kind && has(entries, kept) === undefined);
  const former =
    gone.find(({ id }) => id === one.inputs.adoptId) ??
    gone.find(({ outs }) => naturalKey(one.kind, outs) === naturalKey(one.kind, one.inputs));
  return former?.name;
}

/** What tells who somebody is, whatever a program calls them. */
export function naturalKey(kind: string, properties: Properties): unknown {
  return kind === "user" ? addressesIn(properties)[0] : properties.displayName;
}

function objectsIn(map: unknown): Map<string, Properties> {
  return new Map(
    Object.entries((map ?? {}) as object).map(([key, text]) => [key, JSON.parse(String(unmarked(text)))]),
  );
}
