import { mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { call, emulator, person, USER } from "../harness";

/** Sends bytes as they are and gives back everything that comes until the connection ends. */
function send(slack: { url: string }, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(slack.url).port), "127.0.0.1", () => socket.end(bytes));
    let text = "";
    socket.on("data", (chunk) => {
      text += chunk;
    });
    socket.on("close", () => resolve(text));
    socket.on("error", reject);
  });
}

const head = (line: string, token = "xoxp-test") =>
  `${line} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\nConnection: close\r\n`;

test.each([
  ["v3/Users", 400, "unsupported_version"],
  ["v22/Users", 400, "unsupported_version"],
  ["", 400, "unsupported_version"],
])("an unknown version is refused: /scim/%s", async (path, status, code) => {
  expect(await call(await emulator(), "GET", path)).toMatchObject({ status, code });
});

test.each([
  "v2/Bulk",
  "v2/Me",
  "v2/Users/.search",
  "v2/Users/U1/extra",
  "v1/ResourceTypes",
  "v1/Schemas",
  "v2/",
  "v1/ServiceProviderConfig",
  "v2/__proto__",
  "v2/constructor/x",
  "v2/users",
])("an unknown path is 404 bad_endpoint in an envelope: %s", async (path) => {
  const slack = await emulator();
  const expected = path === "v2/Users/.search" ? "no_such_user" : "bad_endpoint";
  expect(await call(slack, "GET", path)).toMatchObject({ status: 404, code: expected });
});

test("a path outside /scim/ is a page of HTML with 404", async () => {
  const slack = await emulator();
  for (const path of ["/api/users.list", "/scimitar", "/v2/Users"]) {
    const response = await fetch(slack.url + path);
    expect([response.status, response.headers.get("content-type")]).toEqual([
      404,
      "text/html; charset=utf-8",
    ]);
  }
});

test.each(["OPTIONS", "PROPFIND", "TRACE", "SEARCH"])("%s is 405 method_not_allowed", async (method) => {
  const slack = await emulator();
  const text = await send(slack, `${head(`${method} /scim/v2/Users`)}\r\n`);
  expect(text).toMatch(/^HTTP\/1\.1 405 /);
  expect(text).toContain("method_not_allowed");
});

test("HEAD is 405 without a body", async () => {
  const text = await send(await emulator(), `${head("HEAD /scim/v2/Users")}\r\n`);
  expect(text).toMatch(/^HTTP\/1\.1 405 /);
  expect(text).toMatch(/\r\n\r\n$/);
});

test("POST to one resource and writes to documents are 405", async () => {
  const slack = await emulator();
  expect((await call(slack, "POST", "v2/Users/U0000000001", {})).code).toBe("method_not_allowed");
  expect((await call(slack, "POST", "v2/Schemas", {})).code).toBe("method_not_allowed");
});

test.each([
  "/scim/v2/Users/%00",
  "/scim/v2/Users/%E0%A4%A",
  "/scim/v2/Users/..%2F..%2Fetc",
  "/scim/v2/Users//",
  "//scim/v2/Users",
  "/scim/v2/../v1/Users",
])("a hostile path does no harm: %s", async (path) => {
  const slack = await emulator();
  const text = await send(slack, `${head(`GET ${path}`)}\r\n`);
  expect(text).toMatch(/^HTTP\/1\.1 (40[04]|200) /);
  expect((await call(slack, "GET", "v2/Users")).status).toBe(200);
});

test.each([
  ["no HTTP at all", "hello\r\n\r\n"],
  ["a bad header", "GET /scim/v2/Users HTTP/1.1\r\nbad header\r\n\r\n"],
  ["headers without end", `GET /scim/v2/Users HTTP/1.1\r\nx: ${"a".repeat(40_000)}\r\n\r\n`],
  ["two lengths", `${head("POST /scim/v2/Users")}Content-Length: 1\r\nContent-Length: 2\r\n\r\nab`],
])("%s is refused and the emulator goes on", async (_what, bytes) => {
  const slack = await emulator();
  expect(await send(slack, bytes)).toMatch(/^HTTP\/1\.1 400 [\s\S]*invalid_request_payload/);
  expect((await call(slack, "GET", "v2/Users")).status).toBe(200);
});

test("a body over 5 MB is refused", async () => {
  const slack = await emulator();
  const body = JSON.stringify({ schemas: [USER], userName: "ada", title: "x".repeat(6 * 1024 * 1024) });
  const reply = await call(slack, "POST", "v2/Users", body).catch(() => undefined);
  if (reply) expect([reply.status, reply.code]).toEqual([400, "invalid_request_payload"]);
  expect(slack.users()).toHaveLength(1);
  expect(slack.requests.map(({ slackCode }) => slackCode)).toEqual(["invalid_request_payload"]);
});

test("a body nested beyond reason is refused", async () => {
  const slack = await emulator();
  const body = `{"schemas":["x"],"userName":${"[".repeat(100_000)}${"]".repeat(100_000)}}`;
  expect((await call(slack, "POST", "v2/Users", body)).code).toBe("invalid_request_payload");
});

test("any media type is read as JSON, application/scim+json among them", async () => {
  const slack = await emulator();
  for (const type of ["application/scim+json", "text/plain"]) {
    const body = {
      schemas: [USER],
      userName: type.slice(0, 4),
      emails: [{ value: `${type.slice(0, 4)}@e.co` }],
    };
    expect((await call(slack, "POST", "v2/Users", body, { "content-type": type })).status).toBe(201);
  }
});

