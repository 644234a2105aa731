import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { Forecaster, steadyMs } from "../../../provider/scim/limits/forecast";
import { keptLimiters, knownTokens, Limiter } from "../../../provider/scim/limits/limiter";
import { endpointOf, limitNameOf, resourceOf } from "../../../provider/scim/limits/table";
import { ada, adaOf, engine, v2Error } from "../support/bodies";
import { testClock } from "../support/clock";
import { startServer } from "../support/server";
import { virtualClock } from "../support/virtual-clock";

/** What Slack publishes, written down here a second time: the client's own table could not catch a mistake in itself. */
const ENDPOINT_LIMITS = {
  "GET Users/{id}": { perMinute: 300, burst: 300 },
  "POST Users": { perMinute: 180, burst: 20 },
  "PUT/PATCH Users/{id}": { perMinute: 180, burst: 20 },
  "DELETE Users/{id}": { perMinute: 180, burst: 20 },
  "GET Groups/{id}": { perMinute: 300, burst: 300 },
  "POST Groups": { perMinute: 180, burst: 20 },
  "PUT/PATCH Groups/{id}": { perMinute: 180, burst: 80 },
  "DELETE Groups/{id}": { perMinute: 180, burst: 20 },
};
const SET_LIMITS = { writes: { perMinute: 600, burst: 180 }, reads: { perMinute: 1000, burst: 1000 } };

const KINDS = Object.keys(ENDPOINT_LIMITS).flatMap((name) =>
  name.startsWith("PUT/PATCH") ? [name.replace("PUT/", ""), name.replace("/PATCH", "")] : [name],
);
const WRITES = KINDS.filter((kind) => !kind.startsWith("GET"));

/** After a 429 the pace is this part of what it was, and at least that part of the whole; all of it takes so long to come back. */
const [CUT, LEAST, WHOLE_AGAIN_MS] = [0.7, 0.25, 120_000];

/** When each request was let go, milliseconds, by the limiter in virtual time. */
async function departures(
  kinds: string[],
  pace = { speed: 1, share: 1 },
): Promise<{ kind: string; atMs: number }[]> {
  const clock = virtualClock();
  const limiter = new Limiter(clock);
  limiter.slowDownTo(pace);
  const gone: { kind: string; atMs: number }[] = [];
  await Promise.all(
    kinds.map(async (kind) => {
      await limiter.acquire(kind);
      gone.push({ kind, atMs: clock.now() });
    }),
  );
  return gone;
}

/** By how much the fullest stretch of time exceeds `burst + perMinute * minutes`; at most 0 when never over. */
function excess(times: number[], { perMinute, burst }: { perMinute: number; burst: number }): number {
  let worst = Number.NEGATIVE_INFINITY;
  let lead = Number.NEGATIVE_INFINITY;
  times.forEach((atMs, index) => {
    const earned = (atMs * perMinute) / 60_000;
    lead = Math.max(lead, earned - index);
    worst = Math.max(worst, index + 1 - earned + lead - burst);
  });
  return worst;
}

const mixed = (count: number, kinds: string[]) =>
  Array.from({ length: count }, (_, at) => kinds[at % kinds.length] ?? "");

test("10,000 mixed writes go at 98 % or more of what Slack's table permits, and never over it", async () => {
  const gone = await departures(mixed(10_000, WRITES));
  const { perMinute, burst } = SET_LIMITS.writes;
  const fastestMs = ((10_000 - burst) / perMinute) * 60_000;
  expect(fastestMs / (gone.at(-1)?.atMs ?? 0)).toBeGreaterThanOrEqual(0.98);
  expect(
    excess(
      gone.map(({ atMs }) => atMs),
      SET_LIMITS.writes,
    ),
  ).toBeLessThan(0.001);
  for (const [name, limit] of Object.entries(ENDPOINT_LIMITS)) {
    const times = gone.filter(({ kind }) => limitNameOf(kind) === name).map(({ atMs }) => atMs);
    expect(excess(times, limit)).toBeLessThan(0.001);
  }
});

test.each<[string, number, number]>([
  ["GET Users", 1000, 180],
  ["GET Users/U1", 300, 600],
  ["POST Users", 20, 1000],
  ["PUT Users/U1", 20, 1000],
  ["PATCH Users/U1", 20, 1000],
  ["DELETE Users/U1", 20, 1000],
  ["GET Groups", 1000, 180],
  ["GET Groups/S1", 300, 600],
  ["POST Groups", 20, 1000],
  ["PUT Groups/S1", 80, 1000],
  ["PATCH Groups/S1", 80, 1000],
  ["DELETE Groups/S1", 20, 1000],
  ["POST Bulk", 180, 300],
])(
  "as Slack publishes it, %s goes %i times at once, and three more take %i ms",
  async (kind, atOnce, threeTakeMs) => {
    const slack = await startServer({ status: 204 });
    const clock = testClock(0); // so near to 0 that thirds of a millisecond add up
    const client = slack.v2({ limits: "slack", budgetShare: 1, clock });
    const [method, path] = kind.split(" ") as ["GET", string];
    await Promise.all(Array.from({ length: atOnce }, () => client.request({ method, path })));
    expect(clock.slept).toEqual([]);
    for (let sent = 0; sent < 3; sent += 1) await client.request({ method, path });
    expect(Math.round(clock.now())).toBe(threeTakeMs);
  },
);

