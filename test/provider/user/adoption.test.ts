import { createGroup } from "../../../provider/group/lifecycle";
import type { Run } from "../../../provider/run/run";
import { createUser, deleteUser, readUser, updateUser } from "../../../provider/user/lifecycle";
import { ADA, addLongAgo, emailOf, inWorld } from "../support";

test("an active person who is as declared is taken over, unchanged", () =>
  inWorld(async ({ slack, begin, lines }) => {
    const id = addLongAgo(slack, { userName: "ada.l", ...emailOf("ada@example.com"), title: "Analyst" });
    const { id: adopted, outs } = await createUser(begin(), ADA);
    expect(adopted).toBe(id);
    expect(outs).toMatchObject({ adopted: true });
    expect(lines).toEqual([
      `user ada.l (${id}) existed and was taken over; nothing was changed. Delete will retain it: ` +
        'to own it, declare onDelete: "deactivate", or set slack-scim:onDelete to deactivate for the whole stack.',
    ]);
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
      /with this primary e-mail address already\. If this resource/,
    );
  }));

test("an active person taken over with active: true declared is retained by delete: nobody was reactivated", () =>
  inWorld(async ({ slack, begin }) => {
    const id = addLongAgo(slack, { userName: "ada.l", ...emailOf("ada@example.com"), title: "Analyst" });
    const { outs } = await createUser(begin(), { ...ADA, active: true });
    expect(outs).not.toHaveProperty("reactivated");
    await deleteUser(begin(), id, outs);
    expect(slack.user(id)).toMatchObject({ active: true });
  }));

test.each(["safe", "fail"])(
  "an account of today that differs is not taken over under onConflict %j: others may have made it",
  (onConflict) =>
    inWorld(async ({ slack, begin }) => {
      const id = slack.addUser({ userName: "ada.l", ...emailOf("ada@example.com"), title: "Countess" });
      await expect(createUser(begin(), { ...ADA, onConflict })).rejects.toThrow("would change title");
      expect(slack.user(id)).toMatchObject({ title: "Countess" });
    }),
);

test("a deactivated person comes back where active: true is declared, and is deactivated by delete", () =>
  inWorld(async ({ slack, begin, lines }) => {
    const id = addLongAgo(slack, {
      userName: "ada.l",
      ...emailOf("ada@example.com"),
      title: "Old",
      active: false,
    });
    const { outs } = await createUser(begin(), { ...ADA, active: true });
    expect(slack.user(id)).toMatchObject({ active: true, title: "Analyst" });
    expect(outs).toMatchObject({ adopted: true, reactivated: true });
    expect(lines).toEqual([
      `user ada.l (${id}) existed, deactivated, and was taken over; written: active, title.`,
    ]);
    await deleteUser(begin(), id, outs);
    expect(slack.user(id)).toMatchObject({ active: false });
  }));

test.each(["safe", "adopt"])(
  "nobody is reactivated unless active: true is declared, in mode %s: a stale program brings no leaver back",
  (onConflict) =>
    inWorld(async ({ slack, begin, lines }) => {
      const id = addLongAgo(slack, {
        userName: "ada.l",
        ...emailOf("ada@example.com"),
        title: "Old",
        active: false,
      });
      const { outs } = await createUser(begin(), { ...ADA, onConflict });
      expect(slack.user(id)).toMatchObject({ active: false, title: "Analyst" });
      expect(outs).toMatchObject({ adopted: true, active: false });
      expect(outs).not.toHaveProperty("reactivated");
      expect(lines).toEqual([
        `warning: user ada.l (${id}) is deactivated and was taken over as it is; written: title. Nobody is reactivated unless the program says so: ` +
          "declare `active: true` if this person is to have access again, else take them out of the program.",
      ]);
    }),
);

test("whoever was taken over while deactivated, and given access again by others, is retained by delete", () =>
  inWorld(async ({ slack, begin, lines }) => {
    const id = addLongAgo(slack, { userName: "ada.l", ...emailOf("ada@example.com"), active: false });
    const { outs } = await createUser(begin(), ADA);
    slack.change(id, (person) => {
      person.active = true;
    });
    const found = await readUser(begin(), id, outs);
    await deleteUser(begin(), id, found?.outs ?? {});
    expect(slack.user(id)).toMatchObject({ active: true });
    expect(lines).toEqual([
      expect.stringContaining("is retained: it existed before this stack took it over"),
    ]);
  }));

