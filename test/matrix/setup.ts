import { rmSync } from "node:fs";
import { dirname } from "node:path";
import setUpEngine from "../engine/setup";
import { pack } from "../install/consumer";
import { findTools } from "./support/tools";

/** Runs once before the cells: the engine, the package as npm would publish it, and the tools they are made with. */
export default async function setup(): Promise<void> {
  await setUpEngine();
  const { tarball } = await pack();
  process.on("exit", () => rmSync(dirname(tarball), { recursive: true, force: true }));
  process.env.MATRIX_TARBALL = tarball;
  process.env.MATRIX_TOOLS = JSON.stringify(await findTools());
}
