import { type EmulatorOptions, type SlackEmulator, startEmulator } from "../../emulator";
import type { Properties } from "../../provider/fields/properties";
import { connect } from "../../provider/run/connect";
import { Run } from "../../provider/run/run";
import type { Clock } from "../../provider/scim";
import { readSettings } from "../../provider/settings/settings";
import { virtualClock } from "../scim/support/virtual-clock";
import { emailOf } from "./support";

/** Slack with its real limits and a run at its real pace, both in one virtual time: hours of waiting take moments. */
export interface PacedWorld {
  slack: SlackEmulator;
  clock: Clock;
  /** Begins a run. Configuration is by key without namespace; unless told, it uses all of Slack's limits. */
  begin(configuration?: Record<string, string>): Run;
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
  const begin = (configuration: Record<string, string> = {}) => {
    const config: Record<string, string> = {
      ...{ token: slack.token, baseUrl: slack.v2, budgetShare: "1" },
      ...configuration,
    };
    return new Run({
      settings: () => readSettings({ get: (key) => config[key.replace("slack-scim:", "")] }, {}),
      connect: (settings, events) =>
        connect(settings, {
          clock,
          events: {
            ...events,
            request: () => {
              underWay += 1;
            },
            response: () => {
              underWay -= 1;
            },
          },
        }),
      print: (line) => lines.push(line),
      clock,
      watch: clock,
    });
  };
  const busy = async <T>(work: () => Promise<T>): Promise<T> => {
    underWay += 1;
    try {
      return await work();
    } finally {
      underWay -= 1;
    }
  };
  try {
    await test({ slack, clock, begin, lines, busy });
  } finally {
    await slack.close();
  }
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
