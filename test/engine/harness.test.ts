import { writeFileSync } from "node:fs";
import { whatMustHold } from "./support/inspection";
import { createStack } from "./support/stack";

const people = `
  const { SlackScimGroup, SlackScimUser } = require("pulumi-slack-scim");
  const ada = new SlackScimUser("ada", { userName: "ada", emails: [{ value: "ada@example.com", primary: true }] });
  new SlackScimGroup("engineers", { displayName: "Engineers", members: [ada.id] });
`;

/** A resource of another kind, whose create is the given statement. */
function resourceThat(statement: string): string {
  return `
    const { dynamic } = require("@pulumi/pulumi");
    const provider = { async create(inputs) { ${statement}; return { id: "1", outs: inputs }; } };
    class Thing extends dynamic.Resource {}
    new Thing(provider, "thing", {}, {}, "test", "Thing");
  `;
}

test("a stack is created, unchanged, refreshed and destroyed, and its program talks to nobody", async () => {
  const stack = await createStack(people);
  expect((await stack.preview()).changes).toEqual({ create: 2 });
  expect(stack.slack.writes).toEqual([]);
  expect((await stack.up()).changes).toEqual({ create: 2 });
  expect(stack.slack.group("Engineers")?.members).toHaveLength(1);

  stack.slack.clearLog();
  expect((await stack.up({ preview: true })).changes).toEqual({ same: 2 });
  expect(stack.slack.writes).toEqual([]);
  expect((await stack.refresh()).changes).toEqual({ same: 2 });
  expect((await stack.destroy()).changes).toEqual({ delete: 2 });
  expect(stack.slack.user("ada")?.active).toBe(false);
  expect(stack.requestsOfProgram()).toEqual([]);
});

test("a step tells which inputs it changes", async () => {
  const stack = await createStack(people);
  await stack.up();
  stack.setProgram(people.replace('userName: "ada"', 'userName: "ada", title: "Analyst"'));
  expect((await stack.up()).steps).toEqual([
    expect.objectContaining({ name: "ada", op: "update", inputs: ["title"], failed: false }),
    expect.objectContaining({ name: "engineers", op: "same", inputs: [] }),
  ]);
});

test("a command that is killed ends without a code, and the stack can be unlocked", async () => {
  const stack = await createStack(
    resourceThat("await new Promise((resolve) => setTimeout(resolve, 60_000))"),
  );
  const up = stack.begin("up");
  await stack.providerRuns();
  up.kill();
  expect((await up.ended).code).toBeNull();
  await stack.unlock();
  stack.setProgram("");
  await stack.up();
});

test("a stack whose file of attributes a kill left empty is usable again after what README says", async () => {
  const stack = await createStack(people);
  writeFileSync(`${stack.stateFile()}.attrs`, "");
  await expect(stack.pulumi(["cancel", "--yes", "--stack", "dev"])).rejects.toThrow(
    "failed to load checkpoint: EOF",
  );
  await stack.unlock();
  expect((await stack.up()).changes).toEqual({ create: 2 });
});

test("a command that ends otherwise than the test says fails it, and shows what was printed", async () => {
  const stack = await createStack("");
  await expect(stack.up({ fails: true })).rejects.toThrow(
    /expected `pulumi up` to fail, it ended with 0:.*Updating/s,
  );
  stack.setProgram('throw new Error("no luck")');
  await expect(stack.up()).rejects.toThrow(/expected `pulumi up` to succeed, it ended with [1-9].*no luck/s);
});

test("a connection of the program is noticed", async () => {
  const stack = await createStack("");
  stack.setProgram(`fetch(${JSON.stringify(stack.slack.v2)}).then(() => {})`);
  await stack.up();
  expect(stack.requestsOfProgram()).toEqual([new URL(stack.slack.url).host]);
});

test("a connection off this machine is refused, also to a provider", async () => {
  const stack = await createStack(
    resourceThat(
      'await new Promise((_, reject) => require("net").connect(443, "192.0.2.1").on("error", reject))',
    ),
  );
  const up = await stack.up({ fails: true });
  expect(up.stdout + up.stderr).toContain("connection to 192.0.2.1:443 refused");
});

test("a base URL off this machine is refused", async () => {
  const stack = await createStack("");
  expect(() => stack.setEnvironment({ SLACK_SCIM_BASE_URL: "https://api.slack.com/scim/v2/" })).toThrow(
    "api.slack.com is not this machine",
  );
  await expect(stack.setConfig("slack-scim:baseUrl", "https://api.slack.com/scim/v2/")).rejects.toThrow(
    "api.slack.com is not this machine",
  );
});

test("a token in the developer's shell does not reach the stack", async () => {
  process.env.SLACK_SCIM_TOKEN = "xoxp-of-the-shell";
  const stack = await createStack("console.log(process.env.SLACK_SCIM_TOKEN.length)");
  delete process.env.SLACK_SCIM_TOKEN;
  const up = await stack.up();
  expect(up.stdout).toContain(`${stack.slack.token.length}`);
  expect(up.stdout).not.toContain(`${"xoxp-of-the-shell".length}\n`);
});

test("a token in the state fails the test that put it there", async () => {
  const stack = await createStack(resourceThat("inputs.leak = process.env.SLACK_SCIM_TOKEN"));
  await stack.up();
  await expect(stack.close()).rejects.toThrow("a secret value is in");
});

test("a token in the output fails the test that put it there", async () => {
  const stack = await createStack("console.log(process.env.SLACK_SCIM_TOKEN)");
  await stack.up();
  await expect(stack.close()).rejects.toThrow("a secret value was printed or logged");
});

test("a resource of ours that is stored with any other text fails its test", () => {
  const text = 'exports.handler = () => require("pulumi-slack-scim/provider").user;';
  const type = "pulumi-nodejs:dynamic/slack-scim:User";
  const stored = { urn: "u", type, inputs: { __provider: text }, outputs: { __provider: text } };
  expect(() => whatMustHold(__dirname, "", { resources: [stored] }, [])).toThrow(
    "createRequire(process.cwd()",
  );
});
