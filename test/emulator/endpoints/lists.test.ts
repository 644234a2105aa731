import { CORE_V1, call, emulator, type Json, type Reply } from "../harness";

const filtered = (
  slack: { url: string; token: string },
  filter: string,
  resource = "v2/Users",
): Promise<Reply> => call(slack, "GET", `${resource}?filter=${encodeURIComponent(filter)}`);
const names = ({ body }: { body: Json }): string[] =>
  body.Resources.map((user: { userName?: string; displayName: string }) => user.userName ?? user.displayName);

async function three() {
  const slack = await emulator();
  slack.addUser({ userName: "ada", emails: [{ value: "Ada@example.com", primary: true }] });
  slack.addUser({
    userName: "bob",
    emails: [
      { value: "bob@example.com", primary: true },
      { value: "b2@example.com", primary: false },
    ],
  });
  slack.addUser({ userName: "carly", active: false });
  return slack;
}

test("a list has ten resources unless count says otherwise, deactivated people and bots among them", async () => {
  const slack = await emulator({ seed: 20 });
  slack.addUser({ userName: "bot", rank: "bot" });
  const { body } = await call(slack, "GET", "v2/Users");
  expect(body).toMatchObject({ totalResults: 22, itemsPerPage: 10, startIndex: 1 });
  expect(Object.keys(body)).toEqual(["schemas", "Resources", "totalResults", "itemsPerPage", "startIndex"]);
  const rest = await call(slack, "GET", "v2/Users?startIndex=11&count=100");
  expect(rest.body).toMatchObject({ totalResults: 22, itemsPerPage: 12, startIndex: 11 });
  expect(rest.body.Resources.some((user: { active: boolean }) => !user.active)).toBe(true);
  expect(names(rest)).toContain("bot");
});

test("v1 has its totals first and its own schema", async () => {
  const { body } = await call(await emulator(), "GET", "v1/Groups");
  expect(Object.entries(body)).toEqual([
    ["totalResults", 0],
    ["itemsPerPage", 0],
    ["startIndex", 1],
    ["schemas", [CORE_V1]],
    ["Resources", []],
  ]);
});

test("a count over 1,000 gives 1,000 without a word", async () => {
  const slack = await emulator({ seed: 1_200 });
  const { status, body } = await call(slack, "GET", "v2/Users?count=5000");
  expect([status, body.Resources.length, body.itemsPerPage, body.totalResults]).toEqual([
    200, 1_000, 1_000, 1_201,
  ]);
});

test.each([
  ["startIndex=0", 1, 3],
  ["startIndex=-5", 1, 3],
  ["startIndex=3", 3, 1],
  ["startIndex=99", 99, 0],
  ["startIndex=x&count=y", 1, 3],
  ["count=0", 1, 0],
  ["count=-1", 1, 0],
  ["count=2", 1, 2],
])("?%s starts at %i and has %i of three", async (query, startIndex, length) => {
  const slack = await emulator({ seed: 2 });
  const { status, body } = await call(slack, "GET", `v2/Users?${query}`);
  expect(status).toBe(200);
  expect(body).toMatchObject({ startIndex, itemsPerPage: length, totalResults: 3 });
  expect(body.Resources).toHaveLength(length);
});

test("sortOrder takes two words and changes nothing", async () => {
  const slack = await emulator({ seed: 2 });
  const plain = await call(slack, "GET", "v2/Users");
  expect((await call(slack, "GET", "v2/Users?sortBy=userName&sortOrder=descending")).body).toEqual(
    plain.body,
  );
  const { status, code } = await call(slack, "GET", "v2/Users?sortOrder=up");
  expect([status, code]).toEqual([400, "invalid_sort_order"]);
});

test("attributes and excludedAttributes are passed over", async () => {
  const slack = await emulator();
  const plain = await call(slack, "GET", "v2/Users");
  expect((await call(slack, "GET", "v2/Users?attributes=userName&excludedAttributes=id")).body).toEqual(
    plain.body,
  );
});

