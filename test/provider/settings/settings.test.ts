import { clearTokenProblem, settingsProblems } from "../../../provider/settings/problems";
import { readSettings } from "../../../provider/settings/settings";
import type { Environment } from "../../../provider/settings/source";

const LOCAL = "http://127.0.0.1:8080/scim/v2/";

/** Reads settings from configuration (keys without namespace) and environment. */
function read(configuration: Record<string, string> = {}, environment: Environment = {}) {
  const config = Object.fromEntries(
    Object.entries(configuration).map(([key, value]) => [`slack-scim:${key}`, value]),
  );
  return readSettings({ get: (key) => config[key] }, environment);
}

test("defaults are Slack's address and careful numbers", () => {
  expect(read({ token: "t" })).toEqual({
    token: "t",
    baseUrl: "https://api.slack.com/scim/v2/",
    organization: undefined,
    budgetShare: 0.8,
    limits: "slack",
    onDelete: undefined,
    onGroupDelete: undefined,
    maxDeactivations: 5,
    maxReactivations: 5,
    maxGroupDeletions: 3,
    ofDirectory: {
      maxDeactivations: [{ count: 5 }],
      maxReactivations: [{ count: 5 }],
      maxGroupDeletions: [{ count: 3 }],
    },
    maxMemberRemovals: [{ percent: 50 }],
    protectedUsers: [],
    previewLookups: "auto",
    progress: "auto",
    auditLog: [],
    timeoutMs: 30_000,
    retryMs: 900_000,
    proxy: undefined,
    ca: undefined,
    allowPlainHttp: false,
  });
});

test("an audit log that either source names is written, so that no shell turns it off", () => {
  const both = read({ token: "t", auditLog: "ours.jsonl" }, { SLACK_SCIM_AUDIT_LOG: "mine.jsonl" });
  expect(both.auditLog.sort()).toEqual(["mine.jsonl", "ours.jsonl"]);
  expect(read({ token: "t", auditLog: "one" }, { SLACK_SCIM_AUDIT_LOG: "one" }).auditLog).toEqual(["one"]);
  expect(read({ token: "t", auditLog: "ours" }, { SLACK_SCIM_AUDIT_LOG: " " }).auditLog).toEqual(["ours"]);
});

test.each(["0", "2", "-1", "half"])("a budgetShare of %s is refused, with what was wanted", (budgetShare) => {
  expect(() => read({ token: "t", budgetShare })).toThrow(
    `slack-scim:budgetShare (or SLACK_SCIM_BUDGET_SHARE): wanted a number above 0 up to 1, got "${budgetShare}".`,
  );
});

test("the environment wins over configuration, so that a rotated token reaches refresh and destroy", () => {
  expect(
    read({ token: "old", budgetShare: "0.5" }, { SLACK_SCIM_TOKEN: "new", SLACK_SCIM_BUDGET_SHARE: "0.1" }),
  ).toMatchObject({ token: "new", budgetShare: 0.1 });
});

test("an explicit provider never reads the environment", () => {
  const explicit = { explicit: "true", token: "own", baseUrl: LOCAL };
  expect(read(explicit, { SLACK_SCIM_TOKEN: "foreign", SLACK_SCIM_MAX_DEACTIVATIONS: "0" })).toMatchObject({
    token: "own",
    baseUrl: LOCAL,
    maxDeactivations: 5,
  });
  expect(() => read({ explicit: "true" }, { SLACK_SCIM_TOKEN: "foreign" })).toThrow(
    "The SlackScimProvider of this resource has no token.",
  );
});

test("the stricter guard counts, whichever source it is in", () => {
  expect(
    read({ token: "t", maxDeactivations: "50" }, { SLACK_SCIM_MAX_DEACTIVATIONS: "3" }).maxDeactivations,
  ).toBe(3);
  expect(
    read({ token: "t", maxDeactivations: "5" }, { SLACK_SCIM_MAX_DEACTIVATIONS: "300" }).maxDeactivations,
  ).toBe(5);
  expect(read({ token: "t", maxDeactivations: "50" }).maxDeactivations).toBe(50);
});

test("percent bound a directory, and leave single resources to the default or to the other source's number", () => {
  const percent = read({ token: "t", maxDeactivations: "10%" });
  expect(percent.maxDeactivations).toBe(5);
  expect(percent.ofDirectory.maxDeactivations).toEqual([{ percent: 10 }]);
  const both = read({ token: "t", maxDeactivations: "10%" }, { SLACK_SCIM_MAX_DEACTIVATIONS: "40" });
  expect(both.maxDeactivations).toBe(40);
  expect(both.ofDirectory.maxDeactivations).toEqual([{ count: 40 }, { percent: 10 }]);
  expect(() => read({ token: "t", maxDeactivations: "101%" })).toThrow('got "101%"');
});

