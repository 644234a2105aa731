import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

/** One step of the engine: what it did to one resource. */
export interface Step {
  /** The engine's word: create, update, delete, same, refresh, replace … */
  op: string;
  /** The logical name of the resource. */
  name: string;
  type: string;
  /** The properties that differ, where the step changes any. */
  diffs: string[];
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
  /** How many resources met which fate, as in `{ create: 2, same: 1 }`; the stack itself aside. */
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
  ended: Promise<Run>;
}

interface StepEvent {
  planning?: boolean;
  metadata: {
    op: string;
    urn: string;
    type: string;
    diffs?: string[];
    detailedDiff?: Record<string, unknown>;
  };
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
  rmSync(eventLog, { force: true });
  const child = spawn(join(env.ENGINE_TEST_BIN ?? "", "pulumi"), args, {
    cwd,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const timer = setTimeout(() => child.kill("SIGKILL"), timeoutMs);
  const ended = finish(child, eventLog).finally(() => clearTimeout(timer));
  return { kill: () => child.kill("SIGKILL"), interrupt: () => child.kill("SIGINT"), ended };
}

function finish(child: ChildProcess, eventLog: string): Promise<Run> {
  let stdout = "";
  let stderr = "";
  child.stdout?.on("data", (chunk) => {
    stdout += chunk;
  });
  child.stderr?.on("data", (chunk) => {
    stderr += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    // A provider outlives a killed CLI and holds its pipes open, so "close" would wait for it.
    child.on("exit", (code) =>
      setImmediate(() => resolve(toRun(code, stdout, stderr, readEvents(eventLog)))),
    );
  });
}

function toRun(code: number | null, stdout: string, stderr: string, events: EngineEvent[]): Run {
  const summary = events.filter((event) => event.summaryEvent).at(-1)?.summaryEvent;
  const hasPreview = events.filter((event) => event.summaryEvent).length > 1;
  const all = events.flatMap(toStep);
  const steps = all
    .filter((step) => !hasPreview || !step.planning)
    .map(({ planning: _planning, ...step }) => step);
  return { code, stdout, stderr, steps, changes: summary?.resourceChanges ?? {}, events };
}

function toStep(event: EngineEvent): (Step & { planning: boolean })[] {
  const done = event.resOutputsEvent ?? event.resOpFailedEvent;
  if (done === undefined || done.metadata.type === "pulumi:pulumi:Stack") return [];
  const { op, urn, type, diffs, detailedDiff } = done.metadata;
  return [
    {
      op,
      name: urn.split("::").at(-1) ?? urn,
      type,
      diffs: detailedDiff ? Object.keys(detailedDiff) : (diffs ?? []),
      failed: event.resOpFailedEvent !== undefined,
      planning: done.planning ?? false,
    },
  ];
}

function readEvents(eventLog: string): EngineEvent[] {
  if (!existsSync(eventLog)) return [];
  const lines = readFileSync(eventLog, "utf8").split("\n");
  return lines.flatMap((line) => {
    try {
      return [JSON.parse(line) as EngineEvent];
    } catch {
      return []; // a killed engine leaves half a line
    }
  });
}
