import { call, ENTERPRISE, emulator, GUEST, person, schemaOf, USER, VERSIONS } from "../harness";

test.each(VERSIONS)(
  "%s PUT keeps what it names and blanks the rest, names and active excepted",
  async (version) => {
    const slack = await emulator();
    const user = await person(slack, {
      name: { givenName: "Ada", familyName: "L" },
      title: "Lead",
      displayName: "Ada",
      timezone: "Europe/Berlin",
      phoneNumbers: [{ value: "1" }],
      [ENTERPRISE]: { department: "Sales" },
    });
    const { userName, emails } = user;
    const reply = await call(slack, "PUT", `${version}/Users/${user.id}`, {
      schemas: [schemaOf(version)],
      userName,
      emails,
    });
    expect(reply.status).toBe(200);
    expect(slack.user(user.id)).toMatchObject({
      userName,
      name: { givenName: "Ada", familyName: "L" },
      title: "",
      displayName: "",
      active: true,
      phoneNumbers: [{ value: null }, { value: null }],
      [ENTERPRISE]: { department: null },
    });
  },
);

test("PUT puts the timezone back to its default", async () => {
  const slack = await emulator();
  const { id, userName, emails } = await person(slack, { timezone: "Europe/Berlin" });
  const { body } = await call(slack, "PUT", `v2/Users/${id}`, { schemas: [USER], userName, emails });
  expect(body.timezone).toBe("America/Los_Angeles");
});

test.each(VERSIONS)("%s PUT of what GET answered changes nothing", async (version) => {
  const slack = await emulator();
  const { id } = await person(slack, {
    emails: [{ value: "a@example.com" }, { value: "b@example.com" }],
    phoneNumbers: [{ value: "1", primary: true }, { value: "2" }],
    addresses: [{ region: "CA" }],
    roles: ["x"],
    [ENTERPRISE]: { department: "Sales", manager: { managerId: "owner" } },
  });
  const before = await call(slack, "GET", `${version}/Users/${id}`);
  const { status, body } = await call(slack, "PUT", `${version}/Users/${id}`, before.body);
  expect(status).toBe(200);
  expect(body).toEqual(before.body);
});

test("PUT with the old nickName does not rename", async () => {
  const slack = await emulator();
  const user = await person(slack);
  const { body } = await call(slack, "PUT", `v2/Users/${user.id}`, { ...user, userName: "renamed" });
  expect(body.userName).toBe(user.userName);
  const both = { ...user, userName: "renamed", nickName: "renamed" };
  expect((await call(slack, "PUT", `v2/Users/${user.id}`, both)).body.userName).toBe("renamed");
});

test("PUT without a userName or without addresses is refused", async () => {
  const slack = await emulator();
  const { id, userName, emails } = await person(slack);
  const put = async (body: object) =>
    (await call(slack, "PUT", `v2/Users/${id}`, { schemas: [USER], ...body })).code;
  expect(await put({ emails })).toBe("username_empty");
  expect(await put({ userName })).toBe("email_empty");
});

test("PUT with a password is refused", async () => {
  const slack = await emulator();
  const user = await person(slack);
  const reply = await call(slack, "PUT", `v2/Users/${user.id}`, { ...user, password: "hunter2" });
  expect([reply.status, reply.code]).toEqual([400, "password_change_not_allowed"]);
});

test("PUT that does not mention the guest block leaves a guest a guest", async () => {
  const slack = await emulator();
  const { id, userName, emails } = await person(slack, {
    schemas: [USER, GUEST],
    [GUEST]: { type: "multi" },
  });
  const { body } = await call(slack, "PUT", `v2/Users/${id}`, { schemas: [USER], userName, emails });
  expect(body[GUEST]).toEqual({ type: "multi" });
});

test.each([
  ["v1", 200, "0"],
  ["v2", 204, null],
])(
  "%s DELETE answers %i without a body and deactivates, as often as it is asked",
  async (version, status, length) => {
    const slack = await emulator();
    const { id } = await person(slack);
    for (let time = 0; time < 3; time++) {
      const reply = await call(slack, "DELETE", `${version}/Users/${id}`);
      expect([reply.status, reply.text, reply.headers.get("content-length")]).toEqual([status, "", length]);
    }
    const read = await call(slack, "GET", `${version}/Users/${id}`);
    expect([read.status, read.body.active]).toEqual([200, false]);
  },
);

