import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import ts from "typescript";
import { codeIn, readDocument } from "../support/markdown";

const root = join(__dirname, "..", "..");

jest.setTimeout(60_000);

const guides = readdirSync(join(root, "docs")).filter((name) => name.endsWith(".md"));

test("every program in README.md and in the guides compiles", () => {
  const programs = ["README.md", ...guides.map((name) => `docs/${name}`)].flatMap((path) =>
    codeIn(readDocument(path), "ts").map(
      (code, index) => [join(root, `${path.replace(/\W/g, "-")}-${index}.ts`), code] as const,
    ),
  );
  expect(programs.length).toBeGreaterThanOrEqual(10);
  expect(compileErrors(new Map(programs))).toEqual([]);
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
    { ...options, noEmit: true, noUnusedLocals: false },
    host,
  );
  return [...files.keys()].flatMap((name) =>
    ts
      .getPreEmitDiagnostics(program, program.getSourceFile(name))
      .map((one) => `${basename(name)}: ${ts.flattenDiagnosticMessageText(one.messageText, "\n")}`),
  );
}