test.each<[string, string[]]>([
  ['userName eq "ada"', ["ada"]],
  ['userName eq "ADA"', ["ada"]],
  ['USERNAME EQ "ada"', ["ada"]],
  ['username Eq "carly"', ["carly"]],
  ["userName eq 'ada'", ["ada"]],
  ["userName eq ada", ["ada"]],
  [' userName eq "ada" ', ["ada"]],
  ['userName co "ar"', ["carly"]],
  ['userName sw "b"', ["bob"]],
  ["userName pr", ["owner", "ada", "bob", "carly"]],
  ['userName gt "bob"', ["owner", "carly"]],
  ['userName ge "carly"', ["owner", "carly"]],
  ['userName lt "bob"', ["ada"]],
  ['userName le "bob"', ["ada", "bob"]],
  ["email eq ada@example.com", ["ada"]],
  ['email Eq "ada@example.com"', ["ada"]],
  ['emails eq "ada@example.com"', ["ada"]],
  ['emails.value eq "ADA@example.com"', ["ada"]],
  ['email eq "b2@example.com"', ["bob"]],
  ['userName eq "ada" or userName eq "bob"', ["ada", "bob"]],
  ['userName eq "ada" or userName eq "bob" and email sw "x"', ["ada"]],
  ['(userName eq "ada" or userName eq "bob") and email sw "bob"', ["bob"]],
  ['userName eq "nobody"', []],
  ['email eq "a\\u0064a@example.com"', ["ada"]],
  ['userName eq "or"', []],
])("the filter %s finds %j in both versions", async (filter, found) => {
  const slack = await three();
  for (const version of ["v1", "v2"]) {
    const reply = await filtered(slack, filter, `${version}/Users`);
    expect(reply.status).toBe(200);
    expect(names(reply)).toEqual(found);
    expect(reply.body.totalResults).toBe(found.length);
  }
});

test.each([
  "restricted eq '1'",
  "restricted eq 1",
  'restricted eq "1"',
  "restricted pr",
  "restricted eq true",
])("the filter %s finds multi-channel guests", async (filter) => {
  const slack = await three();
  slack.addUser({
    userName: "multi",
    "urn:ietf:params:scim:schemas:extension:slack:guest:2.0:User": { type: "multi" },
  });
  slack.addUser({
    userName: "single",
    "urn:ietf:params:scim:schemas:extension:slack:guest:2.0:User": { type: "single" },
  });
  expect(names(await filtered(slack, filter))).toEqual(["multi"]);
  expect(names(await filtered(slack, `ultra_${filter}`))).toEqual(["single"]);
});

/** Beside the three a multi-channel and a single-channel guest. */
async function threeAndGuests() {
  const slack = await three();
  for (const type of ["multi", "single"])
    slack.addUser({
      userName: type,
      "urn:ietf:params:scim:schemas:extension:slack:guest:2.0:User": { type },
    } as never);
  return slack;
}

test.each<[string, string[]]>([
  ["restricted eq false", ["owner", "ada", "bob", "carly", "single"]],
  ["restricted eq FALSE", ["owner", "ada", "bob", "carly", "single"]],
  ["restricted eq 0", ["owner", "ada", "bob", "carly", "single"]],
  ["ultra_restricted eq false", ["owner", "ada", "bob", "carly", "multi"]],
  ["ultra_restricted eq 0", ["owner", "ada", "bob", "carly", "multi"]],
  ["restricted eq false and ultra_restricted eq false", ["owner", "ada", "bob", "carly"]],
  ["restricted eq true or ultra_restricted eq true", ["multi", "single"]],
  ["restricted eq perhaps", []],
])("the filter %s finds %j of members and guests", async (filter, found) => {
  expect(names(await filtered(await threeAndGuests(), filter))).toEqual(found);
});

test("where a leading `filter=` is passed over, it is at the very beginning, spaces aside, and nowhere else", async () => {
  const slack = await emulator({ behaviours: { leadingFilterWord: "ignored" } });
  slack.addUser({ userName: "ada" });
  slack.addGroup({ displayName: "a filter=b" });
  for (const word of ["filter=", "  Filter="])
    expect(names(await filtered(slack, `${word}userName eq "ada"`))).toEqual(["ada"]);
  expect((await filtered(slack, 'xfilter=userName eq "ada"')).code).toBe("invalid_query");
  expect(names(await filtered(slack, 'displayName eq "a filter=b"', "v2/Groups"))).toEqual(["a filter=b"]);
});

