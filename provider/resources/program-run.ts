import type { Run } from "../run/run";
import { configurationOf } from "./provider";
import { DYNAMIC_PACKAGE, MODULE } from "./provider-text";
import { refuseSettings } from "./refuse-settings";
import * as pulumi from "./sdk";

/** What `getUser` and the other functions take beside their arguments; Pulumi's other options of functions mean nothing here. */
export interface LookupOptions {
  /** A `SlackScimProvider`: look in its organisation. @default the parent's provider, else the stack's own settings */
  provider?: pulumi.ProviderResource | undefined;
  /** A resource or component; its provider is used. */
  parent?: pulumi.Resource | undefined;
}

/** The settings that a look-up works with. */
export interface ProgramSettings {
  /** Nothing for the stack's own. */
  provider: pulumi.ProviderResource | undefined;
  /** Configuration by key, `slack-scim:token`; no secret. */
  config: pulumi.Output<Record<string, string>>;
}

/**
 * The settings of an explicit provider, or else those of the stack.
 * @throws RunError when they cannot be, or the provider is none of ours
 */
export function settingsFor(name: string, { provider, parent }: LookupOptions): ProgramSettings {
  const chosen = provider ?? parent?.getProvider(`${DYNAMIC_PACKAGE}:dynamic/${MODULE}:User`);
  if (chosen === undefined) {
    refuseSettings();
    return { provider: undefined, config: pulumi.output(pulumi.runtime().allConfig()) };
  }
  const config = configurationOf(chosen);
  if (config === undefined)
    throw new pulumi.RunError(
      `${name}: provider: wanted a SlackScimProvider of this program, got another one`,
    );
  return { provider: chosen, config };
}

/**
 * Whether no engine runs the program: a test of it, with Pulumi's mocks in the engine's place.
 * @throws RunError when nothing is in the engine's place
 */
export function isUnderMocks(): boolean {
  const monitor = pulumi.runtime().getMonitor();
  if (monitor === undefined)
    throw new pulumi.RunError(
      "Look-ups run where `pulumi` runs the program, or under `pulumi.runtime.setMocks`.",
    );
  // A connection to an engine has a channel; what stands in for one has none.
  return !("getChannel" in monitor);
}

/** A process may run several programs, one after another or side by side (Automation API): none reads what another one scanned. */
const runs = new WeakMap<object, Run>();
const NO_STACK = {};

/** What the look-ups of one program in one organisation share: the client with its limits, the organisation, the scans. */
export function runOf({ provider }: ProgramSettings, config: Record<string, string>): Run {
  const key = provider ?? pulumi.runtime().getStackResource() ?? NO_STACK;
  const run = runs.get(key) ?? newRun(config);
  runs.set(key, run);
  return run;
}

function newRun(config: Record<string, string>): Run {
  // Loaded here: a program that looks nothing up needs no HTTP client.
  const { Run } = require("../run/run") as typeof import("../run/run");
  const { connect } = require("../run/connect") as typeof import("../run/connect");
  const { systemClock } = require("../scim") as typeof import("../scim");
  const { idleClock } = require("../scim/base/clock") as typeof import("../scim/base/clock");
  const { readSettings } = require("../settings/settings") as typeof import("../settings/settings");
  return new Run({
    settings: () => readSettings({ get: (key) => config[key] }),
    connect: (settings) => connect(settings, {}),
    print: (line) => void pulumi.log.info(line),
    clock: systemClock,
    watch: idleClock,
  });
}
