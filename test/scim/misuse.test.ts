import { X509Certificate } from "node:crypto";
import http from "node:http";
import https from "node:https";
import { ProxyAgent } from "proxy-agent";
import {
  BackoffRetryIntervalCalculator,
  ConnectionErrorRetryHandler,
  FixedValueRetryIntervalCalculator,
  filter,
  RandomJitter,
  RateLimitErrorRetryHandler,
  RetryHandler,
  ServerErrorRetryHandler,
  SlackScimArgumentError,
  SlackScimClient,
  type SlackScimClientOptions,
} from "../../provider/scim";
import { OPTION_NAMES } from "../../provider/scim/request/option-names";
import { cert } from "./support/certificate";
import { startServer } from "./support/server";

const emails = [{ value: "ada@example.com" }];

test.each<[Partial<Record<keyof SlackScimClientOptions | "timeout", unknown>>, string]>([
  [{ token: "" }, "token must be a user token (xoxp-…) with the admin scope, but got an empty string"],
  [{ token: undefined }, "token must be a user token (xoxp-…) with the admin scope, but got undefined"],
  [
    { token: "xoxp-1\n" },
    "token must be a user token (xoxp-…) with the admin scope, but got a string with white space in it",
  ],
  [{ token: " xoxp-1" }, "but got a string with white space in it"],
  [
    { baseUrl: "slack" },
    'baseUrl must be an https: URL that ends in /scim/v1/ or /scim/v2/, as https://api.slack.com/scim/v2/, but got "slack"',
  ],
  [
    { baseUrl: "http://slack.example.com/scim/v2" },
    "baseUrl must be an https: URL, as the token would travel in clear (or set allowPlainHttp), but got",
  ],
  [
    { baseUrl: "https://a:b@slack.example.com/scim/v2" },
    "baseUrl must be without a user or password in it, but got",
  ],
  [{ baseUrl: "https://slack.example.com/scim/v2?x=1" }, "baseUrl must be without ? and #, but got"],
  [{ baseUrl: "https://slack.example.com/scim/v2#x" }, "baseUrl must be without ? and #, but got"],
  [{ baseUrl: new URL("https://slack.example.com/scim/v2/") }, "baseUrl must be an https: URL that ends in"],
  [{ baseUrl: "ftp://slack.example.com/scim/v2/" }, "baseUrl must be an https: URL that ends in"],
  [
    { baseUrl: "https://slack.example.com/scim/" },
    "baseUrl must be a URL that ends in /scim/v1/ or /scim/v2/ (or give apiVersion beside it), but got https://slack.example.com/scim/",
  ],
  [{ apiVersion: "v3" }, 'apiVersion must be "v1" or "v2", but got "v3"'],
  [{ apiVersion: "v1" }, 'apiVersion must be left out, or "v2" as in the base URL, but got "v1"'],
  [{ timeoutMs: 0 }, "timeoutMs must be a number of milliseconds above 0, but got 0"],
  [{ totalTimeoutMs: "5s" }, 'totalTimeoutMs must be a number of milliseconds above 0, but got "5s"'],
  [
    { baseUrl: "xoxp-1234" },
    "baseUrl must be an https: URL that ends in /scim/v1/ or /scim/v2/, as https://api.slack.com/scim/v2/, but got what looks like a token",
  ],
  [
    { baseUrl: "ada:hunter2@slack" },
    "baseUrl must be without a user or password in it, but got another string",
  ],
  [{ maxResponseBytes: 2 ** 40 }, "maxResponseBytes must be a whole number up to 536870888"],
  [{ maxResponseBytes: 1.5 }, "maxResponseBytes must be a whole number from 1, but got 1.5"],
  [{ budgetShare: 0 }, "budgetShare must be a number above 0 and up to 1, but got 0"],
  [{ budgetShare: 2 }, "budgetShare must be a number above 0 and up to 1, but got 2"],
  [{ budgetShare: 1.1 }, "budgetShare must be a number above 0 and up to 1, but got 1.1"],
  [{ limits: "none" }, 'limits must be "slack", "off" or a number above 0, but got "none"'],
  [{ limits: -1 }, 'limits must be "slack", "off" or a number above 0, but got -1'],
  [
    { retryHandlers: {} },
    "retryHandlers must be a list of retry handlers, as [new RateLimitErrorRetryHandler()], but got an object",
  ],
  [
    { retryHandlers: [{}] },
    "retryHandlers[0] must be an object with canRetry, prepareForNextAttempt, but got an object",
  ],
  [{ logger: () => {} }, "logger must be an object with debug, info, warn, error, but got a function"],
  [{ clock: {} }, "clock must be an object with now, sleep, but got an object"],
  [{ signal: {} }, "signal must be an AbortSignal, but got an object"],
  [{ agent: {} }, "agent must be an object with addRequest, but got an object"],
  [{ ca: "nonsense" }, "ca must be certificates in PEM form, as text or Buffer, but got another string"],
  [{ ca: [cert, "nonsense"] }, "ca must be certificates in PEM form, as text or Buffer, but got a list"],
  [{ ca: new X509Certificate(cert).raw }, "ca must be certificates in PEM form, as text or Buffer, but got"],
  [
    { proxy: "a b" },
    "proxy must be a URL, as http://proxy.example.com:3128, or false, but got a string with white space in it",
  ],
  [
    { headers: { Authorization: "x" } },
    "headers.Authorization must be left out: the token is an option of its own, but got a value",
  ],
  [{ headers: { "x y": "z" } }, 'headers must be an object with names that HTTP allows, but got "x y"'],
  [
    { headers: { "x-y": "a\nb" } },
    "headers.x-y must be a string of one line, but got a string with characters that no header can carry",
  ],
  [{ headers: new Headers({ "x-y": "z" }) }, "headers must be a plain object as"],
  [{ allowPlainHttp: "false" }, 'allowPlainHttp must be true or false, but got "false"'],
  [{ logPersonalData: 0 }, "logPersonalData must be true or false, but got 0"],
  [{ timeout: 30 }, "options.timeout must be left out: there are token, baseUrl"],
  [{ timeoutMs: Number.NaN }, "timeoutMs must be a number of milliseconds above 0, but got NaN"],
  [
    { events: { onRequest() {} } },
    "events.onRequest must be left out: there are request, response, retry, rateLimit, but got it",
  ],
  [{ events: { retry: true } }, "events.retry must be a function, but got true"],
  [{ events: "all" }, 'events must be an object with functions, but got "all"'],
  [
    { ca: "-----BEGIN CERTIFICATE-----\nnonsense\n-----END CERTIFICATE-----" },
    "ca must be certificates in PEM form",
  ],
  [{ proxy: "ftp://proxy.example.com" }, "proxy must be a URL, as http://proxy.example.com:3128, or false"],
  [
    { baseUrl: "https://slack.example.com/@me/scim/v2/" },
    "baseUrl must be without @ in its path, but got another string",
  ],
  [{ baseUrl: "http://127.0.0.1/@me/scim/v2/" }, "baseUrl must be without @ in its path"],
  [{ baseUrl: "https://slack.example.com/scim/a@v2/" }, "baseUrl must be without @ in its path"],
  [{ baseUrl: "https://slack.example.com/scim/v2/?as=a@b" }, "baseUrl must be without ? and #"],
  [{ baseUrl: "https://slack.example.com?as=a@b" }, "baseUrl must be without ? and #"],
  [{ baseUrl: "https://slack.example.com/scim/v2/#a@b" }, "baseUrl must be without ? and #"],
  [
    { baseUrl: "https://a@slack.example.com/@b/scim/v2/" },
    "baseUrl must be without a user or password in it",
  ],
  [{ userAgentPrefix: 7 }, "userAgentPrefix must be a string, but got 7"],
  [
    { userAgentPrefix: "a\r\nx-evil: 1" },
    "userAgentPrefix must be a string of one line, but got a string with",
  ],
  [{ userAgentSuffix: "a\u0000" }, "userAgentSuffix must be a string of one line, but got a string with"],
  [{ proxy: "http://xoxp-s:b:c" }, "proxy must be a URL, as http://proxy.example.com:3128, or false"],
  [
    { proxy: "http://user:xoxp-s%@proxy:1" },
    "proxy must be a URL, as http://proxy.example.com:3128, or false",
  ],
])("the option %j is refused by name", (options, message) => {
  const make = () => new SlackScimClient({ token: "xoxp-secret", ...options } as never);
  expect(make).toThrow(SlackScimArgumentError);
  expect(make).toThrow(message);
  expect(make).not.toThrow(/xoxp-[0-9s]/);
});

