import { ada } from "../support/bodies";
import { startServer } from "../support/server";

const ENTERPRISE = {
  v1: "urn:scim:schemas:extension:enterprise:1.0",
  v2: "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
};
const GUEST = {
  v1: "urn:scim:schemas:extension:slack:guest:1.0",
  v2: "urn:ietf:params:scim:schemas:extension:slack:guest:2.0:User",
};
const PROFILE = {
  v1: "urn:scim:schemas:extension:slack:profile:1.0",
  v2: "urn:ietf:params:scim:schemas:extension:slack:profile:2.0:User",
};
const CORE = { v1: "urn:scim:schemas:core:1.0", v2: "urn:ietf:params:scim:schemas:core:2.0:User" };
const versions = ["v1", "v2"] as const;
const emails = [{ value: "ada@example.com", primary: true }];

test.each(versions)(
  "the extensions have the same short names on the way in and out of %s",
  async (version) => {
    const guest = {
      type: "multi",
      expiration: "2027-01-31T23:59:59Z",
      channels: [{ value: "C1", display: "help" }],
    };
    const extensions = {
      [ENTERPRISE[version]]: { department: "R&D", manager: { managerId: "U7" } },
      [GUEST[version]]: guest,
      [PROFILE[version]]: { startDate: "2026-01-01T00:00:00Z" },
    };
    const slack = await startServer({ body: { ...ada, ...extensions } });
    const user = await slack[version]({}).users.create({
      userName: "ada",
      emails,
      enterprise: { department: "R&D", manager: { managerId: "U7" } },
      guest,
      profile: { startDate: "2026-01-01T00:00:00Z" },
    });
    expect(user).toMatchObject({
      enterprise: { department: "R&D" },
      guest,
      profile: { startDate: expect.any(String) },
    });
    expect(Object.keys(user).filter((name) => name.startsWith("urn:"))).toEqual([]);
    const sent = JSON.parse(slack.asked[0]?.body ?? "");
    expect(sent.schemas).toEqual([CORE[version], ENTERPRISE[version], GUEST[version], PROFILE[version]]);
    expect(sent).toMatchObject(extensions);
  },
);

test("a value, null and an absent attribute are three different things", async () => {
  const slack = await startServer({ body: ada });
  await slack
    .v2({})
    .users.create({ userName: "ada", emails, title: null, locale: undefined, displayName: "" });
  const sent = JSON.parse(slack.asked[0]?.body ?? "");
  expect(sent).toMatchObject({ title: null, displayName: "" });
  expect("locale" in sent).toBe(false);
});

test("attributes that nobody knows survive being read, changed and written", async () => {
  const strange = { Shoe_Size: { "x.y": [1, [2, { deep_key: null }]] }, "urn:acme:1": { a: "b" } };
  const slack = await startServer({ body: { ...ada, ...strange } });
  const { users } = slack.v2({});
  await users.replace("U1", { ...(await users.get("U1")), title: "CTO" });
  expect(JSON.parse(slack.asked[1]?.body ?? "")).toMatchObject({ ...strange, title: "CTO" });
});

test("attributes that nobody knows go out as they are, whatever they hold, also beside those of a kind", async () => {
  const strange = { shoeSize: 43, name: { formatted: ["A"] }, phoneNumbers: [{ value: "1", display: 1 }] };
  const more = {
    guest: { channels: [7] },
    enterprise: { badge: { colour: 1 }, manager: { displayName: 1 } },
  };
  const slack = await startServer({ body: ada });
  const user = { userName: "ada", emails, ...strange, ...more } as {
    userName: string;
    emails: typeof emails;
  };
  await slack.v2({}).users.create(user);
  const sent = JSON.parse(slack.asked[0]?.body ?? "");
  expect(sent).toMatchObject(strange);
  expect(sent).toMatchObject({ [GUEST.v2]: more.guest, [ENTERPRISE.v2]: { badge: { colour: 1 } } });
});

test("schemas that another client has nested come back flat, and go out without repetition", async () => {
  const both = [CORE.v1, ENTERPRISE.v1, "urn:acme:1"];
  const slack = await startServer({ body: { ...ada, schemas: [both, both] } });
  const { users } = slack.v2({});
  const user = await users.get("U1");
  expect(user.schemas).toEqual(both);
  await users.replace("U1", user);
  expect(JSON.parse(slack.asked[1]?.body ?? "").schemas).toEqual([CORE.v2, "urn:acme:1"]);
});

test("the caller's objects are never changed", async () => {
  const slack = await startServer(({ method }) => ({ body: method === "PATCH" ? ada : { ...ada } }));
  const freeze = <T>(value: T): T => {
    if (typeof value === "object" && value !== null) Object.values(Object.freeze(value)).forEach(freeze);
    return value;
  };
  const user = freeze({
    userName: "ada",
    emails,
    active: true,
    phoneNumbers: [{ value: "1", type: "mobile" }],
    enterprise: { manager: { managerId: null } },
  });
  const { users, request } = { users: slack.v2({}).users, request: slack.v2({}) };
  await users.create(user);
  await users.replace("U1", user);
  await users.patch("U1", freeze({ emails, guest: { expiration: "2027-01-31T23:59:59Z" } }));
  await request.request(freeze({ method: "POST", path: "Users", body: { userName: "ada" } }));
  expect(slack.log()).toHaveLength(4);
});

test("a telephone number lands in the place that its label names", async () => {
  const slack = await startServer({ body: ada });
  const { users } = slack.v2({});
  const main = { value: "+49 1", primary: true };
  const mobile = { value: "+49 2", type: "mobile" };
  const sent = async (phoneNumbers: object[]) => {
    await users.create({ userName: "ada", emails, phoneNumbers: phoneNumbers as [] });
    return JSON.parse(slack.asked.at(-1)?.body ?? "").phoneNumbers;
  };
  expect(await sent([main])).toEqual([{ value: "+49 1", primary: true }]);
  expect(await sent([mobile])).toEqual([{ value: "+49 2", type: "work" }]);
  const pair = [
    { value: "+49 1", primary: true },
    { value: "+49 2", primary: false },
  ];
  expect(await sent([main, mobile])).toEqual(pair);
  expect(await sent([mobile, main])).toEqual(pair);
  expect(await sent([main, { value: "+49 2" }])).toEqual(pair);
  expect(await sent([{ value: null, type: "mobile" }, main])).toEqual([{ value: "+49 1", primary: true }]);
});

test("the empty places that Slack lists are left out of what is read", async () => {
  const nobody = { streetAddress: null, locality: null, region: null, postalCode: null, country: null };
  const slack = await startServer({
    body: {
      ...ada,
      emails: [...emails, { value: "", primary: false }],
      addresses: [nobody],
      phoneNumbers: [
        { value: null, type: "mobile" },
        { value: "1", primary: true },
      ],
      roles: [{ value: null, primary: true }],
    },
  });
  expect(await slack.v2({}).users.get("U1")).toMatchObject({
    emails,
    addresses: [],
    phoneNumbers: [{ value: "1", primary: true }],
    roles: [],
  });
});

test("a manager without an id, as Slack answers it, is not sent back", async () => {
  const slack = await startServer({
    body: { ...ada, [ENTERPRISE.v2]: { division: null, manager: { managerId: null } } },
  });
  const { users } = slack.v2({});
  const user = await users.get("U1");
  expect(user.enterprise).toEqual({ division: null, manager: { managerId: null } });
  await users.replace("U1", user);
  expect(JSON.parse(slack.asked[1]?.body ?? "")[ENTERPRISE.v2]).toEqual({ division: null });
});
