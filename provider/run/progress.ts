import type { ClientMetrics, Clock } from "../scim";
import type { Pace } from "../scim/limits/bucket";
import { steadyMs } from "../scim/limits/forecast";
import { doneLine, type StepCount, total, waitingLine } from "./progress-lines";

/** How often a run is looked at while a step is under way; so long it must have been quiet before it says what it did. */
const LOOK_MS = 1000;

/** How long a run waits before it says so, and how long before it says so again. */
const FIRST_LINE_MS = 10_000;
const NEXT_LINE_MS = 30_000;

/** Requests that are not worth a line. */
const FEW_REQUESTS = 10;

/** What happens to a resource. */
export type StepKind = AwaitedStep | "read" | "preview";
/** Of these a run may know how many it will come to. */
export type AwaitedStep = "create" | "update" | "delete";
/** What it happens to. */
export type StepResource = "user" | "group" | "membership" | "directory";

/** What progress is told of the run's client; not asked before a step is under way, or the run ends. */
export interface Watched {
  /** Whether anything is to be said. */
  isOn: boolean;
  metrics(): ClientMetrics;
  pace: Pace;
  /** Reads and look-ups that needed no request, so far. */
  fromScan(): number;
  /** People and groups by what was done, so far: `people created`. */
  changes(): Record<string, number>;
}

/** What a run says of its pace: while Slack's limits make it wait, and once it has been quiet for a moment. */
export class Progress {
  private readonly wanted = new Map<string, number>();
  private readonly begun = new Map<string, number>();
  private readonly done = new Map<string, number>();
  private underWay = 0;
  /** Whether a step was under way since the run was last looked at. */
  private wasBusy = false;
  private isWatching = false;
  private waitedMs = 0;
  private sayAtMs = FIRST_LINE_MS;
  private rateLimited = 0;
  private said = { requests: {}, fromScan: 0, rateLimited: 0, waitedMs: 0, changes: {} } as Totals;

  /**
   * @param print where lines go
   * @param clock whose sleeps hold no process open
   */
  constructor(
    private readonly watched: () => Watched,
    private readonly print: (line: string) => void,
    private readonly clock: Clock,
  ) {}

  /** Tells of steps that the run will come to. */
  expect(step: AwaitedStep, kind: StepResource, count = 1): void {
    add(this.wanted, `${step} ${kind}`, count);
  }

  /** Tells of an answer of 429. */
  countRateLimit(): void {
    this.rateLimited += 1;
  }

  /** Does a step of a resource, and watches the run meanwhile. */
  async step<T>(step: StepKind, kind: StepResource, work: () => Promise<T>): Promise<T> {
    const key = `${step} ${kind}`;
    add(this.begun, key);
    this.underWay += 1;
    this.wasBusy = true;
    if (!this.isWatching) void this.watch().catch(() => {});
    try {
      return await work();
    } finally {
      this.underWay -= 1;
      add(this.done, key);
    }
  }

  /** Says what was done since that was last said, if it is worth a line. */
  flush(): void {
    const { isOn } = this.watched();
    const now = this.totals();
    const requests = difference(now.requests, this.said.requests);
    if (!isOn || total(requests) <= FEW_REQUESTS) return;
    this.print(
      doneLine({
        requests,
        fromScan: now.fromScan - this.said.fromScan,
        rateLimited: now.rateLimited - this.said.rateLimited,
        waitedMs: now.waitedMs - this.said.waitedMs,
        changes: difference(now.changes, this.said.changes),
      }),
    );
    this.said = now;
  }

  /** Looks every second while a step is under way, and once more after a second in which nothing was. */
  private async watch(): Promise<void> {
    this.isWatching = true;
    try {
      do {
        this.wasBusy = this.underWay > 0;
        const sinceMs = this.clock.now();
        await this.clock.sleep(LOOK_MS);
        this.look(this.clock.now() - sinceMs);
      } while (this.wasBusy);
    } finally {
      this.isWatching = false;
    }
    this.flush();
  }

