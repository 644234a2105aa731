import { onAbort } from "../base/abort";
import type { Clock } from "../base/clock";
import type { BindingLimit } from "../observe/metrics";
import { type Pace, TokenBucket } from "./bucket";
import { limitNamed, limitsOf } from "./table";

interface Waiter {
  /** Who asked first goes first, whichever endpoint it is for. */
  order: number;
  go(): void;
  fail(reason: unknown): void;
}

/** Those who wait for the same limits: one bucket of the endpoint, where it has one, and one of the whole set. */
interface Line {
  buckets: TokenBucket[];
  waiters: Waiter[];
}

/**
 * Lets requests go as fast as both levels of Slack's limits allow: a request needs a token of its endpoint and one of its set, so
 * the stricter one binds. One timer for all who wait, none when nobody does.
 */
export class Limiter {
  readonly #clock: Clock;
  readonly #lines = new Map<string, Line>();
  readonly #buckets = new Map<string, TokenBucket>();
  #pace: Pace = { speed: Number.POSITIVE_INFINITY, share: 1 };
  #asked = 0;
  #pumping = false;
  #alarm = new AbortController();
  /** Set once it was let go. */
  #keepAgain: (() => void) | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The most careful pace that was ever asked for holds for all: the slowest rate, the smallest share of the bursts. */
  slowDownTo(pace: Pace): void {
    if (pace.speed === Number.POSITIVE_INFINITY) return;
    const rate = Math.min(pace.speed * pace.share, this.#pace.speed * this.#pace.share);
    const share = Math.min(pace.share, this.#pace.share);
    this.#pace = { speed: rate / share, share };
    for (const bucket of this.#buckets.values()) bucket.setPace(this.#pace);
  }

  /** Resolves when the request may go; undefined when it may go at once. */
  acquire(endpoint: string, signal?: AbortSignal): Promise<void> | undefined {
    this.#beKept();
    const line = this.#lineOf(endpoint);
    if (line.waiters.length === 0 && waitMsOf(line, this.#clock.now()) === 0) {
      take(line);
      return undefined;
    }
    return this.#join(line, signal);
  }

  /** After a 429 to what was sent at that time: nothing of this kind goes before then, and fewer in a minute for a while after it. */
  hold(endpoint: string, untilMs: number, sentAtMs: number): void {
    this.#beKept();
    this.#lineOf(endpoint).buckets[0]?.hold(untilMs, sentAtMs);
  }

  /** Until when a 429 holds this kind of request; undefined when nothing is held. */
  heldUntilMs(endpoint: string): number | undefined {
    const until = Math.max(...this.#lineOf(endpoint).buckets.map(({ heldUntilMs }) => heldUntilMs));
    return until > this.#clock.now() ? until : undefined;
  }

  /** The limit that this kind of request waits for; undefined where none holds it up. */
  bindingLimit(endpoint: string): BindingLimit | undefined {
    const now = this.#clock.now();
    const [first] = limitsOf(endpoint)
      .map((limit) => ({ limit, bucket: this.#bucketOf(limit) }))
      .sort((one, other) => other.bucket.waitMs(now) - one.bucket.waitMs(now));
    if (first === undefined || !Number.isFinite(first.bucket.perMinute)) return undefined;
    const { perMinute, fullPerMinute } = first.bucket;
    return {
      limit: first.limit,
      perMinute,
      ...(perMinute < fullPerMinute && { loweredFrom: fullPerMinute }),
    };
  }

  /** Whether nobody waits and nothing is used up: another limiter in its place would do the same. */
  isIdle(): boolean {
    const now = this.#clock.now();
    const isQuiet = [...this.#lines.values()].every(({ waiters }) => waiters.length === 0);
    return isQuiet && [...this.#buckets.values()].every((bucket) => bucket.isFull(now));
  }

  /** Only its clients hold it from now on, until it has something to remember again. */
  letGo(keepAgain: () => void): void {
    this.#keepAgain = keepAgain;
  }

  #beKept(): void {
    this.#keepAgain?.();
    this.#keepAgain = undefined;
  }

  #lineOf(endpoint: string): Line {
    const known = this.#lines.get(endpoint);
    if (known !== undefined) return known;
    const names = limitsOf(endpoint);
    const [key = endpoint] = names;
    const shared = this.#lines.get(key) ?? {
      buckets: names.map((name) => this.#bucketOf(name)),
      waiters: [],
    };
    this.#lines.set(key, shared).set(endpoint, shared);
    return shared;
  }

  #bucketOf(name: string): TokenBucket {
    const known = this.#buckets.get(name);
    if (known !== undefined) return known;
    const bucket = new TokenBucket(limitNamed(name), this.#pace, this.#clock.now());
    this.#buckets.set(name, bucket);
    return bucket;
  }

  #join(line: Line, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const leave = () => {
        line.waiters.splice(line.waiters.indexOf(waiter), 1);
        this.#alarm.abort();
        reject(signal?.reason);
      };
      let settled = () => {};
      const waiter: Waiter = {
        order: this.#asked++,
        go: () => resolve(settled()),
        fail: (reason) => {
          settled();
          reject(reason);
        },
      };
      if (signal !== undefined) settled = onAbort(signal, leave);
      line.waiters.push(waiter);
      if (!this.#pumping) void this.#pump();
      else if (line.waiters.length === 1) this.#alarm.abort(); // may be due sooner than what the pump sleeps for
    });
  }

  async #pump(): Promise<void> {
    this.#pumping = true;
    for (let wait = this.#serve(); wait !== undefined; wait = this.#serve()) {
      this.#alarm = new AbortController();
      const { signal } = this.#alarm;
      await this.#clock.sleep(wait, signal).catch((error) => {
        if (!signal.aborted) this.#failAll(error);
      });
    }
    this.#pumping = false;
  }

  /** Lets everybody go who may; the milliseconds until the next one may, undefined when nobody waits. */
  #serve(): number | undefined {
    for (;;) {
      const now = this.#clock.now();
      let next: Line | undefined;
      let shortestMs: number | undefined;
      for (const line of new Set(this.#lines.values())) {
        if (line.waiters.length === 0) continue;
        const waitMs = waitMsOf(line, now);
        shortestMs = Math.min(waitMs, shortestMs ?? waitMs);
        if (waitMs === 0 && orderOf(line) < orderOf(next)) next = line;
      }
      if (next === undefined) return shortestMs;
      take(next);
      next.waiters.shift()?.go();
    }
  }

  #failAll(reason: unknown): void {
    for (const line of this.#lines.values()) {
      for (const waiter of line.waiters.splice(0)) waiter.fail(reason);
    }
  }
}

function waitMsOf({ buckets }: Line, nowMs: number): number {
  let waitMs = 0;
  for (const bucket of buckets) waitMs = Math.max(waitMs, bucket.waitMs(nowMs));
  return waitMs;
}

function take({ buckets }: Line): void {
  for (const bucket of buckets) bucket.take();
}

function orderOf(line: Line | undefined): number {
  return line?.waiters[0]?.order ?? Number.POSITIVE_INFINITY;
}

/**
 * Slack counts for each organization, whichever client asks, so clients with the same host and token share a limiter: a client that
 * is made anew for each request must find what the last one has used. One that is as good as new, and that no client has any
 * more, is let go.
 */
class SharedLimiters {
  readonly #clock: Clock;
  /** Those that remember something, clients or not. */
  readonly #used = new Map<string, Limiter>();
  /** Those that some client may still have. */
  readonly #known = new Map<string, WeakRef<Limiter>>();
  #sweepAt = FEW;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get(key: string): Limiter {
    const limiter = this.#known.get(key)?.deref() ?? new Limiter(this.#clock);
    this.#known.set(key, new WeakRef(limiter));
    this.#keep(key, limiter);
    return limiter;
  }

