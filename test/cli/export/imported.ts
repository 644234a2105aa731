import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import ts from "typescript";
import { checkDirectory, diffDirectory, readDirectory } from "../../../provider/directory/lifecycle";
import { checkGroup, diffGroup, readGroup } from "../../../provider/group/lifecycle";
import { withoutProvider } from "../../../provider/resources/dynamic";
import type { Run } from "../../../provider/run/run";
import { checkUser, diffUser, readUser } from "../../../provider/user/lifecycle";
import type { Json } from "../spawn";

/** One entry of import.json, which is what the state holds after `pulumi import`; or what the program registers. */
interface Resource {
  type: string;
  name: string;
  id: string;
  inputs: Json;
  outputs: Json;
}

const LIVES = {
  User: { check: checkUser, diff: diffUser, read: readUser },
  Group: { check: checkGroup, diff: diffGroup, read: readGroup },
  Directory: { check: checkDirectory, diff: diffDirectory, read: readDirectory },
};

const compiled = new Map<string, string>();

/** What the state holds after the import. */
export function imported(folder: string): Resource[] {
  return JSON.parse(readFileSync(join(folder, "import.json"), "utf8")).resources;
}

/** How many people and groups that is. */
export function countImported(folder: string): number {
  const listed = ({ people, groups }: Json) => Object.keys(people).length + Object.keys(groups).length;
  return imported(folder).reduce((sum, one) => sum + (one.inputs.people ? listed(one.inputs) : 1), 0);
}

/** What the exported program registers, by type and name; a resource's id is the imported one. */
export async function registered(folder: string): Promise<Map<string, Json>> {
  const found = new Map<string, Json>();
  const ids = new Map(imported(folder).map((one) => [keyOf(one), one.id]));
  await pulumi.runtime.setMocks({
    newResource: (resource) => {
      if (found.has(keyOf(resource))) throw new Error(`${keyOf(resource)} is registered twice`);
      found.set(keyOf(resource), resource.inputs);
      return { id: ids.get(keyOf(resource)) ?? "UNEW", state: resource.inputs };
    },
    call: ({ inputs }) => inputs,
  });
  const run = new Function("require", "exports", "__dirname", compile(join(folder, "index.ts")));
  run(require, {}, folder);
  await pulumi.runtime.disconnect();
  return found;
}

/**
 * What a preview shows after the import: the engine's calls of check and diff for each resource. After a refresh as well, which
 * reads each first.
 */
export async function differences(folder: string, begin: () => Run): Promise<string[]> {
  const states = imported(folder);
  const program = await registered(folder);
  const reading = begin();
  const refreshed: Resource[] = [];
  for (const state of states) refreshed.push(await afterRefresh(reading, state));
  return [
    ...without(states.map(keyOf), [...program.keys()]).map(
      (key) => `${key} is imported and not in the program`,
    ),
    ...without([...program.keys()], states.map(keyOf)).map(
      (key) => `${key} is in the program and not imported`,
    ),
    ...preview(begin(), states, program),
    ...preview(begin(), refreshed, program).map((difference) => `after a refresh: ${difference}`),
  ];
}

function preview(run: Run, states: readonly Resource[], program: Map<string, Json>): string[] {
  const byKey = new Map(states.map((state) => [keyOf(state), state]));
  return [...program].flatMap(([key, declared]) => {
    const state = byKey.get(key);
    if (state === undefined) return [];
    const { check, diff } = LIVES[kindOf(state)];
    if (declared.__provider !== state.inputs.__provider) return [`${key}: another provider`];
    const { inputs, problems } = check(run, withoutProvider(state.inputs), withoutProvider(declared));
    const { changes } = diff(state.id, withoutProvider(state.outputs), plain(inputs));
    const written = JSON.stringify([plain(inputs), withoutProvider(state.inputs)]);
    return [
      ...problems.map((problem) => `${key}: ${problem}`),
      ...(changes ? [`${key}: differs: ${written}`] : []),
    ];
  });
}

/** What the engine keeps of a resource that was read. */
async function afterRefresh(run: Run, state: Resource): Promise<Resource> {
  const found = await LIVES[kindOf(state)].read(run, state.id, withoutProvider(state.outputs));
  if (found === undefined) throw new Error(`${state.name} is gone`);
  return { ...state, outputs: plain(found.outs) };
}

/** Programs are few and constant. */
function compile(file: string): string {
  const text = readFileSync(file, "utf8");
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: {
      module: ts.ModuleKind.CommonJS,
      target: ts.ScriptTarget.ES2022,
      esModuleInterop: true,
    },
  });
  compiled.set(text, compiled.get(text) ?? outputText);
  return compiled.get(text) ?? "";
}

const keyOf = ({ type, name }: { type: string; name: string }) => `${type} ${name}`;
const kindOf = ({ type }: Resource) => type.split(":").at(-1) as keyof typeof LIVES;
const plain = (properties: object): Json => JSON.parse(JSON.stringify(properties));
const without = (keys: string[], others: string[]) => keys.filter((key) => !others.includes(key));
