import { inWorld } from "../support";
import { crowd, destroy, keysOf, person, preview, refresh, stateOf, up, upWell } from "./support";

const PAIR = {
  people: {
    "e-1": person("ada", { title: "Analyst", enterprise: { manager: { managerId: "e-2" } } }),
    "e-2": person("grace"),
  },
  groups: { research: { displayName: "Research", members: ["e-2", "e-1"] } },
};

test("a directory makes its people, managers first, then its groups, and knows everybody by key", () =>
  inWorld(async ({ begin, slack, asked }) => {
    const kept = await upWell(begin(), PAIR);
    const [ada, grace] = [slack.user("ada"), slack.user("grace")];
    expect(stateOf(kept, "people", "e-1")).toMatchObject({
      id: ada?.id,
      enterprise: { manager: { managerId: "e-2" } },
      managerId: grace?.id,
    });
    const { id, members } = stateOf(kept, "groups", "research");
    expect(members).toEqual(["e-1", "e-2"]);
    expect(
      slack
        .group(String(id))
        ?.members.map(({ value }) => value)
        .sort(),
    ).toEqual([ada?.id, grace?.id].sort());
    asked();
    expect(await upWell(begin(), PAIR, kept)).toBe(kept);
    expect(asked()).toEqual([]);
  }));

test("a newcomer waits for a new manager who is named by address or userName as well, and nobody waits in a circle for ever", () =>
  inWorld(async ({ begin, slack }) => {
    const led = (managerId: string) => ({ enterprise: { manager: { managerId } } });
    const people = {
      a: person("ada", led("Grace@example.com")),
      b: person("bert", led("ada")),
      c: person("grace"),
    };
    const kept = await upWell(begin(), { people });
    expect(stateOf(kept, "people", "a").managerId).toBe(slack.user("grace")?.id);
    expect(stateOf(kept, "people", "b").managerId).toBe(slack.user("ada")?.id);
    const circle = { x: person("x", led("y@example.com")), y: person("y", led("x@example.com")) };
    const { failure } = await up(begin(), { people: { ...people, ...circle } }, kept);
    expect(failure).toMatch(/^2 of 2 steps of the directory failed/);
  }));

test("one changed title is one PATCH, and the preview names the person and the attribute", () =>
  inWorld(async ({ begin, slack, lines }) => {
    const kept = await upWell(begin(), PAIR);
    const changed = { ...PAIR, people: { ...PAIR.people, "e-2": person("grace", { title: "Admiral" }) } };
    const run = begin();
    expect(await preview(run, changed, kept)).toBeUndefined();
    run.messages.flush();
    expect(lines).toContain(
      `1 person to be changed: people.e-2 (user grace (${slack.user("grace")?.id})): title`,
    );
    const before = slack.writes.length;
    await upWell(begin(), changed, kept);
    expect(slack.writes.slice(before).map(({ method }) => method)).toEqual(["PATCH"]);
    expect(slack.user("grace")?.title).toBe("Admiral");
  }));

test("who left the list is deactivated last and leaves the state; who was never in it is left alone", () =>
  inWorld(async ({ begin, slack }) => {
    slack.addUser({ userName: "stranger" });
    const kept = await upWell(begin(), PAIR);
    const without = {
      people: { "e-2": person("grace"), "e-3": person("joan") },
      groups: { research: { displayName: "Research", members: ["e-2", "e-3"] } },
    };
    const before = slack.writes.length;
    const after = await upWell(begin(), without, kept);
    expect(slack.user("ada")?.active).toBe(false);
    expect(slack.user("stranger")?.active).toBe(true);
    expect(slack.writes.slice(before).at(-1)?.method).toBe("DELETE");
    expect(keysOf(after, "people")).toEqual(["e-2", "e-3"]);
  }));

test("a key that comes back under another name is the same person: nothing is written, and the state learns the key", () =>
  inWorld(async ({ begin, slack }) => {
    const kept = await upWell(begin(), PAIR);
    const renamed = {
      people: { "p-1": PAIR.people["e-1"], "e-2": PAIR.people["e-2"] },
      groups: { science: { displayName: "Research", members: ["e-2", "p-1"] } },
    };
    const before = slack.writes.length;
    const after = await upWell(begin(), renamed, kept);
    expect(slack.writes.slice(before)).toEqual([]);
    expect(keysOf(after, "people")).toEqual(["e-2", "p-1"]);
    expect(stateOf(after, "groups", "science").members).toEqual(["e-2", "p-1"]);
    expect(await upWell(begin(), renamed, after)).toBe(after);
  }));

test("a refresh shows drift by key and attribute, leaves out who is gone, and the next up mends both", () =>
  inWorld(async ({ begin, slack, lines }) => {
    const kept = await upWell(begin(), PAIR);
    const [ada, grace] = [slack.user("ada")?.id ?? "", slack.user("grace")?.id ?? ""];
    slack.change(ada, (live) => {
      live.title = "Poet";
    });
    slack.removeUser(grace);
    const run = begin();
    const seen = await refresh(run, kept);
    run.messages.flush();
    expect(lines.join("\n")).toMatch(
      /3 of the directory's 3 people and groups differ from the state: .*people\.e-1: title.*people\.e-2: gone/,
    );
    expect(keysOf(seen, "people")).toEqual(["e-1"]);
    expect(stateOf(seen, "people", "e-1").title).toBe("Poet");
    const mended = await upWell(begin(), PAIR, seen);
    expect(slack.user("ada")?.title).toBe("Analyst");
    expect(slack.user("grace")?.active).toBe(true);
    expect(stateOf(mended, "groups", "research").members).toEqual(["e-1", "e-2"]);
    expect(await upWell(begin(), PAIR, mended)).toBe(mended);
  }));

