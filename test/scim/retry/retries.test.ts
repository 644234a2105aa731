import {
  BackoffRetryIntervalCalculator,
  builtinRetryHandlers,
  ConnectionErrorRetryHandler,
  FixedValueRetryIntervalCalculator,
  isRateLimited,
  NoJitter,
  RandomJitter,
  RateLimitErrorRetryHandler,
  RetryHandler,
  type RetryRequest,
  type RetryState,
  ServerErrorRetryHandler,
  systemClock,
} from "../../../provider/scim";
import { ada, v1Error, v2Error } from "../support/bodies";
import { type Reply, startServer, tooLate } from "../support/server";

const ok: Reply = { body: ada };
const busy: Reply = { ...v2Error(503, "backend_down") };
const limited = (retryAfter?: string): Reply => ({
  ...v2Error(429, "too_many_requests"),
  headers: {
    date: "Sun, 01 Mar 2026 12:00:00 GMT",
    ...(retryAfter === undefined ? {} : { "retry-after": retryAfter }),
  },
});
const half = new BackoffRetryIntervalCalculator({ jitter: new NoJitter() });
const fixed = new FixedValueRetryIntervalCalculator(100);

test.each([
  ["whole seconds", "7", 7000],
  ["decimals", "1.5", 1500],
  ["a date by Slack's clock", "Sun, 01 Mar 2026 12:00:09 GMT", 9000],
  ["a date as computers write it", "2026-03-01T12:00:09Z", 9000],
  ["a date in the past", "Sun, 01 Mar 2026 11:00:00 GMT", 1000],
  ["no time at all", "0", 1000],
  ["nothing readable", "soon-ish", 1000],
  ["a negative number", "-5", 1000],
  ["a number that would be a year before Christ", "-2030", 1000],
  ["no header at all", undefined, 1000],
  ["an hour, cut to the longest wait", "3600", 300_000],
])("a 429 whose Retry-After is %s is waited for", async (_what, header, waitMs) => {
  const slack = await startServer(limited(header), ok);
  expect((await slack.v2({}).users.get("U1")).id).toBe("U1");
  expect(slack.clock.slept).toEqual([waitMs]);
});

test("a Retry-After that is a date counts by Slack's clock, not by ours", async () => {
  const slack = await startServer(limited("Sun, 01 Mar 2026 12:00:09 GMT"), ok);
  slack.clock.pass(3_600_000);
  await slack.v2({}).users.get("U1");
  expect(slack.clock.slept).toEqual([9000]);
});

test.each([
  ["empty", ""],
  ["HTML", "<html>slow down</html>"],
  ["a web API error", '{"ok":false,"error":"ratelimited"}'],
])("a 429 whose body is %s is waited for as well", async (_what, body) => {
  const slack = await startServer(
    { ...limited("2"), body, headers: { "retry-after": "2", "content-type": "text/html" } },
    ok,
  );
  await slack.v2({}).users.get("U1");
  expect(slack.clock.slept).toEqual([2000]);
});

test("a 429 that outlasts its handler is an error that says how long Slack asked to wait", async () => {
  const slack = await startServer(limited("7"));
  const retryHandlers = [new RateLimitErrorRetryHandler({ maxRetryCount: 2 })];
  const error = await slack
    .v2({ retryHandlers })
    .users.get("U1")
    .catch((error) => error);
  expect(isRateLimited(error)).toBe(true);
  expect(error).toMatchObject({ retryAfterSeconds: 7, attempts: 3, slackCode: "too_many_requests" });
});

test("a 429 for ever is an error after fifteen minutes of pauses, by each call's own sum", async () => {
  const slack = await startServer(limited("300"));
  const client = slack.v2({});
  for (const _each of [1, 2]) {
    const begunAt = slack.clock.now();
    await expect(client.users.get("U1")).rejects.toMatchObject({ status: 429, attempts: 4 });
    slack.clock.pass(300_000); // what the last 429 holds
    expect(slack.clock.now() - begunAt).toBe(1_200_000);
  }
});

