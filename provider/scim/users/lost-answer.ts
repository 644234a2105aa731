import { ShapeProblem } from "../base/wire-shape";
import { SlackScimApiError } from "../errors/errors";
import { isMadeSince } from "../request/lost-answer";
import { primaryOf } from "./emails";
import { isUserAsSent } from "./equality";
import type { ScimUser, ScimUserRecord } from "./types";
import { toUserRecord } from "./wire";

/** Reads who a POST made: with another e-mail address it is an answer to somebody else's request. */
export function toMadeUser(sent: ScimUser): (body: unknown) => ScimUserRecord {
  const wanted = emailOf(sent);
  return (body) => {
    const made = toUserRecord(body);
    const email = emailOf(made);
    if (email !== undefined && email !== wanted)
      throw new ShapeProblem("is about another e-mail address than the one that was sent");
    return made;
  };
}

function emailOf({ emails }: Pick<ScimUser, "emails">): string | undefined {
  return primaryOf(emails ?? [])
    ?.value.trim()
    .toLowerCase();
}

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
