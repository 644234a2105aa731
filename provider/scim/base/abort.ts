import type { Clock } from "./clock";

/** Who listens to which signal. One listener of ours for each signal, or Node warns of a leak from the eleventh call on. */
const listening = new WeakMap<AbortSignal, Set<() => void>>();

/** Calls back once when the signal is aborted, at once when it is already; the result takes that back. */
export function onAbort(signal: AbortSignal, listener: () => void): () => void {
  if (signal.aborted) {
    listener();
    return () => {};
  }
  const listeners = listening.get(signal) ?? new Set();
  const mine = () => listener(); // the same function may listen twice
  if (listeners.size === 0) {
    listening.set(signal, listeners);
    signal.addEventListener("abort", tellAll);
  }
  listeners.add(mine);
  return () => {
    if (listeners.delete(mine) && listeners.size === 0) signal.removeEventListener("abort", tellAll);
  };
}

function tellAll(this: AbortSignal): void {
  const listeners = listening.get(this) ?? [];
  for (const one of listeners) one();
}

/** What ends a call before its time: the caller's signal, the client's, or the deadline. */
export interface Ending {
  /** Undefined when nothing can end it. */
  readonly signal?: AbortSignal;
  /** Whether it was the deadline. */
  readonly timedOut: boolean;
  /** Lets go of the signals and the timer. */
  release(): void;
}

const NEVER: Ending = { timedOut: false, release() {} };

/** One signal for all that may end a call. Listening oneself: `AbortSignal.any` keeps every call for as long as the client lives. */
export function endingOf(
  client: AbortSignal | undefined,
  call: AbortSignal | undefined,
  deadlineMs: number | undefined,
  clock: Clock,
): Ending {
  if (deadlineMs !== undefined) {
    return new CombinedEnding([client, call], deadlineMs, clock);
  }
  if (client !== undefined && call !== undefined) return new CombinedEnding([client, call], undefined, clock);
  const signal = client ?? call;
  return signal === undefined ? NEVER : { signal, timedOut: false, release() {} };
}

class CombinedEnding implements Ending {
  timedOut = false;
  readonly #controller = new AbortController();
  readonly #timer = new AbortController();
  readonly #letGo: (() => void)[];

  constructor(signals: (AbortSignal | undefined)[], deadlineMs: number | undefined, clock: Clock) {
    const given = signals.filter((signal) => signal !== undefined);
    this.#letGo = given.map((signal) => onAbort(signal, () => this.#controller.abort(signal.reason)));
    if (deadlineMs === undefined) return;
    if (deadlineMs <= 0) this.#expire();
    else clock.sleep(deadlineMs, this.#timer.signal).then(this.#expire, () => {});
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  release(): void {
    this.#timer.abort();
    for (const letGo of this.#letGo) letGo();
  }

  readonly #expire = (): void => {
    if (this.#timer.signal.aborted) return;
    this.timedOut = true;
    this.#controller.abort();
  };
}

/** The promise, or a rejection with the signal's reason as soon as it is aborted. */
export function abortable<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise;
  return new Promise((resolve, reject) => {
    const letGo = onAbort(signal, () => reject(signal.reason));
    promise.then(resolve, reject).finally(letGo);
  });
}
