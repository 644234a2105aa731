import { execFileSync } from "node:child_process";
import { builtTool } from "./built";

/** Runs a script with the built package as `slack`, under Pulumi's mocks, and answers with the files it has loaded then. */
function loadedBy(script: string): string[] {
  const source = `
    const pulumi = require("@pulumi/pulumi");
    const before = new Set(Object.keys(require.cache));
    const slack = require(${JSON.stringify(builtTool("index", "provider"))});
    const mocks = { newResource: ({ name, inputs }) => ({ id: name, state: inputs }), call: () => ({ id: "U0ADA" }) };
    const say = () => console.log(JSON.stringify(Object.keys(require.cache).filter((file) => !before.has(file))));
    pulumi.runtime.setMocks(mocks).then(async () => { ${script} }).then(say);`;
  const printed = execFileSync(process.execPath, ["-e", source], { timeout: 20_000 }).toString();
  return JSON.parse(printed);
}

const ofTheClient = (files: string[]) =>
  files.filter((file) => /node_modules.node-fetch\b|provider.scim.(client|transport)\b/.test(file));

test("a program that looks nothing up loads no HTTP client, and neither does a look-up under mocks", () => {
  const resources = loadedBy(
    'new slack.SlackScimUser("ada", { userName: "ada", emails: [{ value: "ada@example.com" }] });',
  );
  expect(resources.length).toBeGreaterThan(5);
  expect(ofTheClient(resources)).toEqual([]);
  const mocked = loadedBy('await slack.getUser({ userName: "ada" }); slack.getGroupsOutput();');
  expect(mocked.length).toBeGreaterThan(5);
  expect(ofTheClient(mocked)).toEqual([]);
});

test("a program of resources alone loads nothing with which Pulumi writes functions down", async () => {
  const source = `
    const slack = require(${JSON.stringify(builtTool("index", "provider"))});
    const { setMocks } = require("@pulumi/pulumi/runtime/mocks");
    const mocks = { newResource: ({ name, inputs }) => ({ id: name, state: inputs }), call: ({ inputs }) => inputs };
    setMocks(mocks).then(() => {
      const company = new slack.SlackScimDirectory("company", { people: { "e-1": { userName: "ada", emails: [] } } });
      company.id.apply((id) => console.log(JSON.stringify([id, ...Object.keys(require.cache)])));
    });`;
  const [id, ...loaded]: string[] = JSON.parse(
    execFileSync(process.execPath, ["-e", source], { timeout: 20_000 }).toString(),
  );
  expect(id).toBe("company");
  expect(loaded.filter((file) => /node_modules.(typescript|@npmcli)\b|runtime.closure\b/.test(file))).toEqual(
    [],
  );
});

test("the first look-up loads the client", () => {
  const asked = loadedBy(`
    pulumi.runtime.getMonitor().getChannel = () => {};
    process.env.SLACK_SCIM_TOKEN = "xoxp-1";
    process.env.SLACK_SCIM_BASE_URL = "http://127.0.0.1:9/scim/v2/";
    process.env.SLACK_SCIM_RETRY_SECONDS = "0.01";
    await slack.getUser({ userName: "ada" }).catch(() => {});`);
  expect(ofTheClient(asked).length).toBeGreaterThan(2);
});

test("the package exports these names", () => {
  expect(Object.keys(require("../../provider")).sort()).toEqual([
    "SlackScimDirectory",
    "SlackScimGroup",
    "SlackScimGroupMembership",
    "SlackScimProvider",
    "SlackScimUser",
    "getGroup",
    "getGroupOutput",
    "getGroups",
    "getGroupsOutput",
    "getUser",
    "getUserOutput",
    "getUsers",
    "getUsersOutput",
  ]);
});