test("a refresh of many people costs a scan, and finds nothing where nothing changed", () =>
  inWorld(async ({ begin, asked }) => {
    const kept = await upWell(begin(), { people: crowd(40) });
    asked();
    const run = begin();
    const seen = await refresh(run, kept);
    expect(asked().length).toBeLessThanOrEqual(7);
    expect(seen.outs).toEqual(kept.outs);
    expect(seen.inputs).toEqual(kept.inputs);
  }));

test("one failure stops only what depends on it, all are told together, and the next up does only what is left", () =>
  inWorld(async ({ begin, slack }) => {
    const people = {
      ...crowd(3),
      "e-boss": person("boss"),
      "e-report": person("report", { enterprise: { manager: { managerId: "e-boss" } } }),
    };
    const groups = {
      works: { displayName: "Works", members: ["e-1000", "e-1001"] },
      waits: { displayName: "Waits", members: ["e-boss"] },
    };
    slack.addUser({ userName: "boss", ...{ emails: [{ value: "other@example.com", primary: true }] } });
    const { kept, failure } = await up(begin({ previewLookups: "off" }), { people, groups });
    expect(failure).toMatch(/^3 of 7 steps of the directory failed/);
    expect(failure).toContain(
      "people.e-boss: user boss: the userName or a secondary e-mail address belongs to",
    );
    expect(failure).toContain(
      "people.e-report: user report could not be created: nothing was changed here, since it depends on people.e-boss, not in Slack yet",
    );
    expect(failure).toContain("groups.waits: the group could not be created: nothing was changed here");
    expect(kept && keysOf(kept, "people")).toEqual(["e-1000", "e-1001", "e-1002"]);
    expect(kept && keysOf(kept, "groups")).toEqual(["works"]);
    const before = slack.writes.length;
    await upWell(begin(), { people: { ...people, "e-boss": person("boss2") }, groups }, kept);
    expect(slack.writes.slice(before).map(({ method }) => method)).toEqual(["POST", "POST", "POST"]);
  }));

test("a failure after somebody was made keeps them in the state as they are", () =>
  inWorld(async ({ begin, slack }) => {
    slack.fault({ method: "PATCH", status: 403 });
    const people = { "e-1": person("ada", { active: false }), "e-2": person("grace") };
    const { kept, failure } = await up(begin(), { people });
    expect(failure).toMatch(/^1 of 2 steps/);
    expect(kept && stateOf(kept, "people", "e-1")).toMatchObject({ id: slack.user("ada")?.id, active: true });
    const before = slack.writes.length;
    await upWell(begin(), { people }, kept);
    expect(slack.writes.slice(before).map(({ method }) => method)).toEqual(["PATCH"]);
    expect(slack.user("ada")?.active).toBe(false);
  }));

test("of many failures twenty are told in full and the others by key", () =>
  inWorld(async ({ begin, slack }) => {
    slack.fault({ method: "POST", status: 403, times: 25 });
    const { kept, failure } = await up(begin(), { people: crowd(25) });
    expect(kept).toBeUndefined();
    expect(failure?.split("\n")).toHaveLength(22);
    expect(failure).toMatch(/and 5 more: people\.e-10\d\d/);
  }));

test("a directory that goes lets everybody go as single resources would: groups deleted, people deactivated", () =>
  inWorld(async ({ begin, slack }) => {
    const kept = await upWell(begin(), PAIR);
    const group = String(stateOf(kept, "groups", "research").id);
    await destroy(begin(), kept);
    expect(slack.user("ada")?.active).toBe(false);
    expect(slack.user("grace")?.active).toBe(false);
    expect(slack.group(group)).toBeUndefined();
  }));

test("two people of one list hand an address on, whichever comes first", () =>
  inWorld(async ({ begin, slack }) => {
    const kept = await upWell(begin(), { people: { "e-1": person("ada"), "e-2": person("grace") } });
    const people = {
      "e-1": person("ada", { userName: "ada.l" }),
      "e-2": person("grace", { userName: "ada" }),
    };
    await upWell(begin(), { people }, kept);
    expect(slack.user("ada")?.emails?.[0]?.value).toBe("grace@example.com");
  }));

test("what Slack says of a secret name beside what follows from the entry is a secret as well, of others it is not", () =>
  inWorld(async ({ begin, slack }) => {
    const people = { _: person("zoe"), a: person("ada", { nameIsSecret: true }), g: person("grace") };
    const kept = await upWell(begin(), { people });
    expect(JSON.stringify(kept.outs.personFacts)).not.toMatch(/ada|grace/);
    for (const userName of ["ada", "grace"])
      slack.change(slack.user(userName)?.id ?? "", (live) => {
        live.profileUrl = `https://acme.enterprise.slack.com/people/${userName}`;
      });
    const seen = await refresh(begin(), kept);
    const { a, g } = seen.outs.personFacts as Record<string, unknown>;
    expect(g).toContain("people/grace");
    expect(a).toEqual({
      "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
      value: expect.stringContaining("people/ada"),
    });
    // The engine gives a provider what is secret in clear.
    const personFacts = { ...(seen.outs.personFacts as object), a: (a as { value: string }).value };
    const later = { people: { ...people, g: person("grace", { title: "Admiral" }) } };
    const again = await upWell(begin(), later, { ...seen, outs: { ...seen.outs, personFacts } });
    expect(again.outs.personFacts).toEqual(seen.outs.personFacts);
    expect((await refresh(begin(), seen)).outs).toEqual(seen.outs);
  }));
