import type { SlackEmulator } from "../../../emulator";
import type { Properties } from "../../../provider/fields/properties";
import { createGroup, deleteGroup, updateGroup } from "../../../provider/group/lifecycle";
import { Protection } from "../../../provider/run/protection";
import { refusalOfPlannedRemovals, refusalOfRemovals } from "../../../provider/run/removals";
import { createUser, deleteUser, updateUser } from "../../../provider/user/lifecycle";
import { inWorld } from "../support";

const personOf = (userName: string): Properties => ({
  userName,
  emails: [{ value: `${userName}@example.com`, primary: true }],
});

const made = (slack: SlackEmulator, count: number) =>
  Array.from({ length: count }, (_, at) =>
    slack.addUser({ userName: `p${at}`, emails: [{ value: `p${at}@example.com`, primary: true }] }),
  );

test.each(["boss", "BOSS@example.com", "id"])(
  "whoever protectedUsers names by %s is not deactivated, renamed, converted or taken out of a group",
  (entry) =>
    inWorld(async ({ slack, begin }) => {
      const { id, outs } = await createUser(begin(), personOf("boss"));
      const run = begin({ protectedUsers: `somebody, ${entry === "id" ? id : entry}` });
      const group = await createGroup(begin(), { displayName: "Team", members: [id] });
      const writes = slack.writes.length;
      const steps = [
        () => deleteUser(run, id, outs),
        () => updateUser(run, id, outs, { ...personOf("boss"), active: false }),
        () => updateUser(run, id, outs, { ...personOf("boss"), userName: "chief" }),
        () => updateUser(run, id, outs, { ...personOf("boss"), emails: personOf("chief").emails }),
        () => updateUser(run, id, outs, { ...personOf("boss"), guest: { type: "multi" } }),
        () => deleteGroup(run, group.id, group.outs),
        () => updateGroup(run, group.id, group.outs, { displayName: "Team", members: [] }),
      ];
      const refusals: string[] = [];
      for (const step of steps)
        refusals.push(await step().then(String, (error: Error) => String(error.cause ?? error)));
      const wanted = [
        "deactivated",
        "deactivated",
        "renamed",
        "renamed",
        "converted",
        "deleted",
        "taken out",
      ];
      for (const [at, word] of wanted.entries()) {
        expect(refusals[at]).toContain(word);
        expect(refusals[at]).toMatch(
          /slack-scim:protectedUsers \(or SLACK_SCIM_PROTECTED_USERS\) protects ".*"\. .*take this entry out/s,
        );
      }
      expect(slack.writes).toHaveLength(writes);
      expect(slack.user(id)).toMatchObject({ userName: "boss", active: true });
    }),
);

test("one who is protected keeps all in a group who were to leave it, whichever of them it is", () =>
  inWorld(async ({ slack, begin }) => {
    const ids = made(slack, 3);
    const { id, outs } = await createGroup(begin(), { displayName: "Team", members: ids });
    for (const [at] of ids.entries()) {
      const guarded = () => begin({ protectedUsers: `p${at}` });
      await expect(updateGroup(guarded(), id, outs, { displayName: "Crew", members: [] })).rejects.toThrow(
        `user p${at} (${ids[at]}) is not taken out of group ${id}`,
      );
      await expect(deleteGroup(guarded(), id, outs)).rejects.toThrow(
        `user p${at} (${ids[at]}) is in group ${id}`,
      );
    }
    expect(slack.group(id)?.members).toHaveLength(3);
    expect(slack.group(id)).toMatchObject({ displayName: "Team" });
  }));

test("whoever has no userName and no address that is known is protected by the id alone", () => {
  const protection = new Protection(["u1", "boss"]);
  for (const emails of [undefined, "not known yet", [undefined], [{}]]) {
    expect(protection.entryOf({ id: "U1", emails })).toBe("u1");
    expect(protection.entryOf({ id: "U2", emails })).toBeUndefined();
    expect(protection.entryOf({ id: "U2", userName: "Boss", emails })).toBe("boss");
  }
});

test("of several limits for who may leave a group the strictest holds, whichever is said first", () =>
  inWorld(async ({ begin }) => {
    const removals = { name: "group S1", members: 12, leaving: 3, listed: "p0, p1, p2" };
    for (const limits of [
      [{ count: 5 }, { count: 2 }],
      [{ percent: 20 }, { count: 5 }],
    ]) {
      const run = begin();
      Object.assign(run.settings, { maxMemberRemovals: limits });
      expect(refusalOfPlannedRemovals(run, removals)).toContain("allows 2. Nobody joined or left it.");
    }
  }));

test("a userName that could be an id in small letters protects in groups as well", () =>
  inWorld(async ({ slack, begin }) => {
    const { id } = await createUser(begin(), personOf("wanda"));
    const group = await createGroup(begin(), { displayName: "Team", members: [id] });
    const run = begin({ protectedUsers: "wanda" });
    await expect(deleteGroup(run, group.id, group.outs)).rejects.toThrow(`user wanda (${id}) is in group`);
    const emptied = updateGroup(run, group.id, group.outs, { displayName: "Team", members: [] });
    const refusal = await emptied.then(String, (error: Error) => String(error.cause));
    expect(refusal).toContain(`user wanda (${id}) is not taken out of group ${group.id}`);
    expect(slack.group(group.id)?.members).toHaveLength(1);
  }));

