import { abortable } from "../base/abort";

/**
 * Slack takes one write at a time for each person or group and answers 429 to a second one, so writes queue here. Shared by all
 * clients of the process, since Slack does not care which of them writes. Keys carry host and token.
 */
const lastInLine = new Map<string, Promise<void>>();

/** Waits until nobody else writes to the resource; the result lets the next one in. */
export async function lockForWriting(key: string, signal?: AbortSignal): Promise<() => void> {
  const before = lastInLine.get(key);
  let release = () => {};
  const done = new Promise<void>((resolve) => {
    release = resolve;
  });
  const mine = before === undefined ? done : before.then(() => done);
  lastInLine.set(key, mine);
  const unlock = () => {
    release();
    if (lastInLine.get(key) === mine) lastInLine.delete(key);
  };
  try {
    if (before !== undefined) await abortable(before, signal);
  } catch (error) {
    release(); // the next in line still waits for those before
    void mine.then(unlock);
    throw error;
  }
  return unlock;
}
