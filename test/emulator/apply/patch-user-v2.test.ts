import { call, ENTERPRISE, emulator, GUEST, operations, PROFILE, patchV2, person } from "../harness";

test.each<[string, unknown, object]>([
  ["active", false, { active: false }],
  ["userName", "New.Name", { userName: "new.name", nickName: "new.name" }],
  ["nickName", "nick", { userName: "nick", nickName: "nick" }],
  ["displayName", "Ada Lovelace", { displayName: "Ada Lovelace" }],
  ["displayName", "", { displayName: "" }],
  ["title", "Lead", { title: "Lead" }],
  ["title", "", { title: "" }],
  ["userType", "Employee", { userType: "Employee" }],
  ["preferredLanguage", "en_GB", { preferredLanguage: "en_GB" }],
  ["locale", "en_GB", { locale: "en_GB" }],
  ["timezone", "Europe/Berlin", { timezone: "Europe/Berlin" }],
  ["name.givenName", "Ada", { name: { givenName: "Ada" } }],
  ["name", { givenName: "Ada", familyName: "L" }, { name: { givenName: "Ada", familyName: "L" } }],
  ["TITLE", "Lead", { title: "Lead" }],
  ["urn:ietf:params:scim:schemas:core:2.0:User:title", "Lead", { title: "Lead" }],
  [ENTERPRISE, { department: "Sales" }, { [ENTERPRISE]: { department: "Sales" } }],
  [`${ENTERPRISE}:employeeNumber`, "7", { [ENTERPRISE]: { employeeNumber: "7" } }],
  [`${ENTERPRISE}.costCenter`, "c", { [ENTERPRISE]: { costCenter: "c" } }],
  [`${ENTERPRISE}:manager`, "U0000000001", { [ENTERPRISE]: { manager: { managerId: "U0000000001" } } }],
  [`${ENTERPRISE}.manager.managerId`, "owner", { [ENTERPRISE]: { manager: { managerId: "U0000000001" } } }],
  [GUEST, { type: "multi" }, { [GUEST]: { type: "multi" } }],
  [PROFILE, { startDate: "2026-01-01T00:00:00Z" }, { [PROFILE]: { startDate: "2026-01-01T00:00:00Z" } }],
  [`${PROFILE}:startDate`, "2026-01-01T00:00:00Z", { [PROFILE]: { startDate: "2026-01-01T00:00:00Z" } }],
  [
    `${PROFILE}.startDate`,
    "2024-04-10T00:00:00+0000",
    { [PROFILE]: { startDate: "2024-04-10T00:00:00+0000" } },
  ],
  ["roles", ["Engineer"], { roles: [{ value: "Engineer", primary: true }] }],
  ["roles", [{ value: "Engineer" }], { roles: [{ value: "Engineer", primary: true }] }],
  ["addresses", [{ region: "CA" }], { addresses: [{ region: "CA", country: null }] }],
])("v2 PATCH replaces %s with %j and answers the whole user", async (path, value, expected) => {
  const slack = await emulator();
  const { id } = await person(slack);
  const { status, body } = await patchV2(slack, id, { op: "replace", path, value });
  expect(status).toBe(200);
  expect(body).toMatchObject(expected);
  expect((await call(slack, "GET", `v2/Users/${id}`)).body).toEqual(body);
});

test("op names may be capitalised and truth values may be strings", async () => {
  const slack = await emulator();
  const { id } = await person(slack);
  const { body } = await patchV2(slack, id, { op: "Replace", path: "active", value: "False" });
  expect(body.active).toBe(false);
});

test("what is removed is blank, the rest of it stays", async () => {
  const slack = await emulator();
  const enterprise = { department: "Sales", costCenter: "c", manager: { managerId: "owner" } };
  const { id } = await person(slack, {
    userType: "Employee",
    name: { honorificPrefix: "Dr" },
    [ENTERPRISE]: enterprise,
  });
  const { body } = await patchV2(
    slack,
    id,
    { op: "remove", path: `${ENTERPRISE}.department` },
    { op: "remove", path: `${ENTERPRISE}.manager.managerId` },
    { op: "remove", path: "userType" },
    { op: "remove", path: "name.honorificPrefix" },
  );
  expect(body[ENTERPRISE]).toMatchObject({ department: null, costCenter: "c", manager: { managerId: null } });
  expect(body).toMatchObject({ userType: null, name: { honorificPrefix: null } });
  const cleared = await patchV2(slack, id, { op: "remove", path: ENTERPRISE });
  expect(cleared.body[ENTERPRISE]).toMatchObject({ costCenter: null });
});

