import { inspect } from "node:util";
import {
  type ClientEvents,
  ConnectionErrorRetryHandler,
  FixedValueRetryIntervalCalculator,
  type LogFields,
  type Logger,
  RateLimitErrorRetryHandler,
  ServerErrorRetryHandler,
} from "../../../provider/scim";
import { ada, adaOf, engine, page, v2Error } from "../support/bodies";
import { type Reply, startServer } from "../support/server";

function keepLog() {
  const lines: [string, string, LogFields | undefined][] = [];
  const keep = (level: string) => (message: string, fields?: LogFields) =>
    void lines.push([level, message, fields]);
  const logger: Logger = {
    debug: keep("debug"),
    info: keep("info"),
    warn: keep("warn"),
    error: keep("error"),
  };
  return { logger, lines };
}

const person = {
  userName: "ada",
  displayName: "Ada Lovelace",
  password: "hunter2",
  emails: [{ value: "ada@example.com", primary: true }],
};
const retryHandlers = [
  new ServerErrorRetryHandler({ intervalCalculator: new FixedValueRetryIntervalCalculator(100) }),
];

test("nothing is written unless a logger is given", async () => {
  const slack = await startServer(v2Error(503, "backend"), { body: ada });
  const write = jest.spyOn(process.stdout, "write");
  const complain = jest.spyOn(process.stderr, "write");
  await slack.v2({ retryHandlers }).users.get("U1");
  expect([write.mock.calls, complain.mock.calls]).toEqual([[], []]);
});

test("the log tells each request, answer and retry, and a retry that will work is no error", async () => {
  const { logger, lines } = keepLog();
  const slack = await startServer(v2Error(503, "backend_down (host=7)"), { body: ada });
  await slack.v2({ logger, retryHandlers }).users.get("U1");
  expect(lines.map(([level, message]) => `${level}: ${message}`)).toEqual([
    "debug: GET Users/U1",
    "debug: GET Users/U1 503",
    "warn: Trying again in 100 ms: GET Users/U1 was refused: 503 backend_down",
    "debug: GET Users/U1",
    "debug: GET Users/U1 200",
  ]);
  expect(lines[4]?.[2]).toMatchObject({
    method: "GET",
    path: "Users/U1",
    attempt: 2,
    status: 200,
    durationMs: 0,
  });
});

test("the log tells of a refusal without a code, of an answer that did not come, and of a limit that is held", async () => {
  const { logger, lines } = keepLog();
  const heard: number[] = [];
  const limited = { ...v2Error(429, "too_many_requests"), headers: { "retry-after": "3" } };
  const slack = await startServer(v2Error(503, ""), { drop: true }, limited, { body: ada });
  const handlers = [
    ...retryHandlers,
    new ConnectionErrorRetryHandler({ intervalCalculator: new FixedValueRetryIntervalCalculator(100) }),
    new RateLimitErrorRetryHandler(),
  ];
  const events = { response: ({ status }: { status: number }) => void heard.push(status) };
  await slack.v2({ logger, events, retryHandlers: handlers }).users.get("U1");
  expect(lines.map(([level, message]) => `${level}: ${message}`)).toEqual([
    "debug: GET Users/U1",
    "debug: GET Users/U1 503",
    "warn: Trying again in 100 ms: GET Users/U1 was refused: 503",
    "debug: GET Users/U1",
    "debug: GET Users/U1 got no answer",
    expect.stringMatching(/^warn: Trying again in 100 ms: GET Users\/U1 .*(ECONNRESET|socket hang up)/),
    "debug: GET Users/U1",
    "debug: GET Users/U1 429",
    "info: GET Users/{id} is held for 3000 ms: Slack answered 429",
    "warn: Trying again in 3000 ms: GET Users/U1 was refused: 429 too_many_requests",
    "debug: GET Users/U1",
    "debug: GET Users/U1 200",
  ]);
  expect(heard).toEqual([503, 429, 200]);
});

test("neither token, password nor personal data is logged", async () => {
  const { logger, lines } = keepLog();
  const slack = await startServer({ body: { ...ada, displayName: "Ada Lovelace" } }, { body: page([ada]) });
  const { users } = slack.v2({ logger });
  await users.create(person);
  await users.findByEmail("ada@example.com");
  expect(lines).toHaveLength(4);
  expect(inspect(lines, { depth: 9 })).not.toMatch(/xoxp|hunter2|Lovelace|ada@|ada%40/);
});

const telling = "The password hunter2 of ada@example.com, sent with xoxp-test and s3cret, is too short";
const html = { "content-type": "text/html" };

