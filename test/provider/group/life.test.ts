import {
  checkGroup,
  createGroup,
  deleteGroup,
  diffGroup,
  readGroup,
  updateGroup,
} from "../../../provider/group/lifecycle";
import { inWorld, type World } from "../support";

/** Three people, by id. */
function threePeople({ slack }: World): [string, string, string] {
  const add = (userName: string) =>
    slack.addUser({ userName, emails: [{ value: `${userName}@example.com`, primary: true }] });
  return [add("ada"), add("grace"), add("hedy")];
}

const membersOf = ({ slack }: World, id: string) =>
  slack
    .group(id)
    ?.members.map((member) => member.value)
    .sort();

test("a group's life: created, unchanged, drifted, repaired, renamed, deleted, deleted again", () =>
  inWorld(async (world) => {
    const { slack, begin } = world;
    const [ada, grace, hedy] = threePeople(world);
    const inputs = { displayName: "Data", members: [ada, grace] };
    const { id, outs } = await createGroup(begin(), inputs);
    expect(slack.writes.map((write) => write.method)).toEqual(["POST"]);
    expect(outs).toEqual({ ...inputs, created: expect.any(String), adopted: false, organization: "acme" });
    expect(diffGroup(id, outs, inputs)).toEqual({ changes: false });

    slack.change(id, (group) => {
      group.members = [
        { value: hedy, display: "" },
        { value: ada, display: "" },
      ];
    });
    const found = await readGroup(begin(), id, outs);
    expect(found?.inputs.members).toEqual([ada, hedy]);
    const repaired = await updateGroup(begin(), id, found?.outs ?? {}, inputs);
    expect(membersOf(world, id)).toEqual([ada, grace]);

    const renamed = { ...inputs, displayName: "Data & AI" };
    const after = await updateGroup(begin(), id, repaired.outs, renamed);
    expect(slack.group(id)?.displayName).toBe("Data & AI");
    expect(diffGroup(id, after.outs, renamed)).toEqual({ changes: false });

    await deleteGroup(begin(), id, after.outs);
    expect(slack.group(id)).toBeUndefined();
    await deleteGroup(begin(), id, after.outs);
  }));

test("members in any order, one of them twice, are no difference", () =>
  inWorld(async (world) => {
    const [ada, grace] = threePeople(world);
    const run = world.begin();
    const { id, outs } = await createGroup(run, { displayName: "Data", members: [ada, grace] });
    const { inputs } = checkGroup(run, {}, { displayName: "Data", members: [grace, ada, grace] });
    expect(diffGroup(id, outs, inputs)).toEqual({ changes: false });
  }));

test("joins come before leaves, each in one request", () =>
  inWorld(async (world) => {
    const [ada, grace, hedy] = threePeople(world);
    const { id, outs } = await createGroup(world.begin(), { displayName: "Data", members: [ada] });
    world.slack.clearLog();
    await updateGroup(world.begin(), id, outs, { displayName: "Data", members: [grace, hedy] });
    expect(
      world.slack.writes
        .map((write) => JSON.stringify(write.requestBody))
        .map((body) => /"(add|remove)"/.exec(body)?.[1]),
    ).toEqual(["add", "remove"]);
    expect(membersOf(world, id)).toEqual([grace, hedy]);
  }));

test("additive membership leaves others alone, and who is taken out of the list leaves", () =>
  inWorld(async (world) => {
    const [ada, grace, hedy] = threePeople(world);
    const inputs = { displayName: "Data", members: [ada, grace], membership: "additive" };
    const { id, outs } = await createGroup(world.begin(), inputs);
    world.slack.change(id, (group) => {
      group.members.push({ value: hedy, display: "" });
    });
    const found = await readGroup(world.begin(), id, outs);
    expect(found?.inputs).toEqual(inputs);
    const less = { ...inputs, members: [ada] };
    const updated = await updateGroup(world.begin(), id, found?.outs ?? {}, less);
    expect(membersOf(world, id)).toEqual([ada, hedy]);
    expect(diffGroup(id, updated.outs, less)).toEqual({ changes: false });
  }));

