import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { inspect } from "node:util";
import { type SlackEmulator, startEmulator } from "../../../emulator";
import type { Properties } from "../../../provider/fields/properties";
import { badAnswers } from "./answers";
import { type Contract, type Held, type HeldKind, KINDS, type Kind } from "./kinds";
import { CREDENTIALS, everythingOf, MARKS, type Mark, marksIn } from "./marks";

type Method = keyof Contract["user"];

/** What a call is given: what a program declares anew, or a resource that there is. */
type Given = { news: Properties } | Pick<Held, "id" | "outs">;

/** A call, and what of its result somebody is shown: what goes into the state has the secrets by nature. */
interface Call {
  given: Given;
  make(): Promise<unknown>;
}

type Host = Contract["user"];

function calling<G extends Given>(given: G, make: (given: G) => Promise<unknown>): Call {
  return { given, make: () => make(given) };
}

/** What no audit log may hold. */
const UNRECORDED: Mark[] = [...CREDENTIALS, "title", "displayName", "department", "email"];

/** What no file with the plan of a directory may hold. */
const UNPLANNED: Mark[] = [...CREDENTIALS, "title", "displayName", "department", "groupName"];

function planFileBeside(log: string): string {
  return join(dirname(log), "plan.json");
}

/** A resource as the state knows it. */
function known(kind: Kind): Pick<Held, "id" | "outs"> {
  const { id, outs } = kind.held(slack);
  return { id, outs };
}

/** How each method is called. */
const METHODS: Record<Exclude<Method, "configure">, (host: Host, kind: Kind) => Call> = {
  check: (host, kind) =>
    calling({ news: kind.news(slack) }, async ({ news }) => (await host.check({}, news)).failures),
  diff: (host, kind) => calling(kind.held(slack), ({ id, outs, changed }) => host.diff(id, outs, changed)),
  create: (host, kind) =>
    calling({ news: kind.news(slack) }, async ({ news }) => stored(await host.create(news))),
  read: (host, kind) => calling(known(kind), async ({ id, outs }) => stored(await host.read(id, outs))),
  update: (host, kind) =>
    calling(kind.held(slack), async ({ id, outs, changed }) => stored(await host.update(id, outs, changed))),
  delete: (host, kind) => calling(known(kind), ({ id, outs }) => host.delete(id, outs)),
};

let slack: SlackEmulator;
let said: string[];
let auditLog: string;
let interrupted: NodeJS.SignalsListener[];

beforeEach(async () => {
  interrupted = process.listeners("SIGINT");
  slack = await startEmulator({ token: MARKS.token });
  auditLog = join(mkdtempSync(join(tmpdir(), "slack-scim-canary-")), "audit.jsonl");
  said = [];
  const hear = (...parts: unknown[]) => void said.push(...parts.map((part) => inspect(part, { depth: 20 })));
  for (const level of ["debug", "log", "info", "warn", "error"] as const)
    jest.spyOn(console, level).mockImplementation(hear);
  for (const stream of [process.stdout, process.stderr])
    jest.spyOn(stream, "write").mockImplementation((text) => hear(String(text)) === undefined);
});

afterEach(async () => {
  // What is said at the end of a run.
  for (let tick = 0; tick < 9; tick++) await new Promise(setImmediate);
  const leaks = marksIn(said.join("\n"));
  // It names groups, whose names are no secrets unless the program says so.
  if (existsSync(auditLog)) leaks.push(...marksIn(readFileSync(auditLog, "utf8"), UNRECORDED));
  // The other entries' addresses are no secrets there.
  const planFile = planFileBeside(auditLog);
  if (existsSync(planFile)) leaks.push(...marksIn(readFileSync(planFile, "utf8"), UNPLANNED));
  rmSync(dirname(auditLog), { recursive: true });
  jest.restoreAllMocks();
  for (const listener of process.listeners("SIGINT"))
    if (!interrupted.includes(listener)) process.off("SIGINT", listener);
  await slack.close();
  expect(leaks).toEqual([]);
});

/** The methods as a new provider process has them. */
function freshContract(configuration: Record<string, string> = {}): Contract {
  jest.resetModules();
  // Nobody has to wait for what guards and messages wait for, and what is gathered is said at once.
  jest.doMock("../../../provider/scim/base/clock", () => ({
    ...jest.requireActual("../../../provider/scim/base/clock"),
    systemClock: { now: Date.now, sleep: () => Promise.resolve() },
    idleClock: { now: Date.now, sleep: () => new Promise(setImmediate) },
  }));
  const contract: Contract = require("../../../provider/contract");
  const config: Record<string, string> = {
    explicit: "true",
    token: MARKS.token,
    baseUrl: slack.v2,
    limits: "off",
    retrySeconds: "5",
    maxDeactivations: "1000",
    maxGroupDeletions: "1000",
    auditLog,
    planFile: planFileBeside(auditLog),
    ...configuration,
  };
  for (const host of Object.values(contract))
    host.configure({ config: { get: (key) => config[key.replace("slack-scim:", "")] } });
  return contract;
}

/** A result or a state, of which only credentials are looked for. */
class Stored {
  constructor(readonly leaked: string[]) {}
}

function stored(result: unknown): Stored {
  return new Stored(marksIn(JSON.stringify(result) ?? "", CREDENTIALS));
}

/** Every mark that came out of a call, by way of its result, its error or what was printed. */
async function leaksOf(call: () => Promise<unknown>): Promise<string[]> {
  said.length = 0;
  const outcome = await call().catch((error: object) => {
    // What a half-done step hands to the engine for the state.
    const { properties, ...others } = error as { properties?: unknown };
    const shown = properties === undefined ? error : Object.assign(new Error(String(error)), others);
    return [everythingOf(shown), stored(properties ?? {})];
  });
  const parts = [outcome].flat();
  return [
    ...parts.flatMap((part) =>
      part instanceof Stored ? part.leaked : marksIn(inspect(part, { depth: 20 })),
    ),
    ...marksIn(said.join("\n")),
  ];
}

