import { type EmulatorOptions, type SlackEmulator, startEmulator } from "../../emulator";
import type { Properties } from "../../provider/fields/properties";
import { connect } from "../../provider/run/connect";
import { Run } from "../../provider/run/run";
import { type Clock, RateLimitErrorRetryHandler, SlackScimClient } from "../../provider/scim";
import { readSettings } from "../../provider/settings/settings";
import { virtualClock } from "../scim/support/virtual-clock";
import { emailOf } from "./support";

/** Slack with its real limits and runs at their real pace, all in one virtual time: hours of waiting take moments. */
export interface PacedWorld {
  slack: SlackEmulator;
  clock: Clock;
  /** Begins a run, in a process of its own: it knows nothing of what others have used. Configuration is by key without namespace; unless told, it uses all of Slack's limits. */
  begin(configuration?: Record<string, string>): Run;
  /** Somebody else who writes as fast as Slack lets them, and pauses only when told to: an identity provider. */
  identityProvider(): SlackScimClient;
  /** What the runs said. */
  lines: string[];
  /** Time stands still while this is under way: for requests that no run makes. */
  busy<T>(work: () => Promise<T>): Promise<T>;
}

/** When virtual time begins. */
export const MIDNIGHT = Date.parse("2026-03-01T00:00:00Z");

/** Runs a test against an emulator with Slack's limits that is closed afterwards. */
export async function inPacedWorld(
  test: (world: PacedWorld) => Promise<void>,
  options: EmulatorOptions = {},
): Promise<void> {
  let underWay = 0;
  const clock = virtualClock(() => underWay > 0, MIDNIGHT);
  const slack = await startEmulator({ limits: "slack", clock, logSize: 100_000, ...options });
  const lines: string[] = [];
  const events = {
    request: () => {
      underWay += 1;
    },
    response: () => {
      underWay -= 1;
    },
  };
  const begin = (configuration: Record<string, string> = {}) => {
    const config: Record<string, string> = {
      ...{ token: slack.token, baseUrl: slack.v2, budgetShare: "1" },
      ...configuration,
    };
    const own = clockOfAProcess(clock);
    return new Run({
      settings: () => readSettings({ get: (key) => config[key.replace("slack-scim:", "")] }, {}),
      connect: (settings, ofRun) => connect(settings, { clock: own, events: { ...ofRun, ...events } }),
      print: (line) => lines.push(line),
      clock: own,
      watch: own,
    });
  };
  const identityProvider = () =>
    new SlackScimClient({
      ...{ token: slack.token, baseUrl: slack.v2, clock: clockOfAProcess(clock), events },
      limits: "off",
      retryHandlers: [
        new RateLimitErrorRetryHandler({
          maxRetryCount: 1e9,
          maxTotalRetryAfterMs: Number.POSITIVE_INFINITY,
        }),
      ],
    });
  const busy = async <T>(work: () => Promise<T>): Promise<T> => {
    underWay += 1;
    try {
      return await work();
    } finally {
      underWay -= 1;
    }
  };
  try {
    await test({ slack, clock, begin, identityProvider, lines, busy });
  } finally {
    await slack.close();
  }
}

/** The same time for another process: clients with one clock share their limits. */
function clockOfAProcess({ now, sleep }: Clock): Clock {
  return { now, sleep };
}

/** Does a step for each of so many, so many at once, as the engine does. */
export async function inParallel(
  count: number,
  step: (index: number) => Promise<unknown>,
  atOnce = 16,
): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < count) await step(next++);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, count) }, worker));
}

/** The person of a number, as a program declares them. */
export function personOf(index: number): Properties {
  return { userName: `person${index}`, ...emailOf(`person${index}@example.com`) };
}
