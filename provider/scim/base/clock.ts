import { SlackScimAbortError } from "../errors/errors";
import { onAbort } from "./abort";

/**
 * Where the client takes time from; tests inject one.
 *
 * @see https://docs.slack.dev/reference/scim-api/rate-limits
 */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after `ms`; rejects as soon as `signal` is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Longer sleeps would overflow Node's timers and end at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(new SlackScimAbortError({ cause: signal.reason }));
    const cancelTimer = startTimer(ms, () => {
      letGo?.();
      resolve();
    });
    const letGo =
      signal &&
      onAbort(signal, () => {
        cancelTimer();
        reject(new SlackScimAbortError({ cause: signal.reason }));
      });
  });
}

/**
 * The machine's own clock. A timer runs only while somebody waits for it.
 *
 * @see https://docs.slack.dev/reference/scim-api/rate-limits
 */
export const systemClock: Clock = { now: Date.now, sleep };

/** The machine's clock for whoever only watches: a process that has nothing else to do ends, and the sleeper with it. */
export const idleClock: Clock = {
  now: Date.now,
  sleep: (ms) => new Promise((resolve) => void setTimeout(resolve, ms).unref()),
};

/** Calls back after `ms` of real time unless cancelled: for the connection, which no injected clock can hurry. */
export function startTimer(ms: number, onEnd: () => void): () => void {
  const timer = setTimeout(onEnd, Math.min(Math.ceil(ms), LONGEST_TIMER_MS));
  return () => clearTimeout(timer);
}
