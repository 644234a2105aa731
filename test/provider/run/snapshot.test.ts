import { readGroup } from "../../../provider/group/lifecycle";
import { connect } from "../../../provider/run/connect";
import { Run } from "../../../provider/run/run";
import { Snapshot } from "../../../provider/run/snapshot";
import { readSettings } from "../../../provider/settings/settings";
import { readUser } from "../../../provider/user/lifecycle";
import { page } from "../../scim/support/bodies";
import { type Asked, startServer } from "../../scim/support/server";
import { inWorld, PACKING, STANDSTILL } from "../support";

const state = { organization: "acme" };

test("a stack of three people is refreshed in three requests", () =>
  inWorld(async ({ slack, begin, asked }) => {
    const ids = ["a", "b", "c"].map((userName) =>
      slack.addUser({ userName, emails: [{ value: `${userName}@x.y`, primary: true }] }),
    );
    const run = begin();
    await Promise.all(ids.map((id) => readUser(run, id, { ...state, userName: "x" })));
    expect(asked().sort()).toEqual(ids.map((id) => `GET Users/${id} 200`));
  }));

test("a refresh of 3,000 people and 200 groups takes at most 18 requests, and one more for each further thousand", () =>
  inWorld(
    async ({ slack, begin, asked }) => {
      const run = begin();
      const people = Array.from({ length: 3_000 }, (_, index) => `U${String(index + 1).padStart(10, "0")}`);
      const groups = Array.from({ length: 200 }, (_, index) =>
        slack.addGroup({
          displayName: `g${index}`,
          members: people.slice(index, index + 50).map((value) => ({ value })),
        }),
      );
      const found = await Promise.all([
        ...people.map((id) => readUser(run, id, { ...state, userName: "x" })),
        ...groups.map((id) => readGroup(run, id, { ...state, displayName: "x" })),
      ]);
      expect(found.every((one) => one !== undefined)).toBe(true);
      expect(asked().length).toBeLessThanOrEqual(18);
    },
    { seed: 3_000 },
  ));

/** 10,000 people and 200 groups of all of them, written without an emulator, which would hold two million memberships. */
function hugeOrganization({ path }: Asked) {
  const { pathname, searchParams } = new URL(path, "http://slack");
  const [kind, id] = pathname.slice(1).split("/");
  const from = Number(searchParams.get("startIndex") ?? 1);
  const one = kind === "Users" ? personText : groupText;
  if (id !== undefined) return { body: one(Number(id.slice(1))) };
  const total = kind === "Users" ? 10_000 : 200;
  const count = Math.max(0, Math.min(Number(searchParams.get("count")), total + 1 - from));
  const { Resources: _, ...around } = page([], total, from);
  const listed = Array.from({ length: count }, (_, at) => one(from + at)).join();
  return { body: JSON.stringify({ ...around, Resources: [] }).replace("[]}", `[${listed}]}`) };
}

const personText = (at: number) =>
  `{"id":"U${at}","userName":"p${at}","profileUrl":"https://acme.slack.com/team/p${at}"}`;
const everybody = Array.from({ length: 10_000 }, (_, at) => `{"value":"U${at + 1}"}`).join();
const groupText = (at: number) => `{"id":"S${at}","displayName":"g${at}","members":[${everybody}]}`;

test("a refresh of 10,000 people and 200 groups of 10,000 takes at most 35 requests", async () => {
  const slack = await startServer(hugeOrganization);
  const config: Record<string, string> = {
    "slack-scim:token": "xoxp-test",
    "slack-scim:baseUrl": `${slack.url}v2/`,
    "slack-scim:limits": "off",
  };
  const run = new Run({
    settings: () => readSettings({ get: (key) => config[key] }, {}),
    connect: (settings) => connect(settings, { clock: slack.clock }),
    print: () => {},
    clock: STANDSTILL,
    watch: { now: Date.now, ...STANDSTILL },
  });
  const ids = (letter: string, count: number) =>
    Array.from({ length: count }, (_, at) => `${letter}${at + 1}`);
  const found = await Promise.all([
    ...ids("U", 10_000).map((id) => readUser(run, id, { ...state, userName: "x" })),
    ...ids("S", 200).map((id) => readGroup(run, id, { ...state, displayName: "x" })),
  ]);
  expect(found.every((one) => one !== undefined)).toBe(true);
  expect(slack.asked.length).toBeLessThanOrEqual(35);
  expect(slack.log().filter((request) => /\/[US]\d/.test(request)).length).toBeLessThanOrEqual(8);
});

test("whoever a scan does not show is asked for by id before they count as gone", () =>
  inWorld(async ({ slack, begin, asked }) => {
    const ids = ["a", "b", "c", "d", "e", "f"].map((userName) =>
      slack.addUser({ userName, emails: [{ value: `${userName}@x.y`, primary: true }] }),
    );
    const short = { schemas: [], Resources: [], totalResults: 0, itemsPerPage: 0, startIndex: 1 };
    slack.fault({ method: "GET", path: "Users", status: 200, body: short, times: 1 });
    const run = begin();
    const found = await Promise.all(ids.map((id) => readUser(run, id, { ...state, userName: "x" })));
    expect(found.every((one) => one !== undefined)).toBe(true);
    expect(asked().filter((request) => request === "GET Users 200")).toHaveLength(1);
    slack.removeUser(ids[5] ?? "");
    expect(await readUser(begin(), ids[5] ?? "", { ...state, userName: "x" })).toBeUndefined();
  }));

/** A snapshot of a world that counts what it is asked. */
function counted(world: Map<string, { id: string; title: string }>) {
  const counts = { gets: 0, scans: 0, now: 0 };
  const snapshot = new Snapshot({
    ...PACKING,
    get: async (id: string) => {
      counts.gets += 1;
      return world.get(id);
    },
    async *scan() {
      counts.scans += 1;
      for (const one of world.values()) yield PACKING.pack(one);
    },
    keysOf: () => [],
    now: () => counts.now,
  });
  return { snapshot, counts };
}

const six = () => new Map([..."123456"].map((id) => [id, { id, title: "old" }]));

test("concurrent readers wait for one scan", async () => {
  const { snapshot, counts } = counted(six());
  await Promise.all([..."123456123456"].map((id) => snapshot.read(id)));
  expect(counts).toMatchObject({ gets: 4, scans: 1 });
});

test("the run's own writes are in the snapshot, and it is dropped after a few minutes", async () => {
  const world = six();
  const { snapshot, counts } = counted(world);
  await Promise.all([..."123456"].map((id) => snapshot.read(id)));
  snapshot.put({ id: "1", title: "new" });
  snapshot.drop("2");
  expect(await snapshot.read("1")).toEqual({ id: "1", title: "new" });
  expect(await snapshot.read("2")).toBeUndefined();
  expect(counts.scans).toBe(1);
  counts.now += 4 * 60_000;
  expect(await snapshot.read("3")).toEqual({ id: "3", title: "old" });
  expect(counts.scans).toBe(2);
});

test("a scan that failed is tried again by the next reader", async () => {
  let scans = 0;
  const snapshot = new Snapshot({
    ...PACKING,
    get: async (id: string) => ({ id }),
    async *scan() {
      scans += 1;
      if (scans === 1) throw new Error("no connection");
      yield { id: "9", text: JSON.stringify({ id: "9" }) };
    },
    keysOf: () => [],
    now: () => 0,
  });
  for (const id of "1234") await snapshot.read(id);
  await expect(snapshot.read("9")).rejects.toThrow("no connection");
  expect(await snapshot.read("9")).toEqual({ id: "9" });
});
