import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureEngine } from "../../tools/engine";
import { checkout } from "./support/project";

/** Runs once before the engine tests: the built package is fresh, the engine is there. */
export default async function setup(): Promise<void> {
  requireFreshBuild();
  const { binDir } = await ensureEngine();
  const homeDir = mkdtempSync(join(tmpdir(), "slack-scim-home-"));
  process.on("exit", () => rmSync(homeDir, { recursive: true, force: true }));
  process.env.ENGINE_TEST_BIN = binDir;
  process.env.ENGINE_TEST_HOME = homeDir;
}

/** Stacks run what is in dist/, not the sources: a stale build would test yesterday's code. */
function requireFreshBuild(): void {
  const builtAt = newest(["dist"]);
  const changedAt = newest(["provider", "emulator", "cli", "tools"]);
  if (builtAt >= changedAt) return;
  throw new Error(`dist/ is ${builtAt === 0 ? "missing" : "older than the sources"}. Run: npm run build`);
}

function newest(folders: string[]): number {
  const files = folders.flatMap((folder) => {
    const path = join(checkout, folder);
    const names = statSync(path, { throwIfNoEntry: false }) ? readdirSync(path, { recursive: true }) : [];
    return names.map((name) => join(path, String(name))).filter((file) => /\.[jt]s$/.test(file));
  });
  return Math.max(0, ...files.map((file) => statSync(file).mtimeMs));
}
