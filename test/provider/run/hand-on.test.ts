import { HandOns, TakenError } from "../../../provider/run/hand-on";
import { type Declared, FewAtATime, patientClock } from "../few-at-a-time";
import { emailOf, inWorld } from "../support";
import { group, held, inEveryOrder, person, stackOf } from "./hand-on-support";

const chains: { kind: string; after: Declared[]; holds: Record<string, string[]> }[] = [
  {
    kind: "an address goes from one to another",
    after: [person("anna", "anna", "bert"), person("bert", "bert", "new")],
    holds: { anna: ["anna", "bert"], bert: ["bert", "new"] },
  },
  {
    kind: "a userName goes from one to another",
    after: [person("anna", "bert", "anna"), person("bert", "new", "bert")],
    holds: { anna: ["bert", "anna"], bert: ["new", "bert"] },
  },
  {
    kind: "an address goes from a second to a first and a userName from a third to a second",
    after: [person("anna", "anna", "bert"), person("bert", "carl", "new"), person("carl", "new", "carl")],
    holds: { anna: ["anna", "bert"], bert: ["carl", "new"], carl: ["new", "carl"] },
  },
  {
    kind: "an address comes from one and the userName from another",
    after: [person("anna", "carl", "bert"), person("bert", "bert", "new"), person("carl", "new", "carl")],
    holds: { anna: ["carl", "bert"], bert: ["bert", "new"], carl: ["new", "carl"] },
  },
];

test.each(chains)("in one up, in whatever order, $kind", ({ after, holds }) =>
  inEveryOrder(after, async (order, world, slept) => {
    const stack = await stackOf(world, ...after.map(({ name }) => person(name)));
    expect(await stack.up(world.begin(), order)).toEqual({});
    expect(held(world.slack, stack)).toEqual(holds);
    expect(slept).toEqual([]);
    world.asked();
    expect(await stack.up(world.begin(), order)).toEqual({});
    expect(world.asked()).toEqual([]);
  }),
);

test("a chain of two takes whichever order with one call at a time: the update that can't begin is carried out ahead, once", () =>
  inEveryOrder(
    [person("anna", "anna", "bert"), person("bert", "bert", "new")],
    async (order, world, slept) => {
      const stack = await stackOf(world, person("anna"), person("bert"));
      world.asked();
      expect(await stack.up(world.begin(), order, { parallel: 1 })).toEqual({});
      expect(held(world.slack, stack)).toEqual({ anna: ["anna", "bert"], bert: ["bert", "new"] });
      const bert = stack.state.get("bert")?.id;
      expect(world.asked().filter((request) => request === `PATCH Users/${bert} 200`)).toHaveLength(1);
      expect(slept).toEqual(order[0]?.name === "anna" ? [1000] : []);
      expect(await stack.up(world.begin(), order)).toEqual({});
      expect(world.asked()).toEqual([]);
    },
  ));

test("a chain of three takes whichever order with two calls at a time", () =>
  inEveryOrder(
    [person("anna", "anna", "bert"), person("bert", "bert", "carl"), person("carl", "carl", "new")],
    async (order, world) => {
      const stack = await stackOf(world, person("anna"), person("bert"), person("carl"));
      expect(await stack.up(world.begin(), order, { parallel: 2 })).toEqual({});
      expect(held(world.slack, stack)).toEqual({
        anna: ["anna", "bert"],
        bert: ["bert", "carl"],
        carl: ["carl", "new"],
      });
    },
  ));

test("whom one call at a time keeps from being heard of is not waited for for good, and the next up goes on", () =>
  inEveryOrder(
    [person("anna", "anna", "bert"), person("dora", "dora", "other"), person("bert", "bert", "new")],
    async (order, world, slept) => {
      const stack = await stackOf(world, person("anna"), person("bert"), person("dora"));
      const failures = await stack.up(world.begin(), order, { parallel: 1 });
      if (Object.keys(failures).length > 0) {
        expect(order.map(({ name }) => name)).toEqual(["anna", "dora", "bert"]);
        expect(slept).toEqual([15_000]);
        expect(failures.anna).toContain(`belongs to ${stack.state.get("bert")?.id} (bert)`);
        expect(failures.anna).toContain("`dependsOn`");
        expect(held(world.slack, stack).anna).toEqual(["anna", "anna"]);
        expect(await stack.up(world.begin(), [...order].reverse(), { parallel: 1 })).toEqual({});
      }
      expect(held(world.slack, stack)).toMatchObject({ anna: ["anna", "bert"], bert: ["bert", "new"] });
    },
  ));

