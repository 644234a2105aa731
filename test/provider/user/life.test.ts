import { UNKNOWN } from "../../../provider/fields/properties";
import {
  checkUser,
  createUser,
  deleteUser,
  diffUser,
  readUser,
  updateUser,
} from "../../../provider/user/lifecycle";
import { changesBetween } from "../../../provider/user/writes";
import { ADA, inWorld, withoutOrganizationCheck } from "../support";

test("a person's life: created, unchanged, drifted, repaired, deactivated, deactivated again", () =>
  inWorld(async ({ slack, begin, asked }) => {
    const { id, outs } = await createUser(begin(), ADA);
    expect(slack.user(id)).toMatchObject({ userName: "ada.l", title: "Analyst", active: true });
    expect(withoutOrganizationCheck(asked())).toEqual(["POST Users 201"]);
    expect(diffUser(id, outs, ADA)).toEqual({ changes: false });

    slack.change(id, (person) => {
      person.title = "Countess";
    });
    const found = await readUser(begin(), id, outs);
    expect(found?.inputs).toEqual({ ...ADA, title: "Countess" });
    expect(diffUser(id, found?.outs ?? {}, ADA)).toEqual({ changes: true });

    asked();
    const repaired = await updateUser(begin(), id, found?.outs ?? {}, ADA);
    expect(slack.user(id)).toMatchObject({ title: "Analyst" });
    expect(slack.writes.at(-1)?.requestBody).toMatchObject({
      Operations: [{ op: "replace", path: "title", value: "Analyst" }],
    });
    expect(diffUser(id, repaired.outs, ADA)).toEqual({ changes: false });

    await deleteUser(begin(), id, repaired.outs);
    expect(slack.user(id)).toMatchObject({ active: false });
    asked();
    await deleteUser(begin(), id, repaired.outs);
    expect(withoutOrganizationCheck(asked())).toEqual([`GET Users/${id} 200`]);
  }));

test("outputs tell what Slack says of a person, and nothing that changes by itself", () =>
  inWorld(async ({ begin }) => {
    const { outs } = await createUser(begin(), ADA);
    expect(outs).toEqual({
      ...ADA,
      active: true,
      nickName: "ada.l",
      profileUrl: "https://acme.enterprise.slack.com/team/ada.l",
      created: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      adopted: false,
      organization: "acme",
    });
  }));

test("every attribute survives create, read and diff without a difference", () =>
  inWorld(async ({ slack, begin, lines }) => {
    const boss = await createUser(begin(), {
      userName: "boss",
      emails: [{ value: "boss@example.com", primary: true }],
    });
    const run = begin();
    const { inputs, problems } = checkUser(
      run,
      {},
      {
        userName: " Grace.H ",
        emails: [{ value: "Grace@Home.example" }, { value: "grace@example.com", type: "work" }],
        name: { givenName: "Grace", familyName: "O'Hopper", honorificPrefix: "Dr." },
        displayName: "Grace H",
        active: true,
        title: "Rear Admiral",
        phoneNumbers: [{ value: "+1 1" }, { value: "+1 2", type: "mobile" }],
        addresses: [{ streetAddress: "1 Main St", locality: "Arlington", country: "US" }],
        photos: [{ value: "https://example.com/grace.png" }],
        roles: ["Officer"],
        userType: "employee",
        preferredLanguage: "en",
        locale: "en_US",
        timezone: "America/New_York",
        password: "s3cret-enough",
        enterprise: {
          employeeNumber: "7",
          costCenter: "c",
          organization: "o",
          division: "d",
          department: "Navy",
          manager: { managerId: boss.id },
        },
        slackProfile: { startDate: "2024-04-10" },
      },
    );
    expect(problems).toEqual([]);
    const { id, outs } = await createUser(run, inputs);
    expect(lines).toEqual([]);
    expect(outs).not.toHaveProperty("password");
    expect(outs.managerId).toBe(boss.id);
    expect(outs.phoneNumbers).toEqual([
      { value: "+1 2", type: "mobile" },
      { value: "+1 1", primary: true },
    ]);
    expect(outs.emails).toEqual([
      { value: "grace@example.com", primary: true },
      { value: "grace@home.example", primary: false },
    ]);
    const found = await readUser(begin(), id, outs);
    expect(diffUser(id, found?.outs ?? {}, inputs)).toEqual({ changes: false });
    expect(found?.outs).toEqual(outs);
    expect(slack.user(id)).toMatchObject({
      phoneNumbers: [
        { value: "+1 2", type: "mobile" },
        { value: "+1 1", primary: true },
      ],
    });
  }));

