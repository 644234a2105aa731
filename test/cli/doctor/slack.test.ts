import { writeFileSync } from "node:fs";
import { createServer as createHttpsServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { examineClock, examineFailure } from "../../../cli/doctor/connection";
import { type EmulatorOptions, type SlackEmulator, startEmulator } from "../../../emulator";
import { SlackScimConnectionError } from "../../../provider/scim";
import { ada, page, v1Error, v2Error } from "../../scim/support/bodies";
import { cert, elsewhere, key } from "../../scim/support/certificate";
import { startServer, tooLate } from "../../scim/support/server";
import { emptyFolder, findingsOf, found, pulumiWith } from "./support";

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function emulator(options: EmulatorOptions = {}): Promise<SlackEmulator> {
  const slack = await startEmulator(options);
  open.push(slack);
  return slack;
}

const to = (baseUrl: string, more: Record<string, string> = {}) => ({
  SLACK_SCIM_TOKEN: "xoxp-test",
  SLACK_SCIM_BASE_URL: baseUrl,
  ...more,
});
const levels = (findings: { check: string; level: string }[], ...checks: string[]) =>
  findings.filter(({ check }) => checks.includes(check)).map(({ check, level }) => `${check}: ${level}`);

test("an organisation that is well: three requests that read, and what cannot be read is said", async () => {
  const slack = await emulator({ seed: 20 });
  const diagnosis = await findingsOf(to(slack.v2));
  expect(
    levels(
      diagnosis.findings,
      "connection",
      "certificate",
      "clock",
      "version",
      "access",
      "plan",
      "rank",
      "organization",
      "groups",
      "displayNames",
    ),
  ).toEqual([
    "connection: ok",
    "certificate: ok",
    "clock: ok",
    "version: ok",
    "access: ok",
    "plan: ok",
    "rank: unknown",
    "organization: ok",
    "groups: ok",
    "displayNames: unknown",
  ]);
  expect(found(diagnosis, "organization").sentence).toBe("The token belongs to the organisation acme.");
  expect(slack.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
    "GET ServiceProviderConfig",
    "GET Users?count=10",
    "GET Groups?count=1",
  ]);
});

test("an entry of protectedUsers that is nobody's is a warning that names it", async () => {
  const slack = await emulator();
  const id = slack.addUser({
    userName: "Ada.Lovelace",
    emails: [{ value: "ada@example.com", primary: true }],
  });
  const guarded = async (entries: string) =>
    findingsOf(to(slack.v2, { SLACK_SCIM_PROTECTED_USERS: entries }));
  const all = found(await guarded(`${id},ada.lovelace,ADA@example.com`), "protectedUsers");
  expect(all).toMatchObject({ level: "ok", sentence: expect.stringContaining("3 of 3") });
  expect(found(await guarded("ada.lovelace,ceo@exmaple.com"), "protectedUsers")).toMatchObject({
    level: "warning",
    sentence: expect.stringMatching(/^Nobody in Slack has 1 of 2 entries.*: ceo@exmaple\.com\. /),
    remedy: expect.stringContaining("slack-scim:protectedUsers"),
  });
  expect(slack.writes).toEqual([]);
});

test("10,000 people and 200 groups take 25 requests at most, also where everybody is read for protectedUsers", async () => {
  const slack = await emulator({ seed: 10_000 });
  for (let at = slack.groups().length; at < 200; at += 1) slack.addGroup({ displayName: `Team ${at}` });
  const diagnosis = await findingsOf(to(slack.v2, { SLACK_SCIM_PROTECTED_USERS: "owner" }));
  expect(found(diagnosis, "protectedUsers").level).toBe("ok");
  expect(slack.requests.length).toBeLessThanOrEqual(25);
});

test("version 1 is as good", async () => {
  const slack = await emulator();
  const diagnosis = await findingsOf(to(slack.v1));
  expect(found(diagnosis, "version").sentence).toBe("The address speaks SCIM v1.");
  expect(diagnosis.findings.filter(({ level }) => level === "problem")).toEqual([]);
});

test("a plan that is not Enterprise is told by the domain", async () => {
  const slack = await emulator({ plan: "business" });
  expect(found(await findingsOf(to(slack.v2)), "plan")).toMatchObject({
    level: "ok",
    sentence: expect.stringMatching(/^No Enterprise/),
  });
});

