import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hostedBy } from "../../../provider/resources/hosted";
import { addLongAgo, inWorld, type World } from "../support";
import { crowd, type Declared, type Kept, person, preview, textsOf, up, upWell } from "./support";

/** What the preview says, ids as `*`. */
async function said(
  { begin, lines }: World,
  declared: Declared,
  kept?: Kept,
  settings = {},
): Promise<string[]> {
  const run = begin({ maxDeactivations: "99", maxReactivations: "99", ...settings });
  expect(await preview(run, declared, kept)).toBeUndefined();
  run.messages.flush();
  return lines.map((line) => line.replace(/\b[US]0\d+/g, "*"));
}

test("the preview names newcomers by what becomes of them, with the attributes that would be written", () =>
  inWorld(async (world) => {
    const { slack } = world;
    slack.addUser(person("asis") as never);
    addLongAgo(slack, { ...person("gone"), active: false } as never);
    addLongAgo(slack, { ...person("back"), active: false } as never);
    slack.addUser({ ...person("other"), title: "Old" } as never);
    const people = {
      a: person("asis"),
      b: person("gone"),
      c: person("back", { active: true }),
      d: person("other", { title: "New", onConflict: "adopt" }),
      e: person("fresh"),
    };
    expect(await said(world, { people })).toEqual([
      "1 not in Slack yet, to be created: people.e (user fresh)",
      "1 in Slack already, to be taken over as they are: people.a (user asis (*))",
      "1 in Slack already but deactivated, to be taken over as they are: people.b (user gone (*))",
      "1 in Slack already, to be taken over and changed: people.d (user other (*)): title",
      "1 in Slack already but deactivated, to be taken over and reactivated: people.c (user back (*)): active",
    ]);
    expect(await said(world, { people }, undefined, { previewLookups: "off" })).toEqual([
      expect.stringMatching(
        /^5 people to be created, or taken over where they are in Slack already: people\.a \(user asis\), /,
      ),
    ]);
  }));

test("the preview names who is changed, reactivated, deactivated, and who stays, the first ten of each", () =>
  inWorld(async (world) => {
    const { slack, begin } = world;
    const kept = await upWell(begin(), {
      people: { ...crowd(24), keep: person("keep", { onDelete: "retain" }), left: person("left") },
    });
    for (const userName of ["left", "p1012"])
      slack.change(slack.user(userName)?.id ?? "", (live) => {
        live.active = false;
      });
    const people = {
      ...Object.fromEntries(Object.entries(crowd(12, { title: "New", locale: "en" })).slice(0, 11)),
      "e-1011": person("p1011", { active: false }),
      "e-1012": person("p1012", { active: true }),
    };
    expect(await said(world, { people }, kept)).toEqual([
      expect.stringMatching(
        /^13 people to be changed: people\.e-1000 \(user p1000 \(\*\)\): title, locale, .*people\.e-1009 .* and 3 more$/,
      ),
      "1 of them to be reactivated: people.e-1012 (user p1012 (*))",
      "1 person to be deactivated, as declared: people.e-1011 (user p1011 (*))",
      expect.stringMatching(/^11 people who left the list, to be deactivated: people\.e-1013 .* and 1 more$/),
      "1 person who left the list, deactivated already: people.left (user left (*))",
      "1 person who left the list, to stay in Slack as they are: people.keep (user keep (*))",
    ]);
  }));