test("replacing emails with a list that has a primary meets Slack's merge: a refusal in one sentence", async () => {
  const slack = await emulator();
  const user = await person(slack);
  const value = [{ value: "new@example.com", primary: true }];
  const { status, body } = await patchV2(slack, user.id, { op: "replace", path: "emails", value });
  expect([status, body.detail]).toEqual([
    400,
    "Multi-valued attributes can not have more than one primary element",
  ]);
  expect(slack.user(user.id)?.emails).toEqual(user.emails);
});

test("emails[primary eq true].value takes a bare string", async () => {
  const slack = await emulator();
  const { id } = await person(slack);
  const path = "emails[primary eq true].value";
  const { body } = await patchV2(slack, id, { op: "replace", path, value: "new@example.com" });
  expect(body.emails).toEqual([{ value: "new@example.com", primary: true }]);
});

test("a second address is added, replaced, and removed by each of its documented paths", async () => {
  const slack = await emulator();
  const { id, emails } = await person(slack);
  const secondary = async (operation: object) => (await patchV2(slack, id, operation)).body.emails[1]?.value;
  const add = { op: "add", path: "emails", value: [{ value: "b@example.com", primary: false }] };
  expect(await secondary(add)).toBe("b@example.com");
  const replace = { op: "replace", path: "emails[primary eq false]", value: { value: "c@example.com" } };
  expect(await secondary(replace)).toBe("c@example.com");
  expect(await secondary({ op: "remove", path: 'emails[value eq "c@example.com"]' })).toBeUndefined();
  expect(await secondary({ op: "add", path: "emails", value: { value: "d@example.com" } })).toBe(
    "d@example.com",
  );
  expect(await secondary({ op: "remove", path: "emails[primary eq false]" })).toBeUndefined();
  expect(await secondary(add)).toBe("b@example.com");
  expect(await secondary({ op: "remove", path: "emails" })).toBeUndefined();
  expect(slack.user(id)?.emails).toEqual(emails);
});

test("the primary address cannot be removed without another", async () => {
  const slack = await emulator();
  const { id, emails } = await person(slack);
  const path = `emails[value eq "${emails[0].value}"]`;
  expect((await patchV2(slack, id, { op: "remove", path })).code).toBe("missing_primary_email");
});

test("the secondary address made primary leaves its place empty", async () => {
  const slack = await emulator();
  const { id } = await person(slack, { emails: [{ value: "a@example.com" }, { value: "b@example.com" }] });
  const path = "emails[primary eq true].value";
  const { body } = await patchV2(slack, id, { op: "replace", path, value: "b@example.com" });
  expect(body.emails).toEqual([{ value: "b@example.com", primary: true }]);
});

test("phone numbers are added to their slots, replaced and removed by value, and all removed", async () => {
  const slack = await emulator();
  const { id } = await person(slack);
  const slots = async (operation: object) =>
    (await patchV2(slack, id, operation)).body.phoneNumbers.map((phone: { value: string }) => phone.value);
  expect(await slots({ op: "add", path: "phoneNumbers", value: { value: "1", primary: true } })).toEqual([
    null,
    "1",
  ]);
  expect(await slots({ op: "add", path: "phoneNumbers", value: [{ value: "2", type: "work" }] })).toEqual([
    "2",
    "1",
  ]);
  expect(await slots({ op: "replace", path: 'phoneNumbers[value eq "1"].value', value: "3" })).toEqual([
    "2",
    "3",
  ]);
  expect(await slots({ op: "remove", path: 'phoneNumbers[value eq "2"]' })).toEqual([null, "3"]);
  expect(await slots({ op: "remove", path: "phoneNumbers" })).toEqual([null, null]);
});

test("addresses and roles are removed whole, address being another spelling of addresses", async () => {
  const slack = await emulator();
  const { id } = await person(slack, { addresses: [{ region: "CA" }], roles: ["x"] });
  const { body } = await patchV2(
    slack,
    id,
    { op: "remove", path: "address" },
    { op: "remove", path: "roles" },
  );
  expect(body).toMatchObject({ addresses: [{ region: null }], roles: [{ value: null, primary: true }] });
});

test("guest paths convert to a guest, drop the expiry and convert back", async () => {
  const slack = await emulator();
  const { id } = await person(slack);
  const guest = async (operation: object) => (await patchV2(slack, id, operation)).body[GUEST];
  const value = { type: "multi", expiration: "2027-01-31T23:59:59Z" };
  expect(await guest({ op: "add", path: GUEST, value })).toEqual(value);
  expect(await guest({ op: "remove", path: `${GUEST}.expiration` })).toEqual({ type: "multi" });
  expect(await guest({ op: "remove", path: GUEST })).toBeUndefined();
});

test.each([
  ["to a guest", false],
  ["to a full member", true],
])("conversion %s reactivates a deactivated user", async (_what, wasGuest) => {
  const slack = await emulator();
  const guest = { op: "add", path: GUEST, value: { type: "multi" } };
  const { id } = await person(slack);
  if (wasGuest) await patchV2(slack, id, guest);
  await call(slack, "DELETE", `v2/Users/${id}`);
  const { body } = await patchV2(slack, id, wasGuest ? { op: "remove", path: GUEST } : guest);
  expect(body.active).toBe(true);
});

