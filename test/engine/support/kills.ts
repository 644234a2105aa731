import type { Fault, LoggedRequest } from "../../../emulator";
import type { RunningCommand } from "./command";
import { group, person, program } from "./program";
import { createStack, type TestStack } from "./stack";
import { until } from "./until";

/** What there is before the `up` that is killed, and what it shall make of it. */
const before = program(
  ...[person("ada", { title: "Analyst" }), person("bob"), person("carl")],
  ...[group("Data", ["ada", "bob"]), group("Old", ["carl"])],
);
const after = program(
  ...[person("ada", { title: "Countess" }), person("carl"), person("dora")],
  ...[group("Data", ["ada", "carl", "dora"]), group("New", ["dora"])],
);

/** A request of that `up`: its line in the emulator's log, ids as `*`, and which of those that look the same it is. */
export interface Boundary {
  request: string;
  nth?: number;
}

const READS: Boundary[] = [
  { request: "GET Users?count=10" },
  { request: "GET Users?filter" }, // is there a dora?
  { request: "GET Groups?filter", nth: 1 }, // is there a New?
  { request: "GET Groups?filter", nth: 2 },
  { request: "GET Groups/*", nth: 1 }, // who is in Data?
  { request: "GET Groups/*", nth: 2 },
  { request: "GET Users/*" }, // bob, before he is deactivated
  { request: "GET Groups/*", nth: 3 }, // Old, before it is deleted
];

const WRITES: Boundary[] = [
  { request: "PATCH Users/*" }, // ada's title
  { request: "POST Users" }, // dora
  { request: "POST Groups" }, // New
  { request: "PATCH Groups/*", nth: 1 }, // carl and dora join Data
  { request: "PATCH Groups/*", nth: 2 }, // bob leaves it
  { request: "DELETE Users/*" }, // bob
  { request: "DELETE Groups/*" }, // Old
];

/** All requests of the `up`, in no order. */
export const BOUNDARIES = [...READS, ...WRITES];

/** How the run is ended, and what is seen of it. */
interface Mode {
  end(running: RunningCommand, stack: TestStack): Promise<void> | void;
  /** Whether whoever sent the request still waits for its answer. */
  senderLives: boolean;
  /** Whether the CLI waits for that answer before it ends. */
  waits?: true;
  /** What the CLI may end with; null for SIGKILL. */
  codes: (number | null)[];
  /** Whether the stack stays locked. */
  leavesLock?: true;
}

export const MODES = {
  "the provider is killed": {
    end: (_running, stack) => stack.killProcesses("provider"),
    senderLives: false,
    codes: [1],
  },
  "the CLI is killed": {
    end: (running) => running.kill(),
    senderLives: true,
    codes: [null],
    leavesLock: true,
  },
  "all of the engine is killed": {
    end: (running, stack) => {
      running.kill();
      stack.endHost();
      stack.killProcesses();
    },
    senderLives: false,
    codes: [null],
    leavesLock: true,
  },
  "^C is pressed": {
    end: (running) => interrupt(running, "cancelling"),
    senderLives: true,
    waits: true,
    codes: [0, 1], // 0 where nothing was left to begin
  },
  "^C is pressed twice": {
    end: async (running) => {
      await interrupt(running, "cancelling");
      await interrupt(running, "terminating");
    },
    senderLives: true,
    codes: [8],
  },
} satisfies Record<string, Mode>;

/** One run that is ended while one of its requests is held. */
export interface Kill extends Boundary {
  mode: keyof typeof MODES;
  /** Held before Slack carries it out, or after, its answer being on the way. */
  moment: "before" | "after";
}

/** The full table: what reads is held once, since it makes no difference to Slack when; what writes is held twice. */
export const KILLS: Kill[] = (Object.keys(MODES) as (keyof typeof MODES)[]).flatMap((mode) => [
  ...READS.map((boundary): Kill => ({ ...boundary, moment: "before", mode })),
  ...WRITES.flatMap((boundary) => [
    { ...boundary, moment: "before" as const, mode },
    { ...boundary, moment: "after" as const, mode },
  ]),
]);

