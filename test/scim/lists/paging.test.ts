import { type Logger, type ScimUserRecord, silentLogger } from "../../../provider/scim";
import { ada, engine, page } from "../support/bodies";
import { type Asked, startServer } from "../support/server";

const people = (count: number) => Array.from({ length: count }, (_, at) => ({ ...ada, id: `U${at + 1}` }));

/** A server that lists whatever `now()` holds at the moment, at most `cap` at once. */
function lister(now: (asked: number) => unknown[], cap = 1000) {
  return ({ path }: Asked, index: number) => {
    const query = new URL(path, "http://slack").searchParams;
    const all = now(index);
    const start = Number(query.get("startIndex"));
    const count = Math.min(Number(query.get("count")), cap);
    return { body: page(all.slice(start - 1, start - 1 + count), all.length, start) };
  };
}

async function collect(users: AsyncIterable<ScimUserRecord>): Promise<string[]> {
  const ids: string[] = [];
  for await (const { id } of users) ids.push(id);
  return ids;
}

function keepWarnings(): { logger: Logger; warnings: string[] } {
  const warnings: string[] = [];
  return { warnings, logger: { ...silentLogger, warn: (message) => void warnings.push(message) } };
}

const ids = (count: number) => people(count).map(({ id }) => id);

test("everybody is listed although the server silently lists fewer than asked", async () => {
  const slack = await startServer(lister(() => people(25), 7));
  expect(await collect(slack.v2({}).users.iterate({ pageSize: 10 }))).toEqual(ids(25));
  expect(slack.log()).toHaveLength(4);
});

test("pages are asked for one by one, as they are needed", async () => {
  const slack = await startServer(lister(() => people(25)));
  for await (const { id } of slack.v2({}).users.iterate({ pageSize: 10 })) if (id === "U12") break;
  expect(slack.log()).toEqual(["GET Users?count=10&startIndex=1", "GET Users?count=10&startIndex=11"]);
});

test("nobody comes twice when somebody is added at the front meanwhile, and a warning says that the list moved", async () => {
  const { logger, warnings } = keepWarnings();
  const slack = await startServer(
    lister((asked) => (asked === 0 ? people(25) : [{ ...ada, id: "U0" }, ...people(25)])),
  );
  expect(await collect(slack.v2({ logger }).users.iterate({ pageSize: 10 }))).toEqual(ids(25));
  expect(warnings[0]).toBe("Users changed while being listed: totalResults went from 25 to 26");
});

test("nobody is skipped when somebody at the front is removed meanwhile", async () => {
  const slack = await startServer(lister((asked) => (asked === 0 ? people(25) : people(25).slice(3))));
  expect(await collect(slack.v2({}).users.iterate({ pageSize: 10 }))).toEqual(
    expect.arrayContaining(ids(25)),
  );
});

test("a list that shrinks says so, and one that holds still warns of nothing", async () => {
  const { logger, warnings } = keepWarnings();
  const shrinking = await startServer(lister((asked) => people(asked === 0 ? 25 : 22)));
  await collect(shrinking.v2({ logger }).users.iterate({ pageSize: 10 }));
  expect(warnings).toEqual(["Users changed while being listed: totalResults went from 25 to 22"]);
  const still = await startServer(lister(() => people(25)));
  await collect(still.v2({ logger }).users.iterate({ pageSize: 10 }));
  expect(warnings).toHaveLength(1);
});

test("a list that shrinks before each page is gone back in five times, and then read to its end", async () => {
  const slack = await startServer(lister((asked) => people(100 - asked)));
  const listed = await collect(slack.v2({}).users.iterate({ pageSize: 10 }));
  const begins = slack.asked.map(({ path }) => Number(path.split("startIndex=")[1]));
  expect(begins).toEqual([1, 11, 10, 9, 8, 7, 6, 16, 26, 36, 46, 56, 66, 76, 86]);
  expect(listed).toEqual(expect.arrayContaining(ids(85)));
});

test("a list of which all are removed meanwhile ends there", async () => {
  const slack = await startServer(lister((asked) => people(asked === 0 ? 25 : 0)));
  expect(await collect(slack.v2({}).users.iterate({ pageSize: 10 }))).toEqual(ids(10));
  expect(slack.log()).toHaveLength(2);
});

