import { isObject } from "./check";
import type { ListOptions, ScimList } from "./list";
import { flatSchemas } from "./schemas";
import { describeShape, ShapeProblem } from "./wire-shape";

/** What Slack answered as a page of a list. */
export function toList<T>(body: unknown, page: ListOptions, toResource: (body: unknown) => T): ScimList<T> {
  if (body === undefined) throw new ShapeProblem("is empty where a list belongs");
  if (!isObject(body)) throw new ShapeProblem(`is ${describeShape(body)} where a list belongs`);
  const totalResults = toCount(body.totalResults);
  if (totalResults === undefined && body.Resources)
    throw new ShapeProblem("has no totalResults, so that nobody knows whether it is complete");
  const Resources = resourcesOf(body, totalResults, page).map(toResource);
  return {
    ...body,
    schemas: flatSchemas(body.schemas),
    totalResults: totalResults ?? Resources.length,
    itemsPerPage: toCount(body.itemsPerPage) ?? Resources.length,
    startIndex: toCount(body.startIndex) ?? page.startIndex ?? 1,
    Resources,
  };
}

/** `Resources` may be missing, but only where there is nothing to list. */
function resourcesOf(body: Record<string, unknown>, total: number | undefined, page: ListOptions): unknown[] {
  if (Array.isArray(body.Resources)) return body.Resources;
  if (body.Resources !== undefined && body.Resources !== null) {
    throw new ShapeProblem(`has ${describeShape(body.Resources)} as Resources where a list belongs`);
  }
  if (total === undefined)
    throw new ShapeProblem("has neither Resources nor totalResults where a list belongs");
  if (total > 0 && page.count !== 0 && (page.startIndex ?? 1) <= total) {
    throw new ShapeProblem(`has no Resources although totalResults is ${total}`);
  }
  return [];
}

function toCount(value: unknown): number | undefined {
  const count = typeof value === "string" && value !== "" ? Number(value) : value;
  return typeof count === "number" && Number.isFinite(count) ? count : undefined;
}
