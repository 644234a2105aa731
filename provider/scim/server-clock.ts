import type { Clock } from "./clock";

/** Slack's clock, as far as the `Date` header of the last answer tells. */
export class ServerClock {
  readonly #clock: Clock;
  #last: { headers: { get(name: string): string | null }; atMs: number } | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Keeps an answer's headers; the date in them is read when somebody asks. */
  heard(headers: { get(name: string): string | null }): void {
    this.#last = { headers, atMs: this.#clock.now() };
  }

  /** Milliseconds since the epoch; the local clock as it is when no date was heard. */
  nowMs(): number {
    const now = this.#clock.now();
    const date = Date.parse(this.#last?.headers.get("date") ?? "");
    return this.#last === undefined || Number.isNaN(date) ? now : date + (now - this.#last.atMs);
  }
}
