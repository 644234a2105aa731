import { startEmulator } from "../../../emulator";
import { SlackScimClient, type UserChanges } from "../../../provider/scim";
import { ada } from "../support/bodies";
import { startServer } from "../support/server";

const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const GUEST = "urn:ietf:params:scim:schemas:extension:slack:guest:2.0:User";

async function sentFor(version: "v1" | "v2", changes: UserChanges) {
  const slack = await startServer({ body: ada });
  await slack[version]({}).users.patch("U1", changes);
  return JSON.parse(slack.asked[0]?.body ?? "");
}

test("a v2 PATCH frees the secondary address first and switches active last", async () => {
  const changes: UserChanges = {
    active: false,
    guest: null,
    title: null,
    emails: [{ value: "b@example.com" }, { value: "a@example.com", primary: true }],
    userName: "ada.l",
  };
  expect((await sentFor("v2", changes)).Operations).toEqual([
    { op: "remove", path: "emails" },
    { op: "replace", path: "userName", value: "ada.l" },
    { op: "replace", path: "title", value: "" },
    { op: "replace", path: "emails[primary eq true].value", value: "a@example.com" },
    { op: "add", path: "emails", value: [{ value: "b@example.com", primary: false }] },
    { op: "remove", path: GUEST },
    { op: "replace", path: "active", value: false },
  ]);
});

test("a v2 PATCH sets and clears the parts of objects by themselves", async () => {
  const changes: UserChanges = {
    name: { givenName: "Ada", familyName: null, honorificPrefix: null },
    enterprise: { costCenter: "7", department: null, manager: { managerId: null } },
    guest: { expiration: "2027-01-31T23:59:59Z" },
    phoneNumbers: [{ value: "1", type: "mobile" }],
    roles: [],
  };
  expect((await sentFor("v2", changes)).Operations).toEqual([
    { op: "replace", path: "name.givenName", value: "Ada" },
    { op: "replace", path: "name.familyName", value: "" },
    { op: "remove", path: "name.honorificPrefix" },
    { op: "remove", path: "phoneNumbers" },
    { op: "add", path: "phoneNumbers", value: [{ value: "1", type: "work" }] },
    { op: "remove", path: "roles" },
    { op: "add", path: ENTERPRISE, value: { costCenter: "7" } },
    { op: "remove", path: `${ENTERPRISE}.department` },
    { op: "remove", path: `${ENTERPRISE}.manager.managerId` },
    { op: "add", path: GUEST, value: { type: "multi", expiration: "2027-01-31T23:59:59Z" } },
  ]);
});

test("a v1 PATCH is a partial person, with what is removed named in meta.attributes", async () => {
  const urn = "urn:scim:schemas:extension:enterprise:1.0";
  const changes: UserChanges = {
    title: null,
    displayName: "Ada",
    emails: [{ value: "a@example.com" }],
    phoneNumbers: null,
    enterprise: { costCenter: "7", department: null },
    guest: null,
  };
  expect(await sentFor("v1", changes)).toEqual({
    schemas: ["urn:scim:schemas:core:1.0", urn],
    title: " ",
    displayName: "Ada",
    emails: [{ value: "a@example.com", primary: true }],
    [urn]: { costCenter: "7" },
    meta: {
      attributes: [
        "emails",
        "phoneNumbers",
        `${urn}.department`,
        "urn:scim:schemas:extension:slack:guest:1.0",
      ],
    },
  });
});

const cases: [string, UserChanges, object][] = [
  [
    "scalars",
    { title: "CTO", userType: "x", locale: "de_DE" },
    { title: "CTO", userType: "x", locale: "de_DE" },
  ],
  ["cleared scalars", { title: null, displayName: "Ada K." }, { title: "", displayName: "Ada K." }],
  ["a userName", { userName: "ada.l" }, { userName: "ada.l", nickName: "ada.l" }],
  [
    "name parts",
    { name: { familyName: "King", honorificPrefix: "Dr" } },
    { name: { familyName: "King", honorificPrefix: "Dr" } },
  ],
  [
    "swapped addresses",
    { emails: [{ value: "ada2@example.com", primary: true }, { value: "ada@example.com" }] },
    {
      emails: [
        { value: "ada2@example.com", primary: true },
        { value: "ada@example.com", primary: false },
      ],
    },
  ],
  [
    "one address",
    { emails: [{ value: "new@example.com" }] },
    { emails: [{ value: "new@example.com", primary: true }] },
  ],
  [
    "a main phone alone",
    { phoneNumbers: [{ value: "9", primary: true }] },
    { phoneNumbers: [{ value: "9", primary: true }] },
  ],
  [
    "a mobile phone alone",
    { phoneNumbers: [{ value: "9", type: "mobile" }] },
    { phoneNumbers: [{ value: "9", type: "mobile" }] },
  ],
  ["no phones", { phoneNumbers: [] }, { phoneNumbers: [] }],
  [
    "an address",
    { addresses: [{ locality: "London", country: "GB" }] },
    { addresses: [{ locality: "London", country: "GB", streetAddress: null }] },
  ],
  ["no address", { addresses: null }, { addresses: [] }],
  ["another role", { roles: [{ value: "lead" }] }, { roles: [{ value: "lead", primary: true }] }],
  ["no role", { roles: [] }, { roles: [] }],
  [
    "enterprise set and cleared",
    { enterprise: { department: null, division: "North" } },
    { enterprise: { department: null, division: "North", costCenter: "1" } },
  ],
  [
    "no manager",
    { enterprise: { manager: { managerId: null } } },
    { enterprise: { manager: { managerId: null } } },
  ],
  [
    "a start date",
    { profile: { startDate: "2026-02-02T00:00:00Z" } },
    { profile: { startDate: expect.stringContaining("2026-02-02") } },
  ],
  [
    "a guest until a day",
    { guest: { type: "multi", expiration: "2027-01-31T23:59:59Z" } },
    { guest: { type: "multi" } },
  ],
  ["deactivated", { active: false, title: "gone" }, { active: false, title: "gone" }],
];

describe.each(["v1", "v2"] as const)("the emulator holds what a %s PATCH asked for", (version) => {
  test.each(cases)("%s", async (_name, changes, wanted) => {
    const slack = await startEmulator({ limits: "off" });
    try {
      const boss = slack.addUser({
        userName: "boss",
        emails: [{ value: "boss@example.com", primary: true }],
      });
      const { users } = new SlackScimClient({ token: slack.token, baseUrl: slack[version], limits: "off" });
      const { id } = await users.create({
        userName: "ada",
        title: "engineer",
        emails: [{ value: "ada@example.com", primary: true }, { value: "ada2@example.com" }],
        phoneNumbers: [
          { value: "1", primary: true },
          { value: "2", type: "mobile" },
        ],
        addresses: [{ streetAddress: "1 High St", locality: "York" }],
        roles: [{ value: "dev" }],
        enterprise: { department: "R&D", costCenter: "1", manager: { managerId: boss } },
      });
      const answered = await users.patch(id, changes);
      expect(answered).toMatchObject(wanted);
      expect(await users.get(id)).toMatchObject(wanted);
    } finally {
      await slack.close();
    }
  });
});
