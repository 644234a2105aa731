import { holdsUnknown, type Properties } from "../fields/properties";
import { describeUser } from "../run/names";
import { type Kept, KINDS, type Kind } from "./holdings";
import { type Outlook, standIn } from "./outlook";
import type { Plan } from "./plan";

/** How a plan names its people and groups: by key and, unless an entry has a secret in it, by userName. */
export class Naming {
  private readonly members = new Map<string, string>();

  /** @param isSecret whether an entry, `people.e-1001`, has a secret in it */
  constructor(
    { people }: Plan,
    { newcomers }: Outlook,
    readonly isSecret: (entry: string) => boolean,
  ) {
    for (const { key, kept } of people.leaving) this.members.set(kept.id, this.kept("people", key, kept));
    for (const [key, kept] of people.staying) this.members.set(kept.id, this.kept("people", key, kept));
    for (const { key, entry } of people.created) {
      const id = newcomers.get(key)?.takeOver?.holder.id;
      this.members.set(id ?? standIn(key), this.person(key, entry, id));
    }
  }

  /** `people.e-1001 (user ada (U012))` */
  person(key: string, properties: Properties, id?: string): string {
    const entry = `people.${key}`;
    if (!this.isSecret(entry)) return `${entry} (${describeUser(properties, id)})`;
    return id === undefined ? entry : `${entry} (${id})`;
  }

  /** `groups.research (S012)` */
  group(key: string, id?: string): string {
    return id === undefined ? `groups.${key}` : `groups.${key} (${id})`;
  }

  kept(kind: Kind, key: string, { id, outs }: Kept): string {
    return kind === "people" ? this.person(key, outs, id) : this.group(key, id);
  }

  /** A member of a group, by id. */
  member(id: string): string {
    return this.members.get(id) ?? (holdsUnknown(id) ? "somebody who is known after the update" : id);
  }
}

/**
 * Which entries have a secret in them, or had one under the key of before. Where it is not known which do, all may.
 * @param marks what the class says of it: lists of entries such as `people.e-1001`
 */
export function secretEntriesOf(plan: Plan, marks: unknown[]): (entry: string) => boolean {
  const given = marks.filter((mark) => mark !== undefined);
  if (!given.every((mark) => Array.isArray(mark) && !holdsUnknown(mark))) return () => true;
  const secret = new Set(given.flat());
  for (const kind of KINDS)
    for (const [key, former] of plan[kind].renamed)
      if (secret.has(`${kind}.${former}`)) secret.add(`${kind}.${key}`);
  return (entry) => secret.has(entry);
}

/** What is declared, or was, of every entry that has a secret in it. */
export function secretsIn(plan: Plan, marks: unknown[]): Properties[] {
  const isSecret = secretEntriesOf(plan, marks);
  return KINDS.flatMap((kind) => {
    const { created, changed, leaving, staying } = plan[kind];
    const known: [string, Properties][] = [
      ...[...created, ...changed].map(({ key, entry }): [string, Properties] => [key, entry]),
      ...leaving.map(({ key, kept }): [string, Properties] => [key, kept.outs]),
      ...[...staying].map(([key, { outs }]): [string, Properties] => [key, outs]),
    ];
    return known.flatMap(([key, properties]) => (isSecret(`${kind}.${key}`) ? [properties] : []));
  });
}
