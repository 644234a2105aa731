import {
  CORE_V1,
  call,
  ENTERPRISE,
  ENTERPRISE_V1,
  emulator,
  GUEST,
  type Json,
  PROFILE,
  person,
  schemaOf,
  USER,
  VERSIONS,
} from "../harness";

const ada = (changes: object = {}, version: "v1" | "v2" = "v2") => ({
  schemas: [schemaOf(version)],
  userName: "ada.l",
  emails: [{ value: "ada@example.com", primary: true }],
  ...changes,
});

test.each(VERSIONS)(
  "%s POST of a userName and an address makes a plain user with Slack's defaults",
  async (version) => {
    const slack = await emulator({ clock: { now: () => Date.UTC(2026, 0, 20, 16, 15, 37) } });
    const { status, body, headers } = await call(slack, "POST", `${version}/Users`, ada({}, version));
    expect(status).toBe(201);
    expect(headers.get("content-type")).toBe("application/json; charset=utf-8");
    expect(headers.get("location")).toBeNull();
    expect(headers.get("etag")).toBeNull();
    expect(body).toEqual({
      schemas: [schemaOf(version)],
      id: "U0000000002",
      externalId: "",
      meta: {
        created: "2026-01-20T08:15:37-08:00",
        location: `${slack.url}/scim/${version}/Users/U0000000002`,
      },
      userName: "ada.l",
      nickName: "ada.l",
      name: { givenName: "ada.l", familyName: "" },
      displayName: "ada.l",
      profileUrl: "https://acme.enterprise.slack.com/team/ada.l",
      title: "",
      timezone: "America/Los_Angeles",
      active: true,
      emails: [{ value: "ada@example.com", primary: true }],
      photos: [{ value: expect.stringContaining("gravatar.com"), type: "photo" }],
      groups: [],
    });
    expect(Object.keys(body)).toEqual([
      ...["schemas", "id", "externalId", "meta", "userName", "nickName", "name", "displayName", "profileUrl"],
      ...["title", "timezone", "active", "emails", "photos", "groups"],
    ]);
  },
);

test("summer's meta.created has summer's Pacific offset", async () => {
  const slack = await emulator({ clock: { now: () => Date.UTC(2026, 6, 1, 12, 0, 0) } });
  expect((await person(slack)).meta.created).toBe("2026-07-01T05:00:00-07:00");
});

test("a user who ever had a custom attribute is answered with all keys, blanks as null", async () => {
  const slack = await emulator();
  const { body } = await call(slack, "POST", "v2/Users", ada({ userType: "Employee" }));
  expect(Object.keys(body).slice(13)).toEqual([
    ...["photos", "addresses", "phoneNumbers", "userType", "roles", "preferredLanguage", "locale"],
    ...[ENTERPRISE, "groups", PROFILE],
  ]);
  expect(body).toMatchObject({
    schemas: [USER, ENTERPRISE, PROFILE],
    name: { honorificPrefix: null },
    addresses: [{ streetAddress: null, locality: null, region: null, postalCode: null, country: null }],
    phoneNumbers: [
      { value: null, type: "mobile" },
      { value: null, primary: true },
    ],
    roles: [{ value: null, primary: true }],
    locale: null,
    [ENTERPRISE]: { department: null, manager: { managerId: null } },
    [PROFILE]: { startDate: null },
  });
});

test("v1 shows a full user under v1's schemas, the profile only where there is a start date", async () => {
  const slack = await emulator();
  const { id } = await person(slack, { userType: "Employee" });
  const { body } = await call(slack, "GET", `v1/Users/${id}`);
  expect(body.schemas).toEqual([CORE_V1, ENTERPRISE_V1]);
  expect(body[ENTERPRISE_V1]).toMatchObject({ department: null });
});

test("slashes in JSON strings are escaped as on Slack's wire", async () => {
  const slack = await emulator();
  const { text } = await call(slack, "GET", "v2/Users/U0000000001");
  expect(text).toContain('"profileUrl":"https:\\/\\/acme.enterprise.slack.com\\/team\\/owner"');
});