test("no more people are reactivated than allowed, one by one or at once, by create, update or a guest's conversion", () =>
  inWorld(async ({ slack, begin }) => {
    const people = ["a", "b", "c"].map((userName) => ({ userName, ...emailOf(`${userName}@example.com`) }));
    for (const person of people) addLongAgo(slack, { ...person, active: false });
    const create = (run: Run) => people.map((person) => createUser(run, { ...person, active: true }));
    const together = await Promise.allSettled(create(begin({ maxReactivations: "2" })));
    expect(together.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
    const run = begin({ maxReactivations: "1" });
    const made = await createUser(run, { ...people[0], active: true });
    await expect(createUser(run, { ...people[1], active: true })).rejects.toThrow(
      "is not reactivated: this run has reactivated 1 already and may do no more than 1. If this many are meant, review the list and raise slack-scim:maxReactivations",
    );
    const none = begin({ maxReactivations: "0" });
    const drifted = { ...made.outs, active: false };
    slack.change(made.id, (person) => {
      person.active = false;
    });
    const inputs = { ...people[0], active: true };
    await expect(updateUser(none, made.id, drifted, inputs)).rejects.toThrow("is not reactivated");
    const guest = { ...inputs, guest: { type: "multi" } };
    await expect(updateUser(none, made.id, made.outs, guest)).rejects.toThrow("is not reactivated");
    expect(people.map(({ userName }) => slack.user(userName)?.active)).toEqual([false, false, false]);
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

test("after a killed create the next run takes over what it made, in every mode, as something whose maker is not known", () =>
  inWorld(async ({ slack, begin, lines }) => {
    const first = await createUser(begin(), ADA);
    const second = await createUser(begin(), { ...ADA, onConflict: "fail" });
    expect(second).toEqual({ ...first, outs: { ...first.outs, onConflict: "fail", adopted: true } });
    expect(lines).toEqual([
      `user ada.l (${first.id}) existed and was taken over; nothing was changed. It is as declared and less than a day old: ` +
        "an earlier run of this stack that was cut short may have made it, or another stack, or an identity provider. " +
        'Delete will retain it: to own it, declare onDelete: "deactivate", or set slack-scim:onDelete to deactivate for the whole stack.',
    ]);
    expect(slack.users().filter((person) => person.userName === "ada.l")).toHaveLength(1);
  }));

test('the same account a day later is refused under onConflict "fail"', () =>
  inWorld(async ({ slack, begin }) => {
    await createUser(begin(), ADA);
    slack.clock.advance(25 * 3600_000);
    await expect(createUser(begin(), { ...ADA, onConflict: "fail" })).rejects.toThrow(
      "with this primary e-mail address already",
    );
    expect((await createUser(begin(), ADA)).outs.adopted).toBe(true);
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
    expect(lines).toEqual([
      `warning: user ada.l (${id}) is retained: it existed before this stack took it over. To deactivate it, declare onDelete: "deactivate", ` +
        "or set slack-scim:onDelete to deactivate for the whole stack; then run `pulumi up` and delete again, or deactivate it in Slack.",
    ]);
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

test.each([
  ["whom the account has not", "boss@example.com", "other", "title, enterprise.manager.managerId"],
  ["whom the account has", "boss@example.com", "boss", "title"],
  ["by a userName, whom the account has", "boss", "boss", "title"],
  ["whom nobody has", "nobody@example.com", "boss", "title, enterprise.manager.managerId"],
])("a manager %s is among what a take-over would change, or is not", (_what, managerId, held, changes) =>
  inWorld(async ({ slack, begin }) => {
    const people = ["boss", "other"].map((userName) => [
      userName,
      slack.addUser({ userName, ...emailOf(`${userName}@example.com`) }),
    ]);
    const manager = { managerId: Object.fromEntries(people)[held] };
    addLongAgo(slack, {
      userName: "ada.l",
      ...emailOf("ada@example.com"),
      title: "Countess",
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": { manager },
    });
    const inputs = { ...ADA, enterprise: { manager: { managerId } } };
    await expect(createUser(begin(), inputs)).rejects.toThrow(`would change ${changes}.`);
  }),
);

test.each(["U0000000002", "", undefined])(
  "a take-over looks for no manager who is declared as %j",
  (managerId) =>
    inWorld(async ({ slack, begin, asked }) => {
      slack.addUser({ userName: "boss", ...emailOf("boss@example.com") });
      addLongAgo(slack, { userName: "ada.l", ...emailOf("ada@example.com"), title: "Countess" });
      const inputs = { ...ADA, ...(managerId !== undefined && { enterprise: { manager: { managerId } } }) };
      const run = begin();
      await run.organization.confirm();
      asked();
      await expect(createUser(run, inputs)).rejects.toThrow("would change title");
      expect(asked()).toEqual(["POST Users 409", "GET Users 200"]);
    }),
);

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
    expect(outs).toMatchObject({ adopted: true, displayName: "" });
  }));

test('somebody inactive is refused under onConflict "fail" however young the account is', () =>
  inWorld(async ({ slack, begin }) => {
    const { id } = await createUser(begin(), ADA);
    slack.change(id, (person) => {
      person.active = false;
    });
    await expect(createUser(begin(), { ...ADA, onConflict: "fail" })).rejects.toThrow("(ada.l, deactivated)");
  }));

test("when the holder of an address cannot be looked at, nothing is concluded", () =>
  inWorld(async ({ slack, begin }) => {
    addLongAgo(slack, { userName: "ada.l", ...emailOf("ada@example.com"), title: "Analyst" });
    slack.fault({ method: "GET", nth: 2, status: 403, times: Number.POSITIVE_INFINITY });
    await expect(createUser(begin(), ADA)).rejects.toThrow("403");
  }));

test("whom the scan of many creates does not show, the POST shows, and a group is looked for by its name", () =>
  inWorld(async ({ slack, begin, asked }) => {
    const people = Array.from({ length: 12 }, (_, at) => ({
      userName: `p${at}`,
      ...emailOf(`p${at}@example.com`),
    }));
    const ids = people.map((person) => addLongAgo(slack, person));
    const names = people.map(({ userName }) => userName);
    const groupIds = names.map((displayName) => slack.addGroup({ displayName, members: [] }));
    const run = begin();
    const nobody = { schemas: [], Resources: [], totalResults: 0, itemsPerPage: 0, startIndex: 1 };
    const found: string[] = [];
    const others: string[] = [];
    for (const [at, person] of people.entries()) {
      if (at === 10)
        for (const path of ["Users", "Groups"])
          slack.fault({ method: "GET", path, status: 200, body: nobody, times: 1 });
      found.push((await createUser(run, person)).id);
      others.push((await createGroup(run, { displayName: person.userName, members: [] })).id);
    }
    expect([found, others]).toEqual([ids, groupIds]);
    const posts = asked().filter((request) => request.startsWith("POST"));
    expect(posts).toEqual(names.map(() => "POST Users 409"));
  }));