test("members left out are never read into the state and never written", () =>
  inWorld(async (world) => {
    const [ada] = threePeople(world);
    const { id, outs } = await createGroup(world.begin(), { displayName: "Data" });
    world.slack.change(id, (group) => {
      group.members = [{ value: ada, display: "" }];
    });
    const found = await readGroup(world.begin(), id, outs);
    expect(found?.outs).toEqual(outs);
    await updateGroup(world.begin(), id, outs, { displayName: "Facts" });
    expect(membersOf(world, id)).toEqual([ada]);
  }));

test.each(["v1", "v2"] as const)(
  "a declared member who cannot join is named, stays a difference, and the others join (%s)",
  (version) =>
    inWorld(async (world) => {
      const { slack, begin, lines } = world;
      const base = { baseUrl: slack[version] };
      const [ada, grace, hedy] = threePeople(world);
      slack.change(grace, (person) => {
        person.active = false;
      });
      const inputs = { displayName: "Data", members: [ada, grace, hedy] };
      const { id, outs } = await createGroup(begin(base), inputs);
      expect(membersOf(world, id)).toEqual([ada, hedy]);
      expect(lines).toEqual([expect.stringContaining(`group ${id}: ${grace} cannot join and stay out`)]);
      expect(diffGroup(id, outs, inputs)).toEqual({ changes: true });
      await updateGroup(begin(base), id, outs, inputs);
      expect(membersOf(world, id)).toEqual([ada, hedy]);
    }),
);

test("a server that empties the group on a remove is noticed, and who should have stayed joins again", () =>
  inWorld(async (world) => {
    const { slack, begin, lines } = world;
    const [ada, grace, hedy] = threePeople(world);
    const { id, outs } = await createGroup(begin(), { displayName: "Data", members: [ada, grace, hedy] });
    const run = begin();
    const { groups } = run.slack;
    const remove = groups.removeMembers.bind(groups);
    // A server of the careless kind: it hears "remove members" and not whom.
    groups.removeMembers = (...args) => {
      const answer = remove(...args);
      return answer.then((body) => {
        slack.change(id, (group) => {
          group.members = [];
        });
        return body;
      }) as ReturnType<typeof remove>;
    };
    await updateGroup(run, id, outs, { displayName: "Data", members: [ada, grace] });
    expect(membersOf(world, id)).toEqual([ada, grace]);
    expect(lines).toEqual([
      expect.stringContaining("Slack emptied the group instead of removing some; the other 2 joined again."),
    ]);
  }));

test("a failed chunk leaves the truth in the state, and the next update resumes there", () =>
  inWorld(async (world) => {
    const { slack, begin } = world;
    const ids = Array.from({ length: 5001 }, (_, index) =>
      slack.addUser({ userName: `p${index}`, emails: [{ value: `p${index}@example.com`, primary: true }] }),
    ).sort();
    slack.fault({ method: "PATCH", path: "Groups/*", status: 403, times: 1 });
    const failure = await createGroup(begin(), { displayName: "All", members: ids }).catch(
      (error: unknown) => error,
    );
    expect(failure).toMatchObject({ name: "HalfDoneError", outs: { members: ids.slice(0, 5000) } });
    const { id, outs } = failure as { id: string; outs: Record<string, unknown> };
    slack.clearLog();
    await updateGroup(begin(), id, outs, { displayName: "All", members: ids });
    expect(slack.writes).toHaveLength(1);
    expect(membersOf(world, id)).toEqual(ids);
  }));

test("a group of the same name is taken over when empty or as declared, else refused", () =>
  inWorld(async (world) => {
    const { slack, begin, lines } = world;
    const [ada, grace] = threePeople(world);
    const id = slack.addGroup({
      displayName: "Data",
      members: [grace],
    });
    slack.clock.advance(48 * 3600_000);
    const inputs = { displayName: "Data", members: [ada] };
    await expect(createGroup(begin(), inputs)).rejects.toThrow(
      `the group: Slack has ${id} of this name already, with 1 members. Nothing was changed.`,
    );
    expect(membersOf(world, id)).toEqual([grace]);
    const same = await createGroup(begin(), { displayName: "Data", members: [grace] });
    expect(same).toMatchObject({ id, outs: { adopted: true } });
    expect(lines).toEqual([expect.stringContaining("existed and was taken over")]);
    const adopted = await createGroup(begin(), { ...inputs, onConflict: "adopt" });
    expect(membersOf(world, adopted.id)).toEqual([ada]);
    await expect(
      createGroup(begin(), { displayName: "Data", members: [ada], onConflict: "fail" }),
    ).rejects.toThrow("of this name already");
    await deleteGroup(begin(), id, adopted.outs);
    expect(lines).toEqual([expect.stringContaining("is retained: it existed before")]);
  }));

