import { recorded, report, startRecordedSlack, told } from "./support";

const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

beforeEach(() => jest.spyOn(process.stderr, "write").mockReturnValue(true));
afterEach(() => jest.restoreAllMocks());

test.each(["encrypted", "shown", "checkpoint"] as const)(
  "a state that the engine wrote shows no drift while Slack is as it was: %s",
  async (name) => {
    const slack = await startRecordedSlack();
    expect(await told(recorded(name))).toEqual([]);
    expect(slack.writes).toEqual([]);
    // One to tell the organization, one for people, one for groups.
    expect(slack.requests).toHaveLength(3);
  },
);

test("an encrypted value is not compared, which is said once; one in clear is compared and never told", async () => {
  const slack = await startRecordedSlack();
  slack.change("bond", (one) => {
    one.title = "Retired";
  });
  const encrypted = await report(recorded("encrypted"), { managedOnly: true });
  expect(encrypted.findings).toEqual([]);
  expect(encrypted.notes).toEqual([
    "encrypted in the state, so not compared: title (1 resource). `pulumi stack export --show-secrets | npx pulumi-slack-scim drift` compares them; no value is shown.",
  ]);
  const shown = await report(recorded("shown"), { managedOnly: true });
  expect(shown.notes).toEqual([]);
  expect(shown.findings).toMatchObject([
    { kind: "attributes", subject: { name: "bond" }, changes: [{ path: "title", secret: true }] },
  ]);
  expect(JSON.stringify([encrypted, shown])).not.toMatch(/Double-O|Retired|shaken/);
});

test("a manager who is declared by e-mail address is compared by the id that Slack made of it", async () => {
  const slack = await startRecordedSlack();
  slack.change("ada", (one) => {
    one[ENTERPRISE].manager.managerId = slack.user("linus")?.id ?? "";
  });
  expect(await told(recorded("shown"))).toEqual(["difference attributes ada: enterprise.manager.managerId"]);
});

test("a directory that the engine wrote shows no drift while Slack is as it was, and then who differs, by key", async () => {
  const slack = await startRecordedSlack("directory-slack");
  expect(await told(recorded("directory"))).toEqual([]);
  slack.change("ada", (one) => {
    one.title = "Cook";
  });
  slack.change("harker", (one) => {
    one.title = "Mrs";
  });
  const { findings, notes } = await report(recorded("directory"), { managedOnly: true });
  expect(findings).toMatchObject([
    { kind: "attributes", subject: { name: "ada", entry: "people.e-ada" }, changes: [{ path: "title" }] },
  ]);
  expect(notes).toEqual([
    expect.stringContaining(
      "encrypted in the state, so not compared: people.e-eve, people.e-spy (2 resources)",
    ),
  ]);
  expect(slack.writes).toEqual([]);
});
