import { canonicalText } from "../fields/canonical";
import { declaredIn, type Field } from "../fields/field";
import { isObject, type Properties, UNKNOWN } from "../fields/properties";
import { type Secret, secret, unmarked } from "../fields/secrets";
import { declaredInText, shortText } from "../fields/short";
import { USER_ID } from "../fields/values";
import { GROUP_FIELDS } from "../group/fields";
import { USER_FIELDS } from "../user/fields";
import { teamUrlIn, tellsName, withoutWhatFollows, withWhatFollows } from "./facts";
import { References } from "./references";

/** The two lists of a directory. */
export type Kind = "people" | "groups";

/** Both of them. */
export const KINDS: readonly Kind[] = ["people", "groups"];

/** What a program may declare of an entry. */
export const FIELDS: Record<Kind, readonly Field[]> = { people: USER_FIELDS, groups: GROUP_FIELDS };

/** The output in which the state keeps what Slack and the provider say of the entries of a list. */
export const FACTS: Record<Kind, string> = { people: "personFacts", groups: "groupFacts" };

/** A person or a group as the state knows them. */
export interface Kept {
  id: string;
  /** The outputs that a single resource would have: ids, no keys. */
  outs: Properties;
  /** What is declared, in the words of the program: keys where it uses them. */
  entry: Properties;
}

/** What a directory holds in Slack, by key. */
export type Holdings = Record<Kind, Map<string, Kept>>;

/** What a program declares, by key; an entry that is not known before the update is missing and counted. */
export type Lists = Record<Kind, Map<string, Properties>> & { unknown: Record<Kind, string[]> };

/** A directory that holds nobody. */
export function nothing(): Holdings {
  return { people: new Map(), groups: new Map() };
}

/**
 * The keys of everybody whom a program declares as a person, known before the update or not. Where the whole list is not known, all
 * that is no id of Slack's may be one.
 */
export function keysIn({ people, unknown }: Lists): { has(key: string): boolean } {
  const isUnknown = unknown.people.includes("all people");
  return {
    has: (key) => people.has(key) || unknown.people.includes(key) || (isUnknown && !USER_ID.test(key)),
  };
}

/** The ids of a directory's people, by key. */
export function idsIn(people: ReadonlyMap<string, Kept>): Map<string, string> {
  return new Map([...people].map(([key, { id }]) => [key, id]));
}

/** What checked inputs declare. */
export function listsIn(inputs: Properties): Lists {
  return listsBy(inputs, (kind, text) => declaredInText(FIELDS[kind], text));
}

/** What a program declares, as it wrote it. */
export function listsAsWritten(inputs: Properties): Lists {
  return listsBy(inputs, (_, text) => JSON.parse(text) as Properties);
}

function listsBy(inputs: Properties, toEntry: (kind: Kind, text: string) => Properties): Lists {
  const lists: Lists = { people: new Map(), groups: new Map(), unknown: { people: [], groups: [] } };
  for (const kind of KINDS) {
    if (inputs[kind] === UNKNOWN) lists.unknown[kind].push(`all ${kind}`);
    for (const [key, text] of Object.entries(textsIn(inputs[kind]))) {
      if (text === UNKNOWN) lists.unknown[kind].push(key);
      else lists[kind].set(key, toEntry(kind, text));
    }
  }
  return lists;
}

/** What the outputs of a directory say that it holds. */
export function holdingsIn(outputs: Properties): Holdings {
  const { organization } = outputs;
  const teamUrl = typeof outputs.teamUrl === "string" ? outputs.teamUrl : undefined;
  const held = nothing();
  const facts = { people: factsIn(outputs[FACTS.people]), groups: factsIn(outputs[FACTS.groups]) };
  const read = (kind: Kind, withIds: (entry: Properties) => Properties) => {
    for (const [key, text] of Object.entries(textsIn(outputs[kind]))) {
      const entry = declaredInText(FIELDS[kind], text);
      const { id, ...known } = facts[kind].get(key) ?? {};
      if (typeof id !== "string") continue;
      const declared = withIds(entry);
      const all = kind === "people" ? withWhatFollows(declared, known, teamUrl) : known;
      const outs = { ...declared, adopted: false, ...all, organization };
      held[kind].set(key, { id, entry, outs });
    }
  };
  const ids = new Map<string, string>();
  for (const [key, { id }] of facts.people) if (typeof id === "string") ids.set(key, id);
  const references = new References(ids, ids);
  read("people", (entry) => references.personWithIds(entry));
  read("groups", (entry) => references.groupWithIds(entry));
  return held;
}

