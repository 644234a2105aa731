import {
  CORE_V1,
  call,
  emulator,
  GROUP,
  GUEST,
  group,
  type Json,
  operations,
  person,
  USER,
} from "../harness";

const members = (...ids: string[]) => ids.map((value) => ({ value }));
const idsOf = (body: Json): string[] => body.members.map((member: { value: string }) => member.value);

test("v2 POST answers 201 with id, meta, displayName and members in that order", async () => {
  const slack = await emulator();
  const { id } = await person(slack, { displayName: "Ada Lovelace" });
  const { status, body } = await call(slack, "POST", "v2/Groups", {
    schemas: [GROUP],
    displayName: "Data",
    members: members(id),
  });
  expect(status).toBe(201);
  expect(body).toEqual({
    schemas: [GROUP],
    id: "S0000000001",
    meta: {
      created: expect.stringMatching(/-0[78]:00$/),
      location: `${slack.url}/scim/v2/Groups/S0000000001`,
    },
    displayName: "Data",
    members: [{ value: id, display: "Ada Lovelace" }],
  });
  expect(Object.keys(body)).toEqual(["schemas", "id", "meta", "displayName", "members"]);
});

test("v1 POST answers 201 with meta behind the members; members may be left out", async () => {
  const slack = await emulator();
  const { status, body } = await call(slack, "POST", "v1/Groups", {
    schemas: [CORE_V1],
    displayName: "Data",
  });
  expect([status, body.members]).toEqual([201, []]);
  expect(Object.keys(body)).toEqual(["schemas", "id", "displayName", "members", "meta"]);
});

test("a person's groups show at once", async () => {
  const slack = await emulator();
  const { id } = await person(slack);
  const made = await group(slack, "Data", [id]);
  expect((await call(slack, "GET", `v2/Users/${id}`)).body.groups).toEqual([
    { value: made.id, display: "Data" },
  ]);
});

test.each<[string, object, string]>([
  ["schemas are missing", { displayName: "Data" }, "missing_schema_element"],
  ["the name is missing", { schemas: [GROUP] }, "group_creation_failed"],
  ["the name is blank", { schemas: [GROUP], displayName: " " }, "group_creation_failed"],
  ["the name is a number", { schemas: [GROUP], displayName: 1 }, "invalid_attribute_format"],
  ["the name has an emoji", { schemas: [GROUP], displayName: "🎉" }, "invalid_emoji_not_allowed"],
  [
    "members are no list",
    { schemas: [GROUP], displayName: "D", members: { value: "U1" } },
    "invalid_attribute_format",
  ],
  [
    "a member is a number",
    { schemas: [GROUP], displayName: "D", members: [{ value: 1 }] },
    "invalid_attribute_format",
  ],
  [
    "a member is nobody",
    { schemas: [GROUP], displayName: "D", members: members("U404") },
    "no_such_group_members",
  ],
  [
    "an attribute is unknown",
    { schemas: [GROUP], displayName: "D", handle: "@d" },
    "invalid_request_payload",
  ],
])("POST of a group is refused and nothing is made when %s", async (_what, body, code) => {
  const slack = await emulator();
  expect(await call(slack, "POST", "v2/Groups", body)).toMatchObject({ status: 400, code });
  expect(slack.groups()).toEqual([]);
});

test("deactivated people and single-channel guests cannot join, multi-channel guests can", async () => {
  const slack = await emulator();
  const deactivated = slack.addUser({ userName: "gone", active: false });
  const single = slack.addUser({ userName: "single", [GUEST]: { type: "single" } });
  const multi = slack.addUser({ userName: "multi", [GUEST]: { type: "multi" } });
  const { id } = await group(slack, "Data", [multi]);
  for (const refused of [deactivated, single]) {
    const body = operations({ op: "add", path: "members", value: members(refused) });
    expect((await call(slack, "PATCH", `v2/Groups/${id}`, body)).code).toBe(
      "unable_to_add_deleted_or_guest_to_group",
    );
  }
  expect(idsOf(slack.group("Data"))).toEqual([multi]);
});

