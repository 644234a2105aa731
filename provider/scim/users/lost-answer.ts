import { SlackScimApiError } from "../errors/errors";
import { isMadeSince } from "../request/lost-answer";
import { primaryOf } from "./emails";
import { isUserAsSent } from "./equality";
import type { ScimUser, ScimUserRecord } from "./types";

/**
 * Who a POST without an answer made: found, made since and as sent. Somebody else there already is the conflict that
 * another POST would meet; undefined means that nobody is there.
 * @param findByEmail looks for the holder of an address, deactivated people included
 * @param sentAtMs when the POST was sent, by Slack's clock
 */
export async function findLostUser(
  findByEmail: (email: string) => Promise<ScimUserRecord | undefined>,
  sent: ScimUser,
  sentAtMs: () => number,
): Promise<ScimUserRecord | undefined> {
  const found = await findByEmail(primaryOf(sent.emails ?? [])?.value ?? "");
  if (found === undefined) return undefined;
  if (isMadeSince(found, sentAtMs()) && isUserAsSent(sent, found)) return found;
  throw new SlackScimApiError({
    method: "POST",
    path: "Users",
    status: 409,
    description: `email_taken (existing_user=${found.id})`,
    attempts: 1,
  });
}
