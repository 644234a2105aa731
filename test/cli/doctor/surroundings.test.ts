import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { examineNode } from "../../../cli/doctor/surroundings";
import { findingsOf, found, project, pulumiThat, pulumiWith } from "./support";

test("a Node that is too old is a problem", () => {
  expect(examineNode("18.20.4")).toEqual({
    check: "node",
    level: "problem",
    sentence: "Node 18.20.4 is too old.",
    remedy: "Use Node 20 or newer.",
  });
  expect(examineNode("20.0.0").level).toBe("ok");
});

test.each([
  ["is not on the PATH", "", "unknown", "Pulumi is not on the PATH, so its version is not known."],
  ["is new", "echo v3.254.0", "ok", "Pulumi 3.254.0."],
  ["says its version without a v", "echo 3.259.0", "ok", "Pulumi 3.259.0."],
  [
    "is old",
    "echo v3.99.1",
    "warning",
    "Pulumi 3.99.1: `pulumi import --file` does not take what `export` writes.",
  ],
  ["fails", "echo broken >&2; exit 3", "unknown", "`pulumi version` told no version: broken"],
])("the engine that %s", async (_what, script, level, sentence) => {
  expect(found(await findingsOf({ PATH: pulumiThat(script) }), "engine")).toMatchObject({ level, sentence });
});

test.each<[string, Record<string, string>, object, object]>([
  [
    "of enough age",
    { "@pulumi/pulumi": "3.216.0", "pulumi-slack-scim": "0.1.0" },
    { level: "ok", sentence: "@pulumi/pulumi 3.216.0." },
    { level: "ok" },
  ],
  [
    "too old",
    { "@pulumi/pulumi": "3.215.9", "pulumi-slack-scim": "0.1.0" },
    { level: "problem", remedy: expect.stringContaining("3.216") },
    { level: "ok" },
  ],
  [
    "not there",
    {},
    { level: "problem", remedy: "Run `npm install @pulumi/pulumi`." },
    { level: "problem", remedy: expect.stringContaining("direct dependency") },
  ],
])("SDK and package of the project that are %s", async (_what, packages, sdk, ours) => {
  const diagnosis = await findingsOf({}, { folder: project(packages) });
  expect(found(diagnosis, "sdk")).toMatchObject(sdk);
  expect(found(diagnosis, "package")).toMatchObject(ours);
});

test("packages are found in folders above, and a checkout of this package finds itself", async () => {
  const above = project({ "@pulumi/pulumi": "3.248.0", "pulumi-slack-scim": "0.1.0" });
  const folder = join(above, "stacks");
  mkdirSync(folder);
  writeFileSync(join(folder, "Pulumi.yaml"), "name: y");
  expect(found(await findingsOf({}, { folder }), "package").level).toBe("ok");
  const checkout = project();
  writeFileSync(
    join(checkout, "package.json"),
    JSON.stringify({ name: "pulumi-slack-scim", version: "0.1.0" }),
  );
  expect(found(await findingsOf({}, { folder: checkout }), "package").level).toBe("ok");
});

test("a folder that is no project tells nothing of SDK and package", async () => {
  expect(found(await findingsOf({}), "sdk")).toMatchObject({
    level: "unknown",
    remedy: "Run doctor in the folder of Pulumi.yaml.",
  });
});

test("a stack's configuration is read where a stack is named, and asked for otherwise", async () => {
  const PATH = pulumiWith({
    "slack-scim:maxDeactivations": { value: "9", secret: false },
    "aws:region": { value: "x", secret: false },
  });
  const folder = project();
  const diagnosis = await findingsOf({ PATH }, { stack: "dev", folder });
  expect(found(diagnosis, "configuration")).toMatchObject({
    level: "ok",
    sentence: "The configuration of the stack dev has 1 settings of slack-scim.",
  });
  expect(found(diagnosis, "limits").sentence).toContain("at most 9 and reactivates at most 5");
  expect(found(await findingsOf({ PATH }, { folder }), "configuration")).toMatchObject({
    level: "unknown",
    remedy: "Give --stack NAME to look at its configuration too.",
  });
});

test.each([
  ["fails", "echo 'error: no stack named dev' >&2; exit 6", "could not be read: error: no stack named dev"],
  ["is no JSON", "echo KEY VALUE", "could not be read: it is not understood"],
  ["cannot be asked for", "", "could not be read: Pulumi is not on the PATH"],
])("a stack's configuration that %s is a problem", async (_what, script, sentence) => {
  const PATH = pulumiThat(script);
  expect(found(await findingsOf({ PATH }, { stack: "dev" }), "configuration")).toMatchObject({
    level: "problem",
    sentence: expect.stringContaining(sentence),
  });
});

test("an audit log that cannot be written is a problem, and one that can is not written", async () => {
  const folder = project();
  const auditLog = async (path: string) =>
    found(await findingsOf({ SLACK_SCIM_AUDIT_LOG: path }, { folder }), "auditLog");
  expect(await auditLog("audit.jsonl")).toEqual({
    check: "auditLog",
    level: "ok",
    sentence: "The audit log audit.jsonl can be written.",
  });
  expect(existsSync(join(folder, "audit.jsonl"))).toBe(false);
  expect(await auditLog("missing/audit.jsonl")).toMatchObject({
    level: "problem",
    sentence: expect.stringMatching(/\(ENOENT.*\): nothing would be sent\.$/),
    remedy: expect.stringContaining("slack-scim:auditLog"),
  });
  expect(await auditLog(folder)).toMatchObject({
    level: "problem",
    sentence: expect.stringContaining("(it is a folder)"),
  });
});
