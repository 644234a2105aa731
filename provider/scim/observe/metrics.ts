/**
 * What a kind of request waits for.
 *
 * @see https://docs.slack.dev/reference/scim-api/rate-limits
 */
export interface BindingLimit {
  /** A row of Slack's table, as `POST Users`, or `reads` or `writes` of the organization. */
  limit: string;
  /** How many it lets go in a minute now. */
  perMinute: number;
  /** How many it let go in a minute before a 429 lowered the pace; absent when none has, or when all of it has come back. */
  loweredFrom?: number;
}

/**
 * What one kind of request has come to, since the client was made.
 *
 * @see https://docs.slack.dev/reference/scim-api/rate-limits
 */
export interface EndpointMetrics {
  /** Attempts that ended: `ok + refused + failed`. */
  completed: number;
  /** Answered 2xx, and understood. */
  ok: number;
  /** Answered with an error, or not understood. */
  refused: number;
  /** Got no answer; aborted ones are among them. */
  failed: number;
  /** Attempts after the first one of a call. */
  retried: number;
  /** Attempts that ended within the last minute. */
  lastMinute: number;
  /** Calls that wait for their turn now. */
  waiting: number;
  /** Time that calls have waited for their turn, milliseconds. */
  waitedMs: number;
  /** Until when a 429 holds this kind of request; milliseconds since the epoch. Undefined when nothing is held. */
  rateLimitedUntil?: number;
  /** What those who wait are waiting for. Undefined when nobody waits, or without limits. */
  waitsFor?: BindingLimit;
}

/**
 * By kind of request, as `GET Users/{id}`, `PATCH Groups/{id}`, `GET Users`.
 *
 * @see https://docs.slack.dev/reference/scim-api/rate-limits
 */
export type ClientMetrics = Record<string, EndpointMetrics>;

/** How an attempt can end. */
export type Result = "ok" | "refused" | "failed";

/** What the counters ask the limiter. */
interface Holding {
  heldUntilMs(endpoint: string): number | undefined;
  bindingLimit(endpoint: string): BindingLimit | undefined;
}

/** Counts in slots of one second, so that a minute needs no list of times. */
class LastMinute {
  readonly #slots = new Map<number, number>();

  count(nowMs: number): void {
    const second = Math.floor(nowMs / 1000);
    this.#slots.set(second, (this.#slots.get(second) ?? 0) + 1);
    if (this.#slots.size > 60) this.total(nowMs);
  }

  total(nowMs: number): number {
    const oldest = Math.floor(nowMs / 1000) - 60;
    let total = 0;
    for (const [second, count] of this.#slots) {
      if (second > oldest) total += count;
      else this.#slots.delete(second);
    }
    return total;
  }
}

/** The counters of one kind of request. */
export class EndpointCounter {
  readonly #counts = { completed: 0, ok: 0, refused: 0, failed: 0, retried: 0, waiting: 0, waitedMs: 0 };
  readonly #lastMinute = new LastMinute();

  ended(result: Result, attempt: number, nowMs: number): void {
    this.#counts.completed += 1;
    this.#counts[result] += 1;
    if (attempt > 1) this.#counts.retried += 1;
    this.#lastMinute.count(nowMs);
  }

  waits(): void {
    this.#counts.waiting += 1;
  }

  waited(ms: number): void {
    this.#counts.waiting -= 1;
    this.#counts.waitedMs += ms;
  }

  read(nowMs: number, limiter: Holding, endpoint: string): EndpointMetrics {
    const metrics = {
      ...this.#counts,
      lastMinute: this.#lastMinute.total(nowMs),
      rateLimitedUntil: limiter.heldUntilMs(endpoint),
    };
    return metrics.waiting === 0 ? metrics : { ...metrics, waitsFor: limiter.bindingLimit(endpoint) };
  }
}
