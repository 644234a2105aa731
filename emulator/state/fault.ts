import type { SlackCode } from "../base/codes";

/** Which requests go wrong, and how. */
export interface Fault {
  /** HTTP method. @default every method */
  method?: string;
  /** What stands behind the version: `Users`, `Users/*`, `Groups/S1`, or a pattern. @default every path */
  path?: string | RegExp;
  /** Only requests of this organization (its domain). @default all */
  organization?: string;
  /** How many matching requests it hits; `Infinity` (over HTTP: `null`) for all. @default 1 */
  times?: number;
  /** The first matching request it hits, counted from 1. @default 1 */
  nth?: number;
  /** The share of matching requests it hits, from 0 to 1. @default 1 */
  probability?: number;
  /** Where the dice of `probability` start: the same seed hits the same requests. @default 1 */
  seed?: number;
  /** Answers with this status instead of handling the request. */
  status?: number;
  /** Answers with this error of Slack's, in the envelope of the version. */
  code?: SlackCode;
  /** The body of the answer: a text as it is, anything else as JSON, `""` for none. @default Slack's envelope */
  body?: unknown;
  /** Answers with a page of HTML, as a proxy or a wrong address does. @default false */
  html?: boolean;
  /** `Retry-After` as given: seconds, decimals, a date, nonsense. */
  retryAfter?: string | number;
  /** Further headers of the answer. */
  headers?: Record<string, string>;
  /** Milliseconds to wait before the request is handled. @default 0 */
  delayMs?: number;
  /** Milliseconds to wait after the change was made, before it is answered. @default 0 */
  answerDelayMs?: number;
  /** Closes the connection before or after the change was made. */
  drop?: "before" | "after";
  /** Handles the request all the same, then answers as this fault says. @default false */
  applied?: boolean;
  /** Bytes of the body after which the connection is closed. */
  truncate?: number;
  /** Another `Content-Type` than JSON. */
  contentType?: string;
  /** Milliseconds between one byte of the body and the next. */
  dripMs?: number;
  /** Starts pages behind the first that many places later (earlier if negative), as people come and go during a scan. */
  shiftPage?: number;
  /** Milliseconds for which reads do not see what the request wrote. */
  staleMs?: number;
  /** After a list was answered, takes this resource away without a trace (`true`: the last one listed). */
  vanish?: string | true;
}
