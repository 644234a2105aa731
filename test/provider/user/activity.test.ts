import { UNKNOWN } from "../../../provider/fields/properties";
import type { Run } from "../../../provider/run/run";
import type { ScimUserRecord } from "../../../provider/scim";
import { createUser, deleteUser, readUser, updateUser } from "../../../provider/user/lifecycle";
import { activityWanted } from "../../../provider/user/writes";
import { ADA, inWorld, type World, withoutOrganizationCheck } from "../support";

const GUEST = { guest: { type: "multi" } };

/** Ada as a run made her, and then as others left her. */
async function adaWho({ slack, begin, asked }: World, active: boolean, declared = {}) {
  const { id, outs } = await createUser(begin(), { ...ADA, ...declared });
  slack.change(id, (person) => {
    person.active = active;
  });
  asked();
  return { id, outs };
}

test("making a guest of somebody whose activity is not declared leaves them as they are: active", () =>
  inWorld(async (world) => {
    const { id, outs } = await adaWho(world, true);
    await updateUser(world.begin(), id, outs, { ...ADA, ...GUEST });
    expect(world.slack.user(id)).toMatchObject({ active: true });
  }));

test("making a guest of somebody whose activity is not declared leaves them as they are: inactive, by one write", () =>
  inWorld(async (world) => {
    const { id, outs } = await adaWho(world, false);
    await updateUser(world.begin(), id, outs, { ...ADA, ...GUEST });
    expect(world.slack.user(id)).toMatchObject({ active: false });
    expect(world.asked().filter((request) => request.startsWith("PATCH"))).toHaveLength(1);
    expect(JSON.stringify(world.slack.writes.at(-1)?.requestBody)).toMatch(/"active".*false/);
  }));

test("making a guest of somebody inactive reactivates them where active: true is declared", () =>
  inWorld(async (world) => {
    const { id, outs } = await adaWho(world, false);
    await updateUser(world.begin(), id, { ...outs, active: true }, { ...ADA, ...GUEST, active: true });
    expect(world.slack.user(id)).toMatchObject({ active: true });
  }));

test("whom an update reactivates since active: true is declared is not warned of", () =>
  inWorld(async (world) => {
    const { id, outs } = await adaWho(world, false);
    await updateUser(world.begin(), id, { ...outs, active: false }, { ...ADA, active: true });
    expect(world.slack.user(id)).toMatchObject({ active: true });
    expect(world.lines).toEqual([]);
  }));

test("whom a conversion reactivated against the request is deactivated by a second one", () =>
  inWorld(async (world) => {
    const { id, outs } = await adaWho(world, false);
    const run = world.begin();
    // A Slack in which the conversion wins over the `active: false` of the same request.
    const patch = run.slack.users.patch.bind(run.slack.users);
    const sent: unknown[] = [];
    run.slack.users.patch = ((...[whom, changes]: Parameters<typeof patch>) =>
      patch(whom, sent.push(changes) === 1 ? { ...changes, active: true } : changes)) as typeof patch;
    const { outs: after } = await updateUser(run, id, outs, { ...ADA, ...GUEST });
    expect(sent).toEqual([{ ...GUEST, active: false }, { active: false }]);
    expect(after).not.toHaveProperty("pendingDeactivation");
    expect(world.slack.user(id)).toMatchObject({ active: false });
  }));

test("whom a killed run left active between two requests of a conversion the next update, or refresh, tells of", () =>
  inWorld(async (world) => {
    const { id, outs } = await adaWho(world, false);
    const before = { ...outs, active: false };
    await world.begin().slack.users.patch(id, { ...GUEST, active: true });
    for (const step of [
      (run: Run) => updateUser(run, id, before, { ...ADA, ...GUEST }),
      (run: Run) => readUser(run, id, before),
    ]) {
      const run = world.begin();
      await step(run);
      run.messages.flush();
      expect(world.lines.splice(0)).toContain(
        `warning: user ada.l (${id}) was reactivated outside Pulumi, or by a conversion to or from a guest that was cut short, and is left so: the program does not declare \`active\`. Declare \`active: false\` to deactivate.`,
      );
    }
    expect(world.slack.user(id)).toMatchObject({ active: true });
  }));

test.each([
  ["active, not declared", true, {}],
  ["inactive, not declared", false, {}],
  ["active as declared", true, { active: true }],
  ["inactive as declared", false, { active: false }],
])("a new title or userName of somebody %s is one write, of that alone", (_what, active, declared) =>
  inWorld(async (world) => {
    const { id, outs } = await adaWho(world, active, declared);
    const before = world.slack.writes.length;
    const olds = { ...outs, active };
    await updateUser(world.begin(), id, olds, { ...ADA, ...declared, title: "Countess" });
    expect(withoutOrganizationCheck(world.asked())).toEqual([`PATCH Users/${id} 200`]);
    await updateUser(world.begin(), id, olds, { ...ADA, ...declared, userName: "ada.k" });
    expect(withoutOrganizationCheck(world.asked())).toEqual([`PATCH Users/${id} 200`]);
    expect(
      JSON.stringify(world.slack.writes.map(({ requestBody }) => requestBody).slice(before)),
    ).not.toMatch(/"active"/);
    expect(world.slack.user(id)).toMatchObject({ active, title: "Countess", userName: "ada.k" });
  }),
);

test("who is as active as declared already spends nothing of the budget", () =>
  inWorld(async (world) => {
    const none = { maxReactivations: "0", maxDeactivations: "0" };
    for (const active of [true, false]) {
      const { id, outs } = await adaWho(world, active);
      await updateUser(world.begin(none), id, { ...outs, active: !active }, { ...ADA, active });
      expect(world.slack.user(id)).toMatchObject({ active });
    }
  }));

test.each([
  [true, true],
  [false, false],
  [undefined, undefined],
  [UNKNOWN, undefined],
])("a conversion of somebody whose `active` is declared as %j makes them active: %j", (active, wanted) => {
  expect(activityWanted(GUEST, { ...ADA, ...GUEST, active })).toBe(wanted);
});

test("whom a run deactivated is inactive to its later readings", () =>
  inWorld(async (world) => {
    const { id, outs } = await adaWho(world, true);
    const run = world.begin();
    const seen = async () => (await run.people.all()).find((person: ScimUserRecord) => person.id === id);
    expect(await seen()).toMatchObject({ active: true });
    await deleteUser(run, id, outs);
    expect(await seen()).toMatchObject({ active: false });
    expect((await readUser(run, id, { ...outs, active: true }))?.outs).toMatchObject({ active: false });
  }));

test("an update that sends nothing fails where Slack has the account no more", () =>
  inWorld(async ({ slack, begin }) => {
    const { id, outs } = await createUser(begin(), ADA);
    slack.fault({
      method: "GET",
      path: `Users/${id}`,
      status: 404,
      code: "no_such_user",
      times: Number.POSITIVE_INFINITY,
    } as never);
    await expect(updateUser(begin(), id, outs, { ...ADA, onDelete: "retain" })).rejects.toThrow("404");
  }));