test("a single-channel guest becomes a multi-channel one by PATCH", async () => {
  const slack = await emulator();
  const id = slack.addUser({ userName: "ada", [GUEST]: { type: "single" } });
  const { body } = await patchV2(slack, id, { op: "add", path: GUEST, value: { type: "multi" } });
  expect(body[GUEST].type).toBe("multi");
});

test("a photo is processed for as long as photoDelayMs says, by the clock", async () => {
  const slack = await emulator({ behaviours: { photoDelayMs: 5_000 } });
  slack.clock.freeze();
  const { id } = await person(slack);
  const { body } = await patchV2(slack, id, {
    op: "add",
    path: "photos",
    value: [{ value: "https://e.co/a.jpg" }],
  });
  expect(body.photos[0].value).toContain("gravatar.com");
  slack.clock.advance(5_000);
  expect((await call(slack, "GET", `v2/Users/${id}`)).body.photos[0].value).toContain("slack-edge.com");
});

test.each<[string, object | string, string]>([
  [
    "schemas are missing",
    { Operations: [{ op: "replace", path: "title", value: "x" }] },
    "missing_schema_element",
  ],
  ["there are no operations", { schemas: ["x"] }, "invalid_request_payload"],
  ["operations are empty", { schemas: ["x"], Operations: [] }, "invalid_request_payload"],
  ["the op is unknown", operations({ op: "move", path: "title" }), "invalid_request_payload"],
  ["the path is missing", operations({ op: "replace", value: { title: "x" } }), "invalid_request_payload"],
  [
    "the path is unknown",
    operations({ op: "replace", path: "shoeSize", value: 43 }),
    "invalid_request_payload",
  ],
  [
    "the path cannot be read",
    operations({ op: "replace", path: "emails[", value: "x" }),
    "invalid_request_payload",
  ],
  [
    "a part is unknown",
    operations({ op: "replace", path: "name.first", value: "x" }),
    "invalid_request_payload",
  ],
  ["an operation is no object", { schemas: ["x"], Operations: ["x"] }, "invalid_request_payload"],
  [
    "a value has the wrong type",
    operations({ op: "replace", path: "title", value: 1 }),
    "invalid_attribute_format",
  ],
  [
    "it sets a password",
    operations({ op: "replace", path: "password", value: "x" }),
    "password_change_not_allowed",
  ],
  ["it blanks the userName", operations({ op: "replace", path: "userName", value: "" }), "username_empty"],
  ["it removes the userName", operations({ op: "remove", path: "userName" }), "username_empty"],
  ["it removes what nobody has", operations({ op: "remove", path: "shoeSize" }), "invalid_request_payload"],
  ["it is no JSON", "{", "invalid_request_payload"],
  ["it is a list", "[]", "invalid_request_payload"],
])("v2 PATCH is refused when %s", async (_what, body, code) => {
  const slack = await emulator();
  const { id } = await person(slack);
  const before = slack.user(id);
  expect(await call(slack, "PATCH", `v2/Users/${id}`, body)).toMatchObject({ code, status: 400 });
  expect(slack.user(id)).toEqual(before);
});

test("a PATCH whose last operation is refused changes nothing at all", async () => {
  const slack = await emulator();
  const { id } = await person(slack);
  const before = slack.user(id);
  const good = { op: "replace", path: "title", value: "Lead" };
  await patchV2(slack, id, good, { op: "replace", path: "displayName", value: "@ada" });
  expect(slack.user(id)).toEqual(before);
});

test("a new address that somebody has is refused with the holder's id", async () => {
  const slack = await emulator();
  const [ada, bob] = [await person(slack), await person(slack)];
  const path = "emails[primary eq true].value";
  const { status, body } = await patchV2(slack, ada.id, { op: "replace", path, value: bob.emails[0].value });
  expect([status, body.detail]).toEqual([409, expect.stringContaining(`existing_user=${bob.id}`)]);
});

test("read-only attributes are passed over", async () => {
  const slack = await emulator();
  const user = await person(slack);
  const changes = ["id", "externalId", "profileUrl"].map((path) => ({ op: "replace", path, value: "x" }));
  expect((await patchV2(slack, user.id, ...changes)).body).toEqual(user);
});