test("active true reactivates, by PATCH and by PUT, and is harmless for an active user", async () => {
  const slack = await emulator();
  const user = await person(slack);
  for (const version of VERSIONS) {
    await call(slack, "DELETE", `v2/Users/${user.id}`);
    const { body } = await call(slack, "PUT", `${version}/Users/${user.id}`, {
      ...user,
      schemas: [schemaOf(version)],
    });
    expect(body.active).toBe(true);
  }
  await call(slack, "DELETE", `v2/Users/${user.id}`);
  expect((await call(slack, "PATCH", `v1/Users/${user.id}`, { active: true })).body.active).toBe(true);
  expect((await call(slack, "PATCH", `v1/Users/${user.id}`, { active: true })).status).toBe(200);
});

test("deactivation leaves memberships alone", async () => {
  const slack = await emulator();
  const { id } = await person(slack);
  slack.addGroup({ displayName: "Data", members: [id] });
  await call(slack, "DELETE", `v2/Users/${id}`);
  expect(slack.group("Data")?.members).toHaveLength(1);
});

test("a deactivation shows after as long as deactivationLagMs says", async () => {
  const slack = await emulator({ behaviours: { deactivationLagMs: 3_000 } });
  slack.clock.freeze();
  const { id } = await person(slack);
  await call(slack, "DELETE", `v2/Users/${id}`);
  expect((await call(slack, "GET", `v2/Users/${id}`)).body.active).toBe(true);
  expect(slack.user(id)?.active).toBe(false);
  slack.clock.advance(3_000);
  expect((await call(slack, "GET", `v2/Users/${id}`)).body.active).toBe(false);
});

test.each(["GET", "PUT", "PATCH", "DELETE"])(
  "%s of an id that nobody has is 404 no_such_user in both envelopes",
  async (method) => {
    const slack = await emulator();
    const body =
      method === "GET" || method === "DELETE"
        ? undefined
        : { schemas: [USER], userName: "a", Operations: [] };
    const v1 = await call(slack, method, "v1/Users/U404", body);
    expect([v1.status, v1.body]).toEqual([404, { Errors: { description: "no_such_user", code: 404 } }]);
    const v2 = await call(slack, method, "v2/Users/U404", body);
    expect([v2.status, v2.body.detail, v2.body.status]).toEqual([404, "no_such_user", 404]);
  },
);

test.each([
  ["primaryOwner", "cannot_disable_primary_owner", 403],
  ["workspacePrimaryOwner", "primary_owner_check_failure", 403],
  ["owner", "cannot_modify_owner", 403],
  ["bot", "cannot_disable_bot_user_with_scim", 400],
] as const)("a %s cannot be deactivated", async (rank, code, status) => {
  const slack = await emulator();
  const id = slack.addUser({ userName: "special", rank });
  expect(await call(slack, "DELETE", `v2/Users/${id}`)).toMatchObject({ code, status });
  expect(await call(slack, "PATCH", `v1/Users/${id}`, { active: false })).toMatchObject({ code, status });
  expect(slack.user(id)?.active).toBe(true);
});

test.each(["admin", "owner", "primaryOwner"] as const)("a %s cannot be made a guest", async (rank) => {
  const slack = await emulator();
  const id = slack.addUser({ userName: "special", rank });
  const body = { schemas: ["x"], Operations: [{ op: "add", path: GUEST, value: { type: "multi" } }] };
  expect((await call(slack, "PATCH", `v2/Users/${id}`, body)).code).toBe("cannot_make_user_guest");
});

test("a forgotten person is frozen", async () => {
  const slack = await emulator();
  const id = slack.addUser({ userName: "gone", forgotten: true });
  const reply = await call(slack, "PATCH", `v1/Users/${id}`, { title: "x" });
  expect([reply.status, reply.code]).toEqual([403, "cannot_modify_gdpr"]);
});

test("where people change their own display names, updates of one are refused and creation is not", async () => {
  const slack = await emulator({ displayNamesLocked: true });
  const { id, displayName } = await person(slack, { displayName: "Ada" });
  expect(displayName).toBe("Ada");
  const reply = await call(slack, "PATCH", `v1/Users/${id}`, { displayName: "Ada L" });
  expect([reply.status, reply.code]).toEqual([400, "invalid_display_name"]);
  expect((await call(slack, "PATCH", `v1/Users/${id}`, { title: "x", displayName: "Ada" })).status).toBe(200);
});
