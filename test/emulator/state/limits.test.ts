import { call, emulator, group, operations, person, type Reply, USER } from "../harness";

const newUser = (number: number) => ({
  schemas: [USER],
  userName: `n${number}`,
  emails: [{ value: `n${number}@e.co` }],
});

/** Sends requests until one is refused; how many went through, and the refusal. */
async function untilRefused(
  send: (number: number) => Promise<Reply>,
): Promise<{ passed: number; refusal: Reply }> {
  for (let number = 0; number < 1_100; number++) {
    const refusal = await send(number);
    if (refusal.status === 429) return { passed: number, refusal };
  }
  throw new Error("nothing was refused");
}

async function limited(limits: "slack" | number = "slack") {
  const slack = await emulator({ limits });
  slack.clock.freeze();
  return slack;
}

test("POST of users passes 20 in a burst, then 3 a second", async () => {
  const slack = await limited();
  const { passed, refusal } = await untilRefused((number) =>
    call(slack, "POST", "v2/Users", newUser(number)),
  );
  expect(passed).toBe(20);
  expect(refusal.headers.get("retry-after")).toBe("1");
  expect(refusal.body).toMatchObject({ detail: "too_many_requests", status: 429 });
  slack.clock.advance(1_000);
  const next = await untilRefused((number) => call(slack, "POST", "v2/Users", newUser(100 + number)));
  expect(next.passed).toBe(3);
});

test("v1's 429 has v1's envelope", async () => {
  const slack = await limited();
  const { refusal } = await untilRefused(() => call(slack, "DELETE", "v1/Users/U404"));
  expect(refusal.body).toEqual({ Errors: { description: "too_many_requests", code: 429 } });
});

test("PUT and PATCH of users share one row of 20, PATCH of groups has 80", async () => {
  const slack = await limited();
  const { id } = await person(slack);
  const made = await group(slack, "Data");
  for (let time = 0; time < 10; time++) await call(slack, "PUT", `v2/Users/${id}`, {});
  expect((await untilRefused(() => call(slack, "PATCH", `v2/Users/${id}`, {}))).passed).toBe(10);
  expect((await untilRefused(() => call(slack, "PATCH", `v1/Groups/${made.id}`, {}))).passed).toBe(80);
});

test("GET by id passes 300 in a burst; lists count only against all reads, 1,000", async () => {
  const slack = await limited();
  expect((await untilRefused(() => call(slack, "GET", "v2/Users/U0000000001"))).passed).toBe(300);
  expect((await untilRefused(() => call(slack, "GET", "v2/Users?count=1"))).passed).toBe(700);
});

test("all writes together pass 180 in a burst", async () => {
  const slack = await limited();
  const id = slack.addGroup({ displayName: "Data" });
  const burst = [
    ["POST", "Users", 20],
    ["PATCH", "Users/U404", 20],
    ["DELETE", "Users/U404", 20],
    ["POST", "Groups", 20],
    ["PATCH", `Groups/${id}`, 80],
    ["DELETE", "Groups/S404", 20],
  ] as const;
  for (const [method, path, times] of burst) {
    for (let time = 0; time < times; time++) {
      expect((await call(slack, method, `v1/${path}`, {})).status).not.toBe(429);
    }
  }
  expect(slack.requests).toHaveLength(180);
  slack.clock.advance(400);
  expect((await untilRefused(() => call(slack, "DELETE", "v1/Users/U404"))).passed).toBe(1);
});

test("limits are an organization's own, not a token's", async () => {
  const slack = await emulator({
    limits: "slack",
    tokens: [{ token: "xoxp-second" }],
    organizations: [{ domain: "globex", token: "xoxp-globex" }],
  });
  slack.clock.freeze();
  await untilRefused(() => call(slack, "DELETE", "v2/Users/U404"));
  expect((await call({ url: slack.url, token: "xoxp-second" }, "DELETE", "v2/Users/U404")).status).toBe(429);
  expect((await call({ url: slack.url, token: "xoxp-globex" }, "DELETE", "v2/Users/U404")).status).toBe(404);
});

test("a scaled profile refills so many times faster", async () => {
  const slack = await limited(60);
  await untilRefused(() => call(slack, "DELETE", "v2/Users/U404"));
  slack.clock.advance(50);
  expect((await untilRefused(() => call(slack, "DELETE", "v2/Users/U404"))).passed).toBe(9);
});

test("a burst never grows beyond its size", async () => {
  const slack = await limited();
  await untilRefused(() => call(slack, "DELETE", "v2/Users/U404"));
  slack.clock.advance(3_600_000);
  expect((await untilRefused(() => call(slack, "DELETE", "v2/Users/U404"))).passed).toBe(20);
});

test("a refused request changes nothing and takes nothing", async () => {
  const slack = await limited();
  await untilRefused((number) => call(slack, "POST", "v2/Users", newUser(number)));
  const before = slack.users().length;
  for (let time = 0; time < 50; time++) await call(slack, "POST", "v2/Users", newUser(500 + time));
  expect(slack.users()).toHaveLength(before);
  slack.clock.advance(1_000);
  expect((await call(slack, "POST", "v2/Users", newUser(999))).status).toBe(201);
});

test("a nonsense token and the provider configuration use up nothing", async () => {
  const slack = await limited();
  for (let time = 0; time < 25; time++) {
    await call(slack, "DELETE", "v2/Users/U404", undefined, { authorization: "Bearer x" });
  }
  expect((await untilRefused(() => call(slack, "DELETE", "v2/Users/U404"))).passed).toBe(20);
});

test("with limits off nothing is ever refused, and they can be put in force later", async () => {
  const slack = await emulator();
  slack.clock.freeze();
  for (let time = 0; time < 60; time++)
    expect((await call(slack, "DELETE", "v2/Users/U404")).status).toBe(404);
  slack.limit("slack");
  expect((await untilRefused(() => call(slack, "DELETE", "v2/Users/U404"))).passed).toBe(20);
});

test.each([0, -1, "fast", Number.NaN])("limits cannot be %p", async (limits) => {
  await expect(emulator({ limits: limits as number })).rejects.toThrow("limits must be");
});

test("a second write of a resource while the first runs meets its lock; reads and other resources do not", async () => {
  const slack = await emulator({ behaviours: { writeMs: 10_000 } });
  slack.clock.freeze();
  const ada = slack.addUser({ userName: "ada" });
  const bob = slack.addUser({ userName: "bob" });
  const patch = (id: string, title: string) =>
    call(slack, "PATCH", `v2/Users/${id}`, operations({ op: "replace", path: "title", value: title }));
  const first = patch(ada, "first");
  while (slack.clock.sleeping < 1) await new Promise((resolve) => setImmediate(resolve));
  const second = await patch(ada, "second");
  expect([second.status, second.code, second.headers.get("retry-after")]).toEqual([
    429,
    "resource_locked",
    "1",
  ]);
  expect((await call(slack, "GET", `v2/Users/${ada}`)).body.title).toBe("");
  const other = patch(bob, "other");
  while (slack.clock.sleeping < 2) await new Promise((resolve) => setImmediate(resolve));
  slack.clock.advance(10_000);
  expect([(await first).status, (await other).status]).toEqual([200, 200]);
  expect([slack.user(ada)?.title, slack.user(bob)?.title]).toEqual(["first", "other"]);
  const third = patch(ada, "third");
  while (slack.clock.sleeping < 1) await new Promise((resolve) => setImmediate(resolve));
  slack.clock.advance(10_000);
  expect((await third).status).toBe(200);
});
