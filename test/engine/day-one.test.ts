import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { type SlackEmulator, startEmulator } from "../../emulator";
import { countImported, imported } from "../cli/export/imported";
import { HOSTILE, hold, organization } from "../cli/export/organizations";
import { openShell } from "./support/shell";

jest.setTimeout(240_000);

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "slack-scim-day-one-"));
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

/** Exports as a user would and runs the commands that the export ends with, as they stand; answers with what all of it printed. */
async function dayOne(slack: SlackEmulator, flags: string[], further: string[] = []): Promise<string> {
  const { must } = openShell(root, slack);
  const exported = await must(["npx pulumi-slack-scim export slack", ...flags].join(" "));
  const commands = exported.split("\n").filter((line) => line.startsWith("  "));
  expect(commands).toHaveLength(3);
  return exported + (await must([...commands, ...further].join("\n")));
}

/** What commands that found no change counted of the program's resources; the engine counts the stack as well. */
const unchanged = (printed: string) =>
  [...printed.matchAll(/^Resources:\n +(\d+) unchanged\n(?! )/gm)].map(([, count]) => Number(count) - 1);

test("day 1: from 300 people and 25 groups to an empty preview in four commands, without an edit or a write to Slack", async () => {
  const slack = await startEmulator({ seed: 299 });
  try {
    const ids = slack.users().map(({ id }) => id);
    for (let at = slack.groups().length; at < 25; at += 1)
      slack.addGroup({ displayName: `Team ${at}`, members: ids.slice(at, at + 20) });
    const active = slack.users().filter((user) => user.active && !(GUEST in user)).length;
    const printed = await dayOne(slack, []);
    expect([slack.users().length, slack.groups().length]).toEqual([300, 25]);
    expect(printed).toContain(`${active} of 300 people and 25 groups are in slack.`);
    expect(unchanged(printed)).toEqual([active + 25]);
    expect(slack.writes).toEqual([]);
    expect(slack.requests.length).toBeLessThanOrEqual(4);
  } finally {
    await slack.close();
  }
});

test("day 1 with one directory: 60 people and 6 groups preview empty, before and after a refresh, without an edit or a write to Slack", async () => {
  const slack = await startEmulator({ seed: 59 });
  try {
    const ids = slack.users().map(({ id }) => id);
    for (let at = slack.groups().length; at < 6; at += 1)
      slack.addGroup({ displayName: `Team ${at}`, members: ids.slice(at, at + 20) });
    const printed = await dayOne(
      slack,
      ["--directory", "--inactive", "--guests"],
      ["pulumi refresh --yes --skip-preview", "pulumi preview", "pulumi up --yes"],
    );
    expect(printed).toContain("60 of 60 people and 6 groups are in slack, as one SlackScimDirectory.");
    expect(unchanged(printed)).toEqual([1, 1, 1, 1]);
    expect(slack.writes).toEqual([]);
  } finally {
    await slack.close();
  }
});

const GUEST = "urn:ietf:params:scim:schemas:extension:slack:guest:2.0:User";
const EVERYTHING =
  "name,displayName,active,title,phoneNumbers,addresses,photos,roles,userType,preferredLanguage,locale,timezone,enterprise,guest,slackProfile";

test.each([
  ["JSON", []],
  ["tables", ["--csv"]],
  ["a directory of tables", ["--directory", "--csv"]],
])(
  "an organization of everything that files stumble over previews empty from %s, before and after a refresh",
  async (_what, flags) => {
    const slack = await startEmulator();
    try {
      for (const [at, title] of HOSTILE.entries()) {
        const id = slack.addUser({
          userName: `person-${at}`,
          title,
          displayName: title,
          name: { familyName: title },
        });
        slack.addGroup({ displayName: title, members: [id] });
      }
      for (const held of fc.sample(organization, { numRuns: 4, seed: 20_270_131 })) hold(slack, held);
      const printed = await dayOne(
        slack,
        ["--inactive", "--guests", "--fields", EVERYTHING, ...flags],
        ["pulumi refresh --yes --skip-preview", "pulumi preview"],
      );
      const folder = join(root, "work", "slack");
      const resources = imported(folder).length;
      expect(countImported(folder)).toBeGreaterThan(80);
      expect(unchanged(printed)).toEqual([resources, resources, resources]);
      expect(slack.writes).toEqual([]);
    } finally {
      await slack.close();
    }
  },
);
