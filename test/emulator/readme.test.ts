import { execFile, execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { transformSync } from "@swc/core";
import * as emulatorModule from "../../emulator";
import { DEFAULT_BEHAVIOURS } from "../../emulator/behaviours/behaviours";
import { emulator } from "./harness";
import { pointedAt, snippets } from "./readme";

const README = readFileSync(join(__dirname, "../../emulator/README.md"), "utf8");

function has(command: string): boolean {
  try {
    execFileSync(command, ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

const withCurl = has("curl") && has("bash") ? test : test.skip;
if (withCurl === test.skip)
  console.warn("The README's curl lines are skipped: there is no curl or no bash on PATH.");

function bash(script: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "readme-"));
  return new Promise((resolve, reject) =>
    execFile("bash", ["-euc", script], { cwd: folder, timeout: 20_000 }, (error, stdout, stderr) => {
      rmSync(folder, { recursive: true });
      if (error) reject(new Error(stderr || String(error)));
      else resolve(stdout);
    }),
  );
}

withCurl(
  "the curl lines of the README do what they say",
  async () => {
    const slack = await emulator();
    const [, curl = "", control = ""] = snippets("bash");
    expect(await bash(pointedAt(curl, slack))).toContain('"userName":"ada"');
    expect(slack.user("ada@example.com")?.userName).toBe("ada");
    const said = await bash(pointedAt(control.split("\n").slice(0, -4).join("\n"), slack));
    expect(said).not.toContain('"error"');
    expect(slack.user("grace")).toMatchObject({ title: "Admiral", active: false });
    expect(slack.behaviours.filterV2).toBe("ignored");
    expect(slack.faults).toMatchObject([{ path: "Users/*", status: 503, times: 2 }]);
    expect(new Date(slack.clock.now()).toISOString()).toBe("2026-01-01T00:01:00.000Z");
    expect(await bash(pointedAt(control, slack))).not.toContain('"error"');
    expect(slack.user("grace")).toBeUndefined();
    expect(slack.behaviours).toEqual(DEFAULT_BEHAVIOURS);
  },
  30_000,
);

test("the test in the README passes", async () => {
  const [example = ""] = snippets("ts");
  const { code } = transformSync(example, {
    jsc: { target: "es2022", parser: { syntax: "typescript" } },
    module: { type: "commonjs" },
  });
  const bodies: (() => Promise<void>)[] = [];
  const run = new Function("require", "exports", "test", "expect", code);
  run(
    () => emulatorModule,
    {},
    (_title: string, body: () => Promise<void>) => bodies.push(body),
    expect,
  );
  expect(bodies).toHaveLength(1);
  await bodies[0]?.();
});

test("the faults in the README are faults", async () => {
  const slack = await emulator();
  const [, faults = ""] = snippets("ts");
  new Function("slack", faults)(slack);
  expect(slack.faults).toHaveLength(4);
});

test("every option of the command is in the README, and no other", () => {
  const source = readFileSync(join(__dirname, "../../cli/emulator.ts"), "utf8");
  const known = [...source.matchAll(/\.option\(\s*"(--[\w-]+)/g)].map((match) => match[1]);
  const written = [...README.matchAll(/^\| `(--[\w-]+)/gm)].map((match) => match[1]);
  expect(written.sort()).toEqual(known.sort());
});
