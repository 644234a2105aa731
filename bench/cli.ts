import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { total } from "../provider/run/progress-lines";
import { type Organization, startOrganization } from "./organization";

/**
 * What `export`, `drift` and `doctor` take for 10,000 people and 200 groups: requests, seconds, and megabytes at the peak. The organization
 * is in a process of its own; on two cores each has one.
 */
const TARGETS = { requests: 25, seconds: 20, megabytes: 300 };

type Measured = Record<keyof typeof TARGETS, number>;

/** Runs the command in this process and says on fd 3 what memory it took. */
async function runCommand(args: string[]): Promise<void> {
  const { createProgram } = await import("../cli/index.js");
  await createProgram().parseAsync(args, { from: "user" });
  writeFileSync(3, String(process.resourceUsage().maxRSS / 1024));
}

async function measure(
  organization: Organization,
  env: NodeJS.ProcessEnv,
  args: string[],
): Promise<Measured> {
  const from = performance.now();
  const { status, output } = spawnSync(process.execPath, [__filename, ...args], {
    env,
    stdio: ["ignore", "pipe", "pipe", "pipe"],
    maxBuffer: 1e9,
    encoding: "utf8",
  });
  const seconds = (performance.now() - from) / 1000;
  if (status === null || status > 1) throw new Error(`${args[0]} ended with ${status}: ${output[2]}`);
  const requests = total(await organization.asked());
  return { requests, seconds, megabytes: Number(output[3]) };
}

/** The state after importing what was exported. */
function stateOf(exported: string): string {
  const { resources } = JSON.parse(readFileSync(join(exported, "import.json"), "utf8"));
  const withUrns = resources.map((one: { type: string; name: string }) => ({
    ...one,
    urn: `urn:pulumi:dev::bench::${one.type}::${one.name}`,
  }));
  return JSON.stringify({ version: 3, deployment: { resources: withUrns } });
}

/** Prints a line, and says whether every target is kept. */
function isKept(what: string, measured: Measured): boolean {
  const names = Object.keys(TARGETS) as (keyof Measured)[];
  const told = names.map(
    (name) => `${measured[name].toFixed(name === "seconds" ? 1 : 0)} ${name} (of ${TARGETS[name]})`,
  );
  console.log(`${what.padEnd(8)} ${told.join(", ")}`);
  return names.every((name) => measured[name] <= TARGETS[name]);
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "slack-scim-bench-"));
  const organization = await startOrganization({ people: 10_000, groups: 200, membersEach: 100 });
  const { url, token } = organization;
  const env = { ...process.env, SLACK_SCIM_BASE_URL: url, SLACK_SCIM_TOKEN: token, SLACK_SCIM_LIMITS: "off" };
  const exported = join(folder, "project");
  const kept = [isKept("export", await measure(organization, env, ["export", exported, "--inactive"]))];
  writeFileSync(join(folder, "state.json"), stateOf(exported));
  const drift = ["drift", "--file", join(folder, "state.json"), "--html", join(folder, "drift.html")];
  kept.push(isKept("drift", await measure(organization, env, drift)));
  // With an entry that is somebody's, everybody is read.
  const guarded = { ...env, SLACK_SCIM_PROTECTED_USERS: "owner" };
  kept.push(isKept("doctor", await measure(organization, guarded, ["doctor"])));
  organization.stop();
  rmSync(folder, { recursive: true });
  process.exit(kept.every(Boolean) ? 0 : 1);
}

void (process.argv[2] === undefined ? main() : runCommand(process.argv.slice(2)));
