import { createGroup, deleteGroup, readGroup, updateGroup } from "../../../provider/group/lifecycle";
import { SlackScimConnectionError } from "../../../provider/scim";
import {
  checkUser,
  createUser,
  deleteUser,
  diffUser,
  readUser,
  updateUser,
} from "../../../provider/user/lifecycle";
import { ADA, inWorld, reactivateOnConversion, type World } from "../support";

const person = (userName: string) => ({
  userName,
  emails: [{ value: `${userName}@example.com`, primary: true }],
});

async function people({ begin }: World, count: number) {
  const run = begin();
  return Promise.all(Array.from({ length: count }, (_, index) => createUser(run, person(`p${index}`))));
}

test("the deactivation after the last allowed one is refused, says how many are done and what lifts it", () =>
  inWorld(async (world) => {
    const made = await people(world, 3);
    const run = world.begin({ maxDeactivations: "2" });
    const [one, two, three] = made;
    if (!one || !two || !three) throw new Error("three people were not made");
    await deleteUser(run, one.id, one.outs);
    await updateUser(run, two.id, two.outs, { ...person("p1"), active: false });
    await expect(deleteUser(run, three.id, three.outs)).rejects.toThrow(
      `user p2 (${three.id}) is not deactivated: this run has deactivated 2 already and may do no more than 2. ` +
        "If this many are meant, review the list and raise slack-scim:maxDeactivations (the stricter of configuration and environment counts). " +
        "`pulumi destroy` uses the configuration that the last `up` recorded: run `pulumi up` first, or `destroy --run-program`.",
    );
    await expect(updateUser(run, three.id, three.outs, { ...person("p2"), active: false })).rejects.toThrow(
      "is not deactivated",
    );
    expect(world.slack.user(three.id)).toMatchObject({ active: true });
  }));

test("deletes of one moment that together pass the limit are all refused, and the refusal names everybody", () =>
  inWorld(async (world) => {
    const { slack, begin } = world;
    const made = await people(world, 6);
    const [one, ...others] = made;
    if (!one) throw new Error("nobody was made");
    const run = begin({ maxDeactivations: "5" });
    await deleteUser(run, one.id, one.outs);
    const outcomes = await Promise.allSettled(others.map(({ id, outs }) => deleteUser(run, id, outs)));
    const reasons = outcomes.map((outcome) => String((outcome as PromiseRejectedResult).reason.message));
    const names = others.map(({ id }, index) => `user p${index + 1} (${id})`);
    expect(reasons[0]).toContain(
      `${names[0]} is not deactivated: this run has deactivated 1 already, asks for 5 at once (${names.join("; ")}) and may do no more than 5. If this many are meant`,
    );
    expect(reasons.slice(1)).toEqual(
      names
        .slice(1)
        .map(
          (name) =>
            `${name} is not deactivated: the 5 that are to be deactivated at this moment pass slack-scim:maxDeactivations, which allows 5. The refusal of ${names[0]} names them all.`,
        ),
    );
    expect(made.filter(({ id }) => slack.user(id)?.active === false)).toHaveLength(1);
    // Nothing slips through behind a refusal either, though one alone would not pass the limit.
    const [, last] = made;
    if (last) await expect(deleteUser(run, last.id, last.outs)).rejects.toThrow("was refused 5 more");
    expect(made.filter(({ id }) => slack.user(id)?.active === false)).toHaveLength(1);
  }));

test("deletes of one moment within the limit are all done, and whoever has nothing to lose does not count", () =>
  inWorld(async (world) => {
    const { slack, begin } = world;
    const made = await people(world, 6);
    slack.change(made[0]?.id ?? "", (gone) => {
      gone.active = false;
    });
    const run = begin({ maxDeactivations: "5" });
    await Promise.all(made.map(({ id, outs }) => deleteUser(run, id, outs)));
    expect(made.filter(({ id }) => slack.user(id)?.active !== false)).toEqual([]);
  }));

