import type { ScimCall, ScimUserRecord, UsersEndpoint } from "../../../provider/scim";
import { ada, page } from "../support/bodies";
import { startServer } from "../support/server";

test("the six verbs for people go to the documented paths", async () => {
  const slack = await startServer(({ method }) =>
    method === "DELETE" ? { status: 204 } : { body: method === "POST" ? { ...ada, id: "U9" } : ada },
  );
  const { users } = slack.v2({});
  const person = { userName: "ada", emails: [{ value: "ada@example.com", primary: true }], active: true };
  expect((await users.create(person)).id).toBe("U9");
  expect((await users.get("U1")).userName).toBe("ada");
  expect((await users.patch("U1", { title: "CTO" })).id).toBe("U1");
  expect((await users.replace("U1", person)).id).toBe("U1");
  expect(await users.delete("U1")).toBeUndefined();
  expect(slack.log()).toEqual([
    "POST Users",
    "GET Users/U1",
    "PATCH Users/U1",
    "PUT Users/U1",
    "DELETE Users/U1",
  ]);
});

test("a list asks for filter, count and startIndex, always in this order", async () => {
  const slack = await startServer({ body: page([ada], 1373, 3) });
  const list = await slack.v2({}).users.list({ startIndex: 3, filter: 'userName eq "a b+c/d"', count: 5 });
  expect(list).toMatchObject({
    totalResults: 1373,
    itemsPerPage: 1,
    startIndex: 3,
    Resources: [{ id: "U1" }],
  });
  expect(slack.log()).toEqual(["GET Users?filter=userName%20eq%20%22a%20b%2Bc%2Fd%22&count=5&startIndex=3"]);
});

test("the status and the headers of a success can be had", async () => {
  const slack = await startServer({ status: 201, headers: { "x-slack-backend": "r" }, body: ada });
  const answer = await slack.v2({}).users.get("U1").withResponse();
  expect(answer).toMatchObject({ status: 201, headers: { "x-slack-backend": "r" }, data: { id: "U1" } });
});

test("who is found by e-mail is checked again, whatever the server made of the filter", async () => {
  const grace = { ...ada, id: "U2", emails: [{ value: "Grace@Example.com", primary: true }], active: false };
  const slack = await startServer({ body: page([ada, grace]) });
  const { users } = slack.v2({});
  expect((await users.findByEmail("grace@example.com"))?.id).toBe("U2");
  expect(await users.findByEmail("nobody@example.com")).toBeUndefined();
});

test("who has an address as the primary one is found before who has it as the secondary one", async () => {
  const second = {
    ...ada,
    id: "U2",
    emails: [{ value: "a@example.com", primary: true }, { value: "b@example.com" }],
  };
  const first = { ...ada, id: "U3", emails: [{ value: "b@example.com", primary: true }] };
  const slack = await startServer({ body: page([second, first]) });
  expect((await slack.v2({}).users.findByEmail("b@example.com"))?.id).toBe("U3");
  expect((await slack.v2({}).users.findByEmail("a@example.com"))?.id).toBe("U2");
});

test("a look-up goes on to the next page when the server ignored the filter", async () => {
  const others = Array.from({ length: 100 }, (_, index) => ({
    ...ada,
    id: `U${index + 2}`,
    userName: `u${index}`,
  }));
  const slack = await startServer({ body: page(others, 101) }, { body: page([ada], 101, 101) });
  expect((await slack.v2({}).users.findByUserName("ADA"))?.id).toBe("U1");
  expect(slack.log()).toHaveLength(2);
});

test.each(["v1", "v2"] as const)("deactivating and reactivating say who it was, in %s", async (version) => {
  const slack = await startServer(({ body }) => ({ body: { ...ada, active: body.includes("true") } }));
  const { users } = slack[version]({});
  expect((await users.deactivate("U1")).active).toBe(false);
  expect((await users.reactivate("U1")).active).toBe(true);
  const wanted = { v1: '"active":false', v2: '{"op":"replace","path":"active","value":false}' };
  expect(slack.asked[0]?.body).toContain(wanted[version]);
});

test.each<[string, string, (users: UsersEndpoint) => ScimCall<ScimUserRecord>]>([
  ["patch", "PATCH", (users) => users.patch("U1", { title: "CTO" })],
  ["deactivate", "PATCH", (users) => users.deactivate("U1")],
  ["reactivate", "PATCH", (users) => users.reactivate("U1")],
  ["replace", "PUT", (users) => users.replace("U1", ada)],
])("where %s is answered with nothing, the person is read", async (_name, method, change) => {
  for (const status of [200, 204]) {
    const slack = await startServer({ status, headers: { "x-slack-backend": "r" } }, { body: ada });
    const answer = await change(slack.v2({}).users).withResponse();
    expect(answer).toMatchObject({ status, headers: { "x-slack-backend": "r" }, data: { userName: "ada" } });
    expect(slack.log()).toEqual([`${method} Users/U1`, "GET Users/U1"]);
  }
});

test("a replacement makes nickName follow userName, so that the rename is not lost", async () => {
  const slack = await startServer({ body: ada });
  await slack.v2({}).users.replace("U1", { ...ada, userName: "ada.l" });
  expect(JSON.parse(slack.asked[0]?.body ?? "")).toMatchObject({ userName: "ada.l", nickName: "ada.l" });
});

test("operations of one's own go out as given in v2", async () => {
  const slack = await startServer({ body: ada });
  const operations = [{ op: "replace" as const, path: "active", value: true }];
  await slack.v2({}).users.patchOperations("U1", operations);
  expect(JSON.parse(slack.asked[0]?.body ?? "")).toEqual({
    schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
    Operations: operations,
  });
  await expect(slack.v1({}).users.patchOperations("U1", operations)).rejects.toThrow(
    "called with a v2 base URL",
  );
});
