import { call, ENTERPRISE, emulator, GUEST, group, operations, person, USER } from "../harness";

test("the log has every request in order, with what it asked and how it was answered", async () => {
  const slack = await emulator({ clock: { now: () => Date.UTC(2026, 0, 1) } });
  const body = { schemas: [USER], userName: "ada", emails: [{ value: "ada@example.com" }] };
  await call(slack, "POST", "v2/Users", body);
  await call(slack, "GET", "v1/Users?filter=foo");
  await call(slack, "DELETE", "v2/Users/U404");
  await call(slack, "GET", "v3/Users", undefined, { authorization: "Bearer nobody" });
  const common = { at: "2026-01-01T00:00:00.000Z", organization: "acme" };
  expect(slack.requests).toEqual([
    { ...common, sequence: 1, method: "POST", path: "Users", version: "v2", status: 201, requestBody: body },
    {
      ...common,
      sequence: 2,
      method: "GET",
      path: "Users?filter=foo",
      version: "v1",
      status: 400,
      slackCode: "no_filters",
    },
    {
      ...common,
      sequence: 3,
      method: "DELETE",
      path: "Users/U404",
      version: "v2",
      status: 404,
      slackCode: "no_such_user",
    },
    {
      ...common,
      sequence: 4,
      method: "GET",
      path: "Users",
      status: 400,
      slackCode: "unsupported_version",
      organization: undefined,
      version: undefined,
    },
  ]);
  expect(slack.writes.map(({ sequence }) => sequence)).toEqual([1, 3]);
  slack.clearLog();
  expect(slack.requests).toEqual([]);
});

test("no disguise brings a token or a password into the log", async () => {
  const slack = await emulator({ token: "my-own-secret-token" });
  await call(slack, "GET", "v2/Users?token=my-own-secret-token&other=xoxp-1234-abc");
  await call(slack, "POST", "v2/Users", '{"p\\u0061ssword":"hunter2","\\u0054oken":"hunter2"}');
  await call(slack, "POST", "v2/Users", { title: "my-own-secret-token, xoxe.xoxp-1-Mi0y" });
  const log = JSON.stringify(slack.requests);
  expect(log).not.toMatch(/secret-token|xoxp-1|hunter2|xoxe/);
  expect(log.match(/\[redacted\]/g)).toHaveLength(6);
});

test("neither token nor password is in the log", async () => {
  const slack = await emulator({ token: "xoxp-very-secret" });
  const { id } = await person(slack, { password: "hunter2" });
  await call(
    slack,
    "PATCH",
    `v2/Users/${id}`,
    operations({ op: "replace", path: "password", value: "hunter3" }),
  );
  await call(slack, "PATCH", `v1/Users/${id}`, { Password: "hunter4" });
  await call(slack, "PATCH", `v2/Users/${id}`, operations({ op: "replace", value: { password: "hunter5" } }));
  const written = JSON.stringify(slack.requests);
  expect(slack.requests).toHaveLength(4);
  expect(written).toContain("[redacted]");
  expect(written).not.toMatch(/hunter|very-secret/);
});

test("the log keeps as many requests as logSize says", async () => {
  const slack = await emulator({ logSize: 3 });
  for (let time = 0; time < 5; time++) await call(slack, "GET", "v2/Users");
  expect(slack.requests.map(({ sequence }) => sequence)).toEqual([3, 4, 5]);
});

test("people and groups come as copies with all keys, in order of creation", async () => {
  const slack = await emulator();
  const { id } = await person(slack);
  const made = await group(slack, "Data", [id]);
  expect(slack.users().map((user) => user.id)).toEqual(["U0000000001", id]);
  const [copy] = slack.groups();
  expect(copy).toMatchObject({ id: made.id, members: [{ value: id }], generated: false });
  const user = slack.user(id);
  expect(user).toMatchObject({
    userType: null,
    groups: [{ value: made.id }],
    [ENTERPRISE]: { department: null },
  });
  if (user) user.title = "x";
  expect(slack.user(id)?.title).toBe("");
});

