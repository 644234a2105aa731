import { checkDuration, checkMethods, checkOptions, describe } from "../base/check";
import { SlackScimArgumentError } from "../errors/errors";

/**
 * Spreads the pauses of many callers, so that they do not come back all at once.
 *
 * @see https://docs.slack.dev/reference/scim-api/rate-limits
 */
export interface Jitter {
  /** Milliseconds in, milliseconds out. */
  recalculate(durationMs: number): number;
}

/**
 * Adds up to a second.
 *
 * @see https://docs.slack.dev/reference/scim-api/rate-limits
 */
export class RandomJitter implements Jitter {
  readonly #random: () => number;

  /**
   * `random` gives numbers from 0 up to, but not including, 1; `Math.random` unless told.
   * @throws SlackScimArgumentError when it is no function.
   * @see https://docs.slack.dev/reference/scim-api/rate-limits
   */
  constructor(random: () => number = Math.random) {
    if (typeof random !== "function")
      throw new SlackScimArgumentError("random", "a function as Math.random", describe(random));
    this.#random = random;
  }

  /** Milliseconds, up to a second more. */
  recalculate(durationMs: number): number {
    return durationMs + this.#random() * 1000;
  }
}

/**
 * Leaves the pause as it is.
 *
 * @see https://docs.slack.dev/reference/scim-api/rate-limits
 */
export class NoJitter implements Jitter {
  /** Milliseconds, as they came. */
  recalculate(durationMs: number): number {
    return durationMs;
  }
}

/**
 * Says how long to pause before the next attempt.
 *
 * @see https://docs.slack.dev/reference/scim-api/rate-limits
 */
export interface RetryIntervalCalculator {
  /** `currentAttempt` is 0 after the first failure, 1 after the second, and so on; milliseconds. */
  calculateSleepDuration(currentAttempt: number): number;
}

/**
 * The same pause each time.
 *
 * @see https://docs.slack.dev/reference/scim-api/rate-limits
 */
export class FixedValueRetryIntervalCalculator implements RetryIntervalCalculator {
  readonly #intervalMs: number;

  /**
   * Milliseconds from 0; 500 unless told.
   * @throws SlackScimArgumentError when it is no finite number from 0.
   * @see https://docs.slack.dev/reference/scim-api/rate-limits
   */
  constructor(intervalMs = 500) {
    this.#intervalMs = checkDuration("intervalMs", intervalMs);
  }

  /** Milliseconds, always the same. */
  calculateSleepDuration(): number {
    return this.#intervalMs;
  }
}

/**
 * How the pause grows.
 *
 * @see https://docs.slack.dev/reference/scim-api/rate-limits
 */
export interface BackoffOptions {
  /**
   * Milliseconds before the first repetition; doubled for each further one.
   * @default 500
   */
  backoffFactorMs?: number | undefined;
  /**
   * Milliseconds a pause may last at most, before the jitter.
   * @default 30_000
   */
  maxIntervalMs?: number | undefined;
  /**
   * What is added to each pause.
   * @default new RandomJitter()
   */
  jitter?: Jitter | undefined;
}

/**
 * Twice the pause each time, up to a bound.
 *
 * @see https://docs.slack.dev/reference/scim-api/rate-limits
 */
export class BackoffRetryIntervalCalculator implements RetryIntervalCalculator {
  readonly #backoffFactorMs: number;
  readonly #maxIntervalMs: number;
  readonly #jitter: Jitter;

  /**
   * Milliseconds from 0: the first pause 500, the longest 30,000 before the jitter, unless told.
   * @throws SlackScimArgumentError when an option is unknown or out of bounds, or `jitter` has no `recalculate`.
   * @see https://docs.slack.dev/reference/scim-api/rate-limits
   */
  constructor(options: BackoffOptions = {}) {
    const {
      backoffFactorMs = 500,
      maxIntervalMs = 30_000,
      jitter = new RandomJitter(),
    } = checkOptions(options, "backoffFactorMs", "maxIntervalMs", "jitter");
    this.#backoffFactorMs = checkDuration("backoffFactorMs", backoffFactorMs);
    this.#maxIntervalMs = checkDuration("maxIntervalMs", maxIntervalMs);
    this.#jitter = checkMethods("jitter", jitter, ["recalculate"]);
  }

  /** Milliseconds: the factor times two to the power of `currentAttempt`, bounded, then jittered. */
  calculateSleepDuration(currentAttempt: number): number {
    const grown = this.#backoffFactorMs * 2 ** currentAttempt;
    return this.#jitter.recalculate(Math.min(grown, this.#maxIntervalMs));
  }
}
