import { onAbort } from "../base/abort";
import type { Clock } from "../base/clock";

/** What ends a call before its time: the caller's signal, the client's, or the deadline. */
export interface Ending {
  /** Undefined when nothing can end it. */
  readonly signal?: AbortSignal;
  /** Whether it was the deadline. */
  readonly timedOut: boolean;
  /** Lets go of the signals and the timer. */
  release(): void;
}

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
  return { signal: client ?? call, timedOut: false, release() {} };
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
