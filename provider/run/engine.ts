import * as net from "node:net";

/**
 * A signal that aborts when the engine that started this provider process is gone. The process outlives a killed
 * engine, and a call that still waited in it would be sent with nobody left to write it into a state.
 * @param address where the engine listens, `127.0.0.1:PORT`: the first argument of a provider process
 */
export function engineGone(address: string | undefined): AbortSignal {
  const gone = new AbortController();
  const [, host, port] = address?.match(/(.+):(\d+)$/) ?? [];
  if (host !== undefined) watch(host, Number(port), gone);
  return gone.signal;
}

/** Holds a silent connection to the engine. When it closes, a refused second one says that nobody listens any more. */
function watch(host: string, port: number, gone: AbortController): void {
  const connection = net.connect({ host, port });
  connection.unref();
  let wasOpen = false;
  connection.on("connect", () => {
    wasOpen = true;
  });
  // It speaks first, as HTTP/2 does, and a connection that nobody reads never closes.
  connection.on("data", () => {});
  connection.on("error", () => {});
  connection.on("close", () => {
    if (wasOpen) watch(host, port, gone);
    else gone.abort(new Error("the Pulumi engine that started this provider is gone"));
  });
}
