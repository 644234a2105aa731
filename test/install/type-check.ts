import { join } from "node:path";
import ts from "typescript";
import { checkout } from "../package/built";

const moduleOf: Record<string, string> = { node16: "node16", bundler: "esnext", node: "commonjs" };

/** What the compiler says about a project's files and about our declarations; others' declarations are not read. */
export function typeErrors(project: string, files: string[], moduleResolution: string): string[] {
  const settings = {
    ...{ target: "es2022", lib: ["es2023"], types: ["node"], moduleResolution },
    ...{ strict: true, exactOptionalPropertyTypes: true, allowJs: true, checkJs: true, noEmit: true },
  };
  const { options } = ts.convertCompilerOptionsFromJson(
    { ...settings, module: moduleOf[moduleResolution] },
    project,
  );
  options.typeRoots = [join(checkout, "node_modules", "@types")];
  const roots = files.map((file) => join(project, file));
  const program = ts.createProgram(roots, options);
  const ours = program
    .getSourceFiles()
    .filter(({ fileName }) => roots.includes(fileName) || fileName.includes("pulumi-slack-scim/dist/"));
  const found = ours.flatMap((file) => [
    ...program.getSyntacticDiagnostics(file),
    ...program.getSemanticDiagnostics(file),
  ]);
  return [...program.getOptionsDiagnostics(), ...found].map(
    ({ file, messageText }) =>
      `${file?.fileName ?? "options"}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`,
  );
}
