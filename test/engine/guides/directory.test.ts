import { startEmulator } from "../../../emulator";
import { follow } from "../support/guide";
import { changes, inactive, membersOf } from "./people";

const DAY_MS = 24 * 3600_000;

test("the guide for a directory moves everybody in, one out, and all of them back, and exports them, without a write", async () => {
  const slack = await startEmulator({ token: "xoxp-of-the-guide-9" });
  const guide = follow("directory.md", slack);
  await guide.hasProject();
  await guide.must("pulumi stack init prod");
  await guide.section("");
  slack.clock.advance(2 * DAY_MS);
  slack.clearLog();

  for (const section of ["Into a directory", "Some of them back", "All of them back"]) {
    await guide.section(section);
    expect(changes(slack)).toEqual([]);
    expect(inactive(slack)).toEqual([]);
    expect(membersOf(slack, "Engineering")).toEqual(["ada", "bert"]);
  }
  slack.clearLog();
  expect(await guide.section("Straight from an export")).toMatch(/Resources:\n +2 unchanged\n/);
  expect(slack.writes).toEqual([]);
  expect(guide.left()).toEqual([]);
});
