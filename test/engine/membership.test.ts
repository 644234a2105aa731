import { group, membership, person, program } from "./support/program";
import { createStack, type TestStack } from "./support/stack";

const PEOPLE = [person("ada"), person("grace"), person("hedy")];

/** A stack with three people, and a group of somebody else's with two members. */
async function withTheirGroup() {
  const stack = await createStack(program(...PEOPLE));
  await stack.up();
  const { slack } = stack;
  const add = (userName: string) =>
    slack.addUser({ userName, emails: [{ value: `${userName}@example.com`, primary: true }] });
  const theirs = [add("bob"), add("carol")];
  const groupId = slack.addGroup({ displayName: "Okta: on call", members: theirs });
  return { stack, groupId, theirs };
}

const idOf = ({ slack }: TestStack, userName: string) => slack.user(userName)?.id ?? "";

/** The userNames of who is in the group. */
const inIt = ({ slack }: TestStack, groupId: string) =>
  slack
    .group(groupId)
    ?.members.map(({ value }) => slack.user(value)?.userName)
    .sort();

const says = (stdout: string) => stdout.replace(/\s+/g, " ");

const PATCHES = ({ slack }: TestStack, groupId: string) =>
  slack.writes.filter(({ method, path }) => method === "PATCH" && path.includes(groupId));

test("a membership's life: forecast, created, unchanged, drifted, refreshed, repaired, shortened, destroyed", async () => {
  const { stack, groupId } = await withTheirGroup();
  const { slack } = stack;
  const bob = idOf(stack, "bob");
  stack.setProgram(program(...PEOPLE, membership("on-call", groupId, ["ada", "grace", bob])));
  const preview = await stack.preview();
  expect(preview.changes).toEqual({ create: 1, same: 3 });
  expect(says(preview.stdout)).toContain(
    `1 to add people to a group: group ${groupId} (2 join, 1 in it already)`,
  );
  const up = await stack.up();
  expect(says(up.stdout)).toContain(`in the group already: ${bob}. Delete leaves them in it`);
  expect(inIt(stack, groupId)).toEqual(["ada", "bob", "carol", "grace"]);
  expect(stack.resource("on-call")).toMatchObject({
    id: `${groupId}/members`,
    outputs: { added: [idOf(stack, "ada"), idOf(stack, "grace")].sort(), organization: "acme" },
  });
  slack.clearLog();
  expect((await stack.up()).changes).toEqual({ same: 4 });
  expect(slack.requests).toEqual([]);

  const ada = idOf(stack, "ada");
  slack.change(groupId, (group) => {
    group.members = group.members.filter(({ value }) => value !== ada);
    group.members.push({ value: idOf(stack, "hedy"), display: "" });
  });
  const refreshed = await stack.refresh();
  expect(
    refreshed.steps.filter((step) => step.outputs.includes("members")).map(({ name }) => name),
  ).toContain("on-call");
  expect((await stack.up()).changes).toEqual({ same: 3, update: 1 });
  expect(inIt(stack, groupId)).toEqual(["ada", "bob", "carol", "grace", "hedy"]);

  stack.setProgram(program(...PEOPLE, membership("on-call", groupId, ["ada"])));
  const less = await stack.up();
  expect(says(less.stdout)).toContain(`retained in the group: ${bob}: this resource found them in it`);
  expect(inIt(stack, groupId)).toEqual(["ada", "bob", "carol", "hedy"]);
  stack.setProgram(program(...PEOPLE));
  expect((await stack.up()).changes).toEqual({ delete: 1, same: 3 });
  expect(inIt(stack, groupId)).toEqual(["bob", "carol", "hedy"]);
});