test("every attribute can be changed and cleared, in v1 and v2", async () => {
  for (const version of ["v1", "v2"] as const) {
    await inWorld(async ({ slack, begin, lines }) => {
      const base = { baseUrl: slack[version] };
      const grace = {
        userName: "grace",
        emails: [
          { value: "g@example.com", primary: true },
          { value: "h@example.com", primary: false },
        ],
      };
      const full = {
        ...grace,
        name: { givenName: "Grace", familyName: "Hopper", honorificPrefix: "Dr." },
        displayName: "Grace H",
        title: "Rear Admiral",
        phoneNumbers: [
          { value: "+1 2", type: "mobile" },
          { value: "+1 1", primary: true },
        ],
        addresses: [{ streetAddress: "1 Main St", country: "US" }],
        roles: [{ value: "Officer", primary: true }],
        userType: "employee",
        preferredLanguage: "en",
        locale: "en_US",
        timezone: "America/New_York",
        enterprise: {
          employeeNumber: "7",
          costCenter: "c",
          organization: "o",
          division: "d",
          department: "Navy",
        },
        slackProfile: { startDate: "2024-04-10T00:00:00Z" },
      };
      const made = await createUser(begin(base), grace);
      const filled = await updateUser(begin(base), made.id, made.outs, full);
      expect(lines).toEqual([]);
      expect(diffUser(made.id, filled.outs, full)).toEqual({ changes: false });
      const cleared = {
        ...full,
        emails: [{ value: "new@example.com", primary: true }],
        name: { givenName: "Grace", familyName: "", honorificPrefix: "" },
        title: "",
        phoneNumbers: [{ value: "+1 3", type: "mobile" }],
        addresses: [],
        roles: [],
        userType: "",
        preferredLanguage: "",
        locale: "",
        enterprise: { employeeNumber: "8", costCenter: "", organization: "", division: "", department: "" },
        slackProfile: { startDate: "" },
      };
      const after = await updateUser(begin(base), made.id, filled.outs, cleared);
      expect(lines).toEqual([]);
      const found = await readUser(begin(base), made.id, after.outs);
      expect(found?.inputs).toEqual(cleared);
    });
  }
});

test("taking an attribute out of the program sends nothing and stops watching it", () =>
  inWorld(async ({ slack, begin }) => {
    const { id, outs } = await createUser(begin(), ADA);
    const { title: _title, ...less } = ADA;
    expect(diffUser(id, outs, less)).toEqual({ changes: true });
    slack.clearLog();
    const updated = await updateUser(begin(), id, outs, less);
    expect(slack.writes).toEqual([]);
    slack.change(id, (person) => {
      person.title = "Countess";
    });
    const found = await readUser(begin(), id, updated.outs);
    expect(found?.inputs).not.toHaveProperty("title");
    expect(slack.user(id)).toMatchObject({ title: "Countess" });
  }));

test("whoever was deactivated outside is shown and left, unless active is declared", () =>
  inWorld(async ({ slack, begin, lines }) => {
    const { id, outs } = await createUser(begin(), ADA);
    slack.change(id, (person) => {
      person.active = false;
    });
    const found = await readUser(begin(), id, outs);
    expect(found?.outs.active).toBe(false);
    expect(found?.inputs).not.toHaveProperty("active");
    expect(lines).toEqual([expect.stringContaining("was deactivated outside Pulumi and is left so")]);
    expect(diffUser(id, found?.outs ?? {}, ADA)).toEqual({ changes: false });

    const declared = { ...ADA, active: true };
    expect(diffUser(id, found?.outs ?? {}, declared)).toEqual({ changes: true });
    const revived = await updateUser(begin(), id, found?.outs ?? {}, declared);
    expect(slack.user(id)).toMatchObject({ active: true });
    slack.change(id, (person) => {
      person.active = false;
    });
    const again = await readUser(begin(), id, revived.outs);
    expect(again?.inputs.active).toBe(false);
    expect(diffUser(id, again?.outs ?? {}, declared)).toEqual({ changes: true });
  }));

test("active: false creates somebody who cannot sign in", () =>
  inWorld(async ({ slack, begin, asked }) => {
    const { id, outs } = await createUser(begin(), { ...ADA, active: false });
    expect(slack.user(id)).toMatchObject({ active: false });
    expect(outs.active).toBe(false);
    expect(withoutOrganizationCheck(asked())).toEqual(["POST Users 201", `PATCH Users/${id} 200`]);
  }));