test("v1 PATCH adds, deletes and renames, and answers 204 without a body", async () => {
  const slack = await emulator();
  const [a, b] = [await person(slack), await person(slack)];
  const { id } = await group(slack, "Data", [a.id]);
  const reply = await call(slack, "PATCH", `v1/Groups/${id}`, {
    schemas: [CORE_V1],
    displayName: "Data team",
    members: [{ value: b.id }, { value: a.id, operation: "delete" }],
  });
  expect([reply.status, reply.text, reply.headers.get("content-length")]).toEqual([204, "", null]);
  expect(slack.group(id)).toMatchObject({ displayName: "Data team", members: [{ value: b.id }] });
});

test("v1 PATCH of the name alone leaves the members, meta.attributes members removes them all", async () => {
  const slack = await emulator();
  const { id: userId } = await person(slack);
  const { id } = await group(slack, "Data", [userId]);
  await call(slack, "PATCH", `v1/Groups/${id}`, { displayName: "D" });
  expect(slack.group("D")?.members).toHaveLength(1);
  await call(slack, "PATCH", `v1/Groups/${id}`, { meta: { attributes: ["members"] } });
  expect(slack.group("D")?.members).toEqual([]);
});

test.each<[string, (ids: string[]) => object, number[]]>([
  ["add with a list", ([, b]) => ({ op: "add", path: "members", value: members(b ?? "") }), [0, 1]],
  ["add with one object", ([, b]) => ({ op: "Add", path: "members", value: { value: b } }), [0, 1]],
  ["add of one who is there", ([a]) => ({ op: "add", path: "members", value: members(a ?? "") }), [0]],
  ["replace with a list", ([, b]) => ({ op: "replace", path: "members", value: members(b ?? "") }), [1]],
  ["remove without a value", () => ({ op: "remove", path: "members" }), []],
  ["remove with a value list", ([a]) => ({ op: "remove", path: "members", value: members(a ?? "") }), []],
  [
    "remove with a value list of one who is not there",
    ([, b]) => ({ op: "remove", path: "members", value: members(b ?? "") }),
    [0],
  ],
  ["remove by a bare path", ([a]) => ({ op: "remove", path: `members[value eq ${a}]` }), []],
  ["remove by a quoted path", ([a]) => ({ op: "remove", path: `members[value eq "${a}"]` }), []],
  ["remove of one who is not there", ([, b]) => ({ op: "remove", path: `members[value eq "${b}"]` }), [0]],
  ["rename", () => ({ op: "replace", path: "displayName", value: "Data" }), [0]],
])("v2 PATCH: %s", async (_what, operation, expected) => {
  const slack = await emulator();
  const ids = [(await person(slack)).id, (await person(slack)).id];
  const { id } = await group(slack, "Before", [ids[0]]);
  const { status, body } = await call(slack, "PATCH", `v2/Groups/${id}`, operations(operation(ids)));
  expect(status).toBe(200);
  expect(idsOf(body)).toEqual(expected.map((at) => ids[at]));
  expect(idsOf(slack.group(id))).toEqual(idsOf(body));
});

test("remove with a value list removes only those listed", async () => {
  const slack = await emulator();
  const ids = [(await person(slack)).id, (await person(slack)).id, (await person(slack)).id];
  const { id } = await group(slack, "Data", ids);
  const body = operations({ op: "remove", path: "members", value: members(ids[0], ids[1]) });
  expect(idsOf((await call(slack, "PATCH", `v2/Groups/${id}`, body)).body)).toEqual([ids[2]]);
});

test("one unknown id in a batch refuses the whole batch", async () => {
  const slack = await emulator();
  const { id: userId } = await person(slack);
  const { id } = await group(slack, "Data");
  const body = operations(
    { op: "replace", path: "displayName", value: "Renamed" },
    { op: "add", path: "members", value: members(userId, "U404") },
  );
  expect((await call(slack, "PATCH", `v2/Groups/${id}`, body)).code).toBe("no_such_group_members");
  expect(slack.group(id)).toMatchObject({ displayName: "Data", members: [] });
});

