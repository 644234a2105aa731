import { refuseOffLoopback, sealedEnvironment } from "../../tools/sealed-environment";

const shell = { ...process.env };

afterEach(() => {
  process.env = { ...shell };
});

function sealed(baseUrl = "http://127.0.0.1:4321/scim/v2/"): Record<string, string> {
  return sealedEnvironment({
    binDir: "/engine",
    stateDir: "/state",
    homeDir: "/home-of-the-engine",
    slack: { baseUrl, token: "xoxp-emulated" },
  });
}

test("nothing that the shell says of Slack, Pulumi, Node or a proxy reaches a run", () => {
  process.env = {
    PATH: "/usr/bin",
    SLACK_SCIM_TOKEN: "xoxp-real",
    SLACK_SCIM_BASE_URL: "https://api.slack.com/scim/v2/",
    SLACK_SCIM_MAX_DEACTIVATIONS: "100000",
    PULUMI_ACCESS_TOKEN: "pul-real",
    PULUMI_STACK: "prod",
    HTTPS_PROXY: "http://proxy.example:3128",
    NODE_OPTIONS: "--inspect",
  };
  const environment = sealed();
  expect(
    Object.values(environment).filter((value) => /real|proxy|prod|inspect|api\.slack/.test(value)),
  ).toEqual([]);
  expect(
    Object.keys(environment)
      .filter((name) => name.startsWith("SLACK_SCIM_"))
      .sort(),
  ).toEqual(["SLACK_SCIM_BASE_URL", "SLACK_SCIM_LIMITS", "SLACK_SCIM_TOKEN"]);
});

test("the engine comes first on PATH and keeps its state where it is told", () => {
  expect(sealed()).toMatchObject({
    PATH: expect.stringMatching(/^\/engine:/),
    PULUMI_BACKEND_URL: "file:///state",
    PULUMI_HOME: "/home-of-the-engine",
    SLACK_SCIM_TOKEN: "xoxp-emulated",
  });
});

test.each([
  "https://api.slack.com/scim/v2/",
  "http://127.0.0.1.example.com/scim/v2/",
  "http://user@10.0.0.1/",
])("%s is refused", (baseUrl) => {
  expect(() => sealed(baseUrl)).toThrow(
    "is not this machine: tests and demo talk to the emulator on loopback",
  );
});

test.each(["http://127.0.0.1:1/scim/v2/", "http://localhost:1/", "http://[::1]:1/"])(
  "%s is taken",
  (baseUrl) => {
    expect(() => refuseOffLoopback(baseUrl)).not.toThrow();
  },
);
