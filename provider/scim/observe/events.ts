/**
 * What every event says of its request.
 *
 * @see https://docs.slack.dev/reference/scim-api
 */
export interface RequestFacts {
  /** The verb. */
  method: string;
  /** Below the base URL; without its query unless `logPersonalData` is set. */
  path: string;
  /** 1 for the first time it is sent. */
  attempt: number;
}

/**
 * A request is about to be sent.
 *
 * @see https://docs.slack.dev/reference/scim-api
 */
export interface RequestEvent extends RequestFacts {
  /** How long it waited for its turn, milliseconds. */
  waitedMs: number;
}

/**
 * An answer came, whatever its status.
 *
 * @see https://docs.slack.dev/reference/scim-api
 */
export interface ResponseEvent extends RequestFacts {
  /** The HTTP status. */
  status: number;
  /** From its departure to the end of the answer, milliseconds. */
  durationMs: number;
  /** Lower-case names. */
  headers: Record<string, string>;
}

/**
 * A failed attempt will be followed by another one.
 *
 * @see https://docs.slack.dev/reference/scim-api/rate-limits
 */
export interface RetryEvent extends RequestFacts {
  /** Which handler wants it. */
  handler: string;
  /** How long the pause is, milliseconds. */
  delayMs: number;
  /** What went wrong. */
  error: Error;
}

/**
 * Slack answered 429.
 *
 * @see https://docs.slack.dev/reference/scim-api/rate-limits
 */
export interface RateLimitEvent extends RequestFacts {
  /** The limit that is held, as `PATCH Users/{id}`. */
  endpoint: string;
  /** How long it is held, milliseconds. */
  delayMs: number;
}

/**
 * Functions to call when something happens. What they throw is logged and otherwise ignored.
 *
 * @see https://docs.slack.dev/reference/scim-api
 */
export interface ClientEvents {
  /** Before each attempt. */
  request?(event: RequestEvent): void;
  /** After each answer. */
  response?(event: ResponseEvent): void;
  /** Before the pause that another attempt is preceded by. */
  retry?(event: RetryEvent): void;
  /** After each 429. */
  rateLimit?(event: RateLimitEvent): void;
}
