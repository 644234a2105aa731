import { primaryEmailOf } from "../provider/user/fields";

/**
 * Where Slack makes the addresses of bots: `botuser-T123-A111@slack-bots.com`. Nothing else in SCIM's answers tells a bot from a
 * person (recorded lists of the Python SDK's author, https://github.com/seratch/python-slack-scim).
 */
const BOTS_DOMAIN = "@slack-bots.com";

/** Whether one of the people that Slack lists is a bot, by the primary e-mail address. */
export function isBot(person: { emails?: unknown }): boolean {
  return primaryEmailOf(person)?.endsWith(BOTS_DOMAIN) === true;
}