test("what Slack made is not forgotten when the step after it fails", () =>
  inWorld(async ({ slack, begin }) => {
    slack.fault({ method: "PATCH", path: "Users/*", status: 403, times: 1 });
    const failure = await createUser(begin(), { ...ADA, active: false }).catch((error: unknown) => error);
    expect(slack.user("ada.l")).toMatchObject({ active: true });
    expect(failure).toMatchObject({
      name: "HalfDoneError",
      message: "the resource was changed in Slack, then a later step failed",
      cause: expect.objectContaining({ status: 403 }),
      id: slack.user("ada.l")?.id,
      outs: { userName: "ada.l", active: true, activeManaged: true },
    });
  }));

test("making a guest of somebody inactive leaves them inactive", () =>
  inWorld(async ({ slack, begin }) => {
    const { id, outs } = await createUser(begin(), { ...ADA, active: false });
    const guest = { ...ADA, active: false, guest: { type: "multi", expiration: "2030-01-31T23:59:59Z" } };
    const updated = await updateUser(begin(), id, outs, guest);
    expect(slack.user(id)).toMatchObject({ active: false });
    expect(updated.outs).toMatchObject({ active: false, guest: guest.guest });
    const later = { ...guest, guest: { type: "multi", expiration: "2031-01-31T23:59:59Z" } };
    const moved = await updateUser(begin(), id, updated.outs, later);
    expect(moved.outs.guest).toEqual(later.guest);
    const member = { ...ADA, active: false, guest: { type: "" } };
    const full = await updateUser(begin(), id, moved.outs, member);
    expect(full.outs.guest).toEqual({ type: "" });
    expect(diffUser(id, full.outs, member)).toEqual({ changes: false });
    expect(slack.user(id)).toMatchObject({ active: false });
  }));

test("a manager may be declared by id, e-mail address or userName, and is compared by the id they resolved to", () =>
  inWorld(async ({ slack, begin }) => {
    const boss = await createUser(begin(), {
      userName: "boss",
      emails: [{ value: "boss@example.com", primary: true }],
    });
    const other = await createUser(begin(), {
      userName: "other",
      emails: [{ value: "other@example.com", primary: true }],
    });
    const inputs = { ...ADA, enterprise: { manager: { managerId: "boss@example.com" } } };
    const { id, outs } = await createUser(begin(), inputs);
    expect(outs).toMatchObject({ managerId: boss.id, enterprise: inputs.enterprise });
    const same = await readUser(begin(), id, outs);
    expect(diffUser(id, same?.outs ?? {}, inputs)).toEqual({ changes: false });
    slack.change(id, (person) => {
      person["urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"].manager.managerId = other.id;
    });
    const found = await readUser(begin(), id, outs);
    expect(found?.inputs.enterprise).toEqual({ manager: { managerId: other.id } });
  }));

test("a changed password is one warning and no difference", () =>
  inWorld(async ({ begin, lines }) => {
    const run = begin();
    const { id, outs } = await createUser(run, { ...ADA, password: "first-password" });
    const { inputs } = checkUser(
      run,
      { ...ADA, password: "first-password" },
      { ...ADA, password: "second-password" },
    );
    expect(lines).toEqual([expect.stringContaining("takes a password on create only")]);
    expect(lines.join()).not.toContain("second-password");
    expect(diffUser(id, outs, inputs)).toEqual({ changes: false });
  }));

test("get of a person shows everything, and get of nobody is an error", () =>
  inWorld(async ({ begin }) => {
    const { id } = await createUser(begin(), ADA);
    const found = await readUser(begin(), id, {});
    expect(found?.outs).toMatchObject({
      userName: "ada.l",
      title: "Analyst",
      timezone: "America/Los_Angeles",
      organization: "acme",
    });
    expect(found?.inputs).toEqual({});
    await expect(readUser(begin(), "U0NOBODY", {})).rejects.toThrow("no user U0NOBODY in acme");
  }));

test("a blank that is declared on create is cleared where Slack fills it in", () =>
  inWorld(async ({ begin, lines }) => {
    const inputs = { ...ADA, displayName: "", name: { givenName: "Ada", familyName: "" } };
    const { id, outs } = await createUser(begin(), inputs);
    expect(lines).toEqual([]);
    expect(diffUser(id, outs, inputs)).toEqual({ changes: false });
  }));

test("somebody who is only looked at stays so over a refresh", () =>
  inWorld(async ({ slack, begin, lines }) => {
    const { id } = await createUser(begin(), ADA);
    const view = await readUser(begin(), id, {});
    slack.change(id, (person) => {
      person.active = false;
      person.userType = "contractor";
    });
    const later = await readUser(begin(), id, view?.outs ?? {});
    expect(later?.inputs).toEqual({});
    expect(later?.outs).toMatchObject({ active: false, userType: "contractor" });
    expect(lines).toEqual([]);
  }));

