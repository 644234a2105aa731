/** The value that stands for "not known before the update" in a preview; Pulumi's `runtime.unknownValue`. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Inputs, outputs and SCIM resources alike: JSON objects whose fields are found by dotted path. */
export type Properties = Record<string, unknown>;

/** True when a value, or anything inside it, is not known before the update. */
export function holdsUnknown(value: unknown): boolean {
  if (value === UNKNOWN) return true;
  if (Array.isArray(value)) return value.some(holdsUnknown);
  return isObject(value) && Object.values(value).some(holdsUnknown);
}

/** The value at a dotted path, `undefined` where the way there ends early. */
export function at(properties: object, path: string): unknown {
  return dig(properties, path).value;
}

/** Follows a path; where an unknown value stands in the way, that is the value, and `at` is where it stands. */
export function dig(properties: object, path: string): { value: unknown; at: string } {
  // Most paths are of one key, and this is asked for every field of 10,000 people.
  if (!path.includes(".")) return { value: (properties as Properties)[path], at: path };
  let value: unknown = properties;
  for (const [depth, key] of path.split(".").entries()) {
    if (value === UNKNOWN) return { value, at: path.split(".").slice(0, depth).join(".") };
    value = isObject(value) ? value[key] : undefined;
  }
  return { value, at: path };
}

/** Sets the value at a dotted path, making the objects on the way there. */
export function put(properties: Properties, path: string, value: unknown): void {
  const [key = "", ...rest] = path.split(".");
  if (rest.length === 0) {
    if (value !== undefined) properties[key] = value;
    return;
  }
  const inner = isObject(properties[key]) ? properties[key] : {};
  properties[key] = inner;
  put(inner, rest.join("."), value);
}

export function isObject(value: unknown): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
