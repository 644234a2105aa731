import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { PACKAGE_VERSION } from "../../provider/scim/base/version";
import { toJson } from "./json";
import { PROGRAMS } from "./programs";

/** What is written. */
export interface Project {
  /** The files that hold people and groups, by name. */
  data: Record<string, string>;
  /** The program that reads them. */
  program: keyof typeof PROGRAMS;
  /** The entries of `pulumi import --file`. */
  resources: object[];
}

/** Every name that a file with people and groups may have. */
const DATA_FILES = ["people.json", "groups.json", "people.csv", "groups.csv", "members.csv"];

const COMPILER = { target: "es2022", module: "node16", moduleResolution: "node16", strict: true };

const DEPENDENCIES = {
  "@pulumi/pulumi": "^3.216.0",
  "@types/node": "^20",
  "pulumi-slack-scim": `^${PACKAGE_VERSION}`,
  typescript: "^5.9.0",
};

/** Refuses a folder that holds anything, unless it is to be overwritten. */
export function refuseFullFolder(folder: string, overwrite: boolean): void {
  if (!existsSync(folder)) return;
  if (!statSync(folder).isDirectory())
    throw new Error(`${folder} is a file. Name a folder to write the project into.`);
  if (overwrite || readdirSync(folder).length === 0) return;
  throw new Error(
    `${folder} is not empty. Name another folder, or give --overwrite to replace the files of an earlier export.`,
  );
}

/**
 * Writes the project; the same organization gives the same bytes.
 * @returns the files of an earlier export that the program no longer reads
 */
export function writeProject(folder: string, { data, program, resources }: Project): string[] {
  const dependencies = {
    ...DEPENDENCIES,
    ...(PROGRAMS[program].includes("csv-parse") && { "csv-parse": "^7.0.0" }),
  };
  const name = projectName(folder, Object.keys(dependencies));
  const manifest = { name, version: "0.0.0", private: true, main: "index.ts", dependencies };
  const files: Record<string, string> = {
    // Quoted: a folder may be called 2027.
    "Pulumi.yaml": `name: "${name}"\ndescription: The people and groups of a Slack organization.\nruntime: nodejs\n`,
    "package.json": toJson(manifest),
    "tsconfig.json": toJson({ compilerOptions: COMPILER, files: ["index.ts"] }),
    "index.ts": PROGRAMS[program],
    ...data,
    "import.json": toJson({ resources }),
  };
  mkdirSync(folder, { recursive: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
  return DATA_FILES.filter((file) => !(file in data) && existsSync(join(folder, file)));
}

/** The folder's name as npm and Pulumi take it. npm refuses a project that is called like a package it needs. */
function projectName(folder: string, dependencies: readonly string[]): string {
  const name = basename(resolve(folder))
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, "-")
    .slice(0, 90)
    .replace(/^-+|-+$/g, "");
  if (name === "") return "slack-organization";
  return dependencies.includes(name) ? `${name}-stack` : name;
}
