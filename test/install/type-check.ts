import { join } from "node:path";
import ts from "typescript";
import { checkout } from "../package/built";

const moduleOf: Record<string, string> = { node16: "node16", bundler: "esnext", node: "commonjs" };

/** What the compiler says about a project's program.ts and about our declarations; others' declarations are not read. */
export function typeErrors(project: string, moduleResolution: string): string[] {
  const settings = { target: "es2022", strict: true, noEmit: true, types: ["node"], moduleResolution };
  const { options } = ts.convertCompilerOptionsFromJson(
    { ...settings, module: moduleOf[moduleResolution] },
    project,
  );
  options.typeRoots = [join(checkout, "node_modules", "@types")];
  const program = ts.createProgram([join(project, "program.ts")], options);
  const ours = program
    .getSourceFiles()
    .filter(({ fileName }) => /program\.ts$|pulumi-slack-scim\/dist\//.test(fileName));
  const found = ours.flatMap((file) => [
    ...program.getSyntacticDiagnostics(file),
    ...program.getSemanticDiagnostics(file),
  ]);
  return [...program.getOptionsDiagnostics(), ...found].map(
    ({ file, messageText }) =>
      `${file?.fileName ?? "options"}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`,
  );
}
