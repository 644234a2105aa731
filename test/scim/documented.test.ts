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

/** Whose methods a caller calls. */
const CALLED = [
  "SlackScimClient",
  "UsersEndpoint",
  "GroupsEndpoint",
  "GroupsWithoutMembers",
  "Filter",
  "FilterAttribute",
];
const isPublic = (node: ts.ClassElement) =>
  (ts.getCombinedModifierFlags(node) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)) === 0 &&
  !commentOf(node).includes("@internal");

/** What a caller calls: the methods of those classes, and every constructor but those of errors. */
function calls(): [string, ts.ClassElement][] {
  return symbols.flatMap(([name, node]) => {
    if (!ts.isClassDeclaration(node) || /Error$/.test(name)) return [];
    return node.members.filter(isPublic).flatMap((member): [string, ts.ClassElement][] => {
      if (ts.isConstructorDeclaration(member)) return [[`new ${name}`, member]];
      const isMethod = ts.isMethodDeclaration(member) && ts.isIdentifier(member.name);
      return isMethod && CALLED.includes(name) ? [[`${name}.${member.name.getText()}`, member]] : [];
    });
  });
}

/** The first words of all `@throws` of a comment. */
const thrownBy = (node: ts.Node) =>
  [...commentOf(node).matchAll(/@throws *(\w*)/g)].map(([, thrown = ""]) => thrown);

test("every method and constructor says which errors it throws, by classes that are exported, or that there are none", () => {
  const known = [...symbols.map(([name]) => name).filter((name) => /Error$/.test(name)), "nothing"];
  const all = calls();
  expect(all.length).toBeGreaterThan(45);
  const silent = all.filter(([, node]) => thrownBy(node).length === 0).map(([name]) => name);
  expect(silent).toEqual([]);
  const wrong = all.flatMap(([name, node]) =>
    thrownBy(node).flatMap((thrown) => (known.includes(thrown) ? [] : [`${name}: ${thrown}`])),
  );
  expect(wrong).toEqual([]);
});

test("every method and constructor links the page that it comes from", () => {
  const unlinked = calls().filter(([, node]) => !LINK.test(commentOf(node)));
  expect(unlinked.map(([name]) => name)).toEqual([]);
});
