import { checkInteger, checkNames, checkNumber, checkObject } from "../base/check";
import type { Query } from "../base/path";
import { SlackScimArgumentError, SlackScimResponseError } from "../errors/errors";
import type { Logger } from "../observe/log";
import { Filter } from "./filter";
import { checkFilterText } from "./filter-text";
import type { IterateOptions, ListOptions, ScimList } from "./list";

const PAGE = "an object with startIndex, count or filter, as { filter: 'userName eq \"carly\"' }";

/** What to iterate over. */
export function checkIteration(over: IterateOptions): IterateOptions {
  return checkListed("options", over, "an object with filter or pageSize, as { pageSize: 100 }", [
    "filter",
    "pageSize",
  ]);
}

/** Refuses a bare filter and names that nobody reads: without its filter a list has everybody. */
function checkListed<T extends object>(argument: string, options: T, wanted: string, names: string[]): T {
  if (options instanceof Filter)
    throw new SlackScimArgumentError(argument, "an object as { filter }", "the filter itself");
  return checkNames(argument, checkObject(argument, options, wanted), names);
}

/** The query of a list request, always in the same order. */
export function toListQuery(page: ListOptions): Query {
  const { filter, count, startIndex } = checkListed("page", page, PAGE, ["filter", "count", "startIndex"]);
  return {
    filter: filter === undefined ? undefined : toFilterText(filter),
    count: count === undefined ? undefined : checkInteger("count", count, 0),
    startIndex: startIndex === undefined ? undefined : checkInteger("startIndex", startIndex, 1),
  };
}

function toFilterText(filter: Filter | string): string {
  return filter instanceof Filter ? filter.toString() : checkFilterText(filter);
}

/** The page size to ask for. */
export function toPageSize(pageSize: number | undefined, normal: number): number {
  if (pageSize === undefined) return normal;
  return checkNumber(
    "pageSize",
    checkInteger("pageSize", pageSize, 1),
    1,
    1000,
    "a whole number from 1 to 1,000",
  );
}

/** A list that shrinks again and again while it is read is not chased for ever. */
const MAX_STEPS_BACK = 5;

/** So many may be added to a list while it is read, beside as many as there were: what grows for ever is read to no end. */
const MAX_GROWTH = 10_000;

/** More than any organization has: a list that claims more would be read until there is no memory left. */
const MOST_RESULTS = 2_000_000;

/**
 * Goes through a list by index, which is all that Slack has. It advances by what a page really held (Slack silently lists fewer than
 * asked), goes beyond a total that is too small, passes over whom it has seen (entries shift when somebody is added), and steps back when the list shrinks (else
 * whoever moved up would be skipped). Entries come again only as far as the list moved: a server that gives one page for ever
 * would make a short list look complete.
 */
export async function* iteratePages<T extends { id: string }>(
  collection: string,
  listPage: (page: ListOptions) => Promise<{ body: ScimList<T> }>,
  nextSize: () => number,
  logger: Logger,
): AsyncGenerator<T, void> {
  const seen = new Set<string>();
  let startIndex = 1;
  let stepsBack = 0;
  let count = nextSize();
  let total: number | undefined;
  let firstTotal: number | undefined;
  let mayRepeat = 0;
  for (;;) {
    const { body: page } = await listPage({ startIndex, count });
    const shrunkBy = warnOfChange(collection, total, page.totalResults, logger);
    total = page.totalResults;
    firstTotal ??= total;
    if (total > MOST_RESULTS) refuseTotal(collection, total);
    const most = Math.max(total, seen.size);
    if (most > 2 * firstTotal + MAX_GROWTH) refuseGrowth(collection, firstTotal, most);
    mayRepeat += Math.abs(shrunkBy);
    count = nextSize();
    const listed = page.Resources.length;
    const fresh = page.Resources.filter(({ id }) => !seen.has(id) && seen.add(id));
    if (fresh.length === 0 && startIndex <= total && shrunkBy <= 0)
      refuseRepetition(collection, startIndex, page, mayRepeat);
    mayRepeat -= listed - fresh.length;
    for (const resource of fresh) yield resource; // `yield*` would make a promise more for each
    if (shrunkBy > 0 && total > 0 && stepsBack++ < MAX_STEPS_BACK) {
      startIndex = Math.max(1, startIndex - shrunkBy);
      mayRepeat += listed;
      continue;
    }
    startIndex += listed;
    if (listed === 0 || startIndex === total + 1) break;
    // A page that goes beyond the total shows that it is wrong: there may be more.
    if (startIndex > total && fresh.length === 0) break;
  }
  if (seen.size < total)
    logger.warn(`${collection}: ${seen.size} were listed although totalResults is ${total}`);
}

/** By how many the list shrank since the last page. */
function warnOfChange(collection: string, before: number | undefined, now: number, logger: Logger): number {
  if (before === undefined || before === now) return 0;
  logger.warn(`${collection} changed while being listed: totalResults went from ${before} to ${now}`);
  return before - now;
}

/** A page of which all have been listed is no answer to what was asked: it says so itself, or the list has not moved that far. */
function refuseRepetition<T>(collection: string, asked: number, page: ScimList<T>, mayRepeat: number): void {
  const isMistaken = page.startIndex !== asked;
  if (page.Resources.length === 0 || (mayRepeat > 0 && !isMistaken)) return;
  throw mistakenPage(
    collection,
    isMistaken
      ? `repeats the page from ${page.startIndex} where the one from ${asked} belongs`
      : `has nothing new from ${asked} on although totalResults is ${page.totalResults}`,
  );
}

function refuseTotal(collection: string, total: number): never {
  throw mistakenPage(collection, `has totalResults ${total}: no organization has more than ${MOST_RESULTS}`);
}

function refuseGrowth(collection: string, first: number, now: number): never {
  throw mistakenPage(
    collection,
    `has ${now} results where the list began with totalResults ${first}: it grows without end`,
  );
}

function mistakenPage(path: string, problem: string): SlackScimResponseError {
  return new SlackScimResponseError({ method: "GET", path, status: 200, attempts: 1, problem });
}
