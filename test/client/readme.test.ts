import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import * as scim from "../../provider/scim";

const readme = readFileSync(path.join(__dirname, "../../provider/scim/README.md"), "utf8");
const tests = readdirSync(__dirname)
  .filter((name) => name.endsWith(".test.ts") && name !== path.basename(__filename))
  .map((name) => readFileSync(path.join(__dirname, name), "utf8"))
  .join("\n");
const rows = readme.split("## Beside Slack's own SDKs")[1]?.split("## Coming from Python")[0] ?? "";
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
  const source = readFileSync(path.join(__dirname, "../../provider/scim/options.ts"), "utf8");
  const options = source.split("export interface CallOptions")[0]?.matchAll(/^ {2}(\w+)\??:/gm) ?? [];
  const table = readme.split("## Beside")[0];
  for (const [, name] of options) expect(table).toContain(`\`${name}\``);
});

test("whatever the table for those who come from Python names as ours is there", () => {
  const migration = readme.split("## Coming from Python")[1] ?? "";
  const ours = migration
    .split("\n")
    .flatMap((line) => [...(line.split("|")[2] ?? "").matchAll(/`(\w+)\.(\w+)/g)]);
  const client = new scim.SlackScimClient({ token: "xoxp-1" });
  for (const [, endpoint, method] of ours) {
    if (endpoint === "users" || endpoint === "groups")
      expect(typeof client[endpoint][method as "get"]).toBe("function");
  }
  const classes = [...migration.matchAll(/`(\w+(?:RetryHandler|Calculator|Jitter|Error|Client))`/g)].map(
    ([, name = ""]) => name,
  );
  const theirs = /^(SCIMClient|Async\w+)$/;
  for (const name of classes.filter((name) => !theirs.test(name) && name !== "Jitter"))
    expect(scim).toHaveProperty(name);
});
