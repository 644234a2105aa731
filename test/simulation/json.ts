import { isDeepStrictEqual } from "node:util";

/** What passes between engine and provider is JSON; an `undefined` or a Date would fail the step after the call was made. */
export function pure<T>(value: T): T {
  const copy = JSON.parse(JSON.stringify(value)) as T;
  if (isDeepStrictEqual(copy, value)) return copy;
  throw new NotJson(`not JSON: ${JSON.stringify(value)}`);
}

/** A method took or gave what Pulumi cannot pass on. */
export class NotJson extends Error {}