test("who waits is patient while another call is at work, however long the engine takes to come to the holder", () => {
  const clock = patientClock();
  return inWorld(
    async (world) => {
      const stack = await stackOf(world, person("anna"), person("bert"), person("dora"));
      const run = world.begin();
      let rest: Promise<Record<string, string>> = Promise.resolve({});
      const longCall = run.handOns.during(async () => {
        for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate);
        rest = stack.up(run, [person("bert", "bert", "new")]);
      });
      expect(await stack.up(run, [person("anna", "anna", "bert")])).toEqual({});
      await longCall;
      expect(await rest).toEqual({});
      expect(clock.slept).toEqual([]);
    },
    {},
    clock,
  );
});

test("a create gets the address or the userName that an update gives up, in whatever order the two are called", () =>
  inEveryOrder(
    [
      person("anna", "anna", "bert"),
      person("bert", "bert", "new"),
      person("newcomer", "carl", "third"),
      person("carl", "carla"),
    ],
    async (order, world) => {
      const stack = await stackOf(world, person("bert"), person("carl"));
      expect(await stack.up(world.begin(), order)).toEqual({});
      expect(held(world.slack, stack)).toEqual({
        anna: ["anna", "bert"],
        bert: ["bert", "new"],
        newcomer: ["carl", "third"],
        carl: ["carla", "carla"],
      });
      expect(world.slack.users().filter(({ emails }) => emails?.length)).toHaveLength(5);
    },
  ));

test.each([
  {
    kind: "a person",
    before: person("bert"),
    moving: person("bert", "albert", "new"),
    newcomer: { ...person("newcomer"), inputs: { ...person("bert").inputs, onConflict: "adopt" } },
  },
  {
    kind: "a group",
    before: group("Data"),
    moving: group("Data", "Facts"),
    newcomer: group("newcomer", "Data"),
  },
])(
  "a newcomer who may take over leaves $kind alone who is about to become another one, with and without a scan",
  async ({ before, moving, newcomer }) => {
    for (const scans of [false, true]) {
      await inEveryOrder([moving, newcomer], async (order, world) => {
        const stack = await stackOf(world, before);
        const run = world.begin();
        if (scans) await Promise.all([run.people.find([]), run.groups.find([])]);
        expect(await stack.up(run, order, { parallel: 1 })).toEqual({});
        expect(new Set([...stack.state.values()].map(({ id }) => id)).size).toBe(2);
        expect(stack.state.get("newcomer")?.outs).toMatchObject({ adopted: false });
      });
    }
  },
);

test("where the holder's own update fails, who waits for it fails too, is not changed, and the next up mends both", () =>
  inEveryOrder([person("anna", "anna", "bert"), person("bert", "bert", "new")], async (order, world) => {
    const { slack } = world;
    const stack = await stackOf(world, person("anna"), person("bert"));
    const bert = stack.state.get("bert")?.id;
    slack.fault({ method: "PATCH", path: `Users/${bert}`, status: 403, times: 1 });
    const failures = await stack.up(world.begin(), order);
    expect(failures.bert).toContain("403");
    if (failures.anna !== undefined) {
      expect(failures.anna).toContain(
        `belongs to ${bert} (bert). The resource that was to give it up could not be updated`,
      );
    }
    expect(held(slack, stack)).toEqual({ anna: ["anna", "anna"], bert: ["bert", "bert"] });
    expect(await stack.up(world.begin(), order)).toEqual({});
    expect(held(slack, stack)).toEqual({ anna: ["anna", "bert"], bert: ["bert", "new"] });
  }));

test.each([0, 1])(
  "an engine that is killed after %d of a chain's updates is followed by an up that converges",
  (killedAfter) =>
    inEveryOrder([person("anna", "anna", "bert"), person("bert", "bert", "new")], async (order, world) => {
      const stack = await stackOf(world, person("anna"), person("bert"));
      await stack.up(world.begin(), order, { parallel: 1, killedAfter });
      expect(await stack.up(world.begin(), order)).toEqual({});
      expect(held(world.slack, stack)).toEqual({ anna: ["anna", "bert"], bert: ["bert", "new"] });
      world.asked();
      expect(await stack.up(world.begin(), order)).toEqual({});
      expect(world.asked()).toEqual([]);
    }),
);

test("an address of somebody whom the run does not change is refused as before, with who has it and the ways on", () =>
  inWorld(async (world) => {
    const stack = await stackOf(world, person("anna"));
    const id = world.slack.addUser({ userName: "zoe", ...emailOf("zoe@example.com") });
    const { anna } = await stack.up(world.begin(), [person("anna", "anna", "zoe")]);
    expect(anna).toContain(
      `user anna (${stack.state.get("anna")?.id}): the userName or an e-mail address belongs to ${id} (zoe), and no resource that this run has come to gives it up. Nothing was changed.`,
    );
    expect(held(world.slack, stack)).toEqual({ anna: ["anna", "anna"] });
  }));

