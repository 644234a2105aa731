import { primaryOf } from "./emails";
import type { ScimEmail, ScimUser } from "./types";

/** Slack's answer never tells these as they were sent. */
const NOT_COMPARABLE: ReadonlySet<string> = new Set([
  "schemas", // the client's own
  "id", // Slack's own
  "meta", // Slack's own
  "groups", // Slack's own
  "externalId", // always answered ""
  "password", // never answered
  "photos", // answered as another URL, later
  "profileUrl", // follows userName
  "nickName", // mirrors userName
  "userName", // may be altered to avoid a clash; the e-mail address says who it is
  "active", // lags
  "addresses", // cut to one
  "phoneNumbers", // relabelled
  "roles", // cut to one
  "timezone", // normalised
  "enterprise", // one invalid profile value drops them all
  "guest", // the expiration is rewritten
  "profile", // the date is rewritten
]);

/** Whether a person is as sent, as far as Slack's answers can tell. */
export function isUserAsSent(sent: ScimUser, found: ScimUser): boolean {
  return Object.entries(sent).every(([name, value]) => {
    if (NOT_COMPARABLE.has(name)) return true;
    if (name === "emails") return emailsMatch(sent, found);
    return valuesMatch(value, found[name as keyof ScimUser]);
  });
}

/** Slack keeps two addresses; the secondary one counts only where it is clear which it is. */
function emailsMatch({ emails: sent }: ScimUser, { emails: found }: ScimUser): boolean {
  if (!sent?.length || !found?.length) return !sent?.length;
  if (!addressesMatch(primaryOf(sent), primaryOf(found))) return false;
  if (sent.length !== 2) return true;
  return sent.every((email) => found.some((other) => addressesMatch(email, other)));
}

function addressesMatch(one: ScimEmail | undefined, other: ScimEmail | undefined): boolean {
  return one?.value.toLowerCase() === other?.value.toLowerCase();
}

/** Blank is blank, however it is written; what the answer does not speak of contradicts nothing, nor do parts that were not sent. */
function valuesMatch(sent: unknown, found: unknown): boolean {
  if (sent === undefined || found === undefined) return true;
  if (typeof sent === "object" && sent !== null && typeof found === "object" && found !== null) {
    return Object.entries(sent).every(([part, value]) =>
      valuesMatch(value, (found as Record<string, unknown>)[part]),
    );
  }
  return (sent ?? "") === (found ?? "");
}
