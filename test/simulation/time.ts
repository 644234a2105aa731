import type { SlackEmulator } from "../../emulator";
import type { Clock } from "../../provider/scim";

/** How it is told that nothing happens before time goes on. */
export interface Watched {
  /** A number that changes as long as anything moves. */
  readonly movements: number;
}

interface Sleeper {
  atMs: number;
  wake(): void;
}

/** Turns of the event loop without a movement after which nothing can happen before time goes on. */
const QUIET_TURNS = 4;

/** How far time jumps where only the emulator waits for it. */
const STEP_MS = 1000;

/** When every history begins. */
const BEGINNING = Date.parse("2026-03-02T09:00:00Z");

/** The time of emulator and provider alike: it stands still while anything happens, and then jumps to whoever wakes first. */
export class VirtualTime {
  private readonly sleepers = new Set<Sleeper>();

  /** @param passed is told of each jump, and how many milliseconds it takes */
  constructor(
    private readonly slack: SlackEmulator,
    private readonly wire: Watched,
    private readonly passed: (ms: number) => void = () => {},
  ) {}

  begin(): void {
    this.sleepers.clear();
    this.slack.clock.freeze(BEGINNING);
  }

  /** The clock of one provider process; whoever sleeps in a process that has ended never wakes. */
  clockOf(process: { hasEnded: boolean }): Clock {
    const { clock } = this.slack;
    return {
      now: () => clock.now(),
      sleep: (ms, signal) =>
        new Promise((resolve, reject) => {
          if (process.hasEnded) return;
          if (signal?.aborted) return reject(signal.reason);
          const stop = () => this.sleepers.delete(sleeper) && reject(signal?.reason);
          const wake = () => {
            signal?.removeEventListener("abort", stop);
            if (!process.hasEnded) resolve();
          };
          const sleeper = { atMs: clock.now() + ms, wake };
          signal?.addEventListener("abort", stop, { once: true });
          this.sleepers.add(sleeper);
        }),
    };
  }

  /** Lets time pass until the work is done. */
  async during<T>(work: Promise<T>): Promise<T> {
    let isDone = false;
    const done = () => {
      isDone = true;
    };
    work.then(done, done);
    let [seen, quiet] = [this.wire.movements, 0];
    while (!isDone) {
      await new Promise(setImmediate);
      if (this.wire.movements !== seen) [seen, quiet] = [this.wire.movements, 0];
      else quiet += 1;
      if (quiet >= QUIET_TURNS) {
        quiet = 0;
        this.jump();
      }
    }
    this.sleepers.clear();
    return work;
  }

  /** Lets what is still under way arrive: after a kill. */
  async untilQuiet(): Promise<void> {
    this.sleepers.clear();
    let [seen, quiet] = [this.wire.movements, 0];
    while (quiet < QUIET_TURNS) {
      await new Promise(setImmediate);
      quiet += 1;
      if (this.wire.movements !== seen) [seen, quiet] = [this.wire.movements, 0];
      if (quiet === QUIET_TURNS && this.slack.clock.sleeping > 0) {
        this.pass(STEP_MS);
        quiet = 0;
      }
    }
  }

  private jump(): void {
    const [first] = [...this.sleepers].sort((one, other) => one.atMs - other.atMs);
    const { clock } = this.slack;
    if (first !== undefined) {
      this.pass(Math.max(0, first.atMs - clock.now()));
      this.sleepers.delete(first);
      first.wake();
    } else if (clock.sleeping > 0) this.pass(STEP_MS);
  }

  private pass(ms: number): void {
    this.slack.clock.advance(ms);
    this.passed(ms);
  }
}
