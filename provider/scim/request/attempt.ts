import {
  SlackScimAbortError,
  SlackScimConnectionError,
  SlackScimError,
  SlackScimTimeoutError,
} from "../errors/errors";
import type { RetryResponse } from "../retry/handler";
import { retryAfterMs } from "../retry/timing";
import { isCallers, mayUseProxy } from "../transport/agents";
import { type Answer, understand } from "../transport/answer";
import { connectionAdvice, isPermanent } from "../transport/connection-problems";
import { toRecord } from "../transport/headers";
import type { ServerClock } from "../transport/server-clock";
import { exchange, type NoAnswer, type WireAnswer } from "../transport/wire";
import type { SentResponse } from "./call";
import { type Call, remainingMs } from "./call-state";
import type { Settings } from "./settings";

/** An attempt that did not work; `response` is absent when no answer came. */
export interface Failure {
  error: SlackScimError;
  response?: RetryResponse;
}

/** What came of one attempt. */
export type Outcome<T> =
  | { response: SentResponse<T>; failure?: undefined }
  | { response?: undefined; failure: Failure };

/** Sends the request once. Rejects only with what is no failure of the request. */
export async function attempt<T>(
  call: Call,
  read: (body: unknown) => T,
  settings: Settings,
  serverClock: ServerClock,
): Promise<Outcome<T>> {
  const cutter = call.cut?.();
  let wire: WireAnswer;
  try {
    wire = await exchange({
      method: call.method,
      url: call.url,
      headers: call.headers,
      body: call.body,
      agent: settings.agent(),
      timeoutMs: Math.max(1, Math.min(settings.timeoutMs, remainingMs(call, settings))),
      maxResponseBytes: settings.maxResponseBytes,
      signal: call.ending.signal,
      take: cutter && ((piece) => cutter.take(piece)),
    });
  } catch (error) {
    return { failure: { error: noAnswerError(error as NoAnswer, call, settings) } };
  }
  serverClock.observe(wire.headers);
  const readWhole = cutter === undefined ? read : (rest: unknown) => read(cutter.complete(rest));
  return toOutcome(wire, call, readWhole, settings, serverClock);
}

function toOutcome<T>(
  wire: WireAnswer,
  call: Call,
  read: (body: unknown) => T,
  { token }: Settings,
  serverClock: ServerClock,
): Outcome<T> {
  const { status, headers, text, problem } = wire;
  const answer: Answer = { status, headers, text, problem, url: call.url };
  if (status >= 300) answer.retryAfterMs = retryAfterMs(headers["retry-after"], serverClock.nowMs());
  try {
    return {
      response: new HttpResponse(
        answer,
        understand(answer, read, () => factsOf(call), token),
      ),
    };
  } catch (error) {
    if (!(error instanceof SlackScimError)) throw error;
    return {
      failure: { error, response: { status, headers: toRecord(headers), retryAfterMs: answer.retryAfterMs } },
    };
  }
}

/** Makes a record of the headers only when somebody looks. */
class HttpResponse<T> implements SentResponse<T> {
  readonly #answer: Answer;

  constructor(
    answer: Answer,
    readonly body: T,
  ) {
    this.#answer = answer;
  }

  get status(): number {
    return this.#answer.status;
  }

  get headers(): Record<string, string> {
    return toRecord(this.#answer.headers);
  }

  get text(): string {
    return this.#answer.text;
  }

  get url(): string {
    return this.#answer.url;
  }
}

function noAnswerError(error: NoAnswer, call: Call, settings: Settings): SlackScimError {
  const { maybeSent: isOpen, timedOut, message: problem, cause: reason } = error;
  const maybeSent = isOpen || call.lostAtMs !== undefined; // what an earlier attempt left open stays open
  if (call.ending.signal?.aborted) return endedError(call, maybeSent);
  if (timedOut) return new SlackScimTimeoutError({ ...factsOf(call), problem, maybeSent });
  const cause = withoutUrl(reason);
  const agent = settings.agent();
  const way = mayUseProxy(agent) ? " (the option proxy or the environment names a proxy)" : "";
  return new SlackScimConnectionError({
    ...factsOf(call),
    problem: cause.message + connectionAdvice(cause, isCallers(agent)) + way,
    maybeSent,
    permanent: isPermanent(cause),
    cause,
  });
}

/** What went wrong, without the URL that node-fetch puts before it: a filter in it names people. */
function withoutUrl(error: unknown): NodeJS.ErrnoException {
  const failed: NodeJS.ErrnoException = error instanceof Error ? error : new Error(String(error));
  const reason = failed.message.replace(/^.*? (?:failed, reason|fetch \S+): /s, "");
  return Object.assign(new Error(reason), { code: failed.code });
}

/** The error of a call that was aborted, or whose deadline has passed. */
export function endedError(call: Call, maybeSent: boolean): SlackScimError {
  if (!call.ending.timedOut) {
    return new SlackScimAbortError({ ...factsOf(call), maybeSent, cause: call.ending.signal?.reason });
  }
  return new SlackScimTimeoutError({ ...factsOf(call), problem: "its deadlineMs has passed", maybeSent });
}

function factsOf({ method, path, attempts, lostAtMs }: Call) {
  return { method, path, attempts, wasLost: lostAtMs !== undefined };
}
