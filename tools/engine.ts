import { execFile } from "node:child_process";
import { accessSync, constants, realpathSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import { buildEngine, builtVersion } from "./engine-build";

/** The Pulumi engine that tests and demo run on. */
export interface Engine {
  /** The folder with `pulumi` and its plugins; belongs in front of PATH. */
  binDir: string;
  /** The engine's version, such as `3.259.0`. */
  version: string;
}

/** What a search found: an engine that fits, or why each `pulumi` on the way did not. */
export interface Search {
  engine?: Engine;
  refused: string[];
}

/** From here on `pulumi import --file` takes dynamic resources, which is a documented way to bring people in. */
export const oldestVersion = "3.254.0";

/** What `pulumi` needs beside it to run a Node program with resources of our kind. */
const plugins = ["pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"];

/** Answers with the engine on PATH if it fits, else with one built from source once for this user. */
export async function ensureEngine(): Promise<Engine> {
  const installed = await findEngine(process.env.PATH ?? "");
  if (installed.engine) return installed.engine;
  const binDir = join(cacheFolder(), `engine-${builtVersion}`);
  const cached = await findEngine(binDir);
  if (cached.engine) return cached.engine;
  await buildEngine(binDir, installed.refused);
  return { binDir, version: builtVersion };
}

/** Looks through the folders of a PATH for an engine that is new enough and complete. */
export async function findEngine(path: string): Promise<Search> {
  const folders = path.split(delimiter).filter((folder) => folder !== "");
  const refused: string[] = [];
  for (const binDir of folders.filter((folder) => isExecutable(join(folder, "pulumi")))) {
    const command = join(binDir, "pulumi");
    const version = await versionOf(command);
    const missing = missingPlugins([dirname(realpathSync(command)), ...folders]);
    if (version === undefined) refused.push(`${command} does not tell its version`);
    else if (!isAtLeast(version, oldestVersion)) {
      refused.push(`${command} is version ${version}, older than ${oldestVersion}`);
    } else if (missing.length > 0) refused.push(`${command} comes without ${missing.join(" and ")}`);
    else return { engine: { binDir, version }, refused };
  }
  return { refused };
}

function missingPlugins(folders: string[]): string[] {
  return plugins.filter((plugin) => !folders.some((folder) => isExecutable(join(folder, plugin))));
}

async function versionOf(command: string): Promise<string | undefined> {
  const env = { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" };
  try {
    const { stdout } = await promisify(execFile)(command, ["version"], { env, timeout: 20_000 });
    return /^v?(\d+\.\d+\.\d+)/.exec(stdout.trim())?.[1];
  } catch {
    return undefined;
  }
}

function isAtLeast(version: string, oldest: string): boolean {
  return version.localeCompare(oldest, "en", { numeric: true }) >= 0;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The folder of this user in which what was built or fetched is kept. */
export function cacheFolder(): string {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "pulumi-slack-scim");
}

if (require.main === module) {
  ensureEngine().then(
    ({ binDir }) => console.log(binDir),
    (error: Error) => {
      console.error(error.message);
      process.exitCode = 1;
    },
  );
}
