import { statSync } from "node:fs";
import { createExampleStack } from "./support/stack";

test("examples/quickstart makes one person in one group", async () => {
  const stack = await createExampleStack("quickstart");
  expect((await stack.up()).changes).toEqual({ create: 2 });
  const { slack } = stack;
  expect(slack.group("Engineering")?.members).toMatchObject([{ value: slack.user("ada.lovelace")?.id }]);
});

test("examples/team makes everybody of people.csv, their managers and departments, and then has nothing to do", async () => {
  const stack = await createExampleStack("team");
  expect((await stack.up()).changes).toEqual({ create: 48 });
  const { slack } = stack;
  const idOf = (userName: string) => slack.user(userName)?.id;

  const minh = stack.resource("thi-minh.nguyen").outputs;
  expect(minh).toMatchObject({ displayName: "Minh Nguyễn", managerId: idOf("mehmet.yildirim") });
  const finance = slack.group("Finance")?.members.map((member) => member.value);
  expect(finance?.sort()).toEqual([idOf("tomas.novak"), idOf("emma.de-smet"), idOf("ibrahim.ozturk")].sort());

  slack.clearLog();
  expect((await stack.up()).changes).toEqual({ same: 48 });
  expect(slack.requests).toEqual([]);
  expect(stack.requestsOfProgram()).toEqual([]);
  await stack.refresh();
  // Four people and four groups by id, then a page of each, and who the organisation is.
  expect(slack.requests.length).toBeLessThanOrEqual(11);

  const people = stack.state().resources.filter(({ type }) => type.endsWith(":User"));
  const sizes = people.map((person) => JSON.stringify(person).length);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(2400);
});

test("examples/team loses nobody to a destroy: its guards stop it before the first group", async () => {
  const stack = await createExampleStack("team");
  await stack.up();
  const destroy = await stack.destroy({ fails: true });
  expect(destroy.stdout).toContain("slack-scim:maxGroupDeletions");
  expect(destroy.changes).toEqual({});
  expect(stack.slack.groups()).toHaveLength(8);
  expect(stack.slack.users().filter(({ active }) => !active)).toEqual([]);
});

test("examples/directory previews and makes 2,000 people and their departments as one resource, and then has nothing to do", async () => {
  const stack = await createExampleStack("directory");
  const preview = await stack.preview();
  expect(preview.changes).toEqual({ create: 1 });
  expect(preview.stdout.replace(/\s+/g, " ")).toContain(
    "2,000 not in Slack yet, to be created: people.e-1001 (user ",
  );
  expect(stack.slack.writes).toEqual([]);
  expect((await stack.up()).changes).toEqual({ create: 1 });
  const { slack } = stack;
  expect(slack.groups()).toHaveLength(8);
  const chief = slack.users().find(({ title }) => title === "Chief executive");
  expect(stack.resource("company").outputs).toHaveProperty("organization", "acme");
  expect(chief?.active).toBe(true);
  slack.clearLog();
  expect((await stack.up()).changes).toEqual({ same: 1 });
  expect(slack.requests).toEqual([]);
  expect(statSync(stack.stateFile()).size / 2000).toBeLessThanOrEqual(0.6 * 1024);
});
