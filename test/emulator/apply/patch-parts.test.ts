import type { Behaviours, EmulatorOptions } from "../../../emulator";
import { ENTERPRISE, emulator, GUEST, PROFILE, patchV2, person, USER } from "../harness";

const REFUSED = "invalid_request_payload";

/** What one operation makes of a person. */
async function after(operation: object, attributes: object = {}, options: EmulatorOptions = {}) {
  const slack = await emulator(options);
  const { id } = await person(slack, attributes);
  return patchV2(slack, id, operation);
}

const PHONES = {
  phoneNumbers: [
    { value: "1", primary: true },
    { value: "2", type: "work" },
  ],
};

test.each<[string, string, (string | null)[]]>([
  ["replace", "phoneNumbers[primary eq true].value", ["2", "3"]],
  ["replace", 'phoneNumbers[primary eq "True"].value', ["2", "3"]],
  ["replace", "phoneNumbers[primary eq false].value", ["3", "1"]],
  ["replace", 'phoneNumbers[value eq "2"].value', ["3", "1"]],
  ["replace", 'phoneNumbers[type eq "work"]', ["3", "1"]],
  ["replace", 'phoneNumbers[type eq "mobile"].value', ["2", "3"]],
  ["remove", "phoneNumbers[primary eq true]", ["2", null]],
  ["remove", 'phoneNumbers[type eq "work"].value', [null, "1"]],
  ["remove", 'phoneNumbers[value eq "1"]', ["2", null]],
  ["remove", 'phoneNumbers[value eq "9"]', ["2", "1"]],
])("%s of %s leaves the mobile and the primary number %j", async (op, path, expected) => {
  const { body } = await after({ op, path, ...(op === "replace" && { value: "3" }) }, PHONES);
  expect(body.phoneNumbers.map(({ value }: { value: string | null }) => value)).toEqual(expected);
});

test.each([
  ["mobile", ["3", "1"]],
  ["work", "phoneNumbers_invalid"],
])("where types mean what answers say, the number of type %s is %j", async (type, expected) => {
  const options = { behaviours: { selectorByType: "asInAnswers" } as const };
  const path = `phoneNumbers[type eq "${type}"].value`;
  const { code, body } = await after({ op: "replace", path, value: "3" }, PHONES, options);
  expect(code ?? body.phoneNumbers.map(({ value }: { value: string }) => value)).toEqual(expected);
});

const EMAILS = { emails: [{ value: "a@e.co", primary: true }, { value: "b@e.co" }] };

test.each<[string, string, unknown, string[]]>([
  ["replace", 'emails[type eq "home"].value', "c@e.co", ["a@e.co", "c@e.co"]],
  ["replace", 'emails[value eq "A@e.co"].value', "c@e.co", ["c@e.co", "b@e.co"]],
  ["replace", "emails[primary eq false].value", "A@e.co", ["a@e.co", "b@e.co"]],
  ["remove", 'emails[value eq "nobody@e.co"]', undefined, ["a@e.co", "b@e.co"]],
  ["add", "emails", [{ value: "c@e.co", type: "work" }], ["c@e.co", "b@e.co"]],
  ["add", "emails", [{ value: "c@e.co", type: "work", primary: false }], ["a@e.co", "c@e.co"]],
  ["add", "emails", [{ value: "a@e.co" }, { value: "c@e.co" }], ["a@e.co", "c@e.co"]],
])("%s of %s with %j leaves the addresses %j", async (op, path, value, expected) => {
  const { body } = await after({ op, path, value }, EMAILS);
  expect(body.emails.map((email: { value: string }) => email.value)).toEqual(expected);
});

test.each<[string, unknown, string]>([
  ["emails.value", "c@e.co", REFUSED],
  ["emails[primary eq true].type", "work", REFUSED],
  ['emails[display eq "Ada"].value', "c@e.co", REFUSED],
  ['emails[value eq "nobody@e.co"].value', "c@e.co", "emails_invalid"],
  ["emails[primary eq true].value", 7, "invalid_attribute_format"],
  ["emails[primary eq true].value", "", "invalid_attribute_format"],
  ["emails", [{ value: "c@e.co" }, { value: "d@e.co", primary: true }], "Multi"],
  ["phoneNumbers[primary eq true].type", "work", REFUSED],
  ['phoneNumbers[display eq "Desk"].value', "3", REFUSED],
  ['phoneNumbers[value eq "9"].value', "3", "phoneNumbers_invalid"],
  ['title[type eq "work"]', "Lead", REFUSED],
  ['photos[type eq "photo"].value', "https://e.co/a.png", REFUSED],
  ["photos.value", "https://e.co/a.png", REFUSED],
  ["roles[primary eq true].value", "Lead", REFUSED],
  ["roles.value", "Lead", REFUSED],
  ['addresses[type eq "work"].planet', "Mars", REFUSED],
  [`${ENTERPRISE}:manager.displayName`, "Boss", REFUSED],
  [`${ENTERPRISE}:department.managerId`, "owner", REFUSED],
  [`${ENTERPRISE}:departement`, "Sales", REFUSED],
  [`${GUEST}:colour`, "red", REFUSED],
  [`${PROFILE}:endDate`, "2027-01-31", REFUSED],
  [`${PROFILE}:startDate`, "soon", "invalid_attribute_format"],
  [GUEST, { type: "multi", expiration: "soon" }, "invalid_attribute_format"],
  [GUEST, { type: "single" }, "invalid_attribute_format"],
  [`${GUEST}:expiration`, "2027-01-31T23:59:59Z", "invalid_attribute_format"],
])("the replacement of %s by %j is refused: %s", async (path, value, code) => {
  expect(await after({ op: "replace", path, value }, { ...PHONES, ...EMAILS })).toMatchObject({
    status: 400,
    code,
  });
});