test("group names go on in one up in whatever order, a circle of them too, since two groups may share one", () =>
  inEveryOrder(
    [group("Data", "Facts"), group("Facts", "Data"), group("Old", "Older"), group("newcomer", "Old")],
    async (order, world) => {
      const stack = await stackOf(world, group("Data"), group("Facts"), group("Old"));
      expect(await stack.up(world.begin(), order)).toEqual({});
      const names = [...stack.state].map(([name, { id }]) => [name, world.slack.group(id)?.displayName]);
      expect(Object.fromEntries(names)).toEqual({
        Data: "Facts",
        Facts: "Data",
        Old: "Older",
        newcomer: "Old",
      });
      expect(new Set([...stack.state.values()].map(({ id }) => id)).size).toBe(4);
    },
  ));

test.each([
  {
    kind: "a person",
    before: person("bert"),
    renamed: person("bert", "albert", "new"),
    newcomer: { ...person("newcomer"), inputs: { ...person("bert").inputs, onConflict: "adopt" } },
  },
  {
    kind: "a group",
    before: group("Data"),
    renamed: group("Data", "Facts"),
    newcomer: group("newcomer", "Data"),
  },
])(
  "$kind that a newcomer took over before the run came to its own resource is not updated by that one, with the way on",
  ({ before, renamed, newcomer }) =>
    inWorld(async (world) => {
      const stack = await stackOf(world, before);
      const run = world.begin();
      expect(await stack.up(run, [newcomer])).toEqual({});
      const failures = await stack.up(run, [renamed]);
      expect(failures[before.name]).toContain(
        "another resource of this program came first in this run and took it over",
      );
      stack.state.delete("newcomer");
      expect(await stack.up(world.begin(), [renamed, newcomer])).toEqual({});
      expect(new Set([...stack.state.values()].map(({ id }) => id)).size).toBe(2);
    }),
);

test("two who wait for each other although no check could see it are both refused", async () => {
  const handOns = new HandOns(patientClock());
  const waiting = (id: string, holder: string) => () =>
    handOns.whenFree(async () => {
      throw new TakenError(`${id} is refused`, { id: holder, keys: [holder], described: id });
    }, id);
  const steps = { U1: waiting("U1", "U2"), U2: waiting("U2", "U1") };
  for (const [id, step] of Object.entries(steps)) handOns.announce(id, [id], step);
  const outcomes = await Promise.allSettled(
    Object.entries(steps).map(([id, step]) => handOns.during(() => handOns.update(id, step))),
  );
  expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
});

test("an update that joins the one carried out ahead counts as waiting: nobody is waited for for good", async () => {
  const sleepers: (() => void)[] = [];
  const handOns = new HandOns({ sleep: () => new Promise((wake) => void sleepers.push(wake)) });
  const wakeAll = async () => {
    await new Promise(setImmediate);
    for (const wake of sleepers.splice(0)) wake();
    await new Promise(setImmediate);
  };
  const needing = (id: string, holder: string) => () =>
    handOns.whenFree(async () => {
      throw new TakenError(`${id} is refused`, { id: holder, keys: [holder], described: id });
    }, id);
  handOns.announce("U2", ["U2"], needing("U2", "U3"));
  const first = handOns.during(() => handOns.update("U1", needing("U1", "U2")));
  await wakeAll(); // the engine does not begin the update of U2, so it is carried out ahead, and waits for U3
  const joined = handOns.during(() => handOns.update("U2", needing("U2", "U3")));
  const outcomes = Promise.allSettled([first, joined]);
  await wakeAll(); // nobody hears of U3
  expect((await outcomes).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
});

test("what Slack still refuses although nobody has it is refused as Slack said it", async () => {
  const handOns = new HandOns(patientClock());
  const cause = new Error("409");
  const step = () => Promise.reject(new TakenError("taken", undefined, { cause }));
  await expect(handOns.whenFree(step, "U1")).rejects.toBe(cause);
});

test("a conflict that is nobody else's is Slack's refusal, and nobody is said to be in their own way", () =>
  inWorld(async (world) => {
    const { slack } = world;
    const stack = await stackOf(world, person("anna"));
    slack.fault({ method: "PATCH", status: 409, times: 5 });
    const { anna } = await stack.up(world.begin(), [person("anna", "anna", "new")]);
    expect(anna).toContain("409");
    expect(anna).not.toContain("belongs to");
  }));

test("what was given up between the refusal and the look at who has it is asked for once more", () =>
  inWorld(async ({ slack, begin }) => {
    const before = [person("anna"), person("bert")];
    const stack = new FewAtATime();
    await stack.up(begin(), before);
    slack.fault({
      method: "PATCH",
      path: `Users/${stack.state.get("anna")?.id}`,
      status: 409,
      body: {
        schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"],
        detail: "username_taken",
        status: "409",
      },
      times: 1,
    });
    const after = [person("bert", "new", "bert"), person("anna", "bert", "anna")];
    expect(await stack.up(begin(), after, { parallel: 8 })).toEqual({});
    expect(held(slack, stack)).toEqual({ anna: ["bert", "anna"], bert: ["new", "bert"] });
  }));
