import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { countOwn, workOf } from "../../../cli/forecast/plan-work";
import { NO_WORK } from "../../../cli/forecast/work";
import { readPlan } from "../../../cli/guard/plan";
import { planOf as guardPlanOf, ofDirectory, person } from "../guard/support";
import { start } from "../spawn";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "slack-scim-forecast-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
  delete process.env.SLACK_SCIM_BUDGET_SHARE;
});

async function run(...args: string[]) {
  const command = start("forecast", ...args);
  const { code } = await command.ended;
  return { code, stdout: command.stdout(), stderr: command.stderr() };
}

function fileOf(content: string): string {
  const file = join(folder, "preview.json");
  writeFileSync(file, content);
  return file;
}

/** A step as the engine prints it. */
function step(
  op: string,
  type: "User" | "Group" | "GroupMembership",
  name: string,
  before?: object,
  after?: object,
) {
  const __provider = "exports.handler = …";
  const state = (properties: object | undefined) =>
    properties && { inputs: { __provider, ...properties }, outputs: { __provider, ...properties } };
  const urn = `urn:pulumi:dev::p::pulumi:pulumi:Stack$pulumi-nodejs:dynamic/slack-scim:${type}::${name}`;
  return { op, urn, oldState: state(before), newState: state(after) };
}

/** What the engine prints. */
function planOf(steps: object[], more: object = {}): string {
  return JSON.stringify({ steps, diagnostics: [], changeSummary: { create: 0 }, ...more });
}

const STACK = { op: "same", urn: "urn:pulumi:dev::p::pulumi:pulumi:Stack::p-dev" };
const ada = { userName: "ada", emails: [{ value: "ada@example.com", primary: true }] };

const STEPS = [
  STACK,
  step("same", "User", "same", ada, ada),
  step("update", "User", "titled", ada, { ...ada, title: "Chief" }),
  step("update", "User", "managed otherwise", ada, { ...ada, onDelete: "retain" }),
  step("update", "User", "declared less", { ...ada, title: "Chief" }, ada),
  step("update", "User", "hidden", { ...ada, title: "[secret]" }, { ...ada, title: "[secret]" }),
  step("update", "User", "cut off", ada, { ...ada, active: false }),
  step("create", "User", "new", undefined, ada),
  step("delete", "User", "leaver", ada),
  step("delete", "User", "retained", { ...ada, onDelete: "retain" }),
  step("delete", "User", "taken over", { ...ada, adopted: true }),
  step("same", "Group", "same", { displayName: "A", members: ["U1", "U2", "U3"] }),
  step(
    "update",
    "Group",
    "moved",
    { displayName: "B", members: ["U1"] },
    { displayName: "C", members: ["U2"] },
  ),
  step("create", "Group", "new", undefined, { displayName: "D", members: ["U1", "U2"] }),
  step("delete", "Group", "old", { displayName: "E", members: [] }),
];

test("a preview tells what is there and what is done, people who are retained aside", () => {
  const text = planOf(STEPS);
  expect(workOf(readPlan(text))).toEqual({
    ...NO_WORK,
    ...{ people: 9, createPeople: 1, changePeople: 3, readPeople: 3, deactivatePeople: 1 },
    ...{ groups: 3, createGroups: 1, changeGroups: 1, readGroups: 2, groupPatches: 3, deleteGroups: 1 },
    members: 2,
  });
  const owned = planOf(STEPS, { config: { "slack-scim:onDelete": "deactivate" } });
  expect(workOf(readPlan(owned)).deactivatePeople).toBe(2);
});