test("a person is found by id, userName and address, a group by id and name", async () => {
  const slack = await emulator();
  const { id, userName, emails } = await person(slack);
  for (const key of [id, userName, userName.toUpperCase(), emails[0].value])
    expect(slack.user(key)?.id).toBe(id);
  const made = await group(slack, "Data");
  for (const key of [made.id, "Data"]) expect(slack.group(key)?.id).toBe(made.id);
  expect([slack.user("nobody"), slack.group("none")]).toEqual([undefined, undefined]);
});

test("people and groups are added behind the API's back", async () => {
  const slack = await emulator();
  const id = slack.addUser({
    userName: "ada",
    name: { familyName: "L" },
    emails: [{ value: "ada@example.com", primary: true }],
    active: false,
    [ENTERPRISE]: { department: "Sales" },
    [GUEST]: { type: "multi", expiration: "2027-01-31T23:59:59Z" },
  });
  const groupId = slack.addGroup({ displayName: "Data", members: [id] });
  const { body } = await call(slack, "GET", `v2/Users/${id}`);
  expect(body).toMatchObject({
    userName: "ada",
    name: { givenName: "ada", familyName: "L" },
    active: false,
    emails: [{ value: "ada@example.com", primary: true }],
    groups: [{ value: groupId, display: "Data" }],
    [ENTERPRISE]: { department: "Sales", division: null },
    [GUEST]: { type: "multi" },
  });
  expect(slack.requests).toHaveLength(1);
});

test("drift: everything about a person can be changed behind everybody's back", async () => {
  const slack = await emulator();
  const { id, userName } = await person(slack, { userType: "Employee" });
  slack.change(userName, (user) => {
    user.title = "Drifted";
    user.active = false;
    user.userName = "drifted";
    user.emails = [{ value: "drifted@example.com", primary: true }];
    user.phoneNumbers = [{ value: "1", primary: true }];
    user[ENTERPRISE].manager.managerId = "U0000000001";
  });
  const { body } = await call(slack, "GET", `v2/Users/${id}`);
  expect(body).toMatchObject({
    title: "Drifted",
    active: false,
    userName: "drifted",
    profileUrl: "https://acme.enterprise.slack.com/team/drifted",
    userType: "Employee",
    emails: [{ value: "drifted@example.com" }],
    phoneNumbers: [{ value: null }, { value: "1" }],
    [ENTERPRISE]: { manager: { managerId: "U0000000001" } },
  });
  const taken = await call(slack, "GET", `v2/Users?filter=email%20eq%20drifted@example.com`);
  expect(taken.body.totalResults).toBe(1);
  expect(slack.user(userName)).toBeUndefined();
});

test("drift: a group's name and members can be changed", async () => {
  const slack = await emulator();
  const [a, b] = [await person(slack), await person(slack)];
  const { id } = await group(slack, "Data", [a.id]);
  slack.change(id, (made) => {
    made.displayName = "Drifted";
    made.members = [{ value: b.id, display: "" }];
  });
  expect((await call(slack, "GET", `v2/Groups/${id}`)).body).toMatchObject({
    displayName: "Drifted",
    members: [{ value: b.id }],
  });
  expect(slack.user(a.id)?.groups).toEqual([]);
  expect(slack.user(b.id)?.groups).toEqual([{ value: id, display: "Drifted" }]);
});

test("people and groups vanish without trace", async () => {
  const slack = await emulator();
  const { id, userName, emails } = await person(slack);
  const made = await group(slack, "Data", [id]);
  slack.removeUser(id);
  expect((await call(slack, "GET", `v2/Users/${id}`)).status).toBe(404);
  expect(slack.group("Data")?.members).toEqual([]);
  const again = { schemas: [USER], userName, emails };
  expect((await call(slack, "POST", "v2/Users", again)).status).toBe(201);
  slack.removeGroup("Data");
  expect((await call(slack, "GET", `v2/Groups/${made.id}`)).status).toBe(404);
  expect(() => slack.removeUser(id)).toThrow(`The emulator holds no user "${id}".`);
  expect(() => slack.removeGroup("Data")).toThrow('The emulator holds no group "Data".');
  expect(() => slack.change("Data", () => {})).toThrow('The emulator holds no user and no group "Data".');
});