test("unless told, four fifths of Slack's limits are used", async () => {
  const slack = await startServer({ status: 204 });
  const clock = testClock(0);
  const client = slack.v2({ limits: undefined, clock });
  for (let sent = 0; sent < 17; sent += 1) await client.request({ method: "DELETE", path: `Users/U${sent}` });
  expect(clock.slept.map(Math.round)).toEqual([417]); // 60,000 / (180 * 0.8)
  expect(slack.asked).toHaveLength(17);
});

test("of the two levels the stricter one binds: one endpoint alone goes at its own rate, not at the organization's", async () => {
  const gone = await departures(mixed(1000, ["POST Users"]));
  const { perMinute, burst } = { perMinute: 180, burst: 20 };
  expect(gone.at(-1)?.atMs).toBeCloseTo(((1000 - burst) / perMinute) * 60_000, 0);
});

test("PUT and PATCH of the same kind draw on one limit", async () => {
  const gone = await departures(mixed(100, ["PUT Users/{id}", "PATCH Users/{id}"]));
  expect(gone.filter(({ atMs }) => atMs === 0)).toHaveLength(20);
});

test("lists are limited by the organization's reads alone", async () => {
  const gone = await departures(mixed(1100, ["GET Users", "GET Schemas"]));
  expect(gone.filter(({ atMs }) => atMs === 0)).toHaveLength(1000);
});

test("a share of the budget cuts rate and burst alike", async () => {
  const gone = await departures(mixed(100, ["POST Users"]), { speed: 1, share: 0.5 });
  expect(gone.filter(({ atMs }) => atMs === 0)).toHaveLength(10);
  expect(gone.at(-1)?.atMs).toBeCloseTo((90 / 90) * 60_000, 0);
});

test("limits so many times faster leave the burst as it is", async () => {
  const gone = await departures(mixed(80, ["POST Users"]), { speed: 60, share: 1 });
  expect(gone.filter(({ atMs }) => atMs === 0)).toHaveLength(20);
  expect(gone.at(-1)?.atMs).toBe(Math.ceil((60 / 180) * 1000));
});

test("requests of one kind go in the order in which they came", async () => {
  const clock = virtualClock();
  const limiter = new Limiter(clock);
  limiter.slowDownTo({ speed: 1, share: 1 });
  const order: number[] = [];
  const ask = async (at: number) => {
    await limiter.acquire("POST Users");
    order.push(at);
  };
  await Promise.all(Array.from({ length: 60 }, (_, at) => ask(at)));
  expect(order).toEqual(Array.from({ length: 60 }, (_, at) => at));
});

test("whatever is asked in whatever order, neither level is ever exceeded", async () => {
  const asked = fc.array(fc.constantFrom(...KINDS), { minLength: 1, maxLength: 400 });
  const pace = fc.record({ speed: fc.constantFrom(1, 7, 60), share: fc.constantFrom(0.1, 0.8, 1) });
  await fc.assert(
    fc.asyncProperty(asked, pace, async (kinds, { speed, share }) => {
      const gone = await departures(kinds, { speed, share });
      expect(gone).toHaveLength(kinds.length);
      const paced = (limit: { perMinute: number; burst: number }) => ({
        perMinute: limit.perMinute * speed * share,
        burst: Math.max(1, limit.burst * share),
      });
      for (const [name, limit] of Object.entries(ENDPOINT_LIMITS)) {
        const times = gone.filter(({ kind }) => limitNameOf(kind) === name).map(({ atMs }) => atMs);
        if (times.length > 0) expect(excess(times, paced(limit))).toBeLessThan(0.001);
      }
      const writes = gone.filter(({ kind }) => !kind.startsWith("GET")).map(({ atMs }) => atMs);
      if (writes.length > 0) expect(excess(writes, paced(SET_LIMITS.writes))).toBeLessThan(0.001);
    }),
    { numRuns: 30, seed: 20_260_103 },
  );
});

