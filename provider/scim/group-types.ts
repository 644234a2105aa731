import type { ScimMeta, ScimReference } from "./user-types";

/**
 * A group (on Enterprise an IDP group of the organisation, else a user group of the workspace), alike for v1 and v2.
 *
 * @see https://docs.slack.dev/reference/scim-api#groups
 */
export interface ScimGroup {
  /** Filled in when sending; only needed for schemas of your own. */
  schemas?: string[];
  id?: string;
  meta?: ScimMeta;
  displayName?: string | null;
  /** `value` is a person's id; `display` is read-only. */
  members?: ScimReference[] | null;
}

/** A group as Slack answered. */
export interface ScimGroupRecord extends ScimGroup {
  id: string;
  displayName: string;
  members: ScimReference[];
}

/** What to change of a group; ids beyond 5,000 are split over several requests, adds before removes. */
export interface GroupChanges {
  displayName?: string;
  addMembers?: readonly string[];
  removeMembers?: readonly string[];
}