test.each<[string, object, string]>([
  ["schemas are missing", { Operations: [{ op: "remove", path: "members" }] }, "missing_schema_element"],
  [
    "the path is missing",
    operations({ op: "replace", value: { displayName: "x" } }),
    "invalid_request_payload",
  ],
  [
    "the path is unknown",
    operations({ op: "replace", path: "handle", value: "x" }),
    "invalid_request_payload",
  ],
  [
    "the selector is unknown",
    operations({ op: "remove", path: "members[display eq A]" }),
    "invalid_request_payload",
  ],
  ["there is no value to add", operations({ op: "add", path: "members" }), "invalid_attribute_format"],
  ["the name is removed", operations({ op: "remove", path: "displayName" }), "group_creation_failed"],
])("v2 PATCH of a group is refused when %s", async (_what, body, code) => {
  const slack = await emulator();
  const { id } = await group(slack, "Data");
  expect(await call(slack, "PATCH", `v2/Groups/${id}`, body)).toMatchObject({ status: 400, code });
  expect(slack.group(id)?.displayName).toBe("Data");
});

test("PUT replaces the list whole, and empties the group when members are left out", async () => {
  const slack = await emulator();
  const [a, b] = [await person(slack), await person(slack)];
  const { id } = await group(slack, "Data", [a.id]);
  const put = (body: object) =>
    call(slack, "PUT", `v2/Groups/${id}`, { schemas: [GROUP], displayName: "Data", ...body });
  expect(idsOf((await put({ members: members(b.id) })).body)).toEqual([b.id]);
  expect(idsOf((await put({})).body)).toEqual([]);
});

test("PUT keeps members who were deactivated since", async () => {
  const slack = await emulator();
  const { id: userId } = await person(slack);
  const made = await group(slack, "Data", [userId]);
  await call(slack, "DELETE", `v2/Users/${userId}`);
  const { status, body } = await call(slack, "PUT", `v2/Groups/${made.id}`, made);
  expect([status, idsOf(body)]).toEqual([200, [userId]]);
});

test.each(["v1", "v2"])("%s DELETE is for ever, leaves the people alone and answers 204", async (version) => {
  const slack = await emulator();
  const { id: userId } = await person(slack);
  const { id } = await group(slack, "Data", [userId]);
  const reply = await call(slack, "DELETE", `${version}/Groups/${id}`);
  expect([reply.status, reply.text]).toEqual([204, ""]);
  const again = await call(slack, "DELETE", `${version}/Groups/${id}`);
  expect([again.status, again.code]).toEqual([404, "no_such_group"]);
  expect(slack.user(userId)).toMatchObject({ active: true, groups: [] });
});

test("a group that Slack made cannot be changed, one linked to channels cannot be deleted", async () => {
  const slack = await emulator();
  const admins = slack.addGroup({ displayName: "Admins", generated: true });
  const linked = slack.addGroup({ displayName: "Linked", linkedToChannels: true });
  expect((await call(slack, "PATCH", `v1/Groups/${admins}`, { displayName: "x" })).code).toBe(
    "permission_denied",
  );
  expect((await call(slack, "DELETE", `v2/Groups/${linked}`)).code).toBe("idp_group_linked_to_channels");
  expect((await call(slack, "PATCH", `v1/Groups/${linked}`, { displayName: "x" })).status).toBe(204);
});

test("a group linked to a user group lets nobody go, but takes people and a name", async () => {
  const slack = await emulator();
  const [ada, bob] = ["ada", "bob"].map((userName) => slack.addUser({ userName }));
  const linked = slack.addGroup({ displayName: "Linked", members: [ada ?? ""], linkedToUserGroup: true });
  const refused = [
    call(slack, "PATCH", `v2/Groups/${linked}`, operations({ op: "remove", path: "members" })),
    call(slack, "PATCH", `v1/Groups/${linked}`, { members: [{ value: ada, operation: "delete" }] }),
    call(slack, "PUT", `v2/Groups/${linked}`, { schemas: [GROUP], displayName: "New", members: [] }),
  ];
  for (const reply of await Promise.all(refused)) {
    expect(reply).toMatchObject({ status: 400, code: "failed_to_remove_users_for_linked_subteam" });
  }
  expect(slack.group(linked)).toMatchObject({ displayName: "Linked", members: [{ value: ada }] });
  const body = { displayName: "New", members: [{ value: bob }] };
  expect((await call(slack, "PATCH", `v1/Groups/${linked}`, body)).status).toBe(204);
  expect(slack.group(linked)).toMatchObject({
    displayName: "New",
    members: [{ value: ada }, { value: bob }],
  });
});

