import { startEmulator } from "../../../emulator";
import { follow } from "../support/guide";

const GLOBEX = "xoxp-of-the-guide-7";

test("the guide for several organisations keeps them apart, with the wrong token and with the wrong provider too", async () => {
  const slack = await startEmulator({
    token: "xoxp-of-the-guide-6",
    organizations: [{ domain: "globex", token: GLOBEX }],
  });
  const guide = follow("several-organisations.md", slack, [slack.token, GLOBEX]);
  await guide.hasProject();
  await guide.must(`export ACME_TOKEN=${slack.token} GLOBEX_TOKEN=${GLOBEX}
    printf 'config:\\n  people:baseUrl: %s\\n' "$SLACK_SCIM_BASE_URL" > Pulumi.prod.yaml`);
  const written = () =>
    slack.writes.map(({ organization, method, path }) => `${organization} ${method} ${path}`);

  await guide.section("The program");
  expect(written().sort()).toEqual([
    "acme POST Groups",
    "acme POST Users",
    "acme POST Users",
    "globex POST Groups",
    "globex POST Users",
  ]);

  const forgotten =
    'new (require("pulumi-slack-scim").SlackScimUser)("x", { userName: "x", emails: [{ value: "x@a.example" }] });';
  await guide.must(`cp index.js kept.js; echo '${forgotten}' >> index.js`);
  expect(await guide.must("pulumi preview || true")).toContain("must use an explicit provider");
  await guide.must("mv kept.js index.js");

  slack.clearLog();
  const before = slack.snapshot();
  await guide.section("When the tokens are mixed up");
  expect(slack.writes).toEqual([]);

  await guide.must("cp index.js kept.js");
  await guide.section("A person goes to the other organisation");
  expect(slack.snapshot()).toEqual(before);
  // What the refusal says to do forgets nobody either.
  await guide.must("pulumi refresh");
  expect(await guide.must("pulumi stack export")).toContain("ada@acme.example");
  await guide.must("mv kept.js index.js && pulumi up && pulumi preview --refresh --expect-no-changes");
  expect(slack.snapshot()).toEqual(before);
  expect(guide.left()).toEqual([]);
});
