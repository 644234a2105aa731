import { createGroup, deleteGroup, readGroup, updateGroup } from "../../../provider/group/lifecycle";
import type { Guard } from "../../../provider/run/guard";
import { foresee } from "../../../provider/run/preview";
import { Run } from "../../../provider/run/run";
import { Snapshot } from "../../../provider/run/snapshot";
import { createUser, deleteUser, readUser, updateUser } from "../../../provider/user/lifecycle";
import { ADA, emailOf, inWorld, PACKING, STANDSTILL } from "../support";

const owner = { userName: "owner", organization: "acme" };

test("a person or group that is not there counts as gone in a delete only where the state was made in the live organisation", () =>
  inWorld(async ({ slack, begin }) => {
    const ada = await createUser(begin(), ADA);
    const data = await createGroup(begin(), { displayName: "Data" });
    slack.removeUser(ada.id);
    await deleteGroup(begin(), data.id, data.outs);
    const renamed = () => begin({ organization: "acme" });
    const refusal = "the state was made in globex, and nothing counts as gone before it is clear";
    await expect(deleteUser(renamed(), ada.id, { ...ada.outs, organization: "globex" })).rejects.toThrow(
      refusal,
    );
    await expect(deleteGroup(renamed(), data.id, { ...data.outs, organization: "globex" })).rejects.toThrow(
      refusal,
    );
  }));

test("a configured organisation is held against the token on reads as well", () =>
  inWorld(async ({ slack, begin }) => {
    const ada = await createUser(begin(), ADA);
    const data = await createGroup(begin(), { displayName: "Data" });
    const configured = begin({ organization: "globex" });
    const refusal =
      "The token belongs to the organisation acme, but the configuration says globex. Nothing was changed for this resource. " +
      "Use a token of the right organisation (SLACK_SCIM_TOKEN or slack-scim:token). If this is the right one and was renamed in Slack, set slack-scim:organization to acme.";
    await expect(readUser(configured, ada.id, ada.outs)).rejects.toThrow(refusal);
    await expect(readGroup(configured, data.id, data.outs)).rejects.toThrow(refusal);

    // Somebody of that name on the other side, with a profile URL of the right one, proves nothing.
    slack.addOrganization({ domain: "globex", token: "xoxp-globex" });
    const profileUrl = "https://acme.enterprise.slack.com/team/ada.l";
    slack.addUser({ id: ada.id, userName: "ada.l", ...emailOf("ada@example.com"), profileUrl }, "globex");
    const other = begin({ token: "xoxp-globex", organization: "acme" });
    await expect(readUser(other, ada.id, ada.outs)).rejects.toThrow("belongs to the organisation globex");
  }));

test("a look for the organisation that failed is made again by the next resource", () =>
  inWorld(async ({ slack, begin }) => {
    slack.fault({ method: "GET", path: "Users", status: 403, times: 1 });
    const run = begin();
    await expect(createUser(run, ADA)).rejects.toThrow("403");
    await createUser(run, ADA);
    expect(slack.user("ada.l")).toMatchObject({ active: true });
  }));

test("a token that lists nobody is told so once a run, whatever else the run wants to write", () =>
  inWorld(async ({ slack, begin, asked }) => {
    const nobody = { schemas: [], Resources: [], totalResults: 0, itemsPerPage: 0, startIndex: 1 };
    slack.fault({ method: "GET", path: "Users", status: 200, body: nobody });
    const run = begin();
    for (const create of [createUser(run, ADA), createGroup(run, { displayName: "Data" })])
      await expect(create).rejects.toThrow(
        "Slack lists nobody, so the organisation cannot be told and nothing is changed. Check the token and the base URL: every organisation has at least its owner.",
      );
    expect(asked()).toEqual(["GET Users 200"]);
  }));

test("a group is held against the domain of the people read beside it, also of those who are still being read; against Slack's list where they show another", () =>
  inWorld(async ({ slack, begin, asked }) => {
    const data = await createGroup(begin(), { displayName: "Data" });
    const ada = slack.addUser({ userName: "ada" });
    const bert = slack.addUser({ userName: "bert", profileUrl: "https://elsewhere.slack.com/team/bert" });
    const known = { userName: "x", organization: "acme" };
    const readAll = (people: string[]) => {
      const run = begin();
      asked();
      return Promise.all([
        readGroup(run, data.id, data.outs),
        ...people.map((id) => readUser(run, id, known)),
      ]);
    };
    slack.clock.freeze();
    slack.fault({ method: "GET", path: "Users/*", delayMs: 1000, times: 1 });
    const slowly = readAll([ada]);
    while (slack.clock.sleeping === 0 || slack.requests.at(-2)?.method !== "GET")
      await new Promise(setImmediate);
    for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
    slack.clock.advance(1000);
    slack.clock.thaw();
    await slowly;
    expect(asked().sort()).toEqual([`GET Groups/${data.id} 200`, `GET Users/${ada} 200`]);
    await readAll([bert]);
    expect(asked().sort()).toEqual([`GET Groups/${data.id} 200`, "GET Users 200", `GET Users/${bert} 200`]);
    slack.removeUser(ada);
    await expect(readAll([ada])).resolves.toContain(undefined);
    expect(asked()).toHaveLength(3);
  }));

