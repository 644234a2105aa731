import { examineAddress } from "../../../cli/doctor/address";
import { examineToken } from "../../../cli/doctor/token";
import { settingsBesideToken } from "../../../provider/settings/settings";
import { Source } from "../../../provider/settings/source";
import { findingsOf, found, pulumiWith } from "./support";

const environment = { ...process.env };
beforeEach(() => {
  for (const name of Object.keys(process.env)) if (/proxy/i.test(name)) delete process.env[name];
});
afterEach(() => {
  process.env = { ...environment };
});

test.each([
  ["xoxp-1", "ok", "The token is a user token"],
  ["xoxe.xoxp-1", "warning", "expires within twelve hours"],
  ["xoxb-1", "problem", "a bot token"],
  ["xapp-1", "problem", "an app-level token"],
  ["xoxe-1", "problem", "a refresh token"],
  ["xoxc-1", "problem", "of a browser's session"],
  ["hunter2", "warning", "does not look like one of Slack's"],
  ['"xoxp-1"', "problem", "has quotes, blanks or other characters"],
  ["xoxp-1 2", "problem", "has quotes, blanks or other characters"],
])("a token like %s is %s", (token, level, sentence) => {
  const finding = examineToken(token, false);
  expect(finding).toMatchObject({ level, sentence: expect.stringContaining(sentence) });
  expect(JSON.stringify(finding)).not.toContain(token);
});

test("no token is a problem, which names where it was looked for", () => {
  expect(examineToken(undefined, false)).toMatchObject({
    level: "problem",
    remedy: expect.stringContaining("give --stack NAME"),
  });
  expect(examineToken(undefined, true).sentence).toContain(
    "neither in SLACK_SCIM_TOKEN nor in the stack's configuration",
  );
});

test("what cannot be sent is not", async () => {
  for (const token of ["", "xoxp-1 2"])
    expect(found(await findingsOf({ SLACK_SCIM_TOKEN: token }), "connection")).toEqual({
      check: "connection",
      level: "unknown",
      sentence: "Nothing was sent, as there is no token that could be.",
    });
});

test("wrong settings are problems, each by name, and nothing is sent", async () => {
  const diagnosis = await findingsOf({
    SLACK_SCIM_TOKEN: "xoxp-1",
    SLACK_SCIM_BASE_URL: "ftp://x",
    SLACK_SCIM_MAX_DEACTIVATIONS: "many",
  });
  const wrong = diagnosis.findings.filter(({ check, level }) => check === "settings" && level === "problem");
  expect(wrong.map(({ sentence }) => sentence.split(" ")[0]).sort()).toEqual([
    "slack-scim:baseUrl",
    "slack-scim:maxDeactivations",
  ]);
  expect(found(diagnosis, "connection")).toMatchObject({
    level: "unknown",
    sentence: "Nothing was sent, as a setting is wrong.",
  });
});

test("a misspelt key and a token in clear in a stack's configuration are problems", async () => {
  const PATH = pulumiWith({
    "slack-scim:token": { value: "xoxp-clear", secret: false },
    "slack-scim:maxDeactivation": { value: "1", secret: false },
  });
  const diagnosis = await findingsOf({ PATH }, { stack: "dev" });
  const sentences = diagnosis.findings
    .filter(({ level }) => level === "problem")
    .map(({ sentence }) => sentence);
  expect(sentences).toEqual([
    expect.stringContaining("The configured slack-scim:token is not a secret"),
    "slack-scim:maxDeactivation: no such setting; slack-scim:maxDeactivations?",
  ]);
  expect(JSON.stringify(diagnosis)).not.toContain("xoxp-clear");
});

test("the settings in force are told with who says them, the token and a proxy's password aside", async () => {
  const PATH = pulumiWith({
    "slack-scim:token": { value: "xoxp-hidden", secret: true },
    "slack-scim:maxDeactivations": { value: "3", secret: false },
  });
  const diagnosis = await findingsOf(
    {
      PATH,
      SLACK_SCIM_MAX_DEACTIVATIONS: "9",
      SLACK_SCIM_PROXY: "http://ada:pass@127.0.0.1:1",
      SLACK_SCIM_PROTECTED_USERS: "ceo cto",
      SLACK_SCIM_MAX_MEMBER_REMOVALS: "10%",
    },
    { stack: "dev" },
  );
  const settings = Object.fromEntries(
    diagnosis.settings.map(({ name, value, from }) => [name, [value, from]]),
  );
  expect(settings).toMatchObject({
    token: ["(set)", "slack-scim:token"],
    maxDeactivations: ["3", "SLACK_SCIM_MAX_DEACTIVATIONS and slack-scim:maxDeactivations"],
    proxy: ["http://127.0.0.1:1", "SLACK_SCIM_PROXY"],
    protectedUsers: ["ceo, cto", "SLACK_SCIM_PROTECTED_USERS"],
    maxMemberRemovals: ["10%", "SLACK_SCIM_MAX_MEMBER_REMOVALS"],
    retrySeconds: ["900", "default"],
  });
  expect(found(diagnosis, "limits").sentence).toBe(
    "A run keeps to Slack's limits times 0.8, deactivates at most 3 and reactivates at most 5 people, deletes at most 3 groups and takes at most 10% of its members out of a group; 2 people are protected.",
  );
  expect(JSON.stringify(diagnosis)).not.toMatch(/xoxp-hidden|pass@/);
});

const address = (variables: Record<string, string>) =>
  examineAddress(
    settingsBesideToken(
      new Source({ get: () => undefined }, { SLACK_SCIM_TOKEN: "xoxp-1", ...variables }),
      false,
    ),
  );

test.each([
  [{}, "ok", "https://api.slack.com/scim/v2/ is Slack's."],
  [
    { SLACK_SCIM_BASE_URL: "https://api.slack-gov.com/scim/v1/" },
    "ok",
    "https://api.slack-gov.com/scim/v1/ is Slack's.",
  ],
  [
    { SLACK_SCIM_BASE_URL: "http://localhost:1/scim/v2/" },
    "ok",
    "http://localhost:1/scim/v2/ is on this machine: an emulator.",
  ],
  [
    { SLACK_SCIM_BASE_URL: "https://slack.example/scim/v2/" },
    "warning",
    "https://slack.example/scim/v2/ is not Slack's host, and gets the token.",
  ],
  [
    { SLACK_SCIM_BASE_URL: "http://slack.example/scim/v2/", SLACK_SCIM_ALLOW_PLAIN_HTTP: "true" },
    "warning",
    "http://slack.example/scim/v2/ is reached without encryption: the token travels in clear.",
  ],
])("the base URL of %j is %s", (variables, level, sentence) => {
  expect(address(variables)[0]).toMatchObject({ check: "baseUrl", level, sentence });
});

test("the proxy is the setting's, else the environment's, and its password is not shown", () => {
  const sentence = (variables: Record<string, string> = {}) => address(variables)[1]?.sentence;
  expect(sentence()).toBe("Requests go straight to the host, through no proxy.");
  process.env.HTTPS_PROXY = "http://ada:secret@proxy.example:3128";
  expect(sentence()).toBe(
    "Requests go through the proxy http://proxy.example:3128, which the environment names (HTTPS_PROXY and the like).",
  );
  expect(sentence({ SLACK_SCIM_PROXY: "other.example:8080" })).toBe(
    "Requests go through the proxy http://other.example:8080, which slack-scim:proxy (or SLACK_SCIM_PROXY) names.",
  );
  process.env.NO_PROXY = "api.slack.com";
  expect(sentence()).toBe("Requests go straight to the host, through no proxy.");
});
