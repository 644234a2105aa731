import { asDeclared, checkFields, type Field } from "../../provider/fields/field";
import { at, type Properties, put } from "../../provider/fields/properties";
import { GROUP_FIELDS } from "../../provider/group/fields";
import { groupOfMembership, MEMBERSHIP_FIELDS } from "../../provider/membership/fields";
import { MODULE, typeToken } from "../../provider/resources/provider-text";
import { organizationIn } from "../../provider/run/organization";
import { USER_FIELDS } from "../../provider/user/fields";
import type { StoredResource } from "./read";
import { reveal, touches } from "./secrets";
import { partsOf } from "./urn";

/** One person or group that a stack manages, or some people's membership of somebody else's group. */
export interface Managed {
  kind: "user" | "group" | "membership";
  /** Slack's; of a membership, its group's. */
  id: string;
  urn: string;
  /** Its name in the program. */
  name: string;
  /** The organization that its state names. */
  organization: string | undefined;
  /** What is declared and can be compared, in canonical form. */
  inputs: Properties;
  /** What the state says of it; without what is encrypted. */
  outputs: Properties;
  /** Paths whose values must not be shown. */
  secret: string[];
  /** Declared attributes that cannot be compared. */
  encrypted: string[];
  /** Declared attributes that this version does not take. */
  refused: string[];
}

/** Without which a declared value cannot be compared: what Slack made of it, or whether members are all or some. */
const BASELINES: Record<string, string> = {
  members: "membership",
  userName: "slackUserName",
  "enterprise.manager.managerId": "managerId",
};

const FIELDS: Record<string, { kind: Managed["kind"]; fields: readonly Field[] }> = {
  [typeToken("User")]: { kind: "user", fields: USER_FIELDS },
  [typeToken("Group")]: { kind: "group", fields: GROUP_FIELDS },
  [typeToken("GroupMembership")]: { kind: "membership", fields: MEMBERSHIP_FIELDS },
};

/** What a state's resources manage; who is only looked at (`.get()`) or about to be deleted is not among them. */
export function managedIn(resources: readonly StoredResource[]): Managed[] {
  return resources.flatMap((resource) => {
    const known = FIELDS[resource.type];
    const isManaged = !resource.external && !resource.delete && resource.id;
    return known && isManaged ? [toManaged(resource, resource.id ?? "", known.kind, known.fields)] : [];
  });
}

/** The types of this package's resources that are not known here: a newer version made them. */
export function unknownTypes(resources: readonly StoredResource[]): string[] {
  const ours = resources.map(({ type }) => type).filter((type) => type.includes(`/${MODULE}:`));
  return [...new Set(ours)].filter((type) => FIELDS[type] === undefined);
}

function toManaged(
  { urn, inputs = {}, outputs = {} }: StoredResource,
  id: string,
  kind: Managed["kind"],
  fields: readonly Field[],
): Managed {
  const declared = reveal(inputs);
  const held = reveal(outputs);
  const hidden = [...declared.encrypted, ...held.encrypted];
  const isHidden = (path: string) =>
    touches(declared.encrypted, path) || touches(hidden, BASELINES[path] ?? "-");
  const comparable: Properties = {};
  const encrypted: string[] = [];
  const refused: string[] = [];
  for (const field of fields) {
    const value = at(declared.properties, field.path);
    if (field.createOnly || (value === undefined && !touches(declared.encrypted, field.path))) continue;
    if (isHidden(field.path)) encrypted.push(...(isWatched(field) ? [field.path] : []));
    else if (!takes(field, value, comparable)) refused.push(field.path);
  }
  return {
    kind,
    id: kind === "membership" ? groupOfMembership(id) : id,
    urn,
    name: partsOf(urn).name,
    organization: organizationIn(held.properties),
    inputs: comparable,
    outputs: held.properties,
    secret: [...declared.secret, ...held.secret],
    encrypted,
    refused,
  };
}

/** Puts the canonical form of a declared value where it belongs; false where this version refuses it. */
function takes(field: Field, value: unknown, into: Properties): boolean {
  const one: Properties = {};
  put(one, field.path, value);
  const { inputs, problems } = checkFields([{ ...field, required: undefined }], one);
  if (problems.length === 0) put(into, field.path, at(inputs, field.path));
  return problems.length === 0;
}

/** Whether a difference could ever be seen: not for what only says how the resource is managed, nor for photos. */
function isWatched({ local, shown }: Field): boolean {
  return !local && shown !== asDeclared;
}
