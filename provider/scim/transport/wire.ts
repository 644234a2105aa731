import type { Agent } from "node:http";
import type { Readable, Transform } from "node:stream";
import { StringDecoder } from "node:string_decoder";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import type { Headers, RequestInit, Response } from "node-fetch";
import { onAbort } from "../base/abort";
import { startTimer } from "../base/clock";

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
 * All that node-fetch asks of an AbortSignal, which it knows by this name. A real AbortController for each request would take a
 * twentieth of the request's time.
 */
class Stop {
  static readonly name: string = "AbortSignal";
  aborted = false;
  listener: (() => void) | undefined = undefined;
  /** For who reads the answer: node-fetch stops listening before the end. */
  stopReading: ((reason: Error) => void) | undefined = undefined;

  addEventListener(_type: "abort", listener: () => void): void {
    this.listener = listener;
  }

  removeEventListener(): void {
    this.listener = undefined;
  }

  abort(): void {
    this.aborted = true;
    this.listener?.();
    this.stopReading?.(new Error("the answer was no longer waited for"));
  }
}

let loaded: typeof import("node-fetch").default | undefined;

/** Loaded with the first request: half of the time that loading the client would take is node-fetch's, most of that a table of characters. */
function nodeFetch(): NonNullable<typeof loaded> {
  loaded ??= (require("node-fetch") as typeof import("node-fetch")).default;
  return loaded;
}

/**
 * The only place where HTTP happens: one request, one answer, no redirect followed (the token belongs to one host).
 */
export async function exchange(request: WireRequest): Promise<WireAnswer> {
  const stop = new Stop();
  let timedOut = false;
  const cancelTimer = startTimer(request.timeoutMs, () => {
    timedOut = true;
    stop.abort();
  });
  const letGo = request.signal && onAbort(request.signal, () => stop.abort());
  let response: Response | undefined;
  try {
    response = await nodeFetch()(request.url, toInit(request, stop));
    return {
      status: response.status,
      headers: response.headers,
      text: await readText(unpacked(response), request.maxResponseBytes, stop),
    };
  } catch (error) {
    stop.abort(); // what is left of an answer that failed half-way is not waited for
    if (timedOut)
      throw new TimedOut(
        `no answer within ${Math.round(request.timeoutMs)} ms (timeoutMs, or what was left of totalTimeoutMs)`,
        { cause: error },
      );
    const problem = bodyProblem(error);
    if (response === undefined || problem === undefined) throw error;
    throw new Unreadable(response.status, problem, error);
  } finally {
    cancelTimer();
    letGo?.();
  }
}

function toInit({ method, headers, body, agent }: WireRequest, stop: Stop): RequestInit {
  const signal = stop as unknown as RequestInit["signal"];
  return { method, headers, body, agent, redirect: "manual", compress: false, signal };
}

/** How packed answers are unpacked, strictly: node-fetch takes what was cut off for whole. */
const UNPACKERS: Record<string, () => Transform> = {
  gzip: createGunzip,
  "x-gzip": createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/** The answer's content. */
function unpacked({ body, headers }: Response): Readable {
  const packed = body as Readable;
  const encoding = headers.get("content-encoding")?.toLowerCase() ?? "identity";
  if (encoding === "identity") return packed;
  const unpacker = UNPACKERS[encoding]?.();
  if (unpacker === undefined)
    throw new UnknownPacking(`is packed as ${encoding.slice(0, 40)}, which was not asked for`);
  packed.on("error", (error) => unpacker.destroy(error));
  return packed.pipe(unpacker);
}

/**
 * As node-fetch's `text()`, but stops at the bound, and turns each piece into text as it comes: the pieces of a large page would
 * otherwise pile up outside of the heap, where the garbage collector hardly looks.
 */
function readText(body: Readable, maxBytes: number, stop: Stop): Promise<string> {
  return new Promise((resolve, reject) => {
    const cutOff = () => {
      if (body.readableEnded) return; // making an error takes longer than all of the rest here
      reject(body.errored ?? new Error("the connection ended in the middle of the answer"));
    };
    if (body.destroyed) return cutOff();
    stop.stopReading = reject; // a closure of its own here would keep page after page of a list
    const decoder = new StringDecoder("utf8");
    let text = "";
    let bytes = 0;
    body.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= maxBytes) text += decoder.write(chunk);
      else body.destroy(new TooLarge(`is larger than ${maxBytes} bytes (maxResponseBytes)`));
    });
    body.on("error", reject);
    body.on("close", cutOff);
    body.on("end", () => resolve(text + decoder.end()));
  });
}

class TooLarge extends Error {}
class UnknownPacking extends Error {}

function bodyProblem(error: unknown): string | undefined {
  if (error instanceof TooLarge || error instanceof UnknownPacking) return error.message;
  const { code } = error as { code?: unknown };
  return typeof code === "string" && code.startsWith("Z_") ? "cannot be unpacked" : undefined;
}
