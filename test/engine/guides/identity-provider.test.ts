import { startEmulator } from "../../../emulator";
import { follow } from "../support/guide";
import { addPeople, changes, inactive, membersOf, setMembers } from "./people";

test("the guide for a Slack with an identity provider undoes nothing of what that one does", async () => {
  const slack = await startEmulator({ token: "xoxp-of-the-guide-4" });
  const [ada, bert, carl, , eve] = addPeople(slack, "ada", "bert", "carl", "dora", "eve");
  slack.addGroup({ displayName: "Engineering", members: [ada, carl] });
  const guide = follow("identity-provider.md", slack);
  await guide.hasProject();
  await guide.section("Who owns what");
  await guide.section("The program");
  expect(changes(slack).filter((one) => one.startsWith("POST"))).toEqual(["POST Groups"]);
  expect(membersOf(slack, "Engineering")).toEqual(["ada", "bert", "carl"]);
  expect(membersOf(slack, "On call")).toEqual(["bert"]);

  slack.clearLog();
  slack.change("ada", (one) => {
    one.emails = [{ value: "ada.king@example.com", primary: true }];
    one.title = "Countess";
  });
  slack.change("dora", (one) => {
    one.active = false;
  });
  setMembers(slack, "Engineering", [bert, eve]);
  await guide.section("What happens then");
  expect(changes(slack)).toEqual([]);

  setMembers(slack, "Engineering", [eve]);
  await guide.section("When a whole list is pushed");
  expect(membersOf(slack, "Engineering")).toEqual(["bert", "eve"]);
  expect(slack.user("ada")?.emails).toMatchObject([{ value: "ada.king@example.com" }]);
  expect(inactive(slack)).toEqual(["dora"]);

  slack.clearLog();
  await guide.section("From what exists");
  expect(JSON.parse(guide.file("slack/people.json")).ada).toEqual({
    userName: "ada",
    emails: [{ value: "ada.king@example.com", primary: true }],
    enterprise: { costCenter: "4711" },
  });
  expect(Object.values(JSON.parse(guide.file("slack/groups.json")))).toContainEqual({
    displayName: "Engineering",
  });
  expect(slack.writes).toEqual([]);
  expect(guide.left()).toEqual([]);
});

test("what the guide warns of happens: without ignoreChanges the old address is written back, and an exact list takes out whom others let in", async () => {
  const slack = await startEmulator({ token: "xoxp-of-the-guide-5" });
  const [ada, eve] = addPeople(slack, "ada", "eve");
  slack.addGroup({ displayName: "Engineering", members: [ada] });
  const guide = follow("identity-provider.md", slack);
  await guide.hasProject();
  await guide.must(`cat > index.js <<'END'
const { SlackScimGroup, SlackScimUser } = require("pulumi-slack-scim");
const ada = new SlackScimUser("ada", { userName: "ada", emails: [{ value: "ada@example.com" }] });
new SlackScimGroup("engineering", { displayName: "Engineering", members: [ada.id] });
END
pulumi stack init prod && pulumi up`);
  slack.change("ada", (one) => {
    one.emails = [{ value: "ada.king@example.com", primary: true }];
  });
  setMembers(slack, "Engineering", [ada, eve]);
  await guide.must("pulumi up --refresh");
  expect(slack.user("ada")?.emails).toMatchObject([{ value: "ada@example.com" }]);
  expect(membersOf(slack, "Engineering")).toEqual(["ada"]);
});
