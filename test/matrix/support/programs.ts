import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Toolchain } from "../../../tools/toolchains";

/** The same two people and their group in every form. */
const resources = `
const ada = new SlackScimUser("ada", { userName: "ada", title: "Analyst", emails: [{ value: "ada@example.com" }] });
const grace = new SlackScimUser("grace", { userName: "grace", emails: [{ value: "grace@example.com" }] });
new SlackScimGroup("Data", { displayName: "Data", members: [ada.id, grace.id] });
`;

const imported = `import { SlackScimGroup, SlackScimUser } from "pulumi-slack-scim";\n${resources}`;

/** How a form of program is written, and what it needs beside the package and the SDK. */
interface Form {
  file: string;
  source: string;
  manifest?: object;
  dependencies?: Record<string, string>;
  compilerOptions?: object;
}

const strict = { target: "es2022", strict: true, skipLibCheck: true, types: ["node"] };
const nodeTypes = { "@types/node": "^20.19.0" };

const FORMS: Record<Toolchain["program"], Form> = {
  CommonJS: {
    file: "index.js",
    source: `const { SlackScimGroup, SlackScimUser } = require("pulumi-slack-scim");\n${resources}`,
  },
  "ES modules": { file: "index.js", source: imported, manifest: { type: "module" } },
  // As the templates of many years have it; TypeScript 6 refuses this `moduleResolution`.
  "TypeScript 5.9": {
    file: "index.ts",
    source: imported,
    dependencies: { typescript: "~5.9.3", ...nodeTypes },
    compilerOptions: { ...strict, module: "commonjs", moduleResolution: "node" },
  },
  "TypeScript 6": {
    file: "index.ts",
    source: imported,
    dependencies: { typescript: "^6.0.2", ...nodeTypes },
    compilerOptions: { ...strict, module: "node16", moduleResolution: "node16" },
  },
};

/** Writes a whole Pulumi project that waits for its packages. */
export function writeProgram(
  folder: string,
  program: Toolchain["program"],
  dependencies: Record<string, string>,
): void {
  const form = FORMS[program];
  mkdirSync(folder, { recursive: true });
  const write = (name: string, content: object) => writeFileSync(join(folder, name), JSON.stringify(content));
  write("Pulumi.yaml", {
    name: "matrix",
    runtime: { name: "nodejs", options: { typescript: form.compilerOptions !== undefined } },
  });
  write("package.json", {
    ...{ name: "infra", version: "1.0.0", private: true, main: form.file, ...form.manifest },
    dependencies: { ...dependencies, ...form.dependencies },
  });
  if (form.compilerOptions) {
    write("tsconfig.json", { compilerOptions: form.compilerOptions, files: [form.file] });
  }
  writeFileSync(join(folder, form.file), form.source);
}