  /** How many are kept whether or not a client has them. */
  get kept(): number {
    return this.#used.size;
  }

  /** How many tokens are known by name, their limiter kept or not. */
  get known(): number {
    return this.#known.size;
  }

  #keep(key: string, limiter: Limiter): void {
    this.#used.set(key, limiter);
    if (this.#used.size > this.#sweepAt) this.#sweep(key);
  }

  #sweep(inUse: string): void {
    for (const [key, limiter] of this.#used) {
      if (key === inUse || !limiter.isIdle()) continue;
      this.#used.delete(key);
      limiter.letGo(() => this.#keep(key, limiter));
    }
    for (const [key, reference] of this.#known) {
      if (!this.#used.has(key) && reference.deref() === undefined) this.#known.delete(key);
    }
    this.#sweepAt = Math.max(FEW, 2 * this.#used.size);
  }
}

/** So many limiters are not worth a look. */
const FEW = 64;

const limiters = new WeakMap<Clock, SharedLimiters>();

/** The limiter of everybody who uses this host with this token; the most careful pace holds. */
export function sharedLimiter(key: string, pace: Pace, clock: Clock): Limiter {
  const limiter = sharedBy(clock).get(key);
  limiter.slowDownTo(pace);
  return limiter;
}

/** How many limiters of a clock are kept whether or not a client has them: for tests. */
export function keptLimiters(clock: Clock): number {
  return sharedBy(clock).kept;
}

/** How many tokens of a clock are known by name: for tests. */
export function knownTokens(clock: Clock): number {
  return sharedBy(clock).known;
}

function sharedBy(clock: Clock): SharedLimiters {
  const ofClock = limiters.get(clock) ?? new SharedLimiters(clock);
  limiters.set(clock, ofClock);
  return ofClock;
}
