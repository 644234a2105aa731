import { UNKNOWN } from "../../../provider/fields/properties";
import {
  checkGroup,
  createGroup,
  deleteGroup,
  readGroup,
  updateGroup,
} from "../../../provider/group/lifecycle";
import { checkUser, createUser, deleteUser, readUser, updateUser } from "../../../provider/user/lifecycle";
import { ADA, emailOf, inWorld } from "../support";

const GRACE = { userName: "grace", ...emailOf("grace@example.com") };
const NEWCOMER = { ...ADA, ...emailOf("new@example.com") };

const userTwice = [expect.stringContaining("got the one of another resource of this program")];

test("a leaver is deactivated although a newcomer has the userName, in that run and in later ones", () =>
  inWorld(async ({ slack, begin, lines }) => {
    slack.behave({ userNameClash: "renamed" });
    const leaver = await createUser(begin(), ADA);
    const run = begin();
    checkUser(run, {}, NEWCOMER);
    const newcomer = await createUser(run, NEWCOMER);
    await deleteUser(run, leaver.id, leaver.outs);
    expect(slack.user(leaver.id)).toMatchObject({ active: false });
    expect(slack.user(newcomer.id)).toMatchObject({ active: true });
    expect(lines.join()).not.toContain("released");

    slack.change(leaver.id, (person) => {
      person.active = true;
    });
    const later = begin();
    checkUser(later, NEWCOMER, NEWCOMER);
    await deleteUser(later, leaver.id, leaver.outs);
    expect(slack.user(leaver.id)).toMatchObject({ active: false });
  }));

test("a person whose userName is declared for an address that nobody has is not deactivated, with the ways on", () =>
  inWorld(async ({ slack, begin }) => {
    const { id, outs } = await createUser(begin(), ADA);
    const run = begin();
    checkUser(run, {}, NEWCOMER);
    await expect(deleteUser(run, id, outs)).rejects.toThrow(
      `user ada.l (${id}) is not deactivated: another resource of this program declares this userName with another primary e-mail address, which is no other account's: the same person under a new address, or somebody else? ` +
        "If the same, give that resource `aliases` to this one. If somebody else, declare another userName for them. Then run `pulumi up` again.",
    );
    // The address is there, but as a second one of her own.
    slack.change(id, (person) => {
      person.emails.push({ value: "new@example.com", primary: false });
    });
    await expect(deleteUser(run, id, outs)).rejects.toThrow("is not deactivated");
    expect(slack.user(id)).toMatchObject({ active: true });
  }));

test("a person is released whose address in Slack, if not in the state, another resource declares", () =>
  inWorld(async ({ slack, begin }) => {
    const { id, outs } = await createUser(begin(), ADA);
    const run = begin();
    checkUser(run, {}, { ...ADA, userName: "countess" });
    run.handover.manage(id);
    await deleteUser(run, id, { ...outs, ...emailOf("drifted@example.com") });
    expect(slack.user(id)).toMatchObject({ active: true });
  }));

test("a person whose address in Slack, if not in the state, another resource declares that has nobody yet stays, active and in the state", () =>
  inWorld(async ({ slack, begin }) => {
    const { id, outs } = await createUser(begin(), ADA);
    const run = begin();
    checkUser(run, {}, { ...ADA, userName: "countess" });
    const before = { ...outs, ...emailOf("former@example.com") };
    await expect(deleteUser(run, id, before)).rejects.toThrow("is not deactivated, and stays in the state");
    expect(slack.user(id)).toMatchObject({ active: true });
  }));

test("a person whose address somebody changed in Slack is neither released nor deactivated for the one that the state has", () =>
  inWorld(async ({ slack, begin }) => {
    const { id, outs } = await createUser(begin(), ADA);
    slack.change(id, (person) => {
      person.emails = [{ value: "married@example.com", primary: true }];
    });
    const run = begin();
    checkUser(run, {}, { ...ADA, userName: "countess" });
    const other = await createUser(run, { ...ADA, userName: "countess" });
    await expect(deleteUser(run, id, outs)).rejects.toThrow(
      `user ada.l (${id}) is not deactivated, and stays in the state: another resource of this program declares the primary e-mail address, and does not have this account. ` +
        "If it means this person, give it `aliases` to this one. If somebody changed the address in Slack, run `pulumi refresh`: the next `pulumi up` then deactivates this one.",
    );
    expect(other.id).not.toBe(id);
    const found = await readUser(begin(), id, outs);
    const later = begin();
    checkUser(later, { ...ADA, userName: "countess" }, { ...ADA, userName: "countess" });
    await deleteUser(later, id, found?.outs ?? {});
    expect(slack.user(id)).toMatchObject({ active: false });
    expect(slack.user(other.id)).toMatchObject({ active: true });
  }));

