import ts from "typescript";
import type { Field } from "../../provider/fields/field";
import { GROUP_FIELDS } from "../../provider/group/fields";
import { MEMBERSHIP_FIELDS } from "../../provider/membership/fields";
import { providerText } from "../../provider/resources/provider-text";
import { USER_FIELDS } from "../../provider/user/fields";
import { codeIn, readDocument as text } from "../support/markdown";

const blocks = (file: string, language: string) => codeIn(text(file), language);

test.each([
  ["provider/resources/user.ts", "SlackScimUserInputs", USER_FIELDS],
  ["provider/resources/group.ts", "SlackScimGroupInputs", GROUP_FIELDS],
  ["provider/resources/membership.ts", "SlackScimGroupMembershipInputs", MEMBERSHIP_FIELDS],
] as [string, string, readonly Field[]][])(
  "%s declares exactly the fields that drive the code",
  (file, name, fields) => {
    const source = ts.createSourceFile(file, text(file), ts.ScriptTarget.ES2022, true);
    const inputs = source.statements.filter(ts.isInterfaceDeclaration).find((one) => one.name.text === name);
    expect(inputs === undefined ? [] : paths(inputs.members).sort()).toEqual(
      fields.map((field) => field.path).sort(),
    );
  },
);

test("the README has exactly two set-up commands, each one line", () => {
  const commands = blocks("README.md", "sh").filter((block) => block.includes("npm ci"));
  expect(commands).toEqual(["npm ci && npm run demo\n", "npm ci && npm test\n"]);
});

test("the README's test of a program is the one that runs here", () => {
  expect(blocks("README.md", "ts")).toContain(text("test/package/readme-example.test.ts"));
});

test("the entries to import in the guide hold the stored provider text", () => {
  const [entry = "{}"] = blocks("docs/moving-in.md", "json");
  const [resource] = JSON.parse(entry).resources;
  expect(resource.inputs.__provider).toBe(providerText("user"));
  expect(resource.outputs.__provider).toBe(providerText("user"));
});

/** Property paths of an interface; objects are followed, lists and unions are not, but for what may be undefined. */
function paths(members: ts.NodeArray<ts.TypeElement>, prefix = ""): string[] {
  return [...members].filter(ts.isPropertySignature).flatMap((member) => {
    const path = prefix + member.name.getText();
    const type = member.type && withoutUndefined(member.type);
    return type && ts.isTypeLiteralNode(type) ? paths(type.members, `${path}.`) : [path];
  });
}

function withoutUndefined(type: ts.TypeNode): ts.TypeNode {
  if (!ts.isUnionTypeNode(type)) return type;
  const [only, ...others] = type.types.filter(({ kind }) => kind !== ts.SyntaxKind.UndefinedKeyword);
  return only !== undefined && others.length === 0 ? only : type;
}