test("every answer has the emulator's date", async () => {
  const slack = await emulator({ clock: { now: () => Date.UTC(2026, 0, 2, 3, 4, 5) } });
  for (const path of ["v2/Users", "v2/Nowhere", "v1/Users/U404"]) {
    expect((await call(slack, "GET", path)).headers.get("date")).toBe("Fri, 02 Jan 2026 03:04:05 GMT");
  }
});

test("discovery documents are Slack's, flags that are not true included", async () => {
  const slack = await emulator();
  const config = (await call(slack, "GET", "v2/ServiceProviderConfig")).body;
  expect(config).toMatchObject({ patch: { supported: true }, filter: { supported: false, maxResults: 0 } });
  expect(Object.keys(config)).toEqual([
    ...[
      "authenticationSchemes",
      "patch",
      "bulk",
      "filter",
      "changePassword",
      "sort",
      "etag",
      "xmlDataFormat",
    ],
  ]);
  const types = (await call(slack, "GET", "v2/ResourceTypes")).body;
  expect(Object.keys(types)).toEqual(["schemas", "Resources"]);
  expect(types.Resources[0]).toMatchObject({ id: "User", endpoint: "/Users" });
  expect(types.Resources[0].schemaExtensions).toHaveLength(4);
  expect(types.Resources[1].schemaExtensions).toBeUndefined();
});

test("schemas are under Slack's own paths, with Slack's quirks", async () => {
  const slack = await emulator();
  for (const version of ["v1", "v2"]) {
    const users = (await call(slack, "GET", `${version}/Schemas/Users`)).body;
    const named = (name: string) => users.attributes.find((one: { name: string }) => one.name === name);
    expect(named("active").type).toBe("string");
    expect(named("groups").subattributes).toHaveLength(2);
    expect(named("emails")).toMatchObject({
      multiValued: true,
      required: true,
      multiValuedAttributeChildName: "email",
    });
    const enterprise = users.attributes.find((one: { name: string }) => one.name.includes("enterprise"));
    const manager = enterprise.subAttributes.find((one: { name: string }) => one.name === "manager");
    expect(manager.subAttributes).toMatchObject({ name: "managerId" });
    const groups = (await call(slack, "GET", `${version}/Schemas/Groups`)).body;
    expect(groups.attributes.map((one: { name: string }) => one.name)).toEqual([
      "id",
      "displayName",
      "members",
    ]);
    expect([groups.id, groups.attributes[1].readOnly]).toEqual([undefined, true]);
  }
  expect((await call(slack, "GET", "v2/Schemas")).body.Resources).toHaveLength(2);
});

test("an address that others reach is said once, loopback never", async () => {
  const said = jest.spyOn(process, "emitWarning").mockImplementation(() => {});
  for (const host of ["127.0.0.1", "localhost", "0.0.0.0"]) await emulator({ host });
  const messages = said.mock.calls.map(([message]) => message);
  said.mockRestore();
  expect(messages).toEqual([
    "The Slack SCIM emulator listens on 0.0.0.0, not only on this machine: whoever reaches it can use it.",
  ]);
});

test.each<Record<string, string>>([
  { "if-none-match": "*", "if-modified-since": "Sat, 01 Jan 2050 00:00:00 GMT" },
  { "if-match": '"nothing"' },
  { range: "bytes=0-5" },
  { accept: "text/xml", "accept-encoding": "gzip" },
  { "x-http-method-override": "DELETE" },
])("the headers %j change nothing: there are no tags, parts or other forms of an answer", async (headers) => {
  const slack = await emulator();
  const reply = await call(slack, "GET", "v2/Users/U0000000001", undefined, headers);
  expect([reply.status, reply.body.active, reply.headers.get("content-encoding")]).toEqual([200, true, null]);
  expect(slack.user("owner")?.active).toBe(true);
});

test("many writes of one person at once are each whole, and none is lost", async () => {
  const slack = await emulator();
  const { id } = await person(slack);
  const write = (word: string) =>
    call(slack, "PATCH", `v1/Users/${id}`, { title: word, userType: word, name: { familyName: word } });
  const replies = await Promise.all(Array.from({ length: 60 }, (_, number) => write(`w${number}`)));
  for (const { status, body } of replies) {
    expect([status, body.userType, body.name.familyName]).toEqual([200, body.title, body.title]);
  }
  expect(new Set(replies.map(({ body }) => body.title)).size).toBe(60);
});

test("a closed emulator answers nobody", async () => {
  const slack = await emulator();
  await slack.close();
  await expect(call(slack, "GET", "v2/Users")).rejects.toThrow();
});

test("people kept in a file outlive the emulator, which can be closed twice", async () => {
  const folder = mkdtempSync(join(tmpdir(), "emulator-"));
  const dataFile = join(folder, "people.json");
  const first = await emulator({ dataFile });
  const { id } = await person(first);
  await Promise.all([first.close(), first.close()]);
  await first.close();
  const second = await emulator({ dataFile });
  expect(second.user(id)?.active).toBe(true);
  await second.close();
  rmSync(folder, { recursive: true });
});

test("a port that is in use is an error", async () => {
  const { port } = await emulator();
  await expect(emulator({ port })).rejects.toThrow("EADDRINUSE");
});
