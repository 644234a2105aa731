import { existsSync, lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A resource as the engine stores it. */
export interface StoredResource {
  urn: string;
  type: string;
  id?: string;
  inputs?: Record<string, unknown>;
  outputs?: Record<string, unknown>;
  protect?: boolean;
  provider?: string;
  /** The program's line, as `project:///index.js#3,1`. */
  sourcePosition?: string;
}

/** The stack as the engine stores it. */
export interface Checkpoint {
  resources: StoredResource[];
  pending_operations?: { type: string; resource: StoredResource }[];
}

/** The stored text of every resource, byte for byte: users' states hold it, so it never changes. */
const providerTexts: Record<string, string> = {
  "pulumi-nodejs:dynamic/slack-scim:User": providerText("user"),
  "pulumi-nodejs:dynamic/slack-scim:Group": providerText("group"),
  "pulumi-nodejs:dynamic/slack-scim:GroupMembership": providerText("membership"),
  "pulumi-nodejs:dynamic/slack-scim:Directory": providerText("directory"),
};

function providerText(name: string): string {
  return `exports.handler = () => require("module").createRequire(process.cwd() + "/")("pulumi-slack-scim/provider").${name};`;
}

/** Reads the file in which the engine keeps a stack; a stack without a deployment has no resources. */
export function readCheckpoint(file: string): Checkpoint {
  if (!existsSync(file)) return { resources: [] };
  const { latest } = JSON.parse(readFileSync(file, "utf8")).checkpoint;
  return { resources: [], ...latest };
}

/** Throws where a secret lies about, or where a resource is stored with anything but its constant provider text. */
export function whatMustHold(root: string, printed: string, state: Checkpoint, secrets: string[]): void {
  for (const secret of secrets) {
    const forms = [secret, Buffer.from(secret).toString("base64")];
    for (const file of filesBelow(root)) {
      const bytes = readFileSync(file);
      if (forms.some((form) => bytes.includes(form))) throw new Error(`a secret value is in ${file}`);
    }
    if (forms.some((form) => printed.includes(form))) throw new Error("a secret value was printed or logged");
  }
  for (const { urn, type, inputs, outputs } of state.resources) {
    const text = providerTexts[type];
    if (text === undefined) continue;
    expect({ urn, provider: inputs?.__provider }).toEqual({ urn, provider: text });
    expect({ urn, provider: outputs?.__provider }).toEqual({ urn, provider: text });
  }
}

/** All files but the program, which may name a token of its own, and the linked packages. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (name === "node_modules" || name === "index.js") return [];
    const found = lstatSync(path); // among them pipes, which must not be read
    return found.isDirectory() ? filesBelow(path) : found.isFile() ? [path] : [];
  });
}
