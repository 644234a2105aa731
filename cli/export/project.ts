import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import type { Properties } from "../../provider/fields/properties";
import { PACKAGE_VERSION } from "../../provider/scim/base/version";

/** What is written: inputs by name, and the entries of `pulumi import --file`. */
export interface Project {
  people: Record<string, Properties>;
  groups: Record<string, Properties>;
  resources: object[];
}

const PROGRAM = `import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  SlackScimGroup,
  type SlackScimGroupInputs,
  SlackScimUser,
  type SlackScimUserInputs,
} from "pulumi-slack-scim";

/** The people by name, and the groups, whose members are names of people or ids. Edit the data, not this program. */
const people = read<Record<string, SlackScimUserInputs>>("people.json");
const groups = read<Record<string, SlackScimGroupInputs>>("groups.json");

const users = new Map(
  Object.entries(people).map(([name, inputs]) => [name, new SlackScimUser(name, inputs)]),
);

for (const [name, { members, ...inputs }] of Object.entries(groups)) {
  const ids = members?.map((member) => users.get(member)?.id ?? member);
  new SlackScimGroup(name, { ...inputs, ...(ids && { members: ids }) });
}

function read<T>(file: string): T {
  return JSON.parse(readFileSync(join(__dirname, file), "utf8"));
}
`;

const COMPILER = { target: "es2022", module: "node16", moduleResolution: "node16", strict: true };

/** Refuses a folder that holds anything, unless it is to be overwritten. */
export function refuseFullFolder(folder: string, overwrite: boolean): void {
  if (!existsSync(folder) || overwrite || readdirSync(folder).length === 0) return;
  throw new Error(
    `${folder} is not empty. Name another folder, or give --overwrite to replace the files of an earlier export.`,
  );
}

/** Writes the project; the same organization gives the same bytes. */
export function writeProject(folder: string, { people, groups, resources }: Project): void {
  const name =
    basename(resolve(folder))
      .toLowerCase()
      .replace(/[^a-z0-9-]+/g, "-")
      .replace(/^-+|-+$/g, "") || "slack-organization";
  const manifest = {
    name,
    version: "0.0.0",
    private: true,
    main: "index.ts",
    dependencies: {
      "@pulumi/pulumi": "^3.216.0",
      "@types/node": "^20",
      "pulumi-slack-scim": `^${PACKAGE_VERSION}`,
      typescript: "^5.9.0",
    },
  };
  const files: Record<string, string> = {
    "Pulumi.yaml": `name: ${name}\ndescription: The people and groups of a Slack organization.\nruntime: nodejs\n`,
    "package.json": toText(manifest),
    "tsconfig.json": toText({ compilerOptions: COMPILER, files: ["index.ts"] }),
    "index.ts": PROGRAM,
    "people.json": toText(people),
    "groups.json": toText(groups),
    "import.json": toText({ resources }),
  };
  mkdirSync(folder, { recursive: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
}

function toText(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
