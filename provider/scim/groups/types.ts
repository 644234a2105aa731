import type { ScimMeta, ScimReference } from "../users/types";

/**
 * A group (on Enterprise an IDP group of the organisation, else a user group of the workspace), alike for v1 and v2.
 *
 * @see https://docs.slack.dev/reference/scim-api#groups
 */
export interface ScimGroup {
  /** Filled in when sending; only needed for schemas of your own. */
  schemas?: string[] | undefined;
  /** Slack's own: `S0AAAAAAA1`. */
  id?: string | undefined;
  /** Read-only. */
  meta?: ScimMeta | undefined;
  /** The name; several groups may have the same one. */
  displayName?: string | null | undefined;
  /** `value` is a person's id; `display` is read-only. */
  members?: ScimReference[] | null | undefined;
}

/**
 * A group to create: Slack makes none without a name.
 *
 * @see https://docs.slack.dev/reference/scim-api#groups
 */
export interface ScimNewGroup extends ScimGroup {
  /** The name; several groups may have the same one. */
  displayName: string;
}

/**
 * A group to replace another one with: what is left out would be emptied, so both must be said.
 *
 * @see https://docs.slack.dev/reference/scim-api#groups
 */
export interface ScimGroupReplacement extends ScimNewGroup {
  /** All of them; `[]` empties the group. */
  members: ScimReference[];
}

/**
 * A group as Slack answered.
 *
 * @see https://docs.slack.dev/reference/scim-api#groups
 */
export interface ScimGroupRecord extends ScimGroup {
  /** Slack's own: `S0AAAAAAA1`. */
  id: string;
  /** The name; several groups may have the same one. */
  displayName: string;
  /** All of them; `display` is their names. */
  members: ScimReference[];
}

/**
 * A group of which nobody asked who is in it: absent members are not an empty group.
 *
 * @see https://docs.slack.dev/reference/scim-api#groups
 */
export interface ScimGroupHead extends Omit<ScimGroup, "members"> {
  /** Slack's own: `S0AAAAAAA1`. */
  id: string;
  /** The name; several groups may have the same one. */
  displayName: string;
}

/**
 * What to change of a group; ids beyond 5,000 are split over several requests, adds before removes.
 *
 * @see https://docs.slack.dev/reference/scim-api#groups
 */
export interface GroupChanges {
  /** The new name. */
  displayName?: string | undefined;
  /** Ids of people; who is in the group already stays. */
  addMembers?: readonly string[] | undefined;
  /** Ids of people; who is not in the group is passed over. */
  removeMembers?: readonly string[] | undefined;
}
