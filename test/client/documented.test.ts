import { readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";

const folder = path.join(__dirname, "../../provider/scim");
const parse = (name: string) =>
  ts.createSourceFile(name, readFileSync(path.join(folder, name), "utf8"), ts.ScriptTarget.Latest, true);

/** Every name that the index exports, with where it is declared. */
function exported(): [string, ts.Node][] {
  return parse("index.ts")
    .statements.filter(ts.isExportDeclaration)
    .flatMap((line) => {
      const file = parse(`${(line.moduleSpecifier as ts.StringLiteral).text}.ts`);
      const { elements } = line.exportClause as ts.NamedExports;
      return elements.map(({ name }): [string, ts.Node] => [name.text, declarationOf(file, name.text)]);
    });
}

function declarationOf(file: ts.SourceFile, name: string): ts.Node {
  for (const statement of file.statements) {
    if (ts.isVariableStatement(statement)) {
      const { declarations } = statement.declarationList;
      if (declarations.some((declared) => declared.name.getText() === name)) return statement;
    } else if ((statement as ts.DeclarationStatement).name?.getText() === name) return statement;
  }
  throw new Error(`${name} is not declared in ${file.fileName}`);
}

/** The members that a caller sees. */
function membersOf(node: ts.Node): readonly ts.Node[] {
  if (!ts.isClassDeclaration(node) && !ts.isInterfaceDeclaration(node)) return [];
  const members: readonly (ts.ClassElement | ts.TypeElement)[] = node.members;
  return members.filter((member) => {
    const flags = ts.getCombinedModifierFlags(member as ts.Declaration);
    const name = member.name?.getText() ?? "";
    const isInherited = (flags & ts.ModifierFlags.Override) !== 0;
    return (flags & ts.ModifierFlags.Private) === 0 && !isInherited && name !== "" && !name.startsWith("#");
  });
}

const commentOf = (node: ts.Node) =>
  ts
    .getJSDocCommentsAndTags(node)
    .map((comment) => comment.getText())
    .join("\n");

const symbols = exported();
const LINK =
  /@see https:\/\/(docs\.slack\.dev\/(reference|admins)\/scim-api|www\.rfc-editor\.org\/rfc\/rfc764[34])/;

test("the index exports what the client is", () => {
  expect(symbols.length).toBeGreaterThan(70);
});

test("every public symbol, and every member of it, says what it is", () => {
  const silent = symbols.flatMap(([name, node]) => [
    ...(commentOf(node) === "" ? [name] : []),
    ...membersOf(node)
      .filter((member) => commentOf(member) === "")
      .map((member) => `${name}.${(member as ts.NamedDeclaration).name?.getText()}`),
  ]);
  expect(silent).toEqual([]);
});

test("every public symbol links the page that it comes from", () => {
  const unlinked = symbols.filter(([, node]) => !LINK.test(commentOf(node))).map(([name]) => name);
  expect(unlinked).toEqual([]);
});
