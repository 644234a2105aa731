import { engine, page, v1Error } from "../support/bodies";
import { startServer } from "../support/server";

const { members: _, ...head } = engine;

async function listed<T>(all: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const one of all) found.push(one);
  return found;
}

test("groups are read without their members, whether or not the server heeds the wish", async () => {
  const slack = await startServer(
    { body: engine },
    { body: head },
    { body: page([engine, { ...head, id: "S2" }]) },
  );
  const { withoutMembers } = slack.v2({}).groups;
  expect(await withoutMembers.get("S1")).toEqual(head);
  expect(await withoutMembers.get("S1")).toEqual(head);
  const all = await listed(withoutMembers.iterate());
  expect(all).toEqual([head, { ...head, id: "S2" }]);
  expect(slack.log()).toEqual([
    "GET Groups/S1?excludedAttributes=members",
    "GET Groups/S1?excludedAttributes=members",
    "GET Groups?count=20&startIndex=1&excludedAttributes=members",
  ]);
});

test("v1 has no way to leave members out, so it is not asked to", async () => {
  const slack = await startServer({ body: engine });
  expect(await slack.v1({}).groups.withoutMembers.get("S1")).toEqual(head);
  expect(slack.asked[0]?.path).toMatch(/Groups\/S1$/);
});

test("pages grow to 1,000 where members are left out, and not where they come all the same", async () => {
  const some = (members: object) =>
    Array.from({ length: 20 }, (_, at) => ({ ...head, ...members, id: `S${at}` }));
  const crowd = { members: Array.from({ length: 5000 }, (_, at) => ({ value: `U${at}` })) };
  const last = { body: page([{ ...head, id: "S99" }], 21, 21) };
  const heeding = await startServer({ body: page(some({}), 21) }, last);
  await listed(heeding.v2({}).groups.withoutMembers.iterate());
  expect(heeding.log()[1]).toContain("count=1000&startIndex=21");
  const ignoring = await startServer({ body: page(some(crowd), 21) }, last);
  await listed(ignoring.v2({}).groups.withoutMembers.iterate());
  expect(ignoring.log()[1]).toContain("count=29&startIndex=21");
});

test("a name finds its groups without their members, also where groups cannot be filtered", async () => {
  const others = [
    { ...engine, id: "S2" },
    { ...engine, id: "S3", displayName: "engine" },
  ];
  const slack = await startServer(v1Error(400, "no_filters"), { body: page([engine, ...others]) });
  const found = await slack.v2({}).groups.withoutMembers.findByDisplayName("Engine");
  expect(found).toEqual([head, { ...head, id: "S2" }]);
  expect(slack.log().map((asked) => asked.includes("filter="))).toEqual([true, false]);
});

test("what is no group is refused, and so is a blank name before anything is sent", async () => {
  const slack = await startServer({ body: { id: "S1" } });
  const { withoutMembers } = slack.v2({}).groups;
  await expect(withoutMembers.get("S1")).rejects.toThrow("is an object without displayName");
  await expect(withoutMembers.findByDisplayName(" ")).rejects.toThrow("displayName");
  expect(() => withoutMembers.iterate({ pageSize: 0 })).toThrow("pageSize");
  expect(slack.asked).toHaveLength(1);
});
