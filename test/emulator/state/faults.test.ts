import { request } from "node:http";
import type { Fault } from "../../../emulator";
import { call, emulator, GROUP, group, type Json, person, USER } from "../harness";

const ada = { schemas: [USER], userName: "ada", emails: [{ value: "ada@example.com", primary: true }] };

/** What arrives of an answer, also when the connection breaks in the middle. */
function raw(url: string, token: string): Promise<{ head: Json; text: string; complete: boolean }> {
  return new Promise((resolve, reject) => {
    request(url, { headers: { authorization: `Bearer ${token}` }, agent: false }, (response) => {
      let text = "";
      response.on("data", (chunk) => {
        text += chunk;
      });
      response.on("close", () => resolve({ head: response.headers, text, complete: response.complete }));
      response.on("error", () => {});
    })
      .on("error", reject)
      .end();
  });
}

test("a status hits the next matching request once, in the envelope of the version, and nothing is changed", async () => {
  const slack = await emulator();
  slack.fault({ method: "POST", path: "Users", status: 500 });
  expect((await call(slack, "GET", "v2/Users")).status).toBe(200);
  const reply = await call(slack, "POST", "v2/Users", ada);
  expect([reply.status, reply.body.status]).toEqual([500, 500]);
  expect(slack.users()).toHaveLength(1);
  expect((await call(slack, "POST", "v2/Users", ada)).status).toBe(201);
});

test.each([["2"], ["1.5"], ["Sun, 22 Nov 2026 10:00:00 GMT"], ["soon"]])(
  "Retry-After is sent as given: %s",
  async (retryAfter) => {
    const slack = await emulator();
    slack.fault({ status: 429, retryAfter });
    const reply = await call(slack, "GET", "v1/Users");
    expect([reply.status, reply.headers.get("retry-after"), reply.code]).toEqual([
      429,
      retryAfter,
      "too_many_requests",
    ]);
  },
);

test("any of Slack's codes can be ordered", async () => {
  const slack = await emulator();
  slack.fault({ code: "failed_to_remove_users_for_linked_subteam" });
  const { body } = await call(slack, "GET", "v2/Users");
  expect(body).toMatchObject({ detail: "failed_to_remove_users_for_linked_subteam", status: 400 });
});

test("a body can be given as text or JSON, or be none", async () => {
  const slack = await emulator();
  slack.fault({ status: 503, body: "upstream", contentType: "text/plain", headers: { "x-via": "proxy" } });
  const text = await call(slack, "GET", "v2/Users");
  expect([text.text, text.headers.get("content-type"), text.headers.get("x-via")]).toEqual([
    "upstream",
    "text/plain",
    "proxy",
  ]);
  slack.fault({ status: 502, body: "" });
  expect((await call(slack, "GET", "v2/Users")).text).toBe("");
  slack.fault({ status: 200, body: { unexpected: true } });
  expect((await call(slack, "GET", "v2/Users")).body).toEqual({ unexpected: true });
});

test("an HTML 404 stands for a wrong address", async () => {
  const slack = await emulator();
  slack.fault({ html: true });
  const { status, headers, text } = await call(slack, "GET", "v2/Users/U0000000001");
  expect([status, headers.get("content-type")]).toEqual([404, "text/html; charset=utf-8"]);
  expect(text).toMatch(/^<!DOCTYPE html>/);
});

test.each([
  ["before", 1],
  ["after", 2],
] as const)("a connection dropped %s the change leaves %i people", async (drop, people) => {
  const slack = await emulator();
  slack.fault({ method: "POST", drop });
  await expect(call(slack, "POST", "v2/Users", ada)).rejects.toThrow();
  expect(slack.users()).toHaveLength(people);
  expect(slack.requests).toEqual([
    expect.objectContaining({ method: "POST", status: 0, fault: `drop: ${drop}` }),
  ]);
});

test("an error answered although the change was made", async () => {
  const slack = await emulator();
  slack.fault({ method: "POST", status: 504, applied: true });
  expect((await call(slack, "POST", "v2/Users", ada)).status).toBe(504);
  expect(slack.user("ada")).toMatchObject({ userName: "ada", active: true });
});

test("a delay is measured by the clock, before the change or after it", async () => {
  const slack = await emulator();
  slack.clock.freeze();
  for (const [fault, people] of [
    [{ delayMs: 60_000 }, 1],
    [{ answerDelayMs: 60_000 }, 3],
  ] as [Fault, number][]) {
    slack.fault({ method: "POST", ...fault });
    const waiting = call(slack, "POST", "v2/Users", {
      ...ada,
      userName: `p${people}`,
      emails: [{ value: `${people}@e.co` }],
    });
    while (slack.clock.sleeping === 0) await new Promise((resolve) => setImmediate(resolve));
    expect(slack.users()).toHaveLength(people);
    slack.clock.advance(60_000);
    expect((await waiting).status).toBe(201);
  }
});