test("a group that somebody renamed in Slack is neither released nor deleted for the name that the state has", () =>
  inWorld(async ({ slack, begin }) => {
    const { id, outs } = await createGroup(begin(), { displayName: "Data" });
    slack.change(id, (group) => {
      group.displayName = "Facts";
    });
    const run = begin();
    checkGroup(run, {}, { displayName: "Data" });
    const other = await createGroup(run, { displayName: "Data" });
    await expect(deleteGroup(run, id, outs)).rejects.toThrow(
      `group ${id} is not deleted, and stays in the state: another resource of this program declares its name, and does not have this group.`,
    );
    const found = await readGroup(begin(), id, outs);
    const later = begin();
    checkGroup(later, { displayName: "Data" }, { displayName: "Data" });
    await deleteGroup(later, id, found?.outs ?? {});
    expect(slack.groups().map((group) => group.id)).toEqual([other.id]);
  }));

test("a person whom another resource is about to become stays, active and in the state: Slack refuses that update, and both would lose theirs", () =>
  inWorld(async ({ slack, begin }) => {
    const ada = await createUser(begin(), ADA);
    const grace = await createUser(begin(), GRACE);
    const run = begin();
    checkUser(run, ADA, GRACE);
    await expect(updateUser(run, ada.id, ada.outs, GRACE)).rejects.toThrow(`belongs to ${grace.id} (grace)`);
    await expect(deleteUser(run, grace.id, grace.outs)).rejects.toThrow("stays in the state");
    expect(slack.user(grace.id)).toMatchObject({ active: true });
  }));

test("a person or group whose new resource could not take it over stays in the state, or nobody would have it", () =>
  inWorld(async ({ slack, begin }) => {
    slack.clock.advance(48 * 3600_000);
    const ada = await createUser(begin(), ADA);
    const group = await createGroup(begin(), { displayName: "Data", members: [ada.id] });
    slack.clock.advance(48 * 3600_000);
    const run = begin();
    const [person, team] = [
      { ...ADA, onConflict: "fail" },
      { displayName: "Data", members: [], onConflict: "safe" },
    ];
    checkUser(run, {}, person);
    checkGroup(run, {}, team);
    await expect(createUser(run, person)).rejects.toThrow("aliases");
    await expect(createGroup(run, team)).rejects.toThrow("aliases");
    await expect(deleteUser(run, ada.id, ada.outs)).rejects.toThrow("stays in the state");
    await expect(deleteGroup(run, group.id, group.outs)).rejects.toThrow("stays in the state");
    expect(slack.user(ada.id)).toMatchObject({ active: true });
    expect(slack.group("Data")).toMatchObject({ id: group.id });
  }));

test("somebody inactive whose new resource could not take them over is released: there is no access to end", () =>
  inWorld(async ({ slack, begin }) => {
    const ada = await createUser(begin(), ADA);
    slack.clock.advance(48 * 3600_000);
    slack.change(ada.id, (person) => {
      person.active = false;
    });
    const run = begin();
    checkUser(run, {}, { ...ADA, onConflict: "fail" });
    await expect(createUser(run, { ...ADA, onConflict: "fail" })).rejects.toThrow("aliases");
    await deleteUser(run, ada.id, ada.outs);
    expect(slack.user(ada.id)).toMatchObject({ active: false });
  }));

test("what a refresh asks about before the program declares anything is nobody's by that", () =>
  inWorld(async ({ slack, begin }) => {
    const { id, outs } = await createGroup(begin(), { displayName: "Data", members: [] });
    slack.change(id, (group) => {
      group.members.push({ value: slack.addUser({ userName: "grace" }), display: "" });
    });
    const run = begin();
    run.handover.manage(id);
    const other = { displayName: "Data", members: [], onConflict: "fail" };
    checkGroup(run, {}, other);
    await expect(createGroup(run, other)).rejects.toThrow("aliases");
    await expect(deleteGroup(run, id, outs)).rejects.toThrow("stays in the state");
  }));