test.each<[string, object, string, number]>([
  ["schemas are missing", { schemas: undefined }, "missing_schema_element", 400],
  ["schemas are empty", { schemas: [] }, "missing_schema_element", 400],
  ["the userName is missing", { userName: undefined }, "username_empty", 400],
  ["the userName is blank", { userName: "" }, "username_empty", 400],
  ["the userName is over 21 characters", { userName: "a".repeat(22) }, "username_too_long", 400],
  ["the userName has nothing to read", { userName: "---" }, "username_invalid", 400],
  ["the userName is reserved", { userName: "everyone" }, "username_not_allowed", 400],
  ["the userName is a channel's", { userName: "general" }, "username_taken", 409],
  ["the nickName is over 21 characters", { nickName: "a".repeat(22) }, "long_nickname", 400],
  ["there is no address", { emails: [] }, "email_empty", 400],
  ["emails are missing", { emails: undefined }, "email_empty", 400],
  ["an address is none", { emails: [{ value: "ada" }] }, "email_invalid", 400],
  ["an address has a space", { emails: [{ value: "a da@example.com" }] }, "bad_email_address", 400],
  ["emails are no objects", { emails: ["ada@example.com"] }, "emails_invalid", 400],
  ["emails are no list", { emails: { value: "ada@example.com" } }, "invalid_attribute_format", 400],
  ["the title is a number", { title: 7 }, "invalid_attribute_format", 400],
  ["active is no truth value", { active: "perhaps" }, "invalid_attribute_format", 400],
  ["an attribute is unknown", { nickname2: "x" }, "invalid_request_payload", 400],
  ["the display name has an @ inside", { displayName: "a@b" }, "invalid_name_specials", 400],
  ["the display name begins with @", { displayName: "@ada" }, "invalid_starts_with_at", 400],
  ["the display name has an emoji", { displayName: "Ada 🎉" }, "invalid_emoji_not_allowed", 400],
  [
    "the title has a letter dressed as an emoji",
    { title: "I \u2764\uFE0F SCIM" },
    "invalid_emoji_not_allowed",
    400,
  ],
  ["the display name mentions everybody", { displayName: "everyone" }, "invalid_reserved_word", 400],
  ["the display name is over 80 characters", { displayName: "a".repeat(81) }, "invalid_name_maxlength", 400],
  ["both names are spaces", { name: { givenName: " ", familyName: " " } }, "invalid_name_required", 400],
  ["a phone number is no object", { phoneNumbers: ["1"] }, "phoneNumbers_invalid", 400],
  ["an address part is a number", { addresses: [{ region: 1 }] }, "addresses_invalid", 400],
  ["a role is a number", { roles: [1] }, "roles_invalid", 400],
  ["a photo is no URL", { photos: [{ value: "me.jpg" }] }, "photos_invalid", 400],
  [
    "the manager has no managerId",
    { [ENTERPRISE]: { manager: {} } },
    "improper_enterprise_schema_format",
    400,
  ],
  ["the manager is nobody", { [ENTERPRISE]: { manager: { managerId: "U404" } } }, "unknown_user", 400],
  [
    "the guest type is unknown",
    { schemas: [USER, GUEST], [GUEST]: { type: "single" } },
    "invalid_attribute_format",
    400,
  ],
  ["the guest type is missing", { schemas: [USER, GUEST], [GUEST]: {} }, "invalid_attribute_format", 400],
])("POST is refused and nothing is made when %s", async (_what, changes, code, status) => {
  const slack = await emulator();
  const reply = await call(slack, "POST", "v2/Users", ada(changes));
  expect({ code: reply.code, status: reply.status }).toEqual({ code, status });
  expect(reply.body).toMatchObject({ schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"], status });
  expect(slack.users()).toHaveLength(1);
});

test("v1 refuses in v1's envelope, with the status as a number", async () => {
  const slack = await emulator();
  const { body } = await call(slack, "POST", "v1/Users", ada({ emails: [] }, "v1"));
  expect(body).toEqual({ Errors: { description: "email_empty", code: 400 } });
});

test("two primary addresses are refused with Slack's sentence", async () => {
  const slack = await emulator();
  const emails = ["a@example.com", "b@example.com"].map((value) => ({ value, primary: true }));
  const { status, body } = await call(slack, "POST", "v2/Users", ada({ emails }));
  expect([status, body.detail]).toEqual([
    400,
    "Multi-valued attributes can not have more than one primary element",
  ]);
});

test("an address that somebody has is refused with the holder's id, also when the holder is deactivated", async () => {
  const slack = await emulator();
  const { id } = await person(slack, { emails: [{ value: "ada@example.com", primary: true }] });
  await call(slack, "DELETE", `v2/Users/${id}`);
  const reply = await call(slack, "POST", "v2/Users", ada({ emails: [{ value: "ADA@example.com" }] }));
  expect(reply.status).toBe(409);
  expect(reply.body.detail).toMatch(new RegExp(`^email_taken \\(.*existing_user=${id}\\)$`));
});

test("a userName that somebody has is refused, also when the holder is deactivated", async () => {
  const slack = await emulator();
  const { id, userName } = await person(slack);
  await call(slack, "DELETE", `v1/Users/${id}`);
  const reply = await call(slack, "POST", "v1/Users", ada({ userName }, "v1"));
  expect(reply.body).toEqual({ Errors: { description: `username_taken (username=${userName})`, code: 409 } });
});

test("a userName is kept in lower case, with other characters than letters, digits, . _ - as _", async () => {
  const slack = await emulator();
  const { userName, nickName, profileUrl } = await person(slack, { userName: "Ada O'Neil" });
  expect({ userName, nickName }).toEqual({ userName: "ada_o_neil", nickName: "ada_o_neil" });
  expect(profileUrl).toBe("https://acme.enterprise.slack.com/team/ada_o_neil");
});

test("an e-mail address as userName becomes its local part", async () => {
  const slack = await emulator();
  expect((await person(slack, { userName: "Ada.L@example.com" })).userName).toBe("ada.l");
});

test("nickName wins over a different userName", async () => {
  const slack = await emulator();
  expect((await person(slack, { userName: "one", nickName: "two" })).userName).toBe("two");
});

test.each<[string, object[], string[]]>([
  ["the one marked primary", [{ value: "a@e.co" }, { value: "b@e.co", primary: true }], ["b@e.co", "a@e.co"]],
  [
    "the one for work",
    [
      { value: "a@e.co", type: "home" },
      { value: "b@e.co", type: "work" },
    ],
    ["b@e.co", "a@e.co"],
  ],
  ["the first one", [{ value: "a@e.co" }, { value: "b@e.co" }], ["a@e.co", "b@e.co"]],
  [
    "the first two of three",
    [{ value: "a@e.co" }, { value: "b@e.co" }, { value: "c@e.co" }],
    ["a@e.co", "b@e.co"],
  ],
])("two addresses are kept, without type, the primary being %s", async (_what, emails, kept) => {
  const slack = await emulator();
  const user = await person(slack, { emails });
  expect(user.emails).toEqual([
    { value: kept[0], primary: true },
    { value: kept[1], primary: false },
  ]);
});

test.each<[object[], string | null, string | null]>([
  [[{ value: "1" }], "1", null],
  [[{ value: "1", primary: true }], "1", null],
  [[{ value: "1", primary: false }], "1", null],
  [[{ value: "1", type: "mobile" }], "1", null],
  [[{ value: "1", type: "work" }], null, "1"],
  [
    [
      { value: "1", primary: true },
      { value: "2", primary: false },
    ],
    "1",
    "2",
  ],
  [
    [
      { value: "2", primary: false },
      { value: "1", primary: true },
    ],
    "1",
    "2",
  ],
  [[{ value: "1", primary: true }, { value: "2" }], "1", "2"],
  [
    [
      { value: "1", type: "mobile" },
      { value: "2", type: "work" },
    ],
    "1",
    "2",
  ],
  [
    [
      { value: "2", type: "work" },
      { value: "1", type: "mobile" },
    ],
    "1",
    "2",
  ],
  [
    [
      { value: "2", type: "mobile" },
      { value: "1", primary: true },
    ],
    "1",
    "2",
  ],
])("phone numbers %j go to primary %s and mobile %s", async (phoneNumbers, primary, mobile) => {
  const slack = await emulator();
  const user = await person(slack, { phoneNumbers });
  expect(user.phoneNumbers).toEqual([
    { value: mobile, type: "mobile" },
    { value: primary, primary: true },
  ]);
});

test("one address, one role and one photo are kept: the primary one, else the first", async () => {
  const slack = await emulator();
  const user = await person(slack, {
    addresses: [
      { region: "A", type: "home" },
      { region: "B", primary: true, type: "work" },
    ],
    roles: ["first", { value: "second" }],
    photos: [{ value: "https://example.com/a.jpg" }, { value: "https://example.com/b.jpg", primary: true }],
  });
  expect(user.addresses).toEqual([
    { streetAddress: null, locality: null, region: "B", postalCode: null, country: null },
  ]);
  expect(user.roles).toEqual([{ value: "first", primary: true }]);
  expect(user.photos).toHaveLength(1);
});

test("a photo never comes back as it was sent", async () => {
  const slack = await emulator();
  const value = "https://example.com/a.jpg";
  const { photos } = await person(slack, { photos: [{ value }] });
  expect(photos).toEqual([
    { value: expect.stringMatching(/^https:\/\/avatars\.slack-edge\.com\//), type: "photo" },
  ]);
});

test.each(["id", "primary e-mail address", "userName"])(
  "a manager named by %s is kept by id",
  async (how) => {
    const slack = await emulator();
    const boss = await person(slack);
    const managerId = { id: boss.id, userName: boss.userName }[how] ?? boss.emails[0].value;
    const user = await person(slack, { [ENTERPRISE]: { manager: { managerId } } });
    expect(user[ENTERPRISE].manager).toEqual({ managerId: boss.id });
  },
);

test("a guest is a guest only when the block is sent, not when schemas list its URN", async () => {
  const slack = await emulator();
  const schemas = [USER, ENTERPRISE, GUEST, PROFILE];
  expect((await person(slack, { schemas }))[GUEST]).toBeUndefined();
  const guest = await person(slack, {
    schemas,
    [GUEST]: { type: "multi", expiration: "2027-01-31T23:59:59Z" },
  });
  expect(guest[GUEST]).toEqual({ type: "multi", expiration: "2027-01-31T23:59:59Z" });
  expect(guest.schemas).toContain(GUEST);
});

test("one invalid value among the custom profile fields drops them all, and the user is created", async () => {
  const slack = await emulator();
  const schemas = [USER, PROFILE];
  const user = await person(slack, {
    schemas,
    userType: "Employee",
    title: "Lead",
    [PROFILE]: { startDate: "soon" },
  });
  expect(user.id).toBe("U0000000002");
  expect(user.userType).toBeUndefined();
  expect(user.title).toBe("Lead");
});

test("externalId is accepted and always answered blank", async () => {
  const slack = await emulator();
  expect((await person(slack, { externalId: "00u1" })).externalId).toBe("");
});

test("profileUrl is echoed on create and follows the userName from then on", async () => {
  const slack = await emulator();
  const user = await person(slack, { profileUrl: "https://example.com/me" });
  expect(user.profileUrl).toBe("https://example.com/me");
  const renamed = await call(slack, "PATCH", `v1/Users/${user.id}`, { userName: "renamed" });
  expect(renamed.body.profileUrl).toBe("https://acme.enterprise.slack.com/team/renamed");
});

test("POST with active false makes a deactivated user", async () => {
  const slack = await emulator();
  expect((await person(slack, { active: false })).active).toBe(false);
});

test("attributes that Slack has no place for are passed over", async () => {
  const slack = await emulator();
  const user: Json = await person(slack, {
    name: { givenName: "Ada", familyName: "L", formatted: "Ada L", middleName: "K" },
    entitlements: [{ value: "x" }],
    ims: [],
    id: "U1",
    groups: [{ value: "S1" }],
  });
  expect(user.name).toEqual({ givenName: "Ada", familyName: "L" });
  expect(user.id).toBe("U0000000002");
  expect(user.groups).toEqual([]);
});

test("attribute names are the same in any case", async () => {
  const slack = await emulator();
  const { body } = await call(slack, "POST", "v2/Users", {
    Schemas: [USER],
    USERNAME: "ada",
    Emails: [{ value: "ada@example.com" }],
  });
  expect(body.userName).toBe("ada");
});

test("a fifty-first custom profile field is refused", async () => {
  const slack = await emulator({ customProfileFields: 49 });
  await person(slack, { userType: "Employee" });
  const reply = await call(slack, "POST", "v2/Users", ada({ locale: "en_US" }));
  expect([reply.status, reply.code]).toEqual([400, "unable_to_create_team_profile_fields"]);
  expect((await person(slack, { userType: "Employee" })).userType).toBe("Employee");
});

test.each<[object, number]>([
  [{ title: "Lead" }, 1],
  [{ phoneNumbers: [{ value: "1" }] }, 1],
  [{ addresses: [{ region: "CA" }] }, 1],
  [{ addresses: [{ locality: "Rome", country: "IT", postalCode: "1" }] }, 4],
  [{ name: { honorificPrefix: "Dr" }, preferredLanguage: "en_US", userType: "x", roles: ["y"] }, 4],
  [{ [ENTERPRISE]: { employeeNumber: "7", costCenter: "c", organization: "o", division: "d" } }, 4],
  [{ [ENTERPRISE]: { department: "p", manager: { managerId: "owner" } } }, 2],
  [{ schemas: [USER, PROFILE], [PROFILE]: { startDate: "2026-01-01T00:00:00Z" } }, 1],
])("%j makes %i custom profile fields", async (attributes, fields) => {
  const tight = await emulator({ customProfileFields: 51 - fields });
  expect((await call(tight, "POST", "v2/Users", ada(attributes))).code).toBe(
    "unable_to_create_team_profile_fields",
  );
  const wide = await emulator({ customProfileFields: 50 - fields });
  expect((await call(wide, "POST", "v2/Users", ada(attributes))).status).toBe(201);
});

test("of three phone numbers the marked one is kept wherever it stands", async () => {
  const slack = await emulator();
  const phoneNumbers = [{ value: "1" }, { value: "2" }, { value: "3", primary: true }];
  expect((await call(slack, "POST", "v2/Users", ada({ phoneNumbers }))).body.phoneNumbers).toEqual([
    { value: "1", type: "mobile" },
    { value: "3", primary: true },
  ]);
});

test("groups in a user's body are passed over, and refused where they are none", async () => {
  const slack = await emulator();
  expect((await call(slack, "POST", "v2/Users", ada({ groups: ["S1"] }))).code).toBe("groups_invalid");
  const sent = { groups: [{ value: "S1", display: "Data" }] };
  expect((await call(slack, "POST", "v2/Users", ada(sent))).body.groups).toEqual([]);
});

test("an organization on Business+ has workspace URLs and no guests", async () => {
  const slack = await emulator({ plan: "business" });
  expect((await person(slack, { userName: "ada" })).profileUrl).toBe("https://acme.slack.com/team/ada");
  const reply = await call(
    slack,
    "POST",
    "v2/Users",
    ada({ schemas: [USER, GUEST], [GUEST]: { type: "multi" } }),
  );
  expect(reply.code).toBe("cannot_make_user_guest");
});