test("a number in place of the options is refused", () => {
  expect(() => new SlackScimClient(7 as never)).toThrow(
    "options must be an object with at least a token, but got 7",
  );
});

test("a host may begin like a token", () => {
  const baseUrl = "https://xoxo.example.com/scim/v2/";
  expect(new SlackScimClient({ token: "xoxp-1", baseUrl }).baseUrl).toBe(baseUrl);
});

test("a token in place of the options is refused without being shown", () => {
  const make = () => new SlackScimClient("xoxp-1234-secret" as never);
  expect(make).toThrow("options must be an object as { token }, but got a string");
  expect(make).not.toThrow(/1234|secret/);
});

test.each(OPTION_NAMES)("null is no value of the option %s", (name) => {
  const make = () => new SlackScimClient({ token: "xoxp-1", [name]: null } as never);
  expect(make).toThrow(SlackScimArgumentError);
  expect(make).toThrow(new RegExp(`^${name} must be .*, but got null$`));
});

test("an option that is undefined has its default", () => {
  const nothing = Object.fromEntries(OPTION_NAMES.map((name) => [name, undefined]));
  const client = new SlackScimClient({ ...nothing, token: "xoxp-1" });
  expect([client.baseUrl, client.apiVersion]).toEqual(["https://api.slack.com/scim/v2/", "v2"]);
});

