import type { Run } from "../../../provider/run/run";
import { createUser, deleteUser, readUser } from "../../../provider/user/lifecycle";
import { inPacedWorld, inParallel, MIDNIGHT, personOf } from "../paced-world";

/** Creates people as the engine's host does: each is expected by its check, then made as a step that is watched. */
async function createMany(run: Run, count: number, from = 0): Promise<void> {
  for (let index = 0; index < count; index += 1) run.progress.expect("create", "user");
  await inParallel(count, (index) =>
    run.progress.step("create", "user", () => createUser(run, personOf(from + index))),
  );
}

test("a run that waits says so after ten seconds and then every thirty: what waits, how much is done, how long it takes", () =>
  inPacedWorld(async ({ clock, begin, lines }) => {
    const run = begin({ budgetShare: "0.8" });
    const at: number[] = [];
    const push = lines.push.bind(lines);
    jest.spyOn(lines, "push").mockImplementation((...said) => {
      at.push(Math.round((clock.now() - MIDNIGHT) / 1000));
      return push(...said);
    });
    await createMany(run, 200);
    const [first, ...others] = lines;
    expect(first).toBe(
      "waiting for Slack's limits: 16 × POST Users (144 a minute); 39 of 200 creates done; about 68 s to go",
    );
    expect(at).toEqual([10, 40, 70]);
    expect(others.map((line) => /(\d+) of 200/.exec(line)?.[1])).toEqual(["111", "183"]);
  }));

test("what it foretells is how long it takes", () =>
  inPacedWorld(async ({ clock, begin, lines }) => {
    await createMany(begin(), 700);
    const foretoldMs = Number(/about (\d+) min to go/.exec(lines[0] ?? "")?.[1]) * 60_000;
    const took = clock.now() - MIDNIGHT - 10_000;
    expect(foretoldMs / took).toBeGreaterThan(0.85);
    expect(foretoldMs / took).toBeLessThan(1.15);
  }));

test("beside another stack the run says that its pace is lowered, and foretells what that makes of it", () =>
  inPacedWorld(async ({ clock, begin, lines }) => {
    const foretold: { atMs: number; lastsMs: number }[] = [];
    const push = lines.push.bind(lines);
    jest.spyOn(lines, "push").mockImplementation((...said) => {
      const [, count, unit] = /about (\d+) (s|min) to go/.exec(String(said)) ?? [];
      foretold.push({ atMs: clock.now(), lastsMs: Number(count) * (unit === "s" ? 1000 : 60_000) });
      return push(...said);
    });
    const other = begin({ budgetShare: "0.8", progress: "off" });
    const run = begin({ budgetShare: "0.8" });
    await Promise.all([
      createMany(run, 500),
      inParallel(500, (at) => createUser(other, personOf(1000 + at))),
    ]);
    const lowered = lines.filter((line) => /\(\d+ a minute, 144 before Slack answered 429\)/.test(line));
    expect(lowered.length).toBeGreaterThan(lines.length / 2);
    const ratios = foretold.map(({ atMs, lastsMs }) => lastsMs / (clock.now() - atMs)).sort((a, b) => a - b);
    expect(ratios.length).toBeGreaterThan(8);
    expect(ratios[Math.floor(ratios.length / 2)]).toBeGreaterThan(0.8);
    expect(ratios[Math.floor(ratios.length / 2)]).toBeLessThan(1.25);
    expect(ratios.at(0)).toBeGreaterThan(0.65);
    expect(ratios.at(-1)).toBeLessThan(1.5);
  }));

test("a pause that Slack asks for is said as one", () =>
  inPacedWorld(async ({ slack, begin, lines }) => {
    const run = begin();
    slack.fault({ method: "POST", status: 429, retryAfter: 40, times: 1 });
    await createMany(run, 1);
    expect(lines).toEqual([
      "waiting for Slack's limits: 1 × POST Users (Slack answered 429 and wants a pause of 30 s more); 0 of 1 creates done; about 30 s to go",
    ]);
  }));

