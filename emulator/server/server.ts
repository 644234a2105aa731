import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { errorBody } from "../base/envelopes";
import type { Emulation } from "../state/emulation";
import type { WireAnswer } from "./answers";
import { type ControlRoutes, isControlPath } from "./control";
import { type Delivery, handleScim, type WireRequest } from "./scim";

const BIGGEST_BODY = 5 * 1024 * 1024;
/** A snapshot of a hundred thousand people fits. */
const BIGGEST_SNAPSHOT = 256 * 1024 * 1024;

const NOT_FOUND_PAGE =
  "<!DOCTYPE html>\n<html><head><title>Page not found | Slack</title></head><body><h1>404</h1></body></html>\n";

/** An HTTP server that answers for an emulated Slack. */
export function createScimServer(emulation: Emulation, control: ControlRoutes): Server {
  const server = createServer({ keepAliveTimeout: 65_000 }, (request, response) => {
    response.sendDate = false;
    response.setHeader("Date", dateHeader(emulation.clock.now()));
    serve(emulation, control, request, response).catch(() => response.destroy());
  });
  server.on("clientError", (_error, socket) => {
    if (!socket.writable) return void socket.destroy();
    const body = JSON.stringify(errorBody("v1", "invalid_request_payload", 400));
    const head = `HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Type: application/json; charset=utf-8`;
    socket.end(`${head}\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
  });
  return server;
}

async function serve(
  emulation: Emulation,
  control: ControlRoutes,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname, search } = splitUrl(request.url ?? "/");
  if (isControlPath(pathname)) {
    const readBody = () => readText(request, BIGGEST_SNAPSHOT);
    return control.serve(request, response, pathname, search, readBody);
  }
  const text = await readText(request, BIGGEST_BODY);
  const { method = "GET", headers } = request;
  if (!/^\/scim(\/|$)/.test(pathname)) {
    const answer = { status: 404, text: NOT_FOUND_PAGE, contentType: "text/html; charset=utf-8" };
    return deliver(emulation, response, { answer, fault: undefined });
  }
  const wire: WireRequest = { method, pathname, search, authorization: headers.authorization, text };
  if (text === undefined) response.setHeader("Connection", "close");
  await deliver(emulation, response, await handleScim(emulation, wire));
}

function splitUrl(url: string): { pathname: string; search: string } {
  const path = url.replace(/^[a-z]+:\/\/[^/]*/i, "");
  const mark = path.indexOf("?");
  return mark < 0
    ? { pathname: path, search: "" }
    : { pathname: path.slice(0, mark), search: path.slice(mark) };
}

/** The body as text; `undefined` when it is too big, the rest of it thrown away. */
function readText(request: IncomingMessage, biggest: number): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= biggest) chunks.push(chunk);
      else resolve(undefined);
    });
    request.on("end", () => resolve(size > biggest ? undefined : Buffer.concat(chunks).toString("utf8")));
    request.on("error", reject);
    request.on("close", () => {
      if (!request.complete) reject(new Error("the client went away"));
    });
  });
}

async function deliver(
  emulation: Emulation,
  response: ServerResponse,
  { answer, fault }: Delivery,
): Promise<void> {
  if (!answer) return void response.destroy();
  // Encoded once: a page of a thousand people is long enough to tell.
  const bytes = answer.text === undefined ? undefined : Buffer.from(answer.text);
  writeHead(response, answer, bytes);
  if (answer.text === undefined) return void response.end();
  if (fault?.truncate !== undefined) return cutOff(response, answer.text, fault.truncate);
  if (fault?.dripMs !== undefined) return drip(emulation, response, answer.text, fault.dripMs);
  response.end(bytes);
}

function writeHead(response: ServerResponse, answer: WireAnswer, bytes: Buffer | undefined): void {
  const headers: Record<string, string | number> = { ...answer.headers };
  if (bytes !== undefined) {
    headers["Content-Type"] = answer.contentType;
    headers["Content-Length"] = bytes.length;
  } else if (answer.status !== 204) {
    headers["Content-Length"] = 0;
  }
  if (answer.retryAfter !== undefined) headers["Retry-After"] = answer.retryAfter;
  response.writeHead(answer.status, headers);
}

async function cutOff(response: ServerResponse, text: string, bytes: number): Promise<void> {
  response.flushHeaders();
  const part = Buffer.from(text).subarray(0, bytes);
  await new Promise<void>((resolve) => (part.length > 0 ? response.write(part, () => resolve()) : resolve()));
  response.destroy();
}

async function drip(
  emulation: Emulation,
  response: ServerResponse,
  text: string,
  everyMs: number,
): Promise<void> {
  for (const byte of Buffer.from(text)) {
    await emulation.clock.sleep(everyMs);
    if (response.destroyed) return;
    response.write(Buffer.of(byte));
  }
  response.end();
}

let lastSecond = 0;
let lastDate = "";

/** The `Date` header; made once a second, since every answer has one. */
function dateHeader(now: number): string {
  const second = Math.floor(now / 1000);
  if (second !== lastSecond || lastDate === "") {
    lastSecond = second;
    lastDate = new Date(now).toUTCString();
  }
  return lastDate;
}
