import * as pulumi from "@pulumi/pulumi";
import { MockMonitor } from "@pulumi/pulumi/runtime/mocks";
import { type SlackEmulator, startEmulator } from "../../../emulator";
import {
  getGroup,
  getUser,
  getUserOutput,
  getUsers,
  getUsersOutput,
  SlackScimGroup,
  SlackScimProvider,
  SlackScimUser,
} from "../../../provider";
import { emailOf } from "../support";
import { failure, isKnown, resolved } from "./outputs";

const open: SlackEmulator[] = [];
let made = 0;

/** Registers resources as mocks do, and has a channel as a connection to an engine has. */
class Engine extends MockMonitor {
  getChannel() {}
}

/** Begins a program: with a Slack of its own, as the stack's configuration says. What a resource makes is made in that Slack. */
async function begin({ preview = false, config = {} } = {}): Promise<SlackEmulator> {
  const slack = await startEmulator({ token: `xoxp-${open.length}` });
  open.push(slack);
  const newResource = ({ type, inputs }: pulumi.runtime.MockResourceArgs) => {
    const isUser = type.endsWith(":User");
    if (preview || !isUser) return { id: preview ? "" : `${type}-id`, state: inputs };
    return { id: slack.addUser({ userName: inputs.userName, emails: inputs.emails }), state: inputs };
  };
  const engine = new Engine({ newResource, call: () => ({}) });
  pulumi.runtime.setMockOptions(engine, `project-${++made}`, "stack", preview);
  pulumi.runtime.setAllConfig({
    "slack-scim:token": slack.token,
    "slack-scim:baseUrl": slack.v2,
    "slack-scim:limits": "off",
    ...config,
  });
  return slack;
}

/** An explicit provider of an organisation, so that nothing is shared with the other tests. */
const providerOf = (slack: SlackEmulator, args = {}) =>
  new SlackScimProvider(`of-${++made}`, {
    token: pulumi.secret(slack.token),
    baseUrl: slack.v2,
    limits: "off",
    ...args,
  });

const pathsOf = (slack: SlackEmulator) => slack.requests.map(({ path }) => path.split("?")[0]);

beforeEach(() => {
  for (const name of Object.keys(process.env)) if (name.startsWith("SLACK_SCIM_")) delete process.env[name];
});

afterEach(async () => {
  for (const slack of open.splice(0)) await slack.close();
});

test("a look-up goes to the stack's own organisation, or to that of an explicit provider", async () => {
  const acme = await begin();
  const globex = await startEmulator({ token: "xoxp-globex" });
  open.push(globex);
  const inAcme = acme.addUser({ userName: "ada", ...emailOf("ada@acme.example") });
  globex.addUser({ userName: "padding", ...emailOf("padding@globex.example") });
  const inGlobex = globex.addUser({ userName: "ada", ...emailOf("ada@globex.example") });
  expect(await getUser({ userName: "ada" })).toMatchObject({ id: inAcme });
  const provider = providerOf(globex);
  expect(await getUser({ userName: "ada" }, { provider })).toMatchObject({ id: inGlobex });
  const found = getUserOutput({ userName: "ada" }, { provider });
  expect(await resolved(found.id)).toBe(inGlobex);
  // The token is a secret, and what it finds is none.
  expect(await pulumi.isSecret(found)).toBe(false);
});

test("a look-up that depends on a resource is made after that, and sees it in spite of an earlier scan", async () => {
  const slack = await begin();
  const provider = providerOf(slack);
  await getUsers({}, { provider });
  const ada = new SlackScimUser("ada", { userName: "ada", ...emailOf("ada@example.com") });
  const found = getUserOutput({ email: ada.emails.apply(([first]) => first?.value ?? "") }, { provider });
  expect(await resolved(found.id)).toBe(slack.user("ada")?.id);
  slack.change("ada", (one) => {
    one.title = "Analyst";
  });
  const again = getUserOutput({ userName: "ada" }, { provider, dependsOn: ada });
  expect((await resolved(again)).title).toBe("Analyst");
  const everybody = getUsersOutput({}, { provider, dependsOn: [ada] });
  expect(await resolved(everybody.ids)).toContain(slack.user("ada")?.id);
});

test("in a preview, what is not there yet is not known where it depends on a resource, and an error elsewhere", async () => {
  const slack = await begin({ preview: true });
  const provider = providerOf(slack);
  slack.addUser({ userName: "ada", ...emailOf("ada@example.com") });
  const planned = new SlackScimUser("grace", { userName: "grace", ...emailOf("grace@example.com") });
  expect(await isKnown(getUserOutput({ userName: planned.userName }, { provider }))).toBe(false);
  expect(slack.requests).toEqual([]);
  // A resource that is there and is about to be renamed: its new name is known before anybody has it.
  const there = SlackScimUser.get("ada", "U0000000002");
  const renamed = there.id.apply(() => "augusta");
  expect(await isKnown(getUserOutput({ userName: renamed }, { provider }))).toBe(false);
  expect(pathsOf(slack)).toEqual(["Users", "Users"]);
  expect(await failure(getUserOutput({ userName: "nobody" }, { provider }))).toContain("nobody in acme has");
});

