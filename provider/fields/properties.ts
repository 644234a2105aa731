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

/** The keys on the way of each path: there are as many paths as fields, and each is followed for every one of 10,000 people. */
const ways = new Map<string, readonly string[]>();

function wayOf(path: string): readonly string[] {
  const known = ways.get(path);
  if (known !== undefined) return known;
  const way = path.split(".");
  ways.set(path, way);
  return way;
}

/** Follows a path; where an unknown value stands in the way, that is the value, and `at` is where it stands. */
export function dig(properties: object, path: string): { value: unknown; at: string } {
  const way = wayOf(path);
  let value: unknown = properties;
  let depth = 0;
  for (const key of way) {
    if (value === UNKNOWN) return { value, at: way.slice(0, depth).join(".") };
    value = isObject(value) ? value[key] : undefined;
    depth += 1;
  }
  return { value, at: path };
}

/** Sets the value at a dotted path, making the objects on the way there. */
export function put(properties: Properties, path: string, value: unknown): void {
  const way = wayOf(path);
  const last = way.length - 1;
  let around = properties;
  for (const key of way.slice(0, last)) {
    const inner = isObject(around[key]) ? around[key] : {};
    around[key] = inner;
    around = inner;
  }
  if (value !== undefined) around[way[last] ?? ""] = value;
}

export function isObject(value: unknown): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
