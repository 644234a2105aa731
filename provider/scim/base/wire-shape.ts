import { describe, isObject } from "./check";

/** The answer has another shape than the one that was asked for; `message` ends the sentence "the answer …". */
export class ShapeProblem extends Error {}

/** The answer as an object with an id. */
export function toRecord(body: unknown, what: string): Record<string, unknown> & { id: string } {
  if (body === undefined) throw new ShapeProblem(`is empty where ${what} belongs`);
  if (!isObject(body)) throw new ShapeProblem(`is ${describeShape(body)} where ${what} belongs`);
  if (typeof body.id !== "string" || body.id === "")
    throw new ShapeProblem(`is an object without an id where ${what} belongs`);
  return body as Record<string, unknown> & { id: string };
}

/** What refusals carry in v1, in v2 and in Slack's other APIs. */
const MARKS_OF_AN_ERROR = ["Errors", "detail", "error"];

/** The answer to a request that has nothing to answer: empty, an empty object, or the resource itself. */
export function toNothing(body: unknown): void {
  if (body === undefined) return;
  if (!isObject(body)) throw new ShapeProblem(`is ${describeShape(body)} where nothing belongs`);
  const isResource = typeof body.id === "string" && body.id !== "" && !("Errors" in body);
  if (isResource || Object.keys(body).length === 0) return;
  const isError = MARKS_OF_AN_ERROR.some((name) => name in body);
  throw new ShapeProblem(
    isError
      ? "is an error although its status is a success"
      : "is an object without an id where nothing belongs",
  );
}

/** Reads what must be about this id: a cache on the way may answer with somebody else. */
export function aboutId<T extends { id: string } | undefined>(
  id: string,
  read: (body: unknown) => T,
): (body: unknown) => T {
  return (body) => {
    const found = read(body);
    if (found !== undefined && !isSameId(found.id, id))
      throw new ShapeProblem("is about another id than the one that was asked for");
    return found;
  };
}

/** One person may have an id with a U and, since their workspace is part of an organization, one with a W. */
function isSameId(one: string, other: string): boolean {
  const [a, b] = [one.toUpperCase(), other.toUpperCase()];
  return a === b || ["UW", "WU"].includes(`${a[0]}${b[0]}`);
}

/** Reads what may also be empty. */
export function orNothing<T>(read: (body: unknown) => T): (body: unknown) => T | undefined {
  return (body) => (body === undefined ? undefined : read(body));
}

/** Lists of objects with a `value` that is text, as members and e-mail addresses are; absent ones are empty. */
export function toValues<T extends { value: string }>(value: unknown, attribute: string): T[] {
  const entries = toListOf<T>(value, attribute);
  if (entries.every((entry) => isObject(entry) && typeof entry.value === "string")) return entries;
  throw new ShapeProblem(`has something else than objects with a value as ${attribute}`);
}

/** Lists within a resource; absent ones are empty. */
export function toListOf<T>(value: unknown, attribute: string): T[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value))
    throw new ShapeProblem(`has ${describeShape(value)} as ${attribute} where a list belongs`);
  return value;
}

/** What came, without its content: answers carry people's names. */
export function describeShape(value: unknown): string {
  return typeof value === "string" ? "a string" : describe(value);
}
