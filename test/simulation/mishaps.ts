import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { LoggedRequest, SlackEmulator } from "../../emulator";
import { act } from "./beside";
import { FAULTS } from "./faults";
import type { Call, Mishap } from "./history";
import type { Ledger } from "./ledger";
import type { World } from "./process";
import type { Running } from "./stack";

/** Lets things go wrong at the requests of one command. */
export class Mishaps {
  /** How many were injected. */
  count = 0;
  /** Requests that went wrong. */
  faults = 0;
  /** Requests that Slack's limits refused. */
  limited = 0;
  /** Before how many requests somebody else still uses up Slack's limits. */
  private busy = 0;
  private lied = false;
  /** What Slack's limits refuse is not done, and this fault answers as if it were. */
  private readonly met = { busy: false, hollow: false };
  /** Whom and what somebody else changed meanwhile, by id. */
  readonly besieged = new Set<string>();
  private readonly asked = { all: 0, writes: 0 };
  private readonly server: Server;

  constructor(
    private readonly world: World,
    private readonly ledger: Ledger,
    private readonly planned: Call["mishaps"],
  ) {
    // biome-ignore lint/complexity/useLiteralKeys: the server is not the emulator's public part
    this.server = world.slack["server"];
  }

  /** Whether an answer said what is not so. */
  get wasLiedTo(): boolean {
    return this.lied || (this.met.busy && this.met.hollow);
  }

  /** Watches a command's requests; the function that is returned ends it. */
  watch(running: Running): () => void {
    const onRequest = (request: IncomingMessage, response: ServerResponse) => {
      const isWrite = request.method !== "GET";
      this.asked.all += 1;
      if (isWrite) this.asked.writes += 1;
      for (const { at, among, what } of this.planned) {
        const isIts = among === "all" || isWrite;
        if (isIts && at === this.asked[among]) this.happen(what, running, request, response);
      }
      if (this.busy > 0) useUp(this.world.slack);
      this.busy -= 1;
    };
    this.server.prependListener("request", onRequest);
    return () => {
      this.server.off("request", onRequest);
      const hit = this.world.slack.requests.filter(({ fault }) => fault !== undefined).length;
      this.faults += hit;
      this.limited = this.world.slack.requests.filter(isLimited).length;
      this.world.slack.clearFaults();
      this.world.wire.refusals = 0;
    };
  }

  private happen(what: Mishap, running: Running, request: IncomingMessage, response: ServerResponse): void {
    this.count += 1;
    if (what.mishap === "fault") this.fail(what);
    else if (what.mishap === "interrupt") running.interrupt();
    else if (what.mishap === "busy") this.useUp(what.times);
    else if (what.mishap === "beside") {
      const deeds = this.ledger.beside(() => act(this.world.slack, what.act));
      for (const { before } of deeds) this.besieged.add(before.id);
    } else if (what.mishap === "kill before") {
      running.kill();
      request.destroy();
    } else this.killWithTheAnswer(running, response);
  }

  private useUp(times: number): void {
    this.busy = times;
    this.met.busy = true;
  }

  private killWithTheAnswer(running: Running, response: ServerResponse): void {
    const writeHead = response.writeHead.bind(response);
    response.writeHead = ((...head: Parameters<typeof writeHead>) => {
      running.kill();
      return writeHead(...head);
    }) as typeof response.writeHead;
  }

  private fail({ fault: index, times }: Extract<Mishap, { mishap: "fault" }>): void {
    const kind = FAULTS[index];
    if (kind === undefined) return;
    if (kind.lies) this.lied = true;
    if (kind.fault !== "refused" && kind.fault.applied && kind.fault.status === 200) this.met.hollow = true;
    if (kind.fault === "refused") {
      // The request that is here has its connection already: the next ones have none.
      this.world.wire.refusals = times;
      this.world.wire.hangUp();
      this.faults += times;
    } else this.world.slack.fault({ ...kind.fault, times });
  }
}

const isLimited = ({ status, fault }: LoggedRequest) => status === 429 && fault === undefined;

/** Asks for as much as Slack lets an organisation ask for at this moment. */
function useUp(slack: SlackEmulator): void {
  // biome-ignore lint/complexity/useLiteralKeys: the emulation is not the emulator's public part
  const { limits, clock } = slack["emulation"];
  for (const resource of ["Users", "Groups"])
    for (const [method, hasId] of [
      ["POST", false],
      ["PATCH", true],
      ["DELETE", true],
      ["GET", true],
      ["GET", false],
    ] as const)
      while (limits.take("acme", method, resource, hasId, clock.now()) === undefined);
}
