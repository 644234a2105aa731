import { FEW_CREATES, keysOfUser } from "../../../provider/run/lookups";
import type { Run } from "../../../provider/run/run";
import { Snapshot } from "../../../provider/run/snapshot";
import { addLongAgo, emailOf, inWorld, PACKING } from "../support";

test("people are found by any of their keys in one request, and by none without one", () =>
  inWorld(async ({ slack, begin, asked }) => {
    const [ada, bert] = ["ada", "bert"].map((userName) =>
      addLongAgo(slack, { userName, ...emailOf(`${userName}@example.com`) }),
    );
    const { lookups } = begin();
    expect(await lookups.findPeople({ emails: [] })).toEqual([]);
    expect(asked()).toEqual([]);
    const found = await lookups.findPeopleNow({ emails: ["ADA@example.com"], userName: "BERT" });
    expect(found.map(({ id }) => id)).toEqual([ada, bert]);
    expect(asked()).toEqual(["GET Users 200"]);
  }));

test("among hundreds the two who are meant are found, and a server that ignores the filter makes nobody else of them", () =>
  inWorld(
    async ({ slack, begin }) => {
      const [ada = "", bert] = ["ada", "bert"].map((userName) =>
        addLongAgo(slack, { userName, ...emailOf(`${userName}@example.com`) }),
      );
      const find = async () => {
        const found = await begin().lookups.findPeopleNow({ emails: ["ada@example.com"], userName: "bert" });
        return found.map(({ id }) => id);
      };
      expect(await find()).toEqual([ada, bert]);
      const [somebody, wanted] = [slack.users()[0], slack.user(ada)];
      slack.fault({
        method: "GET",
        path: "Users",
        status: 200,
        body: { Resources: [somebody, wanted], totalResults: 2, itemsPerPage: 2, startIndex: 1 },
      });
      expect(await find()).toEqual([ada]);
    },
    { seed: 300 },
  ));

test("the first groups are found by filter, and by one whole list once there are many", () =>
  inWorld(async ({ slack, begin }) => {
    slack.addGroup({ displayName: "Data" });
    const { lookups } = begin();
    const filters = [];
    for (let time = 0; time < 4; time += 1) {
      expect(await lookups.findGroups("Data")).toHaveLength(1);
      filters.push(slack.requests.at(-1)?.path.includes("filter="));
    }
    expect(filters).toEqual([true, true, false, false]);
    expect(slack.requests).toHaveLength(3);
  }));

test("once many groups are made the list tells which exist; where no list can be had it tells of nobody, and Slack decides", () =>
  inWorld(async ({ slack, begin }) => {
    const data = slack.addGroup({ displayName: "Data" });
    const find = async (lookups: Run["lookups"]) => {
      const found: string[][] = [];
      for (let time = 0; time <= FEW_CREATES; time += 1)
        found.push((await lookups.findGroupsWhenMany("Data")).map(({ id }) => id));
      return found;
    };
    expect(await find(begin().lookups)).toEqual([...Array(FEW_CREATES).fill([]), [data]]);
    slack.fault({ method: "GET", path: "Groups", status: 403, times: Number.POSITIVE_INFINITY });
    expect(await find(begin().lookups)).toStrictEqual(Array(FEW_CREATES + 1).fill([]));
  }));

test("somebody without an address is found by the userName alone, in any letter case", () => {
  for (const emails of [undefined, null])
    expect(keysOfUser({ userName: "Ada", emails } as never)).toStrictEqual(["userName:ada"]);
});

test("once a run has its lists, people and groups are found without a request", () =>
  inWorld(async ({ slack, begin, asked }) => {
    const ada = addLongAgo(slack, { userName: "ada", ...emailOf("ada@example.com") });
    const data = slack.addGroup({ displayName: "Data" });
    const run = begin();
    await run.organization.confirm(); // Slack's clock is known from then on
    await run.people.all();
    await run.groups.all();
    asked();
    const people = await run.lookups.findPeople({ emails: ["ada@example.com"] });
    const groups = await run.lookups.findGroups("Data");
    expect([people.map(({ id }) => id), groups.map(({ id }) => id), asked()]).toEqual([[ada], [data], []]);
    const other = begin();
    expect((await other.lookups.findGroups("Data")).map(({ id }) => id)).toEqual([data]);
    expect(asked().filter((request) => request.startsWith("GET Groups"))).toHaveLength(1);
  }));

test("a snapshot knows each resource once, also what the run wrote, and forgets what it deleted", async () => {
  const snapshot = new Snapshot<{ id: string; title: string }>({
    ...PACKING,
    get: async () => undefined,
    async *scan() {
      for (const id of "123") yield PACKING.pack({ id, title: "old" });
    },
    keysOf: ({ title }) => [title],
    now: () => 0,
  });
  expect(snapshot.isReady).toBe(false);
  expect((await snapshot.find(["old"])).map(({ id }) => id)).toEqual(["1", "2", "3"]);
  expect([snapshot.isReady, snapshot.answered]).toEqual([true, 1]);
  snapshot.put({ id: "1", title: "old" });
  snapshot.put({ id: "4", title: "new" });
  snapshot.drop("2");
  expect((await snapshot.find(["old"])).map(({ id }) => id)).toEqual(["1", "3"]);
  expect((await snapshot.find(["new"])).map(({ id }) => id)).toEqual(["4"]);
  expect((await snapshot.all()).map(({ id }) => id)).toEqual(["1", "3", "4"]);
  expect(await snapshot.find(["nobody"])).toEqual([]);
  snapshot.put({ id: "3", title: "renamed" });
  expect((await snapshot.find(["old"])).map(({ id }) => id)).toEqual(["1"]);
  const { answered } = snapshot;
  for (const id of "123456") await snapshot.read(id);
  expect(snapshot.answered - answered).toBe(4); // of 5 and 6 the list knows nothing
});

test("a resource is recent for a day by Slack's clock, and not where Slack does not tell when it was made", () =>
  inWorld(async ({ begin }) => {
    const run = begin();
    await run.organization.confirm();
    const made = (hoursAgo: number) => ({
      meta: { created: new Date(run.slack.serverNow() - hoursAgo * 3600_000).toISOString() },
    });
    expect([made(23), made(25), {}, { meta: {} }].map((one) => run.isRecent(one))).toEqual([
      true,
      false,
      false,
      false,
    ]);
  }));
