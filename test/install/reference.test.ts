import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ts from "typescript";
import { checkout } from "../package/built";
import { run, tool } from "./consumer";

jest.setTimeout(300_000);

interface Reflection {
  name: string;
  children?: Reflection[];
}

/** The names that a module exports, types among them. */
function exportsOf(file: string): string[] {
  const program = ts.createProgram([join(checkout, file)], { skipLibCheck: true, esModuleInterop: true });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(join(checkout, file));
  const symbol = source && checker.getSymbolAtLocation(source);
  return symbol === undefined ? [] : checker.getExportsOfModule(symbol).map(({ name }) => name);
}

const namesIn = ({ children = [] }: Reflection) => children.map(({ name }) => name).sort();

test("the reference has every export of the package and of the client, each documented", async () => {
  const folder = mkdtempSync(join(tmpdir(), "slack-scim-reference-"));
  const json = join(folder, "reference.json");
  try {
    const { code, output } = await run(
      tool("typedoc"),
      ["--options", "provider/typedoc.json", "--json", json],
      checkout,
    );
    expect({ code, output }).toEqual({ code: 0, output: expect.not.stringContaining("[warning]") });
    const { children = [] }: Reflection = JSON.parse(readFileSync(json, "utf8"));
    expect(children.map((one) => [one.name, namesIn(one)])).toEqual([
      ["pulumi-slack-scim", exportsOf("provider/index.ts").sort()],
      ["pulumi-slack-scim/scim", exportsOf("provider/scim/index.ts").sort()],
    ]);
    expect(namesIn(children[0] ?? { name: "" })).toEqual(
      expect.arrayContaining([
        "SlackScimUser",
        "SlackScimGroup",
        "SlackScimGroupMembership",
        "getUsersOutput",
      ]),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
