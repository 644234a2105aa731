import { checkDuration, checkMethods, checkNames, checkObject, describe } from "./check";
import {
  SlackScimAbortError,
  SlackScimArgumentError,
  SlackScimConnectionError,
  type SlackScimError,
} from "./errors";
import {
  BackoffRetryIntervalCalculator,
  FixedValueRetryIntervalCalculator,
  type RetryIntervalCalculator,
} from "./retry-intervals";

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
  readonly retryAfterMs?: number;
}

/**
 * How a handler is set up.
 *
 * @see https://docs.slack.dev/reference/scim-api/rate-limits
 */
export interface RetryHandlerOptions {
  /** How often this handler may repeat a call; each handler has its own count. */
  maxRetryCount?: number;
  /** How long it pauses. */
  intervalCalculator?: RetryIntervalCalculator;
}

/** Refuses options of another shape: a number in their place, or a misspelt one, would silently mean the default. */
function checkOptions<T extends object>(options: T, ...names: string[]): T {
  const wanted = `an object with ${names.join(", ")}`;
  return checkNames("options", checkObject("options", options, wanted), names);
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

  /** Whether this handler wants another attempt; false once it has had `maxRetryCount` of them. */
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

  /** Milliseconds to pause before the next attempt. */
  prepareForNextAttempt(
    state: RetryState,
    _request: RetryRequest,
    _response: RetryResponse | undefined,
    _error: SlackScimError,
  ): number | Promise<number> {
    return this.intervalCalculator.calculateSleepDuration(state.handlerAttempts);
  }
}

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
  maxRetryAfterMs?: number;
}

const RETRY_AFTER_OPTIONS = ["maxRetryAfterMs", "maxRetryCount", "intervalCalculator"];

/**
 * After a 429: waits as long as `Retry-After` says, to the millisecond, since the limits are shared and already spread the callers.
 * Without the header it asks `intervalCalculator`, a second unless told.
 *
 * @see https://docs.slack.dev/reference/scim-api/rate-limits
 */
export class RateLimitErrorRetryHandler extends RetryHandler {
  /** The longest `Retry-After` that is obeyed, milliseconds. */
  readonly maxRetryAfterMs: number;

  constructor(given: RetryAfterOptions = {}) {
    const { maxRetryAfterMs = 300_000, ...options } = checkOptions(given, ...RETRY_AFTER_OPTIONS);
    super({ maxRetryCount: 20, intervalCalculator: new FixedValueRetryIntervalCalculator(1000), ...options });
    this.maxRetryAfterMs = checkDuration("maxRetryAfterMs", maxRetryAfterMs);
  }

  /** Every 429. */
  protected canRetryCustom(_state: RetryState, _request: RetryRequest, response?: RetryResponse): boolean {
    return response?.status === 429;
  }

  override prepareForNextAttempt(
    state: RetryState,
    _request: RetryRequest,
    response?: RetryResponse,
  ): number {
    const asked =
      response?.retryAfterMs ?? this.intervalCalculator.calculateSleepDuration(state.handlerAttempts);
    return Math.min(asked, this.maxRetryAfterMs);
  }
}

/**
 * After a connection that failed, broke or gave no answer in time.
 *
 * @see https://docs.slack.dev/reference/scim-api/rate-limits
 */
export class ConnectionErrorRetryHandler extends RetryHandler {
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
    if (error instanceof SlackScimAbortError) return false;
    if (!(error instanceof SlackScimConnectionError)) return false;
    return !error.permanent;
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