test("of two stacks and two memberships each takes out whom it added alone, in one stream of writes", async () => {
  const { stack, groupId } = await withTheirGroup();
  const ids = ["ada", "grace", "hedy"].map((name) => idOf(stack, name));
  const [ada = "", grace = "", hedy = ""] = ids;
  const other = await createStack(
    program(membership("also", groupId, [ada, hedy]), membership("third", groupId, [grace])),
    stack.slack,
  );
  stack.setProgram(program(...PEOPLE, membership("on-call", groupId, ["ada"])));
  await stack.up();
  stack.slack.clearLog();
  await other.up();
  expect(PATCHES(stack, groupId).map(({ status }) => status)).toEqual([200, 200]);
  expect(inIt(stack, groupId)).toEqual(["ada", "bob", "carol", "grace", "hedy"]);
  expect(other.resource("also").outputs).toMatchObject({ members: [ada, hedy].sort(), added: [hedy] });

  const destroyed = await other.destroy();
  expect(says(destroyed.stdout)).toContain(`retained in the group: ${ada}: this resource found them in it`);
  expect(inIt(stack, groupId)).toEqual(["ada", "bob", "carol"]);
  expect((await stack.up()).changes).toEqual({ same: 4 });
  stack.setProgram(program(...PEOPLE));
  await stack.up();
  expect(inIt(stack, groupId)).toEqual(["bob", "carol"]);
});

test("two that declare one person, and a group that takes out whom it does not declare, fail the preview in either order", async () => {
  const { stack, groupId } = await withTheirGroup();
  const twice = [membership("one", groupId, ["ada"]), membership("two", groupId, ["ada"])];
  stack.setProgram(program(...PEOPLE, ...twice));
  expect(says((await stack.preview({ fails: true })).stdout)).toContain(
    `got ${idOf(stack, "ada")}; declare each person once in a group`,
  );

  const one = `const one = ${membership("one", groupId, ["grace"])}`;
  const exact = (options = "{}") =>
    group("Okta: on call", ["ada"], { args: { onConflict: "adopt" }, options });
  const before = program(...PEOPLE, one, exact("{ dependsOn: [one] }"));
  const after = program(...PEOPLE, exact(), one);
  const fights = `group ${groupId}: this SlackScimGroup takes out whom it does not declare`;
  stack.setProgram(before);
  expect(says((await stack.preview({ fails: true })).stdout)).toContain(fights);
  stack.setProgram(program(...PEOPLE, exact()));
  await stack.up();
  expect(inIt(stack, groupId)).toEqual(["ada"]);
  stack.setProgram(before);
  expect(says((await stack.preview({ fails: true })).stdout)).toContain(fights);
  stack.setProgram(after);
  expect(says((await stack.preview({ fails: true })).stdout)).toContain("takes out whom it does not declare");
});

test("another groupId takes people into the new group and out of the old one, and a group of the same program may come with it", async () => {
  const { stack, groupId } = await withTheirGroup();
  stack.setProgram(program(...PEOPLE, membership("on-call", groupId, ["ada"])));
  await stack.up();
  stack.setProgram(
    program(
      ...PEOPLE,
      'const own = new SlackScimGroup("own", { displayName: "Own" });',
      'new SlackScimGroupMembership("on-call", { groupId: own.id, members: [ada.id] });',
      'new SlackScimGroupMembership("second", { groupId: own.id, members: [grace.id] });',
    ),
  );
  await stack.up();
  const own = stack.slack.group("Own")?.id ?? "";
  expect(inIt(stack, groupId)).toEqual(["bob", "carol"]);
  expect(inIt(stack, own)).toEqual(["ada", "grace"]);
  expect((await stack.up()).changes).toEqual({ same: 6 });
  await stack.setConfig("slack-scim:onGroupDelete", "delete");
  await stack.up();
  await stack.destroy();
  expect(stack.slack.group("Own")).toBeUndefined();
});

test("a group that is gone takes the membership out of the state, and create refuses it", async () => {
  const { stack, groupId } = await withTheirGroup();
  stack.setProgram(program(...PEOPLE, membership("on-call", groupId, ["ada"])));
  await stack.up();
  stack.slack.fault({ method: "GET", path: "Groups/*", status: 404, html: true, times: 1 });
  await stack.refresh({ fails: true });
  expect(stack.resource("on-call").outputs?.members).toEqual([idOf(stack, "ada")]);
  stack.slack.removeGroup(groupId);
  await stack.refresh();
  expect(() => stack.resource("on-call")).toThrow("is not in state");
  const refused = await stack.preview({ fails: true });
  expect(says(refused.stdout)).toContain(`the membership in group ${groupId}: Slack has no such group.`);
});
