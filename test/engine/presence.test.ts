import { group, person, program } from "./support/program";
import { createStack } from "./support/stack";

test("a person deactivated outside is revived where active is declared, else shown and left", async () => {
  const stack = await createStack(program(person("ada", { active: true }), person("grace")));
  const { slack } = stack;
  await stack.up();
  for (const name of ["ada", "grace"]) {
    slack.change(name, (one) => {
      one.active = false;
    });
  }
  const refreshed = await stack.refresh();
  expect(refreshed.steps.filter((step) => step.outputs.includes("active")).map((step) => step.name)).toEqual(
    expect.arrayContaining(["ada", "grace"]),
  );
  expect(refreshed.stdout).toContain("was deactivated outside Pulumi and is left so");
  expect((await stack.up()).changes).toEqual({ same: 1, update: 1 });
  expect(slack.user("ada")?.active).toBe(true);
  expect(slack.user("grace")?.active).toBe(false);
});

test("a person who is gone leaves the state, and the next up makes them again", async () => {
  const stack = await createStack(program(person("ada"), person("grace")));
  const { slack } = stack;
  await stack.up();
  slack.removeUser(slack.user("ada")?.id ?? "");
  await stack.refresh();
  expect(() => stack.resource("ada")).toThrow("is not in state");
  expect((await stack.up()).changes).toEqual({ create: 1, same: 1 });
  expect(slack.user("ada")?.active).toBe(true);
});

test("a declared member who cannot join is named, stays a difference, and the others join", async () => {
  const stack = await createStack(
    program(person("ada"), person("grace", { active: false }), group("Data", ["ada", "grace"])),
  );
  const { slack } = stack;
  const up = await stack.up();
  expect(up.stdout).toContain(`${slack.user("grace")?.id} cannot join and stay out`);
  expect(slack.group("Data")?.members.map((member) => member.value)).toEqual([slack.user("ada")?.id]);
  expect((await stack.preview()).changes).toEqual({ same: 2, update: 1 });
});

test("get shows everything of a person, and get of nobody fails the update", async () => {
  const stack = await createStack(program());
  const id = stack.slack.addUser({
    userName: "ada",
    emails: [{ value: "ada@example.com", primary: true }],
    title: "Analyst",
  });
  stack.setProgram(program(`exports.title = SlackScimUser.get("ada", ${JSON.stringify(id)}).title;`));
  expect((await stack.up()).stdout).toContain('title: "Analyst"');
  stack.setProgram(program('SlackScimUser.get("nobody", "U0NOBODY");'));
  expect((await stack.up({ fails: true })).stdout).toContain("no user U0NOBODY in acme");
});