test("the preview names who joins and leaves which group, newcomers, strangers and the first ten groups", () =>
  inWorld(async (world) => {
    const { slack, begin } = world;
    const team = (members: string[]) => ({ displayName: "Team", members });
    const kept = await upWell(begin(), {
      people: crowd(3),
      groups: {
        team: team(["e-1000", "e-1001"]),
        old: { displayName: "Old" },
        kept: { displayName: "Kept" },
      },
    });
    const stranger = slack.addUser({ userName: "stranger" });
    slack.change(slack.group("Team")?.id ?? "", (live) => {
      live.members = [...live.members, { value: stranger, display: "" }];
    });
    const many = Object.fromEntries(
      Array.from({ length: 11 }, (_, at) => [`g${at}`, { displayName: `G${at}`, members: ["e-1000"] }]),
    );
    const declared = {
      people: { ...crowd(3), fresh: person("fresh") },
      groups: {
        team: team(["e-1000", "e-1002", "fresh"]),
        kept: { displayName: "Called otherwise" },
        ...many,
      },
    };
    const lines = await said(world, declared, kept);
    expect(lines.slice(1, 5)).toEqual([
      expect.stringMatching(/^11 groups not in Slack yet, to be created: groups\.g0, .* and 1 more$/),
      "2 groups to be changed: groups.team (*): members, groups.kept (*): displayName",
      "groups.g0: 1 joins: people.e-1000 (user p1000 (*))",
      "groups.g1: 1 joins: people.e-1000 (user p1000 (*))",
    ]);
    expect(lines.slice(13)).toEqual([
      "2 more groups: 3 join, 2 leave",
      "1 group to be deleted, for ever: groups.old (*)",
    ]);
    const [, , moves] = await said(
      world,
      { people: declared.people, groups: { team: declared.groups.team } },
      kept,
    );
    expect(moves).toBe(
      "groups.team (*): 2 join: people.e-1002 (user p1002 (*)), people.fresh (user fresh); 2 leave: people.e-1001 (user p1001 (*)), *",
    );
  }));

test("a group that create would refuse is not foretold as one that is not in Slack yet", () =>
  inWorld(async ({ begin, slack, lines }) => {
    const id = addLongAgo(slack, person("other") as never);
    slack.addGroup({ displayName: "Doors", members: [{ value: id }] });
    slack.clock.advance(48 * 3600_000);
    const run = begin();
    const groups = { doors: { displayName: "Doors", members: ["a"] }, cooks: { displayName: "Cooks" } };
    expect(await preview(run, { people: { a: person("ada") }, groups })).toMatch(/^groups\.doors: /);
    run.messages.flush();
    expect(lines.filter((line) => line.includes("group"))).toEqual([
      "1 group not in Slack yet, to be created: groups.cooks",
      "1 group to be created, or taken over where they are in Slack already: groups.doors",
      "groups.doors: 1 joins: people.a (user ada)",
    ]);
  }));

test("the plan file tells who joins and leaves, who is taken over, renamed and let go, and nothing that is not known", () =>
  inWorld(async ({ begin, slack }) => {
    const planFile = join(mkdtempSync(join(tmpdir(), "plan-")), "plan.json");
    const steps = () => JSON.parse(readFileSync(planFile, "utf8").replace(/\b[US]0\d+/g, "*")).steps;
    const kept = await upWell(begin(), {
      people: { ...crowd(3), boss: person("boss") },
      groups: { team: { displayName: "Team", members: ["e-1000", "e-1001"] }, old: { displayName: "Old" } },
    });
    slack.addUser({ ...person("other"), title: "Old" } as never);
    const { "e-1002": third, "e-1000": first } = crowd(3);
    const people = {
      "e-1000": { ...first, enterprise: { manager: { managerId: "new" } } },
      "n-1002": third as object,
      boss: person("boss", { onDelete: "retain" }),
      new: person("new"),
      other: person("other", { title: "New", onConflict: "adopt" }),
    };
    const groups = { team: { displayName: "Crew", members: ["e-1000", "new"] } };
    expect(await preview(begin({ planFile }), { people, groups }, kept)).toBeUndefined();
    expect(steps()).toEqual([
      {
        entry: "people.new",
        userName: "new",
        what: "create",
        attributes: [
          { path: "userName", to: "new" },
          { path: "emails", to: [{ primary: true, value: "new@example.com" }] },
        ],
      },
      {
        entry: "people.other",
        id: "*",
        userName: "other",
        what: "takeOver",
        attributes: [{ path: "title", from: "Old", to: "New" }],
      },
      {
        entry: "people.e-1000",
        id: "*",
        userName: "p1000",
        what: "change",
        attributes: [{ path: "enterprise.manager.managerId", to: "new" }],
      },
      {
        entry: "people.boss",
        id: "*",
        userName: "boss",
        what: "change",
        attributes: [{ path: "onDelete", to: "retain" }],
      },
      { entry: "people.n-1002", id: "*", userName: "p1002", what: "rename", formerKey: "e-1002" },
      { entry: "people.e-1001", id: "*", userName: "p1001", what: "deactivate" },
      {
        entry: "groups.team",
        id: "*",
        displayName: "Team",
        what: "change",
        attributes: [{ path: "displayName", from: "Team", to: "Crew" }],
        joins: ["people.new (user new)"],
        leaves: ["people.e-1001 (user p1001 (*))"],
      },
      { entry: "groups.old", id: "*", displayName: "Old", what: "delete" },
    ]);
  }));