test("what delete does is the stack's word, and retain counts where two sources differ", () => {
  expect(read({ token: "t", onDelete: "deactivate", onGroupDelete: "delete" })).toMatchObject({
    onDelete: "deactivate",
    onGroupDelete: "delete",
  });
  const retains = { SLACK_SCIM_ON_DELETE: "retain", SLACK_SCIM_ON_GROUP_DELETE: "retain" };
  expect(read({ token: "t", onDelete: "deactivate", onGroupDelete: "delete" }, retains)).toMatchObject({
    onDelete: "retain",
    onGroupDelete: "retain",
  });
  expect(read({ token: "t", onDelete: "retain" }, { SLACK_SCIM_ON_DELETE: "deactivate" }).onDelete).toBe(
    "retain",
  );
  expect(read({ token: "t" }, { SLACK_SCIM_ON_DELETE: "deactivate" }).onDelete).toBe("deactivate");
});

test.each([
  [
    "a group's word for people",
    { token: "t", onDelete: "delete" },
    {},
    'slack-scim:onDelete (or SLACK_SCIM_ON_DELETE): wanted "deactivate" or "retain", got "delete".',
  ],
  [
    "an unknown word in the environment",
    { token: "t", onGroupDelete: "retain" },
    { SLACK_SCIM_ON_GROUP_DELETE: "archive" },
    'slack-scim:onGroupDelete (or SLACK_SCIM_ON_GROUP_DELETE): wanted "delete" or "retain", got "archive".',
  ],
  [
    "fewer reactivations than none",
    { token: "t", maxReactivations: "-1" },
    {},
    `slack-scim:maxReactivations (or SLACK_SCIM_MAX_REACTIVATIONS): wanted a whole number from 0, or percent of a SlackScimDirectory's list such as 50%, got "-1".`,
  ],
  [
    "no token",
    {},
    {},
    "No Slack token. Set the environment variable SLACK_SCIM_TOKEN, or run `pulumi config set --secret slack-scim:token`, with a user token (xoxp-…) that has the `admin` scope.",
  ],
  [
    "an environment base URL without an environment token",
    { token: "t" },
    { SLACK_SCIM_BASE_URL: LOCAL },
    "SLACK_SCIM_BASE_URL is set without SLACK_SCIM_TOKEN",
  ],
  [
    "an environment token with a configured base URL",
    { baseUrl: LOCAL },
    { SLACK_SCIM_TOKEN: "t" },
    "SLACK_SCIM_TOKEN is set, but the base URL comes from slack-scim:baseUrl",
  ],
  [
    "a base URL that is none",
    { token: "t", baseUrl: "slack" },
    {},
    'slack-scim:baseUrl (or SLACK_SCIM_BASE_URL): wanted a URL such as https://api.slack.com/scim/v2/, got "slack".',
  ],
  [
    "a base URL without a version",
    { token: "t", baseUrl: "https://api.slack.com/scim/" },
    {},
    'slack-scim:baseUrl (or SLACK_SCIM_BASE_URL): wanted a URL that ends in /v1/ or /v2/, got "https://api.slack.com/scim/".',
  ],
  [
    "a token in the place of the base URL, which is not shown",
    { token: "t", baseUrl: "xoxp-1234-secret" },
    {},
    'slack-scim:baseUrl (or SLACK_SCIM_BASE_URL): wanted a URL such as https://api.slack.com/scim/v2/, got "(redacted)".',
  ],
  [
    "a user and a password in the base URL, which are not shown",
    { token: "t", baseUrl: "https://me:secret@slack.example/scim/" },
    {},
    'wanted a URL without a user or password in it.\nslack-scim:baseUrl (or SLACK_SCIM_BASE_URL): wanted a URL that ends in /v1/ or /v2/, got "https://slack.example/scim/".',
  ],
  [
    "plain http off loopback",
    { token: "t", baseUrl: "http://slack.example/scim/v2/" },
    {},
    "http://slack.example would carry the token in clear.",
  ],
  [
    "limits off against Slack",
    { token: "t", limits: "off" },
    {},
    'slack-scim:limits (or SLACK_SCIM_LIMITS): "off" is for an emulator on loopback; against Slack only "slack" holds.',
  ],
  [
    "a budget of nothing",
    { token: "t", budgetShare: "0" },
    {},
    'slack-scim:budgetShare (or SLACK_SCIM_BUDGET_SHARE): wanted a number above 0 up to 1, got "0".',
  ],
  [
    "a guard in words",
    { token: "t", maxDeactivations: "many" },
    {},
    `slack-scim:maxDeactivations (or SLACK_SCIM_MAX_DEACTIVATIONS): wanted a whole number from 0, or percent of a SlackScimDirectory's list such as 50%, got "many".`,
  ],
  ["half a deactivation", { token: "t", maxDeactivations: "1.5" }, {}, "wanted a whole number from 0"],
  [
    "a CA file that is not there",
    { token: "t", caFile: "no-such.pem" },
    {},
    'slack-scim:caFile (or SLACK_SCIM_CA_FILE): cannot read "no-such.pem".',
  ],
])("%s is an error that says both ways and what was wanted", (_name, configuration, environment, message) => {
  expect(() => read(configuration, environment)).toThrow(message);
});

