import { existsSync, readFileSync } from "node:fs";

interface Entry {
  pid: number;
  role: "program" | "provider" | "other";
  started?: true;
  ended?: true;
  connect?: string;
}

/** Where every process but a provider connected to; throws when no program was seen, since then nothing is known. */
export function requestsOfProgram(processLog: string): string[] {
  const entries = read(processLog).filter(({ role }) => role !== "provider");
  if (!entries.some(({ role }) => role === "program"))
    throw new Error("no program has run in this stack yet");
  return entries.flatMap(({ connect }) => connect ?? []);
}

/** Ends the processes that a killed engine left behind. */
export function endLeftovers(processLog: string): void {
  const entries = read(processLog);
  const ended = new Set(entries.filter((entry) => entry.ended).map(({ pid }) => pid));
  for (const { pid } of entries.filter((entry) => entry.started && !ended.has(entry.pid))) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // it has gone since
    }
  }
}

function read(processLog: string): Entry[] {
  if (!existsSync(processLog)) return [];
  const lines = readFileSync(processLog, "utf8").trim().split("\n");
  return lines.map((line) => JSON.parse(line));
}
