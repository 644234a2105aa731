import { group, person, program } from "./support/program";
import { createStack } from "./support/stack";

test("renaming a resource deactivates nobody and deletes no group", async () => {
  const stack = await createStack(program(person("ada"), group("Data", ["ada"])));
  const { slack } = stack;
  await stack.up();
  const before = [slack.user("ada")?.id, slack.group("Data")?.id];
  slack.clearLog();

  stack.setProgram(
    program(person("ada", {}, { name: "countess" }), group("Data", ["countess"], { name: "facts" })),
  );
  const renamed = await stack.up();
  expect(renamed.changes).toEqual({ create: 2, delete: 2 });
  expect(renamed.stdout).toContain("is declared elsewhere in this program: released, not deactivated");
  expect([slack.user("ada")?.id, slack.group("Data")?.id]).toEqual(before);
  expect(slack.user("ada")?.active).toBe(true);
  expect(slack.writes.filter((write) => write.method === "DELETE")).toEqual([]);
  expect((await stack.up()).changes).toEqual({ same: 2 });
});

test("the delete of a renamed resource that comes one run later, after a failure, deactivates nobody either", async () => {
  const stack = await createStack(program(person("ada"), person("grace"), group("Data", ["grace"])));
  const { slack } = stack;
  await stack.up();

  slack.fault({ method: "PATCH", path: `Users/${slack.user("grace")?.id}`, status: 403, times: 1 });
  stack.setProgram(
    program(
      person("ada", {}, { name: "countess" }),
      person("grace", { title: "Admiral" }),
      'new SlackScimGroup("facts", { displayName: "Data", members: [grace.id] });',
    ),
  );
  await stack.up({ fails: true });
  expect(slack.user("ada")?.active).toBe(true);

  const later = await stack.up();
  expect(later.changes).toMatchObject({ delete: 2 });
  expect(slack.group("Data")?.members).toHaveLength(1);
  expect(slack.user("ada")?.active).toBe(true);
  expect(slack.user("grace")?.title).toBe("Admiral");
  expect((await stack.up()).changes).toEqual({ same: 3 });
});

test("aliases make a rename no change at all", async () => {
  const stack = await createStack(program(person("ada")));
  await stack.up();
  stack.slack.clearLog();
  stack.setProgram(
    program(person("ada", {}, { name: "countess", options: '{ aliases: [{ name: "ada" }] }' })),
  );
  expect((await stack.up()).changes).toEqual({ same: 1 });
  expect(stack.slack.requests).toEqual([]);
});

test("a leaver is deactivated although a newcomer has the userName, and a person declared twice fails the preview", async () => {
  const stack = await createStack(program(person("ada")));
  const { slack } = stack;
  slack.behave({ userNameClash: "renamed" });
  await stack.up();
  const leaver = slack.user("ada")?.id ?? "";
  const newcomer = person("ada", { emails: [{ value: "new@example.com" }] }, { name: "newcomer" });
  stack.setProgram(program(newcomer));
  expect((await stack.up()).changes).toEqual({ create: 1, delete: 1 });
  expect(slack.user(leaver)?.active).toBe(false);

  slack.clearLog();
  stack.setProgram(
    program(newcomer, person("ada2", { emails: [{ value: "new@example.com" }] }, { name: "again" })),
  );
  const { stdout } = await stack.preview({ fails: true });
  expect(stdout.replace(/\s+/g, " ")).toContain("declare each person once");
  // Whichever of the two is checked first may have been looked up.
  expect(slack.writes).toEqual([]);
});
