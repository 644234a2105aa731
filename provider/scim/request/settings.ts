import { constants } from "node:buffer";
import type { Agent } from "node:http";
import {
  checkBoolean,
  checkInteger,
  checkMethods,
  checkNames,
  checkNumber,
  checkObject,
  describe,
  describeSecret,
  hasMethods,
} from "../base/check";
import { type Clock, systemClock } from "../base/clock";
import type { ScimVersion } from "../base/schemas";
import { SlackScimArgumentError } from "../errors/errors";
import { type Pace, paceOf } from "../limits/bucket";
import { type Limiter, sharedLimiter } from "../limits/limiter";
import type { ClientEvents } from "../observe/events";
import { type Logger, silentLogger, unbreakable } from "../observe/log";
import type { RetryHandler } from "../retry/handler";
import { builtinRetryHandlers } from "../retry/handlers";
import { isLoopback } from "../transport/agents";
import { checkHeaders } from "../transport/headers";
import { userAgent } from "../transport/user-agent";
import { lazyAgent } from "./connection-settings";
import { OPTION_NAMES } from "./option-names";
import type { SlackScimClientOptions } from "./options";

/** The options, checked and completed. */
export interface Settings {
  token: string;
  baseUrl: string;
  version: ScimVersion;
  timeoutMs: number;
  totalTimeoutMs: number;
  maxResponseBytes: number;
  headers: Record<string, string>;
  logger: Logger;
  logPersonalData: boolean;
  events: ClientEvents;
  /** The client's own list, which its user may add to. */
  retryHandlers: RetryHandler[];
  limiter: Limiter;
  /** Who shares limits and locks: the host with the token. */
  shareKey: string;
  signal?: AbortSignal;
  clock: Clock;
  agent(): Agent;
}

const SECOND = 1000;
const LONGEST = Number.MAX_SAFE_INTEGER;

/** Checks the options and fills in the defaults; all of them are here. */
export function toSettings(options: SlackScimClientOptions): Settings {
  if (typeof options === "string")
    throw new SlackScimArgumentError("options", "an object as { token }", "a string");
  checkObject("options", options, "an object with at least a token");
  checkNames("options", options, OPTION_NAMES);
  const { timeoutMs = 30 * SECOND, totalTimeoutMs = 300 * SECOND, maxResponseBytes = 32 * 2 ** 20 } = options;
  const {
    retryHandlers = builtinRetryHandlers(),
    logger = silentLogger,
    events = {},
    clock = systemClock,
    baseUrl = "https://api.slack.com/scim/v2/",
    allowPlainHttp = false,
    logPersonalData = false,
  } = options;
  const token = checkToken(options.token);
  const url = checkBaseUrl(baseUrl, checkBoolean("allowPlainHttp", allowPlainHttp));
  const shareKey = `${url.host} ${token}`;
  return {
    token,
    baseUrl: url.href,
    version: versionOf(url, options.apiVersion),
    timeoutMs: checkNumber(
      "timeoutMs",
      timeoutMs,
      Number.MIN_VALUE,
      LONGEST,
      "a number of milliseconds above 0",
    ),
    totalTimeoutMs: checkNumber(
      "totalTimeoutMs",
      totalTimeoutMs,
      1,
      LONGEST,
      "a number of milliseconds above 0",
    ),
    maxResponseBytes: checkNumber(
      "maxResponseBytes",
      checkInteger("maxResponseBytes", maxResponseBytes, 1),
      1,
      constants.MAX_STRING_LENGTH,
      `a whole number up to ${constants.MAX_STRING_LENGTH}: Node has no longer texts`,
    ),
    headers: {
      "user-agent": userAgent(options.userAgentPrefix, options.userAgentSuffix),
      accept: "application/json",
      "accept-encoding": "gzip, deflate, br",
      ...checkHeaders("headers", options.headers),
      authorization: `Bearer ${token}`,
    },
    logger: unbreakable(checkMethods("logger", logger, ["debug", "info", "warn", "error"])),
    logPersonalData: checkBoolean("logPersonalData", logPersonalData),
    events: checkEvents(events),
    retryHandlers: [...checkHandlers(retryHandlers)],
    shareKey,
    signal: checkSignal(options.signal),
    clock: checkMethods("clock", clock, ["now", "sleep"]),
    agent: lazyAgent(url, options),
    limiter: sharedLimiter(shareKey, toPace(options), clock), // last: it slows all others down, which a refused client must not
  };
}

function checkToken(token: unknown): string {
  if (typeof token === "string" && /^[\x21-\x7e]+$/.test(token)) return token;
  throw new SlackScimArgumentError(
    "token",
    "a user token (xoxp-…) with the admin scope",
    describeSecret(token),
  );
}

