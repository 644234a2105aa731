import type { NewUser, SlackEmulator } from "../../emulator";
import { createUser, deleteUser } from "../../provider/user-lifecycle";
import { ADA, inWorld } from "./support";

const emailOf = (value: string) => ({ emails: [{ value, primary: true }] });

/** Adds somebody and lets days go by, so that nobody takes them for a create of our own. */
function addLongAgo(slack: SlackEmulator, person: NewUser): string {
  const id = slack.addUser(person);
  slack.clock.advance(48 * 3600_000);
  return id;
}

test("an active person who is as declared is taken over, unchanged", () =>
  inWorld(async ({ slack, begin, lines }) => {
    const id = addLongAgo(slack, { userName: "ada.l", ...emailOf("ada@example.com"), title: "Analyst" });
    const { id: adopted, outs } = await createUser(begin(), ADA);
    expect(adopted).toBe(id);
    expect(outs).toMatchObject({ adopted: true, adoptedActive: true });
    expect(lines).toEqual([expect.stringContaining("was taken over; nothing was changed")]);
    expect(slack.writes.map((write) => write.method)).toEqual(["POST"]);
  }));

test("an active person whom a take-over would change is refused, with the ways on", () =>
  inWorld(async ({ slack, begin }) => {
    const id = addLongAgo(slack, { userName: "ada.l", ...emailOf("ada@example.com"), title: "Countess" });
    await expect(createUser(begin(), ADA)).rejects.toThrow(
      `user ada.l: Slack has ${id} (ada.l, active) with this primary e-mail address already. Taking the account over would change title. ` +
        "If this resource was renamed or moved in the program, give it `aliases`. " +
        'To manage the existing account, set onConflict: "adopt", or declare what it holds.',
    );
    expect(slack.user(id)).toMatchObject({ title: "Countess" });
  }));

test('onConflict "adopt" writes what is declared and nothing else', () =>
  inWorld(async ({ slack, begin, lines }) => {
    const id = addLongAgo(slack, {
      userName: "al",
      ...emailOf("ada@example.com"),
      title: "Countess",
      timezone: "Europe/London",
    });
    const { outs } = await createUser(begin(), { ...ADA, onConflict: "adopt" });
    expect(outs).toMatchObject({ adopted: true, userName: "ada.l", title: "Analyst" });
    expect(slack.user(id)).toMatchObject({ userName: "ada.l", title: "Analyst", timezone: "Europe/London" });
    expect(lines).toEqual([expect.stringContaining("was taken over; written: userName, title")]);
  }));

test('onConflict "fail" refuses even who would not change', () =>
  inWorld(async ({ slack, begin }) => {
    addLongAgo(slack, { userName: "ada.l", ...emailOf("ada@example.com"), title: "Analyst" });
    await expect(createUser(begin(), { ...ADA, onConflict: "fail" })).rejects.toThrow(
      "with this primary e-mail address already",
    );
  }));

test("a deactivated person of the same userName comes back, with what is declared", () =>
  inWorld(async ({ slack, begin, lines }) => {
    const id = addLongAgo(slack, {
      userName: "ada.l",
      ...emailOf("ada@example.com"),
      title: "Old",
      active: false,
    });
    const { outs } = await createUser(begin(), ADA);
    expect(slack.user(id)).toMatchObject({ active: true, title: "Analyst" });
    expect(outs).toMatchObject({ adopted: true });
    expect(outs).not.toHaveProperty("adoptedActive");
    expect(lines).toEqual([
      expect.stringContaining("existed, deactivated, and was taken over; written: title, active"),
    ]);
  }));

test("a deactivated person stays so when active: false is declared", () =>
  inWorld(async ({ slack, begin }) => {
    const id = addLongAgo(slack, { userName: "ada.l", ...emailOf("ada@example.com"), active: false });
    await createUser(begin(), { ...ADA, active: false });
    expect(slack.user(id)).toMatchObject({ active: false, title: "Analyst" });
  }));

test("a deactivated person of another userName is somebody to ask about", () =>
  inWorld(async ({ slack, begin }) => {
    addLongAgo(slack, { userName: "countess", ...emailOf("ada@example.com"), active: false });
    await expect(createUser(begin(), ADA)).rejects.toThrow("(countess, deactivated)");
  }));

test.each(["safe", "adopt", "fail"])(
  "an account that shares only the userName is somebody else, in mode %s",
  (onConflict) =>
    inWorld(async ({ slack, begin }) => {
      const id = addLongAgo(slack, { userName: "ada.l", ...emailOf("adam@example.com") });
      await expect(createUser(begin(), { ...ADA, onConflict })).rejects.toThrow(
        `belongs to ${id} (ada.l), whose primary e-mail address is another one: somebody else.`,
      );
      expect(slack.user(id)).toMatchObject({ emails: [{ value: "adam@example.com", primary: true }] });
    }),
);

test("an account that has the address as secondary only is somebody else", () =>
  inWorld(async ({ slack, begin }) => {
    addLongAgo(slack, {
      userName: "adam",
      emails: [
        { value: "adam@example.com", primary: true },
        { value: "ada@example.com", primary: false },
      ],
    });
    await expect(createUser(begin(), { ...ADA, onConflict: "adopt" })).rejects.toThrow("somebody else");
  }));