test.each([
  ["http", new http.Agent(), "https:", "https://slack.example.com/scim/v2/"],
  ["https", new https.Agent(), "http:", "http://127.0.0.1/scim/v2/"],
])("an agent for %s is refused where the base URL is another", (own, agent, protocol, baseUrl) => {
  const make = () => new SlackScimClient({ token: "xoxp-1", agent, baseUrl });
  expect(make).toThrow(`agent must be one for ${protocol}, as the base URL is, but got one for ${own}:`);
  expect(make).toThrow(SlackScimArgumentError);
});

test("an agent that works out the protocol for each request goes with any base URL", () => {
  class Either extends http.Agent {}
  const agent = new Either();
  Object.defineProperty(agent, "protocol", { get: () => "http:" });
  for (const one of [agent, new ProxyAgent(), { addRequest() {} } as never])
    expect(() => new SlackScimClient({ token: "xoxp-1", agent: one })).not.toThrow();
});

test("a proxy may have a user, or no scheme", () => {
  const socks = [
    "socks://proxy:1080",
    "socks4a://proxy:1080",
    "socks5h://proxy:1080",
    "socks5://[::1]:1080/",
  ];
  for (const proxy of ["http://me:p%40ss@proxy:3128", "proxy.example.com:3128", ...socks])
    expect(() => new SlackScimClient({ token: "xoxp-1", proxy })).not.toThrow();
});

test.each([{ proxy: "http://p:1" }, { ca: cert }])("%j beside an agent of one's own is refused", (option) => {
  const options = { token: "xoxp-1", agent: new https.Agent(), ...option };
  expect(() => new SlackScimClient(options)).toThrow(
    "agent must be given without ca and proxy, which the agent has of its own, but got both",
  );
});

const cyclic: Record<string, unknown> = {};
cyclic.self = cyclic;