test("a person or group declared twice is refused before anything is sent", () =>
  inWorld(async ({ begin }) => {
    const run = begin();
    expect(checkUser(run, ADA, ADA).problems).toEqual([]);
    expect(checkUser(run, {}, { ...ADA, userName: "ada2" }).problems).toEqual(userTwice);
    expect(checkUser(run, GRACE, ADA).problems).toEqual(userTwice);
    expect(checkUser(run, {}, { ...GRACE, userName: "ada.l" }).problems).toEqual([]);
    expect(checkGroup(run, {}, { displayName: "Data" }).problems).toEqual([]);
    expect(checkGroup(run, { displayName: "Facts" }, { displayName: "Data" }).problems).toEqual([
      expect.stringContaining("declare each group once"),
    ]);
  }));

test("what is not known before the update is not the same twice", () =>
  inWorld(async ({ begin }) => {
    const run = begin();
    const halfKnown = { emails: [{ value: UNKNOWN, primary: true }, { value: "desk@example.com" }] };
    for (const userName of ["ada", "grace"]) {
      expect(checkUser(run, {}, { userName, ...halfKnown }).problems).toEqual([]);
      expect(checkUser(run, {}, { userName, emails: UNKNOWN }).problems).toEqual([]);
      expect(checkGroup(run, {}, { displayName: UNKNOWN }).problems).toEqual([]);
    }
  }));

test("two creates of one person at once are one person and an error, also when the answers are lost", () =>
  inWorld(async ({ slack, begin }) => {
    slack.fault({ method: "POST", path: "Users", drop: "after", times: 1 });
    slack.fault({ method: "POST", path: "Users", drop: "before", times: 1 });
    const run = begin();
    const outcomes = await Promise.allSettled([createUser(run, ADA), createUser(run, ADA)]);
    expect(outcomes).toMatchObject([
      { status: "fulfilled" },
      {
        status: "rejected",
        reason: { message: expect.stringContaining("another resource of this program has") },
      },
    ]);
    expect(slack.users().filter((person) => person.userName === "ada.l")).toHaveLength(1);
  }));

test("two take-overs of one person at once are one, and an error", () =>
  inWorld(async ({ slack, begin }) => {
    slack.addUser({ userName: "ada.l", ...emailOf("ada@example.com"), title: "Analyst" });
    slack.clock.advance(48 * 3600_000);
    const run = begin();
    const byManager = { ...ADA, onConflict: "adopt", enterprise: { manager: { managerId: "owner" } } };
    const outcomes = await Promise.allSettled([createUser(run, byManager), createUser(run, byManager)]);
    expect(outcomes.map((outcome) => outcome.status)).toEqual(["fulfilled", "rejected"]);
  }));

test("a person or group that the run has updated is released by a later delete of the same id", () =>
  inWorld(async ({ slack, begin }) => {
    const ada = await createUser(begin(), ADA);
    const data = await createGroup(begin(), { displayName: "Data" });
    const run = begin();
    await updateUser(run, ada.id, ada.outs, { ...ADA, title: "Countess" });
    await updateGroup(run, data.id, data.outs, { displayName: "Facts" });
    await deleteUser(run, ada.id, ada.outs);
    await deleteGroup(run, data.id, data.outs);
    expect(slack.user(ada.id)).toMatchObject({ active: true });
    expect(slack.group(data.id)).toMatchObject({ displayName: "Facts" });
  }));

test.each([{ active: undefined }, { active: "true" }])(
  "whoever Slack does not say to be inactive is deactivated by delete: %j",
  (said) =>
    inWorld(async ({ slack, begin }) => {
      const { id, outs } = await createUser(begin(), ADA);
      slack.fault({
        method: "GET",
        path: `Users/${id}`,
        status: 200,
        body: { ...slack.user(id), ...said },
      });
      await deleteUser(begin(), id, outs);
      expect(slack.user(id)).toMatchObject({ active: false });
    }),
);
