import {
  SlackScimAbortError,
  SlackScimApiError,
  SlackScimConnectionError,
  SlackScimResponseError,
} from "./errors";

/** These 404s speak of the address, not of the resource. */
const NOT_ABOUT_THE_RESOURCE: ReadonlySet<string> = new Set(["bad_endpoint", "unsupported_version"]);

const CONFLICT_CODES: ReadonlySet<string> = new Set([
  "email_taken", // Slack answers 409, or 400 on some paths
  "username_taken", // channel names count as well
  "user_creation_failed", // "user exists or creation failed"
  "group_creation_failed", // likewise for groups
  "truncation_error", // every shortened form of the userName is taken too
]);

const FORBIDDEN_CODES: ReadonlySet<string> = new Set([
  "permission_denied", // the token's account ranks lower
  "plus_teams_only", // the plan has no SCIM
  "non_org_teams_only", // a workspace's token on an organization
  "cannot_modify_owner", // ownership is not SCIM's
  "cannot_modify_gdpr", // a forgotten person
  "cannot_disable_primary_owner", // hand over first
  "primary_owner_check_failure", // hand over first
]);

/**
 * Whether Slack says that the person or group does not exist; a 404 outside a SCIM envelope never says so.
 *
 * @see https://docs.slack.dev/reference/scim-api#errors
 */
export function isNotFound(error: unknown): error is SlackScimApiError {
  return (
    error instanceof SlackScimApiError && error.status === 404 && !NOT_ABOUT_THE_RESOURCE.has(error.slackCode)
  );
}

/**
 * Whether the userName, e-mail address or group name is taken.
 *
 * @see https://docs.slack.dev/reference/scim-api#errors
 */
export function isConflict(error: unknown): error is SlackScimApiError {
  return error instanceof SlackScimApiError && (error.status === 409 || CONFLICT_CODES.has(error.slackCode));
}

/**
 * Whether Slack asked to slow down, in an envelope or not.
 *
 * @see https://docs.slack.dev/reference/scim-api/rate-limits
 */
export function isRateLimited(error: unknown): error is SlackScimApiError | SlackScimResponseError {
  return hasStatus(error, 429);
}

/**
 * Whether the token was not accepted.
 *
 * @see https://docs.slack.dev/reference/scim-api#errors
 */
export function isUnauthorized(error: unknown): error is SlackScimApiError | SlackScimResponseError {
  return hasStatus(error, 401);
}

/**
 * Whether the token was accepted, but may not do this.
 *
 * @see https://docs.slack.dev/reference/scim-api#errors
 */
export function isForbidden(error: unknown): error is SlackScimApiError | SlackScimResponseError {
  return hasStatus(error, 403) || hasSlackCode(error, ...FORBIDDEN_CODES);
}

/**
 * Whether no answer came, time-outs included.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7644#section-3.12
 */
export function isConnectionError(error: unknown): error is SlackScimConnectionError {
  return error instanceof SlackScimConnectionError;
}

/**
 * Whether the call was aborted by its signal or its client's.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7644#section-3.12
 */
export function isAborted(error: unknown): error is SlackScimAbortError {
  return error instanceof SlackScimAbortError;
}

/**
 * Whether Slack refused with one of these codes.
 *
 * @see https://docs.slack.dev/reference/scim-api#errors
 */
export function hasSlackCode(error: unknown, ...codes: string[]): error is SlackScimApiError {
  return error instanceof SlackScimApiError && codes.includes(error.slackCode);
}

function hasStatus(error: unknown, status: number): error is SlackScimApiError | SlackScimResponseError {
  return (
    (error instanceof SlackScimApiError || error instanceof SlackScimResponseError) && error.status === status
  );
}
