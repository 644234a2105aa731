import type { Properties } from "../fields/properties";
import { SlackScimApiError, SlackScimConnectionError, SlackScimResponseError } from "../scim/errors/errors";

/** What to do about a refusal of Slack's, by its code. */
const BY_CODE: Record<string, string> = {
  missing_authentication: "Check whether a proxy on the way drops the Authorization header.",
  invalid_authentication:
    "The token is wrong or revoked, lacks the `admin` scope, or its owner is no admin any more. Set SLACK_SCIM_TOKEN, or run `pulumi config set --secret slack-scim:token`. " +
    "(`refresh` and `destroy` use the configuration that the state recorded: for them set SLACK_SCIM_TOKEN.)",
  permission_denied:
    "The token may not do this: it needs the `admin` scope, and acts only on people of its owner's rank or lower.",
  plus_teams_only: "Slack offers SCIM on Business+ and Enterprise plans only.",
  non_org_teams_only: "The token is of one workspace. Install the app on the organisation, by an org owner.",
  bad_endpoint: "Check the base URL (slack-scim:baseUrl or SLACK_SCIM_BASE_URL).",
  unsupported_version: "The base URL must end in /scim/v1/ or /scim/v2/.",
  no_such_user: "The person is gone. Run `pulumi refresh` to see it in the state.",
  unknown_user: "The person, or the manager, does not exist. Run `pulumi refresh`, and check managerId.",
  no_such_group: "The group is gone. Run `pulumi refresh` to see it in the state.",
  email_taken:
    "Somebody else has this e-mail address, perhaps a deactivated person: change that one by hand, or declare another.",
  username_taken: "Somebody else, or a channel, has this name. Declare another userName.",
  username_not_allowed: "Slack reserves this name. Declare another userName.",
  truncation_error: "Slack found no free name near this one. Declare another userName.",
  invalid_display_name:
    "The organisation lets people choose their own display name. Take displayName out of the program, or change that setting in Slack.",
  invalid_name_specials: "Take @ and the like out of displayName.",
  password_change_not_allowed: "Slack takes a password on create only. Take it out of the program.",
  unable_to_create_team_profile_fields: "The organisation has its 50 custom profile fields already.",
  cannot_make_user_guest: "Admins and owners cannot be guests.",
  cannot_modify_owner:
    'Ownership is not managed by SCIM. Take the owner out of the program (onDelete: "retain" first).',
  cannot_modify_gdpr:
    'The person was forgotten on request and is frozen. Take the resource out of the program (onDelete: "retain" first).',
  cannot_disable_primary_owner: 'Hand the primary ownership over first, or declare onDelete: "retain".',
  primary_owner_check_failure: 'Hand the primary ownership over first, or declare onDelete: "retain".',
  cannot_disable_bot_user_with_scim: "Bots are deactivated in Slack's app settings.",
  group_member_max_exceeded: "The group is full.",
  too_many_users: "Too many members in one request.",
  failed_to_remove_users_for_linked_subteam: "The group is linked; remove these people in Slack first.",
  idp_group_linked_to_channels: "Unlink the group from its channels in Slack first.",
  too_many_requests: "Others use Slack's limits as well: lower slack-scim:budgetShare, or run again later.",
  resource_locked: "Another program writes the same person or group. Run again.",
};

const BY_STATUS: Record<number, string> = {
  401: BY_CODE.invalid_authentication ?? "",
  403: "The token may not do this. It needs the `admin` scope, and its owner the rank for whom it changes.",
  404: BY_CODE.bad_endpoint ?? "",
  429: BY_CODE.too_many_requests ?? "",
  500: "Slack failed. Run again.",
  503: "Slack is not available. Run again later (https://slack-status.com).",
};

/** What happened and what to do about it, in sentences for the person at the terminal. Never holds the token or an e-mail address. */
export function explain(error: unknown, declared: Properties = {}): string {
  if (error instanceof SlackScimApiError) {
    const said = error.slackCode || withoutValues(error.description, declared);
    return `Slack refused ${error.method} ${error.path} with ${error.status} ${said}. ${remedy(error.slackCode, error.status)}`;
  }
  if (error instanceof SlackScimResponseError) {
    return `${sentence(error.message)} This is not an answer of Slack's SCIM API, and nothing is concluded from it. ${remedy("", error.status) || (BY_CODE.bad_endpoint ?? "")}`;
  }
  if (error instanceof SlackScimConnectionError) {
    return `${sentence(error.message)} Check the network, the proxy and the base URL, then run again.`;
  }
  return error instanceof Error ? error.message : String(error);
}

/** What to do about a code, else about a status; empty where the code says it all. */
function remedy(slackCode: string, status: number): string {
  return BY_CODE[slackCode] ?? BY_STATUS[status] ?? "";
}

/** Slack's plain sentences may quote what was sent, and any of it may be a secret. */
function withoutValues(text: string, declared: Properties): string {
  const hidden = stringsIn(declared).filter((value) => value.length > 2);
  const shortened = hidden.reduce((rest, value) => rest.replaceAll(value, "(a declared value)"), text);
  return shortened.replace(/[^\s@"'<>()=]+@[^\s@"'<>()]+/g, "(an e-mail address)");
}

function stringsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}

function sentence(message: string): string {
  return /[.!?]$/.test(message) ? message : `${message}.`;
}
