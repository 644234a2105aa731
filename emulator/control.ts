import type { IncomingMessage, ServerResponse } from "node:http";

/** What answers under the reserved path and at `/`. */
export interface ControlRoutes {
  serve(
    request: IncomingMessage,
    response: ServerResponse,
    pathname: string,
    search: string,
    text: string | undefined,
  ): Promise<void>;
}

/** Whether a path is the emulator's own, not Slack's. */
export function isControlPath(pathname: string): boolean {
  return pathname === "/" || pathname === "/_emulator" || pathname.startsWith("/_emulator/");
}

export const noControl: ControlRoutes = {
  async serve(_request, response) {
    response.writeHead(404).end();
  },
};
