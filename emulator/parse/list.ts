import { ScimFailure } from "../base/envelopes";
import { toJson } from "../base/json";
import { URNS } from "../base/schemas";
import type { ScimAnswer, ScimRequest } from "./exchange";

const DEFAULT_COUNT = 10;
const MOST_PER_PAGE = 1000;

/** How the resources of a list are answered. */
export interface Answerer<T> {
  toObject: (resource: T) => object;
  toText: (resource: T) => string;
}

/** One page of a list, in the envelope of the version. */
export function listPage<T extends { id: string }>(
  request: ScimRequest,
  matching: readonly T[],
  answerer: Answerer<T>,
): ScimAnswer {
  const { query, version, emulation } = request;
  const { behaviours } = emulation;
  checkSortOrder(query);
  const startIndex = readStartIndex(query, behaviours.startIndexBelowOne === "refused");
  const count = readCount(query, behaviours.countBelowOne === "tenResources");
  const from = Math.max(0, startIndex - 1 + (startIndex > 1 ? emulation.takePageShift() : 0));
  const page = matching.slice(from, from + count);
  const itemsPerPage = behaviours.itemsPerPage === "requested" ? count : page.length;
  const totals = `"totalResults":${matching.length},"itemsPerPage":${itemsPerPage},"startIndex":${startIndex}`;
  const schemas = `"schemas":${toJson([URNS[version].list], behaviours.escapedSlashes)}`;
  const resources = `"Resources":[${page.map(picked(request, answerer)).join(",")}]`;
  const order = version === "v1" ? [totals, schemas, resources] : [schemas, resources, totals];
  return { status: 200, text: `{${order.join(",")}}`, listed: page.map(({ id }) => id) };
}

function readStartIndex(query: URLSearchParams, refusesBelowOne: boolean): number {
  const asked = wholeNumber(query.get("startIndex")) ?? 1;
  if (asked < 1 && refusesBelowOne) throw new ScimFailure("invalid_query");
  return Math.max(1, asked);
}

/** More than 1,000 is 1,000, without a word. */
function readCount(query: URLSearchParams, tenBelowOne: boolean): number {
  const asked = wholeNumber(query.get("count")) ?? DEFAULT_COUNT;
  if (asked < 1) return tenBelowOne ? DEFAULT_COUNT : 0;
  return Math.min(asked, MOST_PER_PAGE);
}

function wholeNumber(text: string | null): number | undefined {
  return text !== null && /^\s*-?\d+\s*$/.test(text) ? Number(text) : undefined;
}

function checkSortOrder(query: URLSearchParams): void {
  const order = query.get("sortOrder");
  if (order !== null && !/^(ascending|descending)$/i.test(order)) throw new ScimFailure("invalid_sort_order");
}

/** Leaves out what `attributes` and `excludedAttributes` leave out, where that switch is on. */
function picked<T>({ query, emulation: { behaviours } }: ScimRequest, { toObject, toText }: Answerer<T>) {
  if (behaviours.attributesParameter === "ignored") return toText;
  const wanted = namesIn(query.get("attributes"));
  const unwanted = namesIn(query.get("excludedAttributes"));
  const isKept = (key: string) => {
    const name = key.toLowerCase();
    if (name === "id" || name === "schemas") return true;
    return (wanted.size === 0 || wanted.has(name)) && !unwanted.has(name);
  };
  return (resource: T) => {
    const kept = Object.entries(toObject(resource)).filter(([key]) => isKept(key));
    return toJson(Object.fromEntries(kept), behaviours.escapedSlashes);
  };
}

function namesIn(parameter: string | null): Set<string> {
  return new Set(
    (parameter ?? "")
      .toLowerCase()
      .split(",")
      .map((name) => name.trim())
      .filter(Boolean),
  );
}