test("a membership changes a group as the group itself does", () => {
  const of = (members: string[], more: object = {}) => ({ groupId: "S1", members, ...more });
  const steps = [
    step("same", "GroupMembership", "same", of(["U1"]), of(["U1"])),
    step("create", "GroupMembership", "new", undefined, of(["U1", "U2"])),
    step("update", "GroupMembership", "moved", of(["U1"]), of(["U2"])),
    step("delete", "GroupMembership", "old", of(["U1", "U2"], { added: ["U2"] })),
    step("delete", "GroupMembership", "added nobody", of(["U1"], { added: [] })),
    step("delete", "GroupMembership", "retained", of(["U1"], { added: ["U1"], onDelete: "retain" })),
  ];
  const plan = readPlan(planOf(steps));
  expect(countOwn(plan)).toBe(6);
  // A create, two of an update, two of a delete and one of the delete that finds nobody to take out.
  expect(workOf(plan)).toEqual({
    ...NO_WORK,
    ...{ changeGroups: 3, readGroups: 6, groupPatches: 4, lookGroups: 1, groups: 1, memberships: 4 },
  });
});

test("a directory's step counts as the steps of resources that held the same would", () => {
  const people = (titled: string, ...names: string[]) =>
    Object.fromEntries(
      names.map((name) => [name, { ...person(name), ...(name === titled && { title: "Chief" }) }]),
    );
  const [before, after] = [people("", "ada", "bert", "carl"), people("ada", "ada", "bert", "dora")];
  const team = (...members: string[]) => ({ team: { displayName: "Team", members } });
  const groups = [team("ada", "carl"), team("ada", "dora")] as const;
  const old = { old: { displayName: "Old", members: [] } };
  const told = workOf(
    readPlan(
      guardPlanOf([
        ofDirectory(
          "update",
          { people: before, groups: { ...groups[0], ...old } },
          { people: after, groups: groups[1] },
        ),
      ]),
    ),
  );
  expect(told).toEqual({
    ...NO_WORK,
    ...{ people: 3, createPeople: 1, changePeople: 1, deactivatePeople: 1 },
    ...{ groups: 2, members: 1, changeGroups: 1, readGroups: 2, groupPatches: 2, deleteGroups: 1 },
    ...{ directories: 1, lookPeople: 1, lookGroups: 2 },
  });
  const made = readPlan(
    guardPlanOf([ofDirectory("create", undefined, { people: after, groups: groups[1] })]),
  );
  expect(countOwn(made)).toBe(1);
  expect(workOf(made)).toEqual({ ...NO_WORK, createPeople: 3, createGroups: 1, members: 2 });
  const same = readPlan(
    guardPlanOf([ofDirectory("same", { people: before, groups: groups[0] }, { people: before })]),
  );
  expect(workOf(same)).toEqual({ ...NO_WORK, people: 3, groups: 1, members: 2, directories: 1 });
});

test("numbers are foretold in words, with the limit that binds", async () => {
  const { code, stdout, stderr } = await run(..."--users 10000 --groups 200 --create 500".split(" "));
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout.split("\n").slice(0, 4)).toEqual([
    "10,000 people and 200 groups of 100 in Slack, at 80 % of its limits:",
    "  refresh  20 requests, no limit binds (4 × GET Users/{id}, 10 × GET Users, 4 × GET Groups/{id}, 2 × GET Groups)",
    "  preview  13 requests, no limit binds (13 × GET Users)",
    "  up       513 requests, 3 min, bound by POST Users at 144 a minute (13 × GET Users, 500 × POST Users)",
  ]);
});

test("a preview in a file or on standard input is foretold the same, at the share that its stack is configured with", async () => {
  const text = planOf(STEPS, { config: { "slack-scim:budgetShare": "0.5" } });
  const file = fileOf(text);
  const told = JSON.parse((await run("--file", file, "--json", "--users", "10000")).stdout);
  expect(told).toMatchObject({
    budgetShare: 0.5,
    work: { people: 10_000, createPeople: 1 },
    operations: [{ operation: "refresh" }, { operation: "preview" }, { operation: "up", limit: null }],
  });
  const { byKind, requests } = told.operations[2];
  expect(byKind).toMatchObject({ "POST Users": 1, "PATCH Users/{id}": 3, "DELETE Users/{id}": 1 });
  expect(requests).toBe(Object.values(byKind as Record<string, number>).reduce((one, other) => one + other));
  const shell = `"$0" "$1" forecast --json --users 10000 < "$2"`;
  const [node = "", script = ""] = start("--version").child.spawnargs;
  const piped = spawnSync("sh", ["-c", shell, node, script, file], { encoding: "utf8" });
  expect(JSON.parse(piped.stdout)).toEqual(told);
});