test.each([
  [10_000, 2],
  [9999, 1],
  [0, 1],
])("pauses of 10 seconds within %i ms in all make %i attempts", async (maxTotalRetryAfterMs, attempts) => {
  const slack = await startServer(limited("10"));
  const retryHandlers = [new RateLimitErrorRetryHandler({ maxTotalRetryAfterMs })];
  await expect(slack.v2({ retryHandlers }).users.get("U1")).rejects.toMatchObject({ attempts });
});

test("a 429 is waited for as long as it takes where that is wanted, and nonsense is refused", async () => {
  const slack = await startServer(...Array.from({ length: 19 }, () => limited("300")), ok);
  const retryHandlers = [new RateLimitErrorRetryHandler({ maxTotalRetryAfterMs: Number.POSITIVE_INFINITY })];
  expect((await slack.v2({ retryHandlers }).users.get("U1")).id).toBe("U1");
  for (const maxTotalRetryAfterMs of [-1, Number.NaN, "5" as never])
    expect(() => new RateLimitErrorRetryHandler({ maxTotalRetryAfterMs })).toThrow(
      "maxTotalRetryAfterMs must",
    );
});

test.each<[string, Reply, number]>([
  ["a 429", limited(), 21],
  ["a server error", busy, 4],
  ["a broken connection", { drop: true }, 4],
])("unless told, %s is met with its own number of attempts", async (_what, reply, attempts) => {
  const slack = await startServer(reply);
  await expect(slack.v2({ totalTimeoutMs: 3_600_000 }).users.get("U1")).rejects.toMatchObject({ attempts });
});

test("unless told, all attempts of a call have five minutes, and one has thirty seconds", async () => {
  for (const [pauseMs, pauses] of [
    [150_000, 1], // a second one would end with the five minutes
    [149_000, 2],
  ] as const) {
    const slack = await startServer(busy);
    const intervalCalculator = new FixedValueRetryIntervalCalculator(pauseMs);
    const retryHandlers = [new ServerErrorRetryHandler({ maxRetryCount: 9, intervalCalculator })];
    await expect(slack.v2({ retryHandlers }).users.get("U1")).rejects.toMatchObject({ status: 503 });
    expect(slack.clock.slept).toHaveLength(pauses);
  }
  const timers = jest.spyOn(globalThis, "setTimeout");
  const slack = await startServer(ok);
  await slack.v2({}).users.get("U1");
  expect(timers.mock.calls.map(([, ms]) => ms)).toContain(30_000);
  timers.mockRestore();
});

test("each handler has its own count: a 429, then a 503, then a broken connection are all survived", async () => {
  const slack = await startServer(limited("1"), busy, { drop: true }, ok);
  const once = { maxRetryCount: 1, intervalCalculator: fixed };
  const retryHandlers = [
    new RateLimitErrorRetryHandler(once),
    new ServerErrorRetryHandler(once),
    new ConnectionErrorRetryHandler(once),
  ];
  expect((await slack.v2({ retryHandlers }).users.get("U1")).id).toBe("U1");
  expect(slack.clock.slept).toEqual([1000, 100, 100]);
});

test.each([500, 502, 503, 504])("a %i is tried again with growing pauses", async (status) => {
  const slack = await startServer(
    v2Error(status, "backend"),
    v2Error(status, "backend"),
    v2Error(status, "backend"),
    ok,
  );
  const retryHandlers = [new ServerErrorRetryHandler({ intervalCalculator: half })];
  await slack.v2({ retryHandlers }).users.get("U1");
  expect(slack.clock.slept).toEqual([500, 1000, 2000]);
});

test("a 503 that says how long it takes is given that long", async () => {
  const slack = await startServer({ ...busy, headers: { "retry-after": "4" } }, ok);
  await slack
    .v2({ retryHandlers: [new ServerErrorRetryHandler({ intervalCalculator: half })] })
    .users.get("U1");
  expect(slack.clock.slept).toEqual([4000]);
});

