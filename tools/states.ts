import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { packageRoot } from "./package-root";

/**
 * `npm run states`: holds this version against the recorded state of every release. With `--record 0.2.0` it records the
 * state of this version first; see CONTRIBUTING for when.
 */
function main(): void {
  const { values } = parseArgs({ options: { record: { type: "string" } } });
  const { record } = values;
  if (record !== undefined && !/^\d+\.\d+\.\d+$/.test(record))
    throw new Error(`--record wants the version of a release, such as 0.2.0, got "${record}".`);
  const jest = join(packageRoot(), "node_modules", "jest", "bin", "jest.js");
  const passes = record === undefined ? [{}] : [{ RECORD_STATE_OF: record }, {}];
  for (const variables of passes) {
    const title = "RECORD_STATE_OF" in variables ? ["-t", "is recorded"] : [];
    const { status } = spawnSync(
      process.execPath,
      [jest, "test/engine/states.test.ts", "--selectProjects", "engine", ...title],
      { cwd: packageRoot(), env: { ...process.env, ...variables }, stdio: "inherit" },
    );
    if (status !== 0) {
      process.exitCode = 1;
      return;
    }
  }
}

try {
  main();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
