import type { Agent } from "node:http";
import fetch, { type Headers, type Response } from "node-fetch";
import { startTimer } from "./clock";

/** One HTTP request, ready to go. */
export interface WireRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
  body?: string;
  agent: Agent;
  timeoutMs: number;
  maxResponseBytes: number;
  signal?: AbortSignal;
}

/** What came back, not yet understood. */
export interface WireAnswer {
  status: number;
  headers: Headers;
  text: string;
}

/** The answer cannot be read: its status is all that is known. `message` ends the sentence "the answer …". */
export class Unreadable extends Error {
  constructor(
    readonly status: number,
    problem: string,
    cause: unknown,
  ) {
    super(problem, { cause });
  }
}

/** No complete answer came in time. */
export class TimedOut extends Error {}

/**
 * The only place where HTTP happens: one request, one answer, no redirect followed (the token belongs to one host).
 */
export async function exchange({
  agent,
  timeoutMs,
  signal,
  maxResponseBytes,
  ...request
}: WireRequest): Promise<WireAnswer> {
  const stop = new AbortController();
  const abort = () => stop.abort();
  let timedOut = false;
  const cancelTimer = startTimer(timeoutMs, () => {
    timedOut = true;
    abort();
  });
  if (signal?.aborted) abort();
  signal?.addEventListener("abort", abort, { once: true });
  let response: Response | undefined;
  try {
    const { method, url, headers, body } = request;
    response = await fetch(url, {
      method,
      headers,
      body,
      agent,
      redirect: "manual",
      size: maxResponseBytes,
      signal: stop.signal,
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  } catch (error) {
    abort(); // what is left of an answer that failed half-way is not waited for
    if (timedOut) throw new TimedOut(`no answer within ${timeoutMs} ms`, { cause: error });
    const problem = bodyProblem(error, maxResponseBytes);
    if (response === undefined || problem === undefined) throw error;
    throw new Unreadable(response.status, problem, error);
  } finally {
    cancelTimer();
    signal?.removeEventListener("abort", abort);
  }
}

function bodyProblem(error: unknown, maxResponseBytes: number): string | undefined {
  const { type, code } = error as { type?: unknown; code?: unknown };
  if (type === "max-size") return `is larger than ${maxResponseBytes} bytes (maxResponseBytes)`;
  if (typeof code === "string" && code.startsWith("Z_")) return "cannot be unpacked";
  return undefined;
}
