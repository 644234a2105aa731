import type { SlackEmulator } from "../../../emulator";
import { checkDirectory, planDirectory } from "../../../provider/directory/lifecycle";
import { UNKNOWN } from "../../../provider/fields/properties";
import { checkGroup } from "../../../provider/group/lifecycle";
import { checkUser } from "../../../provider/user/lifecycle";
import { addLongAgo, inWorld, type World } from "../support";
import { crowd, type Done, destroy, person, preview, textsOf, up, upWell } from "./support";

const idOf = (slack: SlackEmulator, userName: string) => slack.user(userName)?.id ?? "";

/** Somebody else turns people active or inactive. */
function turn(slack: SlackEmulator, userNames: string[], active: boolean): void {
  for (const userName of userNames)
    slack.change(idOf(slack, userName), (live) => {
      live.active = active;
    });
}

const names = (count: number) => Array.from({ length: count }, (_, at) => `p${1000 + at}`);

test("of leavers those count who are active in Slack, whatever the state says", () =>
  inWorld(async ({ begin, slack }) => {
    const kept = await upWell(begin(), { people: crowd(12) });
    turn(slack, names(9).slice(2), false);
    expect(await preview(begin(), { people: crowd(2) }, kept)).toBeUndefined();
    const gone = await upWell(
      begin({ maxDeactivations: "99" }),
      { people: crowd(12, { active: false }) },
      kept,
    );
    turn(slack, names(12), true);
    const before = slack.writes.length;
    expect(await preview(begin(), { people: crowd(2) }, gone)).toMatch(/^10 would be deactivated/);
    expect((await up(begin({ previewLookups: "off" }), { people: crowd(2) }, gone)).failure).toMatch(
      /^10 would be deactivated/,
    );
    expect(slack.writes.length).toBe(before);
  }));

test("who is declared inactive, or converted, counts by what they are in Slack", () =>
  inWorld(async ({ begin, slack }) => {
    const kept = await upWell(begin(), { people: crowd(8, { active: true }) });
    turn(slack, names(8), false);
    const before = slack.writes.length;
    const guests = crowd(8, { active: true, guest: { type: "multi" } });
    expect(await preview(begin(), { people: guests }, kept)).toMatch(
      /^8 would be reactivated, and slack-scim:maxReactivations allows a run 5/,
    );
    expect((await up(begin({ previewLookups: "off" }), { people: guests }, kept)).failure).toMatch(
      /^8 would be reactivated/,
    );
    expect(await preview(begin(), { people: crowd(8, { active: false }) }, kept)).toBeUndefined();
    expect(slack.writes.length).toBe(before);
  }));

test("leavers, those declared inactive and those taken over as inactive count together", () =>
  inWorld(async ({ begin, slack }) => {
    const kept = await upWell(begin(), { people: crowd(6) });
    for (const userName of ["x1", "x2"]) addLongAgo(slack, person(userName) as never);
    const people = {
      ...crowd(4),
      "e-1000": person("p1000", { active: false }),
      "e-1001": person("p1001", { active: false }),
      x1: person("x1", { active: false, onConflict: "adopt" }),
      x2: person("x2", { active: false, onConflict: "adopt" }),
    };
    expect(await preview(begin(), { people }, kept)).toMatch(/^6 would be deactivated/);
    expect((await up(begin({ previewLookups: "off" }), { people }, kept)).failure).toMatch(
      /^6 would be deactivated/,
    );
    expect(slack.users().filter(({ active }) => !active)).toEqual([]);
    await upWell(begin({ maxDeactivations: "6" }), { people }, kept);
    expect(slack.users().filter(({ active }) => !active)).toHaveLength(6);
  }));

test("newcomers who would be reactivated stop an update that could not look in the preview before it sends anything", () =>
  inWorld(async ({ begin, slack }) => {
    for (const userName of names(6)) addLongAgo(slack, { ...person(userName), active: false } as never);
    const people = { ...crowd(6, { active: true }), fresh: person("fresh") };
    const quiet = { previewLookups: "off" };
    expect(await preview(begin(quiet), { people })).toBeUndefined();
    const before = slack.writes.length;
    expect((await up(begin(quiet), { people })).failure).toMatch(/^6 would be reactivated/);
    expect(slack.writes.length).toBe(before);
    await upWell(begin({ ...quiet, maxReactivations: "6" }), { people });
  }));

