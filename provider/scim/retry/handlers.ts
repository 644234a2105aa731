import { checkDuration, checkOptions } from "../base/check";
import { SlackScimConnectionError, type SlackScimError } from "../errors/errors";
import {
  RetryHandler,
  type RetryHandlerOptions,
  type RetryRequest,
  type RetryResponse,
  type RetryState,
} from "./handler";
import { FixedValueRetryIntervalCalculator } from "./intervals";

/**
 * How long a `Retry-After` may be obeyed at most.
 *
 * @see https://docs.slack.dev/reference/scim-api/rate-limits
 */
export interface RetryAfterOptions extends RetryHandlerOptions {
  /**
   * Milliseconds; a longer `Retry-After` is cut to it.
   * @default 300_000
   */
  maxRetryAfterMs?: number | undefined;
}

/**
 * How long a 429 is waited for at most.
 *
 * @see https://docs.slack.dev/reference/scim-api/rate-limits
 */
export interface RateLimitOptions extends RetryAfterOptions {
  /**
   * Milliseconds that all pauses of a call may take together; a 429 that asks for more is thrown. Infinity waits for ever.
   * @default 900_000
   */
  maxTotalRetryAfterMs?: number | undefined;
}

const RETRY_AFTER_OPTIONS = ["maxRetryAfterMs", "maxRetryCount", "intervalCalculator"];

/**
 * After a 429: waits as long as `Retry-After` says, to the millisecond, since the limits are shared and already spread the callers.
 * Without the header, or when no pause is left of it, it asks `intervalCalculator`, a second unless told.
 *
 * @see https://docs.slack.dev/reference/scim-api/rate-limits
 */
export class RateLimitErrorRetryHandler extends RetryHandler {
  /** The longest `Retry-After` that is obeyed, milliseconds. */
  readonly maxRetryAfterMs: number;
  /** The longest that all pauses of a call may take together, milliseconds. */
  readonly maxTotalRetryAfterMs: number;
  /** How long each call has paused, by its `customValues`, which are one object for all of its attempts. */
  readonly #pausedMs = new WeakMap<object, number>();

  /**
   * Unless told, 20 times, 300,000 ms for one `Retry-After` and 900,000 ms for all pauses of a call; both are from 0, the latter may be Infinity.
   * @throws SlackScimArgumentError when an option is unknown or out of bounds.
   * @see https://docs.slack.dev/reference/scim-api/rate-limits
   */
  constructor(given: RateLimitOptions = {}) {
    const names = ["maxTotalRetryAfterMs", ...RETRY_AFTER_OPTIONS];
    const {
      maxRetryAfterMs = 300_000,
      maxTotalRetryAfterMs = 900_000,
      ...options
    } = checkOptions(given, ...names);
    super({ maxRetryCount: 20, intervalCalculator: new FixedValueRetryIntervalCalculator(1000), ...options });
    this.maxRetryAfterMs = checkDuration("maxRetryAfterMs", maxRetryAfterMs);
    const isEndless = maxTotalRetryAfterMs === Number.POSITIVE_INFINITY;
    this.maxTotalRetryAfterMs = isEndless
      ? maxTotalRetryAfterMs
      : checkDuration("maxTotalRetryAfterMs", maxTotalRetryAfterMs);
  }

  /** Every 429, as long as the pauses stay within `maxTotalRetryAfterMs`. */
  protected canRetryCustom(state: RetryState, _request: RetryRequest, response?: RetryResponse): boolean {
    if (response?.status !== 429) return false;
    return this.#pausedBefore(state) + this.#pauseMs(state, response) <= this.maxTotalRetryAfterMs;
  }

  override prepareForNextAttempt(
    state: RetryState,
    _request: RetryRequest,
    response?: RetryResponse,
  ): number {
    const pauseMs = this.#pauseMs(state, response);
    this.#pausedMs.set(state.customValues, this.#pausedBefore(state) + pauseMs);
    return pauseMs;
  }

  #pausedBefore({ customValues }: RetryState): number {
    return this.#pausedMs.get(customValues) ?? 0;
  }

  #pauseMs({ handlerAttempts }: RetryState, response?: RetryResponse): number {
    const asked = response?.retryAfterMs || this.intervalCalculator.calculateSleepDuration(handlerAttempts);
    return Math.min(asked, this.maxRetryAfterMs);
  }
}

/**
 * After a connection that failed, broke or gave no answer in time.
 *
 * @see https://docs.slack.dev/reference/scim-api/rate-limits
 */
export class ConnectionErrorRetryHandler extends RetryHandler {
  /**
   * Unless told, 3 times, with pauses that grow from 500 ms.
   * @throws SlackScimArgumentError when an option is unknown or out of bounds.
   * @see https://docs.slack.dev/reference/scim-api/rate-limits
   */
  constructor(options: RetryHandlerOptions = {}) {
    super({ maxRetryCount: 3, ...checkOptions(options, "maxRetryCount", "intervalCalculator") });
  }

  /** Every connection error that is not permanent. */
  protected canRetryCustom(
    _state: RetryState,
    _request: RetryRequest,
    _response: RetryResponse | undefined,
    error: SlackScimError,
  ): boolean {
    return error instanceof SlackScimConnectionError && !error.permanent;
  }
}

const TRANSIENT_STATUSES: ReadonlySet<number> = new Set([
  500, // Slack's backend failed
  502, // a gateway lost its backend
  503, // overloaded or in maintenance
  504, // a gateway's backend was too slow
]);

/**
 * After 500, 502, 503 and 504; heeds `Retry-After` where one is sent.
 *
 * @see https://docs.slack.dev/reference/scim-api/rate-limits
 */
export class ServerErrorRetryHandler extends RetryHandler {
  /** The longest `Retry-After` that is obeyed, milliseconds. */
  readonly maxRetryAfterMs: number;

  /**
   * Unless told, 3 times, with pauses that grow from 500 ms; a `Retry-After` that is longer is obeyed up to 300,000 ms.
   * @throws SlackScimArgumentError when an option is unknown or out of bounds.
   * @see https://docs.slack.dev/reference/scim-api/rate-limits
   */
  constructor(given: RetryAfterOptions = {}) {
    const { maxRetryAfterMs = 300_000, ...options } = checkOptions(given, ...RETRY_AFTER_OPTIONS);
    super({ maxRetryCount: 3, ...options });
    this.maxRetryAfterMs = checkDuration("maxRetryAfterMs", maxRetryAfterMs);
  }

  /** 500, 502, 503 and 504. */
  protected canRetryCustom(_state: RetryState, _request: RetryRequest, response?: RetryResponse): boolean {
    return response !== undefined && TRANSIENT_STATUSES.has(response.status);
  }

  override prepareForNextAttempt(
    state: RetryState,
    _request: RetryRequest,
    response?: RetryResponse,
  ): number {
    const asked = Math.min(response?.retryAfterMs ?? 0, this.maxRetryAfterMs);
    return Math.max(asked, this.intervalCalculator.calculateSleepDuration(state.handlerAttempts));
  }
}

/**
 * The handlers that a client has unless told: rate limit, connection, server error, in this order.
 *
 * @see https://docs.slack.dev/reference/scim-api/rate-limits
 */
export function builtinRetryHandlers(): RetryHandler[] {
  return [new RateLimitErrorRetryHandler(), new ConnectionErrorRetryHandler(), new ServerErrorRetryHandler()];
}
