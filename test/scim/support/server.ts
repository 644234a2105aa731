import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { SlackScimClient, type SlackScimClientOptions } from "../../../provider/scim";
import { testClock } from "./clock";
import { holdTimers } from "./timers";

/** A request as it arrived. */
export interface Asked {
  method: string;
  path: string;
  headers: IncomingMessage["headers"];
  body: string;
  port: number;
}

/** What to answer: an object goes out as JSON, a string as it is; `drop` breaks the connection instead. */
export interface Reply {
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
  drop?: boolean;
  hang?: boolean;
}

type Answer = Reply | ((asked: Asked, index: number) => Reply | Promise<Reply>);

const closers: (() => void)[] = [];
afterEach(() => void jest.useRealTimers());
afterEach(() => closers.splice(0).forEach((close) => void close()));

/** An answer that never comes: when it is asked for, the time-out has passed. No other answer can be late then. */
export function tooLate(): Answer {
  holdTimers();
  return () => {
    jest.runOnlyPendingTimers();
    return { hang: true };
  };
}

/** A server that gives these answers in order, the last one for ever, and keeps what it was asked. */
export async function startServer(...answers: Answer[]) {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const { method = "", url = "", headers, socket } = request;
    const entry = { method, path: url.replace("/scim/v2/", ""), headers, body, port: socket.remotePort ?? 0 };
    const index = asked.push(entry) - 1;
    const answer = answers[Math.min(index, answers.length - 1)] ?? { status: 599 };
    reply(response, typeof answer === "function" ? await answer(entry, index) : answer);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => server.close().closeAllConnections());
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/scim/`;
  const clock = testClock();
  const clientFor = (version: "v1" | "v2") => (options: Partial<SlackScimClientOptions>) =>
    new SlackScimClient({ token: "xoxp-test", baseUrl: url + version, clock, limits: "off", ...options });
  const log = () => asked.map(({ method, path }) => `${method} ${path}`);
  return { port, url, asked, log, clock, v2: clientFor("v2"), v1: clientFor("v1") };
}

function reply(response: ServerResponse, { status = 200, headers, body, drop, hang }: Reply): void {
  if (drop) response.destroy();
  if (drop || hang) return;
  const text =
    typeof body === "string" || Buffer.isBuffer(body) || body === undefined ? body : JSON.stringify(body);
  response.writeHead(status, {
    ...(text ? { "content-type": "application/json; charset=utf-8" } : {}),
    ...headers,
  });
  response.end(text);
}
