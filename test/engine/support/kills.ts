import type { Fault, LoggedRequest } from "../../../emulator";
import { type Boundary, type Kill, MODES, type Mode } from "./kill-table";
import { directory, group, person, program } from "./program";
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

/** The same as one resource. */
const directories = {
  before: program(
    directory("company", {
      people: entries({ ada: { title: "Analyst" }, bob: {}, carl: {} }),
      groups: {
        Data: { displayName: "Data", members: ["ada", "bob"] },
        Old: { displayName: "Old", members: ["carl"] },
      },
    }),
  ),
  after: program(
    directory("company", {
      people: entries({ ada: { title: "Countess" }, carl: {}, dora: {} }),
      groups: {
        Data: { displayName: "Data", members: ["ada", "carl", "dora"] },
        New: { displayName: "New", members: ["dora"] },
      },
    }),
  ),
};

function entries(people: Record<string, object>): Record<string, object> {
  const all = Object.entries(people).map(([userName, more]): [string, object] => [
    userName,
    { userName, emails: [{ value: `${userName}@example.com`, primary: true }], ...more },
  ]);
  return Object.fromEntries(all);
}

/** The ids that the state of each form has, by name. */
const FORMS = {
  singles: {
    before,
    after,
    ids: (stack: TestStack, names: string[]) => names.map((name) => stack.resource(name).id),
  },
  directory: {
    ...directories,
    ids: (stack: TestStack, names: string[]) => {
      const { personFacts, groupFacts } = stack.resource("company").outputs as Record<string, object>;
      const facts: Record<string, string> = { ...personFacts, ...groupFacts };
      return names.map((name) => JSON.parse(facts[name] ?? "{}").id);
    },
  },
};

/** Does all kills, each on the same stack as it was before; answers with what went wrong, by kill. */
export async function tryKills(
  kills: readonly Kill[],
  form: keyof typeof FORMS = "singles",
): Promise<string[]> {
  const stack = await createStack(FORMS[form].before);
  await stack.up();
  const putBack = stack.remember();
  stack.setProgram(FORMS[form].after);
  const wrong: string[] = [];
  for (const kill of kills) {
    putBack();
    stack.slack.clearFaults();
    try {
      await endAt(stack, kill);
      await converge(stack, form);
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
  const run = await running.ended;
  slack.clock.wakeAll();
  expect(await until(() => slack.requests.every(({ status }) => status !== 0))).toBe(true);
  expect(mode.codes).toContain(run.code);
  mode.seen?.(run, stack);
  if (!mode.leavesLock) return;
  stack.endHost();
  await stack.unlock();
}

/** A request whose sender is gone before it is carried out never is; any other is, when it is let go. */
function held(moment: Kill["moment"], { senderLives }: Mode): Fault {
  if (moment === "after") return { answerDelayMs: anHour };
  return senderLives ? { delayMs: anHour } : { delayMs: anHour, status: 500 };
}

/** Asserts that the next `up` makes it what it would have been without the kill, and the one after changes nothing. */
async function converge(stack: TestStack, form: keyof typeof FORMS): Promise<void> {
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
  const ids = (names: string[]) => FORMS[form].ids(stack, names);
  expect(ids(["ada", "carl", "dora"])).toEqual(["ada", "carl", "dora"].map((name) => slack.user(name)?.id));
  expect(ids(["Data", "New"])).toEqual(["Data", "New"].map((name) => slack.group(name)?.id));
  expect((await stack.up()).changes).toEqual({ same: form === "singles" ? 5 : 1 });
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
