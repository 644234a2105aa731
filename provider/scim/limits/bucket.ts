import type { Limit } from "./table";

/**
 * After a 429 a bucket fills at this part of its pace, for others draw on the same limit: those who came first would otherwise keep
 * what is there, and everybody would be refused again and again.
 */
const CUT = 0.7;

/** However often Slack says 429, so much of the pace is left: who makes way for everybody gets nowhere beside one who does for nobody. */
const LEAST_PART = 0.25;

/** How long it takes from nothing to the whole pace. It comes back evenly, so that two who share a limit end up with equal parts. */
const WHOLE_AGAIN_MS = 120_000;

/** Tokens come by themselves, at most `burst` of them; each request takes one. */
export class TokenBucket {
  readonly #limit: Limit;
  #perMs = 0;
  #burst = 0;
  #tokens = Number.POSITIVE_INFINITY;
  #countedAtMs: number;
  #heldUntilMs = 0;
  /** The part of the pace at which tokens come: less than 1 for a while after a 429. */
  #part = 1;

  constructor(limit: Limit, pace: Pace, nowMs: number) {
    this.#limit = limit;
    this.#countedAtMs = nowMs;
    this.setPace(pace);
  }

  /** `speed` makes tokens come so many times faster; `share` cuts both numbers of the limit. */
  setPace({ speed, share }: Pace): void {
    this.#perMs = (this.#limit.perMinute * share * speed) / 60_000;
    this.#burst = speed === Number.POSITIVE_INFINITY ? speed : Math.max(1, this.#limit.burst * share);
    this.#tokens = Math.min(this.#tokens, this.#burst);
  }

  /** How many tokens come in a minute now. */
  get perMinute(): number {
    return this.#perMs * this.#part * 60_000;
  }

  /** How many tokens come in a minute when no 429 has lowered the pace. */
  get fullPerMinute(): number {
    return this.#perMs * 60_000;
  }

  /** Until when nothing may be taken; in the past when nothing is held. */
  get heldUntilMs(): number {
    return this.#heldUntilMs;
  }

  /** Milliseconds until a token can be taken; 0 when it can be now. */
  waitMs(nowMs: number): number {
    if (this.#heldUntilMs > nowMs) return this.#heldUntilMs - nowMs;
    this.#count(nowMs);
    // Whole milliseconds: a clock that knows no others would never get there.
    return this.#tokens >= 1 ? 0 : Math.max(1, Math.ceil((1 - this.#tokens) / (this.#perMs * this.#part)));
  }

  /** Whether it is as good as new: nothing is held or slowed down, and all that was taken has come back. */
  isFull(nowMs: number): boolean {
    if (this.#heldUntilMs > nowMs) return false;
    this.#count(nowMs);
    return this.#part === 1 && this.#tokens >= this.#burst;
  }

  /** Takes a token; ask `waitMs` first. */
  take(): void {
    this.#tokens -= 1;
  }

  /**
   * Slack's own count is used up: nothing until then, no burst after it, and a lower pace for a while. A request that was sent
   * before the last pause was over says nothing of the pace after it.
   */
  hold(untilMs: number, sentAtMs: number): void {
    const isNews = sentAtMs >= this.#heldUntilMs;
    this.#pause(untilMs);
    if (isNews) this.#part = Math.max(LEAST_PART, this.#part * CUT);
  }

  #pause(untilMs: number): void {
    if (untilMs <= this.#heldUntilMs) return;
    this.#count(untilMs);
    this.#heldUntilMs = untilMs;
    this.#tokens = Math.min(1, this.#tokens);
  }

  #count(nowMs: number): void {
    if (nowMs <= this.#countedAtMs) {
      this.#countedAtMs = nowMs; // a clock that was set back would otherwise stand still until it has caught up
      return;
    }
    // A token that is due now must be whole: a millionth missing would mean a pointless wait.
    const passedMs = nowMs - this.#countedAtMs;
    const tokens = this.#tokens + passedMs * this.#perMs * this.#part + 1e-9;
    this.#tokens = Math.min(this.#burst, tokens);
    this.#part = Math.min(1, this.#part + passedMs / WHOLE_AGAIN_MS);
    this.#countedAtMs = nowMs;
  }
}

/** How much of a limit to use. */
export interface Pace {
  /** 1 is Slack's own, Infinity means no limit. */
  speed: number;
  /** Above 0, up to 1. */
  share: number;
}

/** The pace that a client's options ask for. */
export function paceOf(limits: "slack" | "off" | number, share: number): Pace {
  if (limits === "slack") return { speed: 1, share };
  return { speed: limits === "off" ? Number.POSITIVE_INFINITY : limits, share };
}
