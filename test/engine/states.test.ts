import * as contract from "../../provider/contract";
import type { Field } from "../../provider/fields/field";
import { at } from "../../provider/fields/properties";
import { GROUP_FIELDS } from "../../provider/group/fields";
import { MEMBERSHIP_FIELDS } from "../../provider/membership/fields";
import { USER_FIELDS } from "../../provider/user/fields";
import { enginePassphrase } from "../../tools/sealed-environment";
import { changedKeys, type Run } from "./support/command";
import type { StoredResource } from "./support/inspection";
import {
  type About,
  leftovers,
  programToRecord,
  readAbout,
  readRecording,
  recordedReleases,
  twoOrganizations,
  writeRecording,
} from "./support/recordings";
import { createStack, type TestStack } from "./support/stack";

/** The release to record; `npm run states -- --record` sets it. */
const toRecord = process.env.RECORD_STATE_OF;

const KINDS: Record<string, readonly Pick<Field, "path" | "createOnly">[]> = {
  user: USER_FIELDS,
  group: GROUP_FIELDS,
  membership: MEMBERSHIP_FIELDS,
  directory: [{ path: "people" }, { path: "groups" }, { path: "secretEntries" }],
};

const SECRETS = [
  ...["Secret-Analyst", "Secret-Passw0rd", "secret.spy", "Secret Spy", "Secret-Department"],
  ...["Secret Society", "secret-spy-agent"],
  ...[
    "Secret-List-Passw0rd",
    "secret.list.spy",
    "Secret-List-Title",
    "Secret List Society",
    "secret-list-spy",
  ],
];

const TOKENS: About["tokens"] = { acme: "xoxp-recorded-acme", globex: "xoxp-recorded-globex" };

const recording = toRecord === undefined ? test.skip : test;

recording("the state of this release is recorded, with all that it can hold", async () => {
  const slack = await twoOrganizations(TOKENS);
  addThoseToTakeOver(slack);
  const stack = await createStack(programToRecord(), slack);
  stack.secrets.push(...SECRETS, TOKENS.globex);
  await stack.setConfig("slack-scim:token", TOKENS.acme, { secret: true });
  for (const limit of ["maxDeactivations", "maxGroupDeletions"])
    await stack.setConfig(`slack-scim:${limit}`, "50");
  await stack.up();
  refuseUncovered(stack.state().resources);
  const exported = (await stack.pulumi(["stack", "export", "--stack", "dev"])).stdout;
  const snapshot = slack.snapshot();
  const configuration = stack.file("Pulumi.dev.yaml");
  await stack.destroy();
  const versions = { package: String(toRecord), engine: await engineOf(stack), sdk: sdkVersion() };
  const about = { versions, passphrase: enginePassphrase, tokens: TOKENS, destroyed: leftovers(slack) };
  writeRecording(
    String(toRecord),
    { program: programToRecord(), configuration, stack: exported, slack: snapshot, about },
    slack,
  );
});

test.each(recordedReleases())(
  "the state that %s left is previewed unchanged, refreshed unchanged, and destroyed as it would have been",
  async (release) => {
    const { tokens, passphrase, destroyed } = readAbout(release);
    const slack = await twoOrganizations(tokens);
    const recorded = readRecording(release, slack);
    slack.restore(recorded.slack);
    const stack = await createStack(recorded.program, slack);
    stack.secrets.push(...SECRETS, tokens.globex);
    stack.setEnvironment({ PULUMI_CONFIG_PASSPHRASE: passphrase });
    stack.setFile("Pulumi.dev.yaml", recorded.configuration);
    stack.setFile("stack.json", recorded.stack);
    await stack.pulumi(["stack", "import", "--file", "stack.json", "--stack", "dev"]);

    expect(changed(await stack.preview())).toEqual([]);
    const refreshed = await stack.refresh();
    expect(changed(refreshed)).toEqual([]);
    expect(refreshed.steps).toHaveLength(stack.state().resources.filter(isOurs).length);
    expect(changed(await stack.preview())).toEqual([]);
    expect(slack.writes).toEqual([]);

    await stack.destroy();
    expect(stack.state().resources).toEqual([]);
    expect(leftovers(slack)).toEqual(destroyed);
  },
);

test("without a recording the test above would show nothing", () => {
  expect(recordedReleases()).toContain("0.1.0");
});