test("a create before any state was heard of is warned of once one is, and only then", () =>
  inWorld(async ({ slack, begin, lines }) => {
    const right = begin();
    await createUser(right, ADA);
    expect(lines).toEqual([]);
    right.rememberOrganization("acme");
    right.rememberOrganization("acme");
    expect(lines).toEqual([
      "warning: this run created something in acme, the token's organisation, before any state told that this stack belongs to acme. Set slack-scim:organization to acme, and nothing can land elsewhere.",
    ]);

    right.rememberOrganization("globex");
    expect(lines.slice(1)).toEqual([
      "warning: this stack has resources of several organisations (acme, globex) without a SlackScimProvider for each: a wrong token was used once. Set slack-scim:organization.",
    ]);

    slack.addOrganization({ domain: "globex", token: "xoxp-globex" });
    const wrong = begin({ token: "xoxp-globex" });
    await createGroup(wrong, { displayName: "Data" });
    wrong.rememberOrganization("acme");
    expect(lines).toEqual([expect.stringContaining("this run created something in globex")]);
    expect(lines.join()).toContain("look there for what it made. Set slack-scim:organization to acme");

    const told = begin();
    told.rememberOrganization("acme");
    await createGroup(told, { displayName: "Facts" });
    told.rememberOrganization("globex");
    expect(lines).toEqual([expect.stringContaining("resources of several organisations")]);
    const configured = begin({ organization: "acme" });
    await createGroup(configured, { displayName: "Numbers" });
    configured.rememberOrganization("acme");
    expect(lines).toEqual([]);
  }));

test("an id that Slack names as the holder of an address, and does not know, is not the end of the search", () =>
  inWorld(async ({ slack, begin }) => {
    const id = slack.addUser({ userName: "ada.l", ...emailOf("ada@example.com"), title: "Analyst" });
    slack.clock.advance(48 * 3600_000);
    slack.fault({
      method: "POST",
      status: 409,
      body: { schemas: [], detail: "email_taken (existing_user=U0GONE)", status: 409 },
    });
    expect(await createUser(begin(), ADA)).toMatchObject({ id, outs: { adopted: true } });
  }));

test("what Slack itself failed at is tried again, within the configured time", () =>
  inWorld(async ({ slack, begin, asked }) => {
    slack.fault({ method: "GET", path: "Users", status: 503, times: 1 });
    await createUser(begin(), ADA);
    expect(asked()).toEqual(["GET Users 503", "GET Users 200", "POST Users 201"]);

    slack.fault({ method: "GET", path: "Users/*", status: 503, times: Number.POSITIVE_INFINITY });
    const read = begin({ retrySeconds: "1" });
    await expect(readUser(read, "U0000000001", owner)).rejects.toThrow("503");
    const hurried = asked().length;
    await expect(readUser(begin(), "U0000000001", owner)).rejects.toThrow("503");
    expect(asked().length).toBeGreaterThan(hurried);
  }));

test("what a run writes is what it reads afterwards, without asking again", () =>
  inWorld(async ({ slack, begin, asked }) => {
    const kept = await createGroup(begin(), { displayName: "Kept" });
    const goes = await createGroup(begin(), { displayName: "Goes" });
    const run = begin();
    for (const _ of [1, 2, 3, 4, 5]) {
      await readUser(run, "U0000000001", owner);
      await readGroup(run, kept.id, kept.outs);
    }
    const read = async (id: string, outs: object) => {
      asked();
      const found = await readUser(run, id, { ...outs });
      expect(asked()).toEqual([]);
      return found?.outs;
    };
    const readTeam = async (id: string, outs: object) => {
      asked();
      const found = await readGroup(run, id, { ...outs });
      expect(asked()).toEqual([]);
      return found?.outs;
    };
    const made = await createUser(run, ADA);
    expect(await read(made.id, made.outs)).toEqual(made.outs);
    const changed = await updateUser(run, made.id, made.outs, { ...ADA, title: "Countess" });
    expect(await read(made.id, changed.outs)).toMatchObject({ title: "Countess" });
    const team = await createGroup(run, { displayName: "Team", members: [] });
    expect(await readTeam(team.id, team.outs)).toEqual(team.outs);
    const renamed = await updateGroup(run, kept.id, kept.outs, { displayName: "Renamed" });
    expect(await readTeam(kept.id, renamed.outs)).toMatchObject({ displayName: "Renamed" });
    await deleteGroup(run, goes.id, goes.outs);
    expect(await readTeam(goes.id, goes.outs)).toBeUndefined();
    const grace = slack.addUser({ userName: "grace", ...emailOf("grace@example.com") });
    await deleteUser(run, grace, {
      userName: "grace",
      ...emailOf("grace@example.com"),
      organization: "acme",
    });
    expect(await read(grace, { ...owner, userName: "grace", active: false })).toMatchObject({
      active: false,
    });
  }));

