import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "../../../tools/engine";
import { COLUMNS, type Toolchain } from "../../../tools/toolchains";
import { run } from "../../install/consumer";

/** Where a tool is and which version, or why it is not there. */
export type Tool = { file: string; version: string } | { missing: string };

/** What the cells are made with, by the table's own words. */
export interface Tools {
  node: Record<Toolchain["node"], Tool>;
  manager: Record<Toolchain["manager"], Tool>;
  /** Here `file` is the version to ask for. */
  sdk: Record<Toolchain["sdk"], Tool>;
  /** The address that npm installs from. */
  registry: string;
}

/** Looks for everything and fetches what can be fetched; what can't be had is said by the cells that need it. */
export async function findTools(): Promise<Tools> {
  const npm = await npmHere();
  return {
    registry: (await run("npm", ["config", "get", "registry"], process.cwd())).output.trim(),
    node: await each(COLUMNS.node, nodeOf),
    sdk: await each(COLUMNS.sdk, sdkOf),
    manager: {
      npm,
      "npm workspaces": npm,
      pnpm: await fetched("pnpm", "10", "bin/pnpm.cjs"),
      Yarn: await fetched("@yarnpkg/cli-dist", "4", "bin/yarn.js"),
    },
  };
}

/** Why a cell can't be tried here, if so. */
export function whatIsMissing(tools: Tools, { node, sdk, manager }: Toolchain): string | undefined {
  const needed = [tools.node[node], tools.manager[manager], tools.sdk[sdk]];
  return needed.flatMap((tool) => ("missing" in tool ? tool.missing : []))[0];
}

/** A tool that `whatIsMissing` has found to be there. */
export function toolFor<K extends string>(tools: Record<K, Tool>, key: K): { file: string; version: string } {
  const tool = tools[key];
  if ("missing" in tool) throw new Error(tool.missing);
  return tool;
}

async function each<K extends string>(keys: readonly K[], find: (key: K) => Promise<Tool>) {
  const found = {} as Record<K, Tool>;
  for (const key of keys) found[key] = await find(key);
  return found;
}

/** The Node that runs this, where it is the one; otherwise npm's package `node`, which brings its binary. */
async function nodeOf(major: Toolchain["node"]): Promise<Tool> {
  const own = process.versions.node;
  if (own.startsWith(`${major}.`)) return { file: process.execPath, version: own };
  return fetched("node", major, "bin/node");
}

async function sdkOf(sdk: Toolchain["sdk"]): Promise<Tool> {
  const spec = `@pulumi/pulumi@${sdk === "newest" ? "latest" : `${sdk}.0`}`;
  const { code, output } = await run("npm", ["view", spec, "version"], process.cwd());
  const version = output.trim();
  if (code === 0 && /^\d+\.\d+\.\d+$/.test(version)) return { file: version, version };
  return { missing: `npm does not tell the version of ${spec}: ${firstLine(output)}` };
}

async function npmHere(): Promise<Tool> {
  const { code, output } = await run("npm", ["--version"], process.cwd());
  return code === 0 ? { file: "npm", version: output.trim() } : { missing: "npm is not on PATH" };
}

/** A package of npm in a folder of its own, kept for the next time. */
async function fetched(name: string, major: string, file: string): Promise<Tool> {
  const cache = join(cacheFolder(), "toolchains");
  const folder = join(cache, `${name.replace("/", "-")}-${major}`);
  const inPackage = (path: string) => join(folder, "node_modules", name, path);
  if (!existsSync(inPackage(file))) {
    mkdirSync(cache, { recursive: true });
    const fresh = mkdtempSync(join(cache, "fetching-"));
    const { code, output } = await run(
      "npm",
      ["install", "--prefix", fresh, "--no-audit", "--no-fund", "--no-save", `${name}@${major}`],
      fresh,
      {},
      300_000,
    );
    if (code === 0 && existsSync(join(fresh, "node_modules", name, file))) {
      rmSync(folder, { recursive: true, force: true });
      renameSync(fresh, folder);
    } else {
      rmSync(fresh, { recursive: true, force: true });
      return { missing: `npm does not bring ${name}@${major}: ${firstLine(output)}` };
    }
  }
  const { version } = JSON.parse(readFileSync(inPackage("package.json"), "utf8"));
  return { file: inPackage(file), version };
}

function firstLine(output: string): string {
  return output.trim().split("\n")[0] ?? "";
}
