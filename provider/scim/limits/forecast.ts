import { type Pace, TokenBucket } from "./bucket";
import { limitNamed, limitsOf } from "./table";

/** How many requests of each kind, as `{ "POST Users": 50 }`. */
export type RequestCounts = Readonly<Record<string, number>>;

/** How long the limits make requests take. */
export interface PaceForecast {
  /** Milliseconds from the first request to the last. */
  ms: number;
  /** The limit that most of the time is waited for, as `POST Users` or `writes`; undefined when nothing waits. */
  limit?: string;
}

/** Tells how long requests take at a pace, from the buckets that the limiter has. They start full, and Slack answers at once. */
export class Forecaster {
  private readonly buckets = new Map<string, TokenBucket>();
  private nowMs = 0;

  constructor(private readonly pace: Pace) {}

  /** Requests that all may go as soon as the limits let them, after those that were foretold before. */
  add(requests: RequestCounts): PaceForecast {
    const startedAtMs = this.nowMs;
    const waited = new Map<string, number>();
    const left = new Map(Object.entries(requests).filter(([, count]) => count > 0));
    while (left.size > 0) {
      const next = this.soonest(left.keys());
      if (next.waitMs > 0) waited.set(next.limit, (waited.get(next.limit) ?? 0) + next.waitMs);
      this.nowMs += next.waitMs;
      this.take(next.endpoint);
      const count = (left.get(next.endpoint) ?? 0) - 1;
      if (count > 0) left.set(next.endpoint, count);
      else left.delete(next.endpoint);
    }
    const [longest] = [...waited].sort(([, one], [, other]) => other - one);
    return { ms: this.nowMs - startedAtMs, ...(longest && { limit: longest[0] }) };
  }

  private soonest(endpoints: Iterable<string>): { endpoint: string; limit: string; waitMs: number } {
    let soonest = { endpoint: "", limit: "", waitMs: Number.POSITIVE_INFINITY };
    for (const endpoint of endpoints) {
      const { limit, waitMs } = this.waitOf(endpoint);
      if (waitMs < soonest.waitMs) soonest = { endpoint, limit, waitMs };
    }
    return soonest;
  }

  private waitOf(endpoint: string): { limit: string; waitMs: number } {
    let longest = { limit: "", waitMs: -1 };
    for (const limit of limitsOf(endpoint)) {
      const waitMs = this.bucketOf(limit).waitMs(this.nowMs);
      if (waitMs > longest.waitMs) longest = { limit, waitMs };
    }
    return longest;
  }

  private take(endpoint: string): void {
    for (const limit of limitsOf(endpoint)) this.bucketOf(limit).take();
  }

  private bucketOf(name: string): TokenBucket {
    const known = this.buckets.get(name) ?? new TokenBucket(limitNamed(name), this.pace, this.nowMs);
    this.buckets.set(name, known);
    return known;
  }
}

/**
 * The least time that requests take at a pace once all bursts are used up, milliseconds.
 * @param now how many a minute go now, by limit, where a 429 may have lowered it
 */
export function steadyMs(
  requests: RequestCounts,
  { speed, share }: Pace,
  now: ReadonlyMap<string, number> = new Map(),
): number {
  const perLimit = new Map<string, number>();
  for (const [endpoint, count] of Object.entries(requests)) {
    for (const limit of limitsOf(endpoint)) perLimit.set(limit, (perLimit.get(limit) ?? 0) + count);
  }
  const times = [...perLimit].map(([limit, count]) => {
    const perMinute = now.get(limit) ?? limitNamed(limit).perMinute * speed * share;
    return (count / perMinute) * 60_000;
  });
  return Math.max(0, ...times);
}
