/** Where the emulator gets its time from. */
export interface TimeSource {
  /** Milliseconds since the epoch. */
  now(): number;
}

interface Sleeper {
  dueAt: number;
  wake: () => void;
  timer?: NodeJS.Timeout;
}

/** The emulator's time: follows a source, can be pushed forward, and can be stopped so that only pushes move it. */
export class EmulatorClock {
  private offsetMs = 0;
  private frozenAt: number | undefined;
  private sleepers = new Set<Sleeper>();
  /** Told when time was stopped, pushed or let run. */
  moved: () => void = () => {};

  constructor(private readonly source: TimeSource = Date) {}

  /** Milliseconds since the epoch, as the emulator sees it. */
  now(): number {
    return this.frozenAt ?? this.source.now() + this.offsetMs;
  }

  get frozen(): boolean {
    return this.frozenAt !== undefined;
  }

  /** Stops time, at `at` (milliseconds since the epoch) where given. */
  freeze(at = this.now()): void {
    refuseBeyondTime(at);
    this.frozenAt = at;
    this.rearm();
  }

  /** Lets time run on from where it stands. */
  thaw(): void {
    if (this.frozenAt === undefined) return;
    this.offsetMs = this.frozenAt - this.source.now();
    this.frozenAt = undefined;
    this.rearm();
  }

  /** Pushes time forward; whoever waits for a moment that has come goes on. */
  advance(ms: number): void {
    refuseBeyondTime(this.now() + ms);
    if (this.frozenAt === undefined) this.offsetMs += ms;
    else this.frozenAt += ms;
    this.rearm();
  }

  /** Follows the source again, as at the start. */
  restart(): void {
    this.offsetMs = 0;
    this.frozenAt = undefined;
    this.rearm();
  }

  /** How many answers wait for time to pass. */
  get sleeping(): number {
    return this.sleepers.size;
  }

  sleep(ms: number): Promise<void> {
    if (!(ms > 0)) return Promise.resolve();
    return new Promise((resolve) => {
      const sleeper: Sleeper = { dueAt: this.now() + ms, wake: resolve };
      this.sleepers.add(sleeper);
      this.arm(sleeper);
    });
  }

  /** Wakes everybody, as on shutting down. */
  wakeAll(): void {
    for (const sleeper of this.sleepers) this.wake(sleeper);
  }

  private rearm(): void {
    for (const sleeper of this.sleepers) this.arm(sleeper);
    this.moved();
  }

  private arm(sleeper: Sleeper): void {
    clearTimeout(sleeper.timer);
    const leftMs = sleeper.dueAt - this.now();
    if (leftMs <= 0) this.wake(sleeper);
    else if (!this.frozen) sleeper.timer = setTimeout(() => this.arm(sleeper), Math.min(leftMs, 2 ** 31 - 1));
  }

  private wake(sleeper: Sleeper): void {
    clearTimeout(sleeper.timer);
    this.sleepers.delete(sleeper);
    sleeper.wake();
  }
}

/** Dates end 8.64e15 milliseconds from the epoch; the Pacific offset must fit in, too. */
const LAST_MOMENT = 8.64e15 - 86_400_000;

function refuseBeyondTime(ms: number): void {
  if (!(Math.abs(ms) <= LAST_MOMENT)) throw new RangeError("The clock cannot show a time that far away.");
}

const pacific = new Intl.DateTimeFormat("en-US", {
  timeZone: "America/Los_Angeles",
  timeZoneName: "longOffset",
});

let offsetHour = Number.NaN;
let offset = "";

/** The offset of Pacific time; it changes on the hour at most, and asking for it is slow. */
function pacificOffset(ms: number): string {
  const hour = Math.floor(ms / 3_600_000);
  if (hour !== offsetHour) {
    const parts = pacific.formatToParts(ms);
    offset = (parts.find((part) => part.type === "timeZoneName")?.value ?? "GMT-08:00").slice(3);
    offsetHour = hour;
  }
  return offset;
}

/** Slack's `meta.created`: ISO 8601 without fraction, with the offset of Pacific time. */
export function pacificTimestamp(ms: number): string {
  const offset = pacificOffset(ms);
  const hours = Number(offset.slice(0, 3));
  return new Date(ms + hours * 3_600_000).toISOString().slice(0, 19) + offset;
}
