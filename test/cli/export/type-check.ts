import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { PROGRAMS } from "../../../cli/export/programs";
import { checkout } from "../../package/built";

/** What the compiler says of both programs, and of the exported data as the types of inputs want it, in the settings of an export. */
export function typeErrors(root: string, folders: readonly string[]): string[] {
  const files = Object.entries(PROGRAMS).map(([kind, program]) => write(root, `${kind}.ts`, program));
  const data = folders.map((folder) => {
    const [people, groups] = ["people.json", "groups.json"].map((file) =>
      readFileSync(join(folder, file), "utf8"),
    );
    return `{ people: ${people}, groups: ${groups} }`;
  });
  const typed = `import type { SlackScimGroupInputs, SlackScimUserInputs } from "pulumi-slack-scim";
    export const all: { people: { [name: string]: SlackScimUserInputs }; groups: { [name: string]: SlackScimGroupInputs } }[]
      = [${data.join(",\n")}];`;
  files.push(write(root, "data.ts", typed));
  const program = ts.createProgram(files, {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.Node16,
    moduleResolution: ts.ModuleResolutionKind.Node16,
    ...{ strict: true, noEmit: true, skipLibCheck: true, types: ["node"] },
    typeRoots: [join(checkout, "node_modules", "@types")],
    paths: {
      "pulumi-slack-scim": [join(checkout, "provider/index.ts")],
      "csv-parse/sync": [join(checkout, "node_modules/csv-parse/dist/cjs/sync.d.cts")],
    },
  });
  const diagnostics = program
    .getSourceFiles()
    .filter(({ fileName }) => files.includes(fileName))
    .flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]);
  return [...program.getOptionsDiagnostics(), ...diagnostics].map(
    ({ file, messageText }) =>
      `${file?.fileName ?? "options"}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`,
  );
}

function write(root: string, name: string, text: string): string {
  writeFileSync(join(root, name), text);
  return join(root, name);
}