test("a run that was quiet for a second says in one line what it did, and the next line only what came after", () =>
  inPacedWorld(async ({ slack, clock, begin, lines }) => {
    const run = begin();
    await createMany(run, 15);
    expect(lines).toEqual([]);
    await clock.sleep(3000);
    expect(lines).toEqual([
      "17 requests to Slack (15 × POST Users, 2 × GET Users); 5 more reads answered from lists; 15 people created",
    ]);
    slack.fault({ method: "POST", status: 429, retryAfter: 6, times: 1 });
    await createMany(run, 11, 15);
    await clock.sleep(3000);
    expect(lines.slice(1)).toEqual([
      "12 requests to Slack (12 × POST Users); 11 more reads answered from lists; 429 once; 5 s waited for the limits; 11 people created",
    ]);
    slack.fault({ method: "GET", status: 429, retryAfter: 3, times: 1 });
    await run.progress.step("read", "user", () => inParallel(11, () => run.slack.users.list({ count: 1 })));
    run.flush();
    expect(lines.slice(2)).toEqual([
      "12 requests to Slack (12 × GET Users); 429 once; 2 s waited for the limits",
    ]);
    run.flush();
    expect(lines).toHaveLength(3);
  }));

test("steps less than a second apart are told of in one line, once a whole second was quiet", () =>
  inPacedWorld(async ({ clock, begin, lines }) => {
    const run = begin();
    const ask = () => run.slack.users.list({ count: 1 });
    const step = (requests: number) => run.progress.step("read", "user", () => inParallel(requests, ask));
    await step(11);
    for (const requests of [12, 13, 14]) {
      await clock.sleep(950);
      await step(requests);
    }
    expect(lines).toEqual([]);
    await clock.sleep(2000);
    expect(lines).toEqual(["50 requests to Slack (50 × GET Users)"]);
  }));

test("ten requests are not worth a line, one more is", () =>
  inPacedWorld(async ({ begin, lines }) => {
    const run = begin();
    const ask = (requests: number) =>
      run.progress.step("read", "user", () => inParallel(requests, () => run.slack.users.list({ count: 1 })));
    await ask(10);
    run.flush();
    expect(lines).toEqual([]);
    await ask(1);
    run.flush();
    expect(lines).toEqual(["11 requests to Slack (11 × GET Users)"]);
  }));

test("what was asked beside all steps, as a directory's comparison does, is told of at the end of the run", () =>
  inPacedWorld(async ({ begin, lines }) => {
    const run = begin();
    await inParallel(11, () => run.slack.users.list({ count: 1 }));
    run.flush();
    expect(lines).toEqual(["11 requests to Slack (11 × GET Users)"]);
  }));

test("at the end of the run the rest is said at once, and names nobody", () =>
  inPacedWorld(async ({ begin, lines, slack }) => {
    const run = begin();
    await createMany(run, 12);
    run.flush();
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain("12 people created");
    expect(lines.join()).not.toMatch(/person\d|example\.com/);
    expect(lines.join()).not.toContain(slack.token);
  }));

test("deactivations are told apart from changes", () =>
  inPacedWorld(async ({ begin, lines }) => {
    const made: { id: string; outs: object }[] = [];
    const first = begin();
    await inParallel(6, async (index) => made.push(await createUser(first, personOf(index))));
    const run = begin({ maxDeactivations: "9" });
    await inParallel(6, (index) =>
      run.progress.step("delete", "user", () =>
        deleteUser(run, made[index]?.id ?? "", { ...made[index]?.outs }),
      ),
    );
    run.flush();
    expect(lines).toEqual([
      "13 requests to Slack (6 × GET Users/{id}, 6 × DELETE Users/{id}, 1 × GET Users); 6 people deactivated",
    ]);
  }));

test("a run that does little, or nothing, says nothing, nor does one that is told not to", () =>
  inPacedWorld(async ({ slack, clock, begin, lines }) => {
    const little = begin();
    await createMany(little, 3);
    const [person] = slack.users().filter(({ userName }) => userName === "person0");
    const outs = { ...personOf(0), organization: "acme" };
    await little.progress.step("read", "user", () => readUser(little, person?.id ?? "", outs));
    await clock.sleep(5000);
    little.flush();
    begin().flush();
    const told = begin({ progress: "off" });
    await createMany(told, 100, 3);
    await clock.sleep(5000);
    told.flush();
    expect(lines).toEqual([]);
  }));
