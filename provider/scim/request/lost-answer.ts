import { checkObject, describe } from "../base/check";
import { SlackScimArgumentError } from "../errors/errors";
import type { CreateOptions } from "./options";

/** Refuses a `findLost` that cannot be called. */
export function checkFindLost<T>(options: CreateOptions<T> = {}): CreateOptions<T> {
  const { findLost } = checkObject(
    "options",
    options,
    "an object with signal, deadlineMs, headers or findLost",
  );
  if (findLost === undefined || typeof findLost === "function") return options;
  throw new SlackScimArgumentError("findLost", "a function", describe(findLost));
}

/** Slack's clock and `meta.created` are cut to the second. */
const CLOCK_GRAIN_MS = 2000;

/** What Slack says of when a resource was created. */
interface Dated {
  meta?: { created?: string | null };
}

/** Whether a resource was created after a moment of Slack's clock. */
export function isMadeSince(resource: Dated, sentAtMs: number): boolean {
  return createdMs(resource) >= sentAtMs - CLOCK_GRAIN_MS;
}

/** When a resource was created, in milliseconds since the epoch; 0 where Slack does not tell. */
export function createdMs({ meta }: Dated): number {
  return Date.parse(meta?.created ?? "") || 0;
}
