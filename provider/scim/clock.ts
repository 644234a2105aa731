import { SlackScimAbortError } from "./errors";

/** Where the client takes time from; tests inject one. */
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
    const stop = () => {
      clearTimeout(timer);
      reject(new SlackScimAbortError({ cause: signal?.reason }));
    };
    const timer = setTimeout(
      () => {
        signal?.removeEventListener("abort", stop);
        resolve();
      },
      Math.min(Math.ceil(ms), LONGEST_TIMER_MS),
    );
    signal?.addEventListener("abort", stop, { once: true });
  });
}

/** The machine's own clock. A timer runs only while somebody waits for it. */
export const systemClock: Clock = { now: Date.now, sleep };

interface Alarm {
  atMs: number;
  ring(): void;
}

const alarms = new Set<Alarm>();
let nextAtMs = Number.POSITIVE_INFINITY;
let timer: NodeJS.Timeout | undefined;

/**
 * Calls back after `ms` of real time unless cancelled: for the connection, which no injected clock can hurry. Requests come by the
 * thousand and hardly ever time out, so they share one timer, which keeps no process alive.
 */
export function startTimer(ms: number, ring: () => void): () => void {
  const alarm = { atMs: performance.now() + ms, ring };
  alarms.add(alarm);
  if (alarm.atMs < nextAtMs) wakeAt(alarm.atMs);
  return () => alarms.delete(alarm);
}

function wakeAt(atMs: number): void {
  clearTimeout(timer);
  nextAtMs = atMs;
  timer = setTimeout(ringAll, Math.min(Math.ceil(atMs - performance.now()), LONGEST_TIMER_MS)).unref();
}

function ringAll(): void {
  nextAtMs = Number.POSITIVE_INFINITY;
  const nowMs = performance.now();
  for (const alarm of alarms) {
    if (alarm.atMs > nowMs) nextAtMs = Math.min(nextAtMs, alarm.atMs);
    else if (alarms.delete(alarm)) alarm.ring();
  }
  if (nextAtMs < Number.POSITIVE_INFINITY) wakeAt(nextAtMs);
}
