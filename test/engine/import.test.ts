import { codeIn, readDocument } from "../support/markdown";
import { person, program } from "./support/program";
import { createStack } from "./support/stack";

test("the guide's import file takes a person over without a call, and the next preview is empty", async () => {
  const stack = await createStack(program());
  const id = stack.slack.addUser({
    userName: "ada.lovelace",
    emails: [{ value: "ada@example.com", primary: true }],
  });
  const [block = ""] = codeIn(readDocument("docs/moving-in.md"), "json");
  stack.setFile("people.json", block.replace('"U0123"', JSON.stringify(id)));
  await stack.pulumi([
    ...["import", "--file", "people.json", "--generate-code=false", "--protect=false"],
    ...["--yes", "--stack", "dev"],
  ]);
  expect(stack.slack.requests).toEqual([]);

  const declared = { emails: [{ value: "ada@example.com", primary: true }] };
  stack.setProgram(program(person("ada.lovelace", declared, { name: "ada" })));
  expect((await stack.preview()).changes).toEqual({ same: 1 });
  await stack.refresh();
  expect((await stack.up()).changes).toEqual({ same: 1 });
  expect(stack.resource("ada").outputs).toMatchObject({ active: true, organization: "acme" });
});

test("the import option is refused in the program, with the ways in that work", async () => {
  const stack = await createStack(program(person("ada", {}, { options: '{ import: "U1" }' })));
  const refused = await stack.preview({ fails: true });
  expect((refused.stdout + refused.stderr).replace(/\s+/g, " ")).toContain(
    'the resource option "import" does not work for dynamic resources',
  );
});
