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

const KINDS: Record<string, readonly Field[]> = {
  user: USER_FIELDS,
  group: GROUP_FIELDS,
  membership: MEMBERSHIP_FIELDS,
};

const SECRETS = [
  ...["Secret-Analyst", "Secret-Passw0rd", "secret.spy", "Secret Spy", "Secret-Department"],
  ...["Secret Society", "secret-spy-agent"],
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
      ...changedKeys(before?.inputs, after?.inputs).filter((key) => !CREATE_ONLY.includes(key)),
      ...changedKeys(before?.outputs, after?.outputs),
    ];
    return ["same", "refresh"].includes(op) && different.length === 0 ? [] : [`${op} ${urn} ${different}`];
  });
}

function addThoseToTakeOver(slack: TestStack["slack"]): void {
  const email = (value: string) => [{ value, primary: true }];
  const member = slack.addUser({ userName: "adopted", emails: email("adopted@example.com") });
  slack.addUser({ userName: "returned", emails: email("returned@example.com"), active: false });
  slack.addUser({ id: "U0ADOPTED", userName: "mover", emails: email("moved@old.example") });
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
