import type { SlackCode } from "./codes";
import { ScimFailure } from "./envelopes";

/** A JSON object of a request. */
export type JsonObject = Record<string, unknown>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The object with its keys spelt as SCIM spells them: attribute names are the same in any case. */
export function canonicalKeys(
  value: JsonObject,
  names: ReadonlyMap<string, string>,
  { attributeNameCase }: { attributeNameCase: "insensitive" | "exact" },
): JsonObject {
  if (attributeNameCase === "exact") return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [names.get(key.toLowerCase()) ?? key, part]),
  );
}

export function byLowerCase(names: readonly string[]): ReadonlyMap<string, string> {
  return new Map(names.map((name) => [name.toLowerCase(), name]));
}

/** A text, or `null` for a blank; `undefined` where nothing was sent. */
export function readText(
  value: unknown,
  code: SlackCode = "invalid_attribute_format",
): string | null | undefined {
  if (value === undefined || value === null || typeof value === "string") return value;
  throw new ScimFailure(code);
}

/** A text in which `null` is the same as `""`. */
export function readRequiredText(value: unknown): string | undefined {
  const text = readText(value);
  return text === null ? "" : text;
}

/** A truth value, also as the strings "True" and "False" that Entra sends. */
export function readFlag(value: unknown): boolean | undefined {
  if (value === undefined || value === null || typeof value === "boolean") return value ?? undefined;
  if (typeof value === "string" && /^(true|false)$/i.test(value)) return value.toLowerCase() === "true";
  throw new ScimFailure("invalid_attribute_format");
}

/** A list; `null` is an empty one. */
export function readList(value: unknown): unknown[] | undefined {
  if (value === undefined) return undefined;
  if (value === null) return [];
  if (Array.isArray(value)) return value;
  throw new ScimFailure("invalid_attribute_format");
}

export function readObject(value: unknown): JsonObject | undefined {
  if (value === undefined || value === null) return undefined;
  if (isObject(value)) return value;
  throw new ScimFailure("invalid_attribute_format");
}

const ISO_DATE = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?\s?(Z|[+-]\d\d:?\d\d)?)?$/i;

/** Whether a text is a date as ISO 8601 writes it, with or without a time. */
export function isIsoDate(text: string): boolean {
  const wellFormed = ISO_DATE.test(text);
  return wellFormed && !Number.isNaN(Date.parse(text.replace(/([+-]\d\d)(\d\d)$/, "$1:$2")));
}

const DEEPEST_BODY = 32;

/** The JSON value of a body; `undefined` for no body, an exception for anything that is no JSON or nested beyond reason. */
export function parseBody(text: string): unknown {
  if (text.trim() === "") return undefined;
  refuseDeepNesting(text);
  return JSON.parse(text);
}

function refuseDeepNesting(text: string): void {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const character = text.charCodeAt(at);
    if (inString) {
      if (character === BACKSLASH) at++;
      else if (character === QUOTE) inString = false;
    } else if (character === QUOTE) inString = true;
    else if (character === OPEN_BRACE || character === OPEN_BRACKET) depth++;
    else if (character === CLOSE_BRACE || character === CLOSE_BRACKET) depth--;
    if (depth > DEEPEST_BODY) throw new SyntaxError("nested too deeply");
  }
}

const [QUOTE, BACKSLASH] = [34, 92];
const [OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET] = [123, 125, 91, 93];
