import { asDeclared, checkFields, type Field } from "../../provider/fields/field";
import { at, type Properties, put } from "../../provider/fields/properties";
import { GROUP_FIELDS } from "../../provider/group/fields";
import { groupOfMembership, MEMBERSHIP_FIELDS } from "../../provider/membership/fields";
import { MODULE, typeToken } from "../../provider/resources/provider-text";
import { organizationIn } from "../../provider/run/organization";
import { USER_FIELDS } from "../../provider/user/fields";
import { entriesOf, unmadeEntries } from "./entries";
import type { StoredResource } from "./read";
import { type Revealed, reveal, touches } from "./secrets";
import { partsOf } from "./urn";

/** One person or group that a stack manages, or some people's membership of somebody else's group. */
export interface Managed {
  kind: "user" | "group" | "membership";
  /** Slack's; of a membership, its group's. */
  id: string;
  urn: string;
  /** Its name in the program; of an entry of a directory, its key. */
  name: string;
  /** Where in its directory it is, if a directory has it: `people.e-1001`. */
  entry?: string;
  /** The organization that its state names. */
  organization: string | undefined;
  /** What is declared and can be compared, in canonical form. */
  inputs: Properties;
  /** What the state says of it; without what is encrypted. */
  outputs: Properties;
  /** Paths whose values must not be shown. */
  secret: string[];
  /** Declared attributes that cannot be compared; of a directory's entry that is a secret, `people.e-1001`. */
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

/** The entries of a directory are compared as the resources that they could be. */
const ENTRIES = {
  people: { kind: "user", fields: USER_FIELDS },
  groups: { kind: "group", fields: GROUP_FIELDS },
} as const;

const DIRECTORY = typeToken("Directory");

/**
 * What a state's resources manage; who is only looked at (`.get()`) or about to be deleted is not among them.
 * @throws Error where a directory's lists can't be read
 */
export function managedIn(resources: readonly StoredResource[]): Managed[] {
  return resources.filter(isManaged).flatMap((resource) => {
    if (resource.type === DIRECTORY) return managedEntries(resource);
    const known = FIELDS[resource.type];
    return known ? [toManaged(resource, resource.id ?? "", known.kind, known.fields)] : [];
  });
}

/** Who is declared in a directory and, by its state, not in Slack: `people.e-1001 of company`. */
export function unmadeIn(resources: readonly StoredResource[]): string[] {
  const directories = resources.filter((one) => isManaged(one) && one.type === DIRECTORY);
  return directories.flatMap(({ urn, inputs = {}, outputs = {} }) => {
    const { name } = partsOf(urn);
    return unmadeEntries(name, reveal(inputs), reveal(outputs)).map((entry) => `${entry} of ${name}`);
  });
}

/** The types of this package's resources that are not known here: a newer version made them. */
export function unknownTypes(resources: readonly StoredResource[]): string[] {
  const ours = resources.map(({ type }) => type).filter((type) => type.includes(`/${MODULE}:`));
  return [...new Set(ours)].filter((type) => FIELDS[type] === undefined && type !== DIRECTORY);
}

function isManaged({ external, delete: isGoing, id }: StoredResource): boolean {
  return !external && !isGoing && Boolean(id);
}

function toManaged(
  { urn, inputs = {}, outputs = {} }: StoredResource,
  id: string,
  kind: Managed["kind"],
  fields: readonly Field[],
): Managed {
  const declared = reveal(inputs);
  const held = reveal(outputs);
  return {
    kind,
    id: kind === "membership" ? groupOfMembership(id) : id,
    urn,
    name: partsOf(urn).name,
    organization: organizationIn(held.properties),
    ...comparable(fields, declared, held.encrypted),
    outputs: held.properties,
    secret: [...declared.secret, ...held.secret],
  };
}

/** Each person and group of a directory, as though a resource of their own had them. */
function managedEntries({ urn, inputs = {}, outputs = {} }: StoredResource): Managed[] {
  const [declared, held] = [reveal(inputs), reveal(outputs)];
  return entriesOf(partsOf(urn).name, declared, held).map((one) => {
    const { kind, fields } = ENTRIES[one.kind];
    const entry = `${one.kind}.${one.key}`;
    return {
      ...{ kind, id: one.id, urn, name: one.key, entry },
      organization: organizationIn(held.properties),
      ...comparable(fields, { properties: one.declared ?? {}, encrypted: [] }, []),
      ...(one.declared === undefined && { encrypted: [entry] }),
      outputs: one.outputs,
      secret: one.isSecret ? fields.map(({ path }) => path) : [],
    };
  });
}

/** What of the declared can be compared, and why the rest cannot. */
function comparable(
  fields: readonly Field[],
  { properties, encrypted: hidden }: Pick<Revealed, "properties" | "encrypted">,
  hiddenOutputs: readonly string[],
): Pick<Managed, "inputs" | "encrypted" | "refused"> {
  const isHidden = (path: string) =>
    touches(hidden, path) || touches([...hidden, ...hiddenOutputs], BASELINES[path] ?? "-");
  const inputs: Properties = {};
  const encrypted: string[] = [];
  const refused: string[] = [];
  for (const field of fields) {
    const value = at(properties, field.path);
    if (field.createOnly || (value === undefined && !touches(hidden, field.path))) continue;
    if (isHidden(field.path)) encrypted.push(...(isWatched(field) ? [field.path] : []));
    else if (!takes(field, value, inputs)) refused.push(field.path);
  }
  return { inputs, encrypted, refused };
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
