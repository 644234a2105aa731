import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installedPackages } from "./installed-packages";

/** What is read here of npm's report. */
interface Report {
  auditReportVersion?: number;
  vulnerabilities?: Record<string, { severity: string; via: (string | { title: string; url: string })[] }>;
  message?: string;
  error?: { summary?: string };
}

/**
 * `npm run audit`: asks the registry for known vulnerabilities of what users install with this package, and of nothing else.
 * Exit code 0: none; 1: some, which are listed; 2: the registry did not tell.
 */
function main(): number {
  const { packages, lockfileVersion } = installedPackages();
  const count = Object.keys(packages).length - 1;
  const report = ask({ ...packages[""] }, { name: "installed", version: "0.0.0", lockfileVersion, packages });
  if (report?.auditReportVersion === undefined) {
    const reason = report?.message || report?.error?.summary || "npm printed no report";
    console.error(`Not audited: the registry did not tell of vulnerabilities (${reason.split("\n")[0]}).`);
    console.error("Nothing is known of the packages then. Run it where a registry answers `npm audit`.");
    return 2;
  }
  const found = Object.entries(report.vulnerabilities ?? {});
  for (const [name, { severity, via }] of found) {
    const why = via.map((one) => (typeof one === "string" ? one : `${one.title}, ${one.url}`));
    console.error(`${severity}: ${name}: ${why.join("; ")}`);
  }
  console.log(`${count} packages that come with this one: ${found.length || "no"} known vulnerabilities.`);
  return found.length === 0 ? 0 : 1;
}

/** Lets npm look at a folder in which nothing is installed: the lock file is all that it needs. */
function ask(manifest: object, lock: object): Report | undefined {
  const folder = mkdtempSync(join(tmpdir(), "slack-scim-audit-"));
  try {
    writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
    writeFileSync(join(folder, "package-lock.json"), JSON.stringify(lock));
    const { stdout } = spawnSync("npm", ["audit", "--json"], { cwd: folder, encoding: "utf8" });
    return JSON.parse(stdout);
  } catch {
    return undefined;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

process.exitCode = main();
