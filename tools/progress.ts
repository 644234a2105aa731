/** A step that takes long enough for somebody to wonder whether it still runs. */
export interface Progress {
  /** What it is busy with, shown with the next line. */
  detail(text: string): void;
  stop(): void;
}

const intervalMs = 5000;

/** Says on stderr, every few seconds, how long `what` has been running. */
export function startProgress(what: string): Progress {
  const startedAt = Date.now();
  let latest = "";
  const timer = setInterval(
    () => say(`${what}: ${elapsed(startedAt)}${latest && ` (${latest})`}`),
    intervalMs,
  );
  say(`${what} …`);
  return {
    detail: (text) => {
      latest = text.slice(0, 80);
    },
    stop: () => {
      clearInterval(timer);
      say(`${what}: done in ${elapsed(startedAt)}`);
    },
  };
}

/** Tells the person at the terminal something, on stderr. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

function elapsed(startedAt: number): string {
  const seconds = Math.round((Date.now() - startedAt) / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