test("who leaves a group is judged by who is in it: strangers of one that becomes exact, and who is dropped from an additive one", () =>
  inWorld(async ({ begin, slack }) => {
    const strangers = names(12).map((_, at) => slack.addUser({ userName: `stranger${at}` }));
    const keys = Object.keys(crowd(12));
    const team = { displayName: "Team", members: keys, membership: "additive" };
    const kept = await upWell(begin(), { people: crowd(12), groups: { team } });
    const id = slack.group("Team")?.id ?? "";
    slack.change(id, (live) => {
      live.members = [...live.members, ...strangers.map((value) => ({ value, display: "" }))];
    });
    const exact = { displayName: "Team", members: keys };
    const before = slack.writes.length;
    const byBoth = async (group: object, limit: string, refusal: RegExp) => {
      const declared = { people: crowd(12), groups: { team: group } };
      const limits = { maxMemberRemovals: limit };
      expect(await preview(begin(limits), declared, kept)).toMatch(refusal);
      const { failure } = await up(begin({ ...limits, previewLookups: "off" }), declared, kept);
      expect(failure).toMatch(refusal);
    };
    await byBoth(exact, "49%", /^groups\.team \(S\w+\) would lose 12 of its 24 members .* allows 11/);
    await byBoth(
      { ...team, members: keys.slice(8) },
      "7",
      /^groups\.team \(S\w+\) would lose 8 of its 24 members \(people\.e-1000 \(user p1000 .* allows 7/,
    );
    expect(slack.writes.length).toBe(before);
  }));

test("who would leave a group that is taken over counts, also where somebody declared is still to be made", () =>
  inWorld(async ({ begin, slack }) => {
    const inIt = names(20).map((userName) => slack.addUser({ userName }));
    slack.addGroup({ displayName: "Team", members: inIt });
    slack.clock.advance(48 * 3600_000);
    const groups = { team: { displayName: "Team", members: ["e-1"], onConflict: "adopt" } };
    const people = { "e-1": person("fresh") };
    expect(await preview(begin(), { people, groups })).toMatch(
      /^groups\.team \(S\w+\) would lose 20 of its 20 members/,
    );
    const before = slack.writes.length;
    expect((await up(begin({ previewLookups: "off" }), { people, groups })).failure).toMatch(/would lose 20/);
    expect(slack.writes.length).toBe(before);
    const careful = { team: { displayName: "Team", members: ["e-1"] } };
    expect(await preview(begin(), { people, groups: careful })).toMatch(
      /^groups\.team: .*Slack has S\w+ of this name already, with 20 members/,
    );
  }));

test("somebody protected is found by what Slack says of them, in leavers, in groups and in take-overs", () =>
  inWorld(async ({ begin, slack }) => {
    const stranger = slack.addUser({ userName: "owner2" });
    const groups = {
      mixed: { displayName: "Mixed", members: ["e-1000"], membership: "additive", onDelete: "delete" },
    };
    const kept = await upWell(begin(), { people: crowd(3), groups });
    slack.change(slack.group("Mixed")?.id ?? "", (live) => {
      live.members = [...live.members, { value: stranger, display: "" }];
    });
    slack.change(idOf(slack, "p1002"), (live) => {
      live.userName = "chief";
    });
    slack.addUser({ ...person("adopted"), title: "Old" } as never);
    const people = { ...crowd(2), new: person("taken", { adoptId: idOf(slack, "adopted") }) };
    const refusal = await preview(begin({ protectedUsers: "owner2,chief,adopted" }), { people }, kept);
    expect(refusal?.split("\n").sort()).toEqual([
      expect.stringMatching(/^U\w+ is in groups\.mixed \(S\w+\), which is not deleted: .* protects "owner2"/),
      expect.stringMatching(/^people\.e-1002 .* is not deactivated: .* protects "chief"/),
      expect.stringMatching(/^people\.new .* is not renamed: .* protects "adopted"/),
    ]);
  }));

test("a preview that cannot look up who is in a group goes on and says so; the update that cannot writes nothing", () =>
  inWorld(async ({ begin, slack, lines }) => {
    const stranger = slack.addUser({ userName: "owner2" });
    const groups = { mixed: { displayName: "Mixed", onDelete: "delete" } };
    const kept = await upWell(begin(), { people: crowd(1), groups });
    slack.change(slack.group("Mixed")?.id ?? "", (live) => {
      live.members = [{ value: stranger, display: "" }];
    });
    slack.fault({ method: "GET", path: `Users/${stranger}`, status: 403, times: Number.POSITIVE_INFINITY });
    const protectedUsers = { protectedUsers: "owner2" };
    const run = begin(protectedUsers);
    expect(await preview(run, { people: crowd(1) }, kept)).toBeUndefined();
    run.messages.flush();
    expect(lines.join("\n")).toContain("warning: the preview could not look in Slack");
    const before = slack.writes.length;
    expect((await up(begin(protectedUsers), { people: crowd(1) }, kept)).failure).toMatch(/403/);
    slack.clearFaults();
    expect((await up(begin(protectedUsers), { people: crowd(1) }, kept)).failure).toMatch(
      /protects "owner2"/,
    );
    expect(slack.writes.length).toBe(before);
  }));

test("percent are of the people that the directory has, and the refusal says what they come to", () =>
  inWorld(async ({ begin, slack }) => {
    const kept = await upWell(begin(), { people: crowd(40) });
    const tenth = { maxDeactivations: "10%" };
    expect(await preview(begin(tenth), { people: crowd(35) }, kept)).toMatch(
      /^5 would be deactivated, and slack-scim:maxDeactivations allows a run 4 \(10% of the directory's 40 people\): /,
    );
    const number = { ...tenth, maxDeactivations: "3" };
    expect(await preview(begin(number), { people: crowd(36) }, kept)).toMatch(/allows a run 3: /);
    expect(await preview(begin(tenth), { people: crowd(36) }, kept)).toBeUndefined();
    await upWell(begin({ maxDeactivations: "50%" }), { people: crowd(20) }, kept);
    expect(slack.users().filter(({ active }) => !active)).toHaveLength(20);
  }));

test("percent of groups and of reactivations are of the list as well, on a create of what is declared", () =>
  inWorld(async ({ begin, slack }) => {
    const groups = Object.fromEntries(names(10).map((name) => [name, { displayName: name, members: [] }]));
    const kept = await upWell(begin(), { people: crowd(1), groups });
    const fewer = { people: crowd(1), groups: { p1000: groups.p1000 as object } };
    expect(await preview(begin({ maxGroupDeletions: "80%" }), fewer, kept)).toMatch(
      /^9 would be deleted, and slack-scim:maxGroupDeletions allows a run 8 \(80% of the directory's 10 groups\)/,
    );
    for (const userName of ["x1", "x2"]) addLongAgo(slack, { ...person(userName), active: false } as never);
    const people = { x1: person("x1", { active: true }), x2: person("x2", { active: true }) };
    expect(await preview(begin({ maxReactivations: "50%" }), { people })).toMatch(
      /^2 would be reactivated, and slack-scim:maxReactivations allows a run 1 \(50% of the directory's 2 people\)/,
    );
  }));

test("what two directories of a program plan is counted together", () =>
  inWorld(async ({ begin }) => {
    const one = await upWell(begin(), { people: crowd(4) });
    const other = await upWell(begin(), { people: { a: person("a"), b: person("b"), c: person("c") } });
    const run = begin();
    expect(await preview(run, { people: crowd(1) }, one)).toBeUndefined();
    expect(await preview(run, { people: {} }, { ...other, id: "other" })).toMatch(
      /^3 would be deactivated, after 3 others that this run has deactivated, refused or planned, and .* allows a run 5/,
    );
  }));

test("whom a directory lets go no new resource takes over by adoptId under another address: the directory would end their access first", () =>
  inWorld(async ({ begin, slack }) => {
    const declared = { people: crowd(2), groups: { t: { displayName: "T", members: [] } } };
    const kept = await upWell(begin(), declared);
    const run = begin();
    expect(await preview(run, { people: crowd(1) }, kept)).toBeUndefined();
    const taker = { ...person("new"), adoptId: idOf(slack, "p1001") };
    expect(checkUser(run, {}, taker).problems).toEqual([
      expect.stringMatching(
        /^adoptId: wanted a person whom no directory of this program lets go .*`dependsOn`/,
      ),
    ]);
    const group = { displayName: "Other", adoptId: slack.group("T")?.id };
    expect(checkGroup(run, {}, group).problems).toEqual([
      expect.stringMatching(/^adoptId: wanted a group whom no directory of this program lets go /),
    ]);
    expect(checkUser(run, {}, { ...person("other"), adoptId: idOf(slack, "p1000") }).problems).toEqual([]);
  }));

test("what a directory is still to do counts for the plan of another one, which is refused whole while the first is carried out", () => {
  let meanwhile: (() => Promise<void>) | undefined;
  const sleep = async (ms: number) => {
    // Whoever leaves waits for seconds until all of the program is heard of.
    const work = ms > 1000 ? meanwhile : undefined;
    if (work !== undefined) meanwhile = undefined;
    await work?.();
  };
  const test = async ({ begin, slack }: World) => {
    const one = await upWell(begin(), { people: crowd(4) });
    const other = await upWell(begin(), { people: { a: person("a"), b: person("b"), c: person("c") } });
    const run = begin({ maxDeactivations: "5" });
    let second: Done | undefined;
    meanwhile = async () => {
      second = await up(run, { people: { x: person("x") } }, { ...other, id: "other" });
    };
    expect((await up(run, { people: crowd(1) }, one)).failure).toBeUndefined();
    expect(second?.failure).toMatch(
      /^3 would be deactivated, after 3 others that this run has deactivated, refused or planned, and .* allows a run 5/,
    );
    expect(slack.user("x")).toBeUndefined();
    expect(slack.users().filter(({ active }) => !active)).toHaveLength(3);
    const third = await up(run, { people: { a: person("a") } }, { ...other, id: "other" });
    expect(third.failure).toBeUndefined();
  };
  return inWorld(test, {}, { sleep });
});

test("a review stack's directory can be given up: whom it took over it leaves as they are, and none of them counts", () =>
  inWorld(async ({ begin, slack }) => {
    for (const userName of names(12)) addLongAgo(slack, person(userName) as never);
    const kept = await upWell(begin(), { people: crowd(12) });
    expect(await preview(begin(), { people: crowd(6) }, kept)).toMatch(
      /^6 would be deactivated, .* 6 of them would be left in Slack as they are, and count all the same/,
    );
    const before = slack.writes.length;
    await destroy(begin(), kept);
    expect(slack.writes.length).toBe(before);
  }));

test("groups too small for a share are held to it together: a list whose small groups came out empty is refused", () =>
  inWorld(async ({ begin, slack }) => {
    const keys = Object.keys(crowd(12));
    const teams = (sizes: number[]) =>
      Object.fromEntries(
        sizes.map((size, at) => [`t${at}`, { displayName: `Team ${at}`, members: keys.slice(0, size) }]),
      );
    const kept = await upWell(begin(), { people: crowd(12), groups: teams([4, 4, 4, 8]) });
    const before = slack.writes.length;
    const emptied = { people: crowd(12), groups: teams([0, 0, 0, 8]) };
    const refusal =
      /^groups\.t0 \(S\w+\), groups\.t1 \(S\w+\), groups\.t2 \(S\w+\) are of the groups of at most 10, which have 20 members together and would lose 12, and .*maxMemberRemovals.* allows 10\./;
    expect(await preview(begin(), emptied, kept)).toMatch(refusal);
    expect((await up(begin({ previewLookups: "off" }), emptied, kept)).failure).toMatch(refusal);
    expect(slack.writes.length).toBe(before);
    expect(await preview(begin(), { people: crowd(12), groups: teams([0, 0, 2, 8]) }, kept)).toBeUndefined();
    expect(await preview(begin({ maxMemberRemovals: "4" }), emptied, kept)).toBeUndefined();
    expect(await preview(begin({ maxMemberRemovals: "60%" }), emptied, kept)).toBeUndefined();
    expect(await preview(begin(), { people: crowd(12) }, kept)).toMatch(/^4 would be deleted/);
  }));

test("where all people are known after the update alone, nobody is told to leave a group whose members are named by key", () =>
  inWorld(async ({ begin, lines }) => {
    const people = crowd(12);
    const declared = { people, groups: { all: { displayName: "All", members: Object.keys(people) } } };
    const kept = await upWell(begin(), declared);
    const run = begin();
    const { inputs, problems } = checkDirectory(run, kept.inputs, {
      ...textsOf(declared),
      people: UNKNOWN,
    });
    expect(problems).toEqual([]);
    expect(await planDirectory(run, kept.id, kept.outs, inputs)).toBeUndefined();
    run.messages.flush();
    expect(lines.join("\n")).toContain(
      "12 of its declared members are known after the update, and may be in it",
    );
    expect(lines.join("\n")).not.toContain("join");
    expect(lines[0]).toMatch(/^1 entry of which is known after the update/);
  }));