test("two groups of one name are an error that names both", () =>
  inWorld(async ({ slack, begin }) => {
    const one = slack.addGroup({ displayName: "Data" });
    const two = slack.addGroup({ displayName: "Data" });
    await expect(createGroup(begin(), { displayName: "Data", onConflict: "adopt" })).rejects.toThrow(
      `Slack has 2 groups of this name (${one}, ${two})`,
    );
  }));

test("a lost answer to the create of a group is looked up, not repeated", () =>
  inWorld(async (world) => {
    const [ada] = threePeople(world);
    world.slack.fault({ method: "POST", path: "Groups", drop: "after", times: 1 });
    const { outs } = await createGroup(world.begin(), { displayName: "Data", members: [ada] });
    expect(outs.adopted).toBe(false);
    expect(world.slack.groups()).toHaveLength(1);
  }));

test("after a killed create the next run takes the group over in every mode, and its delete retains it", () =>
  inWorld(async (world) => {
    const { slack, begin, lines } = world;
    const [ada] = threePeople(world);
    const inputs = { displayName: "Data", members: [ada], onConflict: "fail" };
    const first = await createGroup(begin(), inputs);
    const { id, outs } = await createGroup(begin(), inputs);
    expect({ id, outs }).toEqual({ ...first, outs: { ...first.outs, adopted: true } });
    expect(lines).toEqual([
      `group ${id} existed and was taken over. It is as declared and less than a day old: ` +
        "an earlier run of this stack that was cut short may have made it, or another stack, or an identity provider. " +
        'Delete will retain it: to own it, declare onDelete: "delete", or set slack-scim:onGroupDelete to delete for the whole stack.',
    ]);
    await deleteGroup(begin(), id, outs);
    expect(slack.groups()).toHaveLength(1);
    await deleteGroup(begin({ onGroupDelete: "delete" }), id, outs);
    expect(slack.groups()).toHaveLength(0);
  }));

test("a group of today with only some of the declared members may be somebody else's: taken over, and retained by delete", () =>
  inWorld(async (world) => {
    const { slack, begin, lines } = world;
    const [ada, grace] = threePeople(world);
    const id = slack.addGroup({ displayName: "Data", members: [ada] });
    const inputs = { displayName: "Data", members: [ada, grace] };
    await expect(createGroup(begin(), { ...inputs, onConflict: "fail" })).rejects.toThrow(
      `Slack has ${id} of this name already`,
    );
    const { outs } = await createGroup(begin(), inputs);
    expect(outs).toMatchObject({ adopted: true, members: [ada, grace] });
    await deleteGroup(begin(), id, outs);
    expect(slack.group(id)).toMatchObject({ displayName: "Data" });
    expect(lines).toEqual([expect.stringContaining("is retained: it existed before")]);
  }));

test("a group of some days ago with only some of the declared members is refused", () =>
  inWorld(async (world) => {
    const [ada, grace] = threePeople(world);
    world.slack.addGroup({ displayName: "Data", members: [ada] });
    world.slack.clock.advance(48 * 3600_000);
    await expect(createGroup(world.begin(), { displayName: "Data", members: [ada, grace] })).rejects.toThrow(
      "with 1 members",
    );
  }));

test("a killed create is found again although a single-channel guest and somebody forgotten could not join", () =>
  inWorld(async (world) => {
    const { slack, begin } = world;
    const [ada, grace, hedy] = threePeople(world);
    slack.change(grace, (person) => {
      person["urn:ietf:params:scim:schemas:extension:slack:guest:2.0:User"] = { type: "single" };
    });
    slack.removeUser(hedy);
    const inputs = { displayName: "Data", members: [ada, grace, hedy], onConflict: "fail" };
    const { id } = await createGroup(begin(), inputs);
    expect(await createGroup(begin(), inputs)).toMatchObject({
      id,
      outs: { adopted: true, members: [ada] },
    });
  }));

