import type * as pulumi from "@pulumi/pulumi";
import { USER_ID } from "../fields/values";
import type { DeepInput } from "./inputs";
import { type Lookup, type LookupOutputOptions, lookUp, lookUpOutput } from "./lookup";
import { filterField, idField, notEmpty, soughtText } from "./lookup-arguments";
import type { LookupOptions } from "./program-run";
import type { SlackScimUserInputs } from "./user";

/** Whom {@link getUser} looks up: exactly one of the three. */
export interface GetUserArgs {
  /** Slack's id: `U…` or `W…`. */
  id?: string | undefined;
  /** The userName; letter case does not matter. */
  userName?: string | undefined;
  /** The primary or secondary e-mail address; letter case does not matter. */
  email?: string | undefined;
}

/** {@link GetUserArgs}, each value plain or from a resource. */
export type GetUserOutputArgs = { [K in keyof GetUserArgs]: DeepInput<GetUserArgs[K]> };

/** Attributes of a person that are there where Slack holds a value, in the form in which a program declares them. */
type HeldAttributes = Omit<
  SlackScimUserInputs,
  "userName" | "emails" | "active" | "guest" | "password" | "onConflict" | "adoptId" | "onDelete"
>;

/**
 * A person as Slack holds them, in the names and forms of {@link SlackScimUser}'s outputs. What Slack holds no value for is left out.
 * @see https://docs.slack.dev/reference/scim-api#user-attributes
 */
export interface GetUserResult extends HeldAttributes {
  /** Slack's id: a member of a group, or a manager. */
  id: string;
  /** In lower case. */
  userName: string;
  /** The primary one marked; empty where there is none. */
  emails: { value: string; primary: boolean }[];
  /** `false` for somebody who is deactivated. */
  active: boolean;
  /** Of a guest: in several channels or in a single one, and when the access ends, ISO 8601. */
  guest?: { type: "multi" | "single"; expiration?: string };
  /** Slack's mirror of the userName. */
  nickName: string;
  /** The person's page: `https://acme.enterprise.slack.com/team/ada.l`. */
  profileUrl: string;
  /** When the account was made, ISO 8601. */
  created: string;
  /** The manager's id. */
  managerId?: string;
  /** The domain of the organisation: `acme`. */
  organization: string;
}

/** Whom {@link getUsers} lists. */
export interface GetUsersArgs {
  /**
   * A filter of Slack's, by `userName`, `email`, `restricted` or `ultra_restricted`: `userName sw "ada"`, `restricted eq 1`.
   * `filter` of pulumi-slack-scim/scim builds one: `String(filter.userName.sw("ada"))`.
   * @default left out: everybody, bots and deactivated people included
   */
  filter?: string | undefined;
}

/** {@link GetUsersArgs}, each value plain or from a resource. */
export type GetUsersOutputArgs = { [K in keyof GetUsersArgs]: DeepInput<GetUsersArgs[K]> };

/** The people that {@link getUsers} found. */
export interface GetUsersResult {
  /** Their ids, in the order of `users`. */
  ids: string[];
  /** By userName in alphabetical order. */
  users: GetUserResult[];
}

const USER: Lookup = {
  name: "getUser",
  oneOf: ["id", "userName", "email"],
  fields: [
    idField(USER_ID, "the id of a person (U… or W…)"),
    { path: "userName", type: soughtText("a userName", toLowerCase), about: "The userName" },
    { path: "email", type: soughtText("an e-mail address", toAddress), about: "An e-mail address" },
  ],
  load: () => (require("../user/lookup") as typeof import("../user/lookup")).lookUpUser,
};

const USERS: Lookup = {
  name: "getUsers",
  oneOf: [],
  fields: [filterField('userName sw "ada"')],
  load: () => (require("../user/lookup") as typeof import("../user/lookup")).lookUpUsers,
};

/**
 * Looks up one person, deactivated people included, in Slack as it is while the program runs: in a preview and again in the update.
 * The first few of a program cost a request each, then one scan of everybody serves all. Under Pulumi's mocks `call` answers
 * for the token `slack-scim:index:getUser`.
 * @throws when nobody is found, or several; the message names who was sought
 * @example
 * const boss = await getUser({ email: "grace@example.com" });
 * new SlackScimUser("ada", { …, enterprise: { manager: { managerId: boss.id } } });
 */
export function getUser(args: GetUserArgs, options?: LookupOptions): Promise<GetUserResult> {
  return lookUp(USER, args, options);
}

/**
 * The same by values that may come from resources. It then runs after those exist, and asks Slack anew. In a preview the result is
 * not known where one of them is still to be made, or where nobody is found yet.
 * @throws as {@link getUser}, in the output
 */
export function getUserOutput(
  args: GetUserOutputArgs,
  options?: LookupOutputOptions,
): pulumi.Output<GetUserResult> {
  return lookUpOutput(USER, args, options);
}

/**
 * Lists everybody, or whom a filter of Slack's leaves: bots and deactivated people included. Everybody costs one scan, which then
 * serves {@link getUser} as well; a filter costs its own pages each time. Nobody found is an empty list. Under Pulumi's mocks `call`
 * answers for the token `slack-scim:index:getUsers`.
 * @throws when Slack refuses the filter
 */
export function getUsers(args: GetUsersArgs = {}, options?: LookupOptions): Promise<GetUsersResult> {
  return lookUp(USERS, args, options);
}

/**
 * The same by values that may come from resources: it runs after those exist, and asks Slack anew.
 * @throws as {@link getUsers}, in the output
 */
export function getUsersOutput(
  args: GetUsersOutputArgs = {},
  options?: LookupOutputOptions,
): pulumi.Output<GetUsersResult> {
  return lookUpOutput(USERS, args, options);
}

function toLowerCase(userName: string): string | undefined {
  return notEmpty(userName)?.toLowerCase();
}

function toAddress(email: string): string | undefined {
  return /^[^\s@]+@[^\s@]+$/.test(email) ? email.toLowerCase() : undefined;
}