test("a create that was killed after Slack made the person finds its own work again", () =>
  inWorld(async ({ slack, begin, lines }) => {
    const first = await createUser(begin(), ADA);
    const second = await createUser(begin(), { ...ADA, onConflict: "fail" });
    expect(second).toEqual({ ...first, outs: { ...first.outs, onConflict: "fail" } });
    expect(second.outs.adopted).toBe(false);
    expect(lines).toEqual([
      expect.stringContaining("taken for an earlier create of this stack that was cut short"),
    ]);
    expect(slack.users().filter((person) => person.userName === "ada.l")).toHaveLength(1);
  }));

test("the same account a day later is no lost create any more", () =>
  inWorld(async ({ slack, begin }) => {
    await createUser(begin(), ADA);
    slack.clock.advance(25 * 3600_000);
    const { outs } = await createUser(begin(), ADA);
    expect(outs.adopted).toBe(true);
  }));

test("a lost answer to the create is looked up, not repeated", () =>
  inWorld(async ({ slack, begin }) => {
    slack.fault({ method: "POST", path: "Users", drop: "after", times: 1 });
    const { outs } = await createUser(begin(), ADA);
    expect(outs.adopted).toBe(false);
    expect(slack.writes.map((write) => write.method)).toEqual(["POST"]);
  }));

test("a person taken over while active is retained by delete, until onDelete says otherwise", () =>
  inWorld(async ({ slack, begin, lines }) => {
    const id = addLongAgo(slack, { userName: "ada.l", ...emailOf("ada@example.com"), title: "Analyst" });
    const { outs } = await createUser(begin(), ADA);
    await deleteUser(begin(), id, outs);
    expect(slack.user(id)).toMatchObject({ active: true });
    expect(lines).toEqual([expect.stringContaining("is retained: the person was active before")]);
    await deleteUser(begin(), id, { ...outs, onDelete: "deactivate" });
    expect(slack.user(id)).toMatchObject({ active: false });
  }));

test("a manager declared by e-mail address is no difference when the account has that manager", () =>
  inWorld(async ({ slack, begin, lines }) => {
    const boss = slack.addUser({ userName: "boss", ...emailOf("boss@example.com") });
    addLongAgo(slack, {
      userName: "ada.l",
      ...emailOf("ada@example.com"),
      title: "Analyst",
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": { manager: { managerId: boss } },
    });
    const { outs } = await createUser(begin(), {
      ...ADA,
      enterprise: { manager: { managerId: "boss@example.com" } },
    });
    expect(outs).toMatchObject({ adopted: true, managerId: boss });
    expect(lines).toEqual([expect.stringContaining("nothing was changed")]);
  }));

test("two resources that declare one person are refused", () =>
  inWorld(async ({ slack, begin }) => {
    const run = begin();
    const { id } = await createUser(run, ADA);
    await expect(createUser(run, { ...ADA, onConflict: "adopt" })).rejects.toThrow(
      `user ada.l: another resource of this program has ${id} (ada.l), the person with this primary e-mail address, already. Declare each person once.`,
    );
    expect(slack.users().filter((person) => person.userName === "ada.l")).toHaveLength(1);
  }));

test('onConflict "adopt" revives a deactivated person of another userName only where active is declared', () =>
  inWorld(async ({ slack, begin }) => {
    const id = addLongAgo(slack, { userName: "countess", ...emailOf("ada@example.com"), active: false });
    const { outs } = await createUser(begin(), { ...ADA, onConflict: "adopt" });
    expect(outs).toMatchObject({ userName: "ada.l", active: false });
    expect(slack.user(id)).toMatchObject({ userName: "ada.l", active: false });
    slack.change(id, (person) => {
      person.userName = "countess";
    });
    await createUser(begin(), { ...ADA, onConflict: "adopt", active: true });
    expect(slack.user(id)).toMatchObject({ active: true });
  }));

test("a declared photo is written on a take-over, and a declared password is said not to be", () =>
  inWorld(async ({ slack, begin, lines }) => {
    addLongAgo(slack, { userName: "ada.l", ...emailOf("ada@example.com"), title: "Analyst" });
    await createUser(begin(), {
      ...ADA,
      photos: [{ value: "https://example.com/a.png" }],
      password: "first-password",
    });
    expect(lines).toEqual([expect.stringContaining("written: photos. The declared password was not sent")]);
    expect(JSON.stringify(slack.writes.at(-1)?.requestBody)).toContain("https://example.com/a.png");
  }));

test("a killed create is found again although it declared a blank that Slack had filled in", () =>
  inWorld(async ({ slack, begin }) => {
    const inputs = { ...ADA, displayName: "" };
    slack.fault({ method: "PATCH", path: "Users/*", drop: "before", times: Number.POSITIVE_INFINITY });
    await expect(createUser(begin(), inputs)).rejects.toMatchObject({ name: "HalfDoneError" });
    slack.clearFaults();
    const { outs } = await createUser(begin(), inputs);
    expect(outs).toMatchObject({ adopted: false, displayName: "" });
  }));

test("somebody inactive is never taken for our own create", () =>
  inWorld(async ({ slack, begin }) => {
    const { id } = await createUser(begin(), ADA);
    slack.change(id, (person) => {
      person.active = false;
    });
    const { outs } = await createUser(begin(), ADA);
    expect(outs).toMatchObject({ adopted: true });
  }));

test("when the holder of an address cannot be looked at, nothing is concluded", () =>
  inWorld(async ({ slack, begin }) => {
    addLongAgo(slack, { userName: "ada.l", ...emailOf("ada@example.com"), title: "Analyst" });
    slack.fault({ method: "GET", nth: 2, status: 403, times: Number.POSITIVE_INFINITY });
    await expect(createUser(begin(), ADA)).rejects.toThrow("403");
  }));