/** What no read can find again: a refresh takes it out of the inputs, where it was for create alone. */
const CREATE_ONLY = Object.values(KINDS).flatMap((fields) =>
  fields.filter(({ createOnly }) => createOnly).map(({ path }) => path),
);

/** Every resource that a command did anything to, providers among them, and what. */
function changed({ events }: Run): string[] {
  return events.flatMap(({ resOutputsEvent: done }) => {
    if (done === undefined) return [];
    const { op, urn, old: before, new: after } = done.metadata;
    const different = [
      ...changedKeys(readable(before?.inputs), readable(after?.inputs)),
      ...changedKeys(before?.outputs, after?.outputs),
    ];
    return ["same", "refresh"].includes(op) && different.length === 0 ? [] : [`${op} ${urn} ${different}`];
  });
}

/** Inputs as a refresh can find them; the entries of a directory are texts, and those with a secret in them are not shown. */
function readable(inputs: Record<string, unknown> | undefined): Record<string, unknown> {
  const without = (one: object) =>
    Object.fromEntries(Object.entries(one).filter(([key]) => !CREATE_ONLY.includes(key)));
  const entries = (map: object) =>
    Object.fromEntries(
      Object.entries(map).map(([key, text]) => [key, /^{/.test(text) ? without(JSON.parse(text)) : text]),
    );
  const { people, groups, ...others } = inputs ?? {};
  if (typeof people !== "object" || people === null) return without({ ...inputs });
  return { ...without(others), people: entries(people), groups: entries(groups as object) };
}

function addThoseToTakeOver(slack: TestStack["slack"]): void {
  const email = (value: string) => [{ value, primary: true }];
  const member = slack.addUser({ userName: "adopted", emails: email("adopted@example.com") });
  slack.addUser({ userName: "returned", emails: email("returned@example.com"), active: false });
  slack.addUser({ id: "U0ADOPTED", userName: "mover", emails: email("moved@old.example") });
  slack.addUser({ userName: "d-adopted", emails: email("d-adopted@example.com") });
  slack.addUser({ userName: "d-returned", emails: email("d-returned@example.com"), active: false });
  slack.addUser({ id: "U0DIRECTORY", userName: "d-mover", emails: email("d-moved@old.example") });
  slack.addGroup({ displayName: "Crew" });
  slack.addGroup({ id: "S0DIRECTORY", displayName: "Crew before" });
  slack.addGroup({ displayName: "Adopted" });
  slack.addGroup({ id: "S0ADOPTED", displayName: "Named before" });
  slack.addGroup({ id: "S0OWNED", displayName: "Owned by others", members: [member] });
  slack.addGroup({ id: "S0ALSO", displayName: "Also owned by others", members: [member] });
}

/** A recording that leaves something out would let a later version break it. */
function refuseUncovered(resources: StoredResource[]): void {
  expect(Object.keys(KINDS).sort()).toEqual(Object.keys(contract).sort());
  for (const [kind, fields] of Object.entries(KINDS)) {
    const held = resources.filter(({ type }) => type.toLowerCase().endsWith(kind));
    const missing = fields.filter(({ path }) =>
      held.every(({ inputs = {} }) => at(inputs, path) === undefined),
    );
    expect({ kind, missing: missing.map(({ path }) => path) }).toEqual({ kind, missing: [] });
  }
  const [{ inputs = {} } = {}] = resources.filter(({ type }) => type.endsWith(":Directory"));
  refuseUncoveredEntries(inputs.people, USER_FIELDS);
  refuseUncoveredEntries(inputs.groups, GROUP_FIELDS);
}

/** The same for the entries of a directory. A password is in texts that are secrets, which nobody can read here. */
function refuseUncoveredEntries(texts: unknown, fields: readonly Field[]): void {
  const entries = Object.values(texts as Record<string, unknown>).flatMap((text) =>
    typeof text === "string" ? [JSON.parse(text)] : [],
  );
  const missing = fields.filter(
    ({ path, createOnly }) => !createOnly && entries.every((entry) => at(entry, path) === undefined),
  );
  expect(missing.map(({ path }) => path)).toEqual([]);
}

function isOurs({ type }: StoredResource): boolean {
  return type.startsWith("pulumi-nodejs:dynamic/slack-scim:");
}

async function engineOf(stack: TestStack): Promise<string> {
  return (await stack.pulumi(["version"])).stdout.trim();
}

function sdkVersion(): string {
  return require("@pulumi/pulumi/package.json").version;
}