test("a server error whose Retry-After begins like a number pauses as if it said nothing", async () => {
  const slack = await startServer({ ...busy, headers: { "retry-after": "7 seconds" } }, ok);
  const retryHandlers = [new ServerErrorRetryHandler({ intervalCalculator: half })];
  await slack.v2({ retryHandlers }).users.get("U1");
  expect(slack.clock.slept).toEqual([500]);
});

test("a pause of hundredths of a second is waited for to the millisecond", async () => {
  const slack = await startServer(limited("0.25"), ok);
  await slack.v2({}).users.get("U1");
  expect(slack.clock.slept).toEqual([250]);
});

test("the handler of connection errors leaves answers to others, whatever they say", async () => {
  for (const reply of [busy, limited("1"), v2Error(400, "invalid_query")]) {
    const slack = await startServer(reply, ok);
    const retryHandlers = [new ConnectionErrorRetryHandler()];
    await expect(slack.v2({ retryHandlers }).users.get("U1")).rejects.toMatchObject({ attempts: 1 });
  }
});

test.each([
  [
    "a 429",
    class extends RateLimitErrorRetryHandler {
      override canRetryCustom(): boolean {
        return true;
      }
    },
  ],
  [
    "a server error",
    class extends ServerErrorRetryHandler {
      override canRetryCustom(): boolean {
        return true;
      }
    },
  ],
])("a handler of %s that is widened to broken connections pauses by its calculator", async (_what, Wider) => {
  const slack = await startServer({ drop: true }, ok);
  await slack.v2({ retryHandlers: [new Wider({ intervalCalculator: fixed })] }).users.get("U1");
  expect(slack.clock.slept).toEqual([100]);
});

test("a handler that may repeat a call no time at all never does", async () => {
  const slack = await startServer(busy, ok);
  const retryHandlers = [new ServerErrorRetryHandler({ maxRetryCount: 0 })];
  await expect(slack.v2({ retryHandlers }).users.get("U1")).rejects.toMatchObject({
    status: 503,
    attempts: 1,
  });
});

test("a handler that decides by canRetry alone needs no rule beside it", async () => {
  class Twice extends RetryHandler {
    declare canRetryCustom: () => boolean;
    override canRetry(state: RetryState): boolean {
      return state.currentAttempt < 2;
    }
  }
  const slack = await startServer(busy, busy, ok);
  await slack.v2({ retryHandlers: [new Twice({ intervalCalculator: fixed })] }).users.get("U1");
  expect(slack.clock.slept).toEqual([100, 100]);
});

test.each([
  ["400", v2Error(400, "invalid_query")],
  ["401", v1Error(401, "invalid_authentication")],
  ["404", v2Error(404, "no_such_user")],
  ["409", v2Error(409, "email_taken")],
  ["501", v2Error(501, "not_implemented")],
])("a %s is not tried again", async (_status, reply) => {
  const slack = await startServer(reply);
  await expect(slack.v2({}).users.get("U1")).rejects.toThrow("was refused");
  expect(slack.log()).toEqual(["GET Users/U1"]);
});

test("an empty list of handlers never retries", async () => {
  const slack = await startServer(busy);
  await expect(slack.v2({ retryHandlers: [] }).users.get("U1")).rejects.toThrow("503");
  expect(slack.log()).toHaveLength(1);
});

test("a connection that breaks is tried again for every verb that may be repeated", async () => {
  for (const call of ["get", "delete", "deactivate"] as const) {
    const slack = await startServer({ drop: true }, ok);
    await slack.v2({}).users[call]("U1");
    expect(slack.log()).toHaveLength(2);
  }
});

test("an answer that breaks off half-way is tried again", async () => {
  const slack = await startServer(
    { body: '{"id":', headers: { "content-length": "500", connection: "close" } },
    ok,
  );
  expect((await slack.v2({}).users.get("U1")).id).toBe("U1");
});

test("a read time-out is tried again", async () => {
  const slack = await startServer(tooLate(), ok);
  expect((await slack.v2({}).users.get("U1")).id).toBe("U1");
  expect(slack.log()).toHaveLength(2);
});

