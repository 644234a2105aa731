import { group, person, program } from "./support/program";
import { createStack, type TestStack } from "./support/stack";

const TEAM = program(person("newcomer"), group("Team", ["newcomer"]));
const DAY_MS = 24 * 3600_000;

/** A second stack in the same Slack organisation. */
const besides = (stack: TestStack, source: string) => createStack(source, stack.slack);

/** Who is active and which groups there are, of those that the stacks declare. */
const left = ({ slack }: TestStack) => [
  slack.user("newcomer")?.active,
  slack.groups().map((one) => one.displayName),
];

test.each([
  ["the same day", 0],
  ["two days apart", 2 * DAY_MS],
])(
  "of two stacks of one program, %s, the second takes nothing from the first, and the first keeps what it made",
  async (_when, apartMs) => {
    const first = await createStack(TEAM);
    const second = await besides(first, TEAM);
    await first.up();
    first.slack.clock.advance(apartMs);
    const taken = await second.up();
    expect(taken.stdout).toMatch(/user newcomer \(\w+\) existed and was taken over/);
    expect(second.resource("newcomer").outputs?.adopted).toBe(true);
    expect(second.resource("Team").outputs?.adopted).toBe(true);

    const destroyed = await second.destroy();
    // The engine repeats each line among the diagnostics.
    const retained = new Set(destroyed.stdout.match(/\w+ \S+(?: \(\w+\))? is retained: it existed before/g));
    expect([...retained].sort()).toEqual([
      `group ${first.slack.group("Team")?.id} is retained: it existed before`,
      `user newcomer (${first.slack.user("newcomer")?.id}) is retained: it existed before`,
    ]);
    expect(left(first)).toEqual([true, ["Team"]]);
    expect((await first.up()).changes).toEqual({ same: 2 });

    await first.destroy();
    expect(left(first)).toEqual([false, []]);
  },
);

test("a stack that says onDelete deactivate owns whom it took over, and one that says retain touches nobody, not even its own", async () => {
  const review = await createStack(TEAM);
  const production = await besides(review, TEAM);
  await review.setConfig("slack-scim:onDelete", "retain");
  await review.setConfig("slack-scim:onGroupDelete", "retain");
  await production.setConfig("slack-scim:onDelete", "deactivate");
  await production.setConfig("slack-scim:onGroupDelete", "delete");
  await review.up();
  await production.up();
  expect(production.resource("newcomer").outputs?.adopted).toBe(true);

  const retained = await review.destroy();
  expect(retained.stdout).toContain('slack-scim:onDelete is "retain"');
  expect(retained.stdout).toContain('slack-scim:onGroupDelete is "retain"');
  expect(left(review)).toEqual([true, ["Team"]]);
  await production.destroy();
  expect(left(review)).toEqual([false, []]);
});

test("destroy uses the setting that the last up recorded, unless it runs the program", async () => {
  const stack = await createStack(program(person("ada"), person("grace")));
  await stack.up();
  await stack.setConfig("slack-scim:onDelete", "retain");
  await stack.destroy({ flags: ["--target", "**::ada"] });
  expect(stack.slack.user("ada")?.active).toBe(false);
  await stack.destroy({ flags: ["--run-program"] });
  expect(stack.slack.user("grace")?.active).toBe(true);
});

test("a stale branch gives a leaver no access back, and says what would", async () => {
  const production = await createStack(program(person("leaver"), person("ada")));
  const review = await besides(production, program(person("leaver"), person("ada")));
  await production.up();
  production.setProgram(program(person("ada")));
  await production.up();
  expect(production.slack.user("leaver")?.active).toBe(false);

  const stale = await review.up();
  expect(stale.stdout.replace(/\s+/g, " ")).toContain(
    "is deactivated and was taken over as it is; nothing was changed. Nobody is reactivated unless the program says so: declare `active: true`",
  );
  expect(review.resource("leaver").outputs).toMatchObject({ adopted: true, active: false });
  expect((await review.up()).changes).toEqual({ same: 2 });
  expect(production.slack.user("leaver")?.active).toBe(false);

  review.setProgram(program(person("leaver", { active: true }), person("ada")));
  review.setEnvironment({ SLACK_SCIM_MAX_REACTIVATIONS: "0" });
  const refused = await review.up({ fails: true });
  expect(refused.stdout.replace(/\s+/g, " ")).toContain("raise slack-scim:maxReactivations");
  expect(production.slack.user("leaver")?.active).toBe(false);
  review.setEnvironment({ SLACK_SCIM_MAX_REACTIVATIONS: undefined });
  await review.up();
  expect(production.slack.user("leaver")?.active).toBe(true);
});

test("an export cut in half locks out nobody when its deletes come together, and at most five when one by one", async () => {
  const everybody = Array.from({ length: 20 }, (_, index) => `person${index}`);
  const half = everybody.slice(0, 8);
  const stack = await createStack(program(...everybody.map((name) => person(name))));
  await stack.up();
  stack.setProgram(program(...half.map((name) => person(name))));
  const inactive = () => everybody.filter((name) => stack.slack.user(name)?.active === false);

  const together = await stack.up({ fails: true, flags: ["--parallel", "8"] });
  expect(together.stdout.replace(/\s+/g, " ")).toContain("asks for 8 at once");
  expect(inactive()).toEqual([]);
  await stack.up({ fails: true, flags: ["--parallel", "1"] });
  expect(inactive()).toHaveLength(5);
});

test.each([
  ["SLACK_SCIM_ON_DELETE", "delete", 'wanted "deactivate" or "retain", got "delete"'],
  [
    "SLACK_SCIM_MAX_REACTIVATIONS",
    "-1",
    'wanted a whole number from 0, or percent of a SlackScimDirectory\'s list such as 50%, got "-1"',
  ],
])("%s=%s is refused with what is wanted, before anything is sent", async (variable, value, message) => {
  const stack = await createStack(program(person("ada")));
  stack.setEnvironment({ [variable]: value });
  const { stdout } = await stack.up({ fails: true });
  expect(stdout.replace(/\s+/g, " ")).toContain(message);
  expect(stack.slack.requests).toEqual([]);
});