test.each<[number, unknown]>([
  [10_004, { done: false, value: expect.objectContaining({ id: "U2" }) }],
  [
    10_005,
    new Error("the answer has 10005 results where the list began with totalResults 2: it grows without end."),
  ],
])(
  "a list may grow to twice its length and ten thousand more, and no further: two to %i",
  async (total, second) => {
    const [one, two] = people(2);
    const slack = await startServer({ body: page([one], 2) }, { body: page([two], total, 2) });
    const users = slack.v2({}).users.iterate({ pageSize: 1 });
    await users.next();
    const answer = await users.next().catch(({ message }) => new Error(message.replace(/^.*, but /, "")));
    expect(answer).toEqual(second);
  },
);

test("a list that has grown by one does not excuse a server that gives the first page for ever", async () => {
  const slack = await startServer({ body: page(people(10), 100) }, ({ path }) => ({
    body: page(people(10), 101, Number(path.split("startIndex=")[1])),
  }));
  await expect(collect(slack.v2({}).users.iterate({ pageSize: 10 }))).rejects.toThrow(
    "has nothing new from 21 on although totalResults is 101",
  );
});

test("a list that grows while it is read is read to its new end", async () => {
  const slack = await startServer(lister((asked) => people(20 + asked * 5)));
  expect(await collect(slack.v2({}).users.iterate({ pageSize: 10 }))).toEqual(ids(30));
});

test("a server that repeats the first page past the end is not listened to twice", async () => {
  const slack = await startServer(({ path }) => ({
    body: page(people(10), 10, Number(path.split("startIndex=")[1])),
  }));
  expect(await collect(slack.v2({}).users.iterate({ pageSize: 4 }))).toEqual(ids(10));
  expect(slack.log().length).toBeLessThanOrEqual(3);
});

test("a server that always gives the first page is an error, not a short list", async () => {
  const slack = await startServer({ body: page(people(10), 100) });
  await expect(collect(slack.v2({}).users.iterate({ pageSize: 10 }))).rejects.toThrow(
    "GET Users was answered 200, but the answer repeats the page from 1 where the one from 11 belongs",
  );
});

test.each<[string, object]>([
  ["leaves startIndex out", { totalResults: 100, Resources: people(10) }],
  ["echoes startIndex", { ...page(people(10), 100), startIndex: 11 }],
])("a server that gives the first page again and %s is an error as well", async (_how, again) => {
  const slack = await startServer({ body: page(people(10), 100) }, { body: again });
  await expect(collect(slack.v2({}).users.iterate({ pageSize: 10 }))).rejects.toThrow(
    "GET Users was answered 200, but the answer has nothing new from 11 on although totalResults is 100",
  );
  expect(slack.log()).toHaveLength(2);
});

test.each<[string, (asked: number) => number, number]>([
  ["twenty are added at the front", (asked) => (asked === 0 ? 0 : -20), 25],
  ["three at the end are removed", (asked) => (asked === 0 ? 0 : 3), 22],
])("a page of people who were listed is passed over after %s", async (_what, moved, last) => {
  const added = Array.from({ length: 20 }, (_, at) => ({ ...ada, id: `N${at}` }));
  for (const pageSize of [1, 3, 10]) {
    const slack = await startServer(
      lister((asked) => (moved(asked) < 0 ? [...added, ...people(25)] : people(25 - moved(asked)))),
    );
    const listed = await collect(slack.v2({}).users.iterate({ pageSize }));
    expect(listed).toEqual(expect.arrayContaining(ids(last)));
  }
});

test("fewer people than the total says are warned of", async () => {
  const { logger, warnings } = keepWarnings();
  const again = [...people(3).slice(1), { ...ada, id: "U4" }];
  const slack = await startServer({ body: page(people(3), 5) }, { body: page(again, 5, 4) });
  expect(await collect(slack.v2({ logger }).users.iterate())).toHaveLength(4);
  expect(warnings).toEqual(["Users: 4 were listed although totalResults is 5"]);
});

