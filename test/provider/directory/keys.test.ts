import { checkUser } from "../../../provider/user/lifecycle";
import { addLongAgo, inWorld } from "../support";
import { crowd, keysOf, person, preview, refresh, stateOf, up, upWell } from "./support";

const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const led = (by: string) => ({ enterprise: { manager: { managerId: by } } });

/** Entries under the numbers of their rows. */
const rows = (...userNames: string[]) =>
  Object.fromEntries(userNames.map((userName, at) => [`row-${at + 1}`, person(userName)]));

test("keys that are row numbers, and move when a row is added, give nobody another one's account", () =>
  inWorld(async ({ begin, slack }) => {
    const kept = await upWell(begin(), { people: rows("ada", "grace", "joan") });
    const before = slack.writes.length;
    const moved = { people: rows("zoe", "ada", "grace", "joan") };
    const refusal =
      /^people: 3 declare the primary e-mail address that another key of the directory has until now: .*people\.row-2 that of people\.row-1.* give them a form that none of them had before/;
    expect(await preview(begin(), moved, kept)).toMatch(refusal);
    expect((await up(begin(), moved, kept)).failure).toMatch(refusal);
    expect(slack.writes.length).toBe(before);
    const renamed = {
      "e-0": person("zoe"),
      "e-1": person("ada"),
      "e-2": person("grace"),
      "e-3": person("joan"),
    };
    await upWell(begin(), { people: renamed }, kept);
    expect(slack.writes.slice(before).map(({ method }) => method)).toEqual(["POST"]);
  }));

test("keys that move when a row is taken out are refused as well, of groups too", () =>
  inWorld(async ({ begin, slack }) => {
    const groups = (...names: string[]) =>
      Object.fromEntries(names.map((displayName, at) => [`row-${at + 1}`, { displayName, members: [] }]));
    const kept = await upWell(begin(), { people: rows("ada", "grace"), groups: groups("Admins", "Cooks") });
    const before = slack.writes.length;
    expect(await preview(begin(), { people: rows("grace"), groups: groups("Cooks") }, kept)).toMatch(
      /^people: 1 declare the primary e-mail address .*\ngroups: 1 declare the displayName that another key .*: groups\.row-1 that of groups\.row-2\. A group, with all that it opens, would go to somebody else/,
    );
    expect(slack.writes.length).toBe(before);
  }));

test("an address goes from one person to another in two updates", () =>
  inWorld(async ({ begin, slack }) => {
    const kept = await upWell(begin(), { people: { "e-1": person("ada"), "e-2": person("grace") } });
    const freed = { "e-1": { ...person("ada.l"), userName: "ada" }, "e-2": person("grace") };
    const half = await upWell(begin(), { people: freed }, kept);
    const given = { ...freed, "e-2": { ...person("ada"), userName: "grace" } };
    expect(await preview(begin(), { people: given }, kept)).toContain("people.e-2 that of people.e-1");
    await upWell(begin(), { people: given }, half);
    expect(slack.user("grace")?.emails?.[0]?.value).toBe("ada@example.com");
  }));

test("a whole list under new keys, sorted in any way, changes nothing in Slack", () =>
  inWorld(async ({ begin, slack, asked }) => {
    const kept = await upWell(begin(), { people: crowd(30) });
    const people = Object.fromEntries(
      Object.entries(crowd(30))
        .reverse()
        .map(([key, entry]) => [key.replace("e-", "n-"), entry]),
    );
    const before = slack.writes.length;
    asked();
    expect(await preview(begin(), { people }, kept)).toBeUndefined();
    expect(asked()).toEqual([]);
    const after = await upWell(begin(), { people }, kept);
    expect(slack.writes.length).toBe(before);
    expect(keysOf(after, "people")).toContain("n-1029");
    expect(slack.users().every(({ active }) => active)).toBe(true);
  }));

test("a manager whose key leaves the list is refused: Slack would take the key for a userName", () =>
  inWorld(async ({ begin, slack }) => {
    const kept = await upWell(begin(), {
      people: { boss: person("ada"), "e-2": person("grace", led("boss")) },
    });
    const people = { "e-2": person("grace", { ...led("boss"), title: "Admiral" }) };
    // Somebody else has the key as userName.
    slack.addUser({ userName: "boss" });
    expect(await preview(begin(), { people }, kept)).toMatch(
      /^people\.e-2\.enterprise\.manager\.managerId: wanted a manager who stays, got people\.boss, who leaves the list/,
    );
    const after = await upWell(begin(), { people: { "e-2": person("grace", led("")) } }, kept);
    expect(stateOf(after, "people", "e-2").enterprise).toEqual({ manager: { managerId: "" } });
    expect(slack.user("grace")?.[ENTERPRISE].manager).toEqual({ managerId: null });
  }));

test("a manager who leaves is refused also where nothing else of the report changes", () =>
  inWorld(async ({ begin }) => {
    const kept = await upWell(begin(), {
      people: { "e-1": person("ada"), "e-2": person("grace", led("e-1")) },
    });
    const seen = await refresh(begin(), kept);
    expect(await preview(begin(), { people: { "e-2": person("grace", led("e-1")) } }, seen)).toContain(
      "wanted a manager who stays, got people.e-1",
    );
  }));

test("an entry under a new key may name its own account by adoptId; a single resource that does so is refused with the directory", () =>
  inWorld(async ({ begin, slack }) => {
    const kept = await upWell(begin(), { people: { "e-1": person("ada"), "e-2": person("grace") } });
    const id = slack.user("ada")?.id ?? "";
    const renamed = { "n-1": { ...person("ada.l"), adoptId: id }, "e-2": person("grace") };
    expect(await preview(begin(), { people: renamed }, kept)).toBeUndefined();
    const run = begin();
    checkUser(run, {}, { ...person("augusta"), adoptId: id });
    expect(await preview(run, { people: { "e-1": person("ada"), "e-2": person("grace") } }, kept)).toMatch(
      `user ada (${id}): another resource of this program takes ${id} over by adoptId, and this one has it already. Declare each person once; if the resource was renamed, give it \`aliases\` instead.\n(An entry`,
    );
    const moving = begin();
    checkUser(moving, {}, { ...person("augusta"), adoptId: id });
    expect(await preview(moving, { people: { "e-2": person("grace") } }, kept)).toBeUndefined();
  }));

test("where a refusal advises what an entry cannot have, it says what to do with an entry instead", () =>
  inWorld(async ({ begin, slack }) => {
    addLongAgo(slack, { ...person("ada"), title: "Countess" } as never);
    const people = { "e-1": person("ada", { title: "Analyst" }) };
    const instead =
      /give it `aliases`[\s\S]*\n\(An entry of a directory has no `aliases` .* let it keep one of the two/;
    expect(await preview(begin(), { people })).toMatch(instead);
    expect((await up(begin({ previewLookups: "off" }), { people })).failure).toMatch(instead);
    expect(await preview(begin(), { people: {} }, await upWell(begin(), { people: crowd(6) }))).not.toMatch(
      /aliases/,
    );
  }));
