import { execFile, execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type SlackEmulator, startEmulator } from "../../../emulator";
import { pointedAt, snippets } from "../readme";

function has(command: string, flag: string): boolean {
  try {
    execFileSync(command, [flag], { stdio: "ignore" });
    return true;
  } catch {
    console.warn(`The README's snippet for ${command} is skipped: there is no ${command} on PATH.`);
    return false;
  }
}

let slack: SlackEmulator | undefined;
afterEach(() => slack?.close());

/** Runs a snippet as a file; what it printed. */
function run(command: string, args: string[], file: string, text: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "readme-"));
  writeFileSync(join(folder, file), text);
  return new Promise((resolve, reject) =>
    execFile(command, [...args, file], { cwd: folder, timeout: 100_000 }, (error, stdout, stderr) => {
      rmSync(folder, { recursive: true });
      if (error) reject(new Error(stderr || String(error)));
      else resolve(stdout);
    }),
  );
}

(has("go", "version") ? test : test.skip)(
  "the README's Go works as it stands",
  async () => {
    slack = await startEmulator();
    expect(await run("go", ["run"], "main.go", pointedAt(snippets("go")[0] ?? "", slack))).toContain(
      '"userName":"owner"',
    );
  },
  120_000,
);

(has("java", "-version") ? test : test.skip)(
  "the README's Java works as it stands",
  async () => {
    slack = await startEmulator();
    expect(await run("java", [], "Emulated.java", pointedAt(snippets("java")[0] ?? "", slack))).toContain(
      '"userName":"owner"',
    );
  },
  120_000,
);
