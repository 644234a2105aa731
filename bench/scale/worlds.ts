import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { toDirectory } from "../../examples/directory/hr";
import { packageRoot } from "../../tools/package-root";
import type { Organization, Size } from "../organization";
import { BenchStack, type Declared } from "./stack";

/** So many people of the HR export of `examples/directory`, whom nobody has yet, and groups of them. */
export function declared({ people, groups, membersEach }: Size): Declared {
  const file = join(packageRoot(), "examples/directory/hr-export.jsonl");
  const rows = readFileSync(file, "utf8").trim().split("\n").slice(0, people);
  if (rows.length < people) throw new Error(`${file} has ${rows.length} people, and ${people} are wanted`);
  const directory = toDirectory(rows.map((row) => JSON.parse(row)));
  const keys = Object.keys(directory.people);
  const members = (at: number) =>
    Array.from({ length: membersEach }, (_, member) => keys[(at * 7 + member) % people] ?? "");
  return {
    people: directory.people,
    groups: Object.fromEntries(
      Array.from({ length: groups }, (_, at) => [
        `team-${at}`,
        { displayName: `Team ${at}`, members: members(at) },
      ]),
    ),
  };
}

/** The same with another title for one person. */
export function withNewTitle({ people, groups }: Declared): Declared {
  const [[name, first] = ["", {}]] = Object.entries(people);
  return { people: { ...people, [name]: { ...first, title: "Architect" } }, groups };
}

interface Stored {
  type: string;
  urn: string;
  id?: string;
}

interface Exported extends Declared {
  /** `import.json`. */
  resources: { type: string; name: string; id: string }[];
}

/** Everybody in an organization, as `export` writes them down. */
export function exportOf({ url, token }: Organization, folder: string): Exported {
  const command = join(__dirname, "../../cli/index.js");
  execFileSync(process.execPath, [command, "export", folder, "--overwrite"], {
    env: { ...process.env, SLACK_SCIM_BASE_URL: url, SLACK_SCIM_TOKEN: token, SLACK_SCIM_LIMITS: "off" },
    stdio: "ignore",
  });
  const read = (name: string) => JSON.parse(readFileSync(join(folder, name), "utf8"));
  return {
    people: read("people.json"),
    groups: read("groups.json"),
    resources: read("import.json").resources,
  };
}

/**
 * A stack of single resources that has everybody in its state already. Slack's people could be taken over one by one, but the engine
 * writes a file back end's whole state after each: that would take an hour, and is not what is measured.
 */
export async function stackOfEverybody(binDir: string, organization: Organization): Promise<BenchStack> {
  const stack = await BenchStack.open(binDir, "single", organization);
  const exported = exportOf(organization, join(stack.folder, "exported"));
  const [[name, first] = ["", {}]] = Object.entries(exported.people);
  stack.declare({ people: { [name]: first }, groups: {} });
  await stack.operate("up");
  const file = join(stack.folder, "state.json");
  await stack.run("stack", "export", "--file", file);
  const state = JSON.parse(readFileSync(file, "utf8"));
  const resources: Stored[] = state.deployment.resources;
  const taken = resources.find(({ type }) => type.endsWith(":User"));
  const prefix = taken?.urn.slice(0, taken.urn.indexOf("pulumi-nodejs:dynamic")) ?? "";
  const rest = exported.resources.filter((one) => one.id !== taken?.id);
  for (const { name: of, ...one } of rest)
    resources.push({ ...taken, ...one, urn: `${prefix}${one.type}::${of}` });
  writeFileSync(file, JSON.stringify(state));
  await stack.run("stack", "import", "--file", file);
  stack.declare(exported);
  return stack;
}
