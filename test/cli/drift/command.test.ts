import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SEVERITIES } from "../../../cli/drift/findings";
import { isAtLeast, type Report } from "../../../cli/drift/report";
import { type start, startWith } from "../spawn";
import { add, exportOf, group, startSlack, user } from "./support";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "slack-scim-drift-"));
});
afterEach(() => rmSync(root, { recursive: true }));

async function ended(command: ReturnType<typeof start>) {
  const { code } = await command.ended;
  return { code, out: command.stdout(), err: command.stderr() };
}

const drift = (state: string, ...args: string[]) => ended(startWith(state, "drift", ...args));

/** Slack, and a state of which one title differs there. */
async function withDifference() {
  const slack = await startSlack();
  const state = exportOf(user(add(slack, "ada", { title: "B" }), "ada", { title: "A" }));
  return { slack, state };
}

test("without drift it says so and ends with 0; who is not managed is good to know", async () => {
  const slack = await startSlack();
  const state = exportOf(user(add(slack, "ada"), "ada"));
  expect(await drift(state, "--managed-only")).toEqual({
    code: 0,
    out: "1 person and 0 groups of stack people/dev, compared with acme, which has 2 accounts and 0 groups.\n\nNo drift.\n",
    err: "",
  });
  const all = await drift(state);
  expect(all.code).toBe(0);
  expect(all.out).toContain(
    "Good to know (1)\n  People whom nothing manages: owner (U0000000001)\n    → Declare",
  );
});

test("a difference is told with both values and what to do, and ends with 1", async () => {
  const { state } = await withDifference();
  const { code, out } = await drift(state, "--managed-only");
  expect(code).toBe(1);
  expect(out).toContain(
    [
      "Differences (1)",
      "  Different from what is declared",
      "    user ada (U0000000002)",
      '      title: declared "A", Slack holds "B"',
      "    → `pulumi up --refresh` writes what is declared; to keep what Slack holds, change the program.",
    ].join("\n"),
  );
});

test("--fail-on says from which severity on the exit code is 1", async () => {
  const { state } = await withDifference();
  expect((await drift(state, "--fail-on", "decision")).code).toBe(0);
  const { counts } = JSON.parse((await drift(state, "--json", "--fail-on", "never")).out);
  const wanted: Record<string, boolean> = { decision: false, difference: true, notice: true };
  for (const severity of SEVERITIES) expect(isAtLeast({ counts } as Report, severity)).toBe(wanted[severity]);
});

test.each<[string, string, string[], string]>([
  ["a broken state", "{", [], "error: stdin is cut short after 1 characters."],
  ["an unknown option", "", ["--jsn"], "error: unknown option '--jsn'"],
  [
    "an unknown severity",
    "",
    ["--fail-on", "all"],
    "error: option '--fail-on <severity>' argument 'all' is invalid.",
  ],
  ["two reports for one output", "", ["--json", "--html"], "error: --json and --html would both be printed"],
  [
    "a page over the state",
    "",
    ["--file", "s.json", "--html", "s.json"],
    "error: --html would overwrite s.json",
  ],
  ["a file that is missing", "", ["--file", "missing.json"], "error: Cannot read missing.json: ENOENT."],
])("%s ends with 2: whether there is drift could not be told", async (_what, state, args, message) => {
  const { code, out, err } = await drift(state, ...args);
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toContain(message);
});

test("a token that Slack refuses, or none, ends with 2 and what to do, without the token", async () => {
  const { state } = await withDifference();
  process.env.SLACK_SCIM_TOKEN = "xoxp-wrong";
  const wrong = await drift(state);
  expect(wrong.code).toBe(2);
  expect(wrong.err).toMatch(
    /^error: Slack refused GET Users with 401 invalid_authentication\. The token is wrong or revoked/,
  );
  expect(wrong.err).not.toContain("xoxp-wrong");
  delete process.env.SLACK_SCIM_TOKEN;
  delete process.env.SLACK_SCIM_BASE_URL;
  expect(await drift(state)).toMatchObject({ code: 2, err: expect.stringContaining("SLACK_SCIM_TOKEN") });
});

test("a list that fails halfway ends with 2, and nobody is told to be gone", async () => {
  const { slack, state } = await withDifference();
  slack.fault({ path: "Groups", status: 403, body: { schemas: [], detail: "not_allowed" }, times: 10 });
  expect(await drift(state)).toMatchObject({ code: 2, out: "" });
});

test("a page is written beside what is printed, or printed alone", async () => {
  const { state } = await withDifference();
  const page = join(root, "drift.html");
  const both = await drift(state, "--json", "--html", page);
  expect(JSON.parse(both.out)).toMatchObject({
    version: 1,
    counts: { decision: 0, difference: 1, notice: 1 },
  });
  expect(readFileSync(page, "utf8")).toMatch(/^<!DOCTYPE html>/);
  expect((await drift(state, "--html")).out).toMatch(/^<!DOCTYPE html>[\s\S]*<\/html>\n$/);
});

test("several states count together: what one of them has is managed", async () => {
  const slack = await startSlack();
  const files = ["ada", "bob"].map((name) => {
    const file = join(root, `${name}.json`);
    writeFileSync(file, exportOf(user(add(slack, name), name)));
    return ["--file", file];
  });
  const { out } = await drift("", ...files.flat());
  expect(out).toContain("2 people and 0 groups");
  expect(out).toContain("People whom nothing manages: owner (");
});

test("names that a terminal would obey are written out", async () => {
  const slack = await startSlack();
  const id = slack.addGroup({ displayName: "Team" });
  slack.change(id, (one) => {
    one.displayName = "\u001B[2J\u202EmaeT\nError";
  });
  const { out } = await drift(exportOf(group(id, "Team")), "--managed-only");
  expect(out).toContain("group [U+001B][2J[U+202E]maeT[U+000A]Error (S0000000001)");
  expect(out).not.toMatch(/\u202E/);
});

test("of many findings of a kind fifty are told, and how many more there are", async () => {
  const slack = await startSlack({ seed: 60 });
  const people = slack
    .users()
    .map(({ id, userName, emails }) => user(id, userName, { emails, title: "Other" }));
  const { out } = await drift(exportOf(...people), "--managed-only");
  expect(out.match(/title: declared/g)).toHaveLength(50);
  expect(out).toContain("… and 11 more: --json and --html tell all");
});
