import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import ts from "typescript";
import { codeIn, fences, readDocument } from "../support/markdown";

const root = join(__dirname, "..", "..");

jest.setTimeout(60_000);

const guides = readdirSync(join(root, "docs")).filter((name) => name.endsWith(".md"));

const documents = ["README.md", "emulator/README.md", ...guides.map((name) => `docs/${name}`)];

/** What a block of the emulator's README goes on from. */
const BEFORE = 'declare const slack: import("pulumi-slack-scim/emulator").SlackEmulator;\n';

test("every program in the READMEs, in the guides and in examples compiles, exactOptionalPropertyTypes included", () => {
  const blocks = documents.flatMap((path) =>
    codeIn(readDocument(path), "ts").map(
      (code, index) =>
        [`${path.replace(/\W/g, "-")}-${index}.ts`, code.includes("import ") ? code : BEFORE + code] as const,
    ),
  );
  const examples = readdirSync(join(root, "examples"), { recursive: true, encoding: "utf8" })
    .filter((path) => /^\w+\/[\w-]+\.ts$/.test(path))
    .map((path) => [`examples/${path}`, readFileSync(join(root, "examples", path), "utf8")] as const);
  expect(blocks.length).toBeGreaterThanOrEqual(25);
  expect(examples.length).toBeGreaterThanOrEqual(5);
  expect(
    compileErrors(new Map([...blocks, ...examples].map(([path, code]) => [join(root, path), code]))),
  ).toEqual([]);
});

test.each(["User", "Group", "GroupMembership", "Directory", "Provider"])(
  "what may be left out of a SlackScim%s may also be undefined",
  (kind) => {
    const program = `
import type { SlackScim${kind}Args as Args } from "pulumi-slack-scim";
type Emptied<T> = { [K in keyof T]-?: undefined extends T[K] ? undefined : T[K] };
export const asArgs = (emptied: Emptied<Args>): Args => emptied;
`;
    expect(compileErrors(new Map([[join(root, "emptied.ts"), program]]))).toEqual([]);
  },
);

test("what is compiled is all the code for Node that the documents have: JavaScript in the client's README alone, and nothing else in it", () => {
  const languages = (path: string) => new Set(fences(readDocument(path)).map(({ language }) => language));
  const forNode = /^(js|mjs|cjs|jsx|ts|mts|tsx|javascript|typescript)$/;
  for (const path of documents)
    expect([...languages(path)].filter((name) => forNode.test(name) && name !== "ts")).toEqual([]);
  expect([...languages("provider/scim/README.md")]).toEqual(["sh", "js"]);
});

function compileErrors(files: Map<string, string>): string[] {
  const { config } = ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.fileExists = (name) => files.has(name) || fileExists(name);
  host.readFile = (name) => files.get(name) ?? readFile(name);
  host.getSourceFile = (name, ...rest) => {
    const code = files.get(name);
    return code === undefined
      ? getSourceFile(name, ...rest)
      : ts.createSourceFile(name, code, ts.ScriptTarget.ES2022, true);
  };
  const program = ts.createProgram(
    [...files.keys()],
    { ...options, noEmit: true, noUnusedLocals: false, exactOptionalPropertyTypes: true },
    host,
  );
  return [...files.keys()].flatMap((name) =>
    ts
      .getPreEmitDiagnostics(program, program.getSourceFile(name))
      .map((one) => `${relative(root, name)}: ${ts.flattenDiagnosticMessageText(one.messageText, "\n")}`),
  );
}
