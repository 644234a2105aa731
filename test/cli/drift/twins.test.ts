import { add, group, report, startSlack, told, user } from "./support";

const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const named = (givenName: string, familyName = "Lovelace") => ({ name: { givenName, familyName } });
const at = (value: string) => ({ emails: [{ value, primary: true }] });

test.each<[string, object, object, string[]]>([
  [
    "one employee number",
    { [ENTERPRISE]: { employeeNumber: "7" } },
    { [ENTERPRISE]: { employeeNumber: "7" } },
    ["decision twinAccounts ada: ada2"],
  ],
  [
    "one name and mailbox at two domains",
    { ...named("Ada"), ...at("ada@old.example") },
    { ...named("ADA"), ...at("ada+new@new.example") },
    ["decision twinAccounts ada: ada2"],
  ],
  [
    "one name, and one of the two is deactivated",
    { ...named("Ada") },
    { ...named("Ada"), active: false },
    ["notice twinAccounts ada: ada2"],
  ],
  ["one name alone", named("Ada"), named("Ada"), []],
  [
    "one mailbox at two domains alone",
    { ...named("Ada"), ...at("ada@old.example") },
    { ...named("Eve"), ...at("ada@new.example") },
    [],
  ],
])("two accounts look like one person by %s, or do not", async (_what, one, other, findings) => {
  const slack = await startSlack();
  const id = add(slack, "ada", one);
  add(slack, "ada2", other);
  const state = [
    user(id, "ada", { emails: (one as { emails?: object }).emails ?? at("ada@example.com").emails }),
  ];
  expect(await told(state)).toEqual(findings);
});

test("an address that is the second one of another account tells twins, whom nothing manages by a notice", async () => {
  const slack = await startSlack();
  add(slack, "bob", {
    emails: [
      { value: "bob@example.com", primary: true },
      { value: "robert@example.com", primary: false },
    ],
  });
  slack.behave({});
  const robert = add(slack, "robert", at("robert@elsewhere.example"));
  slack.change(robert, (person) => {
    person.emails = [
      { value: "robert@elsewhere.example", primary: true },
      { value: "bob@example.com", primary: false },
    ];
  });
  const { findings } = await report([user(add(slack, "ada"), "ada")]);
  expect(findings.filter(({ kind }) => kind === "twinAccounts")).toMatchObject([
    {
      severity: "notice",
      message: expect.stringContaining("they share an e-mail address"),
      others: [{ name: "robert" }],
    },
  ]);
});

test("an employee number that many have is no sign, nor are two deactivated accounts", async () => {
  const slack = await startSlack();
  const none = { [ENTERPRISE]: { employeeNumber: "0" } };
  const ids = ["a", "b", "c", "d"].map((name) => add(slack, name, none));
  const gone = { [ENTERPRISE]: { employeeNumber: "9" }, active: false };
  add(slack, "x", gone);
  add(slack, "y", gone);
  expect(await told([user(ids[0] ?? "", "a")])).toEqual([]);
});

test("two resources for one account name both, with their stacks", async () => {
  const slack = await startSlack();
  const id = add(slack, "ada");
  const other = {
    ...user(id, "ada"),
    urn: "urn:pulumi:prod::hr::pulumi-nodejs:dynamic/slack-scim:User::lovelace",
  };
  const { findings } = await report([user(id, "ada"), other], { managedOnly: true });
  expect(findings).toMatchObject([
    {
      severity: "decision",
      kind: "twinResources",
      message: "is the account or group of 2 resources: ada (people/dev), lovelace (hr/prod).",
    },
  ]);
});

test("groups of one name need a decision where one of them is managed", async () => {
  const slack = await startSlack();
  const id = slack.addGroup({ displayName: "Team" });
  for (const displayName of ["team", "Other", "Other"]) slack.addGroup({ displayName });
  const { findings } = await report([group(id, "Team")]);
  expect(
    findings
      .filter(({ kind }) => kind === "twinGroups")
      .map(({ severity, subject, others }) => [severity, subject.name, others?.map(({ name }) => name)]),
  ).toEqual([
    ["decision", "Team", ["team"]],
    ["notice", "Other", ["Other"]],
  ]);
});
