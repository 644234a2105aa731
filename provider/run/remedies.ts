import type { Properties } from "../fields/properties";
import { ADVICE, isSlackCode, type SlackCode } from "../scim/errors/codes";
import { SlackScimApiError, SlackScimConnectionError, SlackScimResponseError } from "../scim/errors/errors";
import { oneLine } from "./one-line";

/** What to do; where whoever runs Pulumi does something else than a caller of the client, it has a text of its own. */
const REMEDIES: Record<SlackCode, string> = {
  ...ADVICE,
  invalid_authentication:
    "The token is wrong or revoked, lacks the `admin` scope, or its owner is no admin any more. Set SLACK_SCIM_TOKEN, or run `pulumi config set --secret slack-scim:token`. " +
    "(`refresh` and `destroy` use the configuration that the state recorded: for them set SLACK_SCIM_TOKEN.)",
  bad_endpoint: "Check the base URL (slack-scim:baseUrl or SLACK_SCIM_BASE_URL)",
  no_such_user: "The person is gone. Run `pulumi refresh` to see it in the state",
  unknown_user: "The person, or the manager, does not exist. Run `pulumi refresh`, and check managerId",
  no_such_group: "The group is gone. Run `pulumi refresh` to see it in the state",
  password_change_not_allowed: "Slack takes a password on create only. Take it out of the program",
  cannot_modify_owner:
    'Ownership is not managed by SCIM. Take the owner out of the program (onDelete: "retain" first)',
  cannot_modify_gdpr:
    'The person was forgotten on request and is frozen. Take the resource out of the program (onDelete: "retain" first)',
  cannot_disable_primary_owner: 'Hand the primary ownership over first, or declare onDelete: "retain"',
  primary_owner_check_failure: 'Hand the primary ownership over first, or declare onDelete: "retain"',
  cannot_disable_bot_user_with_scim:
    'Bots are deactivated in the app\'s own settings: take the bot out of the program (onDelete: "retain" first)',
  database_query_failure: "Slack failed. Run again",
  too_many_requests: "Others use Slack's limits as well: lower slack-scim:budgetShare, or run again later",
  resource_locked: "Another program writes the same person or group. Run again",
};

const BETWEEN = "Slack, or what is on the way to it, failed. Run again";

/** What to do where the answer has no code of Slack's. */
const BY_STATUS: Record<number, string> = {
  401: REMEDIES.invalid_authentication,
  403: "The token may not do this. It needs the `admin` scope, and its owner the rank for whom it changes",
  404: REMEDIES.bad_endpoint,
  429: REMEDIES.too_many_requests,
  500: REMEDIES.database_query_failure,
  502: BETWEEN,
  503: "Slack is not available. Run again later (https://slack-status.com)",
  504: BETWEEN,
};

/** A failure in sentences for the person at the terminal. Never holds the token or an e-mail address. */
export interface Explanation {
  happened: string;
  /** What to do about it; empty where what happened says it all. */
  remedy: string;
}

/** What happened and what to do about it, in one text. */
export function explain(error: unknown, declared: Properties = {}): string {
  const { happened, remedy } = explanationOf(error, declared);
  return [happened, remedy].filter(Boolean).join(" ");
}

/** What happened, and what to do about it. */
export function explanationOf(error: unknown, declared: Properties = {}): Explanation {
  if (error instanceof SlackScimApiError) {
    const refused = `Slack refused ${error.method} ${error.path} with ${error.status} ${refusalIn(error, declared)}.`;
    const happened = error.maybeDone ? `${refused} The change may have been made.` : refused;
    return { happened, remedy: remedyFor(error.slackCode, error.status) };
  }
  if (error instanceof SlackScimResponseError) {
    const happened = `${sentence(withoutExcerpt(error, declared))} This is not an answer of Slack's SCIM API, and nothing is concluded from it.`;
    return { happened, remedy: sentence(BY_STATUS[error.status] ?? REMEDIES.bad_endpoint) };
  }
  if (error instanceof SlackScimConnectionError) {
    const remedy = "Check the network, the proxy and the base URL, then run again.";
    // What is an option to the client is a setting here.
    const happened = error.message.replace("the option ca)", "slack-scim:caFile or SLACK_SCIM_CA_FILE)");
    return { happened: sentence(happened), remedy };
  }
  return { happened: error instanceof Error ? error.message : String(error), remedy: "" };
}

/** What to do, by Slack's code, else by the status; empty for a status of which nothing is known. */
function remedyFor(slackCode: string, status: number): string {
  return sentence(isSlackCode(slackCode) ? REMEDIES[slackCode] : (BY_STATUS[status] ?? ""));
}

/** The code alone where there is one; what begins like one may be a value. */
function refusalIn({ slackCode, description }: SlackScimApiError, declared: Properties): string {
  if (isSlackCode(slackCode)) return slackCode;
  const shown = oneLine(withoutValues(description, declared));
  return slackCode !== "" && shown.startsWith(slackCode) ? slackCode : shown;
}

/** Slack's plain sentences may quote what was sent, and any of it may be a secret. */
function withoutValues(text: string, declared: Properties): string {
  const hidden = stringsIn(declared)
    .filter((value) => value.length > 2)
    .sort((one, other) => other.length - one.length); // a value may be a part of another one
  // A value may be a part of an address, of which nothing must be left.
  const shortened = hidden.reduce((rest, value) => rest.replaceAll(value, PLACE), text);
  const withoutAddresses = shortened.replace(/[^\s@"'<>()=]+@[^\s@"'<>()]+/g, "(an e-mail address)");
  return withoutAddresses.replaceAll(PLACE, "(a declared value)");
}

/** Stands where a value was, as one sign that no answer has. */
const PLACE = "\uE000";

/** The message without the beginning of the answer, where the answer repeats what was declared. */
function withoutExcerpt({ message, excerpt, body }: SlackScimResponseError, declared: Properties): string {
  const isRepeated = (value: string) => value.length > 2 && body.includes(value);
  const isShown = !stringsIn(declared).some(isRepeated);
  return oneLine(isShown ? message : message.replace(`: ${excerpt}`, " and repeats what was declared"));
}

function stringsIn(value: unknown): string[] {
  return typeof value === "string" ? [value] : Object.values(value ?? {}).flatMap(stringsIn);
}

function sentence(message: string): string {
  return message === "" || /[.!?]\)?$/.test(message) ? message : `${message}.`;
}
