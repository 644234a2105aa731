/** The key by which Pulumi marks a secret, or another value of its own, wherever values pass between program, engine, provider and state. */
export const SIGNATURE = "4dabf18193072939515e22adb298388d";

/** What stands there for a secret. */
export const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** A value that the engine keeps encrypted, and shows nobody. */
export interface Secret<T> {
  [SIGNATURE]: typeof SECRET;
  value: T;
}

/** Marks a value of the outputs as a secret. */
export function secret<T>(value: T): Secret<T> {
  return { [SIGNATURE]: SECRET, value };
}

/** A value without its mark. */
export function unmarked(value: unknown): unknown {
  return typeof value === "object" && value !== null && SIGNATURE in value
    ? (value as Secret<unknown>).value
    : value;
}
