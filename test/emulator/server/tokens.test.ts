import type { TokenRole } from "../../../emulator";
import { call, emulator, person, USER } from "../harness";

const V1_401 = (description: string) => ({ Errors: { description, code: 401 } });

test.each(["v1", "v2"])(
  "a nonsense token is 401 invalid_authentication in v1's envelope (%s)",
  async (version) => {
    const slack = await emulator();
    for (const authorization of ["Bearer nonsense", "Bearer ", "Basic eHg6eA=="]) {
      for (const path of ["Users", "Groups", "Users/U1", "Schemas/Users"]) {
        const { status, body } = await call(slack, "GET", `${version}/${path}`, undefined, { authorization });
        expect([status, body]).toEqual([401, V1_401("invalid_authentication")]);
      }
    }
  },
);

test("no token is 401 missing_authentication", async () => {
  const slack = await emulator();
  const response = await fetch(`${slack.v2}Users`);
  expect([response.status, await response.json()]).toEqual([401, V1_401("missing_authentication")]);
});

test("the provider configuration answers a nonsense token, and none", async () => {
  const slack = await emulator();
  for (const path of ["v1/ServiceProviderConfigs", "v2/ServiceProviderConfigs", "v2/ServiceProviderConfig"]) {
    expect((await call(slack, "GET", path, undefined, { authorization: "Bearer dummy" })).status).toBe(200);
    expect((await fetch(`${slack.url}/scim/${path}`)).status).toBe(200);
  }
});

test.each<[TokenRole, number, string, number]>([
  ["noAdminScope", 401, "invalid_authentication", 401],
  ["forbidden", 403, "permission_denied", 403],
  ["workspace", 403, "non_org_teams_only", 403],
  ["demoted", 403, "permission_denied", 200],
])("a token that is %s gets %i %s for a write and %i for a read", async (role, status, code, readStatus) => {
  const slack = await emulator({ tokens: [{ token: "xoxp-other", role }] });
  const other = { url: slack.url, token: "xoxp-other" };
  const body = { schemas: [USER], userName: "ada", emails: [{ value: "a@example.com" }] };
  expect(await call(other, "POST", "v2/Users", body)).toMatchObject({ status, code });
  expect((await call(other, "GET", "v2/Users")).status).toBe(readStatus);
  expect(slack.users()).toHaveLength(1);
});

test("an admin's token writes members and admins, never owners", async () => {
  const slack = await emulator({ tokens: [{ token: "xoxp-admin", role: "admin" }] });
  const admin = { url: slack.url, token: "xoxp-admin" };
  const titled = async (rank: "member" | "admin" | "owner" | "primaryOwner" | "workspacePrimaryOwner") => {
    const id = slack.addUser({ userName: rank.toLowerCase(), rank });
    return call(admin, "PATCH", `v1/Users/${id}`, { title: "x" });
  };
  expect([(await titled("member")).status, (await titled("admin")).status]).toEqual([200, 200]);
  for (const rank of ["owner", "primaryOwner", "workspacePrimaryOwner"] as const) {
    expect(await titled(rank)).toMatchObject({ status: 403, code: "permission_denied" });
  }
});

test("a plan without SCIM answers 403 plus_teams_only", async () => {
  const slack = await emulator({ plan: "free" });
  expect(await call(slack, "GET", "v2/Users")).toMatchObject({ status: 403, code: "plus_teams_only" });
});

test("a token sees only its own organization", async () => {
  const slack = await emulator({ organizations: [{ domain: "globex", token: "xoxp-globex" }] });
  slack.addOrganization({ domain: "initech", token: "xoxp-initech", seed: 2 });
  const globex = { url: slack.url, token: "xoxp-globex" };
  const { id, userName } = await person(slack);
  expect((await call(globex, "GET", `v2/Users/${id}`)).status).toBe(404);
  expect((await call(globex, "DELETE", `v2/Users/${id}`)).status).toBe(404);
  const { body } = await call(globex, "GET", "v2/Users");
  expect(body.Resources).toEqual([
    expect.objectContaining({ profileUrl: "https://globex.enterprise.slack.com/team/owner" }),
  ]);
  const same = { schemas: [USER], userName, emails: [{ value: `${userName}@example.com` }] };
  expect((await call(globex, "POST", "v2/Users", same)).status).toBe(201);
  expect(slack.users("initech")).toHaveLength(3);
  expect(slack.requests.map(({ organization }) => organization)).toEqual([
    "acme",
    "globex",
    "globex",
    "globex",
    "globex",
  ]);
});

test("an organization starts with its primary owner", async () => {
  const slack = await emulator({ domain: "globex" });
  expect(slack.users()).toEqual([
    expect.objectContaining({
      id: "U0000000001",
      userName: "owner",
      rank: "primaryOwner",
      emails: [{ value: "owner@globex.example.com", primary: true }],
      profileUrl: "https://globex.enterprise.slack.com/team/owner",
    }),
  ]);
});

test("a token that another organization has is refused, and so is a second organization of one domain", async () => {
  const slack = await emulator();
  expect(() => slack.addOrganization({ domain: "b", token: slack.token })).toThrow(
    'belongs to the organization "acme"',
  );
  expect(() => slack.addOrganization({ domain: "acme", token: "x" })).toThrow(
    'There is an organization "acme" already',
  );
});
