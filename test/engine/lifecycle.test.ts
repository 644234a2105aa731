import { group, person, program } from "./support/program";
import { createStack } from "./support/stack";

const analyst = { title: "Analyst", active: true };

test("a stack's life: previewed, made, unchanged, drifted, mended, changed, destroyed and made again", async () => {
  const team = program(person("ada", analyst), person("grace"), group("Data", ["ada", "grace"]));
  const stack = await createStack(team);
  const { slack } = stack;
  const idOf = (userName: string) => slack.user(userName)?.id;
  // Sorted: the engine makes the two side by side, and whoever comes first has the lower id.
  const members = () =>
    slack
      .group("Data")
      ?.members.map((member) => member.value)
      .sort();

  const preview = await stack.preview();
  expect(preview.changes).toEqual({ create: 3 });
  expect(slack.requests.map(({ method }) => method)).toEqual(["GET", "GET", "GET"]);
  expect(preview.stdout).toMatch(/2 not in Slack yet, to be created: user (ada, user grace|grace, user ada)/);

  expect((await stack.up()).changes).toEqual({ create: 3 });
  expect(members()).toEqual([idOf("ada"), idOf("grace")].sort());
  const ids = [idOf("ada"), idOf("grace")];

  slack.clearLog();
  expect((await stack.up({ preview: true })).changes).toEqual({ same: 3 });
  expect(slack.requests).toEqual([]);
  expect(stack.requestsOfProgram()).toEqual([]);

  slack.change("ada", (ada) => {
    ada.title = "Countess";
  });
  const refreshed = await stack.refresh();
  const drifted = refreshed.steps.filter((step) => step.outputs.length > 0);
  expect(drifted).toMatchObject([{ name: "ada", inputs: ["title"], outputs: ["title"] }]);
  const mending = await stack.preview({ flags: ["--diff"] });
  expect(mending.stdout).toMatch(/~ title +: "Countess" => "Analyst"/);
  slack.clearLog();
  expect((await stack.up()).changes).toEqual({ same: 2, update: 1 });
  expect(slack.writes.map((write) => [write.method, write.path])).toEqual([
    ["PATCH", `Users/${idOf("ada")}`],
  ]);
  expect(slack.user("ada")?.title).toBe("Analyst");

  stack.setProgram(program(person("ada", analyst), person("grace"), group("Data", ["grace"])));
  expect((await stack.up()).changes).toEqual({ same: 2, update: 1 });
  expect(members()).toEqual([idOf("grace")]);

  await stack.destroy();
  expect(slack.user("ada")?.active).toBe(false);
  expect(slack.user("grace")?.active).toBe(false);
  expect(slack.groups()).toEqual([]);

  stack.setProgram(team);
  expect((await stack.up()).changes).toEqual({ create: 3 });
  expect([idOf("ada"), idOf("grace")]).toEqual(ids);
  expect([slack.user("ada")?.active, slack.user("grace")?.active]).toEqual([true, false]);
  expect(slack.users().filter((one) => one.userName === "ada")).toHaveLength(1);
});

test("a state is small: the constant twice, what is declared twice, and a few facts", async () => {
  const stack = await createStack(program(person("ada")));
  await stack.up();
  expect(JSON.stringify(stack.resource("ada")).length).toBeLessThanOrEqual(1800);
  // Where the program made the resource, and not where this package did.
  expect(stack.resource("ada").sourcePosition).toMatch(/^project:\/\/\/index\.js#3,/);
});
