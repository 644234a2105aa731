import { FACTS, type Kind, textsIn } from "../../provider/directory/holdings";
import { isObject, type Properties, UNKNOWN } from "../../provider/fields/properties";

/** Of an entry that is a secret, or known after the update alone, nothing is known that decides about somebody. */
const HIDDEN: Record<Kind, readonly string[]> = {
  people: ["userName", "emails", "active", "onConflict", "adoptId", "onDelete"],
  groups: ["displayName", "members", "membership", "onConflict", "adoptId", "onDelete"],
};

/**
 * The inputs of a directory in a form that the provider's own code reads. An entry that nobody can read stays one of which nothing
 * is known; of a list that nobody can read `onHidden` says what it is.
 * @param name the directory's name in the program, for messages
 * @throws Error naming an entry that is no JSON object, or a list that is no map
 */
export function legibleInputs(
  name: string,
  { people, groups }: Properties,
  onHidden: (kind: Kind) => Record<string, string>,
): Properties {
  const list = (kind: Kind, map: unknown) =>
    map === UNKNOWN ? onHidden(kind) : legibleTexts(name, kind, map, hiddenText(kind));
  return { people: list("people", people), groups: list("groups", groups) };
}

/**
 * The same for outputs.
 * @throws Error also where they hide whom the directory holds, or an entry has no id
 */
export function legibleOutputs(name: string, outputs: Properties): Properties {
  const legible: Properties = { organization: outputs.organization, teamUrl: outputs.teamUrl };
  for (const kind of ["people", "groups"] as const) {
    const facts = legibleFacts(name, kind, outputs[FACTS[kind]]);
    const shown = outputs[kind] === UNKNOWN ? {} : legibleTexts(name, kind, outputs[kind], hiddenText(kind));
    const [nameless] = Object.keys(shown).filter((key) => facts[key] === undefined);
    if (nameless !== undefined) throw unreadable(`${kind}.${nameless} of ${directoryNamed(name)} has no id`);
    legible[FACTS[kind]] = facts;
    legible[kind] = Object.fromEntries(
      Object.keys(facts).map((key) => [key, shown[key] ?? hiddenText(kind)]),
    );
  }
  return legible;
}

/** Whether an entry is one of which nothing is known. */
export function isHiddenEntry(kind: Kind, entry: Properties): boolean {
  return HIDDEN[kind].every((attribute) => entry[attribute] === UNKNOWN);
}

function directoryNamed(name: string): string {
  return `the directory ${name}`;
}

function hiddenText(kind: Kind): string {
  return JSON.stringify(Object.fromEntries(HIDDEN[kind].map((attribute) => [attribute, UNKNOWN])));
}

function legibleFacts(name: string, kind: Kind, map: unknown): Record<string, string> {
  if (map === UNKNOWN || Object.values(textsIn(map)).includes(UNKNOWN))
    throw new Error(
      `the output ${FACTS[kind]} of ${directoryNamed(name)} is a secret or not known yet, and without it nobody can tell whom the directory has. ` +
        "Take it out of `additionalSecretOutputs`; of a state, `pulumi stack export --show-secrets` shows it.",
    );
  const facts = legibleTexts(name, FACTS[kind], map, "");
  for (const [key, text] of Object.entries(facts))
    if (typeof (JSON.parse(text) as Properties).id !== "string")
      throw unreadable(`${kind}.${key} of ${directoryNamed(name)} has no id`);
  return facts;
}

function legibleTexts(name: string, list: string, map: unknown, hidden: string): Record<string, string> {
  if (map === undefined) return {};
  if (!isObject(map)) throw unreadable(`${list} of ${directoryNamed(name)} is no map of entries by key`);
  return Object.fromEntries(
    Object.entries(map).map(([key, text]) => {
      if (text === UNKNOWN) return [key, hidden];
      if (!isObjectText(text))
        throw unreadable(`${list}.${key} of ${directoryNamed(name)} is no JSON object in a text`);
      return [key, text];
    }),
  );
}

function isObjectText(text: unknown): text is string {
  try {
    return typeof text === "string" && isObject(JSON.parse(text));
  } catch {
    return false;
  }
}

/** What is in the text stays unsaid: it may be a secret. */
function unreadable(what: string): Error {
  return new Error(
    `${what}: it was changed by hand, or a newer version of pulumi-slack-scim wrote it. Update pulumi-slack-scim; if that does not help, restore the state of before.`,
  );
}
