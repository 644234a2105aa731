import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { PACKAGE_VERSION } from "../../provider/scim/base/version";
import type { Environment } from "../../provider/settings/source";
import { oneLine } from "../one-line";
import { type Finding, ok, problem, unknown, warning } from "./finding";

/** Node that the package runs on. */
const OLDEST_NODE = "20.0";
/** The SDK whose refresh names what has drifted. */
const OLDEST_SDK = "3.216";
/** The engine that takes an import file with outputs. */
const OLDEST_ENGINE = "3.254";

const COMMAND_TIMEOUT_MS = 30_000;

/** Where doctor looks. */
export interface Place {
  folder: string;
  environment: Environment;
}

/** What a command printed, and how it ended; `missing` where there is no such command. */
export interface Ended {
  code: number;
  missing: boolean;
  stdout: string;
  stderr: string;
}

/** Node, Pulumi's engine, its SDK and this package, as a program in this folder would find them. */
export async function examineSurroundings(place: Place): Promise<Finding[]> {
  return [examineNode(process.versions.node), await examineEngine(place), ...examineProject(place.folder)];
}

/** @param version as in `20.20.2` */
export function examineNode(version: string): Finding {
  if (isAtLeast(version, OLDEST_NODE)) return ok("node", `Node ${version}.`);
  return problem("node", `Node ${version} is too old.`, `Use Node ${OLDEST_NODE.split(".")[0]} or newer.`);
}

async function examineEngine(place: Place): Promise<Finding> {
  const { code, missing, stdout, stderr } = await runPulumi(["version"], place);
  if (missing)
    return unknown(
      "engine",
      "Pulumi is not on the PATH, so its version is not known.",
      "Install Pulumi where this project runs.",
    );
  const [, version] = /^v?(\d+\.\d+\.\S+)/.exec(stdout) ?? [];
  if (code !== 0 || version === undefined)
    return unknown(
      "engine",
      `\`pulumi version\` told no version: ${oneLine(stderr || stdout)}`,
      "Run `pulumi version` yourself.",
    );
  if (isAtLeast(version, OLDEST_ENGINE)) return ok("engine", `Pulumi ${version}.`);
  return warning(
    "engine",
    `Pulumi ${version}: \`pulumi import --file\` does not take what \`export\` writes.`,
    `Use Pulumi ${OLDEST_ENGINE} or newer.`,
  );
}

function examineProject(folder: string): Finding[] {
  if (!isProject(folder)) {
    const remedy = "Run doctor in the folder of Pulumi.yaml.";
    return [
      unknown("sdk", "This folder has no Pulumi.yaml, so it is not known what a program would load.", remedy),
    ];
  }
  return [examineSdk(folder), examinePackage(folder)];
}

/** Whether a folder is a Pulumi project. */
export function isProject(folder: string): boolean {
  return ["Pulumi.yaml", "Pulumi.yml"].some((name) => existsSync(join(folder, name)));
}

function examineSdk(folder: string): Finding {
  const version = versionOf(folder, "@pulumi/pulumi");
  if (version === undefined)
    return problem("sdk", "@pulumi/pulumi is not installed here.", "Run `npm install @pulumi/pulumi`.");
  if (isAtLeast(version, OLDEST_SDK)) return ok("sdk", `@pulumi/pulumi ${version}.`);
  return problem(
    "sdk",
    `@pulumi/pulumi ${version} is too old: drift would be shown without naming what has changed.`,
    `Install ${OLDEST_SDK} or newer: \`npm install @pulumi/pulumi@latest\`.`,
  );
}

/** Every state requires the package from the project's folder. */
function examinePackage(folder: string): Finding {
  const version = versionOf(folder, "pulumi-slack-scim");
  if (version !== undefined) return ok("package", `pulumi-slack-scim ${version} is installed here.`);
  return problem(
    "package",
    `pulumi-slack-scim ${PACKAGE_VERSION} runs, but is not installed in this project, from where every state loads it.`,
    "Make it a direct dependency: `npm install pulumi-slack-scim`.",
  );
}

/** The version of a package that Node finds from a folder, by looking as Node does; nothing of it is loaded. */
function versionOf(folder: string, name: string): string | undefined {
  const here = readJson(join(folder, "package.json"));
  if (here?.name === name) return here.version; // a package finds itself
  const found = readJson(join(folder, "node_modules", name, "package.json"));
  if (found !== undefined || dirname(folder) === folder) return found?.version;
  return versionOf(dirname(folder), name);
}

function readJson(file: string): { name?: string; version?: string } | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

/** Whether a version is not older, by its first two numbers. */
function isAtLeast(version: string, oldest: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [wantedMajor = 0, wantedMinor = 0] = oldest.split(".").map(Number);
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
}

/** Runs Pulumi's CLI, where there is one. */
export function runPulumi(args: string[], { folder, environment }: Place): Promise<Ended> {
  const options = { cwd: folder, env: environment, timeout: COMMAND_TIMEOUT_MS };
  return new Promise((resolve) =>
    execFile("pulumi", args, options, (error, stdout, stderr) => {
      const missing = error !== null && "code" in error && error.code === "ENOENT";
      resolve({ code: error === null ? 0 : 1, missing, stdout, stderr });
    }),
  );
}
