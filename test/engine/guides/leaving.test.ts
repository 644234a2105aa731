import { startEmulator } from "../../../emulator";
import { follow } from "../support/guide";
import { changes, inactive, membersOf } from "./people";

test("the guide for leaving Pulumi changes nothing in Slack, for one person as for everybody", async () => {
  const slack = await startEmulator({ token: "xoxp-of-the-guide-1" });
  const guide = follow("leaving.md", slack);
  await guide.hasProject();
  await guide.section("");
  await guide.must("pulumi stack init prod && pulumi up");
  const before = slack.snapshot();
  slack.clearLog();

  await guide.section("With some people");
  expect(await guide.must("pulumi stack export")).not.toContain("carl@example.com");
  expect(slack.requests.length).toBeGreaterThan(0);
  slack.clearLog();
  await guide.section("With everybody");
  expect(JSON.parse(await guide.must("pulumi stack export")).deployment.resources ?? []).toEqual([]);
  expect(slack.requests).toEqual([]);
  await guide.section("Back again");
  await guide.section("For good");
  expect(await guide.must("pulumi stack ls --json")).toBe("[]\n");

  expect(changes(slack)).toEqual([]);
  expect(slack.snapshot()).toEqual(before);
  expect(inactive(slack)).toEqual([]);
  expect(membersOf(slack, "Engineering")).toEqual(["ada", "bert", "carl"]);
  expect(guide.left()).toEqual([]);
});