test("a forecast takes as long as the limiter does, whatever is asked", async () => {
  const counts = fc.dictionary(fc.constantFrom(...KINDS, "GET Users"), fc.integer({ min: 1, max: 150 }), {
    minKeys: 1,
    maxKeys: 5,
  });
  const pace = fc.record({ speed: fc.constantFrom(1, 7), share: fc.constantFrom(0.1, 0.8, 1) });
  await fc.assert(
    fc.asyncProperty(counts, pace, async (requests, { speed, share }) => {
      const kinds = Object.entries(requests).flatMap(([kind, count]) => mixed(count, [kind]));
      const gone = await departures(kinds, { speed, share });
      const lastMs = Math.max(...gone.map(({ atMs }) => atMs));
      const { ms, limit } = new Forecaster({ speed, share }).add(requests);
      expect(Math.abs(ms - lastMs)).toBeLessThanOrEqual(lastMs * 0.02 + 5);
      expect(limit === undefined).toBe(ms === 0);
    }),
    { numRuns: 60, seed: 20_261_130 },
  );
});

test("what was foretold before has used up the bursts", () => {
  const forecaster = new Forecaster({ speed: 1, share: 1 });
  expect(forecaster.add({ "POST Users": 20 })).toEqual({ ms: 0 });
  expect(forecaster.add({ "POST Users": 3 })).toEqual({ ms: 1000, limit: "POST Users" });
  expect(forecaster.add({})).toEqual({ ms: 0 });
});

test("without bursts the strictest limit says how long it takes, and a set can be it", () => {
  const all = { speed: 1, share: 1 };
  expect(steadyMs({ "POST Users": 180 }, all)).toBe(60_000);
  expect(steadyMs({ "POST Users": 180, "POST Groups": 180 }, all)).toBe(60_000);
  const four = { "POST Users": 180, "POST Groups": 180, "DELETE Users/{id}": 180, "DELETE Groups/{id}": 180 };
  expect(steadyMs(four, all)).toBe(72_000);
  expect(steadyMs({ "POST Users": 180 }, { speed: 1, share: 0.5 })).toBe(120_000);
  expect(steadyMs({}, all)).toBe(0);
});

test("what a 429 has lowered takes as much longer", () => {
  const requests = { "POST Users": 180, "PATCH Groups/{id}": 180 };
  expect(steadyMs(requests, { speed: 1, share: 1 }, new Map([["POST Users", 90]]))).toBe(120_000);
});

test("who waits is told which limit binds, the endpoint's own or that of all writes", async () => {
  const waitsFor = async (kinds: string[]) => {
    const slack = await startServer({ status: 204 });
    const client = slack.v2({ limits: "slack", budgetShare: 1, clock: { ...stoppedClock() } });
    const calls = kinds.map((kind) => {
      const [method, path] = kind.split(" ") as ["GET", string];
      return client.request({ method, path }, { signal: waiting.signal }).catch(() => {});
    });
    const told = Object.entries(client.metrics()).map(([kind, metrics]) => [kind, metrics.waitsFor]);
    waiting.abort();
    await Promise.all(calls);
    return { told, after: Object.values(client.metrics()).map((metrics) => metrics.waitsFor) };
  };
  let waiting = new AbortController();
  expect(await waitsFor(mixed(21, ["POST Users"]))).toEqual({
    told: [["POST Users", { limit: "POST Users", perMinute: 180 }]],
    after: [undefined],
  });
  waiting = new AbortController();
  expect(await waitsFor(mixed(181, ["POST Bulk"]))).toMatchObject({
    told: [["POST other", { limit: "writes", perMinute: 600 }]],
  });
});

test("of a kind with a limit of its own the organization's binds where that one is used up, and none without limits", () => {
  const limiter = new Limiter(stoppedClock());
  expect(limiter.bindingLimit("POST Users")).toBeUndefined();
  limiter.slowDownTo({ speed: 1, share: 1 });
  expect(goingAtOnce(limiter, "POST other")).toBe(180);
  expect(limiter.bindingLimit("POST Users")).toEqual({ limit: "writes", perMinute: 600 });
});

test("a kind is held until the end of its pause, and no longer", () => {
  const clock = stoppedClock();
  const limiter = new Limiter(clock);
  expect(limiter.heldUntilMs("POST Users")).toBeUndefined();
  const untilMs = clock.now() + 9000;
  limiter.hold("POST Users", untilMs, clock.now());
  clock.pass(8999);
  expect(limiter.heldUntilMs("POST Users")).toBe(untilMs);
  clock.pass(1);
  expect(limiter.heldUntilMs("POST Users")).toBeUndefined();
});

test.each<[string, "off" | number, number[]]>([
  ["off", "off", []],
  ["sixty times Slack's", 60, [6]],
])("with limits that are %s, twenty-one creates wait as long as that says", async (_how, limits, slept) => {
  const slack = await startServer({ body: ada });
  const clock = testClock(0);
  const client = slack.v2({ limits, budgetShare: 1, clock });
  for (let at = 0; at < 21; at += 1) await client.users.create({ userName: `p${at}`, emails: ada.emails });
  expect(clock.slept).toEqual(slept);
});

test("a request is known by its verb and its path without the id", () => {
  expect(endpointOf("PATCH", "Users/U1")).toBe("PATCH Users/{id}");
  expect(endpointOf("GET", "Users")).toBe("GET Users");
  expect(endpointOf("GET", "Schemas/Users")).toBe("GET Schemas/Users");
  expect(limitNameOf("POST Users/")).toBe("POST Users");
});

