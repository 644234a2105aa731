import {
  CORE_V1,
  call,
  ENTERPRISE_V1,
  emulator,
  GUEST_V1,
  operations,
  PROFILE_V1,
  patchV1,
  person,
  VERSIONS,
} from "../harness";

test.each<[object, object]>([
  [{ title: "Lead" }, { title: "Lead" }],
  [{ name: { familyName: "L" } }, { name: { familyName: "L" } }],
  [{ active: false }, { active: false }],
  [{ userName: "new" }, { userName: "new", nickName: "new" }],
  [{ emails: [{ value: "new@example.com" }] }, { emails: [{ value: "new@example.com", primary: true }] }],
  [
    { emails: [{ value: "new@example.com", type: "work", primary: true }] },
    { emails: [{ value: "new@example.com", primary: true }] },
  ],
  [{ [ENTERPRISE_V1]: { department: "Sales" } }, { [ENTERPRISE_V1]: { department: "Sales" } }],
  [{ phoneNumbers: [{ value: "1", primary: true }] }, { phoneNumbers: [{ value: null }, { value: "1" }] }],
  [{ roles: ["x"] }, { roles: [{ value: "x", primary: true }] }],
  [
    { schemas: [CORE_V1, GUEST_V1], [GUEST_V1]: { type: "multi" } },
    { schemas: [CORE_V1, GUEST_V1], [GUEST_V1]: { type: "multi" } },
  ],
  [
    { schemas: [CORE_V1, PROFILE_V1], [PROFILE_V1]: { startDate: "2026-01-01T00:00:00Z" } },
    { schemas: [CORE_V1, ENTERPRISE_V1, PROFILE_V1], [PROFILE_V1]: { startDate: "2026-01-01T00:00:00Z" } },
  ],
])("v1 PATCH of %j sets it, leaves the rest and answers the whole user", async (changes, expected) => {
  const slack = await emulator();
  const { id, displayName } = await person(slack, { displayName: "Ada" }, "v1");
  const { status, body } = await patchV1(slack, id, changes);
  expect(status).toBe(200);
  expect(body).toMatchObject(expected);
  expect(body.displayName).toBe(displayName);
});

test("one space clears a value", async () => {
  const slack = await emulator();
  const { id } = await person(
    slack,
    { title: "Lead", userType: "Employee", [ENTERPRISE_V1]: { division: "d" } },
    "v1",
  );
  const { body } = await patchV1(slack, id, {
    title: " ",
    userType: " ",
    [ENTERPRISE_V1]: { division: " " },
  });
  expect(body).toMatchObject({ title: "", userType: null, [ENTERPRISE_V1]: { division: null } });
});

test("one space cannot clear the userName", async () => {
  const slack = await emulator();
  const { id } = await person(slack);
  expect((await patchV1(slack, id, { userName: " " })).code).toBe("username_empty");
});

test("two names of spaces are refused", async () => {
  const slack = await emulator();
  const { id } = await person(slack);
  const name = { givenName: " ", familyName: " " };
  expect((await patchV1(slack, id, { name })).code).toBe("invalid_name_required");
});

test("meta.attributes takes away attributes, parts and parts of extensions", async () => {
  const slack = await emulator();
  const { id } = await person(
    slack,
    {
      roles: ["x"],
      name: { givenName: "Ada", familyName: "L" },
      emails: [{ value: "a@example.com" }, { value: "b@example.com" }],
      [ENTERPRISE_V1]: { department: "Sales", division: "d" },
    },
    "v1",
  );
  const attributes = ["roles", "name.familyName", "emails", `${ENTERPRISE_V1}.department`];
  const { body } = await patchV1(slack, id, { meta: { attributes } });
  expect(body).toMatchObject({
    roles: [{ value: null }],
    name: { givenName: "Ada", familyName: "" },
    emails: [{ value: "a@example.com", primary: true }],
    [ENTERPRISE_V1]: { department: null, division: "d" },
  });
  expect(body.emails).toHaveLength(1);
});

const FULL = {
  schemas: [CORE_V1, ENTERPRISE_V1, PROFILE_V1],
  name: { givenName: "Ada", familyName: "L", honorificPrefix: "Dr" },
  displayName: "Ada",
  title: "Lead",
  userType: "Employee",
  preferredLanguage: "en_GB",
  locale: "en_GB",
  phoneNumbers: [{ value: "1", primary: true }, { value: "2" }],
  addresses: [{ region: "R" }],
  [ENTERPRISE_V1]: {
    employeeNumber: "7",
    costCenter: "c",
    organization: "o",
    division: "d",
    department: "p",
    manager: { managerId: "owner" },
  },
  [PROFILE_V1]: { startDate: "2026-01-01T00:00:00Z" },
};