test.each(["streetAddress", "locality", "region", "postalCode", "country"])(
  "of an address the part %s is replaced alone, by a path with a selector",
  async (part) => {
    const address = { streetAddress: "1 Main", locality: "L", region: "R", postalCode: "P", country: "C" };
    const path = `addresses[type eq "work"].${part}`;
    const { body } = await after({ op: "replace", path, value: "X" }, { addresses: [address] });
    expect(body.addresses).toMatchObject([{ ...address, [part]: "X" }]);
  },
);

test("an address that a selector names is replaced whole", async () => {
  const operation = { op: "replace", path: 'addresses[type eq "work"]', value: { locality: "Paris" } };
  const { body } = await after(operation, { addresses: [{ locality: "London", country: "GB" }] });
  expect(body.addresses).toMatchObject([{ locality: "Paris", country: null }]);
});

const LISTED = { ...PHONES, roles: ["Lead"], addresses: [{ country: "GB" }] };

test.each<[Behaviours["replaceOfLists"], string, object]>([
  ["replaced", "roles", { roles: [{ value: null }] }],
  ["merged", "roles", { roles: [{ value: "Lead" }] }],
  ["replaced", "addresses", { addresses: [{ country: null }] }],
  ["merged", "addresses", { addresses: [{ country: "GB" }] }],
])("where a replaced list is %s, an empty one for %s leaves %j", async (replaceOfLists, path, expected) => {
  const options = { behaviours: { replaceOfLists } };
  expect((await after({ op: "replace", path, value: [] }, LISTED, options)).body).toMatchObject(expected);
});

test("a role may be one text, and a photo that is removed is the one that everybody has", async () => {
  const { body } = await after({ op: "replace", path: "roles", value: "Engineer" });
  expect(body.roles).toEqual([{ value: "Engineer", primary: true }]);
  const photo = { photos: [{ value: "https://e.co/a.png" }] };
  const removed = await after({ op: "remove", path: "photos" }, photo);
  expect(removed.body.photos[0].value).toContain("gravatar.com");
});

test("a manager is taken away by null, and named by an object", async () => {
  const led = { [ENTERPRISE]: { manager: { managerId: "owner" } } };
  const none = await after({ op: "replace", path: `${ENTERPRISE}:manager.managerId`, value: null }, led);
  expect(none.body[ENTERPRISE].manager.managerId).toBeNull();
  const named = await after({ op: "add", path: `${ENTERPRISE}:manager`, value: { managerId: "owner" } });
  expect(named.body[ENTERPRISE].manager.managerId).toBe("U0000000001");
});

test("nobody is found as manager by a second address", async () => {
  const slack = await emulator();
  await person(slack, { emails: [{ value: "boss@e.co", primary: true }, { value: "chief@e.co" }] });
  const { id } = await person(slack);
  const named = (value: string) => patchV2(slack, id, { op: "add", path: `${ENTERPRISE}:manager`, value });
  expect([(await named("chief@e.co")).code, (await named("boss@e.co")).status]).toEqual([
    "unknown_user",
    200,
  ]);
});

test("where unknown attributes are ignored, known ones are still taken", async () => {
  const options = { behaviours: { unknownAttributes: "ignored" } as const };
  for (const [path, value, expected] of [
    ["shoeSize", 43, {}],
    ["title", "Lead", { title: "Lead" }],
    ["roles", ["Lead"], { roles: [{ value: "Lead" }] }],
  ] as const)
    expect(await after({ op: "replace", path, value }, {}, options)).toMatchObject({
      status: 200,
      body: expected,
    });
});