test.each([
  ["GET", "Groups/S1", "GET Groups/{id}"],
  ["GET", "ServiceProviderConfig", "GET ServiceProviderConfig"],
  ["GET", "ServiceProviderConfigs", "GET ServiceProviderConfigs"],
  ["GET", "ResourceTypes", "GET ResourceTypes"],
  ["GET", "Schemas", "GET Schemas"],
  ["GET", "schemas/groups", "GET Schemas/Groups"],
  ["DELETE", "/users//U1", "DELETE Users/{id}"],
  ["GET", "Users/", "GET Users"],
  ["POST", "Bulk/U1", "POST other"],
  ["DELETE", "Groups/S1/members", "DELETE Groups/{id}"],
  ["GET", "%55sers", "GET Users"],
  ["GET", "", "GET other"],
  ["HEAD", "Users/U1", "HEAD other"],
])("%s %s counts as %s", (method, path, kind) => {
  expect(endpointOf(method, path)).toBe(kind);
});

test("a limiter is as good as new only once nobody waits, nothing is held, and all that was taken has come back", async () => {
  const clock = stoppedClock();
  const limiter = new Limiter(clock);
  limiter.slowDownTo({ speed: 1, share: 1 });
  expect(limiter.isIdle()).toBe(true);
  limiter.acquire("POST Users");
  expect(limiter.isIdle()).toBe(false);
  clock.pass(60_000);
  expect(limiter.isIdle()).toBe(true);
  limiter.hold("POST Users", clock.now() + 9000, clock.now());
  expect(limiter.isIdle()).toBe(false);
  const controller = new AbortController();
  const waiting = limiter.acquire("POST Users", controller.signal);
  clock.pass(600_000);
  expect(limiter.isIdle()).toBe(false);
  controller.abort(new Error("no more"));
  await expect(waiting).rejects.toThrow("no more");
  expect(limiter.isIdle()).toBe(true);
});

test("a limiter that is held for long is not as good as new, however often it is asked", () => {
  const clock = stoppedClock();
  const limiter = new Limiter(clock);
  limiter.slowDownTo({ speed: 1, share: 1 });
  limiter.hold("POST Users", clock.now() + 300_000, clock.now());
  for (const passedMs of [100_000, 100_000, 99_999]) {
    clock.pass(passedMs);
    expect(limiter.isIdle()).toBe(false);
  }
});

test("whoever comes when it is somebody's turn already goes behind them", async () => {
  const clock = stoppedClock();
  const limiter = new Limiter(clock);
  limiter.slowDownTo({ speed: 1, share: 1 });
  expect(goingAtOnce(limiter, "POST Users")).toBe(20);
  const controller = new AbortController();
  const first = limiter.acquire("POST Users", controller.signal);
  clock.pass(400);
  const second = limiter.acquire("POST Users", controller.signal);
  expect(second).toBeInstanceOf(Promise);
  controller.abort(new Error("no more"));
  expect(await Promise.allSettled([first, second])).toMatchObject([
    { status: "rejected" },
    { status: "rejected" },
  ]);
});

test("whoever asked first goes first, whichever limits they wait for", async () => {
  const clock = virtualClock();
  const limiter = new Limiter(clock);
  limiter.slowDownTo({ speed: 1, share: 1 });
  limiter.hold("POST Users", 9000, 0);
  limiter.hold("POST Groups", 9000, 0);
  const order: string[] = [];
  const kinds = ["POST Users", "POST Groups", "POST Users", "POST Groups"];
  await Promise.all(
    kinds.map(async (kind, at) => {
      await limiter.acquire(kind);
      order.push(`${kind} ${at}`);
    }),
  );
  expect(order).toEqual(kinds.map((kind, at) => `${kind} ${at}`));
});

test("whoever comes while others wait for longer goes when its own limit allows", async () => {
  const clock = virtualClock();
  const limiter = new Limiter(clock);
  limiter.slowDownTo({ speed: 1, share: 1 });
  limiter.hold("POST Users", 60_000, 0);
  const went: [string, number][] = [];
  const ask = async (kind: string) => {
    await limiter.acquire(kind);
    went.push([kind, clock.now()]);
  };
  const waiting = ask("POST Users");
  const others = Array.from({ length: 21 }, () => ask("POST Groups"));
  await Promise.all([waiting, ...others]);
  expect(went.slice(-2)).toEqual([
    ["POST Groups", 334],
    ["POST Users", 60_000],
  ]);
});

test("a call that is aborted before it asks for its turn takes none, and leaves nobody in the line", async () => {
  const clock = stoppedClock();
  const limiter = new Limiter(clock);
  limiter.slowDownTo({ speed: 1, share: 1 });
  limiter.hold("POST Users", clock.now() + 9000, clock.now());
  await expect(limiter.acquire("POST Users", AbortSignal.abort(new Error("gone")))).rejects.toThrow("gone");
  clock.pass(3_600_000);
  expect(limiter.isIdle()).toBe(true);
});