test("the handlers are asked in order, and the first that wants another attempt decides when", async () => {
  const slack = await startServer(busy, ok);
  const events: string[] = [];
  const [second, third] = [7000, 9000].map((ms) => new FixedValueRetryIntervalCalculator(ms));
  const retryHandlers = [
    new RateLimitErrorRetryHandler(),
    new ServerErrorRetryHandler({ intervalCalculator: second }),
    new ServerErrorRetryHandler({ intervalCalculator: third }),
  ];
  const client = slack.v2({ retryHandlers, events: { retry: ({ handler }) => void events.push(handler) } });
  await client.users.get("U1");
  expect(slack.clock.slept).toEqual([7000]);
  expect(events).toEqual(["ServerErrorRetryHandler"]);
});

class WhileInviting extends RetryHandler {
  readonly states: RetryState[] = [];

  protected canRetryCustom(
    state: RetryState,
    request: { path: string },
    _response: unknown,
    error: Error,
  ): boolean {
    state.customValues.asked = ((state.customValues.asked as number) ?? 0) + 1;
    this.states.push({ ...state, customValues: { ...state.customValues } });
    return request.path === "Users" && error.message.includes("invited_user_not_created");
  }
}

test("a handler of one's own sees request, error and a state of its own for each call", async () => {
  const slack = await startServer(
    v2Error(400, "invited_user_not_created"),
    v2Error(400, "invited_user_not_created"),
    {
      status: 201,
      body: ada,
    },
  );
  const inviting = new WhileInviting({ maxRetryCount: 2, intervalCalculator: fixed });
  const client = slack.v2({ retryHandlers: [...builtinRetryHandlers(), inviting] });
  await client.users.create({ userName: "ada", emails: [{ value: "ada@example.com" }] });
  expect(inviting.states).toEqual([
    { currentAttempt: 0, handlerAttempts: 0, customValues: { asked: 1 } },
    { currentAttempt: 1, handlerAttempts: 1, customValues: { asked: 2 } },
  ]);
  expect(slack.clock.slept).toEqual([100, 100]);
});

test("a handler of one's own sees neither token nor password, and cannot change the request", async () => {
  const seen: unknown[] = [];
  class Nosy extends RetryHandler {
    canRetryCustom(_state: RetryState, request: RetryRequest): boolean {
      seen.push(request);
      Object.assign(request, { method: "DELETE", path: "Users/U2", url: "http://127.0.0.1:1/" });
      return true;
    }
  }
  const slack = await startServer(v2Error(400, "invited_user_not_created"), { status: 201, body: ada });
  const client = slack.v2({ retryHandlers: [new Nosy({ intervalCalculator: fixed })] });
  const emails = [{ value: "ada@example.com" }];
  await client.users.create({ userName: "ada", emails, password: "hunter2" });
  expect(slack.log()).toEqual(["POST Users", "POST Users"]);
  expect(JSON.stringify(seen)).not.toMatch(/xoxp|hunter2/);
});

test("a handler of one's own that never decides is ended by the deadline", async () => {
  class Undecided extends RateLimitErrorRetryHandler {
    override prepareForNextAttempt(): never {
      return new Promise(() => {}) as never;
    }
  }
  const slack = await startServer(limited("1"));
  const client = slack.v2({ clock: systemClock, retryHandlers: [new Undecided()] });
  await expect(client.users.get("U1", { deadlineMs: 50 })).rejects.toMatchObject({
    code: "slack_scim_timeout_error",
  });
});

test("the pauses of all attempts together stay within totalTimeoutMs", async () => {
  const slack = await startServer(busy);
  const retryHandlers = [new ServerErrorRetryHandler({ maxRetryCount: 99, intervalCalculator: half })];
  await expect(slack.v2({ retryHandlers, totalTimeoutMs: 4000 }).users.get("U1")).rejects.toThrow(
    "after 4 attempts",
  );
  expect(slack.clock.slept).toEqual([500, 1000, 2000]);
});

