import { SlackScimArgumentError } from "../errors/errors";
import type { ScimEmail } from "./types";

/** Which address Slack takes for the primary one: who says so, else of type work, else the first. */
export function primaryOf(emails: ScimEmail[]): ScimEmail | undefined {
  return emails.find((email) => email.primary) ?? emails.find((email) => email.type === "work") ?? emails[0];
}

/** The two places Slack has. */
export function toEmailSlots(emails: ScimEmail[]): { primary: ScimEmail; secondary?: ScimEmail } {
  const primary = primaryOf(emails);
  if (primary === undefined || emails.length > 2) {
    throw new SlackScimArgumentError(
      "emails",
      "one or two addresses, a primary and a secondary one",
      `${emails.length}`,
    );
  }
  return { primary, secondary: emails.find((email) => email !== primary) };
}