type Wrong = (client: SlackScimClient) => Promise<unknown>;
test.each<[string, Wrong, string]>([
  [
    "an empty id",
    ({ users }) => users.get(""),
    "id must be the id of one of the Users, as U0AAAAAAA1, but got an empty string",
  ],
  [
    "a number as id",
    ({ groups }) => groups.get(7 as never),
    "id must be the id of one of the Groups, as S0AAAAAAA1, but got 7",
  ],
  [
    "two dots as id",
    ({ users }) => users.delete(".."),
    'id must be the id of one of the Users, as U0AAAAAAA1, but got ".."',
  ],
  [
    "no user",
    ({ users }) => users.create(undefined as never),
    "user must be an object with userName and emails, but got undefined",
  ],
  [
    "no userName",
    ({ users }) => users.create({ emails } as never),
    "user.userName must be the person's userName, but got undefined",
  ],
  [
    "no e-mail",
    ({ users }) => users.create({ userName: "a", emails: [] }),
    'user.emails must be a list as [{ value: "ada@example.com", primary: true }], but got an empty list',
  ],
  [
    "an e-mail as string",
    ({ users }) => users.create({ userName: "a", emails: "a@b" as never }),
    "user.emails must be a list as",
  ],
  [
    "e-mails as strings",
    ({ users }) => users.create({ userName: "a", emails: ["a@b"] as never }),
    "user.emails[0] must be",
  ],
  [
    "a blank e-mail",
    ({ users }) => users.create({ userName: "a", emails: [{ value: " " }] }),
    "user.emails[0].value must be an e-mail address",
  ],
  [
    "three phones",
    ({ users }) =>
      users.create({ userName: "a", emails, phoneNumbers: [{ value: "1" }, { value: "2" }, { value: "3" }] }),
    "phoneNumbers must be at most two",
  ],
  [
    "active as string",
    ({ users }) => users.create({ userName: "a", emails, active: "false" as never }),
    'user.active must be true or false, but got "false"',
  ],
  [
    "a replacement without active",
    ({ users }) => users.replace("U1", { userName: "a", emails }),
    "user.active must be true or false when a person is replaced",
  ],
  [
    "no changes",
    ({ users }) => users.patch("U1", {}),
    "changes must be at least one attribute to change, but got none",
  ],
  [
    "a new password",
    ({ users }) => users.patch("U1", { password: "x" } as never),
    "changes.password must be left out: it can only be given when creating",
  ],
  [
    "groups of a person",
    ({ users }) => users.patch("U1", { groups: [] } as never),
    "changes.groups must be left out: add the person to a group instead",
  ],
  [
    "a cleared userName",
    ({ users }) => users.patch("U1", { userName: "" }),
    "changes.userName must be a value: Slack keeps nobody without, but got an empty string",
  ],
  [
    "three e-mails",
    ({ users }) => users.patch("U1", { emails: [...emails, ...emails, ...emails] }),
    "emails must be one or two addresses",
  ],
  [
    "bad operations",
    ({ users }) => users.patchOperations("U1", [{ op: "move", path: "x" }] as never),
    "operations must be a list as",
  ],
  [
    "no group name",
    ({ groups }) => groups.create({} as never),
    "group.displayName must be the group's name, but got undefined",
  ],
  [
    "members as strings",
    ({ groups }) => groups.create({ displayName: "x", members: ["U1"] as never }),
    "group.members[0].value must be a person's id",
  ],
  [
    "a group replaced without members",
    ({ groups }) => groups.replace("S1", { displayName: "x" } as never),
    "group.members must be given when a group is replaced, [] to empty it",
  ],
  [
    "no change of a group",
    ({ groups }) => groups.patch("S1", {}),
    "changes must be an object with displayName, addMembers or removeMembers, but got neither",
  ],
  [
    "an id as members",
    ({ groups }) => groups.addMembers("S1", "U1" as never),
    "addMembers must be a list of people's ids",
  ],
  [
    "a startIndex of 0",
    ({ users }) => users.list({ startIndex: 0 }),
    "startIndex must be a whole number from 1, but got 0",
  ],
  [
    "a negative count",
    ({ users }) => users.list({ count: -1 }),
    "count must be a whole number from 0, but got -1",
  ],
  ["a blank address", ({ users }) => users.findByEmail(" "), "email must be an e-mail address, but got"],
  [
    "another verb",
    (client) => client.request({ method: "HEAD" as never, path: "Users" }),
    'method must be one of GET, POST, PUT, PATCH, DELETE, but got "HEAD"',
  ],
  [
    "a misspelt query",
    (client) => client.request({ method: "GET", path: "Users", params: { count: 1 } } as never),
    "request.params must be left out: there are method, path, query, body, but got it",
  ],
  [
    "a whole URL",
    (client) => client.request({ method: "GET", path: "https://evil.example.com/" }),
    "path must be a path below the base URL",
  ],
  [
    "another host",
    (client) => client.request({ method: "GET", path: "//evil.example.com/" }),
    "path must be a path below the base URL",
  ],
  [
    "a way up",
    (client) => client.request({ method: "GET", path: "Users/%2e%2e/Groups" }),
    "path must be a path below the base URL without . or .. in it",
  ],
  [
    "a backslash",
    (client) => client.request({ method: "GET", path: "Users\\..\\x" }),
    "path must be a path below the base URL",
  ],
  [
    "a body in a GET",
    (client) => client.request({ method: "GET", path: "Users", body: {} }),
    "body must be left out of a GET, but got an object",
  ],
  [
    "a path in place of a request",
    (client) => client.request("Users" as never),
    'request must be an object with method and path, but got "Users"',
  ],
  [
    "a query as text",
    (client) => client.request({ method: "GET", path: "Users", query: "count=1" as never }),
    'query must be an object as { count: 100 }, but got "count=1"',
  ],
  [
    "a list in a query",
    (client) => client.request({ method: "GET", path: "Users", query: { count: [1] } as never }),
    "query.count must be a string, a finite number or a boolean, but got a list",
  ],
  [
    "an infinite number in a query",
    (client) => client.request({ method: "GET", path: "Users", query: { count: Number.POSITIVE_INFINITY } }),
    "query.count must be a string, a finite number or a boolean, but got Infinity",
  ],
  [
    "null in place of a look-up's options",
    ({ users }) => users.findByEmail("ada@example.com", null as never),
    "options must be an object with signal, deadlineMs or headers, but got null",
  ],
  [
    "a header of one call that HTTP does not allow",
    ({ users }) => users.get("U1", { headers: { "x y": "z" } }),
    'headers must be an object with names that HTTP allows, but got "x y"',
  ],
  [
    "a list as body",
    (client) => client.request({ method: "POST", path: "Users", body: [] }),
    "body must be a JSON object, but got an empty list",
  ],
  [
    "a deadline of 0",
    ({ users }) => users.get("U1", { deadlineMs: 0 }),
    "deadlineMs must be a number of milliseconds above 0, but got 0",
  ],
  ["half a character as id", ({ users }) => users.get("U\ud800"), "id must be text, but got half of"],
  [
    "half a character in a filter",
    ({ users }) => users.list({ filter: 'userName eq "\ud800"' }),
    "filter must be text, but got half of",
  ],
  [
    "a bare filter to list by",
    ({ users }) => users.list('userName eq "ada"' as never),
    "page must be an object with startIndex, count or filter",
  ],
  [
    "a filter of the builder to list by",
    ({ users }) => users.list(filter.userName.eq("ada") as never),
    "page must be an object as { filter }, but got the filter itself",
  ],
  [
    "a filter of the builder to iterate by",
    async ({ groups }) => groups.iterate(filter.displayName.eq("x") as never).next(),
    "options must be an object as { filter }, but got the filter itself",
  ],
  [
    "a misspelt filter to list by",
    ({ users }) => users.list({ filters: 'userName eq "ada"' } as never),
    "page.filters must be left out: there are filter, count, startIndex, but got it",
  ],
  [
    "a misspelt page size",
    async ({ users }) => users.iterate({ count: 1 } as never).next(),
    "options.count must be left out: there are filter, pageSize, but got it",
  ],
  [
    "a misspelt deadline",
    ({ users }) => users.get("U1", { deadline: 1 } as never),
    "options.deadline must be left out: there are signal, deadlineMs, headers, but got it",
  ],
  ["null to list by", ({ groups }) => groups.list(null as never), "page must be an object"],
  [
    "a bare filter to iterate by",
    async ({ users }) => users.iterate('userName eq "ada"' as never).next(),
    "options must be an object with filter or pageSize",
  ],
  ["null as options", ({ users }) => users.get("U1", null as never), "options must be an object with signal"],
  [
    "null as options of a creation",
    ({ groups }) => groups.create({ displayName: "x" }, null as never),
    "options must be an object with signal",
  ],
  [
    "a signal as options",
    ({ users }) => users.get("U1", new AbortController().signal as never),
    "options must be an object as { signal }, but got the signal itself",
  ],
  [
    "something to find what was lost that cannot be asked",
    ({ users }) => users.create({ userName: "a", emails }, { findLost: 7 as never }),
    "findLost must be a function, but got 7",
  ],
  [
    "an object that contains itself",
    ({ users }) => users.patch("U1", { enterprise: cyclic }),
    "changes must be JSON, but got something else",
  ],
  [
    "a telephone number's type as number",
    ({ users }) => users.patch("U1", { phoneNumbers: [{ value: "1", type: 5 as never }] }),
    "changes.phoneNumbers[0].type must be a string, but got 5",
  ],
  [
    "members among the changes of a group",
    ({ groups }) => groups.patch("S1", { displayName: "x", members: [] } as never),
    "changes.members must be left out: displayName, addMembers and removeMembers",
  ],
  [
    "null as members to add",
    ({ groups }) => groups.patch("S1", { addMembers: null as never }),
    "addMembers must be a list of people's ids",
  ],
  [
    "NaN in a query",
    (client) => client.request({ method: "GET", path: "Users", query: { count: Number.NaN } }),
    "query.count must be a string, a finite number or a boolean, but got NaN",
  ],
  [
    "a string to combine a filter with",
    async ({ users }) => users.list({ filter: filter.userName.pr().and("x" as never) }),
    "filter must be one from the builder",
  ],
  [
    "a signal that is none",
    ({ users }) => users.get("U1", { signal: {} as never }),
    "signal must be an AbortSignal, but got an object",
  ],
])("%s is refused before anything is sent", async (_what, call, message) => {
  const slack = await startServer({ status: 500 });
  const error = await call(slack.v2({})).then(String, (error: Error) => error);
  expect(error).toBeInstanceOf(SlackScimArgumentError);
  expect((error as Error).message).toContain(message);
  expect(slack.log()).toEqual([]);
});

