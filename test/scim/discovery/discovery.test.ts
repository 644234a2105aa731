import { startEmulator } from "../../../emulator";
import { SlackScimClient } from "../../../provider/scim";
import { startServer } from "../support/server";

test.each(["v1", "v2"] as const)("all of %s's documents can be read from the emulator", async (version) => {
  const slack = await startEmulator({ limits: "off" });
  try {
    const client = new SlackScimClient({ token: slack.token, baseUrl: slack[version], limits: "off" });
    expect((await client.serviceProviderConfig()).patch).toEqual({ supported: true });
    expect((await client.userSchema()).attributes.map(({ name }) => name)).toContain("userName");
    expect((await client.groupSchema()).attributes.map(({ name }) => name)).toContain("members");
    if (version === "v1") {
      await expect(client.resourceTypes()).rejects.toThrow(
        "resourceTypes() must be called with a v2 base URL",
      );
      await expect(client.schemas()).rejects.toThrow("schemas() must be called with a v2 base URL");
    } else {
      expect((await client.resourceTypes()).map(({ id }) => id)).toEqual(["User", "Group"]);
      expect((await client.schemas()).length).toBeGreaterThan(1);
    }
  } finally {
    await slack.close();
  }
});

test("sub-attributes are a list under one name, whatever Slack wrote", async () => {
  const attributes = [
    { name: "groups", type: "complex", subattributes: [{ name: "value", type: "string" }] },
    { name: "manager", type: "complex", subAttributes: { name: "managerId", type: "string" } },
  ];
  const slack = await startServer({ body: { name: "User", attributes } });
  const schema = await slack.v1({}).userSchema();
  expect(schema.attributes.map(({ subAttributes }) => subAttributes?.[0]?.name)).toEqual([
    "value",
    "managerId",
  ]);
});

test.each([
  ["a configuration", "{}", "does not say whether PATCH is supported"],
  ["a configuration", "[]", "is an empty list where a service provider configuration belongs"],
] as const)("%s that is %s is an error", async (_what, body, problem) => {
  const slack = await startServer({ body });
  await expect(slack.v2({}).serviceProviderConfig()).rejects.toThrow(problem);
});

test("a schema or a list of types without content is an error", async () => {
  const slack = await startServer({ body: {} });
  await expect(slack.v2({}).userSchema()).rejects.toThrow("has no attributes where a schema belongs");
  await expect(slack.v2({}).resourceTypes()).rejects.toThrow(
    "has no Resources where a list of resource types belongs",
  );
  await expect(slack.v2({}).schemas()).rejects.toThrow("has no Resources where a list of schemas belongs");
});

test("any path can be asked, with status, headers and body as they came", async () => {
  const slack = await startServer({ status: 203, headers: { "X-Via": "cache" }, body: [1] });
  const answer = await slack
    .v2({})
    .request({ method: "GET", path: "/Odd/Path?a=1", query: { b: "x y", c: undefined, d: 7, e: true } });
  expect(answer).toMatchObject({ status: 203, headers: { "x-via": "cache" }, body: [1] });
  expect(slack.log()).toEqual(["GET Odd/Path?a=1&b=x%20y&d=7&e=true"]);
});

test("a body of one's own gets the schemas it lacks, in a copy", async () => {
  const slack = await startServer({ body: {} });
  const body = Object.freeze({ userName: "ada" });
  await slack
    .v1({})
    .request({ method: "POST", path: "Users", body })
    .catch(() => {});
  await slack.v2({}).request({ method: "PATCH", path: "Groups/S1", body: { Operations: [] } });
  await slack.v2({}).request({ method: "PUT", path: "Groups/S1", body: { schemas: ["mine"] } });
  await slack.v2({}).request({ method: "PUT", path: "groups/S1", body: { displayName: "Engine" } });
  await slack.v2({}).request({ method: "PUT", path: "Users/U1?of=groups", body });
  expect(slack.asked.map((asked) => JSON.parse(asked.body).schemas)).toEqual([
    ["urn:scim:schemas:core:1.0"],
    ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
    ["mine"],
    ["urn:ietf:params:scim:schemas:core:2.0:Group"],
    ["urn:ietf:params:scim:schemas:core:2.0:User"],
  ]);
});