test.each([
  ["Users/U1", "users/u1"],
  ["%55sers/%551", "users/u1"],
  ["/Users//U1/", "users/u1"],
  ["Groups/S1%2e", "groups/s1."],
  ["Users/%zz", "users/%zz"],
])("%s reaches %s", (path, resource) => {
  expect(resourceOf(path)).toBe(resource);
});

test("a forecast names the limit that most of the time is waited for, and a kind asked for no time at all costs nothing", () => {
  const forecaster = new Forecaster({ speed: 1, share: 1 });
  expect(forecaster.add({ "POST Users": 22, "POST Groups": 200, "DELETE Users/{id}": 0 })).toMatchObject({
    limit: "POST Groups",
  });
  const another = new Forecaster({ speed: 1, share: 1 });
  expect(another.add({ "POST Users": 0 })).toEqual({ ms: 0 });
  expect(another.add({ "POST Users": 20 })).toEqual({ ms: 0 });
});

test("a faster pace makes the least time shorter", () => {
  expect(steadyMs({ "POST Users": 180 }, { speed: 60, share: 1 })).toBe(1000);
});

const refused = { ...v2Error(429, "too_many_requests"), headers: { "retry-after": "9" } };

test("a 429 delays every request of its kind, also another client's, and no other kind", async () => {
  const slack = await startServer(refused, adaOf);
  const [one, other] = [slack.v2({ retryHandlers: [] }), slack.v2({})];
  await expect(one.users.get("U1")).rejects.toThrow("429");
  await other.groups.get("S1").catch(() => {});
  expect(slack.clock.slept).toEqual([]);
  await other.users.get("U2");
  expect(slack.clock.slept).toEqual([9000]);
});

test("a 429 about a locked resource delays nobody else", async () => {
  const slack = await startServer(
    { ...v2Error(429, "resource_locked"), headers: { "retry-after": "9" } },
    { body: { ...engine, id: "S2" } },
  );
  await slack
    .v2({ retryHandlers: [] })
    .groups.rename("S1", "x")
    .catch(() => {});
  await slack.v2({}).groups.rename("S2", "y");
  expect(slack.clock.slept).toEqual([]);
});

test("clients with the same host and token share one budget, and the most careful of them decides", async () => {
  const slack = await startServer({ body: ada });
  const person = { userName: "ada", emails: [{ value: "ada@example.com" }] };
  const first = slack.v2({ limits: "slack", budgetShare: 0.5 });
  const second = slack.v2({ limits: "slack", budgetShare: 1 });
  for (let at = 0; at < 5; at += 1) {
    await first.users.create(person);
    await second.users.create(person);
  }
  expect(slack.clock.slept).toEqual([]);
  await first.users.create(person);
  expect(slack.clock.slept).toHaveLength(1);
  const stranger = slack.v2({ limits: "slack", token: "xoxp-other" });
  await stranger.users.create(person);
  expect(slack.clock.slept).toHaveLength(1);
});

test("a call that is aborted while it waits for its turn leaves the line, and is never sent", async () => {
  const slack = await startServer(refused, { body: ada });
  const controller = new AbortController();
  const waits: AbortSignal[] = [];
  const clock = {
    now: () => 0,
    sleep: (_ms: number, signal?: AbortSignal) =>
      new Promise<void>((_, reject) => {
        if (signal) waits.push(signal);
        signal?.addEventListener("abort", () => reject(signal.reason));
      }),
  };
  const client = slack.v2({ clock, retryHandlers: [] });
  await expect(client.users.get("U1")).rejects.toThrow("429");
  const waiting = client.users.get("U2", { signal: controller.signal });
  await new Promise(setImmediate);
  expect(client.metrics()["GET Users/{id}"]).toMatchObject({ waiting: 1, rateLimitedUntil: 9000 });
  controller.abort();
  await expect(waiting).rejects.toThrow("GET Users/U2 was aborted before it was sent");
  expect(slack.log()).toEqual(["GET Users/U1"]);
  expect(waits.every((signal) => signal.aborted)).toBe(true); // no timer is left
});

test("writes to one person go one after the other, those to others at once", async () => {
  const seen: string[][] = [];
  const slack = await startServer(async ({ path }) => {
    // The first write is answered once the write to somebody else is there: by then a second one would be, too.
    while (path === "Users/U1" && !slack.log().includes("DELETE Users/U2")) await new Promise(setImmediate);
    for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
    seen.push(slack.log());
    return { body: ada };
  });
  const [one, other] = [slack.v2({}), slack.v2({})];
  const writes = [1, 2, 3].map((at) => (at % 2 ? one : other).users.patch("U1", { title: `${at}` }));
  await Promise.all([...writes, one.users.delete("U2")]);
  expect(seen[0]?.sort()).toEqual(["DELETE Users/U2", "PATCH Users/U1"]);
  const titles = slack.asked
    .filter(({ path }) => path === "Users/U1")
    .map(({ body }) => /"(\d)"/.exec(body)?.[1]);
  expect(titles).toEqual(["1", "2", "3"]);
});

