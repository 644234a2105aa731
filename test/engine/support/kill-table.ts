import type { Run, RunningCommand } from "./command";
import type { TestStack } from "./stack";
import { until } from "./until";

/** A request of the `up` in kills.ts: its line in the emulator's log, ids as `*`, and which of those that look the same it is. */
export interface Boundary {
  request: string;
  nth?: number;
}

const READS: Boundary[] = [
  { request: "GET Users?count=10" },
  { request: "GET Users?filter" }, // is there a dora?
  { request: "GET Groups?filter", nth: 1 }, // is there a New?
  { request: "GET Groups?filter", nth: 2 },
  { request: "GET Groups/*", nth: 1 }, // who is in Data?
  { request: "GET Groups/*", nth: 2 },
  { request: "GET Users/*" }, // bob, before he is deactivated
  { request: "GET Groups/*", nth: 3 }, // Old, before it is deleted
];

const WRITES: Boundary[] = [
  { request: "PATCH Users/*" }, // ada's title
  { request: "POST Users" }, // dora
  { request: "POST Groups" }, // New
  { request: "PATCH Groups/*", nth: 1 }, // carl and dora join Data
  { request: "PATCH Groups/*", nth: 2 }, // bob leaves it
  { request: "DELETE Users/*" }, // bob
  { request: "DELETE Groups/*" }, // Old
];

/** All requests of the `up`, in no order. */
export const BOUNDARIES = [...READS, ...WRITES];

/** How the run is ended, and what is seen of it. */
export interface Mode {
  end(running: RunningCommand, stack: TestStack): Promise<void> | void;
  /** Whether whoever sent the request still waits for its answer. */
  senderLives: boolean;
  /** Whether the CLI waits for that answer before it ends. */
  waits?: true;
  /** What the CLI may end with; null for SIGKILL. */
  codes: (number | null)[];
  /** Asserts what else is seen of it. */
  seen?(run: Run, stack: TestStack): void;
  /** Whether the stack stays locked. */
  leavesLock?: true;
}

export const MODES = {
  "the provider is killed": {
    end: (_running, stack) => stack.killProcesses("provider"),
    senderLives: false,
    codes: [1],
    seen: ({ stdout }, stack) => {
      expect(stdout).toContain("error reading from server");
      expect(stack.state().pending_operations ?? []).toEqual([]);
    },
  },
  "the CLI is killed": {
    end: (running) => running.kill(),
    senderLives: true,
    codes: [null],
    leavesLock: true,
  },
  "all of the engine is killed": {
    end: (running, stack) => {
      running.kill();
      stack.endHost();
      stack.killProcesses();
    },
    senderLives: false,
    codes: [null],
    leavesLock: true,
  },
  "^C is pressed": {
    end: (running) => interrupt(running, "cancelling"),
    senderLives: true,
    waits: true,
    codes: [0, 1], // 0 where nothing was left to begin
  },
  "^C is pressed twice": {
    end: async (running) => {
      await interrupt(running, "cancelling");
      await interrupt(running, "terminating");
    },
    senderLives: true,
    codes: [8],
  },
} satisfies Record<string, Mode>;

/** One run that is ended while one of its requests is held. */
export interface Kill extends Boundary {
  mode: keyof typeof MODES;
  /** Held before Slack carries it out, or after, its answer being on the way. */
  moment: "before" | "after";
}

/** The full table: what reads is held once, since it makes no difference to Slack when; what writes is held twice. */
export const KILLS: Kill[] = (Object.keys(MODES) as (keyof typeof MODES)[]).flatMap((mode) => [
  ...READS.map((boundary): Kill => ({ ...boundary, moment: "before", mode })),
  ...WRITES.flatMap((boundary) => [
    { ...boundary, moment: "before" as const, mode },
    { ...boundary, moment: "after" as const, mode },
  ]),
]);

async function interrupt(running: RunningCommand, answer: string): Promise<void> {
  running.interrupt();
  expect(await until(() => running.printed().includes(`^C received; ${answer}`))).toBe(true);
}
