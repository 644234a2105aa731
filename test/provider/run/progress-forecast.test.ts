import type { AwaitedStep, StepKind, StepResource } from "../../../provider/run/progress";
import type { Run } from "../../../provider/run/run";
import { createUser } from "../../../provider/user/lifecycle";
import { inPacedWorld, inParallel, type PacedWorld, personOf } from "../paced-world";

/** Lets a step wait for a pause of forty seconds that Slack asks for, and answers with what the run says after ten. */
async function heldStep(
  { slack, lines }: PacedWorld,
  run: Run,
  step: StepKind,
  kind: StepResource,
): Promise<string | undefined> {
  slack.fault({ method: "GET", status: 429, retryAfter: 40, times: 1 });
  await run.progress.step(step, kind, () => run.slack.users.list({ count: 1 }));
  return lines[0]?.replace(/^.* wants a pause of 30 s more\)/, "");
}

test.each<[AwaitedStep, StepResource]>([
  ["create", "user"],
  ["create", "group"],
  ["create", "membership"],
  ["update", "user"],
  ["update", "group"],
  ["update", "membership"],
  ["delete", "user"],
  ["delete", "group"],
])("900 steps of the kind %s %s take five minutes, as Slack takes 180 such requests a minute", (step, kind) =>
  inPacedWorld(async (world) => {
    const run = world.begin();
    run.progress.expect(step, kind, 900);
    expect(await heldStep(world, run, step, kind)).toBe(`; 0 of 900 ${step}s done; about 5 min to go`);
  }),
);

test("people, groups and memberships are counted together", () =>
  inPacedWorld(async (world) => {
    const run = world.begin();
    run.progress.expect("create", "user", 2);
    run.progress.expect("create", "group", 3);
    run.progress.expect("create", "membership", 4);
    for (const kind of ["user", "group"] as const) await run.progress.step("create", kind, async () => {});
    expect(await heldStep(world, run, "create", "membership")).toBe(
      "; 2 of 9 creates done; about 30 s to go",
    );
  }));

test("a step that nobody told of counts as it begins, as what makes a resource anew does", () =>
  inPacedWorld(async (world) => {
    expect(await heldStep(world, world.begin(), "create", "user")).toBe(
      "; 0 of 1 creates done; about 30 s to go",
    );
  }));

test("what waits takes its time although all that were told of are done", () =>
  inPacedWorld(async ({ begin, lines }) => {
    const run = begin({ budgetShare: "0.05" });
    run.progress.expect("create", "user", 2);
    await inParallel(6, (index) =>
      run.progress.step("create", "user", () => createUser(run, personOf(index))),
    );
    expect(lines[0]).toBe(
      "waiting for Slack's limits: 4 × POST Users (9 a minute); 2 of 6 creates done; about 27 s to go",
    );
  }));

test("a preview that waits counts none of the steps of the update that it foretells", () =>
  inPacedWorld(async (world) => {
    const run = world.begin();
    run.progress.expect("create", "user", 900);
    expect(await heldStep(world, run, "preview", "user")).toBe("; about 30 s to go");
  }));

test("deletes are counted only where a directory has told how many will come", () =>
  inPacedWorld(async (world) => {
    const run = world.begin();
    run.progress.expect("delete", "user", 0);
    expect(await heldStep(world, run, "delete", "user")).toBe("; about 30 s to go");
    world.lines.length = 0;
    const told = world.begin();
    told.progress.expect("delete", "user", 6);
    expect(await heldStep(world, told, "delete", "user")).toBe("; 0 of 6 deletes done; about 30 s to go");
  }));