test("a password is kept to the letter, and warned of only where it is known to have changed", () =>
  inWorld(async ({ begin, lines }) => {
    const run = begin();
    // A refresh forgets the password, since Slack never gives it back.
    checkUser(run, ADA, { ...ADA, password: "first-password" });
    checkUser(run, { ...ADA, password: "first-password" }, { ...ADA, password: UNKNOWN });
    checkUser(run, { ...ADA, password: "first-password" }, ADA);
    checkUser(run, { ...ADA, password: "first-password" }, { ...ADA, password: "first-password" });
    expect(lines).toEqual([]);
    expect(checkUser(run, {}, { ...ADA, password: " spaces count " }).inputs.password).toBe(" spaces count ");
  }));

test("a 429 is never a failure by itself, however many come", () =>
  inWorld(async ({ slack, begin }) => {
    slack.fault({ method: "POST", status: 429, retryAfter: "30", times: 50 });
    await createUser(begin(), ADA);
    expect(slack.writes).toHaveLength(51);
  }));

test("a userName that Slack altered is compared with the one asked for, and said", () =>
  inWorld(async ({ slack, begin, lines }) => {
    slack.addUser({ userName: "ada.l", emails: [{ value: "adam@example.com", primary: true }] });
    slack.behave({ userNameClash: "renamed" });
    const { id, outs } = await createUser(begin(), ADA);
    const altered = slack.user(id)?.userName;
    expect(altered).not.toBe("ada.l");
    expect(outs).toMatchObject({ userName: "ada.l", slackUserName: altered });
    expect(lines).toEqual([`warning: user ada.l (${id}): Slack made the userName ${altered}.`]);
    const found = await readUser(begin(), id, outs);
    expect(diffUser(id, found?.outs ?? {}, ADA)).toEqual({ changes: false });
    const titled = await updateUser(begin(), id, outs, { ...ADA, title: "Countess" });
    expect(titled.outs).toMatchObject({ userName: "ada.l", slackUserName: altered });
    slack.change(id, (person) => {
      person.userName = "drifted";
    });
    expect((await readUser(begin(), id, outs))?.inputs.userName).toBe("drifted");
  }));

test("what Slack did not keep of a create is said, and shows as a difference", () =>
  inWorld(async ({ slack, begin, lines }) => {
    const { id } = await createUser(begin(), {
      ...ADA,
      userName: "other",
      emails: [{ value: "other@example.com", primary: true }],
    });
    const { title: _dropped, ...kept } = slack.user(id) ?? { title: "" };
    slack.fault({
      method: "POST",
      status: 201,
      body: { ...kept, id: "U0DROPPED", userName: "ada.l", emails: ADA.emails },
    });
    const { outs } = await createUser(begin(), ADA);
    expect(lines).toEqual([
      "warning: user ada.l (U0DROPPED): Slack holds something else than was sent for title.",
    ]);
    expect(diffUser("U0DROPPED", outs, ADA)).toEqual({ changes: true });
  }));

test("a manager whom nobody declared is no output, and so no drift", () =>
  inWorld(async ({ slack, begin }) => {
    const { id, outs } = await createUser(begin(), ADA);
    slack.change(id, (person) => {
      person["urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"].manager.managerId = "U0000000001";
    });
    expect((await readUser(begin(), id, outs))?.outs).toEqual(outs);
    expect((await readUser(begin(), id, {}))?.outs).toMatchObject({ managerId: "U0000000001" });
  }));

test("of what is not known yet nothing is sent", () => {
  const olds = { ...ADA, title: "Countess" };
  expect(changesBetween(olds, { ...ADA, title: UNKNOWN, userType: UNKNOWN })).toEqual({});
  expect(changesBetween(olds, { ...ADA, userType: UNKNOWN })).toEqual({ title: "Analyst" });
});

test("whom Slack makes inactive with the create itself is not sent active: false a second time", () =>
  inWorld(async ({ begin, slack, asked }) => {
    const run = begin();
    const { users } = run.slack;
    const create = users.create.bind(users);
    users.create = ((...args: Parameters<typeof create>) =>
      create({ ...args[0], active: false })) as typeof create;
    const { id } = await createUser(run, { ...ADA, active: false });
    expect(withoutOrganizationCheck(asked())).toEqual(["POST Users 201"]);
    expect(slack.user(id)).toMatchObject({ active: false });
  }));
