import { FRESH_FOR_LOOKUPS_MS } from "../../provider/run/snapshot";
import type { Pace } from "../../provider/scim/limits/bucket";
import { Forecaster } from "../../provider/scim/limits/forecast";
import { type Phases, previewPhases, refreshPhases, upPhases } from "./requests";
import type { Work } from "./work";

/** What one operation costs. */
export interface OperationForecast {
  operation: "refresh" | "preview" | "up";
  /** Requests by kind. */
  requests: Record<string, number>;
  /** How long Slack's limits make it take; what Slack and Pulumi themselves need comes on top. */
  ms: number;
  /** The limit that most of that is waited for; undefined when nothing waits. */
  limit?: string;
}

/** Foretells what a refresh (one pass of it), a preview and the run of an `up` cost at a pace. */
export function forecast(work: Work, pace: Pace): OperationForecast[] {
  return [
    { operation: "refresh", ...costOf(refreshPhases(work), pace) },
    { operation: "preview", ...costOf(previewPhases(work), pace) },
    { operation: "up", ...upCost(work, pace) },
  ];
}

/** A list of people that look-ups use is read anew when it is old, which a long run is over. */
function upCost(work: Work, pace: Pace): Omit<OperationForecast, "operation"> {
  const [, , people = {}] = upPhases(work, 0);
  const { ms } = new Forecaster(pace).add(people);
  return costOf(upPhases(work, Math.floor(ms / FRESH_FOR_LOOKUPS_MS)), pace);
}

function costOf(phases: Phases, pace: Pace): Omit<OperationForecast, "operation"> {
  const forecaster = new Forecaster(pace);
  const costs = phases.map((phase) => forecaster.add(phase));
  const [longest] = [...costs].sort((one, other) => other.ms - one.ms);
  const ms = costs.reduce((all, cost) => all + cost.ms, 0);
  return { requests: sumOf(phases), ms, ...(longest?.limit !== undefined && { limit: longest.limit }) };
}

function sumOf(phases: Phases): Record<string, number> {
  const sum = new Map<string, number>();
  for (const [kind, count] of phases.flatMap((phase) => Object.entries(phase)))
    if (count > 0) sum.set(kind, (sum.get(kind) ?? 0) + count);
  return Object.fromEntries(sum);
}