test.each([
  ["noAdminScope", "access", "401 invalid_authentication", /lacks the `admin` scope/],
  ["workspace", "access", "403 non_org_teams_only", /install the app on the organization/],
  ["forbidden", "access", "403 permission_denied", /its owner's rank/],
] as const)("a token that is %s is a problem of %s, with a remedy", async (role, check, sentence, remedy) => {
  const slack = await emulator({ tokens: [{ token: "xoxp-other", role }] });
  const diagnosis = await findingsOf({ ...to(slack.v2), SLACK_SCIM_TOKEN: "xoxp-other" });
  expect(found(diagnosis, check)).toMatchObject({
    level: "problem",
    sentence: `Slack refused GET Users with ${sentence}.`,
    remedy: expect.stringMatching(remedy),
  });
  expect(levels(diagnosis.findings, "plan", "organization", "groups")).toEqual([
    "plan: unknown",
    "organization: unknown",
    "groups: unknown",
  ]);
  expect(JSON.stringify(diagnosis)).not.toContain("xoxp-other");
});

test("a plan without SCIM is a problem of the plan", async () => {
  const slack = await emulator({ plan: "free" });
  const diagnosis = await findingsOf(to(slack.v2));
  expect(found(diagnosis, "plan")).toMatchObject({
    level: "problem",
    remedy: "Slack offers SCIM on Business+ and Enterprise plans only.",
  });
  expect(found(diagnosis, "access").level).toBe("unknown");
});

test("a token whose owner is no admin any more reads as before: that it cannot be told is said", async () => {
  const slack = await emulator({ tokens: [{ token: "xoxp-old", role: "demoted" }] });
  const diagnosis = await findingsOf({ ...to(slack.v2), SLACK_SCIM_TOKEN: "xoxp-old" });
  expect(found(diagnosis, "rank")).toMatchObject({
    level: "unknown",
    sentence: expect.stringContaining("cannot be read"),
  });
});

test("the organisation is held against the configured one", async () => {
  const slack = await emulator({ domain: "acme" });
  const organization = async (configured: Record<string, { value: string; secret: boolean }>) =>
    found(await findingsOf(to(slack.v2, { PATH: pulumiWith(configured) }), { stack: "dev" }), "organization");
  expect(await organization({ "slack-scim:organization": { value: "acme", secret: false } })).toMatchObject({
    level: "ok",
    sentence: expect.stringContaining("as slack-scim:organization says"),
  });
  expect(await organization({ "slack-scim:organization": { value: "globex", secret: false } })).toEqual({
    check: "organization",
    level: "problem",
    sentence: "The token belongs to the organisation acme, but slack-scim:organization says globex.",
    remedy: "Use a token of globex, or set slack-scim:organization to acme if it is the right one.",
  });
  expect(await organization({})).toMatchObject({
    level: "warning",
    remedy: expect.stringContaining("pulumi config set slack-scim:organization acme"),
  });
});

test("a token that only a stack's configuration has is tried, at the base URL that it is configured with", async () => {
  const slack = await emulator();
  const PATH = pulumiWith({
    "slack-scim:token": { value: slack.token, secret: true },
    "slack-scim:baseUrl": { value: slack.v2, secret: false },
  });
  const diagnosis = await findingsOf({ PATH }, { stack: "dev" });
  expect(found(diagnosis, "access").level).toBe("ok");
  expect(JSON.stringify(diagnosis)).not.toContain(slack.token);
});

const config = { body: { patch: { supported: true } } };

test("a Slack that lists nobody is a problem", async () => {
  const server = await startServer(config, { body: page([]) });
  const diagnosis = await findingsOf(to(`${server.url}v2/`));
  expect(found(diagnosis, "organization")).toMatchObject({
    level: "problem",
    sentence: expect.stringContaining("Slack lists nobody"),
  });
  expect(found(diagnosis, "plan").level).toBe("unknown");
});

test("groups that cannot be read are a problem", async () => {
  const server = await startServer(config, { body: page([ada]) }, v2Error(403, "permission_denied"));
  expect(found(await findingsOf(to(`${server.url}v2/`)), "groups")).toMatchObject({
    level: "problem",
    sentence: "Slack refused GET Groups with 403 permission_denied.",
  });
});

test.each([
  [
    "402, as of a plan that is not paid",
    { status: 402, body: { Errors: { description: "payment_required", code: 402 } } },
    "with 402 payment_required",
  ],
  ["429", v1Error(429, "too_many_requests"), "with 429 too_many_requests"],
  ["503", { status: 503, body: "<html>" }, "answered 503"],
])("%s is a problem, asked once", async (_what, answer, sentence) => {
  const server = await startServer(config, answer);
  expect(found(await findingsOf(to(`${server.url}v2/`)), "access")).toMatchObject({
    level: "problem",
    sentence: expect.stringContaining(sentence),
  });
  expect(server.asked).toHaveLength(2);
});

test("an address that is no SCIM API is a problem of the version", async () => {
  const server = await startServer({ status: 404, body: "<html>not here</html>" });
  const diagnosis = await findingsOf(to(`${server.url}v2/`));
  expect(found(diagnosis, "version")).toMatchObject({
    level: "problem",
    remedy: expect.stringContaining("Check the base URL"),
  });
  expect(found(diagnosis, "access").level).toBe("problem");
});

test("a connection that breaks at the second request is a problem, and the rest is not found out", async () => {
  const server = await startServer(config, { drop: true });
  const { findings } = await findingsOf(to(`${server.url}v2/`));
  expect(findings.filter(({ level }) => level === "problem").map(({ check }) => check)).toEqual([
    "connection",
  ]);
  expect(levels(findings, "access", "plan", "groups")).toEqual([
    "access: unknown",
    "plan: unknown",
    "groups: unknown",
  ]);
});

test("a host where nobody listens is a problem of the connection, and nothing behind it is guessed", async () => {
  const closed = await emulator();
  await closed.close();
  const { findings } = await findingsOf(to(closed.v2));
  expect(findings.find(({ check }) => check === "connection")).toMatchObject({
    level: "problem",
    sentence: expect.stringContaining("ECONNREFUSED"),
    remedy: expect.stringMatching(/^Nobody listens there/),
  });
  expect(levels(findings, "clock", "version", "access", "plan", "organization", "groups")).toEqual(
    ["clock", "version", "access", "plan", "organization", "groups"].map((check) => `${check}: unknown`),
  );
});

async function https(certificate: { cert: string; key: string }): Promise<string> {
  const server: Server = createHttpsServer(certificate, (_request, response) => {
    response.setHeader("content-type", "application/json").end(JSON.stringify(config.body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  open.push({ close: () => server.close().closeAllConnections() });
  return `https://127.0.0.1:${(server.address() as AddressInfo).port}/scim/v2/`;
}

test("a certificate that nobody vouches for is a problem that names the setting", async () => {
  const diagnosis = await findingsOf(to(await https({ cert, key })));
  expect(found(diagnosis, "certificate")).toMatchObject({
    level: "problem",
    remedy: expect.stringContaining("slack-scim:caFile (or SLACK_SCIM_CA_FILE)"),
  });
});

/** How a connection fails, by the code that Node gives it. */
const failure = (code: string) =>
  examineFailure(
    new SlackScimConnectionError({
      method: "GET",
      path: "Users",
      attempts: 1,
      problem: "x",
      maybeSent: false,
      cause: Object.assign(new Error("x"), { code }),
    }),
  );

test.each([
  ["ERR_TLS_CERT_ALTNAME_INVALID", "certificate", "another host's"],
  ["CERT_HAS_EXPIRED", "certificate", "clock"],
  ["CERT_NOT_YET_VALID", "certificate", "clock"],
  ["SELF_SIGNED_CERT_IN_CHAIN", "certificate", "caFile"],
  ["UNABLE_TO_GET_ISSUER_CERT_LOCALLY", "certificate", "caFile"],
  ["EPROXYUSE", "proxy", "Correct the proxy"],
  ["EPROXY", "proxy", "Correct the proxy"],
  ["ENOTFOUND", "connection", "name server"],
  ["ECONNREFUSED", "connection", "Nobody listens"],
  ["ECONNRESET", "connection", "Check the network"],
])("a connection that fails by %s is a problem of the %s", (code, check, remedy) => {
  expect(failure(code)).toMatchObject({ check, level: "problem", remedy: expect.stringContaining(remedy) });
});

test("a certificate of another host is told by the connection itself", async () => {
  const file = join(emptyFolder(), "ca.pem");
  writeFileSync(file, elsewhere.cert);
  const diagnosis = await findingsOf(to(await https(elsewhere), { SLACK_SCIM_CA_FILE: file }));
  expect(found(diagnosis, "certificate")).toMatchObject({
    level: "problem",
    remedy: expect.stringMatching(/^The certificate is another host's/),
  });
});

test("an answer that never comes is a problem of the connection", async () => {
  const server = await startServer(tooLate());
  const diagnosis = await findingsOf(to(`${server.url}v2/`));
  expect(found(diagnosis, "connection")).toMatchObject({
    level: "problem",
    remedy: expect.stringMatching(/^A firewall/),
  });
});

test("a clock that is more than a minute wrong is a warning, either way; without a date it is not known", async () => {
  const slack = await emulator();
  const clock = async (offMs: number) =>
    found(await findingsOf(to(slack.v2), { now: () => Date.now() + offMs }), "clock");
  expect(await clock(0)).toMatchObject({ level: "ok" });
  expect(await clock(3600_000)).toMatchObject({
    level: "warning",
    sentence: expect.stringMatching(/ seconds ahead of the host's\.$/),
  });
  expect(await clock(-3600_000)).toMatchObject({
    level: "warning",
    sentence: expect.stringMatching(/ seconds behind the host's\.$/),
  });
  const at = Date.parse("2026-03-01T12:00:00Z");
  expect(examineClock("Sun, 01 Mar 2026 12:00:00 GMT", at + 59_999).level).toBe("ok");
  expect(examineClock("Sun, 01 Mar 2026 12:00:00 GMT", at + 60_000).level).toBe("warning");
  expect(examineClock(undefined, at).level).toBe("unknown");
});