test("a body that is no JSON is refused before anything is sent", async () => {
  const slack = await startServer({ status: 500 });
  const body: Record<string, unknown> = {};
  body.self = body;
  await expect(slack.v2({}).request({ method: "POST", path: "Users", body })).rejects.toThrow(
    "body must be JSON",
  );
  expect(slack.log()).toEqual([]);
});

const [one, other] = [
  { value: "a@b.c", primary: true },
  { value: "d@e.f", primary: true },
];
test.each<[Record<string, unknown>, string]>([
  [{ timezone: 5 }, "timezone must be a string, but got 5"],
  [{ displayName: { a: 1 } }, "displayName must be a string, but got an object"],
  [{ title: ["CTO"] }, "title must be a string, but got a list"],
  [{ nickName: true }, "nickName must be a string, but got true"],
  [{ password: 123456 }, "password must be a string, but got something else"],
  [{ active: "false" }, 'active must be true or false, but got "false"'],
  [{ name: "Ada" }, 'name must be an object, but got "Ada"'],
  [{ name: { givenName: 5 } }, "name.givenName must be a string, but got 5"],
  [{ enterprise: [] }, "enterprise must be an object, but got an empty list"],
  [{ enterprise: { department: [] } }, "enterprise.department must be a string, but got an empty list"],
  [{ enterprise: { manager: "U1" } }, 'enterprise.manager must be an object, but got "U1"'],
  [{ enterprise: { manager: { managerId: 1 } } }, "enterprise.manager.managerId must be a string, but got 1"],
  [{ guest: { expiration: new Date(0) } }, "guest.expiration must be a string, but got an object"],
  [{ profile: { startDate: 2026 } }, "profile.startDate must be a string, but got 2026"],
  [{ emails: [{ value: "a@b.c", primary: "no" }] }, 'emails[0].primary must be true or false, but got "no"'],
  [{ photos: {} }, 'photos must be a list as [{ value: "https://example.com/ada.png" }], but got an object'],
  [{ photos: [{ value: 7 }] }, "photos[0].value must be a string, but got 7"],
  [{ roles: ["CTO"] }, 'roles[0] must be { value: "Engineer" }, but got "CTO"'],
  [{ addresses: [{ postalCode: 10115 }] }, "addresses[0].postalCode must be a string, but got 10115"],
  [{ emails: [one, other] }, "emails must be a list with one primary entry at most, but got 2"],
  [{ phoneNumbers: [one, other] }, "phoneNumbers must be a list with one primary entry at most, but got 2"],
  [{ roles: [one, other] }, "roles must be a list with one primary entry at most, but got 2"],
  [{ addresses: [one, other] }, "addresses must be a list with one primary entry at most, but got 2"],
  [{ photos: [one, { value: "x" }, other] }, "photos must be a list with one primary entry at most"],
])("a person with %j is refused before anything is sent", async (part, message) => {
  const slack = await startServer({ status: 500 });
  for (const { users } of [slack.v1({}), slack.v2({})]) {
    const wrong = { userName: "a", emails, active: true, ...part } as never;
    const refusal = (argument: string) =>
      expect.objectContaining({ message: expect.stringContaining(`${argument}.${message}`) });
    await expect(users.create(wrong)).rejects.toEqual(refusal("user"));
    await expect(users.replace("U1", wrong)).rejects.toEqual(refusal("user"));
    await expect(users.patch("U1", part as never)).rejects.toBeInstanceOf(SlackScimArgumentError);
    await expect(users.patch("U1", part as never)).rejects.toEqual(refusal("changes"));
  }
  expect(slack.log()).toEqual([]);
});

