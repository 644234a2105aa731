import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkout } from "../package/built";

/** What a command printed and how it ended. */
export interface Outcome {
  code: number;
  output: string;
}

/** The package as npm would publish it. */
export interface Packed {
  tarball: string;
  files: string[];
}

/** `npm pack` of the checkout into a new folder. */
export async function pack(): Promise<Packed> {
  const folder = mkdtempSync(join(tmpdir(), "slack-scim-packed-"));
  const { output } = await run("npm", ["pack", "--json", "--silent", "--pack-destination", folder], checkout);
  const [packed] = JSON.parse(output);
  const files: { path: string }[] = packed.files;
  return { tarball: join(folder, packed.filename), files: files.map(({ path }) => path) };
}

/** An empty project into which the tarball was installed, by npm. */
export async function installWithNpm(tarball: string): Promise<string> {
  const project = emptyProject(tarball, {});
  await run("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund"], project);
  return project;
}

/** The same by pnpm, which hides from a package what it does not declare; Pulumi is there as the peer it is. */
export async function installWithPnpm(tarball: string): Promise<string> {
  const project = emptyProject(tarball, { "@pulumi/pulumi": `link:${pulumi}` });
  const store = join(project, "store");
  await run(
    tool("pnpm"),
    ["install", "--prefer-offline", "--store-dir", store, "--ignore-workspace"],
    project,
  );
  return project;
}

const pulumi = join(checkout, "node_modules", "@pulumi", "pulumi");

/** Pulumi and Node's types, which a project has anyhow, from the checkout. */
export function addPulumi(project: string): void {
  if (existsSync(join(project, "node_modules", "@pulumi"))) return;
  mkdirSync(join(project, "node_modules", "@pulumi"));
  symlinkSync(pulumi, join(project, "node_modules", "@pulumi", "pulumi"));
}

/** Runs source text with Node in a project; answers with what it printed, as JSON. */
export async function evaluate<T>(project: string, source: string): Promise<T> {
  const { code, output } = await run(process.execPath, ["-e", source], project);
  if (code !== 0) throw new Error(output);
  return JSON.parse(output);
}

/** The command line of a development dependency. */
export function tool(name: string): string {
  return join(checkout, "node_modules", ".bin", name);
}

/** Runs a command to its end, whatever that is; stderr follows stdout. */
export function run(
  command: string,
  args: string[],
  cwd: string,
  variables: Record<string, string> = {},
  timeout = 100_000,
): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(
      command,
      args,
      { cwd, env: { ...process.env, ...variables }, maxBuffer: 2 ** 26, timeout },
      (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === "number" ? error.code : -1;
        resolve({ code, output: code === 0 ? stdout : `${stdout}${stderr}` });
      },
    );
  });
}

function emptyProject(tarball: string, dependencies: Record<string, string>): string {
  const project = mkdtempSync(join(tmpdir(), "slack-scim-project-"));
  const manifest = {
    name: "empty",
    private: true,
    dependencies: { "pulumi-slack-scim": tarball, ...dependencies },
  };
  writeFileSync(join(project, "package.json"), JSON.stringify(manifest));
  return project;
}