test("plain http, limits off and factors are for loopback", () => {
  expect(read({ token: "t", baseUrl: LOCAL, limits: "off" }).limits).toBe("off");
  expect(read({ token: "t", baseUrl: "http://localhost:1/scim/v1/", limits: "60" }).limits).toBe(60);
  expect(read({ token: "t", baseUrl: "http://slack.example/scim/v2/", allowPlainHttp: "true" }).baseUrl).toBe(
    "http://slack.example/scim/v2/",
  );
});

test("a configured token that is not a secret is a problem", () => {
  const problem = /^The configured slack-scim:token is not a secret/;
  const clear = { PULUMI_CONFIG: '{"slack-scim:token":"xoxp-1"}', PULUMI_CONFIG_SECRET_KEYS: "[]" };
  expect(clearTokenProblem(clear)).toMatch(problem);
  expect(clearTokenProblem({ ...clear, PULUMI_CONFIG: '{"slack-scim:config:token":"xoxp-1"}' })).toMatch(
    problem,
  );
  expect(clearTokenProblem({ ...clear, PULUMI_CONFIG_SECRET_KEYS: '["slack-scim:token"]' })).toBeUndefined();
  expect(clearTokenProblem({})).toBeUndefined();
});

const configured = (configuration: Record<string, unknown>) => ({
  PULUMI_CONFIG: JSON.stringify(configuration),
  PULUMI_CONFIG_SECRET_KEYS: "[]",
});

test("every mistake in the settings is named at once, in the program", () => {
  const problems = settingsProblems({
    ...configured({
      "slack-scim:maxDeactivation": "3",
      "slack-scim:budgetShare": "2",
      "slack-scim:baseUrl": "api.slack.com",
      "other:maxDeactivation": "3",
    }),
    SLACK_SCIM_LIMITS: "fast",
    SLACK_SCIM_ON_DELETE: "delete",
  });
  expect(problems).toEqual([
    "slack-scim:maxDeactivation: no such setting; slack-scim:maxDeactivations?",
    'slack-scim:baseUrl (or SLACK_SCIM_BASE_URL): wanted a URL such as https://api.slack.com/scim/v2/, got "api.slack.com".',
    'slack-scim:budgetShare (or SLACK_SCIM_BUDGET_SHARE): wanted a number above 0 up to 1, got "2".',
    'slack-scim:limits (or SLACK_SCIM_LIMITS): wanted "slack", "off" or a number above 0, got "fast".',
    'slack-scim:onDelete (or SLACK_SCIM_ON_DELETE): wanted "deactivate" or "retain", got "delete".',
  ]);
});

test("a key that is near none is answered with the whole list, and an older language host's form is read", () => {
  expect(settingsProblems(configured({ "slack-scim:config:wages": "high" }))).toEqual([
    expect.stringMatching(/^slack-scim:wages: no such setting; there are token, baseUrl, organization, /),
  ]);
  expect(settingsProblems(configured({ "slack-scim:config:maxdeactivations": "3" }))).toEqual([
    "slack-scim:maxdeactivations: no such setting; slack-scim:maxDeactivations?",
  ]);
});

test("good settings, and none at all, are no problem: a preview can do without a token", () => {
  expect(settingsProblems({})).toEqual([]);
  expect(settingsProblems(configured({ "slack-scim:maxDeactivations": 3 }))).toEqual([]);
});

test("a run is told every mistake at once as well", () => {
  expect(() => read({ budgetShare: "0", limits: "off" })).toThrow(
    /^No Slack token\..*\n.*budgetShare.*\n.*limits/s,
  );
});
