export { SlackScimGroup, type SlackScimGroupArgs, type SlackScimGroupInputs } from "./resources/group";
export type { DeepInput } from "./resources/inputs";
export {
  SlackScimGroupMembership,
  type SlackScimGroupMembershipArgs,
  type SlackScimGroupMembershipInputs,
} from "./resources/membership";
export { SlackScimProvider, type SlackScimProviderArgs } from "./resources/provider";
export { SlackScimUser, type SlackScimUserArgs, type SlackScimUserInputs } from "./resources/user";
