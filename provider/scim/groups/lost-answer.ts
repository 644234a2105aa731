import { SlackScimResponseError } from "../errors/errors";
import { createdMs, isMadeSince } from "../request/lost-answer";
import { isGroupAsSent } from "./equality";
import type { ScimGroup, ScimGroupRecord } from "./types";

/** Looks for all groups of a name. */
type FindByName = (displayName: string) => Promise<ScimGroupRecord[]>;

/**
 * The group that a POST without an answer made: found by name, made since and as sent.
 * @param sentAtMs when the POST was sent, by Slack's clock
 */
export async function findLostGroup(
  findByName: FindByName,
  sent: ScimGroup,
  sentAtMs: () => number,
): Promise<ScimGroupRecord | undefined> {
  const found = await findByName(sent.displayName ?? "");
  return found.find((group) => isMadeSince(group, sentAtMs()) && isGroupAsSent(sent, group));
}

/** The group that was created although Slack answered with nothing: the latest of its name that was made since and as sent. */
export async function findCreatedGroup(
  findByName: FindByName,
  sent: ScimGroup,
  begunAtMs: () => number,
): Promise<ScimGroupRecord> {
  const named = await findByName(sent.displayName ?? "");
  const made = named.filter((group) => isMadeSince(group, begunAtMs()) && isGroupAsSent(sent, group));
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
