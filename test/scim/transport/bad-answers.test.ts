import { type SlackScimClient, SlackScimResponseError } from "../../../provider/scim";
import { ada, engine, page, v2Error } from "../support/bodies";
import { type Reply, startServer } from "../support/server";

const html = { "content-type": "text/html; charset=utf-8" };

test.each<[string, Reply, string]>([
  [
    "HTML",
    { body: "<html><h1>Sign in</h1>", headers: html },
    "is text/html, not JSON: <html><h1>Sign in</h1>",
  ],
  [
    "JSON of a wrong type",
    { body: '{"id":"U1"}', headers: { "content-type": "text/plain" } },
    "is text/plain, not JSON",
  ],
  ["cut off", { body: '{"id":"U1","userNa' }, "is not JSON, or was cut off"],
  ["a list", { body: [ada] }, "is a list where a user belongs"],
  ["a string", { body: '"U1"' }, "is a string where a user belongs"],
  ["null", { body: "null" }, "is null where a user belongs"],
  ["empty", {}, "is empty where a user belongs"],
  ["white space", { body: "\n  \n" }, "is empty where a user belongs"],
  [
    "an object without an id",
    { body: { userName: "ada" } },
    "is an object without an id where a user belongs",
  ],
  [
    "a person with an object for e-mails",
    { body: { ...ada, emails: {} } },
    "has an object as emails where a list belongs",
  ],
  ["nothing with a 204", { status: 204 }, "is empty where a user belongs"],
  ["a part of one", { status: 206, body: ada }, "is only a part of one, which was not asked for"],
])("a person that is %s is an error with status, method and path", async (_what, reply, problem) => {
  const slack = await startServer(reply);
  const error = await slack
    .v2({})
    .users.get("U1")
    .catch((error) => error);
  expect(error).toBeInstanceOf(SlackScimResponseError);
  expect(error.message).toContain(
    `GET Users/U1 was answered ${reply.status ?? 200}, but the answer ${problem}`,
  );
  expect(error).toMatchObject({ status: reply.status ?? 200, method: "GET", path: "Users/U1" });
});

test.each<[string, unknown, string]>([
  ["empty", undefined, "is empty where a list belongs"],
  ["a bare list", [ada], "is a list where a list belongs"],
  ["an empty object", {}, "has neither Resources nor totalResults"],
  [
    "without Resources although there are some",
    { totalResults: 3 },
    "has no Resources although totalResults is 3",
  ],
  [
    "without anybody although there are some",
    { totalResults: 1000, Resources: [] },
    "has no Resources although totalResults is 1000",
  ],
  [
    "with an object as Resources",
    { totalResults: 1, Resources: {} },
    "has an object as Resources where a list belongs",
  ],
  ["of people one of whom has no id", page([ada, {}]), "is an object without an id where a user belongs"],
])("a page that is %s is an error, not an empty list", async (_what, body, problem) => {
  const slack = await startServer({ body });
  await expect(slack.v2({}).users.list()).rejects.toThrow(problem);
});

const elsewhere = { ...ada, id: "U2" };
const others = { ...engine, id: "S2" };

test.each<[string, object, (client: SlackScimClient) => Promise<unknown>]>([
  ["reading a person", elsewhere, ({ users }) => users.get("U1")],
  ["changing a person", elsewhere, ({ users }) => users.patch("U1", { title: "x" })],
  [
    "replacing a person",
    elsewhere,
    ({ users }) => users.replace("U1", { userName: "ada", emails: ada.emails, active: true }),
  ],
  ["reading a group", others, ({ groups }) => groups.get("S1")],
  ["reading a group without members", others, ({ groups }) => groups.withoutMembers.get("S1")],
  ["changing a group", others, ({ groups }) => groups.rename("S1", "Engine")],
  ["replacing a group", others, ({ groups }) => groups.replace("S1", { displayName: "Engine", members: [] })],
])("%s takes no answer about another one", async (_what, body, call) => {
  const slack = await startServer({ body });
  await expect(call(slack.v2({ retryHandlers: [] }))).rejects.toThrow(
    "was answered 200, but the answer is about another id than the one that was asked for",
  );
});