test("the environment's share counts as in a run: before the configuration's, and after the flag's", async () => {
  process.env.SLACK_SCIM_BUDGET_SHARE = "0.25";
  const file = fileOf(planOf(STEPS, { config: { "slack-scim:budgetShare": "0.5" } }));
  const shareOf = async (...args: string[]) => JSON.parse((await run(...args, "--json")).stdout).budgetShare;
  expect(await shareOf("--file", file)).toBe(0.25);
  expect(await shareOf("--users", "3", "--create", "1")).toBe(0.25);
  expect(await shareOf("--file", file, "--budget-share", "0.6")).toBe(0.6);
});

test("a preview without a resource of this package costs nothing, and says so", async () => {
  const { code, stdout, stderr } = await run("--file", fileOf(planOf([STACK])));
  expect(code).toBe(0);
  expect(stdout).toMatch(/refresh {2}no requests\n {2}preview {2}no requests\n {2}up {7}no requests/);
  expect(stderr).toBe("note: none of the 1 steps of this preview is about Slack.\n");
});

const WHOLE = planOf(STEPS);
const BROKEN = ofDirectory("create", undefined, { people: { a: "{" } });

test.each([
  ["nothing", "", "Nothing came: `pulumi preview --json` printed no plan."],
  ["one cut short", WHOLE.slice(0, 700), "The plan is cut short"],
  [
    "one with an entry that is no JSON",
    guardPlanOf([BROKEN]),
    "people.a of the directory company is no JSON",
  ],
  ["words before it", `Previewing update\n${WHOLE}`, "This is no plan: JSON was wanted."],
  ["another tool's", '{"format_version":"1.2","resource_changes":[]}', "This is a plan of Terraform"],
  ["steps of another shape", planOf([{ op: "create" }]), "A step of the plan has no op or no urn"],
  [
    "one of a stack with a share that nobody can have",
    planOf(STEPS, { config: { "slack-scim:budgetShare": "2" } }),
    'slack-scim:budgetShare (or SLACK_SCIM_BUDGET_SHARE): wanted a number from 0.001 up to 1, got "2". Correct it',
  ],
  ["a failed one", planOf([], { diagnostics: [{ severity: "error", message: "x" }] }), "The preview failed"],
])("a preview that is %s is refused with what to do", async (_what, content, refusal) => {
  const { code, stdout, stderr } = await run("--file", fileOf(content));
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toContain(`error: ${refusal}`);
});

test.each([
  ["--users 10k", "It must be a whole number."],
  ["--create -5", "It must be a whole number."],
  ["--create 1.5", "It must be a whole number."],
  ["--members 99999999", "It must be at most 1000000."],
  ["--users 3 --budget-share 0", "It must be a number from 0.001 to 1, as 0.8."],
  ["--users 3 --budget-share 1e-320", "It must be a number from 0.001 to 1, as 0.8."],
  ["--users 3 --budget-share 2", "It must be a number from 0.001 to 1, as 0.8."],
  ["--users 3 --budget-share half", "It must be a number from 0.001 to 1, as 0.8."],
  ["--user 3", "unknown option '--user'"],
  ["--file /nowhere/preview.json", "ENOENT"],
  ["--file x --create 3", "leave out all numbers but --users, --groups and --members"],
])("forecast %s is refused", async (args, refusal) => {
  const { code, stdout, stderr } = await run(...args.split(" "));
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toContain(refusal);
});
