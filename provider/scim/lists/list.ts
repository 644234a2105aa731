import type { Filter } from "./filter";

/**
 * One page of a list.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7644#section-3.4.2
 */
export interface ScimList<T> {
  /** The URN of a list. */
  schemas?: string[] | undefined;
  /** How many match, over all pages. */
  totalResults: number;
  /** How many this page has. */
  itemsPerPage: number;
  /** 1 for the first. */
  startIndex: number;
  /** The people or groups of this page. */
  Resources: T[];
}

/**
 * Which page to list.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7644#section-3.4.2
 */
export interface ListOptions {
  /**
   * Where to begin, from 1.
   * @default 1
   */
  startIndex?: number | undefined;
  /**
   * How many to list, up to 1,000: Slack silently lists no more.
   * @default 10, by Slack
   */
  count?: number | undefined;
  /** From the builder `filter`, or as text. */
  filter?: Filter | string | undefined;
}

/**
 * What to iterate over.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7644#section-3.4.2
 */
export interface IterateOptions {
  /** From the builder `filter`, or as text. */
  filter?: Filter | string | undefined;
  /**
   * How many to ask for at once, 1 to 1,000. A page is held whole, so larger ones trade memory for requests: with 1,000 people a page,
   * listing 100,000 peaks some 50 MB above listing 1,000, with 200 a page some 30 MB.
   * @default 200 people; groups as many as keep a page within some ten megabytes, since each carries its members
   */
  pageSize?: number | undefined;
}
