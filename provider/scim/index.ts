/**
 * The client of Slack's SCIM API under the resources, to be used alone.
 * @module pulumi-slack-scim/scim
 */
export { type Clock, systemClock } from "./base/clock";
export type { Query } from "./base/path";
export { SlackScimClient } from "./client";
export type {
  ScimResourceType,
  ScimSchema,
  ScimSchemaAttribute,
  ScimServiceProviderConfig,
  ScimSupport,
} from "./discovery/types";
export {
  type ApiErrorFacts,
  type ConnectionErrorFacts,
  type FailedRequest,
  type ResponseErrorFacts,
  SlackScimAbortError,
  SlackScimApiError,
  SlackScimArgumentError,
  SlackScimConnectionError,
  SlackScimError,
  type SlackScimErrorCode,
  SlackScimResponseError,
  SlackScimTimeoutError,
} from "./errors/errors";
export {
  hasSlackCode,
  isAborted,
  isConflict,
  isConnectionError,
  isForbidden,
  isNotFound,
  isRateLimited,
  isUnauthorized,
} from "./errors/predicates";
export type { GroupsEndpoint } from "./groups/groups";
export type {
  GroupChanges,
  ScimGroup,
  ScimGroupHead,
  ScimGroupRecord,
  ScimGroupReplacement,
  ScimNewGroup,
} from "./groups/types";
export type { GroupsWithoutMembers } from "./groups/without-members";
export { ENDPOINT_LIMITS, type Limit, SET_LIMITS } from "./limits/table";
export { Filter, FilterAttribute, type FilterValue, filter } from "./lists/filter";
export type { IterateOptions, ListOptions, ScimList } from "./lists/list";
export type {
  ClientEvents,
  RateLimitEvent,
  RequestEvent,
  RequestFacts,
  ResponseEvent,
  RetryEvent,
} from "./observe/events";
export { type LogFields, type Logger, silentLogger } from "./observe/log";
export type { BindingLimit, ClientMetrics, EndpointMetrics } from "./observe/metrics";
export type { ScimAnswer, ScimCall, ScimResponse } from "./request/call";
export type { CallOptions, CreateOptions, SlackScimClientOptions } from "./request/options";
export type { ScimMethod, ScimRequest } from "./request/request";
export {
  RetryHandler,
  type RetryHandlerOptions,
  type RetryRequest,
  type RetryResponse,
  type RetryState,
} from "./retry/handler";
export {
  builtinRetryHandlers,
  ConnectionErrorRetryHandler,
  RateLimitErrorRetryHandler,
  type RateLimitOptions,
  type RetryAfterOptions,
  ServerErrorRetryHandler,
} from "./retry/handlers";
export {
  type BackoffOptions,
  BackoffRetryIntervalCalculator,
  FixedValueRetryIntervalCalculator,
  type Jitter,
  NoJitter,
  RandomJitter,
  type RetryIntervalCalculator,
} from "./retry/intervals";
export type { PatchOperation } from "./users/operations";
export type {
  ScimAddress,
  ScimEmail,
  ScimEnterprise,
  ScimGuest,
  ScimManager,
  ScimMeta,
  ScimName,
  ScimNewUser,
  ScimPhoneNumber,
  ScimPhoto,
  ScimProfile,
  ScimReference,
  ScimRole,
  ScimUser,
  ScimUserRecord,
  UserChanges,
} from "./users/types";
export type { UsersEndpoint } from "./users/users";
