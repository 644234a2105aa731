/** Runs steps side by side, so many at once; the pace at which Slack is asked is the client's business. */
export class Slots {
  private free: number;
  private readonly queue: (() => void)[] = [];

  /** @param most how many steps may run at once */
  constructor(most: number) {
    this.free = most;
  }

  /** Runs a step as soon as there is room. */
  async run<T>(step: () => Promise<T>): Promise<T> {
    if (this.free > 0) this.free -= 1;
    else await new Promise<void>((resolve) => this.queue.push(resolve));
    try {
      return await step();
    } finally {
      const next = this.queue.shift();
      if (next === undefined) this.free += 1;
      else next();
    }
  }

  /** Runs a step for each of many. */
  async each<T>(many: Iterable<T>, step: (one: T) => Promise<unknown>): Promise<void> {
    await Promise.all([...many].map((one) => this.run(() => step(one))));
  }
}

/** Steps of a directory at once: more than Slack's pace ever lets through. */
export const AT_ONCE = 32;
