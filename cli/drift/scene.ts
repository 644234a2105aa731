import type { ScimGroupRecord, ScimUserRecord } from "../../provider/scim";
import { primaryEmailOf } from "../../provider/user/fields";
import type { Organization } from "../organization";
import type { Managed } from "../state/managed";
import { touches } from "../state/secrets";
import type { Subject } from "./findings";

/** What is compared: the resources of the states, and the live organization; both by id. */
export class Scene {
  readonly people: ReadonlyMap<string, ScimUserRecord>;
  readonly groups: ReadonlyMap<string, ScimGroupRecord>;
  private readonly managedById = new Map<string, Managed>();

  constructor(
    readonly managed: readonly Managed[],
    { people, groups }: Organization,
  ) {
    this.people = new Map(people.map((person) => [person.id, person]));
    this.groups = new Map(groups.map((group) => [group.id, group]));
    for (const one of managed) this.managedById.set(keyOf(one.kind, one.id), one);
  }

  isManaged(kind: Managed["kind"], id: string): boolean {
    return this.managedById.has(keyOf(kind, id));
  }

  /** How the report names somebody of Slack. */
  subject(kind: Subject["type"], id: string): Subject {
    const managed = this.managedById.get(keyOf(kind, id));
    return managed === undefined ? this.live(kind, id, () => false) : this.subjectOf(managed);
  }

  /** How the report names a resource; what its state keeps secret stays so, although Slack shows it to its admins. */
  subjectOf({ kind, id, name, urn, entry, secret, inputs }: Managed): Subject {
    if (kind === "membership") return { ...this.live("group", id, () => false), urn };
    const place = { urn, ...(entry !== undefined && { entry }) };
    const isSecret = (path: string) => touches(secret, path);
    const subject = this.live(kind, id, isSecret);
    const [path, declared] =
      kind === "user" ? ["userName", inputs.userName] : ["displayName", inputs.displayName];
    if (isSecret(path)) return { ...subject, name, ...place };
    return { ...subject, name: subject.name === id ? String(declared ?? name) : subject.name, ...place };
  }

  private live(kind: Subject["type"], id: string, isSecret: (path: string) => boolean): Subject {
    const group = this.groups.get(id);
    if (kind === "group")
      return { type: kind, id, name: group?.displayName || id, ...(group && { size: group.members.length }) };
    const person = this.people.get(id);
    if (person === undefined) return { type: kind, id, name: id };
    const email = isSecret("emails") ? undefined : primaryEmailOf(person);
    const displayName = isSecret("displayName") || isSecret("name") ? undefined : person.displayName;
    return {
      type: kind,
      id,
      name: person.userName,
      ...(displayName && { displayName }),
      ...(email && { email }),
      ...(person.active === false && { active: false as const }),
      ...(person.guest?.type && { guest: true as const }),
    };
  }
}

function keyOf(kind: string, id: string): string {
  return `${kind} ${id}`;
}
