import type { Agent, IncomingHttpHeaders, IncomingMessage } from "node:http";
import type { Readable, Transform } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from "node:zlib";
import type { RequestInit } from "node-fetch";
import { onAbort } from "../base/abort";
import { startTimer } from "../base/clock";
import { textReaderFor, UnreadableText } from "./text";
import { latestWatch, type Watch } from "./watched-request";

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
  /** Is handed the answer's text as it comes; what it returns is kept. */
  take?: (piece: string) => string;
}

/** What came back, not yet understood. */
export interface WireAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  /** Why the text cannot be read, which is empty then: ends the sentence "the answer …". */
  problem?: string;
}

/** No complete answer came. */
export class NoAnswer extends Error {
  /**
   * @param maybeSent whether the request may have reached the other side
   * @param timedOut whether that is since nothing came in time
   */
  constructor(
    message: string,
    readonly maybeSent: boolean,
    readonly timedOut: boolean,
    cause: unknown,
  ) {
    super(message, { cause });
  }
}

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
  let watch: Watch | undefined;
  let answer: IncomingMessage | undefined;
  try {
    const answering = nodeFetch()(request.url, toInit(request, stop));
    watch = latestWatch();
    const { status } = await answering;
    answer = answerOf(watch);
    const text = await readText(answer, request, stop);
    return { status, headers: answer.headers, text };
  } catch (error) {
    stop.abort(); // what is left of an answer that failed half-way is not waited for
    if (timedOut) {
      const problem = `no answer within ${Math.round(request.timeoutMs)} ms (timeoutMs, or what was left of totalTimeoutMs)`;
      throw new NoAnswer(problem, hasLeft(watch), true, error);
    }
    const problem = answer && bodyProblem(error, answer.headers);
    if (answer === undefined || problem === undefined)
      throw new NoAnswer(messageOf(error), hasLeft(watch), false, error);
    return { status: answer.statusCode ?? 0, headers: answer.headers, text: "", problem };
  } finally {
    cancelTimer();
    letGo?.();
  }
}

function hasLeft(watch: Watch | undefined): boolean {
  return watch?.hasLeft === true;
}

/** What we read instead of node-fetch's copy of it. */
function answerOf(watch: Watch | undefined): IncomingMessage {
  if (watch?.answer === undefined)
    throw new Error("the agent hands requests on in a way that cannot be watched");
  return watch.answer;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function toInit({ method, headers, body, agent }: WireRequest, stop: Stop): RequestInit {
  const signal = stop as unknown as RequestInit["signal"];
  return { method, headers, body, agent, redirect: "manual", compress: false, signal };
}

/** How packed answers are unpacked, strictly: node-fetch takes what was cut off for whole. */
const UNPACKERS = new Map<string, (first: number) => Transform>([
  ["gzip", () => createGunzip()],
  ["x-gzip", () => createGunzip()],
  // Some send it with zlib's header, as the standard says, and some without.
  ["deflate", (first) => ((first & 0x0f) === 8 ? createInflate() : createInflateRaw())],
  ["br", () => createBrotliDecompress()],
]);

function encodingOf({ "content-encoding": named }: IncomingHttpHeaders): string {
  return named?.toLowerCase() || "identity";
}

/** The text of an answer. Nothing is nothing, whatever encoding and charset the headers name. */
async function readText(packed: IncomingMessage, request: WireRequest, stop: Stop): Promise<string> {
  const contentType = packed.headers["content-type"];
  const encoding = encodingOf(packed.headers);
  if (encoding === "identity") return collect(packed, contentType, request, stop);
  const first = await firstBytes(packed, stop);
  if (first === undefined) return "";
  const unpacker = UNPACKERS.get(encoding)?.(first[0] ?? 0);
  if (unpacker === undefined)
    throw new UnknownPacking(`is packed as ${encoding.slice(0, 40)}, which was not asked for`);
  packed.on("error", (error) => unpacker.destroy(error));
  unpacker.write(first);
  return collect(packed.pipe(unpacker), contentType, request, stop);
}

/** The first bytes of a stream, which are taken out of it; undefined when there are none. */
function firstBytes(body: Readable, stop: Stop): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    stop.stopReading = reject;
    const look = () => {
      const bytes: Buffer | null = body.read();
      if (bytes === null) return; // the end, or nothing yet
      body.off("readable", look);
      resolve(bytes);
    };
    body.on("readable", look);
    body.once("end", () => resolve(undefined));
    body.once("error", reject);
    body.once("close", () => reject(cutOff(body)));
  });
}

function cutOff(body: Readable): Error {
  return body.errored ?? new Error("the connection ended in the middle of the answer");
}

/**
 * As node-fetch's `text()`, but stops at the bound, and turns each piece into text as it comes: the pieces of a large page would
 * otherwise pile up outside of the heap, where the garbage collector hardly looks.
 */
function collect(
  body: Readable,
  contentType: string | undefined,
  { maxResponseBytes: maxBytes, take }: WireRequest,
  stop: Stop,
): Promise<string> {
  return new Promise((resolve, reject) => {
    if (body.destroyed) return reject(cutOff(body));
    stop.stopReading = reject; // a closure of its own here would keep page after page of a list
    const reader = textReaderFor(contentType);
    let text = "";
    let bytes = 0;
    body.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      try {
        if (bytes > maxBytes) throw new TooLarge(`is larger than ${maxBytes} bytes (maxResponseBytes)`);
        const piece = reader.read(chunk);
        text += take === undefined ? piece : take(piece);
      } catch (error) {
        body.destroy(error as Error);
      }
    });
    body.on("error", reject);
    // After the end and after a cut alike.
    body.on("close", () => {
      if (!body.readableEnded) return reject(cutOff(body));
      try {
        resolve(text + reader.end());
      } catch (error) {
        reject(error);
      }
    });
  });
}

class TooLarge extends Error {}
class UnknownPacking extends Error {}

function bodyProblem(error: unknown, headers: IncomingHttpHeaders): string | undefined {
  if (error instanceof TooLarge || error instanceof UnknownPacking || error instanceof UnreadableText)
    return error.message;
  const { code, message } = error as NodeJS.ErrnoException;
  const isOfUnpacker = code !== undefined && /^(Z_|ERR__)/.test(code); // zlib's and brotli's
  return isOfUnpacker ? `cannot be unpacked as ${encodingOf(headers)} (${message})` : undefined;
}
