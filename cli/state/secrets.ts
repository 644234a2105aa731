import { isObject, type Properties } from "../../provider/fields/properties";
import { SECRET, SIGNATURE } from "../../provider/fields/secrets";

/** Properties of a state as plain values, and where the secrets are: `title`, `emails.0.value`. */
export interface Revealed {
  /** Without what is encrypted. */
  properties: Properties;
  /** What must never be shown, encrypted or not. */
  secret: string[];
  /** What nobody can compare. */
  encrypted: string[];
}

/** Takes the marks of secrets out of what a state holds. `--show-secrets` writes them in clear, every other export encrypted. */
export function reveal(stored: Properties): Revealed {
  const found = { secret: [] as string[], encrypted: [] as string[] };
  const properties = plain(stored, "", found);
  return { properties: isObject(properties) ? properties : {}, ...found };
}

/** Whether a path is one of these, lies within one, or holds one. */
export function touches(paths: readonly string[], path: string): boolean {
  return paths.some((one) => one === path || one.startsWith(`${path}.`) || path.startsWith(`${one}.`));
}

function plain(value: unknown, path: string, found: Omit<Revealed, "properties">): unknown {
  if (Array.isArray(value)) return value.map((one, at) => plain(one, within(path, at), found));
  if (!isObject(value)) return value;
  if (value[SIGNATURE] === SECRET) return uncovered(value, path, found);
  const entries = Object.entries(value).map(([key, one]) => [key, plain(one, within(path, key), found)]);
  return Object.fromEntries(entries.filter(([, one]) => one !== undefined));
}

function uncovered({ plaintext }: Properties, path: string, found: Omit<Revealed, "properties">): unknown {
  found.secret.push(path);
  try {
    return plain(JSON.parse(String(plaintext)), path, found);
  } catch {
    found.encrypted.push(path);
    return undefined;
  }
}

function within(path: string, key: string | number): string {
  return path === "" ? String(key) : `${path}.${key}`;
}