test("seed invents always the same people, some deactivated, in groups by department", async () => {
  const [one, two] = [await emulator({ seed: 30 }), await emulator({ seed: 30 })];
  expect(one.users()).toHaveLength(31);
  expect(one.users().map((user) => user.userName)).toEqual(two.users().map((user) => user.userName));
  expect(one.users().filter((user) => !user.active)).toHaveLength(3);
  expect(one.groups().map((each) => each.displayName)).toContain("Engineering");
});

test("ids can be made by the caller", async () => {
  let last = 0;
  const slack = await emulator({ newId: (kind) => `${kind}X${++last}` });
  expect((await person(slack)).id).toBe("UX2");
  expect((await group(slack, "Data")).id).toBe("SX3");
});

test("a snapshot brings people and groups back; ids go on behind it", async () => {
  const slack = await emulator();
  const { id } = await person(slack, { phoneNumbers: [{ value: "1" }] });
  const made = await group(slack, "Data", [id]);
  const [users, groups, snapshot] = [slack.users(), slack.groups(), slack.snapshot()];
  slack.removeGroup(made.id);
  slack.change(id, (user) => {
    user.title = "x";
  });
  slack.restore(JSON.parse(JSON.stringify(snapshot)));
  expect([slack.users(), slack.groups()]).toEqual([users, groups]);
  expect((await person(slack)).id).toBe("U0000000003");
  expect(() => slack.restore({ format: 2 } as never)).toThrow(
    "A snapshot must be what the emulator gave as one",
  );
  expect(slack.users()).toHaveLength(3);
});

test("reset brings back the start: people, log, faults, behaviours, clock", async () => {
  const slack = await emulator({ seed: 2 });
  const before = slack.users().map((user) => user.id);
  await person(slack);
  slack.fault({ status: 500 });
  slack.behave({ createStatusV2: 200 });
  slack.addOrganization({ domain: "globex", token: "g" });
  slack.clock.freeze(0);
  slack.reset();
  expect(slack.users().map((user) => user.id)).toEqual(before);
  expect([slack.requests, slack.clock.frozen, slack.behaviours.createStatusV2]).toEqual([[], false, 201]);
  expect(() => slack.users("globex")).toThrow('There is no organization "globex"; there are acme.');
  expect((await call(slack, "GET", "v2/Users")).status).toBe(200);
});

test("what was read before a change is not read again after it", async () => {
  const slack = await emulator({ behaviours: { photoDelayMs: 5_000 } });
  slack.clock.freeze();
  const { id } = await person(slack);
  const made = await group(slack, "Data");
  const read = async () => {
    const { body } = await call(slack, "GET", `v2/Users/${id}`);
    const listed = await call(slack, "GET", "v2/Users?startIndex=2");
    expect(listed.body.Resources).toEqual([body]);
    return body;
  };
  const before = await read();
  await call(slack, "PATCH", `v1/Users/${id}`, { title: "x", photos: [{ value: "https://e.co/a.jpg" }] });
  expect(await read()).toEqual({ ...before, title: "x" });
  slack.clock.advance(5_000);
  expect((await read()).photos[0].value).toContain("slack-edge.com");
  await call(slack, "PATCH", `v1/Groups/${made.id}`, { members: [{ value: id }] });
  expect((await read()).groups).toEqual([{ value: made.id, display: "Data" }]);
  slack.change(id, (user) => {
    user.title = "drifted";
  });
  expect((await read()).title).toBe("drifted");
  slack.behave({ userShape: "full" });
  expect(await read()).toHaveProperty([ENTERPRISE]);
  const snapshot = slack.snapshot();
  slack.change(id, (user) => {
    user.title = "";
  });
  await read();
  slack.restore(snapshot);
  expect((await read()).title).toBe("drifted");
});
