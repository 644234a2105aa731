import type { Clock } from "../../../provider/scim";

/** A clock whose sleeps take no time; it keeps how long each was to be. */
export function testClock(
  startMs = Date.parse("2026-03-01T12:00:00Z"),
): Clock & { slept: number[]; pass(ms: number): void } {
  let now = startMs;
  const slept: number[] = [];
  return {
    slept,
    now: () => now,
    pass: (ms) => {
      now += ms;
    },
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      slept.push(ms);
      now += ms;
    },
  };
}
