import type { Clock } from "../../../provider/scim";

interface Sleeper {
  atMs: number;
  wake(): void;
}

/**
 * A clock for many sleepers: once nothing else can happen, time jumps to whoever wakes first.
 * @param isBusy whether something is under way that is not seen to happen, such as a request on a socket: time stands still meanwhile
 */
export function virtualClock(isBusy: () => boolean = () => false, startMs = 0): Clock {
  let now = startMs;
  let scheduled = false;
  const sleepers = new Set<Sleeper>();

  function schedule(): void {
    if (scheduled) return;
    scheduled = true;
    setImmediate(() => {
      scheduled = false;
      if (isBusy()) return schedule();
      const [first] = [...sleepers].sort((one, other) => one.atMs - other.atMs);
      if (first === undefined) return;
      now = Math.max(now, first.atMs);
      first.wake();
      if (sleepers.size > 0) schedule();
    });
  }

  return {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        const sleeper = { atMs: now + ms, wake: () => resolve(void sleepers.delete(sleeper)) };
        sleepers.add(sleeper);
        const stop = () => reject(sleepers.delete(sleeper) && signal?.reason);
        if (signal?.aborted) return stop();
        signal?.addEventListener("abort", stop, { once: true });
        schedule();
      }),
  };
}
