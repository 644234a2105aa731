import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { planDirectory, updateDirectory } from "../../../provider/directory/lifecycle";
import { readSettings } from "../../../provider/settings/settings";
import { checkUser } from "../../../provider/user/lifecycle";
import { addLongAgo, inWorld } from "../support";
import { crowd, destroy, keysOf, person, preview, up, upWell } from "./support";

test("an empty list is refused in the preview, with the count and the key that lifts it, and nothing is sent", () =>
  inWorld(async ({ begin, slack }) => {
    const kept = await upWell(begin(), { people: crowd(12) });
    const before = slack.writes.length;
    expect(await preview(begin(), { people: {} }, kept)).toMatch(
      /^12 would be deactivated, and slack-scim:maxDeactivations allows a run 5: people\.e-1000 \(user p1000 \(U\w+\)\), .* and 2 more\. Nothing was changed\./,
    );
    expect((await up(begin(), { people: {} }, kept)).failure).toMatch(/^12 would be deactivated/);
    expect(slack.writes.length).toBe(before);
    const { failure } = await up(begin({ maxDeactivations: "12" }), { people: {} }, kept);
    expect(failure).toBeUndefined();
    expect(slack.user("p1000")?.active).toBe(false);
  }));

test("half a list is refused, and so is an empty one of people who would be retained", () =>
  inWorld(async ({ begin }) => {
    const kept = await upWell(begin(), { people: crowd(12) });
    expect(await preview(begin(), { people: crowd(6) }, kept)).toMatch(/^6 would be deactivated/);
    expect(await preview(begin({ onDelete: "retain" }), { people: crowd(6) }, kept)).toBeUndefined();
    expect(await preview(begin({ onDelete: "retain" }), { people: {} }, kept)).toMatch(
      /^12 would be deactivated/,
    );
  }));

test("an update that the diff never judged is judged before it sends anything, and a destroy as well", () =>
  inWorld(async ({ begin, slack }) => {
    const kept = await upWell(begin(), { people: crowd(12) });
    const before = slack.writes.length;
    const empty = { people: {}, groups: {} };
    await expect(updateDirectory(begin(), kept.id, kept.outs, empty)).rejects.toThrow(
      "12 would be deactivated",
    );
    await expect(destroy(begin(), kept)).rejects.toThrow("12 would be deactivated");
    expect(slack.writes.length).toBe(before);
  }));

