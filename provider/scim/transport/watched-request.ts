import type { ClientRequest, IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";

/** What node-fetch does not tell of a request. */
export interface Watch {
  /**
   * Whether it has left this machine: it has when a connection that is ready was given to it. Waiting for a connection of the pool,
   * connecting, a TLS handshake and a proxy's CONNECT come before that, and nothing was sent then.
   */
  hasLeft: boolean;
  /** The answer as it comes out of the connection, once its headers are there. */
  answer?: IncomingMessage;
}

const WATCH = Symbol("watch");

interface Watched extends ClientRequest {
  [WATCH]: Watch;
}

/** node-fetch does not hand its request out, but makes it before it returns: this is the watch of the one that was made last. */
let latest: Watch | undefined;

/** Begins to watch a request that is about to be handed to its agent. */
export function watch(request: ClientRequest): void {
  latest = { hasLeft: false };
  (request as Watched)[WATCH] = latest;
  // Each comes once; to stop listening would take as long as to hear.
  request.on("socket", followSocket);
  request.on("response", keepAnswer);
  request.on("upgrade", refuseUpgrade);
}

/** The watch of the request that was made last; to be asked for in the same turn. */
export function latestWatch(): Watch | undefined {
  const made = latest;
  latest = undefined;
  return made;
}

function followSocket(this: Watched, socket: Socket & { secureConnecting?: boolean }): void {
  if (socket.secureConnecting) socket.once("secureConnect", () => leave(this));
  else if (socket.connecting) socket.once("connect", () => leave(this));
  else if (!socket.destroyed) leave(this); // without a way to the host a socket is dead before it is handed over
}

/** Without a listener the request would be forgotten, and its time pass. */
function refuseUpgrade(this: ClientRequest, answer: IncomingMessage, socket: Duplex): void {
  socket.destroy();
  const protocol = `${answer.headers.upgrade}`.slice(0, 40);
  this.emit("error", new Error(`101 Switching Protocols to ${protocol}, which was not asked for`));
}

function leave(request: Watched): void {
  request[WATCH].hasLeft = true;
}

/**
 * Keeps the answer for us, where node-fetch would pour it into a stream of its own: that costs a tenth of a request's time, and node-fetch
 * waits for ever when the connection ends in the middle, as the failure of a stream does not reach the one that it is piped into.
 */
function keepAnswer(this: Watched, answer: IncomingMessage): void {
  this[WATCH].answer = answer;
  answer.pipe = leaveEmptyOnce;
  this.on("error", failAnswer);
  if (!this.writableFinished) answer.once("end", hangUpOnUnread);
}

function leaveEmptyOnce<T extends NodeJS.WritableStream>(this: Partial<IncomingMessage>, to: T): T {
  delete this.pipe; // the next one to pipe is ourselves
  return to;
}

/** What goes wrong with the connection from now on goes wrong with the answer. */
function failAnswer(this: Watched, error: Error): void {
  this[WATCH].answer?.destroy(error);
}

/** Who answers before the request was read may never read it: nobody would hear of the connection's end any more. */
function hangUpOnUnread(this: IncomingMessage & { req?: ClientRequest }): void {
  if (this.req?.writableFinished === false) this.req.destroy();
}
