import { engine, page, v1Error } from "../support/bodies";
import { startServer } from "../support/server";

const ids = (count: number, from = 0) => Array.from({ length: count }, (_, index) => `U${from + index}`);

test("the six verbs for groups go to the documented paths", async () => {
  const slack = await startServer(({ method }) =>
    /PATCH|DELETE/.test(method) ? { status: 204 } : { body: engine },
  );
  const { groups } = slack.v2({});
  expect((await groups.create({ displayName: "Engine" })).id).toBe("S1");
  expect((await groups.get("S1")).members).toHaveLength(1);
  expect(await groups.patch("S1", { displayName: "Engines" })).toBeUndefined();
  expect((await groups.replace("S1", { displayName: "Engine", members: [] })).id).toBe("S1");
  expect(await groups.delete("S1")).toBeUndefined();
  expect(slack.log()).toEqual([
    "POST Groups",
    "GET Groups/S1",
    "PATCH Groups/S1",
    "PUT Groups/S1",
    "DELETE Groups/S1",
  ]);
});

test("renaming, adding and removing speak each version's own PATCH", async () => {
  const slack = await startServer({ status: 204 });
  for (const groups of [slack.v1({}).groups, slack.v2({}).groups]) {
    await groups.rename("S1", "Engines");
    await groups.addMembers("S1", ["U1", "U2", "U1"]);
    await groups.removeMembers("S1", ["U3"]);
  }
  const schemas = ["urn:scim:schemas:core:1.0"];
  const PatchOp = { schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"] };
  expect(slack.asked.map(({ body }) => JSON.parse(body))).toEqual([
    { schemas, displayName: "Engines" },
    { schemas, members: [{ value: "U1" }, { value: "U2" }] },
    { schemas, members: [{ value: "U3", operation: "delete" }] },
    { ...PatchOp, Operations: [{ op: "replace", path: "displayName", value: "Engines" }] },
    { ...PatchOp, Operations: [{ op: "add", path: "members", value: [{ value: "U1" }, { value: "U2" }] }] },
    { ...PatchOp, Operations: [{ op: "remove", path: "members", value: [{ value: "U3" }] }] },
  ]);
});

test("more than 5,000 members are split over several requests, adds before removes", async () => {
  const slack = await startServer({ status: 204 });
  await slack.v1({}).groups.patch("S1", { addMembers: ids(12_000), removeMembers: ids(5001, 20_000) });
  const sent = slack.asked.map(
    ({ body }) => JSON.parse(body).members as { value: string; operation?: string }[],
  );
  expect(sent.map(({ length }) => length)).toEqual([5000, 5000, 2000, 5000, 1]);
  expect(sent.map(([first]) => first?.operation)).toEqual([
    undefined,
    undefined,
    undefined,
    "delete",
    "delete",
  ]);
  expect(new Set(sent.flat().map(({ value }) => value)).size).toBe(17_001);
});

test("removing nobody sends nothing: a remove without values would empty the group", async () => {
  const slack = await startServer({ status: 204 });
  expect(await slack.v2({}).groups.removeMembers("S1", [])).toBeUndefined();
  expect(slack.log()).toEqual([]);
});

test.each(["v1", "v2"] as const)(
  "replacing members adds who is missing, then removes who is not wanted, in %s",
  async (version) => {
    const slack = await startServer(
      { body: { ...engine, members: [{ value: "U1" }, { value: "U2" }] } },
      { status: 204 },
      { status: 204, headers: { "x-slack-backend": "r" } },
      { body: { ...engine, members: [{ value: "U2" }, { value: "U3" }] } },
    );
    const call = slack[version]({}).groups.replaceMembers("S1", ["U2", "U3"]);
    const { data, status, headers } = await call.withResponse();
    expect(data.members).toEqual([{ value: "U2" }, { value: "U3" }]);
    expect([status, headers["x-slack-backend"]]).toEqual([204, "r"]);
    expect(slack.asked.map(({ method }) => method)).toEqual(["GET", "PATCH", "PATCH", "GET"]);
    expect(slack.asked[1]?.body).toContain("U3");
    expect(slack.asked[2]?.body).toMatch(/U1.*delete|remove.*U1/);
    expect(slack.asked.map(({ body }) => body).join()).not.toContain("U2");
  },
);

test("replacing members by those who are there already changes nothing", async () => {
  const slack = await startServer({ body: engine, headers: { "x-slack-backend": "r" } });
  const answer = await slack.v2({}).groups.replaceMembers("S1", ["U1"]).withResponse();
  expect(answer).toMatchObject({ status: 200, headers: { "x-slack-backend": "r" }, data: { id: "S1" } });
  expect(slack.log()).toEqual(["GET Groups/S1"]);
});

test("a group that is emptied where some were to stay is an error; one that was to be emptied is not", async () => {
  const two = { ...engine, members: [{ value: "U1" }, { value: "U2" }] };
  const empty = { body: { ...engine, members: [] } };
  const slack = await startServer(
    { body: two },
    { status: 204 },
    empty,
    { body: two },
    { status: 204 },
    empty,
  );
  const { groups } = slack.v2({});
  await expect(groups.replaceMembers("S1", ["U1"])).rejects.toThrow(
    "GET Groups/S1 was answered 200, but the answer has no members although 1 were to be in the group",
  );
  expect((await groups.replaceMembers("S1", [])).members).toEqual([]);
});

test("a replacement that is answered with nothing is read", async () => {
  const slack = await startServer({ status: 204, headers: { "x-slack-backend": "r" } }, { body: engine });
  const call = slack.v2({}).groups.replace("S1", { displayName: "Engine", members: [] });
  expect(await call.withResponse()).toMatchObject({
    status: 204,
    headers: { "x-slack-backend": "r" },
    data: { id: "S1", displayName: "Engine" },
  });
  expect(slack.log()).toEqual(["PUT Groups/S1", "GET Groups/S1"]);
});

test("a name finds every group that has exactly it", async () => {
  const others = [
    { ...engine, id: "S2" },
    { ...engine, id: "S3", displayName: "engine" },
  ];
  const slack = await startServer({ body: page([engine, ...others]) });
  const found = await slack.v2({}).groups.findByDisplayName("Engine");
  expect(found.map(({ id }) => id)).toEqual(["S1", "S2"]);
});

test("where groups cannot be filtered, a name is looked for among all of them", async () => {
  const slack = await startServer(v1Error(400, "no_filters (is_aggregate_call=1)"), { body: page([engine]) });
  expect(await slack.v2({}).groups.findByDisplayName("Engine")).toHaveLength(1);
  expect(slack.log()[1]).toBe("GET Groups?count=20&startIndex=1");
});

test("a creation that Slack answers with nothing is looked up for its id", async () => {
  const older = { ...engine, id: "S0", meta: { created: "2020-01-01T00:00:00-08:00" } };
  const headers = { date: "Sun, 01 Mar 2026 12:00:02 GMT" };
  const group = { displayName: "Engine", members: engine.members };
  const slack = await startServer({ status: 201, headers }, { body: page([older, engine]), headers });
  expect((await slack.v1({}).groups.create(group)).id).toBe("S1");
  const late = await startServer({ status: 201, headers }, { body: page([older]), headers });
  await expect(late.v1({}).groups.create(group)).rejects.toThrow(
    "is empty, and no group of this name that was made since is listed",
  );
});

test("a group without its list of members is an error, not an empty group", async () => {
  const { members: _left, ...bare } = engine;
  const slack = await startServer(
    { body: bare },
    { body: page([bare]) },
    { body: { ...bare, members: null } },
  );
  const { groups } = slack.v2({ retryHandlers: [] });
  for (const call of [groups.get("S1"), groups.list(), groups.get("S1")])
    await expect(call).rejects.toThrow("is a group without its list of members");
});

test("a creation and a request of one's own have headers that survive a copy", async () => {
  const slack = await startServer({ status: 201, headers: { "x-slack-backend": "r" }, body: engine });
  const client = slack.v2({});
  const made = await client.groups.create({ displayName: "Engine" }).withResponse();
  expect(made).toMatchObject({ status: 201, headers: { "x-slack-backend": "r" }, data: { id: "S1" } });
  const answer = { ...(await client.request({ method: "GET", path: "Groups/S1" })) };
  expect(answer.headers).toMatchObject({ "x-slack-backend": "r" });
});
