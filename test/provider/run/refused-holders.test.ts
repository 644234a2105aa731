import { hostedBy } from "../../../provider/resources/hosted";
import type { Run } from "../../../provider/run/run";
import { patientClock } from "../few-at-a-time";
import { emailOf, inWorld, type World } from "../support";

const methodsOf = (run: Run) => hostedBy(run, () => {});

const person = (name: string, address = name) => ({ userName: name, ...emailOf(`${address}@example.com`) });

/** Two people of a stack, for whom a later program declares each other's address: the check of the second one fails. */
async function exchanged(world: World) {
  const stack = methodsOf(world.begin());
  const [ada, bert] = await Promise.all([
    stack.user.create(person("ada")),
    stack.user.create(person("bert")),
  ]);
  world.slack.clearLog();
  const methods = methodsOf(world.begin({ previewLookups: "off" }));
  await methods.user.check(person("ada"), person("ada", "bert"));
  await methods.user.diff(ada.id, ada.outs, person("ada", "bert"));
  const { failures } = await methods.user.check(person("bert"), person("bert", "ada"));
  expect(failures).toEqual([{ property: "", reason: expect.stringContaining("Do it in two steps") }]);
  return { methods, bert };
}

test("the account of somebody whose exchange of addresses was refused is not taken over by adoptId", () =>
  inWorld(async (world) => {
    const { methods, bert } = await exchanged(world);
    const news = { ...person("cleo"), adoptId: bert.id };
    expect((await methods.user.check({}, news)).failures).toEqual([]);
    await expect(methods.user.create(news)).rejects.toThrow(
      `by a name or address in its state, another resource of this program has user bert (${bert.id}), and was itself refused in this run. Nothing was changed. Mend that one first`,
    );
    expect(world.slack.writes).toEqual([]);
  }));

test("the account of somebody whose check failed is refused to adoptId in the preview already", () =>
  inWorld(async ({ slack, begin }) => {
    const before = person("bert");
    const { id } = await methodsOf(begin()).user.create(before);
    const methods = methodsOf(begin());
    await methods.user.check(before, { ...person("bert", "bert.x"), title: 7 });
    const { failures } = await methods.user.check({}, { ...person("cleo"), adoptId: id });
    expect(failures).toEqual([
      { property: "", reason: expect.stringContaining(`has user bert (${id}), and was itself refused`) },
    ]);
    expect(slack.user(id)).toMatchObject({ userName: "bert" });
  }));

test("the account of somebody whose check failed is not taken over by the address that was to be given up", () =>
  inWorld(async ({ slack, begin }) => {
    const before = person("bert");
    const { id } = await methodsOf(begin()).user.create(before);
    const methods = methodsOf(begin({ previewLookups: "off" }));
    const bad = { ...person("bert", "bert.x"), title: 7 };
    expect((await methods.user.check(before, bad)).failures).toHaveLength(1);
    const news = { ...before, onConflict: "adopt", title: "Lead" };
    expect((await methods.user.check({}, news)).failures).toEqual([]);
    await expect(methods.user.create(news)).rejects.toThrow(`has user bert (${id}), and was itself refused`);
    expect(slack.user(id)?.title).toBe("");
  }));

test.each(["adoptId", "its name"])(
  "the group of a resource whose check failed is not taken over by %s",
  (by) =>
    inWorld(async ({ slack, begin }) => {
      const before = { displayName: "Data" };
      const { id } = await methodsOf(begin()).group.create(before);
      slack.clearLog();
      const methods = methodsOf(begin({ previewLookups: "off" }));
      const bad = { displayName: "Facts", membership: "additive" };
      expect((await methods.group.check(before, bad)).failures).toHaveLength(1);
      const news = by === "adoptId" ? { displayName: "Ops", adoptId: id } : before;
      expect((await methods.group.check({}, news)).failures).toEqual([]);
      await expect(methods.group.create(news)).rejects.toThrow(
        `another resource of this program has group ${id}, and was itself refused in this run`,
      );
      expect(slack.writes).toEqual([]);
    }),
);

test("whom a directory has whose check failed nobody takes over", () =>
  inWorld(async ({ slack, begin }) => {
    const people = (title: unknown) => ({
      ada: JSON.stringify(person("ada")),
      bert: JSON.stringify({ ...person("bert"), title }),
    });
    const before = { people: people("Lead"), groups: {} };
    await methodsOf(begin()).directory.create(before);
    const id = slack.user("ada@example.com")?.id;
    slack.clearLog();
    const methods = methodsOf(begin({ previewLookups: "off" }));
    expect((await methods.directory.check(before, { people: people(7), groups: {} })).failures).toHaveLength(
      1,
    );
    await expect(methods.user.create({ ...person("cleo"), adoptId: id })).rejects.toThrow(
      "Mend that one first",
    );
    expect(slack.writes).toEqual([]);
  }));

/** What a new resource would take over before the one is heard of that has it. */
const LATE = [
  ["a person, by adoptId", "user", person("ada"), (id: string) => ({ ...person("cleo"), adoptId: id })],
  [
    "a group, by adoptId",
    "group",
    { displayName: "Data" },
    (id: string) => ({ displayName: "Ops", adoptId: id }),
  ],
  [
    "a group, by a name that its own resource gives up",
    "group",
    { displayName: "Data" },
    () => ({ displayName: "Data" }),
  ],
] as const;

test.each(LATE)("%s, is not taken over before the run has heard who has it", (_what, kind, before, newOf) =>
  inWorld(
    async ({ slack, begin }) => {
      const { id, outs } = await methodsOf(begin())[kind].create(before);
      slack.clock.advance(48 * 3600_000);
      const methods = methodsOf(begin({ previewLookups: "off" }));
      const news = newOf(id);
      await methods[kind].check({}, news);
      const taking = methods[kind].create(news).then(
        (made) => made.id,
        () => undefined,
      );
      // The one that has it waits for people who are still being made, one after the other.
      for (const name of ["dora", "emil", "fay"]) await methods.user.create(person(name));
      const after = kind === "group" ? { displayName: "Facts" } : before;
      await methods[kind].check(before, after);
      await methods[kind].diff(id, outs, after).catch(() => {});
      await methods[kind].update(id, outs, after);
      expect(await taking).not.toBe(id);
      expect(kind === "group" ? slack.group(id) : slack.user(id)).toMatchObject(
        kind === "group" ? { displayName: "Facts" } : { userName: "ada" },
      );
    },
    {},
    patientClock(),
  ),
);

test("an account is not taken over by adoptId before those are taken over for whom the one waits that has it", () =>
  inWorld(
    async ({ slack, begin }) => {
      const { id, outs } = await methodsOf(begin()).user.create(person("bert"));
      slack.addUser(person("emil"));
      slack.clock.advance(48 * 3600_000);
      const methods = methodsOf(begin({ previewLookups: "off" }));
      const taking = methods.user.create({ ...person("ada"), adoptId: id });
      const refused = expect(taking).rejects.toThrow(
        `adoptId names ${id}, which another resource of this program has`,
      );
      const manager = await methods.user.create(person("emil"));
      const led = { ...person("bert"), enterprise: { manager: { managerId: manager.id } } };
      await methods.user.check(person("bert"), led);
      await methods.user.diff(id, outs, led);
      await methods.user.update(id, outs, led);
      await refused;
      expect(slack.user(id)).toMatchObject({ userName: "bert" });
    },
    {},
    patientClock(),
  ));
