import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { copyExample } from "../../../tools/example";

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

/** Makes the folders; what runs in them is still to come. */
export function makeFolders(): Project {
  const root = mkdtempSync(join(tmpdir(), "slack-scim-stack-"));
  const [folder, stateDir, tempDir] = [join(root, "project"), join(root, "state"), join(root, "tmp")];
  for (const path of [folder, stateDir, tempDir]) mkdirSync(path);
  const [eventLog, processLog] = [join(root, "events.jsonl"), join(root, "processes.jsonl")];
  return { root, folder, stateDir, tempDir, eventLog, processLog };
}

/** A project of one JavaScript file: compiling TypeScript would cost every command two seconds. */
export function makeProject(program: string): Project {
  const project = makeFolders();
  const modules = join(project.folder, "node_modules");
  mkdirSync(join(modules, "@pulumi"), { recursive: true });
  symlinkSync(checkout, join(modules, "pulumi-slack-scim"));
  symlinkSync(join(checkout, "node_modules/@pulumi/pulumi"), join(modules, "@pulumi/pulumi"));
  const settings = { name: "engine-test", runtime: { name: "nodejs", options: { typescript: false } } };
  writeFileSync(join(project.folder, "Pulumi.yaml"), JSON.stringify(settings));
  writeFileSync(
    join(project.folder, "package.json"),
    JSON.stringify({ name: "engine-test", main: "index.js" }),
  );
  writeFileSync(join(project.folder, "index.js"), program);
  return project;
}

/** A project that is one of examples/, as it stands there. */
export function makeExampleProject(name: string): Project {
  const project = makeFolders();
  copyExample(name, project.folder);
  return project;
}
