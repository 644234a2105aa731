import type { Agent } from "node:http";
import type { Clock } from "../base/clock";
import type { ClientEvents } from "../observe/events";
import type { Logger } from "../observe/log";
import type { RetryHandler } from "../retry/handler";

/**
 * How a client reaches Slack and behaves towards it.
 *
 * @see https://docs.slack.dev/admins/scim-api
 */
export interface SlackScimClientOptions {
  /** A user token (`xoxp-…`) with the `admin` scope. It goes to the base URL's host and nowhere else. */
  token: string;
  /**
   * Where the API lives; the trailing slash is optional, `…/v1/` selects SCIM 1.1. Plain `http:` only to this machine.
   * @default "https://api.slack.com/scim/v2/"
   */
  baseUrl?: string | undefined;
  /**
   * Which version the base URL speaks, where its path does not tell. Saying the opposite of the path is an error.
   * @default what the base URL's last part says
   */
  apiVersion?: "v1" | "v2" | undefined;
  /**
   * Allows plain `http:` beyond this machine: the token then travels in clear.
   * @default false
   */
  allowPlainHttp?: boolean | undefined;
  /**
   * Milliseconds one attempt may take, from its departure to the end of the answer, a place among the 100 connections of the pool included.
   * Waiting for the limits does not count.
   * @default 30_000
   */
  timeoutMs?: number | undefined;
  /**
   * Milliseconds one call may take over all of its attempts and the pauses between them. Waiting for the limits,
   * a 429's pause included, does not count: use `deadlineMs` of the call for a bound on everything.
   * @default 300_000
   */
  totalTimeoutMs?: number | undefined;
  /** An agent of your own in place of the pooled keep-alive ones; excludes `ca` and `proxy`. */
  agent?: Agent | undefined;
  /** PEM certificates of authorities to trust beside the well-known ones. */
  ca?: string | Buffer | (string | Buffer)[] | undefined;
  /**
   * URL of a proxy (`http:`, `https:` or `socks:`; `http:` when the scheme is left out); `false` ignores the environment.
   * @default HTTPS_PROXY, HTTP_PROXY and NO_PROXY of the environment; a base URL on this machine is reached directly
   */
  proxy?: string | false | undefined;
  /** Headers to send with every request. `Authorization` and what HTTP itself needs cannot be given here. */
  headers?: Record<string, string> | undefined;
  /** Put before the client's own user agent, a space between. */
  userAgentPrefix?: string | undefined;
  /** Put after the client's own user agent, a space between. */
  userAgentSuffix?: string | undefined;
  /**
   * Bytes an answer may have, unpacked. A larger one is an error, and is not read to its end.
   * @default 33_554_432
   */
  maxResponseBytes?: number | undefined;
  /** Where to write what happens; nothing is written without one. Tokens and passwords never are. */
  logger?: Logger | undefined;
  /**
   * Writes filters and bodies to the logger and to events too: names, e-mail addresses and telephone numbers.
   * @default false
   */
  logPersonalData?: boolean | undefined;
  /** Called for each request, answer, retry and refusal for haste. */
  events?: ClientEvents | undefined;
  /**
   * Asked in order after each failed attempt; the first that wants another one decides when. An empty list never retries.
   * @default builtinRetryHandlers()
   */
  retryHandlers?: readonly RetryHandler[] | undefined;
  /**
   * Which limits to keep to: Slack's published ones, none, or a number: so many times faster than Slack's.
   * All clients of this process with the same host and token share one budget; the most careful of them decides.
   * @default "slack"
   */
  limits?: "slack" | "off" | number | undefined;
  /**
   * Share of the limits that this process may use, above 0 and up to 1; everybody who provisions the organization draws on them.
   * @default 0.8
   */
  budgetShare?: number | undefined;
  /** Aborting it drops every call of this client, waiting or under way; nothing more is sent. */
  signal?: AbortSignal | undefined;
  /**
   * Where time comes from.
   * @default the machine's clock
   */
  clock?: Clock | undefined;
}

/**
 * What can be said for a single call.
 *
 * @see https://docs.slack.dev/reference/scim-api
 */
export interface CallOptions {
  /** Aborting it drops this call, waiting or under way. */
  signal?: AbortSignal | undefined;
  /**
   * Milliseconds from now until the call is given up, whatever it is doing, waiting for the limits and a look-up included. An iterator
   * counts for each page anew, since whoever reads it may take time in between.
   */
  deadlineMs?: number | undefined;
  /** Headers for this call, on top of the client's. */
  headers?: Record<string, string> | undefined;
}

/**
 * For creating: what to ask before a POST whose answer was lost is sent again.
 *
 * @see https://docs.slack.dev/reference/scim-api
 */
export interface CreateOptions<T> extends CallOptions {
  /**
   * Looks for what the lost POST may have made: what it returns is the result, undefined sends the POST again.
   * `sentAtMs` is when it was sent, in milliseconds since the epoch by Slack's clock: what is older is somebody else's.
   * @default looks for the person's primary e-mail address, or the group's displayName
   */
  findLost?: ((sentAtMs: number) => Promise<T | undefined>) | undefined;
}
