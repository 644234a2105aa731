import { type Judgement, judge } from "../../cli/guard/judge";
import { readLimits } from "../../cli/guard/limits";
import type { Overrides } from "../../cli/guard/option-names";
import { readPlan } from "../../cli/guard/plan";
import { group, person, program } from "./support/program";
import { createStack } from "./support/stack";

const names = "abcdefg".split("").map((letter) => `${letter}-person`);

function judged(text: string, overrides: Overrides = {}): Judgement {
  const plan = readPlan(text);
  return judge(plan, readLimits(plan, overrides, {}, 0));
}

test("doctor finds a real project well; guard refuses a real plan that up would only stop half-way, and allows one that up then carries out", async () => {
  const everybody = names.map((name) => person(name));
  const stack = await createStack(program(...everybody, group("Team", names)));
  await stack.setConfig("slack-scim:protectedUsers", "g-person");
  await stack.setConfig("slack-scim:organization", "acme");
  await stack.setConfig("slack-scim:token", stack.slack.token, { secret: true });
  await stack.setConfig("slack-scim:baseUrl", stack.slack.v2);
  stack.setEnvironment({ SLACK_SCIM_TOKEN: undefined, SLACK_SCIM_BASE_URL: undefined });
  const health = await stack.cli("doctor", "--json", "--stack", "dev");
  expect(health.code).toBe(0);
  const { findings } = JSON.parse(health.stdout);
  const levels = findings.map(({ check, level }: { check: string; level: string }) => `${check} ${level}`);
  expect(levels).toEqual(
    expect.arrayContaining(["engine ok", "sdk ok", "configuration ok", "access ok", "organization ok"]),
  );

  const first = await stack.preview({ flags: ["--json"] });
  expect(judged(first.stdout)).toMatchObject({ verdict: "allowed", allowed: [], told: [] });
  await stack.up();

  stack.setProgram(program(group("Team", [])));
  const all = await stack.preview({ flags: ["--json"] });
  const { refusals } = judged(all.stdout);
  stack.setFile("plan.json", all.stdout);
  expect(await stack.cli("guard", "--file", "plan.json")).toMatchObject({ code: 1, stderr: "" });
  expect(refusals.map(({ limit, asked }) => [limit, asked])).toEqual([
    ["maxDeactivations", 7],
    ["maxEmptiedGroups", 1],
    ["protectedUsers", 2],
  ]);
  expect(refusals[0]?.concerned.map(({ who }) => who).sort()).toEqual(
    names.map((name) => `${name} (${name}@example.com)`),
  );

  const [renamed = "", leaver = "", ...rest] = names;
  const kept = rest.map((name) => person(name));
  stack.setProgram(
    program(person(renamed, {}, { name: "moved" }), ...kept, group("Team", ["moved", ...rest])),
  );
  const some = await stack.preview({ flags: ["--json"] });
  const allowed = judged(some.stdout);
  expect(allowed.verdict).toBe("allowed");
  expect(allowed.told.map(({ resource, what }) => [resource, what])).toEqual([
    [renamed, "deleted, released: declared elsewhere in this program"],
  ]);
  expect(allowed.allowed.map(({ sentence }) => sentence.slice(0, 32))).toEqual([
    "1 person would be deactivated (s",
    "group Team would lose 2 of its 7",
  ]);
  await stack.up();
  expect(names.map((name) => stack.slack.user(name)?.active)).toEqual(names.map((name) => name !== leaver));

  stack.setProgram('throw new Error("oh no");');
  const failed = await stack.preview({ flags: ["--json"], fails: true });
  expect(() => judged(failed.stdout)).toThrow("The preview failed");
  const none = await stack.begin("preview", { flags: ["--json", "--no-such-flag"] }).ended;
  expect(() => judged(none.stdout)).toThrow("Nothing came");
});
