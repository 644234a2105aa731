import type { Clock } from "../scim";

/** How long no resource may have been checked before a run counts as having heard of all that it will. */
const QUIET_MS = 5000;

/**
 * The checks of a run, by which it hears what the program declares. Nobody says when the last one is done, so whoever must know
 * of all of them waits until it has been quiet.
 */
export class Checking {
  private underWay = 0;
  private begun = 0;

  constructor(private readonly clock: Pick<Clock, "sleep">) {}

  /** Runs a check. */
  async during<T>(check: () => Promise<T>): Promise<T> {
    this.underWay += 1;
    this.begun += 1;
    try {
      return await check();
    } finally {
      this.underWay -= 1;
    }
  }

  /** Waits until no resource has been checked for a while. */
  async untilQuiet(): Promise<void> {
    for (;;) {
      const { begun } = this;
      await this.clock.sleep(QUIET_MS);
      if (begun === this.begun && this.underWay === 0) return;
    }
  }
}