/** A clock that only moves when it is told to. */
function stoppedClock() {
  let now = Date.parse("2026-03-01T12:00:00Z");
  return {
    now: () => now,
    pass: (ms: number) => {
      now += ms;
    },
    sleep: (_ms: number, signal?: AbortSignal) =>
      new Promise<void>((_resolve, reject) => {
        signal?.addEventListener("abort", () => reject(signal.reason));
      }),
  };
}

/** How many requests of a kind may go at once. */
function goingAtOnce(limiter: Limiter, kind: string): number {
  const waiting = new AbortController();
  let gone = 0;
  while (limiter.acquire(kind, waiting.signal)?.catch(() => {}) === undefined) gone += 1;
  waiting.abort();
  return gone;
}

test("a pause counts once: after it no more go at once than the table permits", () => {
  const clock = stoppedClock();
  const limiter = new Limiter(clock);
  limiter.slowDownTo({ speed: 1, share: 1 });
  limiter.acquire("POST Users");
  clock.pass(10_000);
  expect(goingAtOnce(limiter, "POST Users")).toBe(20);
  expect(goingAtOnce(limiter, "POST Users")).toBe(0);
});

test("a 429 permits nothing by itself, however often it comes", () => {
  const clock = stoppedClock();
  const limiter = new Limiter(clock);
  limiter.slowDownTo({ speed: 1, share: 1 });
  let gone = goingAtOnce(limiter, "POST Users");
  for (let second = 0; second < 10; second += 1) {
    for (let at = 0; at < 10; at += 1) {
      clock.pass(100);
      limiter.hold("POST Users", clock.now(), clock.now() - 1);
      gone += goingAtOnce(limiter, "POST Users");
    }
  }
  expect(gone).toBeLessThanOrEqual(20 + 10 * 3);
  expect(gone).toBeGreaterThanOrEqual(20 + Math.floor(10 * 3 * LEAST)); // though each of them lowers the pace
});

test("a clock that was set back stops nobody", () => {
  const clock = stoppedClock();
  const limiter = new Limiter(clock);
  limiter.slowDownTo({ speed: 1, share: 1 });
  expect(goingAtOnce(limiter, "POST Users")).toBe(20);
  clock.pass(-3_600_000);
  expect(goingAtOnce(limiter, "POST Users")).toBe(0);
  clock.pass(1000);
  expect(goingAtOnce(limiter, "POST Users")).toBe(3);
});

test("a clock that knows whole milliseconds only gets everybody through", async () => {
  const clock = testClock();
  const limiter = new Limiter({ ...clock, sleep: (ms) => clock.sleep(Math.floor(ms)) });
  limiter.slowDownTo({ speed: 1, share: 0.65 });
  for (let at = 0; at < 60; at += 1) await limiter.acquire("PATCH Users/{id}");
  expect(clock.slept.length).toBeLessThanOrEqual(60);
  expect(Math.min(...clock.slept)).toBeGreaterThanOrEqual(1);
});

test.each(["users/U1", "Users//U1", "/Users/U1/", "%55sers/U1"])(
  "a write to %s waits for one to Users/U1",
  async (path) => {
    let underWay = 0;
    let most = 0;
    const slack = await startServer(async () => {
      underWay += 1;
      most = Math.max(most, underWay);
      // Long enough for another one to arrive, were it sent at once.
      for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
      underWay -= 1;
      return { body: ada };
    });
    const client = slack.v2({});
    await Promise.all([
      client.request({ method: "DELETE", path: "Users/U1" }),
      client.request({ method: "DELETE", path }),
    ]);
    expect(most).toBe(1);
  },
);

test("after a 429 the requests go on without a burst, at a pace that is lowered and comes back evenly", async () => {
  const clock = virtualClock();
  const limiter = new Limiter(clock);
  limiter.slowDownTo({ speed: 1, share: 1 });
  limiter.hold("POST Users", 9000, 0);
  const times: number[] = [];
  for (let at = 0; at < 200; at += 1) {
    await limiter.acquire("POST Users");
    times.push(clock.now());
  }
  const gapAt = (index: number) => (times[index + 1] ?? 0) - (times[index] ?? 0);
  expect(times[0]).toBe(9000);
  expect(gapAt(0)).toBe(Math.ceil(1000 / 3 / CUT));
  const halfWay = times.findIndex((atMs) => atMs - 9000 > (WHOLE_AGAIN_MS * (1 - CUT)) / 2);
  expect(1000 / 3 / gapAt(halfWay)).toBeCloseTo((1 + CUT) / 2, 1);
  expect(gapAt(198)).toBeLessThanOrEqual(334);
  const whole = times.findIndex((atMs) => atMs - 9000 > WHOLE_AGAIN_MS * (1 - CUT));
  expect(gapAt(whole + 1)).toBeLessThanOrEqual(334);
});

