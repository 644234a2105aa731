import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { startEmulator } from "../../emulator";

const folder = path.join(__dirname, "../../examples/client");
const files = ["list-to-csv.mjs", "deactivate-by-email.mjs", "sync-group.mjs"];

/** Runs an example as its users do: the built package, a process of its own. */
async function run(slack: { token: string; v2: string }, file: string, ...args: string[]): Promise<string> {
  const env = { PATH: process.env.PATH, SLACK_SCIM_TOKEN: slack.token, SLACK_SCIM_BASE_URL: slack.v2 };
  const { stdout } = await promisify(execFile)(process.execPath, [path.join(folder, file), ...args], { env });
  return stdout;
}

async function organization() {
  const slack = await startEmulator({ limits: "off" });
  for (const userName of ["ada", "grace"]) {
    slack.addUser({
      userName,
      displayName: `${userName} "x"`,
      emails: [{ value: `${userName}@example.com`, primary: true }],
    });
  }
  return slack;
}

test("everybody is listed as CSV", async () => {
  const slack = await organization();
  try {
    const lines = (await run(slack, "list-to-csv.mjs")).trim().split("\n");
    expect(lines).toHaveLength(4);
    expect(lines).toContainEqual(
      expect.stringMatching(/^"[UW]\w+","ada","ada@example.com","ada ""x""","true"$/),
    );
  } finally {
    await slack.close();
  }
});

test("people are deactivated by e-mail, and who is nobody is said", async () => {
  const slack = await organization();
  try {
    const told = await run(
      slack,
      "deactivate-by-email.mjs",
      "ada@example.com",
      "nobody@example.com",
      "ada@example.com",
    );
    expect(told.trim().split("\n")).toEqual([
      "ada@example.com: ada is deactivated",
      "nobody@example.com: nobody has it",
      "ada@example.com: ada was deactivated before",
    ]);
    expect(slack.user("ada")?.active).toBe(false);
    expect(slack.writes).toHaveLength(1);
  } finally {
    await slack.close();
  }
});

test("a group's members become those of a list, and a second run changes nothing", async () => {
  const slack = await organization();
  const temporary = mkdtempSync(path.join(tmpdir(), "slack-scim-"));
  try {
    const list = path.join(temporary, "on-call.txt");
    writeFileSync(list, "ada@example.com\ngrace@example.com\n");
    expect(await run(slack, "sync-group.mjs", "On call", list)).toBe("On call: 2 members\n");
    expect(slack.group("On call")?.members).toHaveLength(2);
    slack.clearLog();
    await run(slack, "sync-group.mjs", "On call", list);
    expect(slack.writes).toEqual([]);
    slack.change("grace", (grace) => {
      grace.active = false;
    });
    for (const [content, why] of [
      ["nobody@example.com", "No active person has nobody@example.com"],
      ["ada@example.com grace@example.com", "No active person has grace@example.com"],
      ["\n", "is empty"],
    ] as const) {
      writeFileSync(list, content);
      const refused = expect(run(slack, "sync-group.mjs", "A new name", list)).rejects;
      await refused.toThrow(new RegExp(`${why}.*nothing was changed`));
    }
    await expect(run(slack, "sync-group.mjs")).rejects.toThrow("Usage: ");
    expect(slack.writes).toEqual([]);
  } finally {
    rmSync(temporary, { recursive: true });
    await slack.close();
  }
});

test.each(files)("%s can be taken in at a glance: at most 25 lines", (file) => {
  expect(readFileSync(path.join(folder, file), "utf8").trimEnd().split("\n").length).toBeLessThanOrEqual(25);
});
