/**
 * People and groups of a Slack organisation as Pulumi resources, and functions that look them up.
 * @module pulumi-slack-scim
 */
export {
  SlackScimDirectory,
  type SlackScimDirectoryArgs,
  type SlackScimDirectoryInputs,
  type SlackScimDirectoryPerson,
} from "./resources/directory";
export {
  type GetGroupArgs,
  type GetGroupOutputArgs,
  type GetGroupResult,
  type GetGroupsArgs,
  type GetGroupsOutputArgs,
  type GetGroupsResult,
  getGroup,
  getGroupOutput,
  getGroups,
  getGroupsOutput,
} from "./resources/get-group";
export {
  type GetUserArgs,
  type GetUserOutputArgs,
  type GetUserResult,
  type GetUsersArgs,
  type GetUsersOutputArgs,
  type GetUsersResult,
  getUser,
  getUserOutput,
  getUsers,
  getUsersOutput,
} from "./resources/get-user";
export { SlackScimGroup, type SlackScimGroupArgs, type SlackScimGroupInputs } from "./resources/group";
export type { DeepInput } from "./resources/inputs";
export type { LookupOutputOptions } from "./resources/lookup";
export {
  SlackScimGroupMembership,
  type SlackScimGroupMembershipArgs,
  type SlackScimGroupMembershipInputs,
} from "./resources/membership";
export type { LookupOptions } from "./resources/program-run";
export { SlackScimProvider, type SlackScimProviderArgs } from "./resources/provider";
export { SlackScimUser, type SlackScimUserArgs, type SlackScimUserInputs } from "./resources/user";
