import { isDeepStrictEqual } from "node:util";
import { nearest } from "./nearest";
import { at, dig, holdsUnknown, isObject, type Properties, put, UNKNOWN } from "./properties";
import type { ValueType } from "./values";

/** One attribute of a resource. The list of a resource's fields drives its check, diff, mapping and documentation. */
export interface Field {
  /** Where it is in inputs and outputs: `enterprise.department`. */
  path: string;
  /** Where it is in SCIM's resource, if elsewhere. */
  scim?: string;
  type: ValueType;
  /** One sentence for the README's table. */
  about: string;
  /** Must be declared: always, or as soon as the object around it is. */
  required?: "always" | "with its object";
  /** Says how the resource is managed; never sent to Slack. */
  local?: true;
  /** Sent by create alone; never compared, never an output. */
  createOnly?: true;
  /** The output that says whether the field is declared, for a field that is always an output. */
  marker?: string;
  /** What the outputs show, where it is not simply what Slack holds. `before` are the outputs until now. */
  shown?: (declared: unknown, live: Properties, before: Properties) => unknown;
}

/** Canonical inputs, and everything that is wrong with what was declared. */
export interface Checked {
  inputs: Properties;
  problems: string[];
}

/** Makes one canonical form of declared inputs and names every mistake at once. Unknown values, and lists with one, pass untouched. */
export function checkFields(fields: readonly Field[], declared: Properties): Checked {
  const problems = misplacedKeys(fields, declared);
  const inputs: Properties = {};
  for (const field of fields) {
    const { value, at } = dig(declared, field.path);
    if (holdsUnknown(value) && !Array.isArray(value)) put(inputs, at, value);
    else if (value === undefined || value === null) problems.push(...missing(field, declared));
    else
      put(
        inputs,
        field.path,
        field.type.canonical(value, (wanted, got, within = "") => {
          problems.push(`${field.path}${within}: wanted ${wanted}, got ${got}`);
        }),
      );
  }
  return { inputs, problems };
}

/** The declared fields in which `news` differs from what the state holds; an unknown value counts as a difference. */
export function changedFields(fields: readonly Field[], olds: Properties, news: Properties): Field[] {
  return declaredFields(fields, news).filter((field) => {
    if (field.createOnly) return false;
    const value = at(news, field.path);
    return (
      holdsUnknown(value) || !wasDeclared(field, olds) || !isDeepStrictEqual(at(olds, field.path), value)
    );
  });
}

/** The fields that the state watches and the program no longer declares. */
export function forgottenFields(fields: readonly Field[], olds: Properties, news: Properties): Field[] {
  return fields.filter(
    (field) => !field.createOnly && wasDeclared(field, olds) && at(news, field.path) === undefined,
  );
}

/** The fields that inputs declare. */
export function declaredFields(fields: readonly Field[], inputs: Properties): Field[] {
  return fields.filter((field) => at(inputs, field.path) !== undefined);
}

/** The inputs that outputs tell of: what was declared when they were written. */
export function declaredIn(fields: readonly Field[], outputs: Properties): Properties {
  const inputs: Properties = {};
  for (const field of fields) {
    if (wasDeclared(field, outputs)) put(inputs, field.path, at(outputs, field.path));
  }
  return inputs;
}

/** What a create sends: every declared value that is not blank. */
export function toResource(fields: readonly Field[], inputs: Properties): Properties {
  const resource: Properties = {};
  for (const field of declaredFields(fields, inputs)) {
    const value = at(inputs, field.path);
    if (!field.local && !isBlank(value)) put(resource, field.scim ?? field.path, value);
  }
  return resource;
}

/** What an update sends: the changed values, `null` for those that are cleared. */
export function toChanges(changed: readonly Field[], news: Properties): Properties {
  const changes: Properties = {};
  for (const field of changed) {
    const value = at(news, field.path);
    if (!field.local) put(changes, field.scim ?? field.path, isBlank(value) ? null : value);
  }
  return changes;
}

