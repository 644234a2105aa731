import { readdirSync, readFileSync } from "node:fs";

/** The most memory that a process and those below it have had, megabytes; nothing where the system does not tell (it takes Linux). */
export interface Peak {
  /** The process itself: Pulumi's CLI with its engine. */
  cli?: number;
  /** The largest Node process that hosts dynamic providers. */
  provider?: number;
}

const LOOK_EVERY_MS = 50;

/** Looks at a process and those below it until told to stop. */
export function watchMemory(pid: number): () => Peak {
  const peak: Peak = {};
  const look = () => {
    raise(peak, "cli", pid);
    for (const one of below(pid)) if (isProvider(one)) raise(peak, "provider", one);
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  return () => {
    clearInterval(timer);
    return peak;
  };
}

function raise(peak: Peak, whose: keyof Peak, pid: number): void {
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(read(pid, "status")) ?? [];
  if (kilobytes !== undefined) peak[whose] = Math.max(peak[whose] ?? 0, Number(kilobytes) / 1024);
}

function below(pid: number): number[] {
  // Each thread has children of its own, and Go starts processes from any.
  const children = list(`/proc/${pid}/task`).flatMap((thread) =>
    read(pid, `task/${thread}/children`).split(" ").filter(Boolean).map(Number),
  );
  return children.flatMap((child) => [child, ...below(child)]);
}

function isProvider(pid: number): boolean {
  return read(pid, "cmdline").includes("dynamic-provider");
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** A file of /proc; empty where the process has gone. */
function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return "";
  }
}
