import { checkFields, type Field, toAllOutputs } from "../../provider/fields/field";
import { at, type Properties, put } from "../../provider/fields/properties";
import { GROUP_FIELDS } from "../../provider/group/fields";
import { memberIds } from "../../provider/group/members";
import type { ScimGroupRecord, ScimUserRecord } from "../../provider/scim";
import { USER_FIELDS } from "../../provider/user/fields";

/** How members are declared. */
export type Membership = "exact" | "additive" | "none";

/** What a program declares of somebody, and why something of it, or all, was left out. */
export interface Declared {
  inputs?: Properties;
  problems: string[];
}

/** The fields that an export may declare; what only create or delete reads is none of them. */
const EXPORTABLE = USER_FIELDS.filter((field) => !field.local && !field.createOnly);

/**
 * The fields of these names, userName and emails always among them.
 * @param names paths, or what paths begin with: "name", "enterprise.department"
 * @throws Error for a name that no attribute has
 */
export function fieldsNamed(names: readonly string[]): Field[] {
  const fits = ({ path }: Field, name: string) => path === name || path.startsWith(`${name}.`);
  const wrong = names.filter((name) => !EXPORTABLE.some((field) => fits(field, name)));
  if (wrong.length > 0) {
    const known = EXPORTABLE.map(({ path }) => path).join(", ");
    throw new Error(`--fields: no such attribute: ${wrong.join(", ")}; there are ${known}.`);
  }
  const wanted = ["userName", "emails", ...names];
  return EXPORTABLE.filter((field) => wanted.some((name) => fits(field, name)));
}

/** What a program declares of a person: the wanted attributes that Slack holds and the provider takes. */
export function userInputs(person: ScimUserRecord, fields: readonly Field[]): Declared {
  return takenFrom(fields, toAllOutputs(fields, person));
}

/** The same of a group. `nameOf` gives the key of a member in the program; others are declared by id. */
export function groupInputs(
  group: ScimGroupRecord,
  membership: Membership,
  nameOf: (id: string) => string | undefined,
): Declared {
  const members = memberIds(group);
  const managed = { members, ...(membership === "additive" && { membership }) };
  const declared = { displayName: group.displayName, ...(membership !== "none" && managed) };
  const { inputs, problems } = takenFrom(GROUP_FIELDS, declared);
  if (inputs === undefined || membership === "none") return { inputs, problems };
  return { inputs: { ...inputs, members: members.map((id) => nameOf(id) ?? id) }, problems };
}

/** Leaves out what the provider would refuse, one attribute at a time; all, where something that must be is refused. */
function takenFrom(fields: readonly Field[], held: Properties): Declared {
  const inputs: Properties = {};
  const problems: string[] = [];
  for (const field of fields) {
    const value = at(held, field.path);
    if (value === undefined) {
      if (field.required === "always") problems.push(`${field.path}: Slack holds none`);
      continue;
    }
    const one: Properties = {};
    put(one, field.path, value);
    const refused = checkFields([{ ...field, required: undefined }], one);
    problems.push(...refused.problems);
    if (refused.problems.length === 0) put(inputs, field.path, at(refused.inputs, field.path));
  }
  const isWhole = fields.every(
    ({ path, required }) => required !== "always" || at(inputs, path) !== undefined,
  );
  return isWhole ? { inputs, problems } : { problems };
}