/** The outputs of a directory. */
export function toDirectoryOutputs(held: Holdings, organization: string): Properties {
  const sorted = [...held.people].sort(([one], [other]) => (one < other ? -1 : 1));
  const teamUrl = teamUrlIn(sorted.map(([, { outs }]) => outs));
  return {
    ...toEntryTexts(held),
    [FACTS.people]: factTexts("people", held.people, teamUrl),
    [FACTS.groups]: factTexts("groups", held.groups),
    ...(teamUrl !== undefined && { teamUrl }),
    organization,
  };
}

/** What is declared of everybody, as Slack holds it: one canonical text each. */
export function toEntryTexts(held: Holdings): Record<Kind, Record<string, string>> {
  const ids = idsIn(held.people);
  const references = new References(ids, ids);
  return {
    people: texts(held.people, ({ outs, entry }) =>
      shortText(USER_FIELDS, references.personWithKeys(declaredIn(USER_FIELDS, outs), entry)),
    ),
    groups: texts(held.groups, ({ outs, entry }) =>
      shortText(GROUP_FIELDS, references.groupWithKeys(declaredIn(GROUP_FIELDS, outs), entry)),
    ),
  };
}

/**
 * Inputs or outputs with the marks of which entries have a secret in them, an input that nothing is sent of, and those texts as
 * secrets: Pulumi makes secrets of those alone that are one in the inputs of the same update, and who left the list is not there.
 */
export function withMarks(properties: Properties, secretEntries: unknown): Properties {
  if (secretEntries === undefined) return properties;
  const marks = new Set(Array.isArray(secretEntries) ? secretEntries : []);
  const marked = KINDS.map((kind) => {
    const all = Object.entries(textsIn(properties[kind]));
    return [
      kind,
      Object.fromEntries(all.map(([key, text]) => [key, markedIf(marks, `${kind}.${key}`, text)])),
    ];
  });
  return { ...properties, ...Object.fromEntries(marked), secretEntries };
}

function markedIf(marks: ReadonlySet<unknown>, entry: string, text: string): string | Secret<string> {
  return marks.has(entry) ? secret(text) : text;
}

/** What Slack says of a userName that is a secret is one as well. Most often it follows from the entry, and is not here. */
function factTexts(
  kind: Kind,
  kept: ReadonlyMap<string, Kept>,
  teamUrl?: string,
): Record<string, string | Secret<string>> {
  const roots = new Set(FIELDS[kind].map(({ path }) => path.split(".")[0] ?? ""));
  const all = texts(kept, ({ id, outs }) => {
    const { organization: _, adopted, ...others } = outs;
    const told = Object.entries(others).filter(([key]) => key === "active" || !roots.has(key));
    const own = Object.fromEntries(told);
    const facts = kind === "people" ? withoutWhatFollows(outs, own, teamUrl) : own;
    return canonicalText({ id, ...facts, ...(adopted === true && { adopted }) });
  });
  return Object.fromEntries(
    Object.entries(all).map(([key, text]) => {
      const isSecret = kept.get(key)?.outs.nameIsSecret === true && tellsName(JSON.parse(text));
      return [key, isSecret ? secret(text) : text];
    }),
  );
}

function texts(kept: ReadonlyMap<string, Kept>, toText: (one: Kept) => string): Record<string, string> {
  const keys = [...kept.keys()].sort();
  return Object.fromEntries(keys.map((key) => [key, toText(kept.get(key) as Kept)]));
}

function factsIn(map: unknown): Map<string, Properties> {
  return new Map(Object.entries(textsIn(map)).map(([key, text]) => [key, JSON.parse(text) as Properties]));
}

/** A map of texts as it came from the engine. */
export function textsIn(map: unknown): Record<string, string> {
  if (!isObject(map)) return {};
  return Object.fromEntries(Object.entries(map).map(([key, text]) => [key, unmarked(text) as string]));
}