test("a deactivation that Slack refused does not count", () =>
  inWorld(async (world) => {
    const [one] = await people(world, 1);
    if (!one) throw new Error("nobody was made");
    const run = world.begin({ maxDeactivations: "1" });
    world.slack.fault({ method: "DELETE", status: 403, times: 1 });
    await expect(deleteUser(run, one.id, one.outs)).rejects.toThrow("403");
    await deleteUser(run, one.id, one.outs);
    expect(world.slack.user(one.id)).toMatchObject({ active: false });
  }));

test("groups have a guard of their own", () =>
  inWorld(async (world) => {
    const run = world.begin({ maxGroupDeletions: "1" });
    const one = await createGroup(world.begin(), { displayName: "One" });
    const two = await createGroup(world.begin(), { displayName: "Two" });
    await deleteGroup(run, one.id, one.outs);
    await expect(deleteGroup(run, two.id, two.outs)).rejects.toThrow("raise slack-scim:maxGroupDeletions");
    expect(world.slack.group("Two")).toMatchObject({ id: two.id });
  }));

test("a person whom the run created, or whom the program declares elsewhere, is released by a delete", () =>
  inWorld(async ({ slack, begin, lines }) => {
    const old = await createUser(begin(), ADA);
    const renaming = begin();
    const renamed = await createUser(renaming, ADA);
    expect(renamed.id).toBe(old.id);
    await deleteUser(renaming, old.id, old.outs);
    expect(lines).toContainEqual(
      expect.stringContaining("declared elsewhere in this program: released, not deactivated"),
    );

    const later = begin();
    checkUser(later, ADA, ADA);
    later.handover.manage(renamed.id);
    await deleteUser(later, old.id, old.outs);
    expect(slack.user(old.id)).toMatchObject({ active: true });
    await deleteUser(begin(), old.id, old.outs);
    expect(slack.user(old.id)).toMatchObject({ active: false });
  }));

test("a token of another organisation reads nothing as gone and writes nothing", () =>
  inWorld(async ({ slack, begin }) => {
    const { id, outs } = await createUser(begin(), ADA);
    const team = await createGroup(begin(), { displayName: "Data" });
    slack.addOrganization({ domain: "globex", token: "xoxp-globex" });
    // The same group id on the other side: finding something proves nothing either.
    slack.addGroup({ id: team.id, displayName: "Data" }, "globex");
    slack.clearLog();
    const other = () => begin({ token: "xoxp-globex" });
    const refusal =
      "The token belongs to the organisation globex, but the state was made in acme. Nothing was changed for this resource.";
    await expect(readUser(other(), id, outs)).rejects.toThrow(refusal);
    await expect(readGroup(other(), team.id, team.outs)).rejects.toThrow(refusal);
    await expect(updateUser(other(), id, outs, { ...ADA, title: "x" })).rejects.toThrow(refusal);
    await expect(updateGroup(other(), team.id, team.outs, { displayName: "Facts" })).rejects.toThrow(refusal);
    await expect(deleteUser(other(), id, outs)).rejects.toThrow(refusal);
    await expect(deleteGroup(other(), team.id, team.outs)).rejects.toThrow(refusal);
    expect(slack.writes).toEqual([]);
  }));

test("a configured organisation must be the token's, before the first write", () =>
  inWorld(async ({ slack, begin }) => {
    await expect(createUser(begin({ organization: "globex" }), ADA)).rejects.toThrow(
      "The token belongs to the organisation acme, but the configuration says globex.",
    );
    expect(slack.writes).toEqual([]);
    await createUser(begin({ organization: "acme.enterprise.slack.com" }), ADA);
    expect(slack.writes).toHaveLength(1);
  }));

test("an organisation that lists nobody is no organisation to write to", () =>
  inWorld(async ({ slack, begin }) => {
    slack.fault({
      method: "GET",
      path: "Users",
      status: 200,
      body: { schemas: [], Resources: [], totalResults: 0, itemsPerPage: 0, startIndex: 1 },
    });
    await expect(createUser(begin(), ADA)).rejects.toThrow(
      "Slack lists nobody, so the organisation cannot be told and nothing is changed.",
    );
    expect(slack.writes).toEqual([]);
  }));