test("too many who turn active or inactive, groups deleted and members removed are all told at once", () =>
  inWorld(async ({ begin, slack }) => {
    const everybody = Object.keys(crowd(12));
    const group = (name: string) => [name, { displayName: name, members: everybody }];
    const groups = Object.fromEntries(["a", "b", "c", "d", "all"].map(group));
    const people = crowd(12);
    for (const key of everybody.slice(0, 2)) people[key] = { ...people[key], active: false };
    const kept = await upWell(begin({ maxDeactivations: "2" }), { people: crowd(12), groups });
    slack.clock.advance(1);
    const fewer = { people, groups: { all: { displayName: "all", members: everybody.slice(0, 2) } } };
    const refusal = await preview(begin({ maxDeactivations: "1" }), fewer, kept);
    expect(refusal?.split("\n")).toEqual([
      expect.stringMatching(/^2 would be deactivated, and slack-scim:maxDeactivations allows a run 1/),
      expect.stringMatching(
        /^4 would be deleted, and slack-scim:maxGroupDeletions allows a run 3: groups\.a \(S/,
      ),
      expect.stringMatching(/^groups\.all \(S\w+\) would lose 10 of its 12 members .* allows 6/),
    ]);
  }));

test("nobody protected is deactivated, renamed or taken out of a group", () =>
  inWorld(async ({ begin }) => {
    const groups = { team: { displayName: "Team", members: ["e-1000", "e-1001"] } };
    const kept = await upWell(begin(), { people: crowd(3), groups });
    const { "e-1001": second, "e-1002": third } = crowd(3);
    const fewer = {
      people: { "e-1001": { ...second, userName: "other" }, "e-1002": third as object },
      groups: { team: { displayName: "Team", members: ["e-1001"] } },
    };
    const refusal = await preview(begin({ protectedUsers: "p1000,p1001" }), fewer, kept);
    expect(refusal).toContain("is not deactivated: slack-scim:protectedUsers");
    expect(refusal).toContain("is not renamed");
    expect(refusal).toContain("is not taken out of groups.team (");
  }));

test("taking over and reactivating more than allowed is refused in the preview of a create", () =>
  inWorld(async ({ begin, slack }) => {
    for (let at = 0; at < 6; at += 1)
      addLongAgo(slack, { ...person(`p${1000 + at}`), active: false } as never);
    const people = crowd(6, { active: true });
    expect(await preview(begin(), { people })).toMatch(
      /^6 would be reactivated, and slack-scim:maxReactivations allows a run 5/,
    );
    expect(await preview(begin({ maxReactivations: "6" }), { people })).toBeUndefined();
  }));

test("who is declared, and taken over, by another resource that came before counts as handed over and is not touched", () =>
  inWorld(async ({ begin, slack }) => {
    const kept = await upWell(begin(), { people: crowd(12) });
    const run = begin();
    for (const key of Object.keys(crowd(12))) {
      run.handover.declare("user", `p${key.slice(2)}@example.com`);
      run.handover.claim(slack.user(`p${key.slice(2)}`)?.id ?? "");
    }
    const before = slack.writes.length;
    const { kept: after, failure } = await up(run, { people: {} }, kept);
    expect(failure).toBeUndefined();
    expect(slack.writes.length).toBe(before);
    expect(after && keysOf(after, "people")).toEqual([]);
  }));

test("a resource that is checked while the directory writes still saves whom it declares", () =>
  inWorld(async ({ begin, slack }) => {
    const kept = await upWell(begin(), { people: crowd(2) });
    const run = begin();
    const quiet = run.checks.untilQuiet.bind(run.checks);
    run.checks.untilQuiet = async () => {
      run.handover.declare("user", "p1001@example.com");
      await quiet();
    };
    const { kept: after, failure } = await up(run, { people: crowd(1) }, kept);
    expect(failure).toContain("is not deactivated, and stays in the state");
    expect(slack.user("p1001")?.active).toBe(true);
    expect(after && keysOf(after, "people")).toEqual(["e-1000", "e-1001"]);
  }));

test("the plan file tells who, what, from and to, and of a secret entry only the names of attributes", () =>
  inWorld(async ({ begin }) => {
    const kept = await upWell(begin(), { people: { ...crowd(2, { title: "Old" }), gone: person("gone") } });
    const planFile = join(mkdtempSync(join(tmpdir(), "plan-")), "plan.json");
    const marked = { ...kept, outs: { ...kept.outs, secretEntries: ["people.e-1001"] } };
    const people = { ...crowd(2, { title: "New" }), fresh: person("fresh", { password: "first-password" }) };
    await preview(begin({ planFile }), { people }, marked);
    const text = readFileSync(planFile, "utf8");
    expect(JSON.parse(text).steps).toEqual([
      expect.objectContaining({ entry: "people.fresh", what: "create" }),
      expect.objectContaining({
        entry: "people.e-1000",
        userName: "p1000",
        what: "change",
        attributes: [{ path: "title", from: "Old", to: "New" }],
      }),
      expect.objectContaining({ entry: "people.e-1001", what: "change", attributes: [{ path: "title" }] }),
      expect.objectContaining({ entry: "people.gone", what: "deactivate" }),
    ]);
    expect(text).not.toContain("first-password");
    const settings = readSettings(
      { get: () => undefined },
      { SLACK_SCIM_TOKEN: "xoxp-1", SLACK_SCIM_PLAN_FILE: planFile },
    );
    expect(settings.planFile).toBe(planFile);
  }));

test("a plan file that cannot be written refuses the plan, beside whatever else does", () =>
  inWorld(async ({ begin }) => {
    const planFile = mkdtempSync(join(tmpdir(), "plan-"));
    const unwritten = `slack-scim:planFile (or SLACK_SCIM_PLAN_FILE): cannot write "${planFile}" (EISDIR).`;
    expect(await preview(begin({ planFile }), { people: crowd(1) })).toBe(unwritten);
    const kept = await upWell(begin(), { people: crowd(12) });
    const refusal = await preview(begin({ planFile }), { people: {} }, kept);
    expect(refusal).toMatch(/^12 would be deactivated/);
    expect(refusal?.split("\n").at(-1)).toBe(unwritten);
  }));

test("a refresh, which checks no program, refuses nothing", () =>
  inWorld(async ({ begin }) => {
    const kept = await upWell(begin(), { people: crowd(12) });
    expect(await planDirectory(begin(), kept.id, kept.outs, { people: {}, groups: {} })).toBeUndefined();
  }));

test("a resource that comes after a directory has let its person go is refused; one that came before is handed them", () =>
  inWorld(async ({ begin }) => {
    const kept = await upWell(begin(), { people: crowd(2) });
    const run = begin();
    expect(await preview(run, { people: crowd(1) }, kept)).toBeUndefined();
    expect(checkUser(run, {}, { ...person("p1001") }).problems).toEqual([
      expect.stringMatching(
        /^emails: wanted a person whom no directory .* Let that directory come after this resource/,
      ),
    ]);
    const other = begin();
    expect(checkUser(other, {}, { ...person("p1001") }).problems).toEqual([]);
    expect(await preview(other, { people: crowd(1) }, kept)).toBeUndefined();
  }));