test("a list that never ends, with new people on each page and a total that runs ahead, is an error", async () => {
  const slack = await startServer(({ path }) => {
    const start = Number(path.split("startIndex=")[1]);
    const some = Array.from({ length: 1000 }, (_, at) => ({ ...ada, id: `U${start + at}` }));
    return { body: page(some, start + 2000, start) };
  });
  await expect(collect(slack.v2({}).users.iterate({ pageSize: 1000 }))).rejects.toThrow(
    "the answer has 15001 results where the list began with totalResults 2001: it grows without end",
  );
  expect(slack.log()).toHaveLength(14);
});

test.each([-1, 0, 10, 24])("a list of 25 whose total says %i is read to its end", async (total) => {
  const slack = await startServer(({ path }) => {
    const start = Number(path.split("startIndex=")[1]);
    return { body: page(people(25).slice(start - 1, start + 6), total, start) };
  });
  expect(await collect(slack.v2({}).users.iterate({ pageSize: 7 }))).toEqual(ids(25));
});

test.each<[string, number, string]>([
  ["says 10", 10, "has 11000 results where the list began with totalResults 10: it grows without end"],
  ["says a thousand million", 1e9, "has totalResults 1000000000: no organization has more than 2000000"],
])("a list that never ends and whose total %s is an error", async (_what, total, problem) => {
  const slack = await startServer(({ path }) => {
    const start = Number(path.split("startIndex=")[1]);
    const some = Array.from({ length: 1000 }, (_, at) => ({ ...ada, id: `U${start + at}` }));
    return { body: page(some, total, start) };
  });
  await expect(collect(slack.v2({}).users.iterate({ pageSize: 1000 }))).rejects.toThrow(problem);
});

test.each<[string, number, number]>([
  ["larger than asked for", 25, 15],
  ["of one person", 25, 1],
  ["larger than the total says", 10, 25],
])("pages that are %s are read to their end, nobody twice", async (_what, total, size) => {
  const slack = await startServer(({ path }) => {
    const start = Number(path.split("startIndex=")[1]);
    return { body: page(people(25).slice(start - 1, start - 1 + size), total, start) };
  });
  expect(await collect(slack.v2({}).users.iterate({ pageSize: 10 }))).toEqual(ids(25));
});

test("an empty page where there should be more is an error, not the end of the list", async () => {
  const slack = await startServer({ body: page(people(3), 5) }, { body: page([], 5, 4) });
  await expect(collect(slack.v2({}).users.iterate())).rejects.toThrow(
    "has no Resources from 4 on although totalResults is 5",
  );
});

test("an empty organization lists nobody, also where Resources is missing", async () => {
  const slack = await startServer({ body: { totalResults: 0, itemsPerPage: 0, startIndex: 1 } });
  expect(await collect(slack.v2({}).users.iterate())).toEqual([]);
});

test("an error in the middle of a list reaches whoever reads it", async () => {
  const slack = await startServer(
    { body: page(people(10), 20) },
    { status: 400, body: { Errors: { description: "x_y" } } },
  );
  await expect(collect(slack.v2({}).users.iterate({ pageSize: 10 }))).rejects.toThrow("400 x_y");
});

test("the filter goes along with every page", async () => {
  const slack = await startServer(lister(() => people(25)));
  await collect(slack.v2({}).users.iterate({ pageSize: 20, filter: "userName pr" }));
  expect(slack.log()).toEqual([
    "GET Users?filter=userName%20pr&count=20&startIndex=1",
    "GET Users?filter=userName%20pr&count=20&startIndex=21",
  ]);
});

test("pages of groups grow while groups are small, and shrink when they are large", async () => {
  const members = (count: number) => Array.from({ length: count }, (_, at) => ({ value: `U${at}` }));
  for (const [size, second] of [
    [1, 1000],
    [5000, 29],
  ] as const) {
    const one = { ...engine, members: members(size) };
    const all = Array.from({ length: 2000 }, (_, at) => ({ ...one, id: `S${at}` }));
    const slack = await startServer(lister(() => all));
    let read = 0;
    for await (const _group of slack.v2({}).groups.iterate()) if (++read > 21) break;
    expect(slack.log()).toEqual([
      "GET Groups?count=20&startIndex=1",
      `GET Groups?count=${second}&startIndex=21`,
    ]);
  }
});
