import { request } from "node:http";
import { call, emulator, type Json, person, USER } from "../harness";

interface Answer {
  status: number;
  body: Json;
}

/** One request to the control path, its headers as they are given. */
function control(
  slack: { url: string },
  method: string,
  path: string,
  body?: unknown,
  headers = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(`${slack.url}/_emulator/${path}`, { method, headers }, (response) => {
      let text = "";
      response.on("data", (chunk) => {
        text += chunk;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) }));
    });
    sent.on("error", reject);
    sent.end(body === undefined ? undefined : typeof body === "string" ? body : JSON.stringify(body));
  });
}

test("state shows people and groups by organization", async () => {
  const slack = await emulator({ organizations: [{ domain: "globex", token: "g", seed: 3 }] });
  const { id } = await person(slack);
  slack.addGroup({ displayName: "Data", members: [id] });
  const { body } = await control(slack, "GET", "state");
  expect(body.organizations.map((one: Json) => [one.domain, one.totalUsers, one.users.length])).toEqual([
    ["acme", 2, 2],
    ["globex", 4, 4],
  ]);
  expect(body.organizations[0].groups[0]).toMatchObject({ displayName: "Data", members: [{ value: id }] });
  const some = await control(slack, "GET", "state?organization=globex&limit=1");
  expect(some.body.organizations).toMatchObject([
    { domain: "globex", totalUsers: 4, users: [{ userName: "owner" }] },
  ]);
});

test("the log is read and forgotten, by organization too", async () => {
  const slack = await emulator({ organizations: [{ domain: "globex", token: "g" }] });
  await call(slack, "GET", "v2/Users");
  await call({ url: slack.url, token: "g" }, "GET", "v1/Groups");
  expect((await control(slack, "GET", "log")).body).toMatchObject([{ path: "Users" }, { path: "Groups" }]);
  expect((await control(slack, "GET", "log?organization=globex")).body).toMatchObject([
    { path: "Groups", version: "v1" },
  ]);
  await control(slack, "DELETE", "log");
  expect(slack.requests).toEqual([]);
});

test("faults are set, listed and forgotten; a pattern and always are written for JSON", async () => {
  const slack = await emulator();
  const fault = { pathPattern: "^Users/U0+1$", times: null, status: 503 };
  expect((await control(slack, "POST", "faults", fault)).body).toEqual({ ok: true });
  expect((await control(slack, "GET", "faults")).body).toEqual([
    { ...fault, pathPattern: new RegExp(fault.pathPattern).source },
  ]);
  for (let time = 0; time < 3; time++)
    expect((await call(slack, "GET", "v2/Users/U0000000001")).status).toBe(503);
  expect((await call(slack, "GET", "v2/Users")).status).toBe(200);
  await control(slack, "DELETE", "faults");
  expect((await call(slack, "GET", "v2/Users/U0000000001")).status).toBe(200);
});

test("the clock is frozen, advanced and thawed", async () => {
  const slack = await emulator();
  const frozen = await control(slack, "POST", "clock", { freeze: "2026-05-01T00:00:00Z" });
  expect(frozen.body).toMatchObject({ now: "2026-05-01T00:00:00.000Z", frozen: true });
  await control(slack, "POST", "clock", { advanceMs: 3_600_000 });
  expect((await control(slack, "GET", "clock")).body.now).toBe("2026-05-01T01:00:00.000Z");
  expect((await person(slack)).meta.created).toBe("2026-04-30T18:00:00-07:00");
  expect((await control(slack, "POST", "clock", { thaw: true })).body).toMatchObject({ frozen: false });
  expect((await control(slack, "GET", "clock")).body.now).toMatch(/^2026-05-01T01:/);
});

test("behaviours and limits are changed", async () => {
  const slack = await emulator();
  const { body } = await control(slack, "PATCH", "behaviours", { createStatusV2: 200 });
  expect(body.createStatusV2).toBe(200);
  await control(slack, "POST", "clock", { freeze: true });
  await control(slack, "POST", "limits", { profile: "slack" });
  const statuses = new Set<number>();
  for (let time = 0; time < 25; time++) statuses.add((await call(slack, "DELETE", "v2/Users/U404")).status);
  expect([...statuses]).toEqual([404, 429]);
});

