import { checkJson } from "../base/check";
import { toSearch } from "../base/path";
import { endpointOf } from "../limits/table";
import type { PageCutter } from "../lists/page-cutter";
import type { RetryHandler } from "../retry/handler";
import { checkHeaders } from "../transport/headers";
import { beforeWriting, checkCallOptions, deadlineOf, type LegOptions } from "./deadline";
import { type Ending, endingOf } from "./ending";
import type { ScimMethod, ScimRequest } from "./request";
import { checkHandlers, type Settings } from "./settings";

/** One call from its first attempt to its last. */
export interface Call {
  readonly method: ScimMethod;
  /** Below the base URL, without its query: what errors and logs may say. */
  readonly path: string;
  readonly url: string;
  /** The kind of request, as the limits and the metrics know it. */
  readonly endpoint: string;
  readonly headers: Record<string, string>;
  readonly body?: string;
  /** For a page of a list that is cut into its resources while it comes: a new cutter for each attempt. */
  readonly cut?: () => PageCutter<unknown>;
  readonly ending: Ending;
  /** Throws where the change must not be sent any more. */
  readonly beforeWriting?: () => void;
  readonly startedAtMs: number;
  /** Time that does not count towards `totalTimeoutMs`: spent waiting for the limits. */
  exemptMs: number;
  attempts: number;
  /** When a change was first sent that Slack may have carried out without our learning of it. */
  lostAtMs?: number;
  /** What the handlers remember; made when an attempt has failed. */
  retries?: { by: Map<RetryHandler, number>; customValues: Record<string, unknown> };
}

/** A request with what only this client's own methods say of it. */
export interface SentRequest extends ScimRequest {
  /** The query as text, instead of `query`. */
  search?: string;
  cut?: () => PageCutter<unknown>;
}

/** A call that has not been sent yet; refuses what cannot be sent. */
export function newCall(request: SentRequest, options: LegOptions, settings: Settings): Call {
  checkCallOptions(options);
  checkHandlers(settings.retryHandlers); // its user may have added to them
  const { method, path } = request;
  const body = request.body && checkJson("body", request.body);
  const headers = options.headers
    ? { ...settings.headers, ...checkHeaders("headers", options.headers) }
    : settings.headers;
  return {
    method,
    path,
    url: settings.baseUrl + path + toSearch(request.query, request.search),
    endpoint: endpointOf(method, path),
    headers: body === undefined ? headers : { "content-type": "application/json; charset=utf-8", ...headers },
    body,
    cut: request.cut,
    ending: endingOf(settings.signal, options.signal, deadlineOf(options, settings.clock), settings.clock),
    beforeWriting: beforeWriting(method, options),
    startedAtMs: settings.clock.now(),
    exemptMs: 0,
    attempts: 0,
  };
}

/** Milliseconds of `totalTimeoutMs` that are left. */
export function remainingMs(call: Call, { clock, totalTimeoutMs }: Settings): number {
  return totalTimeoutMs - (clock.now() - call.startedAtMs - call.exemptMs);
}
