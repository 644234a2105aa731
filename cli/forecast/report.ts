import { duration, number, total } from "../../provider/run/progress-lines";
import { limitNamed } from "../../provider/scim/limits/table";
import { many } from "../many";
import type { OperationForecast } from "./forecast";
import type { Work } from "./work";

/** The forecast in words, a line for each operation. */
export function toText(
  { people, groups, members }: Work,
  share: number,
  operations: OperationForecast[],
): string {
  const size = groups > 0 ? ` of ${number(members)}` : "";
  const percent = number(share * 100);
  return [
    `${many(people, "person", "people")} and ${many(groups, "group")}${size} in Slack, at ${percent} % of its limits:`,
    ...operations.map((operation) => toLine(operation, share)),
    "What Slack and Pulumi themselves need comes on top. `pulumi up` is a preview and an up; `pulumi refresh` is two refreshes, one with --skip-preview.",
  ].join("\n");
}

function toLine({ operation, requests, ms, limit }: OperationForecast, share: number): string {
  const count = total(requests);
  const title = `  ${operation.padEnd(9)}`;
  if (count === 0) return `${title}no requests`;
  const kinds = Object.entries(requests).map(([kind, many]) => `${number(many)} × ${kind}`);
  const time =
    ms < 1000 || limit === undefined ? "no limit binds" : `${duration(ms)}, ${bound(limit, share)}`;
  return `${title}${many(count, "request")}, ${time} (${kinds.join(", ")})`;
}

function bound(limit: string, share: number): string {
  const isSet = limit === "reads" || limit === "writes";
  const perMinute = number(limitNamed(limit).perMinute * share);
  return `bound by ${isSet ? `all ${limit} together` : limit} at ${perMinute} a minute`;
}

/** The same for programs: one object. */
export function toJson(work: Work, share: number, operations: OperationForecast[]): string {
  const told = operations.map(({ operation, requests, ms, limit }) => ({
    operation,
    requests: total(requests),
    byKind: requests,
    seconds: Math.round(ms / 1000),
    minutes: Math.round(ms / 6000) / 10,
    limit: limit ?? null,
  }));
  return JSON.stringify({ budgetShare: share, work, operations: told }, undefined, 2);
}