test("a person is gone only by Slack's own word: an HTML 404, a 401, a 403 and a 500 are failures", () =>
  inWorld(async ({ slack, begin }) => {
    const { id, outs } = await createUser(begin(), ADA);
    slack.fault({ path: "Users/*", times: 1, status: 404, html: true });
    await expect(readUser(begin(), id, outs)).rejects.toThrow("404");
    slack.fault({ path: "Users/*", times: 1, status: 401 });
    await expect(readUser(begin(), id, outs)).rejects.toThrow("401");
    slack.fault({ path: "Users/*", times: 1, status: 403 });
    await expect(deleteUser(begin(), id, outs)).rejects.toThrow("403");
    slack.removeUser(id);
    expect(await readUser(begin(), id, outs)).toBeUndefined();
    await deleteUser(begin(), id, outs);
    expect(slack.writes.map((write) => write.method)).toEqual(["POST"]);
  }));

test("a deactivation whose answer was lost counts, since it may have been made", () =>
  inWorld(async (world) => {
    const made = await people(world, 3);
    const run = world.begin({ maxDeactivations: "1" });
    world.slack.fault({ method: "DELETE", drop: "after", times: Number.POSITIVE_INFINITY });
    for (const { id, outs } of made) await expect(deleteUser(run, id, outs)).rejects.toThrow();
    expect(made.filter(({ id }) => world.slack.user(id)?.active === false)).toHaveLength(1);
  }));

test("a deactivation that Slack failed at counts, and one that never left does not", () =>
  inWorld(async (world) => {
    const [one, two] = await people(world, 2);
    if (!one || !two) throw new Error("two people were not made");
    const { slack, begin } = world;
    const failing = begin({ maxDeactivations: "1" });
    slack.fault({ method: "DELETE", status: 500, times: Number.POSITIVE_INFINITY });
    await expect(deleteUser(failing, one.id, one.outs)).rejects.toThrow("500");
    slack.clearFaults();
    await expect(deleteUser(failing, one.id, one.outs)).rejects.toThrow("is not deactivated");

    const unsent = begin({ maxDeactivations: "1" });
    const { users } = unsent.slack;
    const { delete: send } = users;
    users.delete = () =>
      Promise.reject(
        new SlackScimConnectionError({
          method: "DELETE",
          path: "Users/U1",
          attempts: 1,
          problem: "refused",
          maybeSent: false,
        }),
      ) as ReturnType<typeof send>;
    await expect(deleteUser(unsent, one.id, one.outs)).rejects.toThrow("refused");
    users.delete = send;
    await deleteUser(unsent, two.id, two.outs);
    expect(slack.user(two.id)).toMatchObject({ active: false });
  }));

test("whoever turns inactive by a guest's conversion, or as an account found, spends the budget as well", () =>
  inWorld(async (world) => {
    const { slack, begin } = world;
    const none = { maxDeactivations: "0" };
    const { id, outs } = await createUser(begin(), { ...ADA, active: false });
    slack.change(id, (person) => {
      person.active = true;
    });
    const guest = { ...ADA, active: false, guest: { type: "multi" } };
    await expect(updateUser(begin(none), id, outs, guest)).rejects.toThrow("is not deactivated");
    await expect(createUser(begin(none), { ...ADA, active: false })).rejects.toThrow("is not deactivated");
    expect(slack.user(id)).toMatchObject({ active: true });
  }));

test("a conversion that reactivated somebody inactive is owed to the next update, whatever it changes", () =>
  inWorld(async ({ slack, begin }) => {
    const { id, outs } = await createUser(begin(), ADA);
    slack.change(id, (person) => {
      person.active = false;
    });
    const run = begin();
    reactivateOnConversion(run);
    const guest = { ...ADA, guest: { type: "multi" } };
    const failure = await updateUser(run, id, { ...outs, active: false }, guest).catch(
      (error: unknown) => error,
    );
    expect(failure).toMatchObject({
      name: "HalfDoneError",
      outs: { active: true, pendingDeactivation: true },
    });
    const { outs: half } = failure as { outs: Record<string, unknown> };
    const seen = await readUser(begin(), id, half);
    expect(diffUser(id, seen?.outs ?? {}, guest)).toEqual({ changes: true });
    const revived = await updateUser(begin(), id, half, { ...guest, active: true });
    expect(revived.outs).toMatchObject({ active: true });
    const updated = await updateUser(begin(), id, half, guest);
    expect(slack.user(id)).toMatchObject({ active: false });
    const paid = await readUser(begin(), id, half);
    expect(paid?.outs).not.toHaveProperty("pendingDeactivation");
    expect(updated.outs).not.toHaveProperty("pendingDeactivation");
  }));