test("people and groups are added, changed and taken away behind everybody's back", async () => {
  const slack = await emulator();
  const { body: made } = await control(slack, "POST", "users", {
    userName: "ada",
    name: { givenName: "Ada" },
  });
  expect(
    (await control(slack, "PATCH", "users/ada", { title: "x", name: { familyName: "L" } })).body,
  ).toMatchObject({
    id: made.id,
    title: "x",
    name: { givenName: "Ada", familyName: "L" },
  });
  const { body: madeGroup } = await control(slack, "POST", "groups", {
    displayName: "Data",
    members: [made.id],
  });
  const changed = await control(slack, "PATCH", `groups/${madeGroup.id}`, { displayName: "D", members: [] });
  expect(changed.body).toMatchObject({ displayName: "D", members: [] });
  await control(slack, "DELETE", `users/${made.id}`);
  await control(slack, "DELETE", "groups/D");
  expect([slack.users().length, slack.groups().length, slack.requests.length]).toEqual([1, 0, 0]);
});

test("reset, snapshot and restore work over HTTP; organizations are added", async () => {
  const slack = await emulator();
  await control(slack, "POST", "organizations", { domain: "globex", token: "xoxp-globex" });
  expect((await call({ url: slack.url, token: "xoxp-globex" }, "GET", "v2/Users")).status).toBe(200);
  const { id } = await person(slack);
  const { body: snapshot } = await control(slack, "GET", "snapshot");
  slack.removeUser(id);
  expect((await control(slack, "POST", "restore", snapshot)).body).toEqual({ ok: true });
  expect(slack.user(id)).toMatchObject({ id });
  await control(slack, "POST", "reset");
  expect(slack.user(id)).toBeUndefined();
});

test("a restored snapshot is whole: what was made since is gone", async () => {
  const slack = await emulator();
  const { body: snapshot } = await control(slack, "GET", "snapshot");
  const { id } = await person(slack);
  await control(slack, "POST", "restore", snapshot);
  expect((await call(slack, "GET", `v2/Users/${id}`)).status).toBe(404);
});

test.each([
  ["Host", { host: "emulator.example.com" }],
  ["Host that begins like ours", { host: "127.0.0.1.example.com" }],
  ["Origin", { origin: "https://example.com" }],
  ["Origin of another port", { origin: "http://127.0.0.1:1" }],
  ["Origin of nobody", { origin: "null" }],
])("a foreign %s is refused, for the control path, its stream and the page", async (_what, headers) => {
  const slack = await emulator();
  for (const path of ["state", "log", "events", "../"]) {
    expect((await control(slack, "GET", path, undefined, headers)).status).toBe(403);
  }
  expect((await control(slack, "POST", "reset", undefined, headers)).status).toBe(403);
});

test("this machine's names, its own page and allowed names are let in", async () => {
  const slack = await emulator({ allowedHosts: ["slack.test"] });
  const { port } = slack;
  for (const host of [
    `127.0.0.1:${port}`,
    `localhost:${port}`,
    `LOCALHOST:${port}`,
    `slack.test:${port}`,
    `[::1]:${port}`,
  ]) {
    const headers = { host, origin: `http://${host}` };
    expect((await control(slack, "GET", "state", undefined, headers)).status).toBe(200);
  }
});

test("neither token nor password is anywhere under the control path", async () => {
  const slack = await emulator({
    token: "xoxp-very-secret",
    tokens: [{ token: "xoxp-very-secret-2", role: "admin" }],
  });
  await call(slack, "POST", "v2/Users", {
    schemas: [USER],
    userName: "a",
    password: "hunter2",
    emails: [{ value: "a@e.co" }],
  });
  await call(slack, "POST", "v2/Users", '{"password": "hunter2", ');
  await call(slack, "GET", "v2/Users?token=none");
  const { body: help } = await control(slack, "GET", "");
  const routes = Object.keys(help).filter((name) => name.startsWith("GET"));
  expect(routes).toHaveLength(6);
  for (const route of routes) {
    const { body } = await control(slack, "GET", route.replace("GET /_emulator/", ""));
    expect(JSON.stringify(body)).not.toMatch(/hunter2|very-secret/);
  }
});

const ODD_USER = "Every attribute of a user must have the type that a GET shows.";
const ODD_RECORD = { id: "U9", created: "", userName: "u", primaryEmail: "u@e.co" };

function holding(parts: object): object {
  return {
    format: 1,
    organizations: [{ domain: "acme", profileFields: [], users: [], groups: [], ...parts }],
  };
}

