export { SlackScimGroup, type SlackScimGroupArgs, type SlackScimGroupInputs } from "./resources/group";
export type { DeepInput } from "./resources/inputs";
export { SlackScimProvider, type SlackScimProviderArgs } from "./resources/provider";
export { SlackScimUser, type SlackScimUserArgs, type SlackScimUserInputs } from "./resources/user";
