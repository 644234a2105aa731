import type { Properties } from "../../../provider/fields/properties";
import { hostedBy } from "../../../provider/resources/hosted";
import type { Run } from "../../../provider/run/run";
import { emailOf, inWorld, type World } from "../support";
import { type Declared, person, preview, textsOf, upWell } from "./support";

const DIRECTORY: Declared = { people: { "e-1": person("ada") }, groups: { data: { displayName: "Data" } } };
/** What a single resource declares that has in Slack what the directory's people and groups had. */
const ADA: Properties = { userName: "ada", ...emailOf("ada@new.example.com") };
const FACTS: Properties = { displayName: "Facts" };

const methodsOf = (run: Run) => hostedBy(run, () => {});

/** A directory that a stack has, and whose person and group somebody changed in Slack since. */
async function changed(world: World) {
  const kept = await upWell(world.begin(), DIRECTORY);
  const [ada, data] = [world.slack.user("ada")?.id ?? "", world.slack.group("Data")?.id ?? ""];
  world.slack.clock.advance(48 * 3600_000);
  world.slack.change(ada, (one) => {
    one.emails = [{ value: "ada@new.example.com", primary: true }];
  });
  world.slack.change(data, (one) => {
    one.displayName = "Facts";
  });
  world.slack.clearLog();
  return { kept, ada, data };
}

test("whom a directory has no new resource takes over by what somebody changed in Slack: the preview refuses whichever is heard of last", () =>
  inWorld(async (world) => {
    const { kept, ada, data } = await changed(world);
    const first = world.begin();
    const { user, group } = methodsOf(first);
    expect((await user.check({}, ADA)).failures).toEqual([]);
    expect((await group.check({}, FACTS)).failures).toEqual([]);
    const refusal = await preview(first, DIRECTORY, kept);
    for (const name of [`people.e-1: user ada (${ada})`, `groups.data: group ${data}`])
      expect(refusal).toContain(
        `${name}: this resource has it in its state, and in Slack it has the name or address that another, new one declares`,
      );

    const last = world.begin();
    expect(await preview(last, DIRECTORY, kept)).toBeUndefined();
    const later = methodsOf(last);
    for (const { failures } of [await later.user.check({}, ADA), await later.group.check({}, FACTS)])
      expect(failures).toEqual([
        { property: "", reason: expect.stringContaining("another resource of this program has") },
      ]);
    expect(world.slack.writes).toEqual([]);
  }));

test("what a directory and another resource have in their states both is refused", () =>
  inWorld(async (world) => {
    const { kept, ada, data } = await changed(world);
    const read = methodsOf(world.begin());
    const [person, team] = [await read.user.read(ada, {}), await read.group.read(data, {})];
    const run = world.begin();
    const { user, group } = methodsOf(run);
    await user.check(ADA, ADA);
    await group.check(FACTS, FACTS);
    await user.diff(ada, person.props as Properties, ADA);
    await group.diff(data, team.props as Properties, FACTS);
    const refusal = await preview(run, DIRECTORY, kept);
    for (const name of [`people.e-1: user ada (${ada})`, `groups.data: group ${data}`])
      expect(refusal).toContain(
        `${name}: another resource of this program has it in its state as well, and the two would undo each other's changes. Nothing was changed.`,
      );
    expect(world.slack.writes).toEqual([]);
  }));

test("an address that a directory gives up goes to a newcomer, who does not get the account that had it", () =>
  inWorld(async (world) => {
    const kept = await upWell(world.begin(), DIRECTORY);
    const ada = world.slack.user("ada")?.id;
    world.slack.clock.advance(48 * 3600_000);
    const run = world.begin();
    const { user, directory } = methodsOf(run);
    const moved = { ...DIRECTORY, people: { "e-1": person("ada", emailOf("ada@new.example.com")) } };
    const newcomer: Properties = {
      userName: "adalbert",
      onConflict: "adopt",
      ...emailOf("ada@example.com"),
    };
    expect(await preview(run, moved, kept)).toBeUndefined();
    expect((await user.check({}, newcomer)).failures).toEqual([]);
    const [made] = await Promise.all([
      user.create(newcomer),
      directory.update(kept.id, kept.outs, textsOf(moved)),
    ]);
    expect(made.id).not.toBe(ada);
    expect(world.slack.user("adalbert")?.emails).toMatchObject([{ value: "ada@example.com" }]);
    expect(world.slack.user("ada")?.emails).toMatchObject([{ value: "ada@new.example.com" }]);
  }));

test("the same holds where both had it by one name, and the directory's entry has another one now", () =>
  inWorld(async (world) => {
    const kept = await upWell(world.begin(), DIRECTORY);
    const data = world.slack.group("Data")?.id ?? "";
    const team = await methodsOf(world.begin()).group.read(data, {});
    const run = world.begin();
    const { group } = methodsOf(run);
    await group.check({ displayName: "Data" }, { displayName: "Data" });
    await group.diff(data, team.props as Properties, { displayName: "Data" });
    const renamed = { facts: { displayName: "Facts", adoptId: data } };
    expect(await preview(run, { ...DIRECTORY, groups: renamed }, kept)).toContain(
      `groups.facts: group ${data}: another resource of this program has it in its state as well`,
    );
  }));