/** What the outputs show of the declared fields, given what Slack holds. */
export function toDeclaredOutputs(
  fields: readonly Field[],
  inputs: Properties,
  resource: object,
  before: Properties,
): Properties {
  const live = { ...resource };
  const outputs: Properties = {};
  for (const field of declaredFields(fields, inputs)) {
    if (field.createOnly) continue;
    const declared = at(inputs, field.path);
    put(
      outputs,
      field.path,
      (field.shown ?? (field.local ? asDeclared : liveValue(field)))(declared, live, before),
    );
  }
  return outputs;
}

/** Every field that Slack holds a value for, declared or not: what `.get()` shows. */
export function toAllOutputs(fields: readonly Field[], live: object): Properties {
  const outputs: Properties = {};
  for (const field of fields) {
    if (field.local || field.createOnly) continue;
    const value = field.type.live(at(live, field.scim ?? field.path));
    if (!isBlank(value)) put(outputs, field.path, value);
  }
  return outputs;
}

/** The fields in which Slack does not hold what is declared. Photos and the like, which never come back as sent, do not count. */
export function differingFields(fields: readonly Field[], inputs: Properties, resource: object): Field[] {
  const live = { ...resource };
  return declaredFields(fields, inputs).filter((field) => {
    if (field.local || field.createOnly) return false;
    const shown = (field.shown ?? liveValue(field))(at(inputs, field.path), live, {});
    return !isDeepStrictEqual(shown, at(inputs, field.path));
  });
}

/** Takes the declared value for what Slack holds: for what Slack never gives back as it was sent. */
export function asDeclared(declared: unknown): unknown {
  return declared;
}

function liveValue(field: Field) {
  return (declared: unknown, live: Properties): unknown => {
    const held = field.type.live(at(live, field.scim ?? field.path));
    return field.type.matches?.(declared, held) ? declared : held;
  };
}

function wasDeclared(field: Field, outputs: Properties): boolean {
  return field.marker === undefined ? at(outputs, field.path) !== undefined : outputs[field.marker] === true;
}

/** Whether a value is declared and clears its field. */
export function isBlank(value: unknown): boolean {
  return value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
}

function missing(field: Field, declared: Properties): string[] {
  const around = field.path.includes(".")
    ? at(declared, field.path.slice(0, field.path.lastIndexOf(".")))
    : undefined;
  if (field.required === "always" || (field.required === "with its object" && isObject(around))) {
    return [`${field.path}: wanted ${field.type.wanted}, got nothing`];
  }
  return [];
}

/** Keys that no field answers to, and plain values where an object belongs. */
function misplacedKeys(fields: readonly Field[], declared: Properties, prefix = ""): string[] {
  const known = keysBelow(fields, prefix);
  return Object.entries(declared).flatMap(([key, value]) => {
    const path = prefix + key;
    const isField = known.get(key);
    if (value === undefined || value === null || isField === true) return [];
    if (isField === undefined) {
      const keys = [...known.keys()];
      const meant = nearest(key, keys);
      return [`${path}: no such input; ${meant ? `${prefix}${meant}?` : `there are ${keys.join(", ")}`}`];
    }
    if (value === UNKNOWN) return [];
    if (!isObject(value)) return [`${path}: wanted an object, got ${typeof value}`];
    return misplacedKeys(fields, value, `${path}.`);
  });
}

/** Of each list of fields, by prefix: the keys that may stand there, and whether a key is a field, or an object around some. */
const keys = new WeakMap<readonly Field[], Map<string, ReadonlyMap<string, boolean>>>();

function keysBelow(fields: readonly Field[], prefix: string): ReadonlyMap<string, boolean> {
  const ofFields = keys.get(fields) ?? new Map<string, ReadonlyMap<string, boolean>>();
  keys.set(fields, ofFields);
  const known = ofFields.get(prefix);
  if (known !== undefined) return known;
  const below = new Map<string, boolean>();
  for (const { path } of fields) {
    if (!path.startsWith(prefix)) continue;
    const [key = "", ...rest] = path.slice(prefix.length).split(".");
    below.set(key, rest.length === 0);
  }
  ofFields.set(prefix, below);
  return below;
}
