import { directory, group, person, program } from "./support/program";
import { createStack, type TestStack } from "./support/stack";

const names = (count: number) => Array.from({ length: count }, (_, at) => `p${at}`);
const entry = (userName: string, more: object = {}) => ({
  userName,
  emails: [{ value: `${userName}@example.com`, primary: true }],
  ...more,
});
const list = (userNames: string[], more: object = {}) =>
  Object.fromEntries(userNames.map((userName) => [`e-${userName}`, entry(userName, more)]));
const says = (stdout: string) => stdout.replace(/\s+/g, " ");

/** The maps of texts that a state keeps. */
type Texts = Record<string, Record<string, unknown>>;

/** Everything that was sent and could have changed somebody; a refused POST changes nobody. */
const writes = ({ slack }: TestStack) =>
  slack.writes.filter(({ method, status }) => method !== "POST" || status < 300);

test("a directory's life: forecast, made, unchanged without a request, changed by one PATCH, drifted, mended, guarded, destroyed", async () => {
  const everybody = names(8);
  const groups = { all: { displayName: "All", members: everybody.map((name) => `e-${name}`) } };
  const people = {
    ...list(everybody),
    "e-p0": entry("p0", { title: "hidden", password: "a-first-password" }),
  };
  const withSecret = (source: string) => source.replace('"hidden"', 'pulumi.secret("a-hidden-title")');
  const stack = await createStack(withSecret(program(directory("company", { people, groups }))));
  stack.secrets.push("a-first-password", "a-hidden-title");
  const { slack } = stack;
  expect(says((await stack.preview()).stdout)).toContain("8 not in Slack yet, to be created: people.e-p");
  expect(slack.writes).toEqual([]);
  await stack.up();
  expect(slack.group("All")?.members).toHaveLength(8);
  const made = stack.resource("company") as { inputs: Texts; outputs: Texts };
  expect(made.inputs.people?.["e-p0"]).toHaveProperty("ciphertext");
  expect(made.inputs.people?.["e-p1"]).toEqual('{"emails":["p1@example.com"],"userName":"p1"}');
  expect(JSON.parse(String(made.outputs.personFacts?.["e-p1"])).id).toBe(slack.user("p1")?.id);
  slack.clearLog();
  expect((await stack.up()).changes).toEqual({ same: 1 });
  expect(slack.requests).toEqual([]);

  const titled = { ...people, "e-p3": entry("p3", { title: "Admiral" }) };
  const output = 'exports.id = company.personId("e-p3"); exports.group = company.groupId("all");';
  stack.setProgram(withSecret(program(directory("company", { people: titled, groups }), output)));
  const preview = await stack.preview();
  expect(says(preview.stdout)).toContain(
    `1 person to be changed: people.e-p3 (user p3 (${slack.user("p3")?.id})): title`,
  );
  await stack.up();
  expect(slack.writes.map(({ method }) => method)).toEqual(["PATCH"]);

  slack.change(slack.user("p3")?.id ?? "", (live) => {
    live.title = "Cook";
  });
  expect(says((await stack.refresh()).stdout)).toContain("people.e-p3: title");
  const seen = stack.resource("company");
  for (const { people: texts } of [seen.inputs, seen.outputs] as { people: Record<string, unknown> }[])
    expect(texts["e-p0"]).toHaveProperty("ciphertext");
  expect((await stack.up()).changes).toMatchObject({ update: 1 });
  expect(slack.user("p3")?.title).toBe("Admiral");

  stack.setProgram(program(directory("company", { people: {} })));
  const refused = await stack.preview({ fails: true });
  expect(says(refused.stdout + refused.stderr)).toContain(
    "8 would be deactivated, and slack-scim:maxDeactivations allows a run 5",
  );
  const destroy = await stack.destroy({ fails: true });
  expect(says(destroy.stdout + destroy.stderr)).toContain("8 would be deactivated");
  expect(slack.users().filter(({ active }) => !active)).toEqual([]);
  stack.setEnvironment({ SLACK_SCIM_MAX_DEACTIVATIONS: "8" });
  await stack.destroy();
  expect(slack.user("p3")?.active).toBe(false);
});

test("50 people move from single resources into a directory and back, and nobody is written to", async () => {
  const everybody = names(50);
  const team = { displayName: "Team" };
  const singles = program(...everybody.map((name) => person(name)), group("Team", everybody));
  const groups = { team: { ...team, members: everybody.map((name) => `e-${name}`) } };
  const stack = await createStack(singles);
  await stack.up();
  stack.slack.clearLog();

  stack.setProgram(program(directory("company", { people: list(everybody), groups })));
  const moved = await stack.up({ preview: true });
  expect(moved.changes).toMatchObject({ create: 1, delete: 51 });
  expect(writes(stack)).toEqual([]);
  expect((await stack.up()).changes).toEqual({ same: 1 });

  stack.setProgram(singles);
  const back = await stack.up({ preview: true });
  expect(back.changes).toMatchObject({ create: 51, delete: 1 });
  expect(writes(stack)).toEqual([]);
  expect((await stack.up()).changes).toMatchObject({ same: 51 });
  expect(stack.slack.users().filter(({ active }) => !active)).toEqual([]);
});

test("people who leave a directory that stays are handed over where it comes after them, and refused where it may come before", async () => {
  const everybody = names(6);
  const stack = await createStack(program(directory("company", { people: list(everybody) })));
  await stack.up();
  stack.slack.clearLog();
  const [stay, go] = [everybody.slice(0, 3), everybody.slice(3)];
  const later = go.map((name) => person(name, {}, { options: "{ dependsOn: company }" }));
  stack.setProgram(program(directory("company", { people: list(stay) }), ...later));
  const refused = await stack.preview({ fails: true });
  expect(says(refused.stdout + refused.stderr)).toContain(
    "Let that directory come after this resource (`dependsOn`)",
  );

  const singles = go.map((name) => person(name));
  const after = `{ dependsOn: [${go.join(", ")}] }`;
  stack.setProgram(program(...singles, directory("company", { people: list(stay) }, after)));
  await stack.up({ preview: true });
  expect(writes(stack)).toEqual([]);
  expect(stack.slack.users().filter(({ active }) => !active)).toEqual([]);
});

test("one entry that fails leaves the others in the state, secret names as secrets, and the next up makes what is left", async () => {
  const source = program(
    directory("company", { people: { ...list(["ada", "grace"]), spy: entry("NAME") }, groups: {} }),
    'exports.id = company.personId("e-ada");',
  ).replace('"NAME"', 'pulumi.secret("hidden-name")');
  const stack = await createStack(source);
  stack.secrets.push("hidden-name");
  const { slack } = stack;
  slack.fault({ method: "POST", path: /^Users/, status: 403, nth: 2 });
  const failed = await stack.up({ fails: true });
  expect(says(failed.stdout + failed.stderr)).toContain("1 of 3 steps of the directory failed");
  const half = stack.resource("company") as { outputs: Texts };
  expect(Object.keys(half.outputs.people ?? {})).toHaveLength(2);
  const before = slack.writes.length;
  await stack.up();
  expect(slack.writes.slice(before).map(({ method }) => method)).toEqual(["POST"]);
  expect(Object.keys((stack.resource("company") as { outputs: Texts }).outputs.people ?? {})).toHaveLength(3);
  expect((await stack.up()).changes).toEqual({ same: 1 });
});
