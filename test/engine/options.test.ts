import { group, person, program } from "./support/program";
import { createStack } from "./support/stack";

test("ignoreChanges leaves a drifted attribute alone", async () => {
  const stack = await createStack(
    program(person("ada", { title: "Analyst" }, { options: '{ ignoreChanges: ["title"] }' })),
  );
  await stack.up();
  stack.slack.change("ada", (ada) => {
    ada.title = "Countess";
  });
  await stack.refresh();
  expect((await stack.up()).changes).toEqual({ same: 1 });
  expect(stack.slack.user("ada")?.title).toBe("Countess");
});

test("protect keeps a person from destroy", async () => {
  const stack = await createStack(program(person("ada", {}, { options: "{ protect: true }" })));
  await stack.up();
  await stack.destroy({ fails: true });
  expect(stack.slack.user("ada")?.active).toBe(true);
});

test("retainOnDelete, and onDelete retain, take people and groups out of the stack and leave them in Slack", async () => {
  const stack = await createStack(
    program(
      person("ada", {}, { options: "{ retainOnDelete: true }" }),
      person("grace", { onDelete: "retain" }),
      group("Data", ["ada"], { args: { onDelete: "retain" } }),
    ),
  );
  await stack.up();
  await stack.destroy();
  expect(stack.slack.user("ada")?.active).toBe(true);
  expect(stack.slack.user("grace")?.active).toBe(true);
  expect(stack.slack.group("Data")?.members).toHaveLength(1);
});

test("destroy that runs the program deactivates as well: what it declares is not declared elsewhere", async () => {
  const stack = await createStack(program(person("ada")));
  await stack.up();
  await stack.destroy({ flags: ["--run-program"] });
  expect(stack.slack.user("ada")?.active).toBe(false);
});

test("secret values are encrypted in state and shown nowhere", async () => {
  const stack = await createStack(
    program(
      'new SlackScimUser("ada", { userName: "ada", emails: [{ value: "ada@example.com" }], title: pulumi.secret("Chief-of-Secrets"), password: "first-Passw0rd" });',
    ),
  );
  stack.secrets.push("Chief-of-Secrets", "first-Passw0rd");
  await stack.up();
  expect(stack.slack.user("ada")?.title).toBe("Chief-of-Secrets");
  await stack.refresh();
  expect((await stack.up()).changes).toEqual({ same: 1 });
});

test("a value that is only known after the update passes the preview", async () => {
  const stack = await createStack(
    program(
      person("boss"),
      'const ada = new SlackScimUser("ada", { userName: "ada", emails: [{ value: "ada@example.com" }], title: pulumi.concat("reports to ", boss.id), enterprise: { manager: { managerId: boss.id } } });',
      group("Data", ["ada", "boss"]),
    ),
  );
  expect((await stack.preview()).changes).toEqual({ create: 3 });
  await stack.up();
  expect(stack.slack.user("ada")?.title).toBe(`reports to ${stack.slack.user("boss")?.id}`);
  expect((await stack.up()).changes).toEqual({ same: 3 });
});

test("a secret userName is in clear nowhere in state where the outputs that repeat it are secret as well", async () => {
  const stack = await createStack(
    program(
      'new SlackScimUser("ada", { userName: pulumi.secret("spy-agent"), emails: [{ value: "ada@example.com" }] }, { additionalSecretOutputs: ["nickName", "profileUrl", "slackUserName"] });',
    ),
  );
  stack.secrets.push("spy-agent");
  await stack.up();
  expect(stack.slack.user("spy-agent")).toMatchObject({ active: true });
  await stack.refresh();
  expect((await stack.up()).changes).toEqual({ same: 1 });
});

test("a replacement that is forced finds the person and the group again, and takes nobody's access", async () => {
  const replaced = (title: string) =>
    program(person("ada", { title }, { options: '{ replaceOnChanges: ["title"] }' }), group("Data", ["ada"]));
  const stack = await createStack(replaced("Analyst"));
  await stack.up();
  const ids = [stack.slack.user("ada")?.id, stack.slack.group("Data")?.id];
  const { urn } = stack.resource("Data") as { urn?: string };
  await stack.up({ flags: ["--target-replace", String(urn)] });
  stack.setProgram(replaced("Countess"));
  await stack.up();
  expect(stack.slack.user("ada")).toMatchObject({ id: ids[0], active: true, title: "Countess" });
  expect(stack.slack.group("Data")).toMatchObject({ id: ids[1], members: [{ value: ids[0] }] });
});
