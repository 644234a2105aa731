import { person, program } from "./support/program";
import { createStack } from "./support/stack";
import { until } from "./support/until";

test("a lost answer to a create makes nobody twice", async () => {
  const stack = await createStack(program(person("ada")));
  stack.slack.fault({ method: "POST", path: "Users", drop: "after", times: 1 });
  expect((await stack.up()).changes).toEqual({ create: 1 });
  expect(stack.slack.users().filter((one) => one.userName === "ada")).toHaveLength(1);
  expect(stack.resource("ada").outputs?.adopted).toBe(false);
});

test("what Slack made is in state although a later step failed, and the next up finishes it", async () => {
  const stack = await createStack(program(person("ada", { active: false })));
  const { slack } = stack;
  slack.fault({ method: "PATCH", path: "Users/*", status: 403, times: 1 });
  const failed = await stack.up({ fails: true });
  const ada = slack.user("ada");
  expect(failed.stdout).toContain(`user ada`);
  expect(failed.stdout.replace(/\s+/g, " ")).toContain("What Slack holds now is in the state");
  expect(stack.resource("ada")).toMatchObject({ id: ada?.id, outputs: { active: true } });
  expect((await stack.up()).changes).toEqual({ update: 1 });
  expect(slack.user("ada")).toMatchObject({ id: ada?.id, active: false });
  expect((await stack.up()).changes).toEqual({ same: 1 });
});

test("a CLI killed in the middle of 20 creates converges with the next up: everybody once, all in state", async () => {
  const people = Array.from({ length: 20 }, (_, index) => `person${index}`);
  const stack = await createStack(program(...people.map((name) => person(name))));
  const { slack } = stack;
  // Ten a second, so that the kill hits some that wait, some under way and some that are done.
  stack.setEnvironment({ SLACK_SCIM_LIMITS: "3.75" });
  const running = stack.begin("up");
  const made = () => slack.writes.filter((write) => write.status === 201).length;
  expect(await until(() => made() >= 5)).toBe(true);
  running.kill();
  await running.ended;
  const atKill = made();
  expect(atKill).toBeLessThan(20);

  stack.setEnvironment({ SLACK_SCIM_LIMITS: "off" });
  await stack.unlock();
  await stack.up();
  for (const name of people) expect(slack.users().filter((one) => one.userName === name)).toHaveLength(1);
  const inState = people.map((name) => stack.resource(name));
  expect(inState.map((resource) => resource.id)).toEqual(people.map((name) => slack.user(name)?.id));
  expect((await stack.up()).changes).toEqual({ same: 20 });

  // Who was made while the engine died may be anybody's: without a word of the stack, destroy retains them.
  const adopted = people.filter((name) => stack.resource(name).outputs?.adopted === true);
  expect(adopted.length).toBeGreaterThan(0);
  expect(adopted.length).toBeLessThan(20);
  const state = await stack.pulumi(["stack", "export", "--stack", "dev"]);
  stack.setEnvironment({ SLACK_SCIM_MAX_DEACTIVATIONS: "20" });
  await stack.destroy();
  const stillActive = () => people.filter((name) => slack.user(name)?.active);
  expect(stillActive()).toEqual(adopted);

  stack.setFile("state.json", state.stdout);
  await stack.pulumi(["stack", "import", "--stack", "dev", "--file", "state.json"]);
  stack.setEnvironment({ SLACK_SCIM_ON_DELETE: "deactivate" });
  await stack.destroy();
  expect(stillActive()).toEqual([]);
});

test("when the engine is killed, calls that wait in the provider are never sent", async () => {
  const people = Array.from({ length: 12 }, (_, index) => `person${index}`);
  const stack = await createStack(program(...people.map((name) => person(name))));
  const { slack } = stack;
  slack.fault({
    method: "POST",
    path: "Users",
    status: 429,
    retryAfter: "1",
    times: Number.POSITIVE_INFINITY,
  });
  const running = stack.begin("up", { flags: ["--parallel", "12"] });
  expect(await until(() => slack.writes.length > 0)).toBe(true);
  running.kill();
  await running.ended;
  // What was under way when the engine died still arrives.
  let sent = -1;
  while (await until(() => slack.writes.length !== sent, 300)) sent = slack.writes.length;
  // The provider process lives on; without its watch over the engine it would try again a second after each 429.
  expect(await until(() => slack.writes.length > sent, 1500)).toBe(false);
});
