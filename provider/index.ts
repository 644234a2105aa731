export { SlackScimGroup, type SlackScimGroupArgs, type SlackScimGroupInputs } from "./group";
export type { DeepInput } from "./inputs";
export { SlackScimProvider, type SlackScimProviderArgs } from "./provider";
export { SlackScimUser, type SlackScimUserArgs, type SlackScimUserInputs } from "./user";