test.each(["before@example.com", "after@example.com", "before", "after"])(
  "whoever was changed in Slack is protected by what they were and by what they are: %s",
  (entry) =>
    inWorld(async ({ slack, begin }) => {
      const { id, outs } = await createUser(begin(), personOf("before"));
      slack.change(id, (person) => {
        Object.assign(person, personOf("after"));
      });
      const run = begin({ protectedUsers: entry });
      await expect(deleteUser(run, id, outs)).rejects.toThrow(`protects "${entry}"`);
      const inactive = { ...personOf("before"), active: false };
      await expect(updateUser(run, id, outs, inactive)).rejects.toThrow(`protects "${entry}"`);
      expect(slack.user(id)).toMatchObject({ active: true });
    }),
);

test("a second address of somebody protected may change: they are not renamed by it", () =>
  inWorld(async ({ slack, begin }) => {
    const run = begin({ protectedUsers: "boss" });
    const { id, outs } = await createUser(run, personOf("boss"));
    const emails = [
      { value: "boss@example.com", primary: true },
      { value: "chief@example.com", primary: false },
    ];
    await updateUser(run, id, outs, { ...personOf("boss"), emails });
    expect(JSON.stringify(slack.user(id))).toContain("chief@example.com");
  }));

test("other attributes of whoever is protected may change, and others may be harmed", () =>
  inWorld(async ({ slack, begin }) => {
    const run = begin({ protectedUsers: "boss" });
    const boss = await createUser(run, personOf("boss"));
    const other = await createUser(run, personOf("other"));
    await updateUser(run, boss.id, boss.outs, { ...personOf("boss"), title: "CEO" });
    await deleteUser(begin({ protectedUsers: "boss" }), other.id, other.outs);
    expect(slack.user(boss.id)).toMatchObject({ title: "CEO", active: true });
    expect(slack.user(other.id)).toMatchObject({ active: false });
  }));

test.each<[string | undefined, number, number, boolean]>([
  [undefined, 12, 6, true],
  [undefined, 12, 7, false],
  [undefined, 10, 10, true],
  ["3", 12, 3, true],
  ["3", 4, 4, false],
  ["100%", 12, 12, true],
  ["0", 12, 1, false],
])(
  "with maxMemberRemovals %s, of a group of %i may %i leave at once: %s",
  (limit, members, leaving, isAllowed) =>
    inWorld(async ({ slack, begin }) => {
      const ids = made(slack, members);
      const run = begin(limit === undefined ? {} : { maxMemberRemovals: limit });
      const { id, outs } = await createGroup(run, { displayName: "Team", members: ids });
      const rest = { displayName: "Team", members: ids.slice(leaving) };
      const outcome = await updateGroup(run, id, outs, rest).then(
        () => "",
        (error: Error) => String(error.cause),
      );
      if (isAllowed) expect(outcome).toBe("");
      else {
        expect(outcome).toContain(`group ${id} would lose ${leaving} of its ${members} members`);
        expect(outcome).toContain("slack-scim:maxMemberRemovals (or SLACK_SCIM_MAX_MEMBER_REMOVALS) allows");
      }
      expect(slack.group(id)?.members).toHaveLength(isAllowed ? members - leaving : members);
    }),
);

test("a group that may not lose so many keeps its name as well, and what was refused counts", () =>
  inWorld(async ({ slack, begin }) => {
    const ids = made(slack, 12);
    const run = begin({ maxMemberRemovals: "3" });
    const { id, outs } = await createGroup(run, { displayName: "Team", members: ids });
    const writes = slack.writes.length;
    const few = { displayName: "Crew", members: ids.slice(4) };
    await expect(updateGroup(run, id, outs, few)).rejects.toThrow(
      `group ${id} would lose 4 of its 12 members (${ids[0]}, ${ids[1]}, ${ids[2]}, ${ids[3]}), and slack-scim:maxMemberRemovals (or SLACK_SCIM_MAX_MEMBER_REMOVALS) allows 3. Nobody joined or left it.`,
    );
    expect(slack.writes).toHaveLength(writes);
    await expect(updateGroup(run, id, outs, { ...few, members: ids.slice(1) })).rejects.toThrow(
      "would lose 5 of its 12 members",
    );
    await updateGroup(begin({ maxMemberRemovals: "4" }), id, outs, few);
    expect(slack.group(id)).toMatchObject({ displayName: "Crew" });
    expect(slack.group(id)?.members).toHaveLength(8);
  }));

test("whoever takes nobody out of a group is refused nothing, whatever others were refused before", () =>
  inWorld(async ({ slack, begin }) => {
    const ids = made(slack, 3);
    const run = begin({ maxMemberRemovals: "1" });
    const { id, outs } = await createGroup(begin(), { displayName: "Team", members: ids });
    const emptied = { displayName: "Team", members: [] };
    await expect(updateGroup(run, id, outs, emptied)).rejects.toThrow("a later step failed");
    const group = await run.slack.groups.get(id);
    expect(await refusalOfRemovals(run, group, [], `group ${id}`)).toBeUndefined();
    expect(await refusalOfRemovals(run, group, ids.slice(2), `group ${id}`)).toContain("would lose 4");
  }));

test("where nobody is protected, nobody is looked at before they leave a group", () =>
  inWorld(async ({ slack, begin, asked }) => {
    const [ada = "", bert = ""] = made(slack, 2);
    const { id, outs } = await createGroup(begin(), { displayName: "Team", members: [ada, bert] });
    asked();
    await updateGroup(begin(), id, outs, { displayName: "Team", members: [bert] });
    expect(asked().filter((request) => request.includes("Users/"))).toEqual([]);
  }));
