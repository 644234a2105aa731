import { checkFields, type Field, toAllOutputs } from "../../provider/fields/field";
import { at, holdsUnknown, isObject, type Properties, put } from "../../provider/fields/properties";
import { GROUP_FIELDS } from "../../provider/group/fields";
import { memberIds } from "../../provider/run/members";
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
 * The fields of these names, userName and emails always among them, and what an object cannot be without.
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
  const named = EXPORTABLE.filter((field) =>
    ["userName", "emails", ...names].some((name) => fits(field, name)),
  );
  return EXPORTABLE.filter((field) => named.some((one) => one === field || cannotBeWithout(one, field)));
}

/** Whether a field's object needs another field: a guest has a type. */
function cannotBeWithout({ path }: Field, needed: Field): boolean {
  const objectOf = (inner: string) => inner.slice(0, inner.lastIndexOf(".") + 1);
  return (
    needed.required === "with its object" && needed.path !== path && objectOf(needed.path) === objectOf(path)
  );
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
  if (inputs?.members === undefined)
    return { problems, ...(inputs && { inputs: { displayName: inputs.displayName } }) };
  return { inputs: { ...inputs, members: members.map((id) => nameOf(id) ?? id) }, problems };
}

/** Leaves out what the provider would refuse, one attribute at a time; all, where something that must be is refused. */
function takenFrom(fields: readonly Field[], held: Properties): Declared {
  const inputs: Properties = {};
  const problems: string[] = [];
  for (const field of fields) {
    const value = at(held, field.path);
    const isOwed = (needed: Field) => cannotBeWithout(field, needed) && at(inputs, needed.path) === undefined;
    if (value === undefined) {
      if (field.required === "always") problems.push(`${field.path}: Slack holds none`);
    } else if (fields.some(isOwed)) problems.push(`${field.path}: nothing without the rest of its object`);
    else if (isUntellable(value)) problems.push(`${field.path}: no state of Pulumi's can hold the text`);
    else problems.push(...takeOne(field, value, inputs));
  }
  const isWhole = fields.every(
    ({ path, required }) => required !== "always" || at(inputs, path) !== undefined,
  );
  return isWhole ? { inputs, problems } : { problems };
}

/** Puts one value among the inputs, in the form that check gives it; what is wrong with it, where it is refused. */
function takeOne(field: Field, value: unknown, inputs: Properties): string[] {
  const one: Properties = {};
  put(one, field.path, value);
  const { inputs: canonical, problems } = checkFields([{ ...field, required: undefined }], one);
  if (problems.length === 0) put(inputs, field.path, at(canonical, field.path));
  return problems;
}

/** Half a character, which UTF-8 has no form for, and the very text by which Pulumi marks what is not known yet. */
function isUntellable(value: unknown): boolean {
  if (typeof value === "string") return /\p{Surrogate}/u.test(value) || holdsUnknown(value);
  const parts = Array.isArray(value) ? value : isObject(value) ? Object.values(value) : [];
  return parts.some(isUntellable);
}
