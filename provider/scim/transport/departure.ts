import type { ClientRequest } from "node:http";
import type { Socket } from "node:net";

const HAS_LEFT = Symbol("hasLeft");

/** A request that may know that it has left. */
interface Departing extends ClientRequest {
  [HAS_LEFT]?: true;
}

/** node-fetch does not hand its request out, but makes it before it returns: this is the one that was made last. */
let latest: Departing | undefined;

/** Begins to watch a request that was just handed to its agent. */
export function watchDeparture(request: ClientRequest): void {
  latest = request;
  request.once("socket", followSocket);
}

/** The request that was made last; to be asked for in the same turn. */
export function latestRequest(): ClientRequest | undefined {
  const request = latest;
  latest = undefined;
  return request;
}

/**
 * Whether a request has left this machine: it has when a connection that is ready was given to it. Waiting for a connection of
 * the pool, connecting, a TLS handshake and a proxy's CONNECT come before that, and nothing was sent then.
 */
export function hasLeft(request: ClientRequest | undefined): boolean {
  return (request as Departing | undefined)?.[HAS_LEFT] === true;
}

function followSocket(this: Departing, socket: Socket & { secureConnecting?: boolean }): void {
  if (socket.secureConnecting) socket.once("secureConnect", () => leave(this));
  else if (socket.connecting) socket.once("connect", () => leave(this));
  else leave(this);
}

function leave(request: Departing): void {
  request[HAS_LEFT] = true;
}
