import { checkObject, describe } from "./base/check";
import { primaryOf } from "./users/emails";
import { SlackScimApiError, SlackScimArgumentError, SlackScimResponseError } from "./errors/errors";
import type { ScimGroup, ScimGroupRecord } from "./groups/types";
import type { GroupsEndpoint } from "./groups/groups";
import type { CallOptions, CreateOptions } from "./request/options";
import { sameGroup, sameUser } from "./same";
import type { ScimUser, ScimUserRecord } from "./users/types";
import type { UsersEndpoint } from "./users/users";

/** Refuses what cannot be asked. */
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

/**
 * Who a POST without an answer made: found, made since and as sent. Somebody else there already is the conflict that
 * another POST would meet; undefined means that nobody is there.
 */
export async function findLostUser(
  users: UsersEndpoint,
  sent: ScimUser,
  sentAtMs: () => number,
  options: CallOptions,
): Promise<ScimUserRecord | undefined> {
  const found = await users.findByEmail(primaryOf(sent.emails ?? [])?.value ?? "", options);
  if (found === undefined) return undefined;
  if (madeSince(found, sentAtMs()) && sameUser(sent, found)) return found;
  throw new SlackScimApiError({
    method: "POST",
    path: "Users",
    status: 409,
    description: `email_taken (existing_user=${found.id})`,
    attempts: 1,
  });
}

/** The group that a POST without an answer made: found by name, made since and as sent. */
export async function findLostGroup(
  groups: GroupsEndpoint,
  sent: ScimGroup,
  sentAtMs: () => number,
  options: CallOptions,
): Promise<ScimGroupRecord | undefined> {
  const found = await groups.findByDisplayName(sent.displayName ?? "", options);
  return found.find((group) => madeSince(group, sentAtMs()) && sameGroup(sent, group));
}

/** The group that was created although Slack answered with nothing: the latest of its name that was made since and as sent. */
export async function findCreatedGroup(
  groups: GroupsEndpoint,
  sent: ScimGroup,
  begunAtMs: () => number,
  options: CallOptions,
): Promise<ScimGroupRecord> {
  const named = await groups.findByDisplayName(sent.displayName ?? "", options);
  const made = named.filter((group) => madeSince(group, begunAtMs()) && sameGroup(sent, group));
  const [latest] = made.sort((one, other) => createdMs(other) - createdMs(one));
  if (latest !== undefined) return latest;
  throw new SlackScimResponseError({
    method: "POST",
    path: "Groups",
    status: 201,
    attempts: 1,
    problem: "is empty, and no group of this name that was made since is listed",
  });
}

function madeSince(resource: { meta?: { created?: string | null } }, sentAtMs: number): boolean {
  return createdMs(resource) >= sentAtMs - CLOCK_GRAIN_MS;
}

function createdMs({ meta }: { meta?: { created?: string | null } }): number {
  return Date.parse(meta?.created ?? "") || 0;
}