test("waiting for a 429 is no time-out, however long it lasts", async () => {
  const slack = await startServer(limited("200"), limited("200"), ok);
  expect((await slack.v2({ totalTimeoutMs: 1000 }).users.get("U1")).id).toBe("U1");
});

test("the time that Slack takes to answer 429 is no time of the call either", async () => {
  const slow = (reply: Reply) => () => {
    slack.clock.pass(400);
    return reply;
  };
  const slack: Awaited<ReturnType<typeof startServer>> = await startServer(
    ...Array.from({ length: 3 }, () => slow(limited("1"))),
    ok,
  );
  expect((await slack.v2({ totalTimeoutMs: 1000 }).users.get("U1")).id).toBe("U1");
  expect(slack.log()).toHaveLength(4);
});

test("backoff doubles up to its bound, and jitter adds up to a second", () => {
  const jitter = new RandomJitter(() => 0.25);
  const backoff = new BackoffRetryIntervalCalculator({ backoffFactorMs: 500, maxIntervalMs: 5000, jitter });
  expect([0, 1, 2, 3, 4, 9].map((attempt) => backoff.calculateSleepDuration(attempt))).toEqual([
    750, 1250, 2250, 4250, 5250, 5250,
  ]);
  expect(new RandomJitter(() => 0.999).recalculate(0)).toBe(999);
  expect(new FixedValueRetryIntervalCalculator().calculateSleepDuration()).toBe(500);
});

test("a handler that says no pause is refused by name", async () => {
  class Careless extends WhileInviting {
    protected override canRetryCustom(): boolean {
      return true;
    }
    override prepareForNextAttempt(): number {
      return undefined as never;
    }
  }
  const slack = await startServer(busy, ok);
  await expect(slack.v2({ retryHandlers: [new Careless()] }).users.get("U1")).rejects.toThrow(
    "Careless.prepareForNextAttempt() must be a number of milliseconds from 0, but got undefined",
  );
  expect(slack.log()).toHaveLength(1);
});

test("a handler that is added to the client later is asked as well, and what is none is refused then", async () => {
  const slack = await startServer({ ...v2Error(400, "invalid_attribute_format") }, { body: ada });
  const client = slack.v2({ retryHandlers: [] });
  class Stubborn extends RetryHandler {
    override canRetryCustom(state: RetryState): boolean {
      return state.currentAttempt < 1;
    }
  }
  client.retryHandlers.push(new Stubborn());
  expect((await client.users.get("U1")).id).toBe("U1");
  expect(slack.log()).toHaveLength(2);

  const failing = await startServer(busy);
  const wrong = failing.v2({ retryHandlers: [] });
  wrong.retryHandlers.push({} as RetryHandler);
  await expect(wrong.users.get("U1")).rejects.toThrow(
    "retryHandlers[0] must be an object with canRetry, prepareForNextAttempt, but got an object",
  );
  expect(failing.log()).toEqual([]);
});

test("what is no handler and is added while a call is under way is refused once the handlers are asked", async () => {
  const slack = await startServer(() => {
    client.retryHandlers.push({} as RetryHandler);
    return busy;
  });
  const client = slack.v2({ retryHandlers: [] });
  const calls = await Promise.allSettled([client.users.get("U1"), client.users.get("U2")]);
  for (const call of calls)
    expect(call).toMatchObject({
      reason: { code: "slack_scim_argument_error", argument: "retryHandlers[0]" },
    });
  await expect(client.users.get("U3")).rejects.toMatchObject({ argument: "retryHandlers[0]" });
  expect(slack.log().sort()).toEqual(["GET Users/U1", "GET Users/U2"]);
});

test("the list of handlers that a client was made with stays its maker's", async () => {
  const slack = await startServer({ body: ada });
  const mine: RetryHandler[] = [];
  slack.v2({ retryHandlers: mine }).retryHandlers.push(new ServerErrorRetryHandler());
  expect(mine).toEqual([]);
});
