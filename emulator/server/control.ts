import type { IncomingMessage, ServerResponse } from "node:http";
import { parseBody } from "../base/values";
import type { Emulation } from "../state/emulation";
import { serveControl } from "./control-routes";
import { streamEvents } from "./events";
import type { SlackEmulator } from "./handle";
import { PAGE } from "./page/page";

/** What answers under the reserved path and at `/`. */
export interface ControlRoutes {
  serve(
    request: IncomingMessage,
    response: ServerResponse,
    pathname: string,
    search: string,
    readBody: () => Promise<string | undefined>,
  ): Promise<void>;
}

/** Whether a path is the emulator's own, not Slack's. */
export function isControlPath(pathname: string): boolean {
  return pathname === "/" || pathname === "/_emulator" || pathname.startsWith("/_emulator/");
}

const PAGE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'";

/** The emulator's own pages and its control path; only asked under a name of this machine, and never by another site. */
export function createControl(
  emulation: Emulation,
  handle: () => SlackEmulator,
  hosts: readonly string[],
): ControlRoutes {
  const isKnownHost = hostCheck(hosts);
  return {
    async serve(request, response, pathname, search, readBody) {
      const refusal = foreignness(request, isKnownHost);
      if (refusal) {
        // Its body is not worth reading.
        response.setHeader("Connection", "close");
        return answerJson(response, 403, { error: refusal });
      }
      if (pathname === "/") return answerPage(response);
      if (pathname === "/_emulator/events") return streamEvents(emulation, response);
      try {
        const text = await readBody();
        if (text === undefined) throw new RangeError("The body is too big.");
        const body = parseBody(text);
        const { status, body: answer } = serveControl(
          { emulation, handle: handle() },
          {
            method: request.method ?? "GET",
            path: pathname.slice("/_emulator".length),
            query: new URLSearchParams(search),
            body,
          },
        );
        answerJson(response, status, answer);
      } catch (error) {
        answerJson(response, 400, { error: error instanceof Error ? error.message : String(error) });
      }
    },
  };
}

/** Why a request is refused: a foreign name for this machine, or another site's page asking. */
function foreignness(request: IncomingMessage, isKnownHost: (host: string) => boolean): string | undefined {
  const { host = "", origin } = request.headers;
  if (!isKnownHost(host))
    return `Host ${JSON.stringify(host)} is not this emulator's; --allow-host names further ones.`;
  if (origin !== undefined && origin !== `http://${host}`) return "This path answers no other site's pages.";
  return undefined;
}

function hostCheck(hosts: readonly string[]): (host: string) => boolean {
  const known = new Set([
    "127.0.0.1",
    "localhost",
    "[::1]",
    "::1",
    ...hosts.map((host) => host.toLowerCase()),
  ]);
  return (host) => known.has(host.toLowerCase().replace(/:\d+$/, ""));
}

function answerJson(response: ServerResponse, status: number, body: unknown): void {
  const text = `${JSON.stringify(body, null, 2)}\n`;
  const headers = { "Content-Type": "application/json; charset=utf-8", "Cache-Control": "no-store" };
  response.writeHead(status, { ...headers, "Content-Length": Buffer.byteLength(text) }).end(text);
}

function answerPage(response: ServerResponse): void {
  const headers = { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store" };
  response.writeHead(200, { ...headers, "Content-Security-Policy": PAGE_POLICY }).end(PAGE);
}
