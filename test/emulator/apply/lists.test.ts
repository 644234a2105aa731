import { CORE_V1, call, emulator, type Json, patchV1, patchV2, person } from "../harness";

const valuesOf = (list: Json) => list.map(({ value }: { value: string | null }) => value);

test.each<[object[], string[]]>([
  [[{ value: "a@e.co" }, { value: "A@e.co" }], ["a@e.co"]],
  [
    [{ value: "a@e.co" }, { value: "b@e.co", primary: true }],
    ["b@e.co", "a@e.co"],
  ],
  [
    [{ value: "a@e.co" }, { value: "A@E.co" }, { value: "c@e.co" }],
    ["a@e.co", "c@e.co"],
  ],
])("of the addresses %j of a new person %j are kept", async (emails, kept) => {
  expect(valuesOf((await person(await emulator(), { emails })).emails)).toEqual(kept);
});

test("of a whole person in v1 nothing is taken that is marked as deleted", async () => {
  const slack = await emulator();
  const { id, userName } = await person(slack, {}, "v1");
  const gone = { operation: "delete" };
  const put = (emails: object[]) =>
    call(slack, "PUT", `v1/Users/${id}`, { schemas: [CORE_V1], userName, emails });
  const { body } = await put([{ value: "a@e.co", ...gone }, { value: "b@e.co" }]);
  expect(valuesOf(body.emails)).toEqual(["b@e.co"]);
  expect((await put([{ value: "a@e.co", ...gone }])).code).toBe("email_empty");
});

test("of several roles the one that is marked is kept, else the first", async () => {
  const slack = await emulator();
  const roles = [{ value: "Engineer" }, { value: "Lead", primary: true }];
  expect(valuesOf((await person(slack, { roles })).roles)).toEqual(["Lead"]);
  expect(valuesOf((await person(slack, { roles: ["Engineer", "Lead"] })).roles)).toEqual(["Engineer"]);
});

test("an address that v1 says not to be the primary one is a second one", async () => {
  const slack = await emulator();
  const { id, emails } = await person(slack, {}, "v1");
  const { body } = await patchV1(slack, id, { emails: [{ value: "second@e.co", primary: false }] });
  expect(valuesOf(body.emails)).toEqual([emails[0].value, "second@e.co"]);
});

/** Both of a person's phone numbers, as answers have them: the mobile and the primary one. */
const PHONES = {
  phoneNumbers: [
    { value: "1", primary: true },
    { value: "2", type: "work" },
  ],
};
const SAME = {
  phoneNumbers: [
    { value: "1", primary: true },
    { value: "1", type: "work" },
  ],
};

test("a number that is sent for one place stays in the other", async () => {
  const slack = await emulator();
  const { id } = await person(slack, PHONES, "v1");
  const { body } = await patchV1(slack, id, { phoneNumbers: [{ value: "2", primary: true }] });
  expect(valuesOf(body.phoneNumbers)).toEqual(["2", "2"]);
});

test.each<[string, object, (string | null)[]]>([
  ["remove", SAME, [null, null]],
  ["remove", PHONES, ["2", null]],
  ["replace", SAME, ["3", "3"]],
  ["replace", PHONES, ["2", "3"]],
])(
  "to %s a number by its value, of somebody with %j, means every place that has it",
  async (op, phones, left) => {
    const slack = await emulator();
    const { id } = await person(slack, phones);
    const path = 'phoneNumbers[value eq "1"]';
    const { body } = await patchV2(slack, id, { op, path, ...(op === "replace" && { value: "3" }) });
    expect(valuesOf(body.phoneNumbers)).toEqual(left);
  },
);

test.each([
  ["work", ["2", "1"]],
  ["mobile", [null, "1"]],
])(
  "where types mean what answers say, the removal of the number of type %s leaves %j",
  async (type, left) => {
    const slack = await emulator({ behaviours: { selectorByType: "asInAnswers" } });
    const { id } = await person(slack, PHONES);
    const { body } = await patchV2(slack, id, { op: "remove", path: `phoneNumbers[type eq "${type}"]` });
    expect(valuesOf(body.phoneNumbers)).toEqual(left);
  },
);

test("a number that is blanked by a selector is none", async () => {
  const slack = await emulator();
  const { id } = await person(slack, PHONES);
  const path = "phoneNumbers[primary eq true].value";
  const { body } = await patchV2(slack, id, { op: "replace", path, value: "" });
  expect(valuesOf(body.phoneNumbers)).toEqual(["2", null]);
  expect((await patchV2(slack, id, { op: "replace", path, value: 7 })).code).toBe("phoneNumbers_invalid");
});

const LONDON = { locality: "London", country: "GB" };

test.each<[string, object[], object, object]>([
  ["that one", [LONDON], LONDON, { locality: null, country: null }],
  ["another one", [LONDON], { locality: "London", country: "CA" }, LONDON],
  ["one, of somebody who has none,", [], LONDON, { locality: null, country: null }],
])("in v1, the removal of %s from %j, as %j, leaves %j", async (_which, addresses, gone, left) => {
  const slack = await emulator();
  const { id } = await person(slack, { addresses, title: "x", userType: "x" }, "v1");
  const { body } = await patchV1(slack, id, { addresses: [{ ...gone, operation: "delete" }] });
  expect(body.addresses).toMatchObject([left]);
});

test.each(["emails", "phoneNumbers", "addresses", "roles"])(
  "an addition of nothing to %s changes nothing",
  async (path) => {
    const slack = await emulator();
    const made = await person(slack, { ...PHONES, roles: ["Lead"], addresses: [LONDON] });
    const { status, body } = await patchV2(slack, made.id, { op: "add", path });
    expect([status, body]).toEqual([200, made]);
  },
);