test("a request with over 15,000 members is refused, one with 15,000 is not", async () => {
  const slack = await emulator({ behaviours: { unknownMember: "isSkipped" } });
  const ids = Array.from({ length: 15_000 }, (_, number) => `U${number}`);
  const post = (list: string[]) =>
    call(slack, "POST", "v2/Groups", { schemas: [GROUP], displayName: "All", members: members(...list) });
  expect((await post([...ids, "U0000000001"])).code).toBe("too_many_users");
  expect((await post([...ids.slice(1), "U0000000001"])).body.members).toMatchObject([
    { value: "U0000000001" },
  ]);
});

test("a user group on Business+ holds as many as Slack says, and no more", async () => {
  const slack = await emulator({ plan: "business" });
  const ids = Array.from({ length: 5_001 }, (_, number) => slack.addUser({ userName: `p${number}` }));
  const { id } = await group(slack, "All", ids.slice(0, 5_000));
  const body = operations({ op: "add", path: "members", value: members(ids[5_000] ?? "") });
  expect((await call(slack, "PATCH", `v2/Groups/${id}`, body)).code).toBe("group_member_max_exceeded");
  expect(slack.group("All")?.members).toHaveLength(5_000);
  const instead = { members: [{ value: ids[0], operation: "delete" }, { value: ids[5_000] }] };
  expect((await call(slack, "PATCH", `v1/Groups/${id}`, { schemas: [CORE_V1], ...instead })).status).toBe(
    204,
  );
  expect(slack.group("All")?.members).toHaveLength(5_000);
});

test("a group on Enterprise Grid holds more than a user group on Business+", async () => {
  const slack = await emulator({ plan: "enterprise" });
  const ids = Array.from({ length: 5_001 }, (_, number) => slack.addUser({ userName: `p${number}` }));
  expect((await group(slack, "All", ids)).members).toHaveLength(5_001);
});

test("a group PATCH shows after as long as groupPatchLagMs says", async () => {
  const slack = await emulator({ behaviours: { groupPatchLagMs: 3_000 } });
  slack.clock.freeze();
  const { id } = await group(slack, "Before");
  await call(slack, "PATCH", `v1/Groups/${id}`, { displayName: "After" });
  expect((await call(slack, "GET", `v2/Groups/${id}`)).body.displayName).toBe("Before");
  slack.clock.advance(3_000);
  expect((await call(slack, "GET", `v2/Groups/${id}`)).body.displayName).toBe("After");
});

test("members show their display name, else their real name", async () => {
  const slack = await emulator();
  const { id } = await person(slack, {
    name: { givenName: "Ada", familyName: "L" },
    displayName: "Countess",
  });
  const made = await group(slack, "Data", [id]);
  expect(made.members).toEqual([{ value: id, display: "Countess" }]);
  await call(slack, "PATCH", `v2/Users/${id}`, operations({ op: "replace", path: "displayName", value: "" }));
  expect((await call(slack, "GET", `v2/Groups/${made.id}`)).body.members).toEqual([
    { value: id, display: "Ada L" },
  ]);
});

test("a request to a missing group id is told so", async () => {
  const slack = await emulator();
  for (const method of ["PUT", "PATCH", "DELETE"]) {
    expect((await call(slack, method, "v2/Groups", {})).code).toBe("missing_group_id");
    expect((await call(slack, method, "v2/Users/", { schemas: [USER] })).code).toBe("missing_user_id");
  }
});

test("where an operation without a path is merged, a group's keys may be paths as well", async () => {
  const slack = await emulator({ behaviours: { patchWithoutPath: "merged" } });
  const { id } = await group(slack, "Data");
  const change = (op: string, value: object) =>
    call(slack, "PATCH", `v2/Groups/${id}`, operations({ op, value }));
  expect((await change("replace", { [`${GROUP}:displayName`]: "Crew" })).body.displayName).toBe("Crew");
  expect((await change("replace", { "name.first": "x" })).code).toBe("invalid_request_payload");
  expect((await change("add", { 'members[value eq "U1"]': "x" })).code).toBe("invalid_request_payload");
  expect(slack.group(id)).toMatchObject({ displayName: "Crew", members: [] });
});