test("a newer scan tells more than an old write of the run", async () => {
  const world = new Map([..."12345"].map((id) => [id, { id, title: "old" }]));
  let now = 0;
  const snapshot = new Snapshot({
    ...PACKING,
    get: async (id: string) => world.get(id),
    async *scan() {
      for (const one of world.values()) yield PACKING.pack(one);
    },
    keysOf: () => [],
    now: () => now,
  });
  for (const id of "12345") await snapshot.read(id);
  snapshot.put({ id: "1", title: "written" });
  world.set("1", { id: "1", title: "changed by somebody else" });
  now += 4 * 60_000;
  expect(await snapshot.read("1")).toEqual({ id: "1", title: "changed by somebody else" });
});

test("a preview asks for the token's organisation once it is configured or a state names one; a state that names none tells nothing", () =>
  inWorld(async ({ begin, asked }) => {
    const asks = async (run: Run) => {
      await foresee(run, async () => undefined);
      return asked();
    };
    expect(await asks(begin({ organization: "acme" }))).toEqual(["GET Users 200"]);
    const run = begin();
    run.rememberOrganization(undefined);
    expect(await asks(run)).toEqual([]);
    run.rememberOrganization("acme");
    expect(await asks(run)).toEqual(["GET Users 200"]);
  }));

test("that states are of several organisations is said once, however many resources there are", () =>
  inWorld(async ({ begin, lines }) => {
    const run = begin();
    for (const organization of ["acme", "globex", "acme", "globex"]) run.rememberOrganization(organization);
    expect(lines).toHaveLength(1);
  }));

test("ten people are enough to tell the organisation", () =>
  inWorld(async ({ slack, begin }) => {
    await begin().organization.confirm();
    expect(slack.requests.map(({ path }) => path)).toEqual([expect.stringContaining("count=10")]);
  }));

test("a run that needed no settings ends without any", () => {
  const run = new Run({
    settings: () => {
      throw new Error("no token");
    },
    connect: () => {
      throw new Error("no token");
    },
    print: () => {},
    clock: STANDSTILL,
    watch: { now: () => 0, ...STANDSTILL },
  });
  expect(() => run.flush()).not.toThrow();
});

test("what a list asks for beyond its share is said of people or of groups, with the setting and what was to be done", () =>
  inWorld(async ({ begin }) => {
    const run = begin({ maxDeactivations: "10%", maxReactivations: "10%", maxGroupDeletions: "10%" });
    const said = (guard: Guard) => {
      guard.measure("one", 30);
      return guard.refusalOfPlan("one", ["a", "b", "c", "d"]);
    };
    expect(said(run.deactivations)).toContain(
      "4 would be deactivated, and slack-scim:maxDeactivations allows a run 3 (10% of the directory's 30 people)",
    );
    expect(said(run.reactivations)).toContain(
      "4 would be reactivated, and slack-scim:maxReactivations allows a run 3 (10% of the directory's 30 people)",
    );
    expect(said(run.groupDeletions)).toContain(
      "4 would be deleted, and slack-scim:maxGroupDeletions allows a run 3 (10% of the directory's 30 groups)",
    );
  }));

test("what the lists answered is counted of people and groups together", () =>
  inWorld(async ({ slack, begin, lines }) => {
    const people = ["a", "b", "c", "d", "e", "f"].map((userName) => slack.addUser({ userName }));
    const groups = ["A", "B", "C", "D", "E", "F"].map((displayName) => slack.addGroup({ displayName }));
    const run = begin();
    for (const id of people) await run.people.read(id);
    for (const id of groups) await run.groups.read(id);
    await run.organization.ask();
    run.flush();
    expect(lines.join()).toContain("11 requests to Slack");
    expect(lines.join()).toContain("4 more reads answered from lists");
  }));
