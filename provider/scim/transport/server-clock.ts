import type { IncomingHttpHeaders } from "node:http";
import type { Clock } from "../base/clock";

/** Slack's clock, as far as the `Date` header of the last answer tells. */
export class ServerClock {
  readonly #clock: Clock;
  #headers: IncomingHttpHeaders | undefined;
  #atMs = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Keeps an answer's headers; the date in them is read when somebody asks. */
  observe(headers: IncomingHttpHeaders): void {
    this.#headers = headers;
    this.#atMs = this.#clock.now();
  }

  /** Milliseconds since the epoch; the local clock as it is when no date was heard. */
  nowMs(): number {
    const now = this.#clock.now();
    const date = Date.parse(this.#headers?.date ?? "");
    return Number.isNaN(date) ? now : date + (now - this.#atMs);
  }
}