test.each([
  ["users/U1", "GET Users/{id}"],
  ["%55sers/U1", "GET Users/{id}"],
  ["Users%2fU1%zz", "GET Users/{id}"],
  ["Users//U1", "GET Users/{id}"],
  ["GROUPS/S1/", "GET Groups/{id}"],
  ["users", "GET Users"],
  ["Users/", "GET Users"],
  ["schemas/Users", "GET Schemas/Users"],
  ["Schemas/urn:acme:1", "GET other"],
  ["constructor", "GET other"],
  ["Shoes/42", "GET other"],
])("a path of one's own draws on the limit of what it reaches: %s", async (path, kind) => {
  const slack = await startServer({ body: {} });
  const client = slack.v2({});
  await client.request({ method: "GET", path });
  expect(Object.keys(client.metrics())).toEqual([kind]);
  expect(slack.log()).toEqual([`GET ${path}`]);
});

test("a page size that Slack does not have is refused at once", async () => {
  const slack = await startServer({ status: 500 });
  expect(() => slack.v2({}).users.iterate({ pageSize: 1001 })).toThrow(
    "pageSize must be a whole number from 1 to 1,000, but got 1001",
  );
  expect(() => slack.v2({}).groups.iterate({ pageSize: 0 })).toThrow(
    "pageSize must be a whole number from 1, but got 0",
  );
});

