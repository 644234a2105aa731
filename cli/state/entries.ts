import {
  type Holdings,
  holdingsIn,
  idsIn,
  KINDS,
  type Kind,
  textsIn,
} from "../../provider/directory/holdings";
import { managerOf, References } from "../../provider/directory/references";
import { holdsUnknown, isObject, type Properties, UNKNOWN } from "../../provider/fields/properties";
import { membersIn } from "../../provider/run/members";
import { isHiddenEntry, legibleInputs, legibleOutputs } from "./directory";
import type { Revealed } from "./secrets";

/** A person or group that a directory holds, by its state. */
export interface Entry {
  kind: Kind;
  key: string;
  id: string;
  /** What is declared, as a single resource declares it: ids, no keys. Nothing where nobody can read it. */
  declared: Properties | undefined;
  /** What the state says of it. */
  outputs: Properties;
  /** Whether a secret is somewhere in it: which attribute it is, the state does not tell. */
  isSecret: boolean;
}

/**
 * Everybody whom a directory holds.
 * @throws Error where its state can't be read, see {@link legibleOutputs}
 */
export function entriesOf(name: string, inputs: Revealed, outputs: Revealed): Entry[] {
  const { held, texts } = listsOf(name, inputs, outputs);
  const references = new References({ has: (key) => key in textsIn(texts.people) }, idsIn(held.people));
  return KINDS.flatMap((kind) =>
    [...held[kind]].map(([key, { id, outs, entry }]) => {
      const text = textsIn(texts[kind])[key];
      // Who could not be let go is in the outputs alone.
      const declared = text === undefined ? entry : (JSON.parse(text) as Properties);
      const isHidden = isHiddenEntry(kind, declared);
      return {
        kind,
        key,
        id,
        declared: isHidden ? undefined : withIds(kind, declared, references),
        outputs: withoutUnknown(outs),
        isSecret: isHidden || isMarked(kind, key, inputs, outputs),
      };
    }),
  );
}

/** Who is declared, and by the state not in Slack: the last update failed on them. */
export function unmadeEntries(name: string, inputs: Revealed, outputs: Revealed): string[] {
  const { held, texts } = listsOf(name, inputs, outputs);
  return KINDS.flatMap((kind) =>
    Object.keys(textsIn(texts[kind]))
      .filter((key) => !held[kind].has(key))
      .map((key) => `${kind}.${key}`),
  );
}

/** What a directory holds by its outputs, and what it declares. */
function listsOf(name: string, inputs: Revealed, outputs: Revealed): { held: Holdings; texts: Properties } {
  return {
    held: holdingsIn(legibleOutputs(name, withMarks(outputs))),
    texts: legibleInputs(name, withMarks(inputs), () => ({})),
  };
}

/** What is encrypted is not among the properties: here it is something unknown again. */
function withMarks({ properties, encrypted }: Revealed): Properties {
  const marked: Properties = { ...properties };
  for (const path of encrypted) {
    const [list = "", ...key] = path.split(".");
    if (key.length === 0) marked[list] = UNKNOWN;
    else if (isObject(marked[list] ?? {}))
      marked[list] = { ...(marked[list] as object), [key.join(".")]: UNKNOWN };
  }
  return marked;
}

function isMarked(kind: Kind, key: string, ...revealed: Revealed[]): boolean {
  return revealed.some(
    ({ secret, properties: { secretEntries } }) =>
      secret.includes(kind) ||
      secret.includes(`${kind}.${key}`) ||
      (Array.isArray(secretEntries) && secretEntries.includes(`${kind}.${key}`)),
  );
}

/** Keys of people who are not in Slack yet mean nobody who could be compared. */
function withIds(kind: Kind, declared: Properties, references: References): Properties {
  if (kind === "groups") {
    const group = references.groupWithIds(declared);
    return Array.isArray(group.members)
      ? { ...group, members: membersIn(group).filter((id) => !holdsUnknown(id)) }
      : group;
  }
  const person = references.personWithIds(declared);
  if (!holdsUnknown(managerOf(person))) return person;
  const { manager: _, ...enterprise } = person.enterprise as Properties;
  return { ...person, enterprise };
}

function withoutUnknown(outputs: Properties): Properties {
  return Object.fromEntries(Object.entries(outputs).filter(([, value]) => !holdsUnknown(value)));
}
