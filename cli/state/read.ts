import { readFileSync } from "node:fs";
import { buffer } from "node:stream/consumers";
import { gunzipSync } from "node:zlib";
import { isObject, type Properties } from "../../provider/fields/properties";

/** One resource as a state holds it. */
export interface StoredResource {
  urn: string;
  type: string;
  id?: string;
  inputs?: Properties;
  outputs?: Properties;
  /** Looked at and not managed: `.get()`. */
  external?: boolean;
  /** Replaced, and not yet deleted. */
  delete?: boolean;
}

/** The versions of a deployment that are known; 4 only adds features that change none of what is read here. */
const KNOWN_VERSIONS: readonly unknown[] = [3, 4];

/**
 * The resources of a stack export or of a state file, `.gz` as well.
 * @param file undefined: stdin
 * @throws Error saying what is wrong with it: cut short, no JSON, encrypted as a whole, no state, of an unknown version
 */
export async function readState(file: string | undefined): Promise<StoredResource[]> {
  const name = file ?? "stdin";
  if (file === undefined && process.stdin.isTTY)
    throw new Error(
      "no state was given: run `pulumi stack export | npx pulumi-slack-scim drift`, or name a file by --file.",
    );
  return toResources(toText(file === undefined ? await buffer(process.stdin) : readFile(file), name), name);
}

function readFile(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new Error(`Cannot read ${file}: ${(error as NodeJS.ErrnoException).code}.`);
  }
}

/** @param name how messages name where the text came from */
export function toResources(text: string, name: string): StoredResource[] {
  const state = parsed(text, name);
  if (!isObject(state)) throw noState(name);
  if (isObject(state.sops)) throw encrypted(name, "by sops");
  const deployment = deploymentIn(state, name);
  if (deployment === null || deployment === undefined) return [];
  if (typeof deployment === "string") throw encrypted(name, "");
  if (!isObject(deployment)) throw noState(name);
  const { resources = [] } = deployment;
  if (!Array.isArray(resources)) throw noState(name);
  if (!resources.every(isResource))
    throw new Error(`${name}: a resource in the state has no urn and type: the file was changed by hand.`);
  return resources;
}

/** An export has its deployment at the top, a state file below the checkpoint. */
function deploymentIn(state: Properties, name: string): unknown {
  const isExport = "deployment" in state;
  if (!isExport && !isObject(state.checkpoint)) throw noState(name);
  if (!KNOWN_VERSIONS.includes(state.version))
    throw new Error(
      `${name}: version ${JSON.stringify(state.version)?.slice(0, 20)} of Pulumi's state is not known here, only ${KNOWN_VERSIONS.join(" and ")}. ` +
        "Run `pulumi stack export` with a newer CLI, or update pulumi-slack-scim.",
    );
  return isExport ? state.deployment : (state.checkpoint as Properties).latest;
}

/** A PowerShell of Windows writes `>` in UTF-16. */
function toText(bytes: Buffer, name: string): string {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return toText(unzipped(bytes, name), name);
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : "utf-8";
  return new TextDecoder(encoding).decode(bytes); // takes the byte order mark away
}

function unzipped(bytes: Buffer, name: string): Buffer {
  try {
    return gunzipSync(bytes);
  } catch {
    throw new Error(`${name} is cut short or damaged: it cannot be unzipped.`);
  }
}

/** What the parser says quotes the text, in which secrets may be. */
function parsed(text: string, name: string): unknown {
  if (text.trim() === "")
    throw new Error(`${name} is empty: did \`pulumi stack export\` fail? Run it alone to see what it says.`);
  try {
    return JSON.parse(text);
  } catch {
    const start = text.trimStart();
    if (/^(-----BEGIN|age-encryption|Salted__)/.test(start)) throw encrypted(name, "");
    if (!/^[{[]/.test(start))
      throw new Error(`${name} is no JSON: a state is what \`pulumi stack export\` prints.`);
    const remedy = "Run `pulumi stack export` again, to its end.";
    if (!text.trimEnd().endsWith("}"))
      throw new Error(`${name} is cut short after ${text.length} characters. ${remedy}`);
    throw new Error(`${name} is damaged: it begins like a state and is no JSON. ${remedy}`);
  }
}

function isResource(one: unknown): one is StoredResource {
  return isObject(one) && typeof one.urn === "string" && typeof one.type === "string";
}

function noState(name: string): Error {
  return new Error(
    `${name} is no state of Pulumi: wanted what \`pulumi stack export\` prints, or a file .pulumi/stacks/<project>/<stack>.json.`,
  );
}

function encrypted(name: string, how: string): Error {
  return new Error(
    `${name} is encrypted as a whole${how && ` (${how})`}: decrypt it first, or use \`pulumi stack export\`.`,
  );
}