test("pauses that are no numbers are refused when they are set up", () => {
  expect(() => new FixedValueRetryIntervalCalculator(-1)).toThrow(
    "intervalMs must be a number of milliseconds",
  );
  expect(() => new BackoffRetryIntervalCalculator({ backoffFactorMs: Number.NaN })).toThrow(
    "backoffFactorMs",
  );
  expect(() => new BackoffRetryIntervalCalculator({ maxIntervalMs: -1 })).toThrow("maxIntervalMs must");
  expect(() => new RateLimitErrorRetryHandler({ maxRetryAfterMs: Number.NaN })).toThrow("maxRetryAfterMs");
});

class Lazy extends RetryHandler {
  declare canRetryCustom: () => boolean;
}

test.each<[string, () => unknown, string]>([
  [
    "a number in place of a handler's options",
    () => new RateLimitErrorRetryHandler(5 as never),
    "options must be an object with maxTotalRetryAfterMs, maxRetryAfterMs, maxRetryCount, intervalCalculator, but got 5",
  ],
  [
    "a misspelt count of a handler",
    () => new ConnectionErrorRetryHandler({ max_retry_count: 5 } as never),
    "options.max_retry_count must be left out: there are maxRetryCount, intervalCalculator, but got it",
  ],
  [
    "an option that another handler has",
    () => new ServerErrorRetryHandler({ maxRetries: 5 } as never),
    "options.maxRetries must be left out",
  ],
  [
    "a count as text",
    () => new ServerErrorRetryHandler({ maxRetryCount: "3" as never }),
    'maxRetryCount must be a number from 0, but got "3"',
  ],
  [
    "a count below nothing",
    () => new ConnectionErrorRetryHandler({ maxRetryCount: -1 }),
    "maxRetryCount must be a number from 0, but got -1",
  ],
  [
    "a longest Retry-After as text",
    () => new ServerErrorRetryHandler({ maxRetryAfterMs: "5" as never }),
    "maxRetryAfterMs must",
  ],
  [
    "a number in place of a calculator",
    () => new ServerErrorRetryHandler({ intervalCalculator: 500 as never }),
    "intervalCalculator must be an object with calculateSleepDuration, but got 500",
  ],
  ["a handler without a rule", () => new Lazy(), "Lazy must be an object with canRetryCustom"],
  [
    "a number in place of the options of a backoff",
    () => new BackoffRetryIntervalCalculator(0.5 as never),
    "options must be an object with backoffFactorMs, maxIntervalMs, jitter, but got 0.5",
  ],
  [
    "a misspelt option of a backoff",
    () => new BackoffRetryIntervalCalculator({ backoff_factor: 1 } as never),
    "options.backoff_factor must be left out",
  ],
  [
    "a function in place of a jitter",
    () => new BackoffRetryIntervalCalculator({ jitter: (() => 1) as never }),
    "jitter must be an object with recalculate, but got a function",
  ],
  ["a number in place of chance", () => new RandomJitter(1 as never), "random must be a function"],
])("%s is refused when it is set up", (_what, make, message) => {
  expect(make).toThrow(SlackScimArgumentError);
  expect(make).toThrow(message);
});