test("a group whose members are left out is taken over whoever is in it, and its members stay unread", () =>
  inWorld(async (world) => {
    const { slack, begin, asked } = world;
    const [ada] = threePeople(world);
    const id = slack.addGroup({ displayName: "Data", members: [ada] });
    const { outs } = await createGroup(begin(), { displayName: "Data" });
    expect(outs).toEqual({
      displayName: "Data",
      created: expect.any(String),
      adopted: true,
      organization: "acme",
    });
    expect(membersOf(world, id)).toEqual([ada]);
    expect(asked().filter((request) => !request.startsWith("GET"))).toEqual([]);
  }));

test("a create of which nothing can be read any more is in the state all the same", () =>
  inWorld(async (world) => {
    const { slack, begin } = world;
    const ids = Array.from({ length: 5001 }, (_, index) =>
      slack.addUser({ userName: `p${index}`, emails: [{ value: `p${index}@example.com`, primary: true }] }),
    ).sort();
    slack.fault({ method: "PATCH", path: "Groups/*", status: 403 });
    slack.fault({ method: "GET", path: "Groups/*", status: 403 });
    const failure = await createGroup(begin(), { displayName: "All", members: ids }).catch(
      (error: unknown) => error,
    );
    expect(failure).toMatchObject({
      name: "HalfDoneError",
      id: slack.group("All")?.id,
      outs: { displayName: "All", adopted: false },
    });
  }));

test("a group with members that nothing declares is not deleted until onDelete says so", () =>
  inWorld(async (world) => {
    const { slack, begin } = world;
    const [ada, grace] = threePeople(world);
    const { id, outs } = await createGroup(begin(), {
      displayName: "Data",
      members: [ada],
      membership: "additive",
    });
    slack.change(id, (group) => {
      group.members.push({ value: grace, display: "" });
    });
    await expect(deleteGroup(begin(), id, outs)).rejects.toThrow(
      `group ${id} is not deleted: 1 of its members are not declared here (${grace})`,
    );
    expect(membersOf(world, id)).toEqual([ada, grace]);
    await deleteGroup(begin(), id, { ...outs, onDelete: "retain" });
    expect(slack.group(id)).toMatchObject({ displayName: "Data" });
    await deleteGroup(begin(), id, { ...outs, onDelete: "delete" });
    expect(slack.group(id)).toBeUndefined();
  }));

test("get of a group shows its members, and get of none is an error", () =>
  inWorld(async (world) => {
    const [ada] = threePeople(world);
    const id = world.slack.addGroup({ displayName: "Data", members: [ada] });
    const found = await readGroup(world.begin(), id, {});
    expect(found?.outs).toMatchObject({ displayName: "Data", members: [ada], organization: "acme" });
    await expect(readGroup(world.begin(), "S0NONE", {})).rejects.toThrow("no group S0NONE in acme");
  }));

test("a removal that failed is not forgotten: who should have left an additive group stays in the state", () =>
  inWorld(async (world) => {
    const { slack, begin } = world;
    const [ada, grace] = threePeople(world);
    const inputs = { displayName: "Data", members: [ada, grace], membership: "additive" };
    const { id, outs } = await createGroup(begin(), inputs);
    const less = { ...inputs, members: [grace] };
    slack.fault({ method: "PATCH", path: "Groups/*", status: 403 });
    const failure = await updateGroup(begin(), id, outs, less).catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: "HalfDoneError", outs: { members: [ada, grace] } });
    await updateGroup(begin(), id, (failure as { outs: Record<string, unknown> }).outs, less);
    expect(membersOf(world, id)).toEqual([grace]);
  }));

test("a young group is taken over only where nobody is in it whom nothing declares", () =>
  inWorld(async (world) => {
    const { slack, begin } = world;
    const [ada, grace] = threePeople(world);
    const empty = slack.addGroup({ displayName: "Empty" });
    const declared = { displayName: "Empty", members: [], onConflict: "fail" };
    expect(await createGroup(begin(), declared)).toMatchObject({ id: empty, outs: { adopted: true } });
    slack.clock.advance(25 * 3600_000);
    await expect(createGroup(begin(), declared)).rejects.toThrow("of this name already");
    slack.addGroup({ displayName: "Some", members: [ada, grace] });
    await expect(createGroup(begin(), { displayName: "Some", members: [ada] })).rejects.toThrow(
      "with 2 members",
    );
  }));

