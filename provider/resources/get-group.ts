import type * as pulumi from "@pulumi/pulumi";
import { GROUP_ID } from "../fields/values";
import type { DeepInput } from "./inputs";
import { type Lookup, type LookupOutputOptions, lookUp, lookUpOutput } from "./lookup";
import { filterField, idField, membersField, notEmpty, soughtText } from "./lookup-arguments";
import type { LookupOptions } from "./program-run";

/** Which group {@link getGroup} looks up: exactly one of `id` and `displayName`. */
export interface GetGroupArgs {
  /** Slack's id: `S…`. */
  id?: string | undefined;
  /** The exact name, letter case included. */
  displayName?: string | undefined;
  /** `false`: without who is in it, which is quicker for a large group. @default true */
  members?: boolean | undefined;
}

/** {@link GetGroupArgs}, each value plain or from a resource. */
export type GetGroupOutputArgs = { [K in keyof GetGroupArgs]: DeepInput<GetGroupArgs[K]> };

/**
 * A group as Slack holds it, in the names and forms of {@link SlackScimGroup}'s outputs.
 * @see https://docs.slack.dev/reference/scim-api#groups
 */
export interface GetGroupResult {
  /** Slack's id. */
  id: string;
  /** The name; others may have it as well. */
  displayName: string;
  /** The ids of who is in it, sorted. Left out with `members: false`: nobody asked, which is no empty group. */
  members?: string[];
  /** When the group was made, ISO 8601. */
  created: string;
  /** The domain of the organisation: `acme`. */
  organization: string;
}

/** Which groups {@link getGroups} lists. */
export interface GetGroupsArgs {
  /**
   * A filter of Slack's: `displayName sw "Team "`.
   * @default left out: all groups
   */
  filter?: string | undefined;
  /** `false`: without who is in them, which is quicker for large groups. @default true */
  members?: boolean | undefined;
}

/** {@link GetGroupsArgs}, each value plain or from a resource. */
export type GetGroupsOutputArgs = { [K in keyof GetGroupsArgs]: DeepInput<GetGroupsArgs[K]> };

/** The groups that {@link getGroups} found. */
export interface GetGroupsResult {
  /** Their ids, in the order of `groups`. */
  ids: string[];
  /** By displayName in alphabetical order. */
  groups: GetGroupResult[];
}

const GROUP: Lookup = {
  name: "getGroup",
  oneOf: ["id", "displayName"],
  fields: [
    idField(GROUP_ID, "the id of a group (S…)"),
    { path: "displayName", type: soughtText("a group's name", notEmpty), about: "The name" },
    membersField,
  ],
  load: () => (require("../group/lookup") as typeof import("../group/lookup")).lookUpGroup,
};

const GROUPS: Lookup = {
  name: "getGroups",
  oneOf: [],
  fields: [filterField('displayName sw "Team"'), membersField],
  load: () => (require("../group/lookup") as typeof import("../group/lookup")).lookUpGroups,
};

/**
 * Looks up one group in Slack as it is while the program runs: in a preview and again in the update. The first few of a program cost a
 * request each, then one scan of all groups serves all. Under Pulumi's mocks `call` answers for the token `slack-scim:index:getGroup`.
 * @throws when no group is found, or several of the name; the message names what was sought
 * @example
 * const { members } = await getGroup({ displayName: "On call" });
 */
export function getGroup(args: GetGroupArgs, options?: LookupOptions): Promise<GetGroupResult> {
  return lookUp(GROUP, args, options);
}

/**
 * The same by values that may come from resources. It then runs after those exist, and asks Slack anew. In a preview the result is
 * not known where one of them is still to be made, or where no group is found yet.
 * @throws as {@link getGroup}, in the output
 */
export function getGroupOutput(
  args: GetGroupOutputArgs,
  options?: LookupOutputOptions,
): pulumi.Output<GetGroupResult> {
  return lookUpOutput(GROUP, args, options);
}

/**
 * Lists all groups, or those that a filter of Slack's leaves. All groups cost one scan, which then serves {@link getGroup} as well; a
 * filter costs its own pages each time. None found is an empty list. Under Pulumi's mocks `call` answers for the token
 * `slack-scim:index:getGroups`.
 * @throws when Slack refuses the filter
 */
export function getGroups(args: GetGroupsArgs = {}, options?: LookupOptions): Promise<GetGroupsResult> {
  return lookUp(GROUPS, args, options);
}

/**
 * The same by values that may come from resources: it runs after those exist, and asks Slack anew.
 * @throws as {@link getGroups}, in the output
 */
export function getGroupsOutput(
  args: GetGroupsOutputArgs = {},
  options?: LookupOutputOptions,
): pulumi.Output<GetGroupsResult> {
  return lookUpOutput(GROUPS, args, options);
}
