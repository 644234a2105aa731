import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type DriftOptions, findDrift } from "../../../cli/drift/drift";
import type { Report } from "../../../cli/drift/report";
import { type StoredResource, toResources } from "../../../cli/state/read";
import { type NewUser, type SlackEmulator, startEmulator } from "../../../emulator";
import type { Properties } from "../../../provider/fields/properties";

/** When every report of a test was made. */
const NOW = () => Date.UTC(2026, 10, 28, 5, 30);

let open: SlackEmulator | undefined;

afterEach(async () => {
  delete process.env.SLACK_SCIM_TOKEN;
  delete process.env.SLACK_SCIM_BASE_URL;
  await open?.close();
  open = undefined;
});

/** An emulated organization, to which the environment leads until the test ends. */
export async function startSlack(options: Parameters<typeof startEmulator>[0] = {}): Promise<SlackEmulator> {
  open = await startEmulator(options);
  Object.assign(process.env, { SLACK_SCIM_TOKEN: open.token, SLACK_SCIM_BASE_URL: open.v2 });
  return open;
}

/** The organization as it was when the real engine wrote the recorded states. */
export async function startRecordedSlack(
  name: "slack" | "directory-slack" = "slack",
): Promise<SlackEmulator> {
  const slack = await startSlack();
  slack.restore(JSON.parse(recorded(name)));
  return slack;
}

/** A file that test/engine/drift.test.ts or directory-tools.test.ts recorded with the real engine. */
export function recorded(
  name: "encrypted" | "shown" | "checkpoint" | "slack" | "directory" | "directory-slack",
): string {
  return readFileSync(join(__dirname, "recorded", `${name}.json`), "utf8");
}

/** Somebody with an e-mail address and a full name, behind the API's back; the id. */
export function add(slack: SlackEmulator, userName: string, more: Partial<NewUser> = {}): string {
  const emails = [{ value: `${userName}@example.com`, primary: true }];
  return slack.addUser({ userName, emails, ...more } as NewUser);
}

/** What a state holds of somebody whose program declares userName, e-mail address and more. */
export function user(
  id: string,
  userName: string,
  more: Properties = {},
  outputs: Properties = {},
): StoredResource {
  const declared = { userName, emails: [{ value: `${userName}@example.com`, primary: true }], ...more };
  return resource("User", userName, id, declared, { active: true, ...outputs });
}

/** What a state holds of a group. */
export function group(id: string, displayName: string, more: Properties = {}): StoredResource {
  return resource("Group", displayName, id, { displayName, ...more }, {});
}

/** What a state holds of people in somebody else's group. */
export function membership(name: string, groupId: string, members: string[]): StoredResource {
  const inputs = { groupId, members };
  return resource("GroupMembership", name, `${groupId}/members`, inputs, { added: members });
}

/** A resource of the stack "dev" of "people". */
export function resource(
  type: string,
  name: string,
  id: string,
  inputs: Properties,
  outputs: Properties,
): StoredResource {
  const token = `pulumi-nodejs:dynamic/slack-scim:${type}`;
  return {
    urn: `urn:pulumi:dev::people::${token}::${name}`,
    type: token,
    id,
    inputs,
    outputs: { ...inputs, organization: "acme", ...outputs },
  };
}

/** A stack export with these resources. */
export function exportOf(...resources: StoredResource[]): string {
  return JSON.stringify({ version: 3, deployment: { manifest: {}, resources } });
}

/** The report on resources, or on the text of a state. */
export function report(state: string | StoredResource[], options: DriftOptions = {}): Promise<Report> {
  return findDrift([typeof state === "string" ? toResources(state, "stdin") : state], options, NOW);
}

/** Findings in short: `decision extraMembers Team: eve`, without the people and groups that nothing manages. */
export async function told(state: string | StoredResource[]): Promise<string[]> {
  const { findings } = await report(state, { managedOnly: true });
  return findings.map(({ severity, kind, subject, changes = [], members = [], others = [] }) => {
    const details = [
      ...changes.map(({ path }) => path),
      ...[...members, ...others].map(({ name }) => name),
    ].join(", ");
    return `${severity} ${kind} ${subject.name}${details && `: ${details}`}`;
  });
}
