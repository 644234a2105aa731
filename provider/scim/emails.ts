import { SlackScimArgumentError } from "./errors";
import type { ScimEmail } from "./user-types";

/** The two places Slack has, filled by its own rule: primary is who says so, else of type work, else the first. */
export function toEmailSlots(emails: ScimEmail[]): { primary: ScimEmail; secondary?: ScimEmail } {
  const primary =
    emails.find((email) => email.primary) ?? emails.find((email) => email.type === "work") ?? emails[0];
  if (primary === undefined || emails.length > 2) {
    throw new SlackScimArgumentError(
      "emails",
      "one or two addresses, a primary and a secondary one",
      `${emails.length}`,
    );
  }
  return { primary, secondary: emails.find((email) => email !== primary) };
}
