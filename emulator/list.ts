import { ScimFailure } from "./envelopes";
import type { ScimRequest } from "./exchange";
import { URNS } from "./schemas";

const DEFAULT_COUNT = 10;
const MOST_PER_PAGE = 1000;

/** One page of a list, in the envelope of the version. */
export function listPage<T>(
  request: ScimRequest,
  matching: readonly T[],
  answer: (item: T) => object,
): object {
  const { query, version, emulation } = request;
  checkSortOrder(query);
  const startIndex = readStartIndex(query, emulation.behaviours.startIndexBelowOne === "refused");
  const count = readCount(query, emulation.behaviours.countBelowOne === "tenResources");
  const from = startIndex - 1 + (startIndex > 1 ? request.emulation.takePageShift() : 0);
  const pick = picker(request);
  const resources = matching
    .slice(Math.max(0, from), Math.max(0, from) + count)
    .map((item) => pick(answer(item)));
  const totals = {
    totalResults: matching.length,
    itemsPerPage: emulation.behaviours.itemsPerPage === "requested" ? count : resources.length,
    startIndex,
  };
  const schemas = [URNS[version].list];
  return version === "v1"
    ? { ...totals, schemas, Resources: resources }
    : { schemas, Resources: resources, ...totals };
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
function picker({ query, emulation }: ScimRequest): (resource: object) => object {
  if (emulation.behaviours.attributesParameter === "ignored") return (resource) => resource;
  const wanted = namesIn(query.get("attributes"));
  const unwanted = namesIn(query.get("excludedAttributes"));
  const isKept = (key: string) => {
    const name = key.toLowerCase();
    if (name === "id" || name === "schemas") return true;
    return (wanted.size === 0 || wanted.has(name)) && !unwanted.has(name);
  };
  return (resource) => Object.fromEntries(Object.entries(resource).filter(([key]) => isKept(key)));
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