test("an update that the preview showed to touch no members touches none, and the difference is shown", () =>
  inWorld(async (world) => {
    const { slack, begin } = world;
    const [ada, grace] = threePeople(world);
    const inputs = { displayName: "Data", members: [ada] };
    const { id, outs } = await createGroup(begin(), inputs);
    slack.change(id, (group) => {
      group.members.push({ value: grace, display: "" });
    });
    const renamed = await updateGroup(begin(), id, outs, { ...inputs, displayName: "Facts" });
    expect(membersOf(world, id)).toEqual([ada, grace]);
    expect(diffGroup(id, renamed.outs, { ...inputs, displayName: "Facts" })).toEqual({ changes: true });
  }));

test("whoever leaves an exact group without the state having known them is named", () =>
  inWorld(async (world) => {
    const { slack, begin, lines } = world;
    const [ada, grace, hedy] = threePeople(world);
    const { id, outs } = await createGroup(begin(), { displayName: "Data", members: [ada] });
    slack.change(id, (group) => {
      group.members.push({ value: grace, display: "" });
    });
    await updateGroup(begin(), id, outs, { displayName: "Data", members: [ada, hedy] });
    expect(membersOf(world, id)).toEqual([ada, hedy]);
    expect(lines).toEqual([expect.stringContaining(`group ${id}: ${grace} left the group: not declared`)]);
  }));

test("somebody whom others removed meanwhile is not put back", () =>
  inWorld(async (world) => {
    const { slack, begin } = world;
    const [ada, grace, hedy] = threePeople(world);
    const inputs = { displayName: "Data", members: [ada, grace], membership: "additive" };
    const { id, outs } = await createGroup(begin(), inputs);
    slack.change(id, (group) => {
      group.members.push({ value: hedy, display: "" });
    });
    const run = begin();
    const remove = run.slack.groups.removeMembers.bind(run.slack.groups);
    run.slack.groups.removeMembers = (...args) => {
      slack.change(id, (group) => {
        group.members = group.members.filter((member) => member.value !== hedy);
      });
      return remove(...args);
    };
    await updateGroup(run, id, outs, { ...inputs, members: [ada] });
    expect(membersOf(world, id)).toEqual([ada]);
  }));

test("two resources that declare one group are refused, one after the other and at once", () =>
  inWorld(async (world) => {
    const [ada] = threePeople(world);
    const run = world.begin();
    const twice = [1, 2].map(() => createGroup(run, { displayName: "Data", members: [ada] }));
    const outcomes = await Promise.allSettled(twice);
    expect(outcomes.map((outcome) => outcome.status)).toEqual(["fulfilled", "rejected"]);
    expect(outcomes[1]).toMatchObject({
      reason: { message: expect.stringContaining("another resource of this program has") },
    });
    expect(world.slack.groups()).toHaveLength(1);
  }));

test("a group that is renamed to the name of one that goes does not save it", () =>
  inWorld(async ({ slack, begin }) => {
    const old = await createGroup(begin(), { displayName: "A" });
    const run = begin();
    checkGroup(run, { displayName: "B" }, { displayName: "A" });
    await deleteGroup(run, old.id, old.outs);
    expect(slack.group("A")).toBeUndefined();
  }));

test("no line and no error repeats a group's name, which may be a secret", () =>
  inWorld(async (world) => {
    const { slack, begin, lines } = world;
    const [ada, grace] = threePeople(world);
    slack.change(grace, (person) => {
      person.active = false;
    });
    const { id, outs } = await createGroup(begin(), { displayName: "Falcon layoffs", members: [ada, grace] });
    const said = [...lines];
    await deleteGroup(begin(), id, { ...outs, onDelete: "retain" });
    const refusal = await createGroup(begin(), { displayName: "Falcon layoffs", onConflict: "fail" }).catch(
      (error: Error) => error.message,
    );
    expect([...said, ...lines, refusal].join()).not.toContain("Falcon");
    expect(said).toHaveLength(1);
  }));

test("a killed create is found again although somebody declared could not join", () =>
  inWorld(async (world) => {
    const { slack, begin, lines } = world;
    const [ada, grace] = threePeople(world);
    slack.change(grace, (person) => {
      person.active = false;
    });
    const inputs = { displayName: "Data", members: [ada, grace] };
    const { id } = await createGroup(begin(), inputs);
    expect(await createGroup(begin(), inputs)).toMatchObject({
      id,
      outs: { adopted: true, members: [ada] },
    });
    expect(lines).toContainEqual(expect.stringContaining("less than a day old"));
  }));

