import { toEmailSlots } from "./emails";
import type { ScimGroup } from "./group-types";
import type { ScimEmail, ScimUser } from "./user-types";

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
export function sameUser(sent: ScimUser, found: ScimUser): boolean {
  return Object.entries(sent).every(([name, value]) => {
    if (NOT_COMPARABLE.has(name)) return true;
    if (name === "emails") return sameEmails(sent, found);
    return sameValue(value, found[name as keyof ScimUser]);
  });
}

/** Whether a group is as sent. */
export function sameGroup(sent: ScimGroup, found: ScimGroup): boolean {
  const [sentIds, foundIds] = [sent, found].map(({ members }) => new Set(members?.map(({ value }) => value)));
  if (sentIds?.size !== foundIds?.size) return false;
  return [...(sentIds ?? [])].every((id) => foundIds?.has(id));
}

function sameEmails({ emails: sent }: ScimUser, { emails: found }: ScimUser): boolean {
  if (!sent?.length || !found?.length) return !sent?.length;
  const [asked, held] = [toEmailSlots(sent.slice(0, 2)), toEmailSlots(found)];
  return (
    sameAddress(asked.primary, held.primary) &&
    (!asked.secondary || sameAddress(asked.secondary, held.secondary))
  );
}

function sameAddress(one: ScimEmail, other: ScimEmail | undefined): boolean {
  return one.value.toLowerCase() === other?.value.toLowerCase();
}

/** Blank is blank, however it is written; an object is compared in the parts that were sent. */
function sameValue(sent: unknown, found: unknown): boolean {
  if (sent === undefined) return true;
  if (typeof sent === "object" && sent !== null && typeof found === "object" && found !== null) {
    return Object.entries(sent).every(([part, value]) =>
      sameValue(value, (found as Record<string, unknown>)[part]),
    );
  }
  return (sent ?? "") === (found ?? "");
}