test("a person may be answered with the id that they have in the whole organization", async () => {
  const slack = await startServer({ body: { ...ada, id: "W1" } });
  expect((await slack.v2({}).users.get("U1")).id).toBe("W1");
});

test("who was made bears the e-mail address that was sent, in whatever letters; else they are looked for", async () => {
  const made = { ...ada, emails: [{ value: "ADA@example.com", primary: true }] };
  const person = { userName: "ada", emails: [{ value: "Ada@Example.com" }] };
  const slack = await startServer({ body: made });
  expect((await slack.v2({}).users.create(person)).id).toBe("U1");
  const mixedUp = await startServer(
    { body: { ...ada, id: "U2", emails: [{ value: "bob@example.com", primary: true }] } },
    { body: page([]) },
  );
  await expect(mixedUp.v2({}).users.create(person)).rejects.toThrow(
    "is about another e-mail address than the one that was sent",
  );
  expect(mixedUp.log()).toEqual(["POST Users", expect.stringMatching(/^GET Users\?filter=/)]);
});

test("a page without anybody is an answer past the end, and when nobody was asked for", async () => {
  const slack = await startServer({ body: page([], 5) });
  const { users } = slack.v2({});
  expect((await users.list({ startIndex: 6 })).Resources).toEqual([]);
  expect(await users.list({ count: 0 })).toMatchObject({ totalResults: 5, Resources: [] });
  await expect(users.list({ startIndex: 5 })).rejects.toThrow(
    "has no Resources from 5 on although totalResults is 5",
  );
});

test("nobody is looked for in vain in a page that is empty although there are some", async () => {
  const slack = await startServer({ body: page([], 1000) });
  const { users } = slack.v2({});
  await expect(users.findByEmail("ada@example.com")).rejects.toThrow(SlackScimResponseError);
  await expect(users.iterate().next()).rejects.toThrow("has no Resources although totalResults is 1000");
});

test("white space before the JSON does not matter", async () => {
  const slack = await startServer({ body: `\n ${JSON.stringify(ada)}` });
  expect((await slack.v2({}).users.get("U1")).id).toBe("U1");
});

test("a byte order mark before the JSON does not matter, and alone it is nothing", async () => {
  const slack = await startServer({ body: `\uFEFF${JSON.stringify(ada)}` }, { body: "\uFEFF" });
  const { users } = slack.v2({});
  expect((await users.get("U1")).id).toBe("U1");
  await expect(users.get("U1")).rejects.toThrow("is empty where a user belongs");
});

test("counts that come as strings are read as numbers", async () => {
  const slack = await startServer({ body: { ...page([ada]), totalResults: "1", startIndex: "1" } });
  expect(await slack.v2({}).users.list()).toMatchObject({ totalResults: 1, startIndex: 1 });
});

test("an answer of 50 MB is refused, and is not read to its end", async () => {
  const slack = await startServer({ body: `{"id":"${"x".repeat(50 * 2 ** 20)}"}` });
  await expect(slack.v2({}).users.get("U1")).rejects.toThrow(
    "is larger than 33554432 bytes (maxResponseBytes)",
  );
});

test("the bound on an answer counts what it is unpacked", async () => {
  const { gzipSync } = await import("node:zlib");
  const packed = gzipSync(JSON.stringify({ ...ada, title: "x".repeat(5000) }));
  const slack = await startServer({ body: packed, headers: { "content-encoding": "gzip" } });
  expect(packed.length).toBeLessThan(1000);
  await expect(slack.v2({ maxResponseBytes: 1000 }).users.get("U1")).rejects.toThrow(
    "larger than 1000 bytes",
  );
});

test("an answer that claims to be packed and is not is an error", async () => {
  const slack = await startServer({ body: ada, headers: { "content-encoding": "gzip" } });
  await expect(slack.v2({}).users.get("U1")).rejects.toThrow(
    "was answered 200, but the answer cannot be unpacked",
  );
});

