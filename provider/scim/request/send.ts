import { abortable } from "../base/abort";
import type { ScimVersion } from "../base/schemas";
import { SlackScimApiError, SlackScimError } from "../errors/errors";
import { isConflict, isNotFound } from "../errors/predicates";
import { resourceOf } from "../limits/table";
import type { Logger } from "../observe/log";
import type { ClientMetrics } from "../observe/metrics";
import { ServerClock } from "../transport/server-clock";
import { attempt, endedError, type Failure } from "./attempt";
import { noAnswer, type SentResponse } from "./call";
import { type Call, newCall, type SentRequest } from "./call-state";
import { type LegOptions, legsOf } from "./deadline";
import { Observer } from "./observer";
import { mayHaveBeenDone, nextRetry, type Retry } from "./retry";
import type { Settings } from "./settings";
import { lockForWriting } from "./write-lock";

/** Finds what a POST without an answer made; told when it was sent, by Slack's clock. */
export type FindLost<T> = (sentAtMs: () => number) => Promise<T | undefined>;

/** How long a 429 without a usable `Retry-After` holds its limit. */
const DEFAULT_HOLD_MS = 1000;
const MAX_HOLD_MS = 300_000;

/** Slack takes one write at a time for each person and group; a POST has no id yet. */
function isWriteToOne({ method }: Call): boolean {
  return method !== "GET" && method !== "POST";
}

/** Whether the failure leaves open what a POST has made. */
function isLost({ method }: Call, failure: Failure): boolean {
  return method === "POST" && mayHaveBeenDone(failure);
}

/** Whether an earlier failure left open what a POST has made. */
function isLostBefore({ method, lostAtMs }: Call): boolean {
  return method === "POST" && lostAtMs !== undefined;
}

/** Whether a group is gone because an earlier DELETE, whose answer was lost, was carried out. (People stay when they are deleted.) */
function isDeletedBefore({ endpoint, lostAtMs }: Call, { error }: Failure): boolean {
  return endpoint === "DELETE Groups/{id}" && lostAtMs !== undefined && isNotFound(error);
}

/** What the call waits for; when its signal or deadline ends the wait, an error that says so. */
async function orEnded<T>(call: Call, begin: () => Promise<T>): Promise<T> {
  try {
    return await begin();
  } catch (error) {
    throw call.ending.signal?.aborted ? endedError(call, call.lostAtMs !== undefined) : error;
  }
}

/** Sends requests: limit → attempt → retry. */
export class Sender {
  readonly #settings: Settings;
  readonly #observer: Observer;
  readonly #serverClock: ServerClock;

  constructor(settings: Settings) {
    this.#settings = settings;
    this.#observer = new Observer(settings);
    this.#serverClock = new ServerClock(settings.clock);
  }

  get version(): ScimVersion {
    return this.#settings.version;
  }

  get logger(): Logger {
    return this.#settings.logger;
  }

