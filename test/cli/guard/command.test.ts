import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { OVERRIDABLE, optionOf } from "../../../cli/guard/option-names";
import { startWith } from "../spawn";
import { deleted, planOf, recorded } from "./support";

async function run(input: string, ...args: string[]) {
  const { ended, stdout, stderr } = startWith(input, "guard", ...args);
  const { code } = await ended;
  return { code, stdout: stdout(), stderr: stderr() };
}

test("a plan that is allowed ends with 0 and says whom it concerns", async () => {
  const { code, stdout, stderr } = await run(planOf([deleted("ada")]));
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toBe(
    [
      "allowed: 1 person would be deactivated (slack-scim:maxDeactivations (or SLACK_SCIM_MAX_DEACTIVATIONS) allows 5).",
      "  U0ADA  deleted  ada (ada@example.com), resource ada",
      "The plan is allowed.",
      "",
    ].join("\n"),
  );
});

test("a plan that is refused ends with 1, refusals first", async () => {
  const { code, stdout } = await run(recorded("everything.json"), "--max-deactivations", "3");
  expect(code).toBe(1);
  expect(stdout).toMatch(
    /^refused: 4 people would be deactivated, and .* allows 3\. .*: --max-deactivations 4\.\n {2}U\d+ /,
  );
  expect(stdout).toContain("`pulumi up` keeps to the settings.");
});

test.each([
  ["no plan", [], "nothing here"],
  ["an unknown option", ["--max-deactivation", "3"], planOf([])],
  ["an option without its value", ["--max-deactivations"], planOf([])],
  ["a number that is none", ["--max-emptied-groups", "all"], planOf([])],
  ["a wrong setting", ["--max-deactivations", "all"], planOf([])],
  ["a file that is not there", ["--file", "/nowhere/plan.json"], ""],
])("%s ends with 2 and an error, and nothing says allowed", async (_what, args, input) => {
  const { code, stdout, stderr } = await run(input, ...args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toMatch(/^error: /);
});

test("a setting of the environment counts", async () => {
  process.env.SLACK_SCIM_MAX_DEACTIVATIONS = "0";
  try {
    expect((await run(planOf([deleted("ada")]))).code).toBe(1);
  } finally {
    delete process.env.SLACK_SCIM_MAX_DEACTIVATIONS;
  }
});

test("--json says the same for programs, an unreadable plan too", async () => {
  const { code, stdout } = await run(recorded("everything.json"), "--json");
  const { verdict, refusals } = JSON.parse(stdout);
  expect([code, verdict, refusals[0].limit]).toEqual([1, "refused", "maxEmptiedGroups"]);
  const unread = await run("", "--json");
  expect([unread.code, JSON.parse(unread.stdout)]).toEqual([
    2,
    { verdict: "unreadable", error: expect.stringMatching(/^Nothing came/) },
  ]);
});

test("--file reads what PowerShell's redirection writes", async () => {
  const folder = mkdtempSync(join(tmpdir(), "slack-scim-guard-"));
  try {
    const file = join(folder, "plan.json");
    writeFileSync(file, `\uFEFF${planOf([deleted("ada")])}`, "utf16le");
    expect((await run("", "--file", file)).stdout).toContain("ada (ada@example.com)");
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("the guide names every option and every exit code", () => {
  const guide = readFileSync(join(__dirname, "../../../docs/guard.md"), "utf8");
  const options = [...OVERRIDABLE.map(optionOf), "--max-emptied-groups"].sort();
  const rows = [...guide.matchAll(/^\| (`--.*?`) \|/gm)].flatMap(
    ([, cell = ""]) => cell.match(/--[\w-]+/g) ?? [],
  );
  expect(rows.sort()).toEqual(options);
  expect(guide.match(/^\| \d \|/gm)).toEqual(["| 0 |", "| 1 |", "| 2 |"]);
});
