import { checkMethods, checkOptions, describe } from "../base/check";
import { SlackScimArgumentError, type SlackScimError } from "../errors/errors";
import { BackoffRetryIntervalCalculator, type RetryIntervalCalculator } from "./intervals";

/**
 * Where a call stands; one object for all attempts of a call.
 *
 * @see https://docs.slack.dev/reference/scim-api/rate-limits
 */
export interface RetryState {
  /** 0 after the first failed attempt. */
  currentAttempt: number;
  /** How often the handler that is being asked has had its way in this call. */
  handlerAttempts: number;
  /** For handlers of your own: kept from attempt to attempt. */
  readonly customValues: Record<string, unknown>;
}

/**
 * The request that failed.
 *
 * @see https://docs.slack.dev/reference/scim-api/rate-limits
 */
export interface RetryRequest {
  /** The verb. */
  readonly method: string;
  /** Below the base URL, without its query. */
  readonly path: string;
}

/**
 * The answer that was an error; absent when none came.
 *
 * @see https://docs.slack.dev/reference/scim-api/rate-limits
 */
export interface RetryResponse {
  /** The HTTP status. */
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Record<string, string>;
  /** What `Retry-After` asks for, milliseconds by Slack's clock; absent when it is missing or unreadable. */
  readonly retryAfterMs?: number | undefined;
}

/**
 * How a handler is set up.
 *
 * @see https://docs.slack.dev/reference/scim-api/rate-limits
 */
export interface RetryHandlerOptions {
  /**
   * How often this handler may repeat a call, from 0; each handler has its own count.
   * @default 1; 20 after a 429, 3 after connection and server errors
   */
  maxRetryCount?: number | undefined;
  /**
   * How long it pauses.
   * @default new BackoffRetryIntervalCalculator(); a second each time after a 429
   */
  intervalCalculator?: RetryIntervalCalculator | undefined;
}

/**
 * Decides whether a failed attempt is followed by another one, and when. Extend it for a rule of your own.
 * A POST that may have reached Slack is not repeated on a handler's word alone: what it may have made is looked for first.
 *
 * @see https://docs.slack.dev/reference/scim-api/rate-limits
 */
export abstract class RetryHandler {
  /** How often this handler may repeat a call. */
  readonly maxRetryCount: number;
  /** How long it pauses. */
  readonly intervalCalculator: RetryIntervalCalculator;

  /**
   * Checks the options. `maxRetryCount` is from 0, which never repeats, and 1 unless told; pauses grow from 500 ms unless told.
   * @throws SlackScimArgumentError when an option is unknown or out of bounds, or `canRetryCustom` is missing.
   * @see https://docs.slack.dev/reference/scim-api/rate-limits
   */
  constructor(options: RetryHandlerOptions = {}) {
    const { maxRetryCount = 1, intervalCalculator = new BackoffRetryIntervalCalculator() } = checkOptions(
      options,
      "maxRetryCount",
      "intervalCalculator",
    );
    if (!(typeof maxRetryCount === "number" && maxRetryCount >= 0)) {
      throw new SlackScimArgumentError("maxRetryCount", "a number from 0", describe(maxRetryCount));
    }
    if (this.canRetry === RetryHandler.prototype.canRetry)
      checkMethods<RetryHandler>(this.constructor.name, this, ["canRetryCustom"]);
    this.maxRetryCount = maxRetryCount;
    this.intervalCalculator = checkMethods("intervalCalculator", intervalCalculator, [
      "calculateSleepDuration",
    ]);
  }

  /**
   * Whether this handler wants another attempt; false once it has had `maxRetryCount` of them. What it throws, the call rejects with.
   */
  canRetry(
    state: RetryState,
    request: RetryRequest,
    response: RetryResponse | undefined,
    error: SlackScimError,
  ): boolean {
    if (state.handlerAttempts >= this.maxRetryCount) return false;
    return this.canRetryCustom(state, request, response, error);
  }

  /** Your rule. */
  protected abstract canRetryCustom(
    state: RetryState,
    request: RetryRequest,
    response: RetryResponse | undefined,
    error: SlackScimError,
  ): boolean;

  /**
   * Milliseconds to pause before the next attempt, from 0. For anything else the call rejects with a `SlackScimArgumentError`, though it has been sent.
   */
  prepareForNextAttempt(
    state: RetryState,
    _request: RetryRequest,
    _response: RetryResponse | undefined,
    _error: SlackScimError,
  ): number | Promise<number> {
    return this.intervalCalculator.calculateSleepDuration(state.handlerAttempts);
  }
}
