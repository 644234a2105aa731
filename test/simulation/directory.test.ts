import { isDeepStrictEqual } from "node:util";
import { canonicalText } from "../../provider/fields/canonical";
import type { Properties } from "../../provider/fields/properties";
import { FAULTS } from "./faults";
import type { Mishap } from "./history";
import { Ledger } from "./ledger";
import { Mishaps } from "./mishaps";
import { Theatre } from "./play";
import { type Outcome, Stack, type Verb } from "./stack";
import type { Declared } from "./state";
import { beginWorld } from "./world";

jest.setTimeout(240_000);

const person = (userName: string, more: object = {}) => ({
  userName,
  emails: [{ value: `${userName}@example.com`, primary: true }],
  ...more,
});
const led = (managerId: string) => ({ enterprise: { manager: { managerId } } });

/** A program with one directory. */
function directory(people: Record<string, object>, groups: Record<string, object>): Declared[] {
  const texts = (map: Record<string, object>) =>
    Object.fromEntries(Object.entries(map).map(([key, entry]) => [key, canonicalText(entry)]));
  return [{ name: "company", kind: "directory", inputs: { people: texts(people), groups: texts(groups) } }];
}

const BEFORE = directory(
  {
    ada: person("ada", { title: "Analyst" }),
    bob: person("bob"),
    carl: person("carl"),
    dora: person("dora", led("ada")),
    emil: person("emil"),
  },
  {
    data: { displayName: "Data", members: ["ada", "bob", "carl"] },
    old: { displayName: "Old", members: ["carl"] },
    extra: { displayName: "Extra", members: ["ada", "emil"], membership: "additive" },
  },
);

/** Everything that may become of an entry: changed, renamed, handed a name on, moved to another key, let go, made, deactivated. */
const AFTER = directory(
  {
    ada: person("ada", { title: "Countess" }),
    carl2: person("carl"),
    dora: person("dora", led("fay")),
    emil: person("emil", { active: false }),
    fay: person("fay", { ...led("gus"), active: true }),
    gus: person("gus", { title: "" }),
  },
  {
    data: { displayName: "Data", members: ["ada", "carl2", "fay"] },
    young: { displayName: "Young", members: ["fay", "gus"] },
    extra: { displayName: "Extras", members: ["ada"], membership: "additive" },
  },
);

/** What Slack holds once the program is carried out. */
const HELD = {
  BEFORE: {
    people: ["ada Analyst", "bob", "carl", "dora", "emil", "owner"],
    managers: { dora: "ada" },
    groups: { Data: ["ada", "bob", "carl"], Extra: ["ada", "emil"], Old: ["carl"] },
  },
  AFTER: {
    people: ["ada Countess", "bob out", "carl", "dora", "emil out", "fay", "gus", "owner"],
    managers: { dora: "fay", fay: "gus" },
    groups: { Data: ["ada", "carl", "fay"], Extras: ["ada"], Young: ["fay", "gus"] },
  },
  NOBODY: {
    people: ["ada Analyst out", "bob out", "carl out", "dora out", "emil out", "owner"],
    managers: { dora: "ada" },
    groups: {},
  },
};

let theatre: Theatre;

beforeAll(async () => {
  theatre = await Theatre.open();
});

afterAll(() => theatre.close());

const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

function held() {
  const { slack } = theatre.world;
  const nameOf = (id: string) => slack.user(id)?.userName ?? id;
  const managers = slack.users().flatMap((user) => {
    const { managerId } = user[ENTERPRISE].manager;
    return managerId === null ? [] : [[user.userName, nameOf(managerId)]];
  });
  return {
    people: slack
      .users()
      .map(({ userName, title, active }) => [userName, title, active ? "" : "out"].filter(Boolean).join(" "))
      .sort(),
    managers: Object.fromEntries(managers),
    groups: Object.fromEntries(
      slack
        .groups()
        .map(({ displayName, members }) => [displayName, members.map(({ value }) => nameOf(value)).sort()]),
    ),
  };
}

/** A stack as it is before the command that is tried. */
async function fresh(program: Declared[] | undefined): Promise<Stack> {
  const { slack } = theatre.world;
  beginWorld(theatre.world);
  const stack = new Stack("production", theatre.world, { maxDeactivations: "9", maxGroupDeletions: "9" });
  if (program !== undefined) expect((await run(stack, "up", program)).failures).toEqual([]);
  slack.clearLog();
  return stack;
}

async function run(stack: Stack, verb: Verb, program: Declared[], at = 0, what?: Mishap): Promise<Outcome> {
  const planned = what === undefined ? [] : [{ at, among: "all" as const, what }];
  const mishaps = new Mishaps(theatre.world, new Ledger(), planned);
  let stop = () => {};
  const outcome = await stack.run(verb, program, { skipPreview: true }, (running) => {
    stop = mishaps.watch(running);
  });
  stop();
  return outcome;
}

/** The state as it is, and as a refresh finds it. */
async function statesOf(stack: Stack): Promise<Properties[][]> {
  const written = stack.state.entries.map(({ outs }) => outs);
  expect((await run(stack, "refresh", [])).failures).toEqual([]);
  return [written, stack.state.entries.map(({ outs }) => outs)];
}

/** A fault that is over once it has happened; what a fault does to any single call other tests show. */
function fault(name: string): Mishap {
  return { mishap: "fault", fault: FAULTS.findIndex((kind) => kind.name === name), times: 1 };
}

const MISHAPS: Record<string, Mishap> = {
  "is the last of a run that is killed before Slack hears of it": { mishap: "kill before" },
  "is the last of a run that is killed once Slack has done it": { mishap: "kill after" },
  "gets no answer": fault("connection lost after the call is done"),
  "is refused": fault("403"),
};

const COMMANDS = {
  create: { from: undefined, verb: "up" as const, program: BEFORE, end: HELD.BEFORE },
  update: { from: BEFORE, verb: "up" as const, program: AFTER, end: HELD.AFTER },
  delete: { from: BEFORE, verb: "destroy" as const, program: [], end: HELD.NOBODY },
};

const CASES = Object.entries(COMMANDS).flatMap(([command, how]) =>
  Object.entries(MISHAPS).map(([name, what]): [string, string, typeof how, Mishap] => [
    command,
    name,
    how,
    what,
  ]),
);

test.each(CASES)(
  "whichever request of a directory's %s %s, the next run ends as if nothing had happened, and the state holds what Slack holds",
  async (_command, _name, { from, verb, program, end }, what) => {
    const unharmed = await fresh(from);
    expect((await run(unharmed, verb, program)).failures).toEqual([]);
    expect(held()).toEqual(end);
    const requests = theatre.world.slack.requests.length;
    expect(requests).toBeGreaterThan(8);
    const wrong: object[] = [];
    for (let at = 1; at <= requests; at += 1) {
      const stack = await fresh(from);
      await run(stack, verb, program, at, what);
      const request = theatre.world.slack.requests[at - 1];
      const { failures } = await run(stack, verb, program);
      const after = held();
      const [written, read] = await statesOf(stack);
      theatre.world.slack.clearLog();
      await run(stack, verb, program);
      const again = theatre.world.slack.requests.length;
      const isRight =
        failures.length === 0 && again === 0 && isDeepStrictEqual([after, written], [end, read]);
      if (!isRight)
        wrong.push({
          at,
          request: `${request?.method} ${request?.path}`,
          failures,
          after,
          again,
          written,
          read,
        });
    }
    expect(wrong).toEqual([]);
  },
);
