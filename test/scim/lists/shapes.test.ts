import { filter } from "../../../provider/scim";
import { ada, page } from "../support/bodies";
import { startServer } from "../support/server";

/** What `users.list` makes of an answer. */
async function listed(body: unknown, asked = {}) {
  const slack = await startServer({ body });
  return slack.v2({}).users.list(asked);
}

test("what a page does not say of itself is taken from what was asked and from what it holds", async () => {
  expect(await listed({ totalResults: 9, Resources: [ada] }, { startIndex: 3 })).toMatchObject({
    totalResults: 9,
    itemsPerPage: 1,
    startIndex: 3,
  });
  expect(await listed({ totalResults: 9, Resources: [ada] })).toMatchObject({ startIndex: 1 });
  expect(
    await listed({ totalResults: "9", itemsPerPage: "20", startIndex: "4", Resources: [ada] }),
  ).toMatchObject({ totalResults: 9, itemsPerPage: 20, startIndex: 4 });
});

test.each([
  ["an empty text", ""],
  ["a text that is no number", "many"],
  ["true", true],
  ["null", null],
])("%s is no total", async (_what, totalResults) => {
  await expect(listed({ totalResults, Resources: [ada] })).rejects.toThrow(
    "the answer has no totalResults, so that nobody knows whether it is complete",
  );
});

test.each<[string, unknown, string]>([
  ["nothing", undefined, "is empty where a list belongs"],
  ["a list", [ada], "is a list where a list belongs"],
  [
    "a text as Resources",
    { totalResults: 1, Resources: "U1" },
    "has a string as Resources where a list belongs",
  ],
  ["neither", { schemas: [] }, "has neither Resources nor totalResults where a list belongs"],
  ["an empty list without a total", { Resources: [] }, "has no totalResults"],
  ["nobody of two", { totalResults: 2, Resources: [] }, "has no Resources although totalResults is 2"],
])("a page that is %s is refused", async (_what, body, problem) => {
  await expect(listed(body)).rejects.toThrow(`GET Users was answered 200, but the answer ${problem}`);
});

test("nobody is an answer past the end, and where nobody was asked for", async () => {
  const nobody = { totalResults: 5 };
  expect(await listed(nobody, { startIndex: 6 })).toMatchObject({
    totalResults: 5,
    Resources: [],
    itemsPerPage: 0,
  });
  expect(await listed(nobody, { count: 0 })).toMatchObject({ Resources: [] });
  await expect(listed(nobody, { startIndex: 5 })).rejects.toThrow(
    "has no Resources from 5 on although totalResults is 5",
  );
  await expect(listed(nobody, { count: 1 })).rejects.toThrow("has no Resources although totalResults is 5");
});

test.each<[string, unknown, string]>([
  ["a filter alone", filter.email.pr(), "page must be an object as { filter }, but got the filter itself"],
  [
    "a text",
    "userName pr",
    'page must be an object with startIndex, count or filter, as { filter: \'userName eq "carly"\' }, but got "userName pr"',
  ],
  [
    "a misspelt place",
    { startindex: 2 },
    "page.startindex must be left out: there are filter, count, startIndex, but got it",
  ],
  ["the place 0", { startIndex: 0 }, "startIndex must be a whole number from 1, but got 0"],
  ["less than nobody", { count: -1 }, "count must be a whole number from 0, but got -1"],
])("a page cannot be asked for by %s", async (_what, asked, message) => {
  const slack = await startServer({ body: page([]) });
  await expect(slack.v2({}).users.list(asked as never)).rejects.toThrow(new Error(message));
  expect(slack.log()).toEqual([]);
});

test.each<[string, unknown, string]>([
  ["a filter alone", filter.email.pr(), "options must be an object as { filter }, but got the filter itself"],
  ["a number", 7, "options must be an object with filter or pageSize, as { pageSize: 100 }, but got 7"],
  ["a count", { count: 2 }, "options.count must be left out: there are filter, pageSize, but got it"],
  ["pages of nobody", { pageSize: 0 }, "pageSize must be a whole number from 1, but got 0"],
  ["too large a page", { pageSize: 1001 }, "pageSize must be a whole number from 1 to 1,000, but got 1001"],
])("nobody is listed one by one with %s", async (_what, over, message) => {
  const slack = await startServer({ body: page([]) });
  const iterate = async () =>
    slack
      .v2({})
      .users.iterate(over as never)
      .next();
  await expect(iterate()).rejects.toThrow(new Error(message));
  expect(slack.log()).toEqual([]);
});

test("the filter is asked for before the count and where to begin; a page may be of one person or of a thousand", async () => {
  const slack = await startServer({ body: page([]) });
  const { users } = slack.v2({});
  await users.list({ startIndex: 2, count: 3, filter: filter.email.pr() });
  await users.list({ startIndex: 1, count: 0 });
  await users.iterate({ pageSize: 1 }).next();
  await users.iterate({ pageSize: 1000 }).next();
  expect(slack.log()).toEqual([
    "GET Users?filter=email%20pr&count=3&startIndex=2",
    "GET Users?count=0&startIndex=1",
    "GET Users?count=1&startIndex=1",
    "GET Users?count=1000&startIndex=1",
  ]);
});
