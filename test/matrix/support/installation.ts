import { rmSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { cacheFolder } from "../../../tools/engine";
import type { Toolchain } from "../../../tools/toolchains";
import { makeFolders, type Project } from "../../engine/support/project";
import { run } from "../../install/consumer";
import { writeProgram } from "./programs";
import { type Tools, toolFor } from "./tools";

/** A program with its packages, as a user's package manager lays them out. */
export interface Installation {
  project: Project;
  /** PATH with the toolchain's Node in front. */
  path: string;
}

/** How Yarn lays packages out: `pnp` keeps them in archives. */
export type YarnLinker = "node-modules" | "pnp";

/** Makes a project of the toolchain and installs the packed package into it. */
export async function install(
  toolchain: Toolchain,
  tools: Tools,
  linker: YarnLinker = "node-modules",
): Promise<Installation> {
  const project = makeFolders();
  const layout = layoutOf(toolchain.manager, tools, linker);
  for (const [name, text] of Object.entries(layout.files)) writeFileSync(join(project.folder, name), text);
  const folder = join(project.folder, layout.programFolder);
  writeProgram(folder, toolchain.program, {
    "@pulumi/pulumi": toolFor(tools.sdk, toolchain.sdk).version,
    "pulumi-slack-scim": `file:${process.env.MATRIX_TARBALL}`,
  });
  const node = toolFor(tools.node, toolchain.node).file;
  const path = [dirname(node), process.env.PATH].join(delimiter);
  const { file } = toolFor(tools.manager, toolchain.manager);
  const [command, ...script] = file === "npm" ? ["npm"] : [node, file];
  const ended = await run(
    command,
    [...script, "install", ...layout.flags],
    project.folder,
    { PATH: path },
    300_000,
  );
  if (ended.code !== 0) {
    rmSync(project.root, { recursive: true, force: true });
    throw new Error(`${toolchain.manager} could not install:\n${ended.output}`);
  }
  return { project: { ...project, folder }, path };
}

interface Layout {
  /** The folder of the program within the project. */
  programFolder: string;
  /** Files of the whole project beside the program's own. */
  files: Record<string, string>;
  flags: string[];
}

function layoutOf(manager: Toolchain["manager"], { registry }: Tools, linker: YarnLinker): Layout {
  const stores = join(cacheFolder(), "toolchains");
  const npmFlags = ["--prefer-offline", "--no-audit", "--no-fund"];
  switch (manager) {
    case "npm":
      return { programFolder: ".", files: {}, flags: npmFlags };
    case "npm workspaces": {
      const whole = { name: "house", private: true, workspaces: ["packages/*"] };
      return {
        programFolder: "packages/infra",
        files: { "package.json": JSON.stringify(whole) },
        flags: npmFlags,
      };
    }
    case "pnpm": {
      const flags = ["--prefer-offline", "--no-frozen-lockfile", "--ignore-workspace"];
      return { programFolder: ".", files: {}, flags: [...flags, "--store-dir", join(stores, "pnpm-store")] };
    }
    case "Yarn": {
      const settings = {
        nodeLinker: linker,
        // Yarn reads no .npmrc.
        npmRegistryServer: registry,
        globalFolder: join(stores, "yarn-store"),
        enableImmutableInstalls: false,
        enableTelemetry: false,
      };
      const files = { ".yarnrc.yml": JSON.stringify(settings), "yarn.lock": "" };
      return { programFolder: ".", files, flags: [] };
    }
  }
}
