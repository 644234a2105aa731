import { withWhatFollows } from "../directory/facts";
import { managerOf, withManager } from "../directory/references";
import { canonicalText } from "../fields/canonical";
import { isObject } from "../fields/properties";
import { inFull } from "../fields/short";
import { USER_FIELDS } from "../user/fields";
import { withSecretName } from "./dynamic";
import type { OutputInternals } from "./internals";
import * as pulumi from "./sdk";

/** A list of a directory as the engine carries it: nested objects of its size cost the engine minutes and gigabytes. */
interface EntryTexts {
  texts: pulumi.Input<Record<string, pulumi.Input<string>>>;
  /** The names of those entries that have a secret in them, as they are found out. */
  secrets: Promise<string[]>[];
}

/** One canonical JSON text an entry. A secret inside makes the text one, and so does a password. */
export function entryTexts(kind: "people" | "groups", entries: unknown): EntryTexts {
  if (isFuture(entries)) return wholeList(kind, entries);
  // A list by place, say, whose numbers would be taken for keys: check refuses it in words.
  if (!isObject(entries)) return { texts: entries as never, secrets: [] };
  const secrets: Promise<string[]>[] = [];
  const texts = Object.entries(entries).map(([key, entry]): [string, pulumi.Input<string>] => {
    if (!isComputed(entry) && !hasPassword(entry)) return [key, textOf(entry)];
    const text = (pulumi.output(tellingSecretName(kind, entry)) as pulumi.Output<unknown>).apply(
      (known) => asText(known) as pulumi.Output<string>,
    );
    secrets.push(pulumi.isSecret(text).then((secret) => (secret ? [`${kind}.${key}`] : [])));
    return [key, text];
  });
  return { texts: Object.fromEntries(texts), secrets };
}

/** An entry that says whether its name is a secret, as a single resource does: what Slack says of it repeats the name. */
function tellingSecretName(kind: keyof typeof NAMES, entry: unknown): unknown {
  if (!isFuture(entry)) return withSecretName(entry as pulumi.Inputs, NAMES[kind]);
  const whole = pulumi.output(entry) as pulumi.Output<unknown>;
  return whole.apply(async (known) => withNameMark(known, await pulumi.isSecret(whole)));
}

const NAMES = { people: "userName", groups: "displayName" };

function withNameMark(entry: unknown, isSecret: boolean): unknown {
  return isSecret && isObject(entry) ? { nameIsSecret: true, ...entry } : entry;
}

/** Entries that are all computed together: a secret among them makes all of them one. */
function wholeList(kind: string, entries: unknown): EntryTexts {
  const whole: pulumi.Output<unknown> = pulumi.output(entries as pulumi.Input<unknown>);
  const texts = whole.apply(async (known) => {
    if (!isObject(known)) return known as never;
    const isSecret = await pulumi.isSecret(whole);
    const all = Object.entries(known).map(([key, entry]): [string, pulumi.Input<string>] => [
      key,
      asText(withNameMark(entry, isSecret)),
    ]);
    return pulumi.output(Object.fromEntries(all));
  });
  const secrets = pulumi.isSecret(texts as pulumi.Output<unknown>).then(async (secret) => {
    const known = secret ? await (texts as OutputInternals).promise?.() : undefined;
    return isObject(known) ? Object.keys(known).map((key) => `${kind}.${key}`) : [];
  });
  return { texts, secrets: [secrets] };
}

/**
 * An entry out of the maps that the state keeps.
 * @throws Error where there is none under the key
 */
export function parsedEntry(
  kind: string,
  key: string,
  ...maps: (Record<string, string> | undefined)[]
): Record<string, unknown> {
  // Under Pulumi's mocks no provider runs, and nothing is known of anybody.
  if (maps.includes(undefined)) return {};
  if (!maps.every((map) => holds(map, key)))
    throw new Error(
      `the directory holds no ${kind}.${key}: check the key, and whether the update of it failed.`,
    );
  return Object.assign({}, ...maps.map((map) => JSON.parse(map?.[key] ?? "{}") as object));
}

/** Whether a map has an entry; an object of JavaScript has a `constructor` without one. */
function holds(map: Record<string, string> | undefined, key: string): boolean {
  return map !== undefined && Object.hasOwn(map, key);
}

/** A person with all that Slack says of them. @throws Error as {@link parsedEntry} */
export function parsedPerson(
  key: string,
  people: Record<string, string> | undefined,
  facts: Record<string, string> | undefined,
  teamUrl: string | undefined,
): Record<string, unknown> {
  if (people === undefined || facts === undefined) return {};
  const entry = inFull(USER_FIELDS, parsedEntry("people", key, people));
  const manager = managerOf(entry) ?? "";
  const managerId = holds(facts, manager) ? parsedEntry("people", manager, facts).id : manager;
  const withId = withManager(entry, String(managerId));
  return { ...entry, ...withWhatFollows(withId, parsedEntry("people", key, facts), teamUrl) };
}

function asText(entry: unknown): pulumi.Input<string> {
  const text = textOf(entry);
  return hasPassword(entry) ? pulumi.secret(text) : text;
}

/** Pulumi drops what is undefined, and whom a program looked up in vain would leave the list without a word. */
function textOf(entry: unknown): string {
  return canonicalText(entry ?? null);
}

function hasPassword(entry: unknown): boolean {
  return isObject(entry) && entry.password !== undefined;
}

/** Whether any part of a value comes from a resource or a promise. */
function isComputed(value: unknown): boolean {
  if (isFuture(value)) return true;
  if (Array.isArray(value)) return value.some(isComputed);
  return isObject(value) && Object.values(value).some(isComputed);
}

function isFuture(value: unknown): boolean {
  return pulumi.Output.isInstance(value) || value instanceof Promise;
}