test.each<[string, string, unknown, string]>([
  ["POST", "faults", { stauts: 500 }, 'A fault has no "stauts"'],
  ["POST", "faults", "{", "JSON"],
  ["POST", "faults", [], "The body must be a JSON object."],
  ["POST", "faults", { pathPattern: "(" }, "Invalid regular expression"],
  ["POST", "faults", { pathPattern: 5 }, "pathPattern must be a text, got 5."],
  ["POST", "faults", { path: 5 }, "fault.path must be a text or a pattern, got 5."],
  ["POST", "clock", { advanceMs: 1e300 }, "The clock cannot show a time that far away."],
  ["POST", "clock", { freeze: 9e15 }, "freeze must be true or a time"],
  [
    "PATCH",
    "behaviours",
    { statuses: { nope: 400 } },
    "behaviours.statuses must be an object of error codes",
  ],
  ["PATCH", "behaviours", { statuses: { username_taken: 9999 } }, "behaviours.statuses must be an object"],
  ["PATCH", "behaviours", { reservedUserNames: {} }, "behaviours.reservedUserNames must be a list of texts"],
  ["PATCH", "behaviours", { writeMs: -5 }, "behaviours.writeMs must be a number from 0, got -5."],
  ["PATCH", "behaviours", { contentTypeV2: "a\nb" }, "behaviours.contentTypeV2 must be a text that a header"],
  ["POST", "clock", {}, "The clock takes"],
  ["POST", "clock", { freeze: "soon" }, "freeze must be true or a time"],
  ["PATCH", "behaviours", { mood: 1 }, 'There is no behaviour "mood"'],
  ["PATCH", "behaviours", { filterV2: 1 }, "behaviours.filterV2 must be one of"],
  ["POST", "limits", { profile: "fast" }, "limits must be"],
  ["POST", "restore", { format: 1 }, "A snapshot must be"],
  ["POST", "users", {}, "A user needs a userName."],
  ["POST", "groups", {}, "A group needs a displayName."],
  ["PATCH", "users/nobody", {}, 'holds no user and no group "nobody"'],
  ["POST", "users", { userName: "x", emails: "nope" }, ODD_USER],
  ["POST", "users", { userName: "x", emails: [null] }, ODD_USER],
  ["POST", "users", { userName: "x", title: 5 }, ODD_USER],
  ["POST", "users", { userName: "x", id: 5 }, "A user's id must be a text."],
  ["POST", "users", { userName: "x", id: "U0000000001" }, 'There is a user "U0000000001" already.'],
  ["PATCH", "users/owner", { active: "yes" }, ODD_USER],
  ["PATCH", "users/owner", { phoneNumbers: 5 }, ODD_USER],
  ["PATCH", "users/owner", { id: "U9" }, "The id of a user cannot be changed."],
  ["PATCH", "users/%ZZ", {}, "URI malformed"],
  ["POST", "groups", { displayName: "g", members: 5 }, "members must be a list of ids."],
  ["POST", "groups", { displayName: "g", members: [5] }, "A group needs texts"],
  ["POST", "restore", holding({ users: [{ id: 1 }] }), "A snapshot must be"],
  ["POST", "restore", holding({ users: [{ ...ODD_RECORD, title: 5 }] }), "A snapshot must be"],
  ["POST", "restore", holding({ users: [{ ...ODD_RECORD, guest: "x" }] }), "A snapshot must be"],
  ["POST", "restore", holding({ domain: "A B" }), "A snapshot must be"],
  ["POST", "organizations", { domain: "A B" }, "domain must be"],
  ["POST", "organizations", { domain: "b", token: 5 }, "A token must be a text without spaces."],
  ["POST", "organizations", { domain: "b", tokens: 5 }, "tokens must be a list of { token, role }, got 5."],
  [
    "POST",
    "organizations",
    { domain: "b", tokens: [{ token: "t", role: "king" }] },
    "role must be one of owner",
  ],
  ["POST", "organizations", { domain: "b", plan: "gold" }, "plan must be one of enterprise, business, free"],
  ["POST", "organizations", { domain: "b", seed: "9" }, "seed must be a whole number from 0"],
  ["POST", "organizations", { domain: "b", channelNames: 5 }, "channelNames must be a list of texts"],
])("%s %s of %j is refused with a sentence", async (method, path, body, message) => {
  const slack = await emulator();
  const before = slack.snapshot();
  const answer = await control(slack, method, path, body);
  expect(answer.status).toBe(400);
  expect(answer.body.error).toContain(message);
  expect(slack.snapshot()).toEqual(before);
});