test("who is missing or ambiguous is named as the program sought it, by every form of a look-up", async () => {
  const slack = await begin();
  const provider = providerOf(slack);
  const options = { provider };
  const nobody =
    /^getUser: nobody in acme has the e-mail address "ada@example.com", deactivated people included/;
  await expect(getUser({ email: "ada@example.com" }, options)).rejects.toThrow(nobody);
  expect(await failure(getUserOutput({ email: "ada@example.com" }, options))).toMatch(nobody);
  await expect(getGroup({ id: "S0NONE" }, options)).rejects.toThrow('no group in acme has the id "S0NONE"');
  const teams = ["Team", "Team"].map((displayName) => slack.addGroup({ displayName }));
  await expect(getGroup({ displayName: "Team" }, options)).rejects.toThrow(
    `getGroup: 2 groups in acme have the displayName "Team": ${teams.join(", ")}.`,
  );
  const secret = await failure(getUserOutput({ email: pulumi.secret("ada@example.com") }, options));
  expect(secret).toContain("nobody in acme has the e-mail address that was given, a secret");
  expect(secret).not.toContain("ada@example.com");
});

test("what Slack refuses, and a token that is missing or belongs elsewhere, says what to do and never the token", async () => {
  const slack = await begin();
  const refusals = [
    [{ token: "xoxp-wrong" }, /^getUser: Slack refused GET Users with 401 .* Set SLACK_SCIM_TOKEN/],
    [{ token: "" }, /^getUser: The SlackScimProvider of this resource has no token/],
    [{ organization: "globex" }, /^getUser: The token belongs to the organisation acme, but .* globex/],
    [{ baseUrl: "http://127.0.0.1:9/scim/v2/", retrySeconds: 0.01 }, /^getUser: .*Check the network/],
  ] as const;
  for (const [args, refusal] of refusals) {
    const asked = getUser({ userName: "ada" }, { provider: providerOf(slack, args) });
    await expect(asked).rejects.toThrow(refusal);
    await expect(asked).rejects.not.toThrow(/xoxp/);
  }
});

test("a provider whose settings are not known yet cannot be asked, and makes an output look-up unknown", async () => {
  const slack = await begin({ preview: true });
  const planned = new SlackScimGroup("team", { displayName: "Team" });
  const provider = providerOf(slack, { organization: planned.id });
  await expect(getUser({ userName: "ada" }, { provider })).rejects.toThrow(
    "getUser: the settings of its provider are not known before the update. Use getUserOutput",
  );
  expect(await isKnown(getUserOutput({ userName: "ada" }, { provider }))).toBe(false);
  expect(slack.requests).toEqual([]);
});

test("the look-ups of one provider share one scan, also when they come all at once", async () => {
  const slack = await begin();
  const options = { provider: providerOf(slack) };
  const names = Array.from({ length: 60 }, (_, at) => `person${at}`);
  for (const userName of names) slack.addUser({ userName, ...emailOf(`${userName}@example.com`) });
  const found = await Promise.all(
    names.map((userName, at) =>
      at % 2 ? getUser({ userName }, options) : resolved(getUserOutput({ userName }, options)),
    ),
  );
  expect(found.map(({ userName }) => userName)).toEqual(names);
  expect(slack.requests).toHaveLength(4);
});

test("of two programs in one process, the later one sees nothing of what the earlier one scanned or was configured with", async () => {
  const titles: unknown[] = [];
  const run = () =>
    pulumi.runtime.runInPulumiStack(async () => {
      const { users } = await getUsers();
      titles.push(users.find(({ userName }) => userName === "ada")?.title);
    });
  const slack = await begin();
  slack.addUser({ userName: "ada", ...emailOf("ada@example.com"), title: "Analyst" });
  await run();
  slack.change("ada", (ada) => {
    ada.title = "Countess";
  });
  await run();
  const other = await begin();
  other.addUser({ userName: "ada", ...emailOf("ada@example.com"), title: "Programmer" });
  await run();
  expect(titles).toEqual(["Analyst", "Countess", "Programmer"]);
});

test("without an engine and without mocks nobody is asked", async () => {
  await begin();
  pulumi.runtime.resetOptions("project", "stack", 1, "", "", false, "");
  await expect(getUser({ userName: "ada" })).rejects.toThrow("Look-ups run where `pulumi` runs the program");
});