test("a body is cut off after so many bytes", async () => {
  const slack = await emulator();
  slack.fault({ truncate: 20 });
  const { head, text, complete } = await raw(`${slack.v2}Users`, slack.token);
  expect(Number(head["content-length"])).toBeGreaterThan(20);
  expect([text.length, complete]).toEqual([20, false]);
});

test("a body drips byte by byte, by the clock", async () => {
  const slack = await emulator();
  slack.clock.freeze();
  slack.fault({ path: "Groups", dripMs: 1_000 });
  const answered = raw(`${slack.v2}Groups`, slack.token);
  let steps = 0;
  let finished = false;
  answered.finally(() => {
    finished = true;
  });
  while (!finished) {
    if (slack.clock.sleeping > 0) {
      steps++;
      slack.clock.advance(1_000);
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
  const { text, complete } = await answered;
  expect(complete).toBe(true);
  expect(steps).toBe(text.length);
});

test("a content type can be wrong", async () => {
  const slack = await emulator();
  slack.fault({ contentType: "text/html" });
  const { text, headers } = await call(slack, "GET", "v2/Users");
  expect(headers.get("content-type")).toBe("text/html");
  expect(JSON.parse(text).totalResults).toBe(1);
});

test("nth and times choose among the matching requests", async () => {
  const slack = await emulator();
  slack.fault({ path: "Users/*", nth: 2, times: 2, status: 500 });
  const statuses: number[] = [];
  for (let time = 0; time < 5; time++)
    statuses.push((await call(slack, "GET", "v2/Users/U0000000001")).status);
  expect(statuses).toEqual([200, 500, 500, 200, 200]);
});

test("probability with the same seed hits the same requests", async () => {
  const statuses = async (seed: number) => {
    const slack = await emulator();
    slack.fault({ probability: 0.5, seed, times: Number.POSITIVE_INFINITY, status: 500 });
    const seen: number[] = [];
    for (let time = 0; time < 30; time++) seen.push((await call(slack, "GET", "v2/Users")).status);
    return seen.join();
  };
  expect(await statuses(1)).toBe(await statuses(1));
  expect(await statuses(1)).not.toBe(await statuses(2));
  expect(await statuses(1)).toMatch(/200.*500/);
});

test.each<[Fault["path"], string, boolean]>([
  ["Users", "Users", true],
  ["Users", "Users?count=1", true],
  ["Users", "Users/U1", false],
  ["Users/*", "Users/U1", true],
  ["Users/*", "Users", false],
  [/^Users\?filter/, "Users?filter=userName%20pr", true],
  [/^Users\?filter/, "Users", false],
  ["Groups", "Users", false],
])("the path %s and a request for %s match: %s", async (path, asked, matches) => {
  const slack = await emulator();
  slack.fault({ path, status: 503 });
  expect((await call(slack, "GET", `v2/${asked}`)).status === 503).toBe(matches);
});

test("pages shift during a scan: somebody is skipped or comes twice", async () => {
  const slack = await emulator({ seed: 3 });
  const page = async (start: number) =>
    (await call(slack, "GET", `v2/Users?count=2&startIndex=${start}`)).body.Resources.map(
      (user: { id: string }) => user.id,
    );
  const [first, second] = [await page(1), await page(3)];
  slack.fault({ path: "Users", shiftPage: 1, times: 2 });
  expect([await page(1), await page(3)]).toEqual([first, second.slice(1)]);
  slack.fault({ path: "Users", shiftPage: -1, times: 2 });
  expect([await page(1), await page(3)]).toEqual([first, [first[1], second[0]]]);
});

test("reads are stale for so long after a write", async () => {
  const slack = await emulator();
  slack.clock.freeze();
  const { id } = await person(slack);
  slack.fault({ method: "PATCH", staleMs: 2_000 });
  slack.fault({ method: "POST", staleMs: 2_000 });
  await call(slack, "PATCH", `v1/Users/${id}`, { title: "Lead" });
  const { body } = await call(slack, "POST", "v2/Groups", { schemas: [GROUP], displayName: "Data" });
  const titleOf = async () => (await call(slack, "GET", `v2/Users/${id}`)).body.title;
  const groups = async () => (await call(slack, "GET", "v2/Groups")).body.totalResults;
  const groupStatus = async () => (await call(slack, "GET", `v2/Groups/${body.id}`)).status;
  expect([await titleOf(), await groups(), await groupStatus()]).toEqual(["", 0, 404]);
  slack.clock.advance(2_000);
  expect([await titleOf(), await groups(), await groupStatus()]).toEqual(["Lead", 1, 200]);
});

test("a new user is not to be found while reads are stale", async () => {
  const slack = await emulator();
  slack.clock.freeze();
  slack.fault({ method: "POST", staleMs: 2_000 });
  const { body } = await call(slack, "POST", "v2/Users", ada);
  const found = async () =>
    (await call(slack, "GET", "v2/Users?filter=userName%20eq%20ada")).body.totalResults;
  expect([(await call(slack, "GET", `v2/Users/${body.id}`)).status, await found()]).toEqual([404, 0]);
  slack.clock.advance(2_000);
  expect(await found()).toBe(1);
});

test("a resource vanishes between list and get", async () => {
  const slack = await emulator();
  const { id } = await person(slack);
  const { id: groupId } = await group(slack, "Data");
  slack.fault({ path: "Users", vanish: true });
  slack.fault({ path: "Groups", vanish: groupId });
  expect((await call(slack, "GET", "v2/Users")).body.totalResults).toBe(2);
  expect((await call(slack, "GET", "v2/Groups")).body.totalResults).toBe(1);
  expect((await call(slack, "GET", `v2/Users/${id}`)).code).toBe("no_such_user");
  expect((await call(slack, "GET", `v2/Groups/${groupId}`)).code).toBe("no_such_group");
});

test("a fault can be meant for one organization", async () => {
  const slack = await emulator({ organizations: [{ domain: "globex", token: "xoxp-globex" }] });
  slack.fault({ organization: "globex", status: 500 });
  expect((await call(slack, "GET", "v2/Users")).status).toBe(200);
  expect((await call({ url: slack.url, token: "xoxp-globex" }, "GET", "v2/Users")).status).toBe(500);
});

test.each<[object, string]>([
  [{ stauts: 500 }, 'A fault has no "stauts"'],
  [{ status: 42 }, "fault.status must be a status from 200 to 599, got 42."],
  [{ drop: "always" }, 'fault.drop must be "before" or "after", got "always".'],
  [{ code: "user_not_found" }, 'fault.code must be one of Slack\'s SCIM error codes, got "user_not_found".'],
  [{ delayMs: "5" }, 'fault.delayMs must be a number of milliseconds, got "5".'],
  [{ path: 5 }, "fault.path must be a text or a pattern, got 5."],
  [{ method: ["GET"] }, 'fault.method must be a text, got ["GET"].'],
  [{ times: 0 }, "fault.times must be a number from 1, got 0."],
  [{ probability: 2 }, "fault.probability must be a number from 0 to 1, got 2."],
  [{ html: "yes" }, 'fault.html must be true or false, got "yes".'],
  [{ headers: { "x y": "1" } }, "fault.headers must be an object of headers"],
  [{ headers: { x: "a\nb" } }, "fault.headers must be an object of headers"],
  [{ contentType: "a\nb" }, "fault.contentType must be a text that a header can hold"],
  [{ retryAfter: {} }, "fault.retryAfter must be a number or a text that a header can hold, got {}."],
  [{ shiftPage: "1" }, 'fault.shiftPage must be a whole number, got "1".'],
  [{ vanish: 5 }, "fault.vanish must be an id or true, got 5."],
])("a fault written %j is refused", async (fault, message) => {
  const slack = await emulator();
  expect(() => slack.fault(fault)).toThrow(message);
});

test.each([
  [400, "Users", "invalid_request_payload"],
  [401, "Users", "invalid_authentication"],
  [403, "Users/U1", "permission_denied"],
  [404, "Users/U1", "no_such_user"],
  [404, "Groups/S1", "no_such_group"],
  [404, "Users", "bad_endpoint"],
  [409, "Users", "user_creation_failed"],
  [429, "Users", "too_many_requests"],
  [503, "Users", "database_query_failure"],
])("a fault with nothing but the status %i says for %s what Slack would: %s", async (status, path, code) => {
  const slack = await emulator();
  for (const version of ["v1", "v2"]) {
    slack.fault({ status });
    const reply = await call(slack, "GET", `${version}/${path}`);
    expect(reply).toMatchObject({ status, code });
    expect("Errors" in reply.body).toBe(version === "v1" || status === 401);
  }
});

test("faults take their turns, and the parts of one act together", async () => {
  const slack = await emulator();
  const id = slack.addUser({ userName: "ada" });
  slack.fault({
    method: "DELETE",
    applied: true,
    status: 503,
    retryAfter: "soon",
    headers: { "x-via": "p" },
  });
  slack.fault({ path: "Users/*", times: 2, status: 500 });
  const [first, second, third, fourth] = [
    await call(slack, "DELETE", `v2/Users/${id}`),
    await call(slack, "GET", `v2/Users/${id}`),
    await call(slack, "DELETE", `v2/Users/${id}`),
    await call(slack, "GET", `v2/Users/${id}`),
  ];
  expect([first, second, third, fourth].map(({ status }) => status)).toEqual([503, 500, 500, 200]);
  expect([first.headers.get("retry-after"), first.headers.get("x-via")]).toEqual(["soon", "p"]);
  expect(fourth.body.active).toBe(false);
});

test("faults that have not hit can be forgotten", async () => {
  const slack = await emulator();
  slack.fault({ status: 500 });
  slack.clearFaults();
  expect((await call(slack, "GET", "v2/Users")).status).toBe(200);
});
