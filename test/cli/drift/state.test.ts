import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { readState, toResources } from "../../../cli/state/read";
import { add, exportOf, recorded, report, resource, startSlack, told, user } from "./support";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "slack-scim-drift-"));
});
afterEach(() => rmSync(root, { recursive: true }));

function file(content: string | Buffer): string {
  writeFileSync(join(root, "state"), content);
  return join(root, "state");
}

test.each<[string, string, string]>([
  ["nothing at all", "\n", "is empty: did `pulumi stack export` fail?"],
  ["no JSON", "error: no stack selected", "is no JSON: a state is what `pulumi stack export` prints."],
  [
    "one that is cut short",
    recorded("shown").slice(0, 9000),
    "is cut short after 9000 characters. Run `pulumi stack export` again",
  ],
  [
    "one that is cut short behind a brace",
    '{"version":3,"deployment":{"resources":[{}',
    "is damaged: it begins like a state",
  ],
  ["other JSON", '{"name":"website"}', "is no state of Pulumi: wanted what `pulumi stack export` prints"],
  ["a list", "[]", "is no state of Pulumi"],
  [
    "an older version",
    '{"version":1,"deployment":{}}',
    "version 1 of Pulumi's state is not known here, only 3 and 4",
  ],
  ["a newer version", '{"version":5,"checkpoint":{}}', "version 5 of Pulumi's state is not known here"],
  ["one without version", '{"deployment":{}}', "version undefined of Pulumi's state"],
  ["one that PGP encrypted", "-----BEGIN PGP MESSAGE-----\nabc", "is encrypted as a whole: decrypt it first"],
  [
    "one that sops encrypted",
    '{"version":3,"deployment":"ENC[abc]","sops":{}}',
    "is encrypted as a whole (by sops)",
  ],
  ["one with an encrypted deployment", '{"version":3,"deployment":"v1:abc"}', "is encrypted as a whole"],
  [
    "resources that are none",
    '{"version":3,"deployment":{"resources":[1]}}',
    "a resource in the state has no urn and type",
  ],
])("%s is refused", (_what, text, message) => {
  expect(() => toResources(text, "stdin")).toThrow(
    `stdin ${message}`.replace("stdin a res", "stdin: a res").replace("stdin version", "stdin: version"),
  );
});

test("what is no JSON is never quoted: a secret may be in it", () => {
  expect.assertions(1);
  try {
    toResources('{"token":"xoxp-secret"', "stdin");
  } catch (error) {
    expect(String(error)).not.toContain("xoxp");
  }
});

test("a file is read zipped as well, and as PowerShell writes it", async () => {
  const text = recorded("checkpoint");
  const wanted = toResources(text, "stdin");
  const utf16 = Buffer.from(`\uFEFF${text}`, "utf16le");
  for (const content of [text, gzipSync(text), utf16, Buffer.from(`\uFEFF${text}`)])
    expect(await readState(file(content))).toEqual(wanted);
  await expect(readState(file(gzipSync(text).subarray(0, 500)))).rejects.toThrow("is cut short or damaged");
});

test("a state without people and groups of ours is refused before anything is asked", async () => {
  const slack = await startSlack();
  const bucket = {
    urn: "urn:pulumi:dev::website::aws:s3/bucket:Bucket::logs",
    type: "aws:s3/bucket:Bucket",
    id: "logs",
  };
  await expect(report([bucket])).rejects.toThrow(
    "no person and no group of Slack is in the state of stack website/dev, which has 1 other resources: is it the right stack?",
  );
  await expect(report(exportOf())).rejects.toThrow("the state has no resources: is it the right stack?");
  await expect(report('{"version":3,"deployment":null}')).rejects.toThrow("the state has no resources");
  expect(slack.requests).toEqual([]);
});

test("a state of another organization is refused, although everybody of it seems gone", async () => {
  const slack = await startSlack();
  const state = [user("U0ELSEWHERE", "ada", {}, { organization: "globex" })];
  await expect(report(state)).rejects.toThrow(
    "the token belongs to the organisation acme, but the state was made in globex: nothing was compared",
  );
  expect(slack.requests).toHaveLength(1);
});

test("of a stack with two organizations the token's is compared, and the others are named", async () => {
  const slack = await startSlack();
  const state = [
    user(add(slack, "ada"), "ada"),
    user("U0ELSEWHERE", "hank", {}, { organization: "globex" }),
    resource("Channel", "later", "S1", {}, {}),
  ];
  const { findings, notes, compared } = await report(state, { managedOnly: true });
  expect(findings).toEqual([]);
  expect(compared.users).toBe(1);
  expect(notes).toEqual([
    "1 resource belongs to globex, of which this token tells nothing: run again with a token of that organisation.",
    "resources of pulumi-nodejs:dynamic/slack-scim:Channel were not compared: update pulumi-slack-scim.",
  ]);
});

test("a declared value that this version does not take is named as not compared", async () => {
  const slack = await startSlack();
  const { notes } = await report([user(add(slack, "ada"), "ada", { title: 7 })], { managedOnly: true });
  expect(notes).toEqual([
    "title of ada were not compared: this version does not take what the state declares. `pulumi preview` says what is wrong.",
  ]);
});

test("declared values in a form of their own are compared by what they mean", async () => {
  const slack = await startSlack();
  const emails = [{ value: "Ada@Example.com" }];
  expect(await told([user(add(slack, "ada"), "ADA", { emails })])).toEqual([]);
});
