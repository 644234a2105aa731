import { type EmulatorOptions, type NewUser, type SlackEmulator, startEmulator } from "../../emulator";
import type { Properties } from "../../provider/fields/properties";
import { connect } from "../../provider/run/connect";
import { Run } from "../../provider/run/run";
import type { Clock } from "../../provider/scim";
import { readSettings } from "../../provider/settings/settings";

/** What a test needs of one organisation and the runs against it. */
export interface World {
  slack: SlackEmulator;
  /** Begins a run: what one `pulumi up` or `refresh` shares. Configuration is by key without namespace. */
  begin(configuration?: Record<string, string>): Run;
  /** What the latest run said. */
  lines: string[];
  /** The requests since the last look, as `GET Users/U0000000002 200`. */
  asked(): string[];
}

/** Runs a test against an emulator that is closed afterwards. */
export async function inWorld(
  test: (world: World) => Promise<void>,
  options: EmulatorOptions = {},
  /** What guards and messages wait by. */
  waiting: Pick<Clock, "sleep"> = impatientClock(),
): Promise<void> {
  const slack = await startEmulator(options);
  const lines: string[] = [];
  const clock = impatientClock();
  let seen = 0;
  const begin = (configuration: Record<string, string> = {}) => {
    lines.length = 0;
    const config: Record<string, string> = {
      token: slack.token,
      baseUrl: slack.v2,
      limits: "off",
      ...configuration,
    };
    return new Run({
      settings: () => readSettings({ get: (key) => config[key.replace("slack-scim:", "")] }, {}),
      connect: (settings, events) => connect(settings, { clock, events }),
      print: (line) => lines.push(line),
      clock: waiting,
      watch: { now: Date.now, ...STANDSTILL },
    });
  };
  const asked = () => {
    const fresh = slack.requests.slice(seen);
    seen = slack.requests.length;
    return fresh.map((request) => `${request.method} ${request.path.split("?")[0]} ${request.status}`);
  };
  try {
    await test({ slack, begin, lines, asked });
  } finally {
    await slack.close();
  }
}

/** Ada as a program declares her, canonical. */
export const ADA: Properties = {
  userName: "ada.l",
  emails: [{ value: "ada@example.com", primary: true }],
  title: "Analyst",
};

/** One primary e-mail address, as a program declares it. */
export const emailOf = (value: string) => ({ emails: [{ value, primary: true }] });

/** Adds somebody and lets days go by, so that nobody takes them for a create of our own. */
export function addLongAgo(slack: SlackEmulator, person: NewUser): string {
  const id = slack.addUser(person);
  slack.clock.advance(48 * 3600_000);
  return id;
}

/** Gives a run a Slack in which a conversion wins over the `active: false` of the same request, and that is not reached again. */
export function reactivateOnConversion(run: Run): void {
  const patch = run.slack.users.patch.bind(run.slack.users);
  let writes = 0;
  run.slack.users.patch = ((...args: Parameters<typeof patch>) => {
    writes += 1;
    if (writes > 1) return Promise.reject(new Error("no connection"));
    return patch(args[0], { ...args[1], active: true });
  }) as typeof patch;
}

/** Drops the question that a run asks before its first write. */
export function withoutOrganizationCheck(asked: string[]): string[] {
  return asked.filter((request) => request !== "GET Users 200");
}

/** How often each kind was asked for, ids left out: `{ "GET Users": 11 }`. */
export function kindsOf(asked: readonly string[]): Record<string, number> {
  const kinds: Record<string, number> = {};
  for (const request of asked) {
    const [method, path = ""] = request.split(" ");
    const kind = `${method} ${path.replace(/\/.*/, "/{id}")}`;
    kinds[kind] = (kinds[kind] ?? 0) + 1;
  }
  return kinds;
}

/** A clock on which nobody ever wakes: what is gathered stays so until it is flushed. */
export const STANDSTILL: Pick<Clock, "sleep"> = { sleep: () => new Promise(() => {}) };

/** A clock on which whoever sleeps wakes at once, that much later. */
function impatientClock(): Clock {
  let sleptMs = 0;
  return {
    now: () => Date.now() + sleptMs,
    sleep: async (ms) => {
      sleptMs += ms;
    },
  };
}

/** How a snapshot of anything at all keeps it. */
export const PACKING = {
  pack: <T extends { id: string }>(resource: T) => ({ id: resource.id, text: JSON.stringify(resource) }),
  unpack: ({ text }: { text: string }) => JSON.parse(text),
};