test.each<[string, object]>([
  ["name", { name: { givenName: "", familyName: "", honorificPrefix: null } }],
  ["name.givenName", { name: { givenName: "", familyName: "L", honorificPrefix: "Dr" } }],
  ["NAME.FamilyName", { name: { givenName: "Ada", familyName: "", honorificPrefix: "Dr" } }],
  ["name.honorificPrefix", { name: { givenName: "Ada", familyName: "L", honorificPrefix: null } }],
  ["displayName", { displayName: "", title: "Lead" }],
  ["title", { displayName: "Ada", title: "" }],
  ["userType", { userType: null, locale: "en_GB" }],
  ["preferredLanguage", { preferredLanguage: null, locale: "en_GB" }],
  ["locale", { preferredLanguage: "en_GB", locale: null }],
  ["phoneNumbers", { phoneNumbers: [{ value: null }, { value: null }] }],
  ["addresses", { addresses: [{ region: null }] }],
  [ENTERPRISE_V1, { [ENTERPRISE_V1]: { employeeNumber: null, costCenter: null, department: null } }],
  [`${ENTERPRISE_V1}:employeeNumber`, { [ENTERPRISE_V1]: { employeeNumber: null, costCenter: "c" } }],
  [`${ENTERPRISE_V1}.COSTCENTER`, { [ENTERPRISE_V1]: { employeeNumber: "7", costCenter: null } }],
  [`${ENTERPRISE_V1}.organization`, { [ENTERPRISE_V1]: { organization: null, division: "d" } }],
  [`${ENTERPRISE_V1}.manager`, { [ENTERPRISE_V1]: { manager: { managerId: null }, division: "d" } }],
  [`${ENTERPRISE_V1}.manager.managerId`, { [ENTERPRISE_V1]: { manager: { managerId: null } } }],
])("meta.attributes takes away %s, and nothing beside it", async (name, expected) => {
  const slack = await emulator();
  const before = await person(slack, FULL, "v1");
  const { body } = await patchV1(slack, before.id, { meta: { attributes: [name] } });
  expect(body).toMatchObject(expected);
  const top = name.startsWith("urn:") ? ENTERPRISE_V1 : (name.split(".")[0] ?? "").toLowerCase();
  for (const key of Object.keys(before))
    if (key.toLowerCase() !== top.toLowerCase()) expect(body[key]).toEqual(before[key]);
});

test.each([PROFILE_V1, `${PROFILE_V1}.startDate`])(
  "meta.attributes takes away the start date: %s",
  async (name) => {
    const slack = await emulator();
    const { id } = await person(slack, FULL, "v1");
    const { body } = await patchV1(slack, id, { meta: { attributes: [name] } });
    expect(body[PROFILE_V1]).toBeUndefined();
    expect(body.title).toBe("Lead");
  },
);

test.each<[unknown, string]>([
  ["userName", "username_empty"],
  ["nickName", "username_empty"],
  ["shoeSize", "invalid_request_payload"],
  ["name.middleName", "invalid_request_payload"],
  [`${ENTERPRISE_V1}.shoeSize`, "invalid_request_payload"],
  [`${ENTERPRISE_V1}x`, "invalid_request_payload"],
  ["constructor", "invalid_request_payload"],
  [7, "invalid_attribute_format"],
])("meta.attributes cannot take away %j", async (name, code) => {
  const slack = await emulator();
  const { id } = await person(slack, FULL, "v1");
  const before = slack.user(id);
  const { status, code: refusal } = await patchV1(slack, id, { meta: { attributes: [name] } });
  expect([status, refusal]).toEqual([400, code]);
  expect(slack.user(id)).toEqual(before);
});

test.each(VERSIONS)("%s puts a timezone that is taken away back to its default", async (version) => {
  const slack = await emulator();
  const { id } = await person(slack, { timezone: "Europe/Berlin" });
  const changes = {
    v1: { meta: { attributes: ["timezone"] } },
    v2: operations({ op: "remove", path: "timezone" }),
  };
  const { body } = await call(slack, "PATCH", `${version}/Users/${id}`, changes[version]);
  expect(body.timezone).toBe("America/Los_Angeles");
});

