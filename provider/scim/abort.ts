import type { Clock } from "./clock";

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
  readonly #signals: AbortSignal[];

  constructor(signals: (AbortSignal | undefined)[], deadlineMs: number | undefined, clock: Clock) {
    this.#signals = signals.filter((signal) => signal !== undefined);
    for (const signal of this.#signals) {
      if (signal.aborted) this.#controller.abort(signal.reason);
      signal.addEventListener("abort", this.#abort);
    }
    if (deadlineMs === undefined) return;
    if (deadlineMs <= 0) this.#expire();
    else clock.sleep(deadlineMs, this.#timer.signal).then(this.#expire, () => {});
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  release(): void {
    this.#timer.abort();
    for (const signal of this.#signals) signal.removeEventListener("abort", this.#abort);
  }

  readonly #abort = (event: Event): void => {
    this.#controller.abort((event.target as AbortSignal).reason);
  };

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
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}
