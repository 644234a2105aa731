import { delimiter } from "node:path";
import type { Toolchain } from "../../../tools/toolchains";
import { openStack, type TestStack } from "../../engine/support/stack";
import { install, type YarnLinker } from "./installation";
import type { Tools } from "./tools";

/** What the set-up found. */
export const tools: Tools = JSON.parse(process.env.MATRIX_TOOLS ?? "");

/** A stack of a project that is installed with the toolchain and runs on its Node; `folder` is the program's. */
export async function createStackWith(
  toolchain: Toolchain,
  linker?: YarnLinker,
): Promise<{ stack: TestStack; folder: string }> {
  const { project, path } = await install(toolchain, tools, linker);
  const stack = await openStack(project);
  stack.setEnvironment({ PATH: [process.env.ENGINE_TEST_BIN ?? "", path].join(delimiter) });
  return { stack, folder: project.folder };
}