test("the plan file of entries with secrets in them holds no name of theirs, whatever becomes of them", () =>
  inWorld(async ({ begin, lines }) => {
    const folder = mkdtempSync(join(tmpdir(), "plan-"));
    const planFile = join(folder, "plan.json");
    const kept = await upWell(begin(), {
      people: { a: person("secret-a"), b: person("secret-b"), c: person("secret-c") },
      groups: { g: { displayName: "secret-g", members: ["a", "b"] }, h: { displayName: "secret-h" } },
    });
    const secretEntries = ["people.a", "people.b", "people.c", "people.d", "groups.g", "groups.h"];
    const marked = { ...kept, outs: { ...kept.outs, secretEntries } };
    const people = {
      a: person("secret-a", { title: "secret-t" }),
      n: person("secret-c"),
      d: person("secret-d"),
    };
    const groups = { g: { displayName: "secret-gg", members: ["a", "d"] } };
    const run = begin({ planFile });
    expect(await preview(run, { people, groups }, { ...marked, inputs: kept.inputs })).toBeUndefined();
    run.messages.flush();
    const text = readFileSync(planFile, "utf8");
    expect(text).not.toContain("secret-");
    expect(lines.length).toBeGreaterThan(5);
    expect(lines.join("\n")).not.toContain("secret-");
  }));

test("a plan file says nothing of an earlier plan once there is nothing to do, and is written where no look is wanted", () =>
  inWorld(async ({ begin }) => {
    const planFile = join(mkdtempSync(join(tmpdir(), "plan-")), "plan.json");
    const steps = () => JSON.parse(readFileSync(planFile, "utf8")).steps;
    const first = hostedBy(begin({ planFile, previewLookups: "off" }), () => {}).directory;
    const { inputs, failures } = await first.check({}, textsOf({ people: crowd(2) }));
    expect(failures).toEqual([]);
    expect(steps()).toMatchObject([{ what: "create" }, { what: "create" }]);
    const { kept } = await up(begin(), { people: crowd(2) });
    const second = hostedBy(begin({ planFile }), () => {}).directory;
    await second.check(inputs, inputs);
    expect((await second.diff(kept?.id ?? "", kept?.outs ?? {}, inputs)).changes).toBe(false);
    expect(steps()).toEqual([]);
  }));

test("a plan file says that the plan is refused, and has none of an earlier run where a list is refused at once", () =>
  inWorld(async ({ begin }) => {
    const planFile = join(mkdtempSync(join(tmpdir(), "plan-")), "plan.json");
    const written = () => JSON.parse(readFileSync(planFile, "utf8"));
    const kept = await upWell(begin(), { people: crowd(12) });
    await preview(begin({ planFile }), { people: crowd(11) }, kept);
    expect(written()).toMatchObject({ refused: false, steps: [{ what: "deactivate" }] });
    expect(await preview(begin({ planFile }), { people: { a: { userName: "ada" } } }, kept)).toContain(
      "people.a",
    );
    expect(written()).toEqual({ refused: true, steps: [] });
    await preview(begin({ planFile }), { people: {} }, kept);
    expect(written()).toMatchObject({ refused: true, steps: Array(12).fill({ what: "deactivate" }) });

    const run = begin({ planFile });
    await preview(run, { people: { a: { userName: "ada" } } });
    await preview(run, { people: { g: person("grace") } });
    expect(written()).toMatchObject({ refused: true, steps: [{ entry: "people.g" }] });
  }));

test("the plans of two directories that are both to be made are both in the file", () =>
  inWorld(async ({ begin }) => {
    const planFile = join(mkdtempSync(join(tmpdir(), "plan-")), "plan.json");
    const run = begin({ planFile });
    await preview(run, { people: { a: person("ada") } });
    await preview(run, { people: { g: person("grace") } });
    expect(JSON.parse(readFileSync(planFile, "utf8")).steps).toMatchObject([
      { entry: "people.a" },
      { entry: "people.g" },
    ]);
  }));
