import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CHECKS } from "../../../cli/doctor/finding";
import { type SlackEmulator, startEmulator } from "../../../emulator";
import { start } from "../spawn";

let slack: SlackEmulator;
beforeEach(async () => {
  slack = await startEmulator();
  Object.assign(process.env, { SLACK_SCIM_TOKEN: slack.token, SLACK_SCIM_BASE_URL: slack.v2 });
});
afterEach(async () => {
  delete process.env.SLACK_SCIM_TOKEN;
  delete process.env.SLACK_SCIM_BASE_URL;
  await slack.close();
});

async function run(...args: string[]) {
  const { ended, stdout, stderr } = start("doctor", ...args);
  const { code } = await ended;
  return { code, stdout: stdout(), stderr: stderr() };
}

test("without a problem it ends with 0, in sentences, and shows no token", async () => {
  const { code, stdout, stderr } = await run();
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatch(/^ok {7}access {9}The token reads people/m);
  expect(stdout).toMatch(/^0 problems, \d warnings?; \d could not be found out\.$/m);
  expect(stdout).not.toContain(slack.token);
  expect(slack.writes).toEqual([]);
});

test("with a problem it ends with 1, and each finding has its remedy", async () => {
  process.env.SLACK_SCIM_TOKEN = "xoxp-wrong";
  const { code, stdout } = await run();
  expect(code).toBe(1);
  expect(stdout).toMatch(
    /^problem {2}access .*401 invalid_authentication\.\n {24}The token is wrong or revoked/m,
  );
  expect(stdout).not.toContain("xoxp-wrong");
});

test("--json says the same for programs", async () => {
  process.env.SLACK_SCIM_TOKEN = "xoxb-bot";
  const { code, stdout } = await run("--json");
  const { problems, findings, settings } = JSON.parse(stdout);
  expect([code, problems]).toEqual([1, 2]);
  expect(findings.find(({ check }: { check: string }) => check === "token")).toMatchObject({
    level: "problem",
    remedy: expect.any(String),
  });
  expect(settings).toContainEqual({ name: "maxDeactivations", value: "5", from: "default" });
  expect(stdout).not.toContain("xoxb-bot");
});

test("a wrong option ends with 1", async () => {
  expect((await run("--stak", "x")).code).toBe(1);
});

test("the guide names every check", () => {
  const guide = readFileSync(join(__dirname, "../../../docs/doctor.md"), "utf8");
  const named = [...guide.matchAll(/^\| (`.*?`) \|/gm)].flatMap(([, cell = ""]) => cell.match(/\w+/g) ?? []);
  expect(named.sort()).toEqual([...CHECKS].sort());
});
