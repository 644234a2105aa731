import type { ServerResponse } from "node:http";
import type { Emulation } from "../state/emulation";

const MOST_UNREAD = 16 * 1024 * 1024;

/** Streams answered requests, and word of changes made behind the API's back, as server-sent events. */
export function streamEvents(emulation: Emulation, response: ServerResponse): void {
  response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
  response.write("retry: 1000\n\n");
  const send = (name: string, body: unknown) => {
    response.write(`event: ${name}\ndata: ${JSON.stringify(body)}\n\n`);
    // Whoever does not read comes back, and is then shown the last hundred.
    if (response.writableLength > MOST_UNREAD) response.destroy();
  };
  for (const entry of emulation.log.requests.slice(-100)) send("request", entry);
  const unwatch = emulation.log.watch((entry) => send("request", entry));
  const unwatchChanges = emulation.onChange(({ kind }) => send("change", { kind }));
  response.on("close", () => {
    unwatch();
    unwatchChanges();
  });
}
