import { redactBody } from "../base/redact";
import { SlackScimApiError, type SlackScimError, SlackScimResponseError } from "../errors/errors";
import { isAborted, isConnectionError } from "../errors/predicates";
import type { ClientEvents, RequestFacts } from "../observe/events";
import { type LogFields, silentLogger } from "../observe/log";
import { type ClientMetrics, EndpointCounter, type Result } from "../observe/metrics";
import { withoutTokensIn } from "../transport/answer";
import type { Failure, Outcome } from "./attempt";
import type { Call } from "./call-state";
import type { Retry } from "./retry";
import type { Settings } from "./settings";

function resultOf(failure: Failure | undefined): Result {
  if (failure === undefined) return "ok";
  return isConnectionError(failure.error) || isAborted(failure.error) ? "failed" : "refused";
}

/** What went wrong in our own words: an answer may repeat what was sent, and people's names and passwords with it. */
function withoutTheirText(error: SlackScimError): string {
  if (error instanceof SlackScimApiError)
    return `${error.method} ${error.path} was refused: ${error.status} ${error.slackCode}`.trimEnd();
  if (error instanceof SlackScimResponseError)
    return `${error.method} ${error.path} was answered ${error.status}, which was not understood`;
  return error.message;
}

/** Tells the logger, the listeners and the counters what happens. */
export class Observer {
  /** Whether there is anybody to tell: building what nobody reads would slow every request. */
  readonly isWatched: boolean;
  readonly #settings: Settings;
  readonly #counters = new Map<string, EndpointCounter>();

  constructor(settings: Settings) {
    this.#settings = settings;
    const { request, response, retry, rateLimit } = settings.events; // a class's own methods are no keys of its object
    const isHeard = [request, response, retry, rateLimit].some((listener) => listener !== undefined);
    this.isWatched = settings.logger !== silentLogger || isHeard;
  }

  waits({ endpoint }: Call): void {
    this.#counterOf(endpoint).waits();
  }

  waited({ endpoint }: Call, ms: number): void {
    this.#counterOf(endpoint).waited(ms);
  }

  sending(call: Call, waitedMs: number): void {
    const { logger, logPersonalData } = this.#settings;
    const facts = this.#factsOf(call);
    const body =
      logPersonalData && call.body !== undefined ? { body: redactBody(JSON.parse(call.body)) } : {};
    logger.debug(`${call.method} ${facts.path}`, { ...facts, waitedMs, ...body });
    this.#emit("request", { ...facts, waitedMs });
  }

  ended(call: Call, { response, failure }: Outcome<unknown>, durationMs: number): void {
    this.#counterOf(call.endpoint).ended(resultOf(failure), call.attempts, this.#settings.clock.now());
    if (!this.isWatched) return;
    const facts = this.#factsOf(call);
    const status = response?.status ?? failure?.response?.status;
    const fields = { ...facts, status, durationMs };
    this.#settings.logger.debug(`${call.method} ${facts.path} ${status ?? "got no answer"}`, fields);
    if (status === undefined || this.#settings.events.response === undefined) return;
    const headers = response?.headers ?? failure?.response?.headers ?? {};
    this.#emit("response", {
      ...facts,
      status,
      durationMs,
      headers: withoutTokensIn(headers, this.#settings.token),
    });
  }

  retrying(call: Call, { error }: Failure, { handler, delayMs }: Retry): void {
    const facts = { ...this.#factsOf(call), handler: handler.constructor.name, delayMs };
    const { logger, logPersonalData } = this.#settings;
    const reason = logPersonalData ? error.message : withoutTheirText(error);
    logger.warn(`Trying again in ${Math.round(delayMs)} ms: ${reason}`, facts);
    this.#emit("retry", { ...facts, error });
  }

  rateLimited(call: Call, delayMs: number): void {
    const facts = { ...this.#factsOf(call), endpoint: call.endpoint, delayMs };
    this.#settings.logger.info(
      `${call.endpoint} is held for ${Math.round(delayMs)} ms: Slack answered 429`,
      facts,
    );
    this.#emit("rateLimit", facts);
  }

  metrics(): ClientMetrics {
    const { clock, limiter } = this.#settings;
    const read = ([endpoint, counter]: [string, EndpointCounter]) =>
      [endpoint, counter.read(clock.now(), limiter, endpoint)] as const;
    return Object.fromEntries([...this.#counters].map(read));
  }

  #counterOf(endpoint: string): EndpointCounter {
    const known = this.#counters.get(endpoint);
    if (known !== undefined) return known;
    const counter = new EndpointCounter();
    this.#counters.set(endpoint, counter);
    return counter;
  }

  #factsOf({ method, path, url, attempts }: Call): RequestFacts {
    const { logPersonalData, baseUrl } = this.#settings;
    return { method, path: logPersonalData ? url.slice(baseUrl.length) : path, attempt: attempts };
  }

  #emit<K extends keyof ClientEvents>(name: K, event: Parameters<NonNullable<ClientEvents[K]>>[0]): void {
    const failed = (error: unknown) =>
      this.#settings.logger.error(`The listener for ${name} failed: ${error}`, {
        listener: name,
        stack: error instanceof Error ? error.stack : undefined,
      } satisfies LogFields);
    try {
      const listening: unknown = (this.#settings.events[name] as ((event: unknown) => unknown) | undefined)?.(
        event,
      );
      if (listening instanceof Promise) listening.catch(failed);
    } catch (error) {
      failed(error);
    }
  }
}