test("every method of every kind that states can name has a run here", () => {
  const contract = freshContract();
  expect(Object.keys(KINDS).sort()).toEqual(Object.keys(contract).sort());
  for (const host of Object.values(contract))
    expect([...Object.keys(METHODS), "configure"].sort()).toEqual(Object.keys(host).sort());
});

const RUNS = Object.keys(KINDS).flatMap((kind) => Object.keys(METHODS).map((method) => ({ kind, method })));

function prepare(contract: Contract, kind: string, method: string): Call {
  const host = contract[kind as keyof Contract] as Host;
  return METHODS[method as keyof typeof METHODS](host, KINDS[kind as HeldKind]);
}

/** The texts that a call is given, and a server or what lies before it may repeat. */
function secretsIn(given: unknown): string[] {
  if (typeof given === "string") return marksIn(given).length > 0 ? [given] : [];
  return typeof given === "object" && given !== null ? Object.values(given).flatMap(secretsIn) : [];
}

test("a call that succeeds says nothing of what is secret", async () => {
  const contract = freshContract();
  for (const { kind, method } of RUNS) {
    const { make } = prepare(contract, kind, method);
    let succeeded = false;
    const leaks = await leaksOf(async () => {
      const result = await make();
      succeeded = true;
      return result;
    });
    expect({ kind, method, succeeded, leaks }).toEqual({ kind, method, succeeded: true, leaks: [] });
  }
});

test.each(Object.keys(badAnswers([])))(
  "%s, whichever request of whichever method it answers, brings out nothing that is secret",
  async (answer) => {
    const contract = freshContract();
    let hits = 0;
    for (const { kind, method } of RUNS) {
      for (let nth = 1; nth <= 6; nth++) {
        const call = prepare(contract, kind, method);
        slack.clearLog();
        slack.fault({ ...badAnswers(secretsIn(call.given))[answer], nth, times: Number.POSITIVE_INFINITY });
        const leaks = await leaksOf(call.make);
        slack.clearFaults();
        expect({ kind, method, nth, leaks }).toEqual({ kind, method, nth, leaks: [] });
        if (!slack.requests.some(({ fault }) => fault !== undefined)) break;
        hits++;
      }
    }
    expect(hits).toBeGreaterThan(10);
  },
);

test("where Slack cannot be reached, nothing that is secret comes out", async () => {
  const proxy = `http://user:${MARKS.proxyPassword}@127.0.0.1:1`;
  const port = slack.port;
  await slack.close();
  const unreachable: Record<string, string>[] = [
    { baseUrl: `http://127.0.0.1:${port}/scim/v2/` },
    { baseUrl: "https://slack.invalid/scim/v2/", limits: "slack", proxy },
  ];
  for (const configuration of unreachable) {
    const contract = freshContract(configuration);
    for (const { kind, method } of RUNS) {
      const leaks = await leaksOf(prepare(contract, kind, method).make);
      expect({ kind, method, leaks }).toEqual({ kind, method, leaks: [] });
    }
  }
});

test("a setting that is wrong is refused without what is secret in it", async () => {
  const wrong: Record<string, string>[] = [
    { token: `${MARKS.token}\u00e9` },
    { token: `"${MARKS.token}"` },
    { proxy: `nonsense://user:${MARKS.proxyPassword}@x y` },
    { proxy: `user:${MARKS.proxyPassword}%zz@127.0.0.1:1` },
    { baseUrl: `https://user:${MARKS.password}@slack.invalid/` },
    { baseUrl: `https://user:${MARKS.password}@slack.invalid/scim/v2/`, limits: "slack" },
    { maxDeactivations: "-1", baseUrl: "nonsense" },
  ];
  for (const configuration of wrong) {
    const contract = freshContract(configuration);
    for (const { kind, method } of RUNS) {
      const leaks = await leaksOf(prepare(contract, kind, method).make);
      expect({ configuration, kind, method, leaks }).toEqual({ configuration, kind, method, leaks: [] });
    }
  }
});

/** Of these a check quotes what was given: a name that is public, an id, a date, one word of a few. */
const QUOTED =
  /^(userName|active|timezone|guest\.|slackProfile\.|adoptId|on[A-Z]|membership|members|groupId|enterprise\.manager)/;

test("a check that fails quotes nothing of what may be secret", async () => {
  const values = [
    MARKS.title,
    `${MARKS.title}@${"x".repeat(300)} 😀`,
    { [MARKS.title]: MARKS.title },
    [{ value: MARKS.title, type: MARKS.title }],
    [MARKS.title, { value: 7, primary: MARKS.title }],
  ];
  const contract = freshContract();
  let refusals = 0;
  for (const [kind, { fields }] of Object.entries(KINDS)) {
    for (const { path } of fields.filter(({ path }) => !QUOTED.test(path))) {
      for (const value of values) {
        const [first = "", second] = path.split(".");
        const news = {
          ...KINDS[kind as HeldKind].news(slack),
          [first]: second ? { [second]: value } : value,
        };
        const host = contract[kind as keyof Contract];
        const { failures } = await host.check({}, news);
        refusals += failures.length;
        expect({ path, value, leaks: marksIn(JSON.stringify(failures), ["title"]) }).toEqual({
          path,
          value,
          leaks: [],
        });
      }
    }
  }
  expect(refusals).toBeGreaterThan(50);
});