test.each<[string, Reply, string]>([
  ["Slack's own refusal", v2Error(503, telling), "503"],
  ["no answer of Slack's", { status: 503, body: telling, headers: html }, "not understood"],
])("a retry after what is %s is logged without the answer's text", async (_what, reply, said) => {
  const { logger, lines } = keepLog();
  const slack = await startServer(reply, { body: ada });
  await slack.v2({ logger, retryHandlers }).users.get("U1");
  expect(lines[2]).toEqual(["warn", expect.stringContaining(said), expect.anything()]);
  expect(inspect(lines, { depth: 9 })).not.toMatch(/xoxp|s3cret|hunter2|ada@|password/);
});

test("a retry is logged with the answer's text on request, and still without the token", async () => {
  const { logger, lines } = keepLog();
  const slack = await startServer(v2Error(503, telling), { body: ada });
  await slack.v2({ logger, retryHandlers, logPersonalData: true, token: "s3cret" }).users.get("U1");
  expect(lines[2]?.[1]).toContain("ada@example.com, sent with (redacted) and (redacted), is too short");
});

test("personal data is logged on request, the password still is not", async () => {
  const { logger, lines } = keepLog();
  const slack = await startServer({ body: ada }, { body: page([ada]) });
  const client = slack.v2({ logger, logPersonalData: true });
  await client.users.create(person);
  await client.users.findByEmail("ada@example.com");
  const operations = [{ op: "replace", path: "password", value: "hunter2" }];
  await client
    .request({ method: "PATCH", path: "Users/U1", body: { Operations: operations } })
    .catch(() => {});
  const text = inspect(lines, { depth: 9 });
  expect(text).toContain("Ada Lovelace");
  expect(lines[2]?.[1]).toBe("GET Users?filter=email%20eq%20%22ada%40example.com%22&count=100&startIndex=1");
  expect(text).not.toMatch(/xoxp|hunter2/);
});

test("listeners hear of each request, answer, retry and refusal for haste", async () => {
  const heard: unknown[] = [];
  const keep = (name: string) => (event: object) => void heard.push({ name, ...event });
  const events: ClientEvents = {
    request: keep("request"),
    response: keep("response"),
    retry: keep("retry"),
    rateLimit: keep("rateLimit"),
  };
  const limited = { ...v2Error(429, "too_many_requests"), headers: { "retry-after": "3" } };
  const slack = await startServer(limited, { body: ada });
  await slack.v2({ events }).users.get("U1");
  const facts = { method: "GET", path: "Users/U1" };
  const limitedHeaders = expect.objectContaining({ "retry-after": "3", "content-type": expect.any(String) });
  expect(heard).toEqual([
    { name: "request", ...facts, attempt: 1, waitedMs: 0 },
    { name: "response", ...facts, attempt: 1, status: 429, durationMs: 0, headers: limitedHeaders },
    { name: "rateLimit", ...facts, attempt: 1, endpoint: "GET Users/{id}", delayMs: 3000 },
    {
      name: "retry",
      ...facts,
      attempt: 1,
      handler: "RateLimitErrorRetryHandler",
      delayMs: 3000,
      error: expect.any(Error),
    },
    { name: "request", ...facts, attempt: 2, waitedMs: 3000 },
    { name: "response", ...facts, attempt: 2, status: 200, durationMs: 0, headers: expect.any(Object) },
  ]);
});

test("a listener that throws is logged, and harms nothing", async () => {
  const { logger, lines } = keepLog();
  const slack = await startServer({ body: ada });
  const events: ClientEvents = {
    response: () => {
      throw new Error("mine");
    },
  };
  expect((await slack.v2({ logger, events }).users.get("U1")).id).toBe("U1");
  expect(lines.at(-1)).toEqual([
    "error",
    "The listener for response failed: Error: mine",
    { listener: "response", stack: expect.stringContaining("watching.test") },
  ]);
});

test("a logger that fails harms nothing", async () => {
  const slack = await startServer(v2Error(503, "backend"), { body: ada });
  const failing = () => {
    throw new Error("the disk is full");
  };
  const rejecting = (async () => failing()) as () => void;
  const logger = { debug: failing, info: failing, warn: rejecting, error: failing };
  const events = { request: failing };
  expect((await slack.v2({ logger, events }).users.get("U1")).id).toBe("U1");
});

