import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { forecast } from "../../cli/forecast/forecast";
import { workOf } from "../../cli/forecast/plan-work";
import { readPlan } from "../../cli/guard/plan";
import { directory, person, program } from "./support/program";
import { createStack } from "./support/stack";

const entry = (userName: string, more: object = {}) => ({
  userName,
  emails: [{ value: `${userName}@example.com`, primary: true }],
  ...more,
});
const PEOPLE = {
  "e-ada": entry("ada", { title: "Analyst" }),
  "e-bert": entry("bert"),
  "e-carl": entry("carl", { enterprise: { manager: { managerId: "e-ada" } } }),
  "e-dora": entry("dora"),
  "e-eve": entry("eve", { password: "a-first-password" }),
  "e-gone": entry("gone"),
  "e-spy": entry("spy", { userName: "a secret" }),
};
const GROUPS = {
  team: { displayName: "Team", members: ["e-ada", "e-bert", "e-carl"] },
  old: { displayName: "Old", members: ["e-dora"] },
  emptied: { displayName: "Emptied", members: ["e-dora", "e-eve"] },
};
const { "e-gone": _gone, "e-bert": _bert, ...STAYING } = PEOPLE;
const LATER = {
  people: {
    ...STAYING,
    "e-ada": entry("ada", { title: "Chief" }),
    "e-dora": entry("dora", { active: false }),
    "e-new": entry("newcomer"),
  },
  groups: {
    team: { displayName: "Team", members: ["e-ada", "e-new"] },
    emptied: { displayName: "Emptied", members: [] },
  },
};
const withSecret = (source: string) => source.replaceAll('"a secret"', 'pulumi.secret("harker")');

test("the tools beside Pulumi know a directory: forecast, audit log, drift and guard, with what the engine itself prints", async () => {
  const stack = await createStack(
    withSecret(program(directory("company", { people: PEOPLE, groups: GROUPS }))),
  );
  stack.secrets.push("a-first-password");
  stack.setEnvironment({ SLACK_SCIM_AUDIT_LOG: "audit.jsonl" });
  const { slack } = stack;
  const previewed = async (...flags: string[]) =>
    (await stack.preview({ flags: ["--json", ...flags] })).stdout;

  /** Runs `up` and holds its requests against the forecast of its preview. */
  const upAsForetold = async () => {
    const [, , told] = forecast(workOf(readPlan(await previewed("--show-sames"))), { speed: 1, share: 0.8 });
    const before = slack.requests.length;
    await stack.up();
    const asked = slack.requests.length - before;
    expect(asked).toBe(Object.values(told?.requests ?? {}).reduce((one, other) => one + other, 0));
  };
  const lines = () =>
    stack
      .file("audit.jsonl")
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line));
  const named = (verb: string) =>
    lines()
      .filter((line) => line.verb === verb)
      .map(({ userName, displayName, kind }) => `${kind} ${userName ?? displayName ?? "without name"}`)
      .sort();

  await upAsForetold();
  // Of an entry with a secret in it, a first password too, nobody knows whether the name is the secret.
  expect(named("create")).toEqual([
    ...["group Emptied", "group Old", "group Team"],
    ...["ada", "bert", "carl", "dora", "gone", "without name", "without name"].map((name) => `user ${name}`),
  ]);

  const exported = async (...flags: string[]) => {
    const text = (await stack.pulumi(["stack", "export", "--stack", "dev", ...flags])).stdout;
    stack.setFile("state.json", text);
    return text;
  };
  const drift = async () => {
    const { code, stdout } = await stack.cli("drift", "--file", "state.json", "--json", "--managed-only");
    return { code, ...JSON.parse(stdout) };
  };
  const encrypted = await exported();
  record("../cli/drift/recorded/directory.json", encrypted);
  record("../cli/drift/recorded/directory-slack.json", JSON.stringify(slack.snapshot()));
  const unchanged = await drift();
  expect(unchanged).toMatchObject({ code: 0, findings: [], compared: { users: 7, groups: 3 } });
  expect(unchanged.notes.join()).toContain(
    "encrypted in the state, so not compared: people.e-eve, people.e-spy",
  );
  slack.change("ada", (one) => {
    one.title = "Cook";
  });
  slack.change("harker", (one) => {
    one.displayName = "Mina";
    one.active = false;
  });
  const changed = await drift();
  expect(changed.code).toBe(1);
  expect(changed.findings).toMatchObject([
    { kind: "inactive", subject: { name: "e-spy", entry: "people.e-spy" } },
    { kind: "attributes", subject: { name: "ada", entry: "people.e-ada" }, changes: [{ path: "title" }] },
  ]);
  slack.change("harker", (one) => {
    one.active = true;
  });
  await stack.up({ flags: ["--refresh"] });
  await exported();
  expect((await drift()).findings).toEqual([]);

  const guarded = async (...flags: string[]) => {
    const { code, stdout } = await stack.cli("guard", "--file", "plan.json", "--json", ...flags);
    return { code, ...JSON.parse(stdout) };
  };
  const bert = person("bert");
  stack.setProgram(withSecret(program(bert, directory("company", LATER, "{ dependsOn: [bert] }"))));
  const plan = await previewed();
  stack.setFile("plan.json", plan);
  record("../cli/guard/plans/directory.json", plan);
  const refused = await guarded("--max-deactivations", "0", "--protected-users", "carl");
  expect(refused.code).toBe(1);
  expect(refused.refusals.map(({ limit }: { limit: string }) => limit)).toEqual([
    ...["maxDeactivations", "maxEmptiedGroups", "protectedUsers"],
  ]);
  stack.setEnvironment({ SLACK_SCIM_MAX_DEACTIVATIONS: "4" });
  expect(await guarded("--max-emptied-groups", "1")).toMatchObject({ code: 0, verdict: "allowed" });
  await stack.up();
  expect(named("deactivate")).toEqual(["user dora", "user gone"]);
  expect(named("delete")).toEqual(["group Old"]);
  expect(stack.file("audit.jsonl")).not.toMatch(/harker|Chief|@example\.com|a-first-password/);

  stack.setProgram(program());
  const { stdout: destroy } = await stack.pulumi(["destroy", "--stack", "dev", "--preview-only", "--json"]);
  stack.setFile("plan.json", destroy);
  record("../cli/guard/plans/directory-destroy.json", destroy);
  stack.setEnvironment({ SLACK_SCIM_MAX_DEACTIVATIONS: undefined });
  expect((await guarded("--max-deactivations", "1")).refusals).toMatchObject([
    { limit: "maxDeactivations", asked: 6 },
  ]);
});

/** Keeps what the engine wrote for the quick tests: RECORD_STATES=1. Where the program lay when it ran is nobody's business. */
function record(file: string, text: string): void {
  if (!process.env.RECORD_STATES) return;
  const path = join(__dirname, file);
  mkdirSync(dirname(path), { recursive: true });
  const isPlace = (key: string) => key === "sourcePosition" || key === "stackTrace";
  const kept = JSON.parse(text, (key, value) => (isPlace(key) ? undefined : value));
  writeFileSync(path, `${JSON.stringify(kept, null, 2)}\n`);
}