test.each<[string, unknown, object]>([
  ["name.familyName", "Lovelace", { name: { familyName: "Lovelace" } }],
  ["NAME.familyname", "Lovelace", { name: { familyName: "Lovelace" } }],
  ["name.formatted", "Ada Lovelace", {}],
  ['emails[type eq "work"].value', "new@e.co", { emails: [{ value: "new@e.co", primary: true }] }],
  ["emails[primary eq true].value", "new@e.co", { emails: [{ value: "new@e.co", primary: true }] }],
  ['phoneNumbers[type eq "mobile"].value', "1", { phoneNumbers: [{ value: null }, { value: "1" }] }],
  ['addresses[type eq "work"].locality', "Paris", { addresses: [{ locality: "Paris" }] }],
  [`${ENTERPRISE}:employeeNumber`, "7", { [ENTERPRISE]: { employeeNumber: "7" } }],
  [`${ENTERPRISE}:manager`, "U0000000001", { [ENTERPRISE]: { manager: { managerId: "U0000000001" } } }],
  [`${ENTERPRISE}.manager.managerId`, "owner", { [ENTERPRISE]: { manager: { managerId: "U0000000001" } } }],
  [`${PROFILE}:startDate`, "2026-01-01", { [PROFILE]: { startDate: "2026-01-01" } }],
  [`${GUEST}:type`, "multi", { [GUEST]: { type: "multi" } }],
  ["urn:ietf:params:scim:schemas:core:2.0:User:title", "CTO", { title: "CTO" }],
  ["urn:example:custom:2.0:User:shoeSize", "43", {}],
])(
  "where an operation without a path is merged, the key %s is taken as a path",
  async (key, value, expected) => {
    for (const op of ["add", "Replace"]) {
      const slack = await emulator({ behaviours: { patchWithoutPath: "merged" } });
      const user = await person(slack, { name: { givenName: "Ada", familyName: "L" } });
      const { status, body } = await patchV2(slack, user.id, {
        op,
        value: { locale: "en_GB", [key]: value },
      });
      expect([key, status, body.locale, body.name.givenName]).toEqual([key, 200, "en_GB", "Ada"]);
      expect(body).toMatchObject(Object.keys(expected).length > 0 ? expected : { emails: user.emails });
      expect((await call(slack, "GET", `v2/Users/${user.id}`)).body).toEqual(body);
    }
  },
);

test("many paths in one operation are all taken, those of one attribute together", async () => {
  const slack = await emulator({ behaviours: { patchWithoutPath: "merged" } });
  const { id } = await person(slack);
  const value = {
    active: "False",
    "name.givenName": "Ada",
    "name.familyName": "Lovelace",
    'addresses[type eq "work"].locality': "London",
    'addresses[type eq "work"].country': "GB",
    [ENTERPRISE]: { department: "Research" },
    [`${ENTERPRISE}:employeeNumber`]: "7",
  };
  expect((await patchV2(slack, id, { op: "replace", value })).body).toMatchObject({
    active: false,
    name: { givenName: "Ada", familyName: "Lovelace" },
    addresses: [{ locality: "London", country: "GB" }],
    [ENTERPRISE]: { department: "Research", employeeNumber: "7" },
  });
});

test.each<[string, unknown, string]>([
  ["shoe.size", "43", "invalid_request_payload"],
  ['shoes[type eq "left"].size', "43", "invalid_request_payload"],
  ["title.short", "CTO", "invalid_attribute_format"],
  ["emails[", "a@e.co", "invalid_request_payload"],
  ['emails[type eq "work"].display', "Ada", "invalid_request_payload"],
  ['emails[type eq "work"].value', "nowhere", "email_invalid"],
  [`${ENTERPRISE}:manager`, "nobody", "unknown_user"],
  ["urn:ietf:params:scim:schemas:core:2.0:User:password", "x", "password_change_not_allowed"],
])(
  "where an operation without a path is merged, the key %s with %j is refused whole",
  async (key, value, code) => {
    const slack = await emulator({ behaviours: { patchWithoutPath: "merged" } });
    const { id } = await person(slack);
    const before = slack.user(id);
    const reply = await patchV2(slack, id, { op: "replace", value: { title: "CTO", [key]: value } });
    expect(reply).toMatchObject({ code, status: 400 });
    expect(slack.user(id)).toEqual(before);
  },
);

test("two names of spaces are refused as paths as they are in an object", async () => {
  const slack = await emulator({ behaviours: { patchWithoutPath: "merged" } });
  const { id } = await person(slack);
  const value = { "name.givenName": " ", "name.familyName": " " };
  expect((await patchV2(slack, id, { op: "replace", value })).code).toBe("invalid_name_required");
});

test("paths as keys are passed over like other unknown attributes where such are ignored", async () => {
  const slack = await emulator({
    behaviours: { patchWithoutPath: "merged", unknownAttributes: "ignored" },
  });
  const { id } = await person(slack);
  const value = { "shoe.size": "43", 'shoes[type eq "left"].size': "43", "shoes[": "43", title: "CTO" };
  expect((await patchV2(slack, id, { op: "replace", value })).body.title).toBe("CTO");
});
