import type { ClientMetrics, EndpointMetrics } from "../scim";

/** How far a kind of step is: how many are done of how many are wanted. */
export interface StepCount {
  /** In the plural: `creates`. */
  steps: string;
  done: number;
  wanted: number;
}

/** What a waiting run knows. */
export interface Waiting {
  metrics: ClientMetrics;
  nowMs: number;
  steps: readonly StepCount[];
  /** How long what is left takes at least, as far as it is known. */
  leftMs: number;
}

/** Says what waits for which limit, how much is done, and how long the rest takes. */
export function waitingLine({ metrics, nowMs, steps, leftMs }: Waiting): string {
  const waiting = Object.entries(metrics).filter(([, { waiting }]) => waiting > 0);
  const limits = waiting.map(([endpoint, { waiting, waitsFor, rateLimitedUntil }]) => {
    const why =
      rateLimitedUntil === undefined
        ? limitText(waitsFor)
        : `Slack answered 429 and wants a pause of ${duration(rateLimitedUntil - nowMs)} more`;
    return `${number(waiting)} × ${endpoint}${why === "" ? "" : ` (${why})`}`;
  });
  const done = steps.map(
    ({ steps: name, done, wanted }) => `${number(done)} of ${number(wanted)} ${name} done`,
  );
  const left = leftMs > 0 ? [`about ${duration(leftMs)} to go`] : [];
  return `waiting for Slack's limits: ${[limits.join(", "), ...done, ...left].join("; ")}`;
}

/** What a run did since it last said so. */
export interface Done {
  /** Requests by kind. */
  requests: Readonly<Record<string, number>>;
  /** Reads and look-ups that needed no request. */
  fromScan: number;
  /** Answers of 429. */
  rateLimited: number;
  waitedMs: number;
  /** People and groups by what was done: `people created`. */
  changes: Readonly<Record<string, number>>;
}

/** Says what a run did, without naming anybody. */
export function doneLine({ requests, fromScan, rateLimited, waitedMs, changes }: Done): string {
  const kinds = Object.entries(requests)
    .sort(([, one], [, other]) => other - one)
    .map(([kind, count]) => `${number(count)} × ${kind}`);
  const beside = [
    fromScan > 0 && `${number(fromScan)} more reads answered from lists`,
    rateLimited > 0 && `429 ${rateLimited === 1 ? "once" : `${number(rateLimited)} times`}`,
    waitedMs >= 1000 && `${duration(waitedMs)} waited for the limits`,
    ...Object.entries(changes).map(([what, count]) => counting(count, what)),
  ].filter((part) => part !== false);
  return [`${number(total(requests))} requests to Slack (${kinds.join(", ")})`, ...beside].join("; ");
}

/** A number with what is counted: `1 person created`, `1,200 people created`. @param what begins with `people`, `groups` or `entries`, if with any */
export function counting(count: number, what: string): string {
  const ofOne = () =>
    what
      .replace(/^people/, "person")
      .replace(/^groups/, "group")
      .replace(/^entries/, "entry");
  return `${number(count)} ${count === 1 ? ofOne() : what}`;
}

/** The sum of counts. */
export function total(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

/** A time in the words of a message: `25 s`, `34 min`, `2 h 5 min`. */
export function duration(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  if (seconds < 100) return `${Math.max(1, seconds)} s`;
  const minutes = Math.round(ms / 60_000);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return hours === 0 ? `${minutes} min` : `${hours} h${rest === 0 ? "" : ` ${rest} min`}`;
}

/** A number with commas between its thousands, whatever the machine's language. */
export function number(count: number): string {
  return String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, ",");
}

function limitText(binding: EndpointMetrics["waitsFor"]): string {
  if (binding === undefined) return "";
  const { limit, perMinute, loweredFrom } = binding;
  const whose = limit === "reads" || limit === "writes" ? `all ${limit} together: ` : "";
  const lowered = loweredFrom === undefined ? "" : `, ${number(loweredFrom)} before Slack answered 429`;
  return `${whose}${number(perMinute)} a minute${lowered}`;
}
