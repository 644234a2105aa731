import type { Properties } from "../../../provider/fields/properties";
import { checkUser, createUser } from "../../../provider/user/lifecycle";
import {
  ADA,
  addLongAgo,
  emailOf,
  inWorld,
  reactivateOnConversion,
  type World,
  withoutOrganizationCheck,
} from "../support";

const HELD = { userName: "ada.l", ...emailOf("ada@example.com"), title: "Analyst" };

/** A run that has its scan, as one that makes many people has, and what it is asked from then on. */
async function scannedRun({ begin, asked }: World) {
  const run = begin();
  await run.organization.confirm(); // Slack's clock is known from then on
  await run.people.all();
  asked();
  const create = (inputs: Properties) => createUser(run, inputs);
  return { run, create };
}

test("once a run has its scan, who is exactly as declared is taken over without a request", () =>
  inWorld(async (world) => {
    addLongAgo(world.slack, { userName: "bert", emails: [{ value: "bert@example.com", primary: true }] });
    const id = addLongAgo(world.slack, HELD);
    const { create } = await scannedRun(world);
    expect(await create(ADA)).toMatchObject({ id, outs: { adopted: true } });
    expect(withoutOrganizationCheck(world.asked())).toEqual([]);
  }));

test("once a run has its scan, who differs is looked at and written once", () =>
  inWorld(async (world) => {
    const id = addLongAgo(world.slack, { ...HELD, title: "Countess" });
    const { create } = await scannedRun(world);
    expect(await create({ ...ADA, onConflict: "adopt" })).toMatchObject({ id, outs: { adopted: true } });
    expect(withoutOrganizationCheck(world.asked())).toEqual([`GET Users/${id} 200`, `PATCH Users/${id} 200`]);
    expect(world.slack.user(id)).toMatchObject({ title: "Analyst" });
  }));

test("who would be refused by the scan is asked about by the POST, and refused by what Slack holds", () =>
  inWorld(async (world) => {
    const id = addLongAgo(world.slack, { ...HELD, title: "Countess" });
    const { create } = await scannedRun(world);
    await expect(create(ADA)).rejects.toThrow("Taking the account over would change title.");
    expect(withoutOrganizationCheck(world.asked())[0]).toBe("POST Users 409");
    expect(world.slack.user(id)).toMatchObject({ title: "Countess" });
  }));

test("an account that became somebody else's since the scan is not written, and the declared person is made", () =>
  inWorld(async (world) => {
    const id = addLongAgo(world.slack, { ...HELD, title: "Countess" });
    const { create } = await scannedRun(world);
    world.slack.change(id, (person) => {
      Object.assign(person, { userName: "grace", ...emailOf("grace@example.com") });
    });
    const made = await create({ ...ADA, onConflict: "adopt" });
    expect(made.id).not.toBe(id);
    expect(world.slack.user(id)).toMatchObject({ userName: "grace", title: "Countess" });
  }));

test("an account that the scan knows and Slack has no more is not taken over, and the declared person is made", () =>
  inWorld(async (world) => {
    const id = addLongAgo(world.slack, { ...HELD, title: "Countess" });
    const { create } = await scannedRun(world);
    world.slack.removeUser(id);
    const made = await create({ ...ADA, onConflict: "adopt" });
    expect(made).toMatchObject({ outs: { adopted: false } });
    expect(made.id).not.toBe(id);
  }));

test("an account that the scan knows and another resource has is not had twice", () =>
  inWorld(async (world) => {
    const id = addLongAgo(world.slack, HELD);
    const { create } = await scannedRun(world);
    await create(ADA);
    await expect(create(ADA)).rejects.toThrow(`another resource of this program has ${id}`);
  }));

test("who has the address as a secondary one is not taken over by a scan either", () =>
  inWorld(async (world) => {
    const emails = [...emailOf("grace@example.com").emails, { value: "ada@example.com", primary: false }];
    const id = addLongAgo(world.slack, { userName: "grace", emails });
    const { create } = await scannedRun(world);
    await expect(create({ ...ADA, onConflict: "adopt" })).rejects.toThrow(`belongs to ${id} (grace)`);
    expect(world.slack.user(id)).toMatchObject({ userName: "grace" });
  }));

test("somebody of the scan whom another resource has by its state, under an address they had before, is not taken over", () =>
  inWorld(async (world) => {
    const id = addLongAgo(world.slack, HELD);
    const { run, create } = await scannedRun(world);
    const former = { ...ADA, ...emailOf("ada@old.example.com") };
    checkUser(run, former, former);
    run.handover.manage(id, { before: "ada@old.example.com", after: "ada@old.example.com" });
    await expect(create(ADA)).rejects.toThrow(`another resource of this program has user ada.l (${id})`);
    expect(run.handover.isTakenOver(id)).toBe(false);
  }));

test("somebody of the scan whose address and userName another resource gives up is left to that one, and the declared person is made", () =>
  inWorld(async (world) => {
    const id = addLongAgo(world.slack, HELD);
    const { run, create } = await scannedRun(world);
    const becomes = { userName: "countess", ...emailOf("countess@example.com") };
    run.handOns.announce(id, ["ada@example.com", "ada.l"], () =>
      run.handOns.update(id, () => run.slack.users.patch(id, becomes)),
    );
    const made = await create(ADA);
    expect(made.id).not.toBe(id);
    expect(made.outs).toMatchObject({ adopted: false });
    expect(world.slack.user(id)).toMatchObject({ userName: "countess" });
  }));

test("a take-over of which only a part was written has the account in the state, with what Slack holds", () =>
  inWorld(async (world) => {
    const id = addLongAgo(world.slack, HELD);
    const run = world.begin();
    reactivateOnConversion(run);
    const guest = { ...ADA, active: false, guest: { type: "multi" }, onConflict: "adopt" };
    await expect(createUser(run, guest)).rejects.toMatchObject({
      name: "HalfDoneError",
      id,
      outs: {
        organization: "acme",
        adopted: true,
        active: true,
        pendingDeactivation: true,
        title: "Analyst",
      },
    });
  }));