test("while reads are stale somebody is found by the userName they had, and not by the new one", async () => {
  const slack = await emulator();
  slack.clock.freeze();
  const id = slack.addUser({ userName: "ada" });
  slack.fault({ method: "PATCH", staleMs: 2_000 });
  await call(slack, "PATCH", `v1/Users/${id}`, { schemas: [CORE_V1], userName: "countess" });
  const found = async () => [
    names(await filtered(slack, 'userName eq "ada"')),
    names(await filtered(slack, 'userName eq "countess"')),
  ];
  expect(await found()).toEqual([["ada"], []]);
  slack.clock.advance(2_000);
  expect(await found()).toEqual([[], ["countess"]]);
});

test("groups are filtered by displayName", async () => {
  const slack = await emulator();
  for (const displayName of ["Data", "Data team", "Design"]) slack.addGroup({ displayName });
  expect(names(await filtered(slack, 'displayName eq "Data team"', "v2/Groups"))).toEqual(["Data team"]);
  expect(names(await filtered(slack, "displayName sw Data", "v1/Groups"))).toEqual(["Data", "Data team"]);
});

test.each([
  ["foo", "no_filters"],
  ["userName", "no_filters"],
  ["", "no_filters"],
  ["userName eq", "incomplete_filter"],
  ['userName  eq "ada"', "incomplete_filter"],
  ['userName eq "ada" and', "incomplete_filter"],
  ['userName eq "ada', "incomplete_filter"],
  ['userName is "ada"', "invalid_query"],
  ['userName ne "ada"', "invalid_query"],
  ['userName ew "a"', "invalid_query"],
  ['not userName eq "ada"', "invalid_query"],
  ['title eq "Lead"', "invalid_query"],
  ['userName eq "ada" "bob"', "invalid_query"],
  ['emails[value eq "a"]', "invalid_query"],
  ['(userName eq "ada"', "invalid_filter_group"],
  ['userName eq "ada")', "invalid_filter_group"],
  ['() userName eq "ada"', "invalid_filter_group"],
  [`${"(".repeat(100)}userName eq "ada"${")".repeat(100)}`, "invalid_filter_group"],
  [`userName eq "${"a".repeat(9_000)}"`, "query_building_failed"],
])("the filter %s is refused with %s", async (filter, code) => {
  const slack = await three();
  for (const version of ["v1", "v2"]) {
    const reply = await filtered(slack, filter, `${version}/Users`);
    expect([reply.status, reply.code]).toEqual([400, code]);
  }
});

test("no_filters carries Slack's suffix", async () => {
  const { body } = await filtered(await emulator(), "foo", "v1/Users");
  expect(body).toEqual({ Errors: { description: "no_filters (is_aggregate_call=1)", code: 400 } });
});

test("a trailing slash of a collection is accepted", async () => {
  const slack = await emulator();
  expect((await call(slack, "GET", "v2/Groups/")).status).toBe(200);
});

test("look-ups by userName and by address do not go through everybody", async () => {
  const slack = await emulator({ seed: 3 });
  const { users } = Reflect.get(slack, "emulation").organizations[0];
  Object.defineProperty(users, "all", {
    get: () => {
      throw new Error("everybody was asked for");
    },
  });
  const refused = jest.spyOn(console, "error").mockImplementation(() => {});
  const find = (filter: string) => call(slack, "GET", `v2/Users?filter=${encodeURIComponent(filter)}`);
  for (const filter of [
    'userName eq "Owner"',
    'email eq "owner@acme.example.com"',
    'emails.value eq "no@e.co"',
  ])
    expect((await find(filter)).status).toBe(200);
  expect((await find('userName sw "o"')).status).toBe(500);
  refused.mockRestore();
});
