import { execFile } from "node:child_process";
import { readdirSync, readFileSync, unlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { startEmulator } from "../../emulator";
import * as scim from "../../provider/scim";
import { readmeProgram } from "../install/readme-programs";

const readme = readFileSync(path.join(__dirname, "../../provider/scim/README.md"), "utf8");
const tests = readdirSync(__dirname, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".test.ts") && name !== path.basename(__filename))
  .map((name) => readFileSync(path.join(__dirname, name), "utf8"))
  .join("\n");
const section = (title: string) => readme.split(`\n## ${title}\n`)[1]?.split("\n## ")[0] ?? "";
const rows = section("Beside Slack's own SDKs");
const quoted = [...rows.matchAll(/"([^"]{20,})"/g)].map(([, name = ""]) => name);

test("the comparison names the test of each row", () => {
  const compared = rows.split("\n").filter((line) => /^\| *[^ |-]/.test(line));
  expect(compared.length).toBeGreaterThan(40);
  for (const line of compared) expect(line.split("|").at(-2)).toMatch(/"/);
  expect(quoted.length).toBeGreaterThan(50);
});

test.each(quoted)("the comparison quotes a test that exists: %s", (name) => {
  expect(tests).toContain(`"${name}"`);
});

test("every option of the client is in its table of options", () => {
  const source = readFileSync(path.join(__dirname, "../../provider/scim/request/options.ts"), "utf8");
  const options = source.split("export interface CallOptions")[0]?.matchAll(/^ {2}(\w+)\??:/gm) ?? [];
  const table = section("Options");
  for (const [, name] of options) expect(table).toContain(`\`${name}\``);
});

test.each(["Coming from Python", "Coming from Java"])("whatever “%s” names as ours is there", (title) => {
  const migration = section(title);
  const ours = migration
    .split("\n")
    .flatMap((line) => [...(line.split("|")[2] ?? "").matchAll(/`(\w+)\.(\w+)/g)]);
  expect(ours.length).toBeGreaterThan(1);
  const client = new scim.SlackScimClient({ token: "xoxp-1" });
  for (const [, endpoint, method] of ours) {
    if (endpoint === "users" || endpoint === "groups")
      expect(typeof client[endpoint][method as "get"]).toBe("function");
  }
  const classes = [...migration.matchAll(/`(\w+(?:RetryHandler|Calculator|Jitter|Error|Client))`/g)].map(
    ([, name = ""]) => name,
  );
  const theirs = /^(SCIM\w+|Async\w+)$/;
  for (const name of classes.filter((name) => !theirs.test(name) && name !== "Jitter"))
    expect(scim).toHaveProperty(name);
});

test("the table of errors names every class and every question", () => {
  const named = section("Errors");
  for (const name of Object.keys(scim).filter((name) =>
    /^(SlackScim\w+Error|is[A-Z]\w+|hasSlackCode)$/.test(name),
  ))
    expect(named).toContain(`\`${name}\``);
});

test("the README's program runs as it stands, against the emulator", async () => {
  expect(readme.match(/^```js$/gm)).toHaveLength(3);
  // Inside of the package, so that its name means itself.
  const file = path.join(__dirname, `../../dist/readme-${process.pid}.mjs`);
  writeFileSync(file, readmeProgram(readme));
  const slack = await startEmulator({ limits: "off" });
  try {
    const env = { PATH: process.env.PATH, SLACK_SCIM_TOKEN: slack.token, SLACK_SCIM_BASE_URL: slack.v2 };
    const { stdout } = await promisify(execFile)(process.execPath, [file], { env });
    expect(stdout).toMatch(/^409 email_taken [UW]\w+$/m);
    expect(stdout).toContain(`GET Users/${slack.user("ada")?.id} 200`);
    expect(slack.user("ada")).toMatchObject({ title: "CTO" });
    expect(slack.group("On call")?.members).toHaveLength(1);
  } finally {
    await slack.close();
    unlinkSync(file);
  }
});
