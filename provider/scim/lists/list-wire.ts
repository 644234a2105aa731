import { isObject } from "../base/check";
import { flatSchemas } from "../base/schemas";
import { describeShape, ShapeProblem } from "../base/wire-shape";
import type { ListOptions, ScimList } from "./list";

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

/** Reads a page of a list. */
export function toListOf<T>(
  page: ListOptions,
  toResource: (body: unknown) => T,
): (body: unknown) => ScimList<T> {
  return (body) => toList(body, page, toResource);
}

/** The same of a page whose resources have been read already. */
export function toCutList<T>(page: ListOptions): (body: unknown) => ScimList<T> {
  return (body) => toList(body, page, (resource) => resource as T);
}

/** `Resources` may be missing or empty, but only where there is nothing to list: past the end, or when nothing was asked for. */
function resourcesOf(body: Record<string, unknown>, total: number | undefined, page: ListOptions): unknown[] {
  const resources = body.Resources ?? [];
  if (!Array.isArray(resources))
    throw new ShapeProblem(`has ${describeShape(resources)} as Resources where a list belongs`);
  if (resources.length > 0) return resources;
  if (total === undefined)
    throw new ShapeProblem("has neither Resources nor totalResults where a list belongs");
  const startIndex = page.startIndex ?? 1;
  if (page.count === 0 || startIndex > total) return [];
  const from = startIndex === 1 ? "" : ` from ${startIndex} on`;
  throw new ShapeProblem(`has no Resources${from} although totalResults is ${total}`);
}

function toCount(value: unknown): number | undefined {
  const count = typeof value === "string" && value !== "" ? Number(value) : value;
  return typeof count === "number" && Number.isFinite(count) ? count : undefined;
}
