import { startEmulator } from "../../emulator";
import type { StoredResource } from "./support/inspection";
import { group, person, program } from "./support/program";
import { createStack, type TestStack } from "./support/stack";

/** Something wrong with how the stack reaches Slack, what the terminal must say of it, and how it is put right again. */
interface Trouble {
  name: string;
  begin(stack: TestStack): Promise<void> | void;
  end(stack: TestStack): void;
  says: RegExp;
}

const right = (stack: TestStack) =>
  stack.setEnvironment({ SLACK_SCIM_TOKEN: stack.slack.token, SLACK_SCIM_BASE_URL: stack.slack.v2 });

const troubles: Trouble[] = [
  {
    name: "a wrong token",
    begin: (stack) => stack.setEnvironment({ SLACK_SCIM_TOKEN: "xoxp-nobody-knows" }),
    end: right,
    says: /401 invalid_authentication\. .*Set SLACK_SCIM_TOKEN/,
  },
  {
    name: "a token that may not",
    begin: ({ slack }) => {
      slack.fault({ status: 403, times: 1000 });
    },
    end: ({ slack }) => slack.clearFaults(),
    says: /403 .*admin/,
  },
  {
    name: "a base URL that answers with a web page",
    begin: (stack) => stack.setEnvironment({ SLACK_SCIM_BASE_URL: `${stack.slack.url}/elsewhere/v2/` }),
    end: right,
    says: /404.*Check the base URL/,
  },
  {
    name: "a token of another organisation",
    begin: (stack) => {
      stack.slack.addOrganization({ domain: "globex", token: "xoxp-globex" });
      stack.setEnvironment({ SLACK_SCIM_TOKEN: "xoxp-globex" });
    },
    end: right,
    says: /belongs to the organisation globex, but the state was made in acme/,
  },
];

test.each(troubles)(
  "$name changes nothing and nobody, in refresh, up and destroy, and says what to do",
  async (trouble) => {
    const stack = await createStack(program(person("ada"), group("Data", ["ada"])));
    const { slack } = stack;
    await stack.up();
    const before = { resources: stack.state().resources, people: slack.users(), groups: slack.groups() };
    stack.setProgram(program(person("ada", { title: "Analyst" }), group("Data", [])));

    await trouble.begin(stack);
    for (const operation of ["refresh", "up", "destroy"] as const) {
      const run = await stack[operation]({ fails: true });
      expect(`${operation}: ${run.stdout.replace(/\s+/g, " ")}`).toMatch(trouble.says);
    }
    const now = { resources: stack.state().resources, people: slack.users(), groups: slack.groups() };
    expect(now.people).toEqual(before.people);
    expect(now.groups).toEqual(before.groups);
    expect(now.resources.map(holdings)).toEqual(before.resources.map(holdings));

    trouble.end(stack);
    expect((await stack.up()).changes).toEqual({ update: 2 });
  },
);

test("a destroy that asks for more people at once than allowed deactivates nobody, names them and says what lifts the limit", async () => {
  const people = ["ada", "grace", "hedy", "joan"];
  const stack = await createStack(program(...people.map((name) => person(name))));
  const { slack } = stack;
  await stack.up();
  stack.setEnvironment({ SLACK_SCIM_MAX_DEACTIVATIONS: "3" });
  const refused = await stack.destroy({ fails: true });
  const said = refused.stdout.replace(/\s+/g, " ");
  expect(said).toMatch(
    /this run has deactivated 0 already, asks for 4 at once \(.*\) and may do no more than 3\. .* raise slack-scim:maxDeactivations/,
  );
  for (const name of people) expect(said).toContain(`user ${name} (${slack.user(name)?.id})`);
  expect(people.filter((name) => slack.user(name)?.active)).toEqual(people);
  await stack.destroy({ flags: ["--parallel", "1"], fails: true });
  expect(people.filter((name) => slack.user(name)?.active)).toHaveLength(1);
  await stack.destroy();
  expect(people.filter((name) => slack.user(name)?.active)).toEqual([]);
});

test("adoptId of an account that another resource has fails the preview, whichever is declared first", async () => {
  const stack = await createStack(program(person("ada")));
  const { slack } = stack;
  await stack.up();
  const id = slack.user("ada")?.id;
  const adopting = person("augusta", { adoptId: id });
  const writes = slack.writes.length;
  for (const order of [
    [adopting, person("ada")],
    [person("ada"), adopting],
  ]) {
    stack.setProgram(program(...order));
    const { stdout } = await stack.preview({ fails: true });
    expect(stdout.replace(/\s+/g, " ")).toMatch(
      new RegExp(`takes ${id} over by adoptId|adoptId names ${id}, which another resource`),
    );
  }
  expect(slack.writes).toHaveLength(writes);
});

