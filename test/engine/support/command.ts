import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";

/** One step of the engine: what it did to one resource. */
export interface Step {
  /** The engine's word: create, update, delete, same, refresh, replace … */
  op: string;
  /** The logical name of the resource. */
  name: string;
  type: string;
  /** The inputs that differ between before and after, by their top-level names. */
  inputs: string[];
  /** The same of the outputs: on a refresh, what was found changed. */
  outputs: string[];
  failed: boolean;
}

/** A finished command of the engine. */
export interface Run {
  /** The exit code; null when it was killed. */
  code: number | null;
  stdout: string;
  stderr: string;
  /** What the engine did; steps of a preview that came before it aside. */
  steps: Step[];
  /** How many resources met which fate, as in `{ create: 2, same: 1 }`; only the program's own, failures aside. */
  changes: Record<string, number>;
  /** Every event of the engine, as it logs them. */
  events: EngineEvent[];
}

/** A command that is still running. */
export interface RunningCommand {
  /** SIGKILL to the CLI alone, as when a machine or a CI job dies. */
  kill(): void;
  /** ^C. */
  interrupt(): void;
  /** What it has printed so far. */
  printed(): string;
  ended: Promise<Run>;
}

interface StepEvent {
  planning?: boolean;
  metadata: { op: string; urn: string; type: string; old?: StepState | null; new?: StepState | null };
}

interface StepState {
  inputs?: Record<string, unknown>;
  outputs?: Record<string, unknown>;
}

/** The parts that are read here of an entry in the engine's event log. */
export interface EngineEvent {
  resOutputsEvent?: StepEvent;
  resOpFailedEvent?: StepEvent;
  diagnosticEvent?: { message: string; severity: string; urn?: string };
  summaryEvent?: { resourceChanges: Record<string, number>; isPreview?: boolean };
}

const timeoutMs = 120_000;

/** Starts `pulumi`, bounded in time. */
export function startPulumi(
  args: string[],
  cwd: string,
  env: Record<string, string>,
  eventLog: string,
): RunningCommand {
  const child = spawn(join(env.ENGINE_TEST_BIN ?? "", "pulumi"), args, {
    cwd,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const timer = setTimeout(() => child.kill("SIGKILL"), timeoutMs);
  const output = { stdout: "", stderr: "" };
  const ended = finish(child, output, eventLog).finally(() => clearTimeout(timer));
  return {
    kill: () => child.kill("SIGKILL"),
    interrupt: () => child.kill("SIGINT"),
    printed: () => output.stdout + output.stderr,
    ended,
  };
}

function finish(
  child: ChildProcess,
  output: Record<"stdout" | "stderr", string>,
  eventLog: string,
): Promise<Run> {
  for (const stream of ["stdout", "stderr"] as const) {
    child[stream]?.on("data", (chunk) => {
      output[stream] += chunk;
    });
  }
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    // A provider outlives a killed CLI and holds its pipes open, so "close" would wait for it.
    child.on("exit", (code) =>
      setImmediate(() => resolve(toRun(code, output.stdout, output.stderr, readEvents(eventLog)))),
    );
  });
}

function toRun(code: number | null, stdout: string, stderr: string, events: EngineEvent[]): Run {
  const previewEnd = events.findIndex((event) => event.summaryEvent?.isPreview);
  const executed = events.slice(previewEnd + 1);
  const steps = (executed.some(isStep) ? executed : events).flatMap(toStep);
  const changes: Record<string, number> = {};
  for (const { op } of steps.filter(({ failed }) => !failed)) changes[op] = (changes[op] ?? 0) + 1;
  return { code, stdout, stderr, steps, changes, events };
}

function isStep(event: EngineEvent): boolean {
  return event.resOutputsEvent !== undefined || event.resOpFailedEvent !== undefined;
}

function toStep(event: EngineEvent): Step[] {
  const done = event.resOutputsEvent ?? event.resOpFailedEvent;
  if (done === undefined || done.metadata.type.startsWith("pulumi:")) return [];
  const { op, urn, type, old: before, new: after } = done.metadata;
  return [
    {
      op,
      name: urn.split("::").at(-1) ?? urn,
      type,
      inputs: changedKeys(before?.inputs, after?.inputs),
      outputs: changedKeys(before?.outputs, after?.outputs),
      failed: event.resOpFailedEvent !== undefined,
    },
  ];
}

/** Nothing when there is no before or no after: then everything is new or gone. */
export function changedKeys(before?: Record<string, unknown>, after?: Record<string, unknown>): string[] {
  if (!before || !after) return [];
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].filter((key) => !isDeepStrictEqual(before[key], after[key])).sort();
}

function readEvents(eventLog: string): EngineEvent[] {
  if (!existsSync(eventLog)) return [];
  const lines = readFileSync(eventLog, "utf8").split("\n");
  const complete = lines.slice(0, -1); // a killed engine leaves half a line
  const events: EngineEvent[] = complete.map((line) => JSON.parse(line));
  rmSync(eventLog);
  // The log holds the engine's debugging too, which nobody is shown unless they ask, secrets and all.
  return events.filter(({ diagnosticEvent }) => diagnosticEvent?.severity !== "debug");
}
