import { startEmulator } from "../../../emulator";
import { follow } from "../support/guide";
import { addPeople, changes, inactive } from "./people";

test("the guide for an existing organisation ends in empty previews, by export without a write and by declaring with one for each difference", async () => {
  const slack = await startEmulator({ token: "xoxp-of-the-guide-8" });
  const [ada, bert] = addPeople(slack, "ada", "bert");
  slack.change("ada", (one) => {
    one.title = "Analyst";
  });
  slack.addGroup({ displayName: "Engineering", members: [ada, bert] });
  const guide = follow("moving-in.md", slack);
  expect(await guide.section("Export")).toMatch(/Resources:\n +5 unchanged\n/);
  expect(slack.writes).toEqual([]);

  await guide.must("cd ..");
  await guide.hasProject("declared");
  await guide.must("cd declared && pulumi stack init prod");
  await guide.section("Declare");
  expect(changes(slack).sort()).toEqual([`PATCH Users/${bert}`, "POST Users"]);
  expect(slack.user("ada")?.id).toBe(ada);
  expect(inactive(slack)).toEqual([]);
  await guide.must("pulumi preview --expect-no-changes");
  expect(guide.left()).toEqual([]);
});
