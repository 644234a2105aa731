/**
 * What to do about each of Slack's SCIM error codes, in one sentence that holds for a caller of the client and for whoever runs
 * Pulumi. A code without its sentence is no code here: the compiler refuses a use of it.
 *
 * @see https://docs.slack.dev/reference/scim-api#errors
 */
export const ADVICE = {
  missing_authentication: "No token arrived: check whether a proxy on the way drops the Authorization header",
  invalid_authentication:
    "The token is wrong or revoked, lacks the `admin` scope, or its owner is no admin any more: use a user token (xoxp-) with the `admin` scope",
  permission_denied:
    "The token may not do this: it needs the `admin` scope, and acts only on people of its owner's rank or lower",
  plus_teams_only: "Slack offers SCIM on Business+ and Enterprise plans only",
  non_org_teams_only:
    "The token is of one workspace: install the app on the organization, by an org owner, and use that token",
  unsupported_version: "The base URL must end in /scim/v1/ or /scim/v2/",
  bad_endpoint: "There is no such address: check the base URL and the path",
  method_not_allowed:
    "Slack takes GET, POST, PUT, PATCH and DELETE here: check the base URL and what is between",
  missing_schema_element: "The body lacks `schemas`: check whether a proxy on the way rewrites it",
  invalid_request_payload:
    "The body has an attribute that Slack does not know, or is no JSON: leave out what was added last",
  invalid_attribute_format:
    "A list stands where a single value belongs, or the other way round: check its form",
  invalid_reserved_word:
    "A name is a word that Slack reserves, such as everyone, here or channel: choose another name",
  invalid_emoji_not_allowed: "Slack takes no emoji here: take it out of the name",
  missing_user_id: "The address lacks a person's id: check the id",
  missing_group_id: "The address lacks a group's id: check the id",
  cannot_decode_user_id: "This is no id of a person (U… or W…): check the id",
  no_such_user: "Nobody has this id in this organization: check the id and the token",
  unknown_user: "Nobody has this id, or the manager's: check both",
  no_such_group: "No group has this id in this organization: check the id and the token",
  no_such_group_members: "An id among the members belongs to nobody: take it out",
  username_empty: "The userName is empty: set one",
  username_required: "The userName is missing: set one",
  username_invalid: "The userName has nothing that Slack can keep: use letters, digits, “.”, “_” and “-”",
  username_too_long: "A userName has at most 21 characters: choose a shorter one",
  long_username: "A userName has at most 21 characters: choose a shorter one",
  long_nickname: "A nickName has at most 21 characters, as it is the userName: choose a shorter one",
  username_not_allowed: "Slack reserves this name: choose another userName",
  username_taken: "A person or a channel has this name already: choose another userName",
  truncation_error: "Slack found no free name near this one: choose another userName",
  email_empty: "The primary e-mail address is empty: set one",
  email_invalid: "This is no e-mail address that Slack takes: correct it",
  emails_invalid: "An e-mail address is malformed: correct it",
  bad_email_address: "This is no e-mail address that Slack takes: correct it",
  email_taken:
    "Somebody has this e-mail address already, perhaps a deactivated person: change that person's address by hand, or choose another",
  missing_primary_email: "Slack keeps nobody without a primary e-mail address: set another one",
  user_creation_failed:
    "Slack did not create the person, perhaps because somebody has the e-mail address or the userName: look who has them",
  invalid_display_name:
    "The organization lets people choose their own display name: leave displayName out, or change that setting in Slack",
  invalid_name_maxlength: "A display name has at most 80 characters: choose a shorter one",
  invalid_name_specials: "A display name has no @ or the like: take it out",
  invalid_starts_with_at: "A display name does not begin with @: take it out",
  invalid_name_required: "A name of spaces only is none: set a given or family name",
  addresses_invalid:
    "The address is malformed: give one, with streetAddress, locality, region, postalCode and country",
  phoneNumbers_invalid: "A phone number is malformed: give a primary one and a mobile one at most",
  photos_invalid: "The photo is malformed: give one as a public URL or a data: URL",
  roles_invalid: "The role is malformed: give one, as a text",
  groups_invalid: "A person's groups cannot be written: change the groups themselves",
  improper_enterprise_schema_format: "The manager lacks a managerId: set it, or leave the manager out",
  unable_to_create_team_profile_fields:
    "The organization has its 50 custom profile fields already, or Slack could not make one: remove a field in Slack, or leave the attribute out",
  password_change_not_allowed: "Slack takes a password on create only: leave it out",
  cannot_make_user_guest: "Admins and owners cannot be guests: take their rank away in Slack first",
  cannot_modify_owner: "Owners cannot be managed by SCIM: leave this person out",
  cannot_modify_gdpr: "This person was forgotten on request and is frozen: leave them out",
  cannot_disable_primary_owner:
    "The primary owner cannot be deactivated: hand the primary ownership over first",
  primary_owner_check_failure:
    "The primary owner of a workspace cannot be deactivated: hand the primary ownership over first",
  cannot_disable_bot_user_with_scim: "Bots are deactivated in the app's own settings, not by SCIM",
  group_creation_failed: "Slack did not create the group: try again, and look in Slack whether it is there",
  group_members_create_failed: "Slack did not add the members: try again, and look who is in the group",
  group_member_max_exceeded: "The group is full: divide it",
  too_many_users: "A request takes at most 15,000 members: send fewer at once",
  unable_to_add_deleted_or_guest_to_group:
    "One of these people is deactivated, or a guest who may not join: reactivate them or leave them out",
  failed_to_remove_users_for_linked_subteam:
    "The group is linked to a user group, which keeps these people: remove them there first",
  idp_group_linked_to_channels: "The group is linked to channels: unlink it in Slack first",
  no_filters: 'Slack could not read the filter: write it as userName eq "carly"',
  incomplete_filter: 'The filter lacks a part or a space: write it as userName eq "carly"',
  invalid_query: "Slack has no such attribute in filters: use userName, email or displayName",
  invalid_filter_group: "Parentheses in the filter do not pair up: close each",
  query_building_failed: "Slack could not make a query of the filter: write a simpler one",
  database_query_failure: "Slack's own query failed: try again, or write a simpler filter",
  invalid_sort_order: "Slack does not know this sortOrder: use ascending or descending",
  too_many_requests:
    "Slack's limits are shared by everybody who provisions this organization: wait, or lower the budget share",
  resource_locked: "Another program writes the same person or group: try again",
  invited_user_not_created: "Slack has not finished the invitation of this person: try again in a moment",
} as const satisfies Record<string, string>;

/**
 * One of Slack's SCIM error codes.
 *
 * @see https://docs.slack.dev/reference/scim-api#errors
 */
export type SlackCode = keyof typeof ADVICE;

/** Whether a text is one of Slack's SCIM error codes. */
export function isSlackCode(text: string): text is SlackCode {
  return Object.hasOwn(ADVICE, text);
}