test("an unknown route says which there are", async () => {
  const { status, body } = await control(await emulator(), "PUT", "state");
  expect(status).toBe(404);
  expect(Object.keys(body.routes)).toContain("GET /_emulator/state");
});

test("requests arrive on the stream as they are answered", async () => {
  const slack = await emulator();
  await call(slack, "GET", "v2/Users");
  const seen = await new Promise<string>((resolve) => {
    const sent = request(`${slack.url}/_emulator/events`, (response) => {
      let text = "";
      response.on("data", (chunk) => {
        text += chunk;
        if (text.includes("Users/U404")) {
          sent.destroy();
          resolve(text);
        } else if (text.includes("event: request") && slack.requests.length === 1)
          call(slack, "DELETE", "v1/Users/U404");
      });
      response.on("error", () => {});
    });
    sent.on("error", () => {});
    sent.end();
  });
  const data = seen
    .split("\n")
    .filter((line) => line.startsWith("data: "))
    .map((line) => JSON.parse(line.slice(6)));
  expect(data).toMatchObject([{ path: "Users" }, { method: "DELETE", path: "Users/U404", status: 404 }]);
});

test("a snapshot may be bigger than any SCIM body", async () => {
  const slack = await emulator();
  slack.addUser({ userName: "ada", title: "x".repeat(6 * 1024 * 1024) });
  const text = JSON.stringify(slack.snapshot());
  expect(text.length).toBeGreaterThan(5 * 1024 * 1024);
  slack.removeUser("owner");
  expect((await control(slack, "POST", "restore", text)).status).toBe(200);
  expect((await call(slack, "GET", "v2/Users?count=0")).body.totalResults).toBe(2);
});

test("a write that waits through a reset meets the organization of after it", async () => {
  const slack = await emulator({ behaviours: { writeMs: 1_000 } });
  slack.clock.freeze();
  const write = call(slack, "POST", "v2/Users", {
    schemas: [USER],
    userName: "ada",
    emails: [{ value: "a@e.co" }],
  });
  while (slack.clock.sleeping < 1) await new Promise((resolve) => setImmediate(resolve));
  await control(slack, "POST", "reset");
  slack.clock.advance(1_000);
  expect((await write).status).toBe(201);
  expect(slack.user("ada")?.id).toBe((await write).body.id);
});

test("a change of what every object inherits changes nothing and is refused as unknown", async () => {
  const slack = await emulator();
  const { id } = await person(slack, { displayName: "Ada" });
  const inherited = '{"__proto__":{"retryAfter":"9"},"constructor":{"prototype":{"retryAfter":"9"}}}';
  const nested = `{"name":${inherited},"meta":${inherited}}`;
  for (const [method, path, body] of [
    ["PATCH", `users/${id}`, inherited],
    ["PATCH", `users/${id}`, nested],
    ["POST", "users", `{"userName":"eve","__proto__":{"rank":"bot"}}`],
    ["POST", "users", `{"userName":"eve","name":${inherited}}`],
    ["POST", "groups", `{"displayName":"eve","__proto__":{"generated":true}}`],
  ] as const)
    expect(await control(slack, method, path, body)).toMatchObject({
      status: 400,
      body: { error: expect.stringContaining('has no "__proto__"') },
    });
  await control(slack, "PATCH", "behaviours", inherited);
  await control(slack, "POST", "faults", inherited);
  await control(slack, "POST", "restore", JSON.stringify(slack.snapshot()).replace("{", `{"__proto__":{},`));
  await call(slack, "PATCH", `v1/Users/${id}`, nested);
  await call(
    slack,
    "POST",
    "v2/Users",
    `{"userName":"mal","emails":[{"value":"m@e.co"}],"name":${inherited}}`,
  );
  expect(({} as Json).retryAfter).toBeUndefined();
  expect([slack.user("eve"), slack.group("eve")]).toEqual([undefined, undefined]);
  expect(slack.user(id)).toMatchObject({ id, displayName: "Ada" });
  expect((await call(slack, "GET", "v1/Users?filter=constructor+pr")).code).toBe("invalid_query");
  expect((await call(slack, "GET", "v1/Groups?filter=constructor+pr")).code).toBe("invalid_query");
});
