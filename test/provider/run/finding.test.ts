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
