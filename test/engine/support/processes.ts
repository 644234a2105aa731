import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";

interface Entry {
  pid: number;
  role: "program" | "provider" | "other";
  started?: true;
  ended?: true;
  connect?: string;
  /** The process that started it. */
  parent?: number;
  /** The version of Node, as it starts. */
  node?: string;
  /** The version of the TypeScript that compiled the program, as it ends. */
  typescript?: string;
}

/** Where every process but a provider connected to; throws when no program was seen, since then nothing is known. */
export function requestsOfProgram(processLog: string): string[] {
  const entries = read(processLog).filter(({ role }) => role !== "provider");
  if (!entries.some(({ role }) => role === "program"))
    throw new Error("no program has run in this stack yet");
  return entries.flatMap(({ connect }) => connect ?? []);
}

/** The versions that the stack's programs and providers have run on, and that compiled its programs. */
export function versionsSeen(processLog: string): { node: string[]; typescript: string[] } {
  const entries = read(processLog).filter(({ role }) => role !== "other");
  const distinct = (values: (string | undefined)[]) => [...new Set(values.flatMap((value) => value ?? []))];
  return {
    node: distinct(entries.map(({ node }) => node)),
    typescript: distinct(entries.map(({ typescript }) => typescript)),
  };
}

/** Settles when a provider has started; the log is a file, so it is looked at again and again. */
export async function providerRuns(processLog: string): Promise<void> {
  while (!read(processLog).some(({ role }) => role === "provider")) await setTimeout(20);
}

/** Ends the processes that a killed engine left behind, or those of them with one role. */
export function endLeftovers(processLog: string, role?: Entry["role"]): void {
  const entries = read(processLog);
  const ended = new Set(entries.filter((entry) => entry.ended).map(({ pid }) => pid));
  const left = entries.filter((entry) => entry.started && !ended.has(entry.pid));
  for (const entry of left.filter((one) => role === undefined || one.role === role)) {
    kill(entry.pid);
    // Its number may be another's by the next time.
    appendFileSync(processLog, `${JSON.stringify({ pid: entry.pid, role: entry.role, ended: true })}\n`);
  }
}

/** Ends the host that started the last program: where the CLI was killed, it stays for minutes. */
export function endHost(processLog: string): void {
  const host = read(processLog).findLast(({ role, started }) => role === "program" && started)?.parent;
  if (host !== undefined) kill(host);
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // it has gone since
  }
}

function read(processLog: string): Entry[] {
  if (!existsSync(processLog)) return [];
  // Behind the last line break stands nothing, or what a process is just about to write.
  const lines = readFileSync(processLog, "utf8").split("\n").slice(0, -1);
  return lines.map((line) => JSON.parse(line));
}