test("those who were sent before a pause lower the pace once, however many are refused", () => {
  const clock = stoppedClock();
  const limiter = new Limiter(clock);
  limiter.slowDownTo({ speed: 1, share: 1 });
  const sentAtMs = clock.now();
  for (let at = 0; at < 16; at += 1) {
    clock.pass(50);
    limiter.hold("POST Users", clock.now() + 1000, sentAtMs);
  }
  const { perMinute = 0, loweredFrom } = limiter.bindingLimit("POST Users") ?? {};
  expect(perMinute / 180).toBeCloseTo(CUT, 1);
  expect(loweredFrom).toBe(180);
});

test("however often Slack says 429, a part of the pace is left, and no other kind is slowed down", () => {
  const clock = stoppedClock();
  const limiter = new Limiter(clock);
  limiter.slowDownTo({ speed: 1, share: 0.8 });
  for (let at = 0; at < 30; at += 1) {
    limiter.hold("POST Users", clock.now() + 1000, clock.now());
    clock.pass(1000);
  }
  expect(limiter.bindingLimit("POST Users")?.perMinute).toBeCloseTo(180 * 0.8 * LEAST);
  expect(limiter.bindingLimit("PATCH Users/{id}")).toEqual({
    limit: "PUT/PATCH Users/{id}",
    perMinute: 144,
  });
});

test("a limiter that a 429 has slowed down is remembered until all of its pace has come back", () => {
  const clock = stoppedClock();
  const limiter = new Limiter(clock);
  limiter.slowDownTo({ speed: 1, share: 1 });
  limiter.hold("POST Users", clock.now() + 1000, clock.now());
  clock.pass(1000 + (WHOLE_AGAIN_MS * (1 - CUT)) / 2);
  expect(limiter.isIdle()).toBe(false);
  clock.pass((WHOLE_AGAIN_MS * (1 - CUT)) / 2);
  expect(limiter.isIdle()).toBe(true);
});

test("a write that fails, or is aborted while it waits, lets the next one in", async () => {
  const slack = await startServer(v2Error(404, "no_such_user"), { body: ada });
  const { users } = slack.v2({});
  const controller = new AbortController();
  const calls = [
    users.patch("U1", { title: "a" }),
    users.patch("U1", { title: "b" }, { signal: controller.signal }),
    users.patch("U1", { title: "c" }),
  ];
  controller.abort();
  const settled = await Promise.allSettled(calls);
  expect(settled.map(({ status }) => status)).toEqual(["rejected", "rejected", "fulfilled"]);
  expect(slack.asked.map(({ body }) => /"value":"(.)"/.exec(body)?.[1])).toEqual(["a", "c"]);
});

test("of two clients that are careful in different ways, each is heeded: one's rate, the other's bursts", async () => {
  const clock = virtualClock();
  const limiter = new Limiter(clock);
  limiter.slowDownTo({ speed: 60, share: 0.1 });
  limiter.slowDownTo({ speed: 1, share: 1 });
  limiter.slowDownTo({ speed: Number.POSITIVE_INFINITY, share: 0.01 });
  const times = await Promise.all(
    Array.from({ length: 5 }, async () => {
      await limiter.acquire("POST Users");
      return clock.now();
    }),
  );
  expect(times.map(Math.round)).toEqual([0, 0, 334, 667, 1000]);
});

test("a client that uses half of the budget is heeded by one that comes after it", async () => {
  const clock = virtualClock();
  const limiter = new Limiter(clock);
  limiter.slowDownTo({ speed: 1, share: 0.5 });
  limiter.slowDownTo({ speed: 1, share: 1 });
  for (let at = 0; at < 11; at += 1) await limiter.acquire("POST Users");
  expect(clock.now()).toBe(667); // a token in 60,000 / (180 * 0.5) ms
});

test("a clock that fails reaches whoever waits, and a later abort harms nobody else", async () => {
  const fail: ((reason: Error) => void)[] = [];
  const clock = { now: () => 0, sleep: () => new Promise<void>((_, reject) => void fail.push(reject)) };
  const limiter = new Limiter(clock);
  limiter.hold("POST Users", 1000, 0);
  const controller = new AbortController();
  const first = limiter.acquire("POST Users", controller.signal);
  fail[0]?.(new Error("no clock"));
  await expect(first).rejects.toThrow("no clock");
  void limiter.acquire("POST Users")?.catch(() => {});
  controller.abort();
  await new Promise(setImmediate);
  fail[1]?.(new Error("told"));
  await expect(limiter.acquire("POST Users")).rejects.toThrow("told");
});

