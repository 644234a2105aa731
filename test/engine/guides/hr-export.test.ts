import { startEmulator } from "../../../emulator";
import { follow } from "../support/guide";
import { addPeople, changes, inactive, membersOf } from "./people";

test("the guide for an HR export does to joiners, movers, leavers and returners what it says, and half an export does nothing", async () => {
  const slack = await startEmulator({ token: "xoxp-of-the-guide-3" });
  const [ada] = addPeople(slack, "ada");
  const guide = follow("hr-export.md", slack);
  await guide.hasProject();
  await guide.section("");
  await guide.section("Set up");
  expect(membersOf(slack, "Engineering")).toEqual(["ada", "bert", "carl"]);

  await guide.section("Joiner");
  expect(membersOf(slack, "Film")).toEqual(["fritz"]);

  await guide.section("Mover");
  expect(membersOf(slack, "Engineering")).toEqual(["ada", "carl"]);
  expect(membersOf(slack, "People")).toEqual(["bert", "dora", "emil"]);
  expect(slack.user("ada")).toMatchObject({
    id: ada,
    name: { familyName: "King" },
    emails: [{ value: "ada.king@example.com" }],
  });
  expect(inactive(slack)).toEqual([]);

  await guide.section("Leaver");
  expect(inactive(slack)).toEqual(["carl"]);
  expect(membersOf(slack, "Engineering")).toEqual(["ada"]);

  slack.clearLog();
  await guide.section("Half an export");
  expect(changes(slack)).toEqual([]);

  const carl = slack.user("carl")?.id ?? "";
  await guide.section("Somebody returns", { U0CARL: carl });
  expect(slack.user("carl")).toMatchObject({
    id: carl,
    active: true,
    emails: [{ value: "carl.gauss@example.com" }],
  });
  expect(slack.users()).toHaveLength(7);
  expect(membersOf(slack, "Engineering")).toEqual(["ada", "carl"]);
  expect(guide.left()).toEqual([]);
});
