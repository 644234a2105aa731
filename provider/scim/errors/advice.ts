/** What to do about a refusal, by Slack's code; only where the code alone does not tell. */
const ADVICE_BY_CODE: Record<string, string> = {
  missing_authentication: "No token arrived: does a proxy strip the Authorization header?",
  invalid_authentication:
    "Use a user token (xoxp-) with the admin scope, created by an owner who is still one",
  permission_denied: "The account behind the token may not see or change somebody of higher rank",
  plus_teams_only: "SCIM needs a Business+ or Enterprise plan",
  non_org_teams_only: "Install the app on the organization, not on a workspace, and use that token",
  unsupported_version: "The base URL must end in /scim/v1/ or /scim/v2/",
  bad_endpoint: "There is no such address: check the path and the base URL",
  email_taken: "Somebody has this e-mail address, perhaps deactivated: find them with users.findByEmail()",
  username_taken: "A person or a channel has this name: find them with users.findByUserName()",
  invalid_display_name: "The organization lets people choose their own display name: leave displayName out",
  username_too_long: "A userName has at most 21 characters",
  long_username: "A userName has at most 21 characters",
  invalid_attribute_format: "A list stands where a single value belongs, or the other way round",
  no_such_group_members: "One of the ids belongs to nobody",
  unable_to_add_deleted_or_guest_to_group:
    "One of these people is deactivated, or a guest who may not join: reactivate them or leave them out",
  truncation_error: "Slack found no free userName like this one: choose another",
  unable_to_create_team_profile_fields: "The organization has its 50 custom profile fields already",
  cannot_modify_owner: "Owners cannot be managed by SCIM",
  cannot_disable_primary_owner: "Hand the primary ownership over first",
  primary_owner_check_failure: "Hand the primary ownership over first",
  cannot_disable_bot_user_with_scim: "Bots are switched off in the app's own settings",
  idp_group_linked_to_channels: "Unlink the group from its channels first",
  too_many_users: "Send at most 15,000 members at once",
  no_filters: 'Slack could not read the filter: write it as userName eq "carly"',
  invalid_query: "Slack has no such attribute in filters: the builder `filter` names those that work",
  invalid_filter_group: "Parentheses in the filter do not pair up: the builder `filter` sets them",
  incomplete_filter: 'The filter lacks a part or a space: write it as userName eq "carly"',
};

/** What to do about a refusal, by status; for codes that are not in the other table. */
const ADVICE_BY_STATUS: Record<number, string> = {
  401: ADVICE_BY_CODE.invalid_authentication as string,
  429: "Slack's limits are shared by everybody who provisions this organization: lower budgetShare, or wait",
};

/** The advice for a refusal, if there is any beyond its code. */
export function adviceFor(slackCode: string, status: number): string | undefined {
  return ADVICE_BY_CODE[slackCode] ?? ADVICE_BY_STATUS[status];
}
