import { forecast } from "../../cli/forecast/forecast";
import { workOf } from "../../cli/forecast/plan-work";
import { readPlan } from "../../cli/guard/plan";
import { group, person, program } from "./support/program";
import { createStack } from "./support/stack";

const NAMES = Array.from({ length: 12 }, (_, index) => `person${index}`);
const HARKER =
  'new SlackScimUser("spy", { userName: pulumi.secret("harker"), emails: [{ value: "h@example.com" }] });';

/** The lines that say what a run did; the engine shows each more than once. */
const done = (stdout: string) => [...new Set(stdout.match(/\d+ requests to Slack \(.*/g))];

test("a whole stack: the forecast of its preview, the log of its writes without secret names, and a line of what the run did", async () => {
  const stack = await createStack(
    program(...NAMES.map((name) => person(name)), HARKER, group("Team", ["person0"])),
  );
  stack.setEnvironment({ SLACK_SCIM_AUDIT_LOG: "/dev/full", SLACK_SCIM_MAX_DEACTIVATIONS: "50" });
  const full = await stack.up({ fails: true });
  expect(full.stdout).toContain("nothing was sent to Slack, since the audit log /dev/full cannot be written");
  expect(stack.slack.writes).toEqual([]);

  stack.setEnvironment({ SLACK_SCIM_AUDIT_LOG: "audit.jsonl" });
  const plan = readPlan((await stack.preview({ flags: ["--json"] })).stdout);
  const [, , told] = forecast(workOf(plan), { speed: 1, share: 0.8 });
  const before = stack.slack.requests.length;
  const { stdout } = await stack.up();
  const asked = stack.slack.requests.length - before;
  expect(asked).toBe(Object.values(told?.requests ?? {}).reduce((one, other) => one + other, 0));
  expect(done(stdout)).toEqual([
    expect.stringMatching(/^\d+ requests .*13 × POST Users.*; 13 people created; 1 group created/),
  ]);

  const entries = () =>
    stack
      .file("audit.jsonl")
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
  const named = (verb: string) =>
    entries()
      .filter((entry) => entry.verb === verb && entry.kind === "user")
      .map(({ userName }) => userName)
      .sort();
  expect(named("create")).toEqual([...NAMES, undefined].sort());
  expect(entries()[0]).toMatchObject({ organization: "acme", kind: "run", verb: "begin" });

  const length = entries().length;
  const again = await stack.up();
  expect(again.changes).toEqual({ same: 14 });
  expect(done(again.stdout)).toEqual([]);
  expect(entries()).toHaveLength(length);

  await stack.destroy();
  expect(named("deactivate")).toEqual([...NAMES, undefined].sort());
  expect(stack.file("audit.jsonl")).not.toContain("harker");
  expect(stack.file("audit.jsonl")).not.toContain("@example.com");
});