test("a person declared under the same userName or e-mail address is released although the other drifted", () =>
  inWorld(async ({ slack, begin }) => {
    const { id, outs } = await createUser(begin(), ADA);
    const run = begin();
    checkUser(run, ADA, ADA);
    run.handover.manage(id);
    await deleteUser(run, id, { ...outs, emails: [{ value: "drifted@example.com", primary: true }] });
    await deleteUser(run, id, { ...outs, userName: "drifted" });
    expect(slack.user(id)).toMatchObject({ active: true });
  }));

test("a create lands in the organisation of the states that the run has seen, or nowhere", () =>
  inWorld(async ({ slack, begin }) => {
    slack.addOrganization({ domain: "globex", token: "xoxp-globex" });
    const run = begin({ token: "xoxp-globex" });
    run.rememberOrganization("acme");
    await expect(createUser(run, ADA)).rejects.toThrow(
      "belongs to the organisation globex, but the state was made in acme",
    );
    await expect(createGroup(run, { displayName: "Data" })).rejects.toThrow("but the state was made in acme");
    expect(slack.writes).toEqual([]);
  }));

test("a delete that releases or retains asks for the right organisation first", () =>
  inWorld(async ({ slack, begin }) => {
    const { id, outs } = await createUser(begin(), ADA);
    slack.addOrganization({ domain: "globex", token: "xoxp-globex" });
    const run = begin({ token: "xoxp-globex" });
    checkUser(run, {}, ADA);
    await expect(deleteUser(run, id, outs)).rejects.toThrow("belongs to the organisation globex");
    const team = { displayName: "Data", organization: "acme", onDelete: "retain" };
    await expect(deleteGroup(begin({ token: "xoxp-globex" }), "S1", team)).rejects.toThrow("globex");
    await expect(
      deleteUser(begin({ token: "xoxp-globex" }), id, { ...outs, onDelete: "retain" }),
    ).rejects.toThrow("globex");
  }));

test("an organisation that was renamed in Slack goes on once the configuration says so, and nobody counts as gone before", () =>
  inWorld(async ({ slack, begin }) => {
    const { id, outs } = await createUser(begin(), ADA);
    const old = { ...outs, organization: "acme-old" };
    await expect(readUser(begin(), id, old)).rejects.toThrow("set slack-scim:organization to acme.");
    const found = await readUser(begin({ organization: "acme" }), id, old);
    expect(found?.outs.organization).toBe("acme");
    slack.removeUser(id);
    await expect(readUser(begin({ organization: "acme" }), id, old)).rejects.toThrow(
      "nothing counts as gone before it is clear",
    );
  }));

test("one profile URL of another domain does not make another organisation", () =>
  inWorld(async ({ slack, begin }) => {
    const { id, outs } = await createUser(begin(), ADA);
    await createUser(begin(), person("grace"));
    slack.change(id, (ada) => {
      ada.profileUrl = "https://acme-eu.slack.com/team/ada.l";
    });
    expect(await readUser(begin(), id, outs)).toMatchObject({ outs: { organization: "acme" } });
  }));

test("a stack whose states are of several organisations is warned of", () =>
  inWorld(async ({ begin, lines }) => {
    const run = begin();
    run.rememberOrganization("acme");
    run.rememberOrganization("acme");
    expect(lines).toEqual([]);
    run.rememberOrganization("globex");
    expect(lines).toEqual([expect.stringContaining("resources of several organisations (acme, globex)")]);
  }));