test("a short 429 does not end the pause that a longer one asked for", async () => {
  const clock = virtualClock();
  const limiter = new Limiter(clock);
  limiter.hold("POST Users", 60_000, 0);
  limiter.hold("POST Users", 5000, 0);
  await limiter.acquire("POST Users");
  expect(clock.now()).toBe(60_000);
});

test("the limiters of tokens that nobody uses any more are let go; what one has given out is remembered until it has come back", async () => {
  const slack = await startServer({ body: ada });
  const { clock } = slack;
  const clientOf = (token: string) => slack.v2({ token, limits: "slack", budgetShare: 1 });
  const newPerson = (at: number) => ({ userName: `p${at}`, emails: ada.emails });
  for (let at = 0; at < 2000; at += 1) clientOf(`xoxp-idle-${at}`);
  expect(keptLimiters(clock)).toBeLessThanOrEqual(130);

  for (let at = 0; at < 20; at += 1) await clientOf("xoxp-spent").users.create(newPerson(at));
  for (let at = 0; at < 200; at += 1) clientOf(`xoxp-more-${at}`);
  expect(clock.slept).toEqual([]);
  await clientOf("xoxp-spent").users.create(newPerson(20));
  expect(clock.slept).toHaveLength(1);
});

test("limiters as good as new are looked for once there are many, and twice as many of those that must stay", async () => {
  const slack = await startServer({ body: ada });
  const kept = (count: number, token: string) => {
    const clients = Array.from({ length: count }, (_, at) =>
      slack.v2({ token: token + at, limits: "slack" }),
    );
    return { clients, count: keptLimiters(slack.clock) };
  };
  expect(kept(64, "xoxp-idle-").count).toBe(64);
  expect(kept(1, "xoxp-last-").count).toBe(1);
  const { clients } = kept(63, "xoxp-spent-");
  for (const { users } of clients) await users.create({ userName: "p", emails: ada.emails });
  expect(kept(1, "xoxp-more-").count).toBe(64); // the last of before went
  expect(kept(63, "xoxp-others-").count).toBe(127);
  expect(kept(2, "xoxp-latest-").count).toBe(64);
});

/** Lets everything go that nobody holds any more; what a turn has looked at is held until its end. */
async function collectGarbage(): Promise<void> {
  setFlagsFromString("--expose-gc");
  for (let turn = 0; turn < 3; turn += 1) {
    await new Promise(setImmediate);
    runInNewContext("gc")();
  }
}

test("what a client learns after its limiter was let go as good as new is remembered when the client is gone", async () => {
  const busy = { ...v2Error(429, "too_many_requests"), headers: { "retry-after": "60" } };
  const slack = await startServer(
    () => {
      slack.clock.pass(1000);
      manyOthersCome();
      return busy;
    },
    { body: ada },
  );
  const clientOf = (token: string) => slack.v2({ token, limits: "slack", budgetShare: 1, retryHandlers: [] });
  const lent = { refused: clientOf("xoxp-refused"), spent: clientOf("xoxp-spent") };
  const manyOthersCome = () => {
    for (let at = 0; at < 200; at += 1) clientOf(`xoxp-other-${at}`);
  };
  await expect(lent.refused.users.get("U1")).rejects.toMatchObject({ status: 429 });
  for (let at = 0; at < 20; at += 1) await lent.spent.users.create({ userName: "p", emails: ada.emails });
  Object.assign(lent, { refused: undefined, spent: undefined });
  await collectGarbage();

  await clientOf("xoxp-spent").users.create({ userName: "p", emails: ada.emails });
  expect(slack.clock.slept).toEqual([334]);
  await clientOf("xoxp-refused").users.get("U1");
  expect(slack.clock.slept).toEqual([334, 60_000 - 334]);
});

test("nothing at all is left of tokens that nobody uses any more", async () => {
  const slack = await startServer({ body: ada });
  for (let round = 0; round < 5; round += 1) {
    for (let at = 0; at < 200; at += 1) slack.v2({ token: `xoxp-${round}-${at}`, limits: "slack" });
    await collectGarbage();
  }
  expect(knownTokens(slack.clock)).toBeLessThanOrEqual(600);
});

test("two clients of a token share a limiter however many others came between", async () => {
  const slack = await startServer({ body: ada });
  const first = slack.v2({ token: "xoxp-both", limits: "slack", budgetShare: 1 });
  for (let at = 0; at < 500; at += 1) slack.v2({ token: `xoxp-other-${at}`, limits: "slack" });
  const second = slack.v2({ token: "xoxp-both", limits: "slack", budgetShare: 1 });
  const newPerson = (at: number) => ({ userName: `p${at}`, emails: ada.emails });
  for (let at = 0; at < 10; at += 1) {
    await first.users.create(newPerson(at));
    await second.users.create(newPerson(at));
  }
  expect(slack.clock.slept).toEqual([]);
  await second.users.create(newPerson(10));
  expect(slack.clock.slept).toHaveLength(1);
});