test.each([
  ["declared as exact", { membership: "exact" }],
  ["left out, which is exact", {}],
])(
  "going from exact to additive leaves everybody, and back, %s, removes and names who is not declared",
  (_how, back) =>
    inWorld(async (world) => {
      const { slack, begin, lines } = world;
      const [ada, grace] = threePeople(world);
      const exact = { displayName: "Data", members: [ada] };
      const { id, outs } = await createGroup(begin(), exact);
      slack.change(id, (group) => {
        group.members.push({ value: grace, display: "" });
      });
      const seen = await readGroup(begin(), id, outs);
      const additive = await updateGroup(begin(), id, seen?.outs ?? {}, { ...exact, membership: "additive" });
      expect(membersOf(world, id)).toEqual([ada, grace]);
      await updateGroup(begin(), id, additive.outs, { ...exact, ...back });
      expect(membersOf(world, id)).toEqual([ada]);
      expect(lines).toEqual([expect.stringContaining(`${grace} left the group`)]);
    }),
);

test("a rename whose read-back failed is in the state", () =>
  inWorld(async ({ slack, begin }) => {
    const { id, outs } = await createGroup(begin(), { displayName: "D" });
    slack.fault({ method: "GET", path: "Groups/*", status: 403 });
    const failure = await updateGroup(begin({ baseUrl: slack.v1 }), id, outs, { displayName: "E" }).catch(
      (error: unknown) => error,
    );
    expect(failure).toMatchObject({ name: "HalfDoneError", id, outs: { displayName: "E" } });
    expect(slack.group("E")).toMatchObject({ id });
  }));

test("a group whose members are left out is not deleted while people are in it", () =>
  inWorld(async (world) => {
    const { slack, begin } = world;
    const [ada] = threePeople(world);
    const { id, outs } = await createGroup(begin(), { displayName: "Data" });
    slack.change(id, (group) => {
      group.members.push({ value: ada, display: "" });
    });
    await expect(deleteGroup(begin(), id, outs)).rejects.toThrow(
      `group ${id} is not deleted: 1 of its members`,
    );
  }));

test("a group that is only looked at stays so over a refresh", () =>
  inWorld(async (world) => {
    const [ada] = threePeople(world);
    const id = world.slack.addGroup({ displayName: "Data" });
    const view = await readGroup(world.begin(), id, {});
    world.slack.change(id, (group) => {
      group.members.push({ value: ada, display: "" });
    });
    const later = await readGroup(world.begin(), id, view?.outs ?? {});
    expect(later).toMatchObject({ inputs: {}, outs: { members: [ada], managed: false } });
  }));

test("a lost create that another group of the name hides is an error, not a second group", () =>
  inWorld(async (world) => {
    const { slack, begin } = world;
    const [ada, grace] = threePeople(world);
    slack.fault({ method: "POST", path: "Groups", drop: "before" });
    const run = begin();
    const { groups } = run.slack;
    const find = groups.findByDisplayName.bind(groups);
    let looks = 0;
    groups.findByDisplayName = async (...args) => {
      looks += 1;
      if (looks === 2) slack.addGroup({ displayName: "Data", members: [grace] });
      return find(...args);
    };
    await expect(createGroup(run, { displayName: "Data", members: [ada] })).rejects.toThrow(
      "which is not as sent",
    );
    expect(slack.groups()).toHaveLength(1);
  }));

test.each(["has it by its state", "has just taken it over"])(
  "a group that is declared elsewhere is released where the run hears, while a delete looks at it, that another resource %s",
  (how) =>
    inWorld(async ({ slack, begin, lines }) => {
      const { id, outs } = await createGroup(begin(), { displayName: "Data" });
      const run = begin();
      run.handover.declare("group", "Data");
      const look = run.groups.readDirectly.bind(run.groups);
      run.groups.readDirectly = (which) => {
        if (how === "has just taken it over") run.handover.claim(id);
        else run.handover.manage(id, { before: "Data", after: "Data" });
        return look(which);
      };
      await deleteGroup(run, id, outs);
      expect(lines).toEqual([`group ${id} is declared elsewhere in this program: released, not deleted.`]);
      expect(slack.group(id)).toMatchObject({ displayName: "Data" });
    }),
);
