import { Exchanges } from "../../../provider/run/exchanges";
import { givenUpByUser } from "../../../provider/user/handover";
import { type Declared, FewAtATime } from "../few-at-a-time";
import { inWorld } from "../support";
import { held, inEveryOrder, person, stackOf } from "./hand-on-support";

const circles: { kind: string; after: Declared[] }[] = [
  { kind: "addresses", after: [person("anna", "anna", "bert"), person("bert", "bert", "anna")] },
  { kind: "userNames", after: [person("anna", "bert", "anna"), person("bert", "anna", "bert")] },
  {
    kind: "an address for a userName",
    after: [person("anna", "other", "bert"), person("bert", "anna", "new")],
  },
  {
    kind: "addresses among three",
    after: [person("anna", "anna", "bert"), person("bert", "bert", "carl"), person("carl", "carl", "anna")],
  },
];

test.each(circles)(
  "an exchange of $kind is refused by the check that closes it, with everybody's name and the way in two steps; nobody waits and nobody is changed",
  ({ after }) =>
    inEveryOrder(after, async (order, world, slept) => {
      const stack = await stackOf(world, ...after.map(({ name }) => person(name)));
      const before = held(world.slack, stack);
      const last = order.at(-1)?.name ?? "";
      for (const parallel of [after.length - 1, 8]) {
        const failures = await stack.up(world.begin(), order, { parallel });
        for (const { name } of after) expect(failures[last]).toContain(`user ${name} is to get what user `);
        expect(failures[last]).toContain(
          `Do it in two steps: declare for user ${last} another userName or address that is really theirs`,
        );
        expect(Object.keys(failures).sort()).toEqual(after.map(({ name }) => name));
        expect(held(world.slack, stack)).toEqual(before);
        expect(slept).toEqual([]);
      }
    }),
);

test("who waits for one of a circle closes none", () => {
  const exchanges = new Exchanges();
  const move = (name: string, wants: string, gives: string) => ({ name, wants: [wants], gives: [gives] });
  expect(exchanges.add(move("anna", "b", "a"))).toBeUndefined();
  expect(exchanges.add(move("bert", "a", "b"))?.map(({ name }) => name)).toEqual(["bert", "anna"]);
  expect(exchanges.add(move("carl", "a", "c"))).toBeUndefined();
});

test("another letter case of a userName or an address gives nothing up", () => {
  const [lower, upper] = [person("bert").inputs, person("BERT").inputs];
  expect(givenUpByUser(upper, lower)).toEqual([]);
  expect(givenUpByUser(lower, upper)).toEqual([]);
});

test("the two steps that the refusal of an exchange names lead to it", () =>
  inWorld(async (world) => {
    const stack = await stackOf(world, person("anna"), person("bert"));
    const wanted = [person("anna", "anna", "bert"), person("bert", "bert", "anna")];
    expect(
      await stack.up(world.begin(), [person("anna", "anna", "bert"), person("bert", "bert", "own")]),
    ).toEqual({});
    expect(await stack.up(world.begin(), wanted)).toEqual({});
    expect(held(world.slack, stack)).toEqual({ anna: ["anna", "bert"], bert: ["bert", "anna"] });
  }));

test("an exchange is seen whatever the letter case, and a swap of one's own addresses is none", () =>
  inWorld(async ({ slack, begin }) => {
    const stack = new FewAtATime();
    await stack.up(begin(), [person("anna"), person("bert")]);
    const upper = [person("anna", "ANNA", "BERT"), person("bert", "Bert", "Anna")];
    expect(Object.keys(await stack.up(begin(), upper))).toContain("bert");
    const both = (first: string, second: string): Declared => ({
      name: "anna",
      inputs: {
        userName: "anna",
        emails: [
          { value: `${first}@example.com`, primary: true },
          { value: `${second}@example.com`, primary: false },
        ],
      },
    });
    expect(await stack.up(begin(), [both("anna", "second")])).toEqual({});
    expect(await stack.up(begin(), [both("second", "anna")])).toEqual({});
    expect(held(slack, stack).anna).toEqual(["anna", "second", "anna"]);
  }));