test("mistakes in inputs fail the preview, all at once, before anything is sent", async () => {
  const stack = await createStack(
    program(
      'new SlackScimUser("ada", { userName: "ada@example.com", emails: [], displayName: pulumi.secret("hunter2@hunter2") });',
    ),
  );
  stack.secrets.push("hunter2@hunter2");
  const { stdout } = await stack.preview({ fails: true });
  expect(stdout).toContain("userName: wanted a userName of 1 to 21 characters");
  expect(stdout).toContain("emails: wanted at least one e-mail address");
  expect(stdout).toContain("displayName: wanted a name without @");
  expect(stack.slack.requests).toEqual([]);
});

test("mistakes in settings fail the preview, all at once, a misspelt key among them, before anything is sent", async () => {
  const stack = await createStack(program(person("ada")));
  await stack.setConfig("slack-scim:maxDeactivation", "3");
  await stack.setConfig("slack-scim:budgetShare", "80");
  stack.setEnvironment({ SLACK_SCIM_MAX_REACTIVATIONS: "-1" });
  const said = (await stack.preview({ fails: true })).stdout.replace(/\s+/g, " ");
  expect(said).toContain("slack-scim:maxDeactivation: no such setting; slack-scim:maxDeactivations?");
  expect(said).toContain(
    'slack-scim:budgetShare (or SLACK_SCIM_BUDGET_SHARE): wanted a number above 0 up to 1, got "80".',
  );
  expect(said).toContain(
    'wanted a whole number from 0, or percent of a SlackScimDirectory\'s list such as 50%, got "-1"',
  );
  expect(stack.slack.requests).toEqual([]);
});

test("without a token nothing is sent, and both ways to give one are named", async () => {
  const stack = await createStack(program(person("ada")));
  stack.setEnvironment({
    SLACK_SCIM_TOKEN: undefined,
    SLACK_SCIM_BASE_URL: undefined,
    SLACK_SCIM_LIMITS: undefined,
  });
  const { stdout } = await stack.up({ fails: true });
  expect(stdout.replace(/\s+/g, " ")).toContain(
    "Set the environment variable SLACK_SCIM_TOKEN, or run `pulumi config set --secret slack-scim:token`",
  );
  await stack.setConfig("slack-scim:token", "xoxp-in-the-clear");
  const clear = await stack.preview({ fails: true });
  expect(clear.stdout.replace(/\s+/g, " ")).toContain("The configured slack-scim:token is not a secret");
});

test("two organisations in one stack each get their own people, whatever the environment says", async () => {
  const globex = await startEmulator({ domain: "globex", token: "xoxp-globex-0123456789" });
  try {
    const provider = `const globex = new SlackScimProvider("globex", { token: pulumi.secret(${JSON.stringify(globex.token)}), baseUrl: ${JSON.stringify(globex.v1)}, limits: "off" });`;
    const stack = await createStack(
      program(
        provider,
        person("ada"),
        person("hank", { title: "Driver" }, { options: "{ provider: globex }" }),
      ),
    );
    stack.secrets.push(globex.token);
    await stack.up();
    expect(stack.slack.user("hank")).toBeUndefined();
    expect(globex.user("ada")).toBeUndefined();
    expect(stack.resource("hank").outputs?.organization).toBe("globex");
    globex.change("hank", (hank) => {
      hank.title = "Boss";
    });
    const refreshed = await stack.refresh();
    expect(refreshed.steps.filter((step) => step.inputs.length > 0)).toMatchObject([
      { name: "hank", inputs: ["title"] },
    ]);
    await stack.up();
    expect(globex.user("hank")?.title).toBe("Driver");
    await stack.destroy();
    expect([stack.slack.user("ada")?.active, globex.user("hank")?.active]).toEqual([false, false]);
  } finally {
    await globex.close();
  }
});

/** What a state holds of a resource; the rest (when it was looked at, what depends on what) a failed run may rewrite. */
function holdings({ urn, id, inputs, outputs }: StoredResource): object {
  return { urn, id, inputs, outputs };
}
