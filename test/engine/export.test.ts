import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ts from "typescript";
import { exportOrganization } from "../../cli/export/export";
import { startEmulator } from "../../emulator";
import { createStack } from "./support/stack";

test("500 people and 40 groups are exported and imported, and the preview is empty, without a write to Slack", async () => {
  jest.spyOn(console, "log").mockImplementation(() => {});
  const slack = await startEmulator({ token: "xoxp-export", seed: 500, limits: "off" });
  const ids = slack.users().map(({ id }) => id);
  for (let at = slack.groups().length; at < 40; at += 1)
    slack.addGroup({ displayName: `Team ${at}`, members: ids.slice(at, at + 20) });
  const folder = mkdtempSync(join(tmpdir(), "slack-scim-export-"));
  const stack = await createStack("", slack);
  try {
    Object.assign(process.env, { SLACK_SCIM_TOKEN: slack.token, SLACK_SCIM_BASE_URL: slack.v2 });
    const fields = ["name", "displayName", "title", "enterprise.department"];
    await exportOrganization(folder, { group: [], domain: [], fields, membership: "exact", inactive: true });
    expect(slack.requests.length).toBeLessThanOrEqual(4);
    for (const file of ["people.json", "groups.json", "import.json"])
      stack.setFile(file, readFileSync(join(folder, file), "utf8"));
    const program = readFileSync(join(folder, "index.ts"), "utf8");
    const { outputText } = ts.transpileModule(program, {
      compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
    });
    stack.setProgram(outputText);
    await stack.pulumi([
      ...["import", "--file", "import.json", "--generate-code=false", "--protect=false"],
      ...["--yes", "--stack", "dev"],
    ]);
    expect((await stack.preview()).changes).toEqual({ same: 541 });
    expect(slack.writes).toEqual([]);
    await stack.refresh();
    expect((await stack.preview()).changes).toEqual({ same: 541 });
    expect(slack.writes).toEqual([]);
  } finally {
    jest.restoreAllMocks();
    delete process.env.SLACK_SCIM_TOKEN;
    delete process.env.SLACK_SCIM_BASE_URL;
    rmSync(folder, { recursive: true });
  }
});
