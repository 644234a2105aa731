/** Which limits hold: none, Slack's published ones, or those made so many times faster. */
export type LimitProfile = "off" | "slack" | number;

interface Bucket {
  tokens: number;
  refilledAt: number;
}

interface Row {
  perMinute: number;
  burst: number;
}

const ALL_WRITES: Row = { perMinute: 600, burst: 180 };
const ALL_READS: Row = { perMinute: 1000, burst: 1000 };

/** Slack's table of limits per endpoint; PUT and PATCH share a row, lists and discovery have none. */
const ENDPOINTS: { [endpoint: string]: Row } = {
  "GET Users": { perMinute: 300, burst: 300 },
  "POST Users": { perMinute: 180, burst: 20 },
  "PATCH Users": { perMinute: 180, burst: 20 },
  "DELETE Users": { perMinute: 180, burst: 20 },
  "GET Groups": { perMinute: 300, burst: 300 },
  "POST Groups": { perMinute: 180, burst: 20 },
  "PATCH Groups": { perMinute: 180, burst: 80 },
  "DELETE Groups": { perMinute: 180, burst: 20 },
};

/** Two levels of token buckets per organization: all reads or all writes, and the endpoint. */
export class RateLimits {
  private readonly buckets = new Map<string, Bucket>();

  constructor(public profile: LimitProfile) {}

  /** Whether a limit counts the requests of each minute instead of filling a bucket evenly. */
  perMinute = false;

  /** Takes one token from each bucket that a request counts against; when one is empty takes none and says for how long. */
  take(
    organization: string,
    method: string,
    endpoint: string,
    hasId: boolean,
    now: number,
  ): number | undefined {
    if (this.profile === "off") return undefined;
    const isRead = method === "GET";
    const row =
      isRead && !hasId ? undefined : ENDPOINTS[`${method === "PUT" ? "PATCH" : method} ${endpoint}`];
    const wanted: [string, Row][] = [
      [`${organization} ${isRead ? "reads" : "writes"}`, isRead ? ALL_READS : ALL_WRITES],
    ];
    if (row) wanted.push([`${organization} ${method === "PUT" ? "PATCH" : method} ${endpoint}`, row]);
    const filled = wanted.map(([key, limit]) => ({ bucket: this.refill(key, limit, now), limit }));
    const waits = filled.map(({ bucket, limit }) =>
      bucket.tokens >= 1 ? 0 : this.waitSeconds(bucket, limit, now),
    );
    const waitSeconds = Math.max(...waits);
    if (waitSeconds > 0) return Math.max(1, Math.ceil(waitSeconds));
    for (const { bucket } of filled) bucket.tokens -= 1;
    return undefined;
  }

  /** Fills all buckets. */
  reset(): void {
    this.buckets.clear();
  }

  private perSecond({ perMinute }: Row): number {
    return (perMinute / 60) * (typeof this.profile === "number" ? this.profile : 1);
  }

  private waitSeconds({ tokens }: Bucket, limit: Row, now: number): number {
    return this.perMinute ? 60 - ((now / 1000) % 60) : (1 - tokens) / this.perSecond(limit);
  }

  private refill(key: string, limit: Row, now: number): Bucket {
    if (this.perMinute) return this.refillByMinute(key, limit, now);
    const bucket = this.buckets.get(key) ?? { tokens: limit.burst, refilledAt: now };
    const seconds = Math.max(0, now - bucket.refilledAt) / 1000;
    bucket.tokens = Math.min(limit.burst, bucket.tokens + seconds * this.perSecond(limit));
    bucket.refilledAt = now;
    this.buckets.set(key, bucket);
    return bucket;
  }

  private refillByMinute(key: string, limit: Row, now: number): Bucket {
    const held = this.buckets.get(key);
    const isSameMinute = held && Math.floor(held.refilledAt / 60_000) === Math.floor(now / 60_000);
    const bucket = isSameMinute ? held : { tokens: this.perSecond(limit) * 60, refilledAt: now };
    this.buckets.set(key, bucket);
    return bucket;
  }
}

/** A profile from what a person typed; says what was wanted otherwise. */
export function readLimitProfile(value: unknown): LimitProfile {
  if (value === "off" || value === "slack") return value;
  const factor = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  if (typeof factor === "number" && Number.isFinite(factor) && factor > 0) return factor;
  throw new TypeError(
    `limits must be "off", "slack" or how many times faster than Slack's, got ${JSON.stringify(value)}.`,
  );
}
