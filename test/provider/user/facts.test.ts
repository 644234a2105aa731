import { createUser, deleteUser, readUser, updateUser } from "../../../provider/user/lifecycle";
import { ADA, addLongAgo, emailOf, inWorld } from "../support";

const DEACTIVATED = expect.stringContaining("was deactivated outside Pulumi and is left so");

test("a deactivation outside is said once, and not of whom the program declares active or deactivated before", () =>
  inWorld(async ({ slack, begin, lines }) => {
    const { id, outs } = await createUser(begin(), ADA);
    await readUser(begin(), id, outs);
    expect(lines).toEqual([]);
    slack.change(id, (person) => {
      person.active = false;
    });
    const found = await readUser(begin(), id, outs);
    expect(lines).toEqual([DEACTIVATED]);
    await readUser(begin(), id, found?.outs ?? {});
    expect(lines).toEqual([]);
    const declared = await updateUser(begin(), id, found?.outs ?? {}, { ...ADA, active: true });
    slack.change(id, (person) => {
      person.active = false;
    });
    await readUser(begin(), id, declared.outs);
    expect(lines).toEqual([]);
  }));

test("a userName that Slack alters on an update is compared with the one asked for from then on", () =>
  inWorld(async ({ slack, begin, lines }) => {
    addLongAgo(slack, { userName: "countess", ...emailOf("other@example.com") });
    const { id, outs } = await createUser(begin(), ADA);
    slack.behave({ userNameClash: "renamed" });
    const renamed = await updateUser(begin(), id, outs, { ...ADA, userName: "countess" });
    const altered = slack.user(id)?.userName;
    expect(altered).not.toBe("countess");
    expect(renamed.outs).toMatchObject({ userName: "countess", slackUserName: altered });
    expect(lines).toEqual([`warning: user countess (${id}): Slack made the userName ${altered}.`]);
    expect((await readUser(begin(), id, renamed.outs))?.inputs.userName).toBe("countess");
  }));

test("a manager whom an update names by address is kept as declared, with the id that Slack found", () =>
  inWorld(async ({ slack, begin }) => {
    const [boss, other] = ["boss", "other"].map((userName) =>
      addLongAgo(slack, { userName, ...emailOf(`${userName}@example.com`) }),
    );
    const by = (managerId: string) => ({ ...ADA, enterprise: { manager: { managerId } } });
    const { id, outs } = await createUser(begin(), by("other@example.com"));
    expect(outs.managerId).toBe(other);
    const led = await updateUser(begin(), id, outs, by("boss@example.com"));
    expect(led.outs).toMatchObject({ ...by("boss@example.com"), managerId: boss });
    const titled = await updateUser(begin(), id, led.outs, { ...by("boss@example.com"), title: "Countess" });
    expect(titled.outs).toMatchObject({ title: "Countess", managerId: boss });
    const found = await readUser(begin(), id, titled.outs);
    expect(found?.inputs.enterprise).toEqual({ manager: { managerId: "boss@example.com" } });
  }));

test("an update of something else does not take what others changed in Slack for what was declared", () =>
  inWorld(async ({ slack, begin, lines }) => {
    const [boss, other = ""] = ["boss", "other"].map((userName) =>
      addLongAgo(slack, { userName, ...emailOf(`${userName}@example.com`) }),
    );
    const led = { ...ADA, enterprise: { manager: { managerId: "boss@example.com" } } };
    const { id, outs } = await createUser(begin(), led);
    expect(outs.managerId).toBe(boss);
    slack.change(id, (person) => {
      person.userName = "drifted";
      person["urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"].manager.managerId = other;
    });
    const titled = await updateUser(begin(), id, outs, { ...led, title: "Countess" });
    expect(titled.outs).toMatchObject({
      title: "Countess",
      userName: "drifted",
      enterprise: { manager: { managerId: other } },
    });
    expect(lines).toEqual([
      `warning: user ada.l (${id}): Slack holds something else than was sent for userName, enterprise.manager.managerId.`,
    ]);
  }));

test("whom a create reactivated is remembered as such, and delete deactivates them after a refresh too", () =>
  inWorld(async ({ slack, begin }) => {
    addLongAgo(slack, { ...ADA, active: false } as never);
    const { id, outs } = await createUser(begin(), { ...ADA, active: true });
    const found = await readUser(begin(), id, outs);
    expect(found?.outs).toMatchObject({ adopted: true, reactivated: true });
    await deleteUser(begin(), id, found?.outs ?? {});
    expect(slack.user(id)).toMatchObject({ active: false });
  }));
