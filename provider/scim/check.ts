import { SlackScimArgumentError } from "./errors";

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
