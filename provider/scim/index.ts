export type { ScimCall, ScimResponse } from "./call";
export { SlackScimClient } from "./client";
export { type Clock, systemClock } from "./clock";
export type {
  ScimResourceType,
  ScimSchema,
  ScimSchemaAttribute,
  ScimServiceProviderConfig,
  ScimSupport,
} from "./discovery-types";
export {
  hasSlackCode,
  isAborted,
  isConflict,
  isConnectionError,
  isForbidden,
  isNotFound,
  isRateLimited,
  isUnauthorized,
} from "./error-predicates";
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
} from "./errors";
export type {
  ClientEvents,
  RateLimitEvent,
  RequestEvent,
  RequestFacts,
  ResponseEvent,
  RetryEvent,
} from "./events";
export { Filter, FilterAttribute, type FilterValue, filter } from "./filter";
export type {
  GroupChanges,
  ScimGroup,
  ScimGroupRecord,
  ScimGroupReplacement,
  ScimNewGroup,
} from "./group-types";
export type { GroupsEndpoint } from "./groups";
export { ENDPOINT_LIMITS, type Limit, SET_LIMITS } from "./limit-table";
export type { IterateOptions, ListOptions, ScimList } from "./list";
export { type LogFields, type Logger, silentLogger } from "./log";
export type { ClientMetrics, EndpointMetrics } from "./metrics";
export type { CallOptions, CreateOptions, SlackScimClientOptions } from "./options";
export type { Query } from "./path";
export type { ScimMethod, ScimRequest } from "./request";
export {
  RetryHandler,
  type RetryHandlerOptions,
  type RetryRequest,
  type RetryResponse,
  type RetryState,
} from "./retry-handler";
export {
  builtinRetryHandlers,
  ConnectionErrorRetryHandler,
  RateLimitErrorRetryHandler,
  type RateLimitOptions,
  type RetryAfterOptions,
  ServerErrorRetryHandler,
} from "./retry-handlers";
export {
  type BackoffOptions,
  BackoffRetryIntervalCalculator,
  FixedValueRetryIntervalCalculator,
  type Jitter,
  NoJitter,
  RandomJitter,
  type RetryIntervalCalculator,
} from "./retry-intervals";
export type { PatchOperation } from "./user-patch";
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
} from "./user-types";
export type { UsersEndpoint } from "./users";
