import { execFile, execFileSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { type SlackEmulator, startEmulator } from "../../../emulator";
import { pointedAt, snippets } from "../readme";

const CACHE = join(__dirname, "../../../node_modules/.cache/pulumi-slack-scim/python");
const PYTHON = join(CACHE, process.platform === "win32" ? "Scripts/python.exe" : "bin/python");

function hasPython(): boolean {
  try {
    execFileSync("python3", ["-c", "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 9))"], {
      stdio: "ignore",
    });
    return true;
  } catch {
    return false;
  }
}

const withPython = hasPython() ? test.each : test.skip.each;
if (!hasPython())
  console.warn("Slack's Python SDK is skipped: there is no python3 (3.9 or later, with venv) on PATH.");

/** An environment of its own with the SDK in it, made once. */
function environment(): string {
  if (!existsSync(PYTHON)) {
    mkdirSync(CACHE, { recursive: true });
    execFileSync("python3", ["-m", "venv", CACHE], { stdio: "inherit" });
  }
  const install = [
    "-m",
    "pip",
    "install",
    "--quiet",
    "--disable-pip-version-check",
    "-r",
    join(__dirname, "requirements.txt"),
  ];
  execFileSync(PYTHON, install, { stdio: "inherit" });
  return PYTHON;
}

function run(file: string, args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const env = { ...process.env, HTTP_PROXY: "", HTTPS_PROXY: "", http_proxy: "", https_proxy: "" };
  return new Promise((resolve) =>
    execFile(file, args, { env, timeout: 60_000 }, (error, stdout, stderr) =>
      resolve({ code: error ? 1 : 0, stdout, stderr }),
    ),
  );
}

let slack: SlackEmulator | undefined;
afterEach(() => slack?.close());

withPython(["SCIMClient", "AsyncSCIMClient"])(
  "every method of Slack's Python %s works against the emulator, retries included",
  async (kind) => {
    slack = await startEmulator();
    const script = join(__dirname, "slack_sdk_scim.py");
    const { code, stdout, stderr } = await run(environment(), [
      script,
      kind,
      slack.v1,
      slack.token,
      `${slack.url}/_emulator`,
    ]);
    expect({ code, stderr: code === 0 ? "" : stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout.trim().split("\n")).toHaveLength(29);
    const asked = new Set(
      slack.requests.map(({ method, path }) => `${method} ${path.replace(/[?/].*/, "")}`),
    );
    expect([...asked].sort()).toEqual([
      ...["DELETE Groups", "DELETE Users", "GET Groups", "GET Users", "PATCH Groups", "PATCH Users"],
      ...["POST Groups", "POST Users", "PUT Groups", "PUT Users"],
    ]);
    expect(slack.faults).toEqual([]);
  },
  180_000,
);

withPython(["python3"])(
  "the README's Python works as it stands, under %s",
  async () => {
    slack = await startEmulator();
    const { stdout, stderr } = await run(environment(), [
      "-c",
      pointedAt(snippets("python")[0] ?? "", slack),
    ]);
    expect({ stdout, stderr }).toEqual({ stdout: "owner True\n", stderr: "" });
  },
  180_000,
);
