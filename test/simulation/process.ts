import type { Agent } from "node:http";
import type { SlackEmulator } from "../../emulator";
import { hostedBy } from "../../provider/resources/hosted";
import { connect } from "../../provider/run/connect";
import { Run } from "../../provider/run/run";
import type { Clock } from "../../provider/scim";
import { readSettings } from "../../provider/settings/settings";
import type { VirtualTime } from "./time";
import type { Wire } from "./wire";

/** A stack's configuration, by key without namespace; `version` is that of the API, which the base URL says. */
export type Configuration = Record<string, string>;

/** The emulator with the way to it, and the time of both. */
export interface Surroundings {
  slack: SlackEmulator;
  wire: Agent;
  time: VirtualTime;
  /** Whether the provider keeps to Slack's limits; it does not unless told. */
  limits?: "slack" | "off";
  /** Puts other methods in the place of the provider's. */
  alter?: (methods: Methods) => Methods;
}

/** The same, where nothing of it leaves this process. */
export interface World extends Surroundings {
  wire: Wire;
}

/** What a provider process serves. */
export type Methods = ReturnType<typeof hostedBy>;

/** Never to be seen outside of a request's headers. */
export const TOKEN = "xoxp-canary-71d0";

/** Ports that nobody listens on: what a process shares by host, another one must not find. */
let port = 10_000;

/** One provider process: the run of one phase of a command, from its first call to its end. */
export class ProviderProcess {
  hasEnded = false;
  readonly lines: string[] = [];
  readonly methods: Methods;
  readonly clock: Clock;
  private readonly run: Run;
  private readonly gone = new AbortController();

  constructor(
    { slack, wire, time, limits = "off", alter = (methods) => methods }: Surroundings,
    { version = "2", ...configuration }: Configuration,
  ) {
    const clock = time.clockOf(this);
    this.clock = clock;
    port = port === 60_000 ? 10_000 : port + 1;
    const settings: Configuration = {
      token: slack.token,
      baseUrl: `http://127.0.0.1:${port}/scim/v${version}/`,
      limits,
      ...configuration,
    };
    const config = { get: (key: string) => settings[key.replace("slack-scim:", "")] };
    this.run = new Run({
      settings: () => readSettings(config, {}),
      connect: (read, events) => connect(read, { clock, signal: this.gone.signal, agent: wire, events }),
      print: (line) => this.lines.push(line),
      clock,
      watch: clock,
    });
    this.methods = alter(hostedBy(this.run, () => {}));
    this.methods.user.configure({ config });
  }

  /** The engine has nothing more to ask. */
  end(): void {
    this.run.flush();
    this.hasEnded = true;
  }

  /** The engine is gone: calls under way may arrive, nothing more is sent. */
  kill(): void {
    this.hasEnded = true;
    this.gone.abort(new Error("the engine is gone"));
  }
}
