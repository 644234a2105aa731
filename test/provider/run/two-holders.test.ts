import type { Properties } from "../../../provider/fields/properties";
import { hostedBy } from "../../../provider/resources/hosted";
import type { Run } from "../../../provider/run/run";
import { emailOf, inWorld, type World } from "../support";

type Kind = "user" | "group";

/** What has another key in Slack than its resource declares, since somebody changed that there. */
interface Changed {
  kind: Kind;
  /** What the resource declares that has it. */
  declared: Properties;
  /** What Slack holds now: another resource declares it. */
  live: Properties;
  change(world: World, id: string): void;
}

const CHANGED: Changed[] = [
  {
    kind: "group",
    declared: { displayName: "Data" },
    live: { displayName: "Facts" },
    change: ({ slack }, id) =>
      slack.change(id, (one) => {
        one.displayName = "Facts";
      }),
  },
  {
    kind: "user",
    declared: { userName: "ada", ...emailOf("ada@example.com") },
    live: { userName: "ada", ...emailOf("ada@new.example.com") },
    change: ({ slack }, id) =>
      slack.change(id, (one) => {
        one.emails = [{ value: "ada@new.example.com", primary: true }];
      }),
  },
];

const methodsOf = (run: Run, kind: Kind) => hostedBy(run, () => {})[kind];

/** One that a stack has, and that somebody changed in Slack since. */
async function changed(world: World, { kind, declared, change }: Changed) {
  const { id, outs } = await methodsOf(world.begin(), kind).create(declared);
  world.slack.clock.advance(48 * 3600_000);
  change(world, id);
  world.slack.clearLog();
  return { id, outs };
}

describe.each(CHANGED)("a $kind that somebody changed in Slack", (scene) => {
  const { kind, declared, live } = scene;

  test("is not taken over by a new resource whose name it has there, in preview and update", () =>
    inWorld(async (world) => {
      const { id, outs } = await changed(world, scene);
      const methods = methodsOf(world.begin(), kind);
      await methods.check(declared, declared);
      expect(await methods.diff(id, outs, declared)).toMatchObject({ changes: false });
      const refusal = `another resource of this program has ${kind}`;
      const { failures } = await methods.check({}, live);
      expect(failures).toEqual([{ property: "", reason: expect.stringContaining(refusal) }]);
      expect(failures[0]?.reason).toContain(id);
      expect(failures[0]?.reason).toContain(
        "in its state, and in Slack it has the name or address that this one declares: somebody changed that there. Each would undo what the other does, so nothing is taken over. " +
          "Run `pulumi refresh` to see what changed. Then take the new resource out of the program, or change the name or address back, or, if the resource was only renamed in the program, give the new one `aliases`.",
      );
      await expect(methods.create(live)).rejects.toThrow(refusal);
      expect(world.slack.writes.filter(({ status }) => status < 300)).toEqual([]);
    }));

  test("is refused in the preview where the new resource comes first", () =>
    inWorld(async (world) => {
      const { id, outs } = await changed(world, scene);
      const methods = methodsOf(world.begin(), kind);
      expect((await methods.check({}, live)).failures).toEqual([]);
      await methods.check(declared, declared);
      await expect(methods.diff(id, outs, declared)).rejects.toThrow(
        ": this resource has it in its state, and in Slack it has the name or address that another, new one declares",
      );
      expect(world.slack.writes).toEqual([]);
    }));

  test("is said to be had twice where nobody looked ahead, in that run and in each later one, and stays when one of the two goes", () =>
    inWorld(async (world) => {
      const { id, outs } = await changed(world, scene);
      const methods = methodsOf(world.begin({ previewLookups: "off" }), kind);
      await methods.check({}, live);
      const taker = await methods.create(live);
      expect(taker.id).toBe(id);
      await methods.check(declared, declared);
      const refusal =
        "another resource of this program came first in this run and took it over, since it had its name or address still. Nothing more is changed. " +
        "Take that one out of the state (`pulumi state delete`), let it depend on this one (`dependsOn`), and run `pulumi up` again.";
      await expect(methods.diff(id, outs, declared)).rejects.toThrow(refusal);
      await expect(methods.update(id, outs, declared)).rejects.toThrow(refusal);

      const later = methodsOf(world.begin(), kind);
      await later.check(declared, declared);
      await later.check(live, live);
      await later.diff(id, outs, declared);
      await expect(later.diff(id, taker.outs, live)).rejects.toThrow(
        "another resource of this program has it in its state as well, and the two would undo each other's changes. Nothing was changed. " +
          "Take the one that is not meant out of the state (`pulumi state delete`, which changes nothing in Slack) and out of the program.",
      );

      const last = methodsOf(world.begin({ onDelete: "deactivate", onGroupDelete: "delete" }), kind);
      await last.check(declared, declared);
      await last.diff(id, outs, declared);
      await last.delete(id, taker.outs);
      expect(world.lines).toContainEqual(expect.stringContaining("released"));
      expect(world.slack.writes.filter(({ method }) => method === "DELETE")).toEqual([]);
    }));

  test("and that a new resource took over before its own gives that up, is refused to that one's update alone: all else goes on", () =>
    inWorld(async (world) => {
      const { id, outs } = await methodsOf(world.begin(), kind).create(live);
      world.slack.clock.advance(48 * 3600_000);
      const methods = methodsOf(world.begin({ previewLookups: "off" }), kind);
      const newcomer = { ...live, onConflict: "adopt" };
      await methods.check({}, newcomer);
      expect((await methods.create(newcomer)).id).toBe(id);
      await methods.check(live, declared);
      expect(await methods.diff(id, outs, declared)).toMatchObject({ changes: true });
      await expect(methods.update(id, outs, declared)).rejects.toThrow("took it over");
    }));

  test("is handed on where its resource gives that up, whichever comes first", () =>
    inWorld(async (world) => {
      const { id, outs } = await methodsOf(world.begin(), kind).create(live);
      world.slack.clock.advance(48 * 3600_000);
      const methods = methodsOf(world.begin(), kind);
      expect((await methods.check({}, { ...live, onConflict: "adopt" })).failures).toEqual([]);
      await methods.check(live, declared);
      expect(await methods.diff(id, outs, declared)).toMatchObject({ changes: true });
    }));
});

test("a person who is made anew under another address is deactivated under the former one, and a group that is made anew is not deleted", () =>
  inWorld(async (world) => {
    const person = (userName: string) => ({ userName, ...emailOf(`${userName}@example.com`) });
    const [former, wanted] = [person("ada"), person("countess")] as const;
    const { id, outs } = await methodsOf(world.begin(), "user").create(former);
    const people = methodsOf(world.begin(), "user");
    await people.check(former, wanted);
    await people.diff(id, outs, wanted);
    const made = await people.create(wanted);
    await people.delete(id, outs);
    expect(world.slack.users().map(({ id: one, active }) => [one, active])).toEqual(
      expect.arrayContaining([
        [id, false],
        [made.id, true],
      ]),
    );

    const team = { displayName: "Data" };
    const group = await methodsOf(world.begin(), "group").create(team);
    const groups = methodsOf(world.begin(), "group");
    await groups.check(team, team);
    await groups.diff(group.id, group.outs, team);
    expect((await groups.create(team)).id).toBe(group.id);
    await groups.delete(group.id, group.outs);
    expect(world.slack.group("Data")?.id).toBe(group.id);
  }));