  /** The options for each request of a call that makes several. */
  legsOf<T extends LegOptions>(options: T | undefined): T & LegOptions {
    return legsOf(options, this.#settings.clock);
  }

  metrics(): ClientMetrics {
    return this.#observer.metrics();
  }

  /** Slack's time of this moment, to be asked later: its clock is known only once it has answered. */
  thisMoment(): () => number {
    const atMs = this.#settings.clock.now();
    return () => this.#serverTimeOf(atMs);
  }

  #serverTimeOf(localMs: number): number {
    return this.serverNowMs() - (this.#settings.clock.now() - localMs);
  }

  serverNowMs(): number {
    return this.#serverClock.nowMs();
  }

  /**
   * The answer as `read` understands it. `findLost` looks for what a POST made whose answer was lost; without it such a POST is
   * not repeated.
   */
  async send<T>(
    request: SentRequest,
    read: (body: unknown) => T,
    options: LegOptions = {},
    findLost?: FindLost<T>,
  ): Promise<SentResponse<T>> {
    const call = newCall(request, options, this.#settings);
    let unlock: (() => void) | undefined;
    try {
      if (isWriteToOne(call)) unlock = await this.#lock(call);
      for (;;) {
        const turn = this.#settings.limiter.acquire(call.endpoint, call.ending.signal);
        if (turn !== undefined) await this.#waiting(call, () => turn);
        const startedAtMs = this.#begin(call);
        const outcome = await attempt(call, read, this.#settings, this.#serverClock);
        const durationMs = this.#settings.clock.now() - startedAtMs;
        this.#observer.ended(call, outcome, durationMs);
        if (outcome.failure === undefined) return outcome.response;
        if (outcome.failure.response?.status === 429) call.exemptMs += durationMs;
        if (call.method !== "GET" && mayHaveBeenDone(outcome.failure)) call.lostAtMs ??= startedAtMs;
        if (isDeletedBefore(call, outcome.failure)) return noAnswer(204, read(undefined));
        const found = await this.#recover(call, outcome.failure, startedAtMs, findLost);
        if (found !== undefined) return noAnswer(200, found);
      }
    } finally {
      unlock?.();
      call.ending.release();
    }
  }

  async #lock(call: Call): Promise<() => void> {
    const key = `${this.#settings.shareKey} ${resourceOf(call.path)}`;
    return this.#waiting(call, () => lockForWriting(key, call.ending.signal));
  }

  /** The next attempt starts now. */
  #begin(call: Call): number {
    if (call.ending.signal?.aborted) throw endedError(call, call.lostAtMs !== undefined);
    call.beforeWriting?.();
    call.attempts += 1;
    if (this.#observer.isWatched) this.#observer.sending(call, call.exemptMs);
    return this.#settings.clock.now();
  }

  /** Resolves when the request should be sent again, or with what the lost attempt made; else throws what went wrong. */
  async #recover<T>(
    call: Call,
    failure: Failure,
    sentAtMs: number,
    findLost?: FindLost<T>,
  ): Promise<T | undefined> {
    const { error } = failure;
    if (call.ending.signal?.aborted) throw error;
    const retry = await orEnded(call, () => nextRetry(call, failure, this.#settings));
    if (failure.response?.status === 429) this.#hold(call, failure, sentAtMs, retry);
    if (retry !== undefined) await this.#pause(call, failure, retry);
    if (isLost(call, failure) || (isLostBefore(call) && isConflict(error))) {
      if (findLost === undefined) throw error;
      const found = await this.#lookForLost(call, failure, findLost);
      if (found !== undefined) return found;
    }
    if (retry === undefined) throw error;
    return undefined;
  }

  /** When the look-up fails as well, what went wrong first says more: that something may have been made. */
  async #lookForLost<T>(call: Call, { error }: Failure, findLost: FindLost<T>): Promise<T | undefined> {
    const sentAtMs = call.lostAtMs ?? call.startedAtMs;
    try {
      const looking = findLost(() => this.#serverTimeOf(sentAtMs));
      return await abortable(looking, call.ending.signal);
    } catch (failedLookUp) {
      if (call.ending.signal?.aborted) throw endedError(call, true);
      if (failedLookUp instanceof SlackScimError && !isConflict(failedLookUp)) throw error;
      throw failedLookUp;
    }
  }

  async #pause(call: Call, failure: Failure, retry: Retry): Promise<void> {
    this.#observer.retrying(call, failure, retry);
    const pause = () => this.#settings.clock.sleep(retry.delayMs, call.ending.signal);
    if (failure.response?.status === 429) return this.#waiting(call, pause);
    await orEnded(call, pause);
  }

  /** Everything of this kind waits, not only this call; a lock concerns only its own resource. */
  #hold(call: Call, { error, response }: Failure, sentAtMs: number, retry: Retry | undefined): void {
    const delayMs = retry?.delayMs ?? Math.min(response?.retryAfterMs ?? DEFAULT_HOLD_MS, MAX_HOLD_MS);
    this.#observer.rateLimited(call, delayMs);
    if (error instanceof SlackScimApiError && error.slackCode === "resource_locked") return;
    this.#settings.limiter.hold(call.endpoint, this.#settings.clock.now() + delayMs, sentAtMs);
  }

  /** Waiting for one's turn, also after a 429, is no time-out of the request. */
  async #waiting<T>(call: Call, begin: () => Promise<T>): Promise<T> {
    const { clock } = this.#settings;
    const since = clock.now();
    this.#observer.waits(call);
    try {
      return await orEnded(call, begin);
    } finally {
      const waitedMs = clock.now() - since;
      call.exemptMs += waitedMs;
      this.#observer.waited(call, waitedMs);
    }
  }
}