test("an object of a class of one's own may listen", async () => {
  class Watcher {
    heard: string[] = [];
    request({ path }: { path: string }) {
      this.heard.push(path);
    }
  }
  const watcher = new Watcher();
  const slack = await startServer({ body: ada });
  await slack.v2({ events: watcher as ClientEvents }).users.get("U1");
  expect(watcher.heard).toEqual(["Users/U1"]);
});

test("a pause after a 429 counts as waiting", async () => {
  const slack = await startServer({ status: 429, headers: { "retry-after": "5" } }, { body: ada });
  const client = slack.v2({});
  await client.users.get("U1");
  expect(client.metrics()["GET Users/{id}"]).toMatchObject({ waiting: 0, waitedMs: 5000, retried: 1 });
});

test("the metrics count what each kind of request has come to", async () => {
  const slack = await startServer(
    { body: ada },
    v2Error(404, "no_such_user"),
    v2Error(503, "backend"),
    adaOf,
    { ...v2Error(429, "too_many_requests"), headers: { "retry-after": "5" } },
    { drop: true },
  );
  const client = slack.v2({ retryHandlers });
  await client.users.get("U1");
  await client.users.get("U2").catch(() => {});
  await client.users.get("U3");
  await client.users.delete("U4").catch(() => {});
  await client.users.get("U5").catch(() => {});
  const until = slack.clock.now() + 5000;
  expect(client.metrics()).toEqual({
    "GET Users/{id}": {
      completed: 5,
      ok: 2,
      refused: 2,
      failed: 1,
      retried: 1,
      lastMinute: 5,
      waiting: 0,
      waitedMs: 0,
    },
    "DELETE Users/{id}": {
      completed: 1,
      ok: 0,
      refused: 1,
      failed: 0,
      retried: 0,
      lastMinute: 1,
      waiting: 0,
      waitedMs: 0,
      rateLimitedUntil: until,
    },
  });
  slack.clock.pass(61_000);
  expect(client.metrics()["GET Users/{id}"]).toMatchObject({ completed: 5, lastMinute: 0 });
  expect(client.metrics()["DELETE Users/{id}"]?.rateLimitedUntil).toBeUndefined();
});

test("a call that is aborted under way got no answer", async () => {
  const slack = await startServer({ hang: true });
  const client = slack.v2({});
  const controller = new AbortController();
  const call = client.users.get("U1", { signal: controller.signal });
  while (slack.asked.length === 0) await new Promise(setImmediate);
  controller.abort();
  await expect(call).rejects.toThrow("was aborted while under way");
  expect(client.metrics()["GET Users/{id}"]).toMatchObject({ completed: 1, refused: 0, failed: 1 });
});

test("what a 429 holds is told of every kind that waits for it", async () => {
  const slack = await startServer(
    { body: ada },
    { body: engine },
    { ...v2Error(429, "too_many_requests"), headers: { "retry-after": "5" } },
  );
  const client = slack.v2({ retryHandlers: [] });
  await client.users.get("U1");
  await client.groups.rename("S1", "x");
  await client.users.list().catch(() => {});
  const until = slack.clock.now() + 5000;
  const held = Object.entries(client.metrics()).map(([kind, { rateLimitedUntil }]) => [
    kind,
    rateLimitedUntil,
  ]);
  expect(Object.fromEntries(held)).toEqual({
    "GET Users": until,
    "GET Users/{id}": until,
    "PATCH Groups/{id}": undefined,
  });
});

test("the client shows where it points, never its token", async () => {
  const slack = await startServer({ body: ada });
  const client = slack.v2({});
  expect(inspect(client)).toBe(`SlackScimClient(${slack.url}v2/)`);
  expect(
    inspect(client, { depth: 9, showHidden: true, customInspect: false }) + JSON.stringify(client),
  ).not.toContain("xoxp");
});

test("Slack's clock is known from the last answer", async () => {
  const slack = await startServer({ body: ada, headers: { date: "Sun, 01 Mar 2026 15:00:00 GMT" } });
  const client = slack.v2({});
  expect(client.serverNow()).toBe(slack.clock.now());
  await client.users.get("U1");
  slack.clock.pass(500);
  expect(client.serverNow()).toBe(Date.parse("2026-03-01T15:00:00Z") + 500);
});

test("a listener whose promise is rejected is logged, and harms nothing", async () => {
  const { logger, lines } = keepLog();
  const slack = await startServer({ body: ada });
  const request = async () => {
    throw new Error("mine");
  };
  expect((await slack.v2({ logger, events: { request } }).users.get("U1")).id).toBe("U1");
  expect(lines.map(([level, message]) => `${level}: ${message}`)).toContain(
    "error: The listener for request failed: Error: mine",
  );
});