test("the excerpt of an answer shows neither token nor address nor any attribute's value", async () => {
  const body = '{"token":"xoxp-test","emails":[{"value":"ada@example.com"}],"displayName":"Ada Love';
  const slack = await startServer({ body });
  const error = await slack
    .v2({})
    .users.get("U1")
    .catch((error) => error);
  expect(error.excerpt).toBe('{"token":"…","emails":[{"value":"…"}],"displayName":"…"');
  const page = await startServer({ body: "Bearer s3cret or xoxp-test of ada@example.com", headers: html });
  const other = await page
    .v2({ token: "s3cret" })
    .users.get("U1")
    .catch((error) => error);
  expect(other.excerpt).toBe("Bearer (redacted) or (redacted) of …@…");
});

test("a change whose answer is not understood says that it may have been made", async () => {
  const slack = await startServer({ body: "<html>", headers: html });
  await expect(slack.v2({}).users.patch("U1", { title: "x" })).rejects.toThrow(
    "The change may have been made.",
  );
});

test("deleting is done when the success is empty, an empty object or the person", async () => {
  const slack = await startServer(
    { status: 200 },
    { status: 204 },
    { status: 200, body: "{}" },
    { body: ada },
  );
  for (const _each of [1, 2, 3, 4]) expect(await slack.v1({}).users.delete("U1")).toBeUndefined();
});

test.each<[string, unknown, string]>([
  ["the web API's refusal", { ok: false, error: "invalid_auth" }, "is an error although its status"],
  ["v2's error", v2Error(403, "permission_denied").body, "is an error although its status"],
  ["an error beside an id", { id: "U1", Errors: { description: "x_y" } }, "is an error although its status"],
  ["another object", { ok: true }, "is an object without an id where nothing belongs"],
  ["a list", [], "is an empty list where nothing belongs"],
  ["a string", '"x"', "is a string where nothing belongs"],
  ["null", "null", "is null where nothing belongs"],
])("deleting is not done when the success is %s", async (_what, body, problem) => {
  const slack = await startServer({ body });
  const client = slack.v2({});
  for (const call of [client.users.delete("U1"), client.groups.delete("S1")])
    await expect(call).rejects.toThrow(problem);
});

test.each<[string, unknown, (client: SlackScimClient) => Promise<unknown>, string]>([
  [
    "a person with null as e-mail",
    { id: "U1", userName: "ada", emails: [null] },
    ({ users }) => users.get("U1"),
    "as emails",
  ],
  [
    "a person with a number as e-mail",
    { id: "U1", userName: "ada", emails: [{ value: 5 }] },
    ({ users }) => users.get("U1"),
    "as emails",
  ],
  ["a person without a userName", { id: "U1" }, ({ users }) => users.get("U1"), "has no userName"],
  [
    "a group with null as member",
    { ...engine, members: [null] },
    ({ groups }) => groups.get("S1"),
    "as members",
  ],
  [
    "a schema with null as attribute",
    { attributes: [null] },
    (client) => client.userSchema(),
    "of another shape",
  ],
  [
    "a list with null as resource type",
    { Resources: [null] },
    (client) => client.resourceTypes(),
    "is null where",
  ],
  ["a page without a total", { Resources: [ada] }, ({ users }) => users.list(), "has no totalResults"],
  [
    "schemas a hundred thousand lists deep",
    `{"id":"U1","userName":"ada","schemas":${"[".repeat(1e5)}${"]".repeat(1e5)}}`,
    ({ users }) => users.get("U1"),
    "of another shape",
  ],
  [
    "a deletion's success with an error in it",
    { Errors: { description: "no_such_user", code: 404 } },
    ({ users }) => users.delete("U1"),
    "is an error although its status is a success",
  ],
])("%s is an error of the answer", async (_what, body, call, problem) => {
  const slack = await startServer({ body });
  const error = await call(slack.v2({})).then(String, (error: Error) => error);
  expect(error).toBeInstanceOf(SlackScimResponseError);
  expect((error as Error).message).toContain(problem);
});

test("the excerpt shows no names, also where they stand in a list of their own", async () => {
  const slack = await startServer({ body: '{"names":["Ada Lovelace","Grace Hopper"' });
  const error = await slack
    .v2({})
    .users.get("U1")
    .catch((error) => error);
  expect(error.excerpt).toBe('{"names":["…","…"');
});