function checkBaseUrl(baseUrl: unknown, allowPlainHttp: boolean): URL {
  const wanted = "an https: URL that ends in /scim/v1/ or /scim/v2/, as https://api.slack.com/scim/v2/";
  if (typeof baseUrl === "string" && /^xox/i.test(baseUrl))
    throw new SlackScimArgumentError("baseUrl", wanted, "what looks like a token");
  if (typeof baseUrl === "string" && baseUrl.includes("@"))
    throw new SlackScimArgumentError("baseUrl", whatMustNotHaveAt(baseUrl), "another string");
  if (typeof baseUrl !== "string" || !URL.canParse(baseUrl))
    throw new SlackScimArgumentError("baseUrl", wanted, describe(baseUrl));
  const url = new URL(baseUrl);
  const refused = describe(`${url.protocol}//${url.host}${url.pathname}`);
  if (url.search !== "" || url.hash !== "")
    throw new SlackScimArgumentError("baseUrl", "without ? and #", refused);
  if (url.protocol !== "https:" && url.protocol !== "http:")
    throw new SlackScimArgumentError("baseUrl", wanted, refused);
  if (url.protocol === "http:" && !allowPlainHttp && !isLoopback(url.hostname)) {
    throw new SlackScimArgumentError(
      "baseUrl",
      "an https: URL, as the token would travel in clear (or set allowPlainHttp)",
      refused,
    );
  }
  if (!url.pathname.endsWith("/")) url.pathname += "/";
  return url;
}

/** What is wrong with a URL that has an @ in it: that is most often a user's, and may follow a password. */
function whatMustNotHaveAt(baseUrl: string): string {
  const [whole, path = ""] = /^https?:\/\/[^/?#@]+(\/[^?#]*)?(?:[?#]|$)/i.exec(baseUrl) ?? [];
  if (whole === undefined) return "without a user or password in it";
  return path.includes("@") ? "without @ in its path" : "without ? and #";
}

function versionOf(url: URL, apiVersion: unknown): ScimVersion {
  const fromPath = /\/(v\d+)\/$/.exec(url.pathname)?.[1];
  const version = apiVersion === undefined ? fromPath : apiVersion;
  if (version !== "v1" && version !== "v2") {
    if (apiVersion !== undefined)
      throw new SlackScimArgumentError("apiVersion", '"v1" or "v2"', describe(apiVersion));
    const wanted = "a URL that ends in /scim/v1/ or /scim/v2/ (or give apiVersion beside it)";
    throw new SlackScimArgumentError("baseUrl", wanted, `${url.origin}${url.pathname}`);
  }
  if (fromPath === undefined || fromPath === version) return version;
  throw new SlackScimArgumentError(
    "apiVersion",
    `left out, or "${fromPath}" as in the base URL`,
    describe(version),
  );
}

function toPace({ limits = "slack", budgetShare = 0.8 }: SlackScimClientOptions): Pace {
  const share = checkNumber("budgetShare", budgetShare, Number.MIN_VALUE, 1, "a number above 0 and up to 1");
  const wanted = '"slack", "off" or a number above 0';
  if (limits !== "off" && limits !== "slack")
    checkNumber("limits", limits, Number.MIN_VALUE, Number.MAX_VALUE, wanted);
  return paceOf(limits, share);
}

const HANDLER = ["canRetry", "prepareForNextAttempt"];

/** Refuses what is no list of handlers; every call asks, so that names are made for what is refused alone. */
export function checkHandlers(handlers: readonly RetryHandler[]): readonly RetryHandler[] {
  const wanted = "a list of retry handlers, as [new RateLimitErrorRetryHandler()]";
  if (!Array.isArray(handlers)) throw new SlackScimArgumentError("retryHandlers", wanted, describe(handlers));
  for (const [index, handler] of handlers.entries()) {
    if (!hasMethods(handler, HANDLER)) checkMethods(`retryHandlers[${index}]`, handler, HANDLER);
  }
  return handlers;
}

const EVENTS = ["request", "response", "retry", "rateLimit"] as const;

function checkEvents(events: ClientEvents): ClientEvents {
  checkObject("events", events, "an object with functions");
  const isPlain = Object.getPrototypeOf(events) === Object.prototype; // an object of a class has fields of its own
  if (isPlain) checkNames("events", events, EVENTS);
  for (const name of EVENTS) {
    const listener: unknown = events[name];
    if (listener !== undefined && typeof listener !== "function")
      throw new SlackScimArgumentError(`events.${name}`, "a function", describe(listener));
  }
  return events;
}

/** Refuses what is not an AbortSignal. */
export function checkSignal(signal: AbortSignal | undefined): AbortSignal | undefined {
  if (signal === undefined || signal instanceof AbortSignal) return signal;
  throw new SlackScimArgumentError("signal", "an AbortSignal", describe(signal));
}