/** Does all kills, each on the same stack as it was before; answers with what went wrong, by kill. */
export async function tryKills(kills: readonly Kill[]): Promise<string[]> {
  const stack = await createStack(before);
  await stack.up();
  const putBack = stack.remember();
  stack.setProgram(after);
  const wrong: string[] = [];
  for (const kill of kills) {
    putBack();
    stack.slack.clearFaults();
    try {
      await endAt(stack, kill);
      await converge(stack);
    } catch (error) {
      wrong.push(
        `${kill.mode} ${kill.moment} ${kill.request} (${kill.nth ?? 1}): ${(error as Error).message}`,
      );
    }
  }
  return wrong;
}

/** The requests of that `up` when nothing happens to it. */
export async function requestsUnharmed(): Promise<Boundary[]> {
  const stack = await createStack(before);
  await stack.up();
  stack.setProgram(after);
  stack.slack.clearLog();
  await stack.up(oneByOne);
  return numbered(stack.slack.requests.map(lineOf));
}

/** So that no other request is under way beside the one that is held. */
const oneByOne = { flags: ["--parallel", "1"] };
const anHour = 3_600_000;

async function endAt(stack: TestStack, { request, nth = 1, moment, mode: name }: Kill): Promise<void> {
  const { slack } = stack;
  const mode: Mode = MODES[name];
  slack.clearLog();
  const [method = "", path = ""] = request.split(" ");
  slack.fault({ method, path: pathPattern(path), nth, ...held(moment, mode) });
  const running = stack.begin("up", oneByOne);
  expect(await until(() => slack.clock.sleeping === 1)).toBe(true);
  await mode.end(running, stack);
  if (mode.waits) slack.clock.wakeAll();
  const { code } = await running.ended;
  slack.clock.wakeAll();
  expect(await until(() => slack.requests.every(({ status }) => status !== 0))).toBe(true);
  expect(mode.codes).toContain(code);
  if (!mode.leavesLock) return;
  stack.endHost();
  await stack.unlock();
}

/** A request whose sender is gone before it is carried out never is; any other is, when it is let go. */
function held(moment: Kill["moment"], { senderLives }: Mode): Fault {
  if (moment === "after") return { answerDelayMs: anHour };
  return senderLives ? { delayMs: anHour } : { delayMs: anHour, status: 500 };
}

async function interrupt(running: RunningCommand, answer: string): Promise<void> {
  running.interrupt();
  expect(await until(() => running.printed().includes(`^C received; ${answer}`))).toBe(true);
}

/** Asserts that the next `up` makes it what it would have been without the kill, and the one after changes nothing. */
async function converge(stack: TestStack): Promise<void> {
  const { slack } = stack;
  await stack.up();
  const people = slack.users().map(({ userName, active }) => [userName, active]);
  expect(people.sort()).toEqual([
    ["ada", true],
    ["bob", false],
    ["carl", true],
    ["dora", true],
    ["owner", true],
  ]);
  expect(slack.user("ada")?.title).toBe("Countess");
  const memberNames = (name: string) =>
    slack.group(name)?.members.map(({ value }) => slack.user(value)?.userName);
  expect(
    slack
      .groups()
      .map(({ displayName }) => [displayName, memberNames(displayName)?.sort()])
      .sort(),
  ).toEqual([
    ["Data", ["ada", "carl", "dora"]],
    ["New", ["dora"]],
  ]);
  const deactivated = slack.writes.filter(
    ({ method, path }) => method === "DELETE" && path.startsWith("Users/"),
  );
  expect([...new Set(deactivated.map(({ path }) => path))]).toEqual([`Users/${slack.user("bob")?.id}`]);
  const ids = (names: string[]) => names.map((name) => stack.resource(name).id);
  expect(ids(["ada", "carl", "dora"])).toEqual(["ada", "carl", "dora"].map((name) => slack.user(name)?.id));
  expect(ids(["Data", "New"])).toEqual(["Data", "New"].map((name) => slack.group(name)?.id));
  expect((await stack.up()).changes).toEqual({ same: 5 });
}

function lineOf({ method, path }: LoggedRequest): string {
  const shown = path.replace(/\/\w+$/, "/*").replace(/\?filter.*$/, "?filter");
  return `${method} ${shown}`;
}

function numbered(lines: string[]): Boundary[] {
  return lines.map((request, index) => {
    const same = lines.filter((line) => line === request).length;
    const nth = lines.slice(0, index + 1).filter((line) => line === request).length;
    return same === 1 ? { request } : { request, nth };
  });
}

function pathPattern(path: string): RegExp {
  return new RegExp(`^${path.replace("?", "\\?").replace("*", "\\w+$")}`);
}
