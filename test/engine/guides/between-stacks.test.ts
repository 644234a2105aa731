import { startEmulator } from "../../../emulator";
import { follow } from "../support/guide";
import { changes, inactive, membersOf } from "./people";

const DAY_MS = 24 * 3600_000;

test("the guide for moving people between stacks signs nobody out, and the receiving stack owns them in the end", async () => {
  const slack = await startEmulator({ token: "xoxp-of-the-guide-2" });
  const guide = follow("between-stacks.md", slack);
  await guide.hasProject("giving");
  await guide.hasProject("receiving");
  await guide.section("");
  await guide.must(
    "cd giving; pulumi stack init prod; pulumi up; cd ../receiving; pulumi stack init prod; cd ..",
  );
  slack.clock.advance(2 * DAY_MS);
  slack.clearLog();

  await guide.section("What the giving stack's delete would do");
  await guide.section("In one back end: `pulumi state move`");
  await guide.section("Otherwise: receive, then retain");
  expect(changes(slack)).toEqual([]);
  expect(inactive(slack)).toEqual([]);
  expect(membersOf(slack, "Engineering")).toEqual(["ada", "bert"]);
  expect(guide.left()).toEqual([]);

  // Whoever leaves now is deactivated by the stack that received them, and by no other.
  await guide.must("cd ../giving && pulumi preview --expect-no-changes");
  await guide.must("cd ../receiving && pulumi preview --expect-no-changes && echo > index.js && pulumi up");
  expect(inactive(slack).sort()).toEqual(["bert", "carl"]);
});
