import { SlackScimArgumentError } from "../errors/errors";

/** What came, for a message: the value of what is short and harmless, else only its kind. */
export function describe(value: unknown): string {
  if (value === "") return "an empty string";
  if (typeof value === "string")
    return value.length <= 40 ? JSON.stringify(value) : `${value.length} characters`;
  if (value === null || value === undefined) return String(value);
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  return typeof value === "function" ? "a function" : "an object";
}

/** The kind of something secret. */
export function describeSecret(value: unknown): string {
  if (typeof value !== "string" || value === "") return describe(value);
  return /\s/.test(value) ? "a string with white space in it" : "another string";
}

/** Whether something is a JSON object. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Refuses what is not a finite number within the bounds. */
export function checkNumber(
  argument: string,
  value: unknown,
  min: number,
  max: number,
  wanted: string,
): number {
  if (typeof value === "number" && value >= min && value <= max) return value;
  throw new SlackScimArgumentError(argument, wanted, describe(value));
}

/** Refuses what is not a whole number from `min`. */
export function checkInteger(argument: string, value: unknown, min: number): number {
  if (Number.isSafeInteger(value) && (value as number) >= min) return value as number;
  throw new SlackScimArgumentError(argument, `a whole number from ${min}`, describe(value));
}

/** Refuses what is neither true nor false: "false" would count as true. */
export function checkBoolean(argument: string, value: unknown): boolean {
  if (typeof value === "boolean") return value;
  throw new SlackScimArgumentError(argument, "true or false", describe(value));
}

/** Refuses what is not a finite number from 0. */
export function checkDuration(argument: string, ms: unknown): number {
  return checkNumber(argument, ms, 0, Number.MAX_VALUE, "a number of milliseconds from 0");
}

/** Refuses what JSON cannot say: values that contain themselves, big integers. */
export function checkJson(argument: string, value: object): string {
  try {
    return JSON.stringify(value);
  } catch (cause) {
    const [reason = ""] = (cause as Error).message.split("\n");
    throw new SlackScimArgumentError(argument, "JSON", `something else (${reason})`);
  }
}

/** What JSON says of an object, in a new one. */
export function copyOf<T extends object>(argument: string, value: T): T {
  return JSON.parse(checkJson(argument, value));
}

/** Refuses what is not a non-blank string. */
export function checkText(argument: string, value: unknown, wanted: string): string {
  if (typeof value === "string" && value.trim() !== "") return value;
  throw new SlackScimArgumentError(argument, wanted, describe(value));
}

/** Refuses what is not a JSON object. */
export function checkObject<T extends object>(argument: string, value: T, wanted: string): T {
  if (isObject(value)) return value;
  throw new SlackScimArgumentError(argument, wanted, describe(value));
}

/** Refuses names that nobody reads: what is misspelt would silently not be set. */
export function checkNames<T extends object>(argument: string, value: T, names: readonly string[]): T {
  for (const name of Object.keys(value)) {
    if (names.includes(name)) continue;
    throw new SlackScimArgumentError(`${argument}.${name}`, `left out: there are ${names.join(", ")}`, "it");
  }
  return value;
}

/** Refuses options of another shape: a number in their place, or a misspelt one, would silently mean the default. */
export function checkOptions<T extends object>(options: T, ...names: string[]): T {
  const wanted = `an object with ${names.join(", ")}`;
  return checkNames("options", checkObject("options", options, wanted), names);
}

/** Whether something has all the methods. */
export function hasMethods(value: unknown, methods: readonly string[]): boolean {
  const has = (name: string) => typeof (value as Record<string, unknown>)?.[name] === "function";
  return (isObject(value) || typeof value === "function") && methods.every(has);
}

/** Refuses what lacks one of the methods. */
export function checkMethods<T extends object>(argument: string, value: T, methods: readonly string[]): T {
  if (hasMethods(value, methods)) return value;
  throw new SlackScimArgumentError(argument, `an object with ${methods.join(", ")}`, describe(value));
}
