import { canonicalText } from "../../provider/fields/canonical";
import { holdsUnknown, type Properties, UNKNOWN } from "../../provider/fields/properties";
import type { Declared } from "./state";

/** An id of Slack's, where a program has it in the place of a resource's name. */
const ID = /^[UWS][A-Z0-9]+$/;

/** Whether a program wrote down an id of Slack's. */
export function isId(name: string): boolean {
  return ID.test(name);
}

/** The resource that has what is called so: a directory, for somebody in it. */
export function resourceOf(name: string): string {
  return name.split("/")[0] ?? name;
}

/** By which key a directory has what is called so. */
export function keyIn(name: string): string {
  return name.slice(resourceOf(name).length + 1);
}

/** The names of whom and what else a resource refers to, people and groups in another directory among them. */
export function namesIn({
  name,
  members = [],
  group,
  manager,
  entries = [],
  after = [],
}: Declared): string[] {
  const own = resourceOf(entries[0]?.name ?? name);
  return [...members, group, manager, ...after, ...entries.flatMap(namesIn)].filter(
    (one): one is string => one !== undefined && !isId(one) && resourceOf(one) !== own,
  );
}

/** The names of the resources that a resource waits for. */
export function neededBy(declared: Declared): string[] {
  return [...new Set(namesIn(declared).map(resourceOf))];
}

/** All inputs, with the ids of other resources. */
export function linked(declared: Declared, idOf: (name: string) => string): Properties {
  const { inputs, members, group, manager, entries } = declared;
  const link = (name: string) => (isId(name) ? name : idOf(name));
  return {
    ...inputs,
    ...(members && { members: members.map(link) }),
    ...(group !== undefined && { groupId: link(group) }),
    ...(manager !== undefined && { enterprise: { manager: { managerId: link(manager) } } }),
    ...(entries && entryTexts(entries, link)),
  };
}

/** What a program's class makes of a directory's entries: a text each, which is unknown with whatever it refers to. */
function entryTexts(entries: readonly Declared[], idOf: (name: string) => string): Properties {
  const texts = (kind: Declared["kind"]) =>
    Object.fromEntries(
      entries.filter((one) => one.kind === kind).map((one) => [keyIn(one.name), textOf(one, idOf)]),
    );
  const secret = entries.filter(({ inputs }) => inputs.password !== undefined);
  return {
    people: texts("user"),
    groups: texts("group"),
    ...(secret.length > 0 && { secretEntries: secret.map(({ name }) => `people.${keyIn(name)}`).sort() }),
  };
}

function textOf(entry: Declared, idOf: (name: string) => string): string {
  const word = (name: string) => (resourceOf(name) === resourceOf(entry.name) ? keyIn(name) : idOf(name));
  const inputs = linked(entry, word);
  return holdsUnknown(inputs) ? UNKNOWN : canonicalText(inputs);
}

/** A program registers at once what waits for nothing, and the rest as what it waits for is there. */
export function inOrder(program: readonly Declared[]): Declared[] {
  const depthOf = (declared: Declared): number =>
    Math.max(
      0,
      ...neededBy(declared).map((name) => {
        const needed = program.find((one) => one.name === name);
        return needed === undefined ? 0 : 1 + depthOf(needed);
      }),
    );
  const depths = new Map(program.map((declared) => [declared, depthOf(declared)]));
  return [...program].sort((one, other) => (depths.get(one) ?? 0) - (depths.get(other) ?? 0));
}