test("meta.attributes with the guest URN makes a full member, with its expiration drops that", async () => {
  const slack = await emulator();
  const block = { type: "multi", expiration: "2027-01-31T23:59:59Z" };
  const { id } = await person(slack, { schemas: [CORE_V1, GUEST_V1], [GUEST_V1]: block }, "v1");
  const dropped = await patchV1(slack, id, { meta: { attributes: [`${GUEST_V1}.expiration`] } });
  expect(dropped.body[GUEST_V1]).toEqual({ type: "multi" });
  const converted = await patchV1(slack, id, { meta: { attributes: [GUEST_V1] } });
  expect(converted.body[GUEST_V1]).toBeUndefined();
});

test('"operation": "delete" takes one value away', async () => {
  const slack = await emulator();
  const address = { streetAddress: "1 Main", locality: "L", region: "R", postalCode: "P", country: "C" };
  const { id } = await person(
    slack,
    {
      emails: [{ value: "a@example.com" }, { value: "b@example.com" }],
      phoneNumbers: [{ value: "1", primary: true }, { value: "2" }],
      roles: ["x"],
      addresses: [address],
    },
    "v1",
  );
  const gone = (value: object) => [{ ...value, operation: "delete" }];
  const { body } = await patchV1(slack, id, {
    emails: gone({ value: "b@example.com" }),
    phoneNumbers: gone({ value: "1" }),
    roles: gone({ value: "x" }),
    addresses: gone(address),
  });
  expect(body.emails).toEqual([{ value: "a@example.com", primary: true }]);
  expect(body.phoneNumbers.map((phone: { value: string }) => phone.value)).toEqual(["2", null]);
  expect(body.roles[0].value).toBeNull();
  expect(body.addresses[0].region).toBeNull();
});

test("an address is taken away only when all five parts are the stored ones", async () => {
  const slack = await emulator();
  const address = { streetAddress: "1 Main", locality: "L", region: "R", postalCode: "P", country: "C" };
  const { id } = await person(slack, { addresses: [address] }, "v1");
  const { body } = await patchV1(slack, id, {
    addresses: [{ ...address, country: "D", operation: "delete" }],
  });
  expect(body.addresses).toEqual([address]);
});

test("the primary address is taken away only when another one comes with it", async () => {
  const slack = await emulator();
  const { id, emails } = await person(slack);
  const gone = { value: emails[0].value, operation: "delete" };
  expect((await patchV1(slack, id, { emails: [gone] })).code).toBe("missing_primary_email");
  const { body } = await patchV1(slack, id, { emails: [gone, { value: "new@example.com", primary: true }] });
  expect(body.emails).toEqual([{ value: "new@example.com", primary: true }]);
});

test("externalId and profileUrl cannot be changed, a password is refused", async () => {
  const slack = await emulator();
  const user = await person(slack, {}, "v1");
  const { body } = await patchV1(slack, user.id, { externalId: "x", profileUrl: "https://example.com" });
  expect(body).toEqual(user);
  expect((await patchV1(slack, user.id, { password: "x" })).code).toBe("password_change_not_allowed");
});

test("v1 PATCH and PUT work without schemas, POST does not", async () => {
  const slack = await emulator();
  const { id, userName, emails } = await person(slack);
  expect((await call(slack, "PATCH", `v1/Users/${id}`, { title: "x" })).status).toBe(200);
  expect((await call(slack, "PUT", `v1/Users/${id}`, { userName, emails })).status).toBe(200);
  expect((await call(slack, "POST", "v1/Users", { userName, emails })).code).toBe("missing_schema_element");
});

test.each(["shoeSize", "name.middleName", `${ENTERPRISE_V1}.shoeSize`, "urn:example:shoes:1.0.size"])(
  "to take %s away is refused, and where unknown attributes are ignored passed over",
  async (name) => {
    const slack = await emulator();
    const { id } = await person(slack);
    const taken = () => patchV1(slack, id, { meta: { attributes: [name, "title"] }, title: "CTO" });
    expect(await taken()).toMatchObject({ status: 400, code: "invalid_request_payload" });
    slack.behave({ unknownAttributes: "ignored" });
    expect(await taken()).toMatchObject({ status: 200 });
  },
);

test.each(["active", "id", "externalId", "groups"])(
  "to take %s away, which everybody has, is refused also where unknown attributes are ignored",
  async (name) => {
    const slack = await emulator();
    const { id } = await person(slack);
    for (const unknownAttributes of ["refused", "ignored"] as const) {
      slack.behave({ unknownAttributes });
      const { status, code } = await patchV1(slack, id, { meta: { attributes: [name] } });
      expect([status, code]).toEqual([400, "invalid_request_payload"]);
    }
  },
);
