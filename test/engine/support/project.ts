import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** The folder of this package's checkout. */
export const checkout = resolve(__dirname, "..", "..", "..");

/** A throw-away Pulumi project whose program uses the checkout's own build. */
export interface Project {
  /** Everything of this project, state included. */
  root: string;
  /** The folder with Pulumi.yaml and index.js. */
  folder: string;
  stateDir: string;
  /** What the engine would leave in the system's temporary folder. */
  tempDir: string;
  /** What the engine did, a line per event. */
  eventLog: string;
  /** What the Node processes started by the engine did, a line per occurrence. */
  processLog: string;
}

/** Makes the folders, the links to the packages and every file but the program. */
export function makeProject(): Project {
  const root = mkdtempSync(join(tmpdir(), "slack-scim-stack-"));
  const folder = join(root, "project");
  const stateDir = join(root, "state");
  const tempDir = join(root, "tmp");
  const modules = join(folder, "node_modules");
  mkdirSync(join(modules, "@pulumi"), { recursive: true });
  mkdirSync(stateDir);
  mkdirSync(tempDir);
  symlinkSync(checkout, join(modules, "pulumi-slack-scim"));
  symlinkSync(join(checkout, "node_modules/@pulumi/pulumi"), join(modules, "@pulumi/pulumi"));
  // JavaScript, since compiling the program would cost every command two seconds.
  const settings = { name: projectName, runtime: { name: "nodejs", options: { typescript: false } } };
  writeFileSync(join(folder, "Pulumi.yaml"), JSON.stringify(settings));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: projectName, main: "index.js" }));
  return {
    root,
    folder,
    stateDir,
    tempDir,
    eventLog: join(root, "events.jsonl"),
    processLog: join(root, "processes.jsonl"),
  };
}

/** The name in Pulumi.yaml, which is part of every URN. */
export const projectName = "engine-test";