test.each<[string, unknown]>([
  ["shoeSize", 43],
  ["shoeSize.eu", 43],
  ['shoeSize[type eq "eu"].value', 43],
  [`${USER}:shoeSize`, 43],
  ["urn:example:shoes:2.0:User", { size: 43 }],
  ["urn:example:shoes:2.0:User:size", 43],
  ["name.middleName", "King"],
  ["title.short", "Dr"],
  ["ims", [{ value: "x" }]],
  ["entitlements.value", "x"],
  ["emails[primary eq true].display", "Ada"],
  ['phoneNumbers[type eq "work"].display', "Desk"],
  ["phoneNumbers.display", "Desk"],
  ['addresses[type eq "work"].planet', "Mars"],
  [`${ENTERPRISE}:shoeSize`, 43],
  [`${ENTERPRISE}.shoeSize`, 43],
  [`${ENTERPRISE}:manager.displayName`, "Boss"],
  [`${ENTERPRISE}:department.shoeSize`, 43],
  [`${GUEST}:colour`, "red"],
  [`${PROFILE}:endDate`, "2027-01-31"],
])(
  "where unknown attributes are ignored, %s is, whatever the operation, with and without a path",
  async (path, value) => {
    const slack = await emulator({
      behaviours: { unknownAttributes: "ignored", patchWithoutPath: "merged" },
    });
    const user = await person(slack, { ...PHONES, addresses: [{ locality: "London" }] });
    for (const operation of [
      { op: "add", path, value },
      { op: "replace", path, value },
      { op: "remove", path },
      { op: "add", value: { [path]: value } },
      { op: "replace", value: { [path]: value } },
    ])
      expect([operation, (await patchV2(slack, user.id, operation)).body]).toEqual([operation, user]);
  },
);

test("an extension that Slack does not have is refused as a path and passed over as a block, as in a POST", async () => {
  const options = { behaviours: { patchWithoutPath: "merged" } } as const;
  const urn = "urn:example:shoes:2.0:User";
  for (const path of [urn, `${urn}:size`])
    expect((await after({ op: "add", path, value: {} }, {}, options)).code).toBe(REFUSED);
  expect((await after({ op: "add", value: { [urn]: { size: 43 } } }, {}, options)).status).toBe(200);
});

test.each<[string, unknown]>([
  ["meta", { created: "2026-01-01T00:00:00Z" }],
  ["groups", []],
  ["schemas", []],
  ["externalId", "x"],
  ["profileUrl", "x"],
])("%s is passed over", async (path, value) => {
  const slack = await emulator();
  const user = await person(slack);
  const { status, body } = await patchV2(slack, user.id, { op: "replace", path, value });
  expect([status, body]).toEqual([200, user]);
});

test("lists without a path are merged where that is on, and a removal without a path is refused", async () => {
  const options = { behaviours: { patchWithoutPath: "merged" } as const };
  const value = { ...LISTED, emails: [{ value: "second@e.co" }] };
  const { body } = await after({ op: "add", value }, {}, options);
  expect(body).toMatchObject({
    emails: [{ primary: true }, { value: "second@e.co" }],
    phoneNumbers: [{ value: "2" }, { value: "1" }],
    roles: [{ value: "Lead" }],
    addresses: [{ country: "GB" }],
  });
  expect((await after({ op: "remove", value: { title: "x" } }, {}, options)).code).toBe(REFUSED);
});

test("a guest's access gets another end without a word on the type, and nobody inactive is active by that", async () => {
  const slack = await emulator();
  const { id } = await person(slack);
  const first = { type: "multi", expiration: "2027-01-31T23:59:59Z" };
  await patchV2(
    slack,
    id,
    { op: "add", path: GUEST, value: first },
    { op: "replace", path: "active", value: false },
  );
  const expiration = "2028-01-31T23:59:59Z";
  const { body } = await patchV2(slack, id, {
    op: "replace",
    path: `${GUEST}:expiration`,
    value: expiration,
  });
  expect(body).toMatchObject({ active: false, [GUEST]: { type: "multi", expiration } });
  const typed = await patchV2(slack, id, { op: "replace", path: GUEST, value: { type: "multi" } });
  expect(typed.body).toMatchObject({ active: false, [GUEST]: { type: "multi", expiration } });
});

test("a full member who is made a full member stays inactive", async () => {
  const slack = await emulator();
  const { id } = await person(slack);
  const leave = { op: "replace", path: "active", value: false };
  expect((await patchV2(slack, id, leave, { op: "remove", path: GUEST })).body.active).toBe(false);
});

test.each(["owner", "primaryOwner", "bot"] as const)(
  "of an account of rank %s the title may change",
  async (rank) => {
    const slack = await emulator();
    const id = slack.addUser({ userName: "ada", rank });
    expect((await patchV2(slack, id, { op: "replace", path: "title", value: "Lead" })).body.title).toBe(
      "Lead",
    );
  },
);
