import {
  CORE_V1,
  ENTERPRISE_V1,
  emulator,
  type Json,
  PROFILE_V1,
  patchV1,
  patchV2,
  person,
} from "../harness";

test("an update of something else leaves the time zone, and a blank makes it Slack's own", async () => {
  const slack = await emulator();
  const { id } = await person(slack, { timezone: "Europe/London" });
  expect((await patchV1(slack, id, { title: "Lead" })).body.timezone).toBe("Europe/London");
  expect((await patchV1(slack, id, { timezone: "" })).body.timezone).toBe("America/Los_Angeles");
});

test("whose userName a channel has as well keeps it when it is sent again", async () => {
  const slack = await emulator({ channelNames: ["announcements"] });
  const id = slack.addUser({ userName: "announcements" });
  const { status, body } = await patchV1(slack, id, { userName: "Announcements", title: "Lead" });
  expect([status, body.userName, body.title]).toEqual([200, "announcements", "Lead"]);
});

test("within one request somebody may get another userName, and their own back", async () => {
  const slack = await emulator();
  const { id, userName } = await person(slack);
  const named = (value: string) => ({ op: "replace", path: "userName", value });
  const { status, body } = await patchV2(slack, id, named("other.name"), named(userName));
  expect([status, body.userName]).toEqual([200, userName]);
});

test.each<["nickName" | "userName", object]>([
  ["nickName", { userName: "free.name", nickName: "Taken.Name" }],
  ["nickName", { userName: "Taken.Name" }],
  ["userName", { userName: "Taken.Name", nickName: "free.name" }],
  ["userName", { nickName: "Taken.Name" }],
])(
  "where the %s holds, the refusal of %j quotes the name that is taken as it was sent",
  async (nameOfPrecedence, names) => {
    const slack = await emulator({ behaviours: { nameOfPrecedence } });
    slack.addUser({ userName: "taken.name" });
    const { id } = await person(slack);
    expect((await patchV1(slack, id, names)).body).toEqual({
      Errors: { description: "username_taken (username=Taken.Name)", code: 409 },
    });
  },
);

const isShownWhole = (body: Json) => Object.hasOwn(body, "userType");

test.each<[string, object]>([
  ["texts", { userType: "", locale: " ", preferredLanguage: "" }],
  ["a block of the organisation", { [ENTERPRISE_V1]: { department: "", manager: { managerId: "" } } }],
  ["a first day", { schemas: [CORE_V1, PROFILE_V1], [PROFILE_V1]: { startDate: "" } }],
  ["an address", { addresses: [{ country: "", locality: null }] }],
  ["the removal of a number", { phoneNumbers: [{ value: "1", operation: "delete" }] }],
])(
  "who has no custom attributes has none either once %s is sent that says nothing",
  async (_what, changes) => {
    const slack = await emulator();
    const { id } = await person(slack, {}, "v1");
    const { status, body } = await patchV1(slack, id, changes);
    expect([status, isShownWhole(body)]).toEqual([200, false]);
  },
);

test("who has every text of the organisation's block, and a manager, is shown with all of them", async () => {
  const slack = await emulator();
  const { id } = await person(slack, {}, "v1");
  const texts = { employeeNumber: "1", costCenter: "2", organization: "3", division: "4", department: "5" };
  const { body } = await patchV1(slack, id, {
    [ENTERPRISE_V1]: { ...texts, manager: { managerId: "owner" } },
  });
  expect(isShownWhole(body)).toBe(true);
  expect(body[ENTERPRISE_V1]).toEqual({ ...texts, manager: { managerId: "U0000000001" } });
});

test("a manager whom nobody is is refused by the code alone", async () => {
  const slack = await emulator();
  const { id } = await person(slack);
  const { body } = await patchV1(slack, id, { [ENTERPRISE_V1]: { manager: { managerId: "nobody" } } });
  expect(body).toEqual({ Errors: { description: "unknown_user", code: 400 } });
});

test("a photo is served under an address of Slack's own, which means that photo where it is sent back, and another one within another address", async () => {
  const slack = await emulator();
  const { id } = await person(slack);
  const shown = async (value: string) =>
    (await patchV1(slack, id, { photos: [{ value }] })).body.photos[0].value;
  const first = await shown("https://e.co/a.png");
  expect(first).toMatch(/^https:\/\/avatars\.slack-edge\.com\/[0-9a-f]{32}_original\.jpg$/);
  expect(await shown(first)).toBe(first);
  const second = await shown(`https://e.co/?of=${first}`);
  expect(second).toMatch(/^https:\/\/avatars\.slack-edge\.com\/[0-9a-f]{32}_original\.jpg$/);
  expect(second).not.toBe(first);
});

test("a write that needs no custom profile field is taken however many the organisation has", async () => {
  const slack = await emulator({ customProfileFields: 51 });
  const { id } = await person(slack);
  expect((await patchV1(slack, id, { displayName: "Ada" })).status).toBe(200);
  expect((await patchV1(slack, id, { title: "Lead" })).code).toBe("unable_to_create_team_profile_fields");
});
