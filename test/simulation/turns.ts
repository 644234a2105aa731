/** The order in which an engine takes its steps. */
export class Turns {
  /** Whether no step begins any more. */
  areOver = false;
  private running = 0;
  private readonly waiting: (() => void)[] = [];
  private last: Promise<unknown> = Promise.resolve();

  /** @param most how many steps may run at once */
  constructor(private readonly most: number) {}

  /** Checks and diffs never overlap. */
  oneByOne<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.last.then(work, work);
    this.last = turn;
    return turn;
  }

  /** As many steps at once as the command allows. */
  async enter(): Promise<void> {
    if (this.running >= this.most) await new Promise<void>((go) => this.waiting.push(go));
    this.running += 1;
  }

  /** No step begins once the command is stopped. */
  async work<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return this.areOver ? undefined : await work();
    } finally {
      this.running -= 1;
      this.waiting.shift()?.();
    }
  }
}
