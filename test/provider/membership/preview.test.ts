import { UNKNOWN } from "../../../provider/fields/properties";
import { checkMembership } from "../../../provider/membership/lifecycle";
import { previewMembership } from "../../../provider/membership/preview";
import { foresee } from "../../../provider/run/preview";
import { STANDSTILL } from "../support";
import { withTeam } from "./support";

test("the preview says how many join and how many are in the group already, in one line for all, and writes nothing", () =>
  withTeam(
    async ({ slack, begin, lines, groupId, theirs, ours: [ada, grace] }) => {
      const other = slack.addGroup({ displayName: "Other" });
      const run = begin();
      const all: [string, (string | undefined)[]][] = [
        [groupId, [ada, grace, ...theirs]],
        [other, [ada, UNKNOWN]],
        [UNKNOWN, [ada]],
      ];
      for (const [id, members] of all) {
        const { inputs } = checkMembership(run, {}, { groupId: id, members });
        expect(await previewMembership(run, inputs)).toBeUndefined();
      }
      run.messages.flush();
      expect(lines).toEqual([
        `2 to add people to a group: group ${groupId} (2 join, 1 in it already), group ${other} (1 join, who else is known after the update)`,
      ]);
      expect(slack.writes).toEqual([]);
    },
    { waiting: STANDSTILL },
  ));

test("a group that is not there fails the preview", () =>
  withTeam(async ({ slack, begin, groupId, ours: [ada] }) => {
    slack.removeGroup(groupId);
    const run = begin();
    const { inputs } = checkMembership(run, {}, { groupId, members: [ada] });
    expect(await foresee(run, () => previewMembership(run, inputs))).toBe(
      `the membership in group ${groupId}: Slack has no such group. Correct groupId; if the group was deleted, take this resource out of the program.`,
    );
  }));

test("a group that cannot be looked at is no reason to fail, and is not taken for missing", () =>
  withTeam(async ({ slack, begin, lines, groupId, ours: [ada] }) => {
    slack.fault({ method: "GET", path: "Groups/*", status: 404, html: true, times: 1 });
    const run = begin();
    const { inputs } = checkMembership(run, {}, { groupId, members: [ada] });
    expect(await foresee(run, () => previewMembership(run, inputs))).toBeUndefined();
    expect(lines).toEqual([expect.stringContaining("the preview could not look in Slack")]);
  }));
