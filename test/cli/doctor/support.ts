import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { type Diagnosis, type DoctorOptions, diagnose } from "../../../cli/doctor/doctor";
import type { Check, Finding } from "../../../cli/doctor/finding";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** A Pulumi project with packages of these versions. */
export function project(packages: Record<string, string> = {}): string {
  const folder = emptyFolder();
  writeFileSync(join(folder, "Pulumi.yaml"), "name: x\nruntime: nodejs\n");
  for (const [name, version] of Object.entries(packages)) {
    const target = join(folder, "node_modules", name);
    mkdirSync(target, { recursive: true });
    writeFileSync(join(target, "package.json"), JSON.stringify({ name, version }));
  }
  return folder;
}

export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "slack-scim-doctor-"));
  folders.push(folder);
  return folder;
}

/** A PATH on which `pulumi` answers so: a script of sh; without one there is no `pulumi`. */
export function pulumiThat(script: string): string {
  if (script === "") return "/nowhere";
  const folder = emptyFolder();
  writeFileSync(join(folder, "pulumi"), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, "pulumi"), 0o755);
  return [folder, dirname(process.execPath), "/usr/bin", "/bin"].join(delimiter);
}

/** `pulumi` with a configuration, of which it prints the secret values only when it is asked to. */
export function pulumiWith(configuration: Record<string, { value: string; secret: boolean }>): string {
  const shown = JSON.stringify(configuration);
  const hidden = JSON.stringify(configuration, (_key, one) => (one.secret === true ? { secret: true } : one));
  return pulumiThat(
    `case "$*" in version) echo v3.259.0;; *--show-secrets*) echo '${shown}';; *) echo '${hidden}';; esac`,
  );
}

/** What doctor finds in an environment; the folder is no project unless said otherwise. */
export function findingsOf(
  environment: Record<string, string>,
  { folder = emptyFolder(), now, ...options }: DoctorOptions & { folder?: string; now?: () => number } = {},
): Promise<Diagnosis> {
  return diagnose({ folder, environment: { PATH: "/nowhere", ...environment } }, options, now);
}

/** What is found of one check; the first where there are several. */
export function found({ findings }: Diagnosis, check: Check): Finding {
  const finding = findings.find((one) => one.check === check);
  if (finding === undefined) throw new Error(`nothing was found of ${check}`);
  return finding;
}
