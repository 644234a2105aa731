import { Agent, type ClientRequest, type IncomingMessage } from "node:http";
import { connect, type Socket } from "node:net";
import type { SlackEmulator } from "../../../emulator";
import type { Fault } from "../../../emulator/state/fault";
import { FaultList } from "../../../emulator/state/faults";

/** Nobody listens there. */
const CLOSED_PORT = 1;

/** How Node hands a request to its agent; its types leave it out. */
interface Queue {
  addRequest(request: ClientRequest, ...rest: unknown[]): void;
}

/** Real sockets to an emulator, whatever port a request names; each request has one of its own. */
export class Line extends Agent {
  private readonly refusals = new FaultList();
  /** How many connections were refused. */
  refused = 0;
  private underWay = 0;
  private ticks = 0;
  private isRefused = false;

  constructor(private readonly slack: SlackEmulator) {
    super({ keepAlive: false });
  }

  /** Counts on as long as a request is under way that the emulator does not hold. */
  get movements(): number {
    if (this.underWay > this.slack.clock.sleeping) this.ticks += 1;
    return this.ticks;
  }

  /** Refuses the connections of some requests. */
  refuse(fault: Fault): void {
    this.refusals.add(fault);
  }

  /** Refuses no more. */
  heal(): void {
    this.refusals.clear();
    this.refused = 0;
  }

  addRequest(request: ClientRequest, ...rest: unknown[]): void {
    const path = request.path.replace(/^\/scim\/v\d\//, "");
    const refusal = this.refusals.take({ method: request.method, path, organization: undefined });
    this.isRefused = refusal !== undefined;
    if (this.isRefused) this.refused += 1;
    this.underWay += 1;
    let answer: IncomingMessage | undefined;
    request.once("response", (response) => {
      answer = response;
    });
    request.once("close", () => {
      this.underWay -= 1;
      // Nobody waits for this answer any more, so that it must not count as held.
      if (!answer?.complete) this.slack.clock.wakeAll();
    });
    (Agent.prototype as unknown as Queue).addRequest.call(this, request, ...rest);
  }

  override createConnection(): Socket {
    return connect(this.isRefused ? CLOSED_PORT : this.slack.port, "127.0.0.1");
  }
}