  private look(elapsedMs: number): void {
    const watched = this.watched();
    const metrics = watched.metrics();
    if (Object.values(metrics).every(({ waiting }) => waiting === 0)) return;
    this.waitedMs += elapsedMs;
    if (this.waitedMs < this.sayAtMs) return;
    this.sayAtMs = this.waitedMs + NEXT_LINE_MS;
    const nowMs = this.clock.now();
    const steady = steadyMs(this.requestsLeft(metrics), watched.pace, paceNow(metrics));
    const leftMs = Math.max(steady, heldMs(metrics, nowMs));
    if (watched.isOn) this.print(waitingLine({ metrics, nowMs, steps: this.stepCounts(), leftMs }));
  }

  /** The steps of this run's kind: those of which one has begun. Of deletes a directory alone knows how many will come. */
  private stepCounts(): StepCount[] {
    return (["create", "update", "delete"] as const).flatMap((step) => {
      const keys = [`${step} user`, `${step} group`, `${step} membership`];
      if (keys.every((key) => !this.begun.has(key))) return [];
      if (step === "delete" && keys.every((key) => !this.wanted.has(key))) return [];
      const of = (counts: Map<string, number>) => keys.reduce((all, key) => all + (counts.get(key) ?? 0), 0);
      return [{ steps: `${step}s`, done: of(this.done), wanted: Math.max(of(this.wanted), of(this.begun)) }];
    });
  }

  /** One write for each step that is left, and whatever else waits. */
  private requestsLeft(metrics: ClientMetrics): Record<string, number> {
    const waiting = Object.entries(metrics).map(([endpoint, { waiting }]) => [endpoint, waiting] as const);
    const steps = Object.entries(WRITES).flatMap(([key, endpoint]) => {
      const left = (this.wanted.get(key) ?? 0) - (this.done.get(key) ?? 0);
      return this.begun.has(key) && left > 0 ? [[endpoint, left] as const] : [];
    });
    const left = new Map<string, number>();
    for (const [endpoint, count] of steps) left.set(endpoint, (left.get(endpoint) ?? 0) + count);
    return Object.fromEntries([...waiting, ...left]);
  }

  private totals(): Totals {
    const { metrics, fromScan, changes } = this.watched();
    return {
      requests: Object.fromEntries(
        Object.entries(metrics()).map(([kind, { completed }]) => [kind, completed]),
      ),
      fromScan: fromScan(),
      rateLimited: this.rateLimited,
      waitedMs: this.waitedMs,
      changes: changes(),
    };
  }
}

interface Totals {
  requests: Record<string, number>;
  fromScan: number;
  rateLimited: number;
  waitedMs: number;
  changes: Record<string, number>;
}

/** The request that a step is sure to need. */
const WRITES = {
  "create user": "POST Users",
  "update user": "PATCH Users/{id}",
  "create group": "POST Groups",
  "update group": "PATCH Groups/{id}",
  "create membership": "PATCH Groups/{id}",
  "update membership": "PATCH Groups/{id}",
  "delete user": "DELETE Users/{id}",
  "delete group": "DELETE Groups/{id}",
};

/** How many a minute go now, of the limits that are waited for. After a 429 it is less for as long as others want their part. */
function paceNow(metrics: ClientMetrics): Map<string, number> {
  const paces = Object.values(metrics).map(
    ({ waitsFor }) => waitsFor && ([waitsFor.limit, waitsFor.perMinute] as const),
  );
  return new Map(paces.filter((pace) => pace !== undefined));
}

/** How long the longest pause lasts that Slack has asked for. */
function heldMs(metrics: ClientMetrics, nowMs: number): number {
  const pauses = Object.values(metrics).map(({ rateLimitedUntil = nowMs }) => rateLimitedUntil - nowMs);
  return Math.max(0, ...pauses);
}

function add(counts: Map<string, number>, key: string, count = 1): void {
  if (count > 0) counts.set(key, (counts.get(key) ?? 0) + count);
}

function difference(now: Record<string, number>, before: Record<string, number>): Record<string, number> {
  const entries = Object.entries(now).map(([key, count]) => [key, count - (before[key] ?? 0)] as const);
  return Object.fromEntries(entries.filter(([, count]) => count > 0));
}
