import type { Limit } from "./table";

/** Tokens come by themselves, at most `burst` of them; each request takes one. */
export class TokenBucket {
  readonly #limit: Limit;
  #perMs = 0;
  #burst = 0;
  #tokens = Number.POSITIVE_INFINITY;
  #countedAtMs: number;
  #heldUntilMs = 0;

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

  /** How many tokens come in a minute at its pace. */
  get perMinute(): number {
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
    return this.#tokens >= 1 ? 0 : Math.max(1, Math.ceil((1 - this.#tokens) / this.#perMs));
  }

  /** Whether it is as good as new: nothing is held, and all that was taken has come back. */
  isFull(nowMs: number): boolean {
    if (this.#heldUntilMs > nowMs) return false;
    this.#count(nowMs);
    return this.#tokens >= this.#burst;
  }

  /** Takes a token; ask `waitMs` first. */
  take(): void {
    this.#tokens -= 1;
  }

  /** Slack's own count is used up: nothing until then, and no burst after it. */
  hold(untilMs: number): void {
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
    const tokens = this.#tokens + (nowMs - this.#countedAtMs) * this.#perMs + 1e-9;
    this.#tokens = Math.min(this.#burst, tokens);
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
