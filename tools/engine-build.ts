import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { packageRoot } from "./package-root";
import { say, startProgress } from "./progress";

/** The engine version that is built where none is installed. */
export const builtVersion = "3.259.0";

/** The modules in tools/engine: two, since command and language host need different versions of the same libraries. */
const targets = [
  {
    module: "language-host",
    binary: "pulumi-language-nodejs",
    source: "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
    flags: "-s -w",
  },
  {
    module: "cli",
    binary: "pulumi",
    source: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
    flags: `-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=${builtVersion}`,
  },
];

/** Starts the dynamic provider of the SDK that the program itself uses: the engine runs this in the program's folder. */
const launcher = `#!/bin/sh
exec node "$(node -p 'require.resolve("@pulumi/pulumi/cmd/dynamic-provider")')" "$@"
`;

const abandonedAfterMs = 24 * 60 * 60 * 1000;

/**
 * Builds the engine into `binDir`, which appears only when everything in it is finished.
 * @param refused why no engine on PATH would do; said to the user.
 */
export async function buildEngine(binDir: string, refused: string[]): Promise<void> {
  await requireGo(refused);
  const cache = dirname(binDir);
  await mkdir(cache, { recursive: true });
  await removeAbandoned(cache);
  for (const reason of refused) say(`${reason}.`);
  say(`Building Pulumi ${builtVersion} from source into ${binDir}: usually 5 to 10 minutes, once.`);
  const unfinished = await mkdtemp(join(cache, "building-"));
  try {
    for (const target of targets) await compile(target, unfinished);
    await writeFile(join(unfinished, "pulumi-resource-pulumi-nodejs"), launcher, { mode: 0o755 });
    await putInPlace(unfinished, binDir);
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  say("The Pulumi engine is ready.");
}

async function requireGo(refused: string[]): Promise<void> {
  const { code } = await go(["version"], packageRoot(), () => {});
  if (code === 0) return;
  const found = refused.length > 0 ? `Not used: ${refused.join("; ")}.` : "There is no `pulumi` on PATH.";
  throw new Error(
    `The Pulumi engine is needed. ${found}\n` +
      "Install Pulumi (https://www.pulumi.com/docs/install/), or Go 1.25 or newer (https://go.dev/doc/install) " +
      "so that it can be built here.",
  );
}

async function compile(target: (typeof targets)[number], folder: string): Promise<void> {
  const progress = startProgress(`building ${target.binary}`);
  const output = join(folder, target.binary);
  const args = ["build", "-v", "-trimpath", "-ldflags", target.flags, "-o", output, target.source];
  const { code, log } = await go(
    args,
    join(packageRoot(), "tools", "engine", target.module),
    progress.detail,
  );
  progress.stop();
  if (code !== 0) throw new Error(`Building ${target.binary} failed (go exited with ${code}):\n${log}`);
}

/** Runs `go`, telling each line it prints; `log` keeps the last ones. A missing `go` is exit code -1. */
function go(
  args: string[],
  cwd: string,
  onLine: (line: string) => void,
): Promise<{ code: number; log: string }> {
  // Without cgo no C compiler is needed; a workspace or flags of the user's own Go projects are not meant for this.
  const env = { ...process.env, CGO_ENABLED: "0", GOWORK: "off", GOFLAGS: "" };
  return new Promise((resolve) => {
    const child = spawn("go", args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    let log = "";
    const collect = (chunk: Buffer) => {
      log = (log + chunk).slice(-4000);
      onLine(log.trimEnd().split("\n").at(-1) ?? "");
    };
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    child.on("error", (error) => resolve({ code: -1, log: error.message }));
    child.on("close", (code) => resolve({ code: code ?? -1, log }));
  });
}

/** Of two processes that build at once, the second finds the place taken, which is as good. */
async function putInPlace(built: string, binDir: string): Promise<void> {
  try {
    await rename(built, binDir);
  } catch {
    if (targets.every((target) => existsSync(join(binDir, target.binary)))) return;
    await rm(binDir, { recursive: true, force: true });
    await rename(built, binDir);
  }
}

/** A build that was killed leaves its folder behind. */
async function removeAbandoned(cache: string): Promise<void> {
  for (const name of await readdir(cache)) {
    if (!name.startsWith("building-")) continue;
    const folder = join(cache, name);
    const { mtimeMs } = await stat(folder);
    if (Date.now() - mtimeMs > abandonedAfterMs) await rm(folder, { recursive: true, force: true });
  }
}
