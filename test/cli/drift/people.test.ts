import { add, report, startSlack, told, user } from "./support";

const GUEST = "urn:ietf:params:scim:schemas:extension:slack:guest:2.0:User";

test.each<[string, object, object, object, string[]]>([
  ["a declared attribute", { title: "B" }, { title: "A" }, {}, ["difference attributes ada: title"]],
  ["an attribute that nothing declares", { title: "B" }, {}, {}, []],
  ["one that the program clears", { title: "B" }, { title: "" }, {}, ["difference attributes ada: title"]],
  [
    "a guest where a member is declared",
    { [GUEST]: { type: "multi" } },
    { guest: { type: "" } },
    {},
    ["decision attributes ada: guest.type"],
  ],
  ["a userName that Slack altered", { userName: "ada2" }, {}, { slackUserName: "ada2" }, []],
  [
    "another one since",
    { userName: "ada3" },
    {},
    { slackUserName: "ada2" },
    ["difference attributes ada3: userName"],
  ],
  ["a deactivated person", { active: false }, {}, {}, ["decision inactive ada"]],
  [
    "a deactivated person who is declared active",
    { active: false },
    { active: true },
    {},
    ["decision inactive ada"],
  ],
  ["a deactivated person, as declared", { active: false }, { active: false }, {}, []],
  [
    "a deactivated person whom the state knows as such",
    { active: false },
    {},
    { active: false },
    ["notice inactive ada"],
  ],
  [
    "an active person who is declared inactive",
    {},
    { active: false },
    {},
    ["decision attributes ada: active"],
  ],
  [
    "an active person whom an update owes deactivation",
    {},
    {},
    { pendingDeactivation: true },
    ["decision attributes ada: active"],
  ],
])("%s", async (_what, live, declared, outputs, findings) => {
  const slack = await startSlack();
  const id = add(slack, "ada", live);
  expect(await told([user(id, "ada", { ...declared }, { ...outputs })])).toEqual(findings);
});

test("another primary e-mail address needs a decision, another secondary one does not", async () => {
  const slack = await startSlack();
  const of = (value: string, second?: string) => [
    { value, primary: true },
    ...(second === undefined ? [] : [{ value: second, primary: false }]),
  ];
  const one = add(slack, "one", { emails: of("one@example.com", "second@example.com") });
  const two = add(slack, "two", { emails: of("two@other.example") });
  expect(await told([user(one, "one"), user(two, "two")])).toEqual([
    "decision attributes two: emails",
    "difference attributes one: emails",
  ]);
});

test("somebody is gone when Slack itself says so, not when a list leaves them out", async () => {
  const slack = await startSlack();
  const id = add(slack, "ada");
  const state = [user(id, "ada"), user("U0GONE", "grace")];
  expect(await told(state)).toEqual(["decision gone grace"]);
  expect(slack.requests.map(({ path }) => path).filter((path) => path.startsWith("Users/"))).toEqual([
    "Users/U0GONE",
  ]);
  slack.fault({ path: "Users/*", status: 404, body: "<html>Not found</html>", times: 10 });
  await expect(told(state)).rejects.toThrow("404");
});

test("people with access whom nothing manages are a notice; bots and deactivated people are none", async () => {
  const slack = await startSlack();
  add(slack, "guest", { [GUEST]: { type: "multi" } });
  add(slack, "left", { active: false });
  add(slack, "bot", { emails: [{ value: "botuser-T1-A1@slack-bots.com", primary: true }] });
  slack.change(add(slack, "nobody"), (one) => {
    one.emails = [];
  });
  const { findings, counts } = await report([user(add(slack, "ada"), "ada")]);
  expect(findings.map(({ kind, subject }) => [kind, subject.name, subject.guest])).toEqual([
    ["unmanagedUsers", "guest", true],
    ["unmanagedUsers", "owner", undefined],
  ]);
  expect(counts).toEqual({ decision: 0, difference: 0, notice: 2 });
});

test("who is only looked at, and who is about to be deleted, is not managed", async () => {
  const slack = await startSlack();
  const [ada, seen, old] = ["ada", "seen", "old"].map((name) => add(slack, name, { title: "X" }));
  const state = [
    user(ada ?? "", "ada"),
    { ...user(seen ?? "", "seen", { title: "Y" }), external: true },
    { ...user(old ?? "", "old", { title: "Y" }), delete: true },
  ];
  const { findings, compared } = await report(state);
  expect(compared).toEqual({ users: 1, groups: 0, memberships: 0 });
  expect(findings.map(({ subject }) => subject.name)).toEqual(["old", "owner", "seen"]);
});

test("what concerns somebody about whom all is decided is left out, which is said", async () => {
  const slack = await startSlack();
  const [ada, grace] = [add(slack, "ada", { active: false }), add(slack, "grace", { active: false })];
  const found = await report([user(ada, "ada"), user(grace, "grace")], { managedOnly: true, except: [ada] });
  expect(found.findings.map(({ subject }) => subject.name)).toEqual(["grace"]);
  expect(found.notes).toEqual(["1 finding is left out, as `--except` says."]);
});
