import { createGroup } from "../../../provider/group/lifecycle";
import { previewGroup } from "../../../provider/group/preview";
import { inWorld } from "../support";

const DAYS_MS = 48 * 3600_000;
const IF_GIVEN_UP =
  "If another resource of this program gives it up in the same run, let this one depend on that one (`dependsOn`).";

test("a group that is somebody else's is refused with what it holds and the ways on, in preview and update", () =>
  inWorld(async ({ slack, begin }) => {
    const members = ["ada", "grace"].map((userName) =>
      slack.addUser({ userName, emails: [{ value: `${userName}@example.com`, primary: true }] }),
    );
    const id = slack.addGroup({ displayName: "Data", members });
    slack.clock.advance(DAYS_MS);
    const inputs = { displayName: "Data", members: [members[0]] };
    const refusal =
      `the group: Slack has ${id} of this name already, with 2 members. Nothing was changed. ` +
      "If this resource was renamed or moved in the program, give it `aliases`. " +
      'To manage the existing group, set onConflict: "adopt", declare the members it has, or name it by adoptId. ' +
      IF_GIVEN_UP;
    expect(await previewGroup(begin(), inputs)).toBe(refusal);
    await expect(createGroup(begin(), inputs)).rejects.toThrow(new Error(refusal));
  }));

test("several groups of one name are refused with their ids and the ways on, in preview and update", () =>
  inWorld(async ({ slack, begin }) => {
    const ids = [slack.addGroup({ displayName: "Data" }), slack.addGroup({ displayName: "Data" })];
    const refusal =
      `the group: Slack has 2 groups of this name (${ids.join(", ")}). ` +
      "Rename or delete all but one, declare another name, or say which one by adoptId.";
    expect(await previewGroup(begin(), { displayName: "Data" })).toBe(refusal);
    await expect(createGroup(begin(), { displayName: "Data" })).rejects.toThrow(new Error(refusal));
  }));

test("an adoptId that names no group is refused, in preview and update", () =>
  inWorld(async ({ begin }) => {
    const inputs = { displayName: "Data", adoptId: "S0NOTHING" };
    const refusal =
      "the group: adoptId names S0NOTHING, and Slack has no such group. Correct the id, or leave adoptId out.";
    expect(await previewGroup(begin(), inputs)).toBe(refusal);
    await expect(createGroup(begin(), inputs)).rejects.toThrow(new Error(refusal));
  }));

test("a take-over is said with what delete will do, and of one of today that nobody knows who made it", () =>
  inWorld(async ({ slack, begin, lines }) => {
    const old = slack.addGroup({ displayName: "Data" });
    slack.clock.advance(DAYS_MS);
    const owned =
      ' Delete will retain it: to own it, declare onDelete: "delete", or set slack-scim:onGroupDelete to delete for the whole stack.';
    await createGroup(begin(), { displayName: "Data", members: [] });
    expect(lines).toEqual([`group ${old} existed and was taken over.${owned}`]);
    await createGroup(begin({ onGroupDelete: "delete" }), { displayName: "Data", members: [] });
    expect(lines).toEqual([`group ${old} existed and was taken over.`]);
    const young = slack.addGroup({ displayName: "Young" });
    await createGroup(begin(), { displayName: "Young", members: [] });
    expect(lines).toEqual([
      `group ${young} existed and was taken over. It is as declared and less than a day old: an earlier run of this stack that was cut short may have made it, or another stack, or an identity provider.${owned}`,
    ]);
  }));

test("a name that another resource gives up is warned of in the preview, with what to declare", () =>
  inWorld(async ({ slack, begin, lines }) => {
    const id = slack.addGroup({ displayName: "Data" });
    const run = begin();
    run.handover.free("group", "Data");
    expect(await previewGroup(run, { displayName: "Data" })).toBeUndefined();
    expect(lines).toEqual([
      `warning: the group: the name belongs to ${id}, which another resource of this program gives up. Let this resource depend on that one (\`dependsOn\`), or it may come before the run knows of that and take that group over.`,
    ]);
  }));

test("the preview of an adoptId says what of the group changes, and refuses whom it would take out beyond the limit", () =>
  inWorld(async ({ slack, begin, lines }) => {
    const ada = slack.addUser({ userName: "ada", emails: [{ value: "ada@example.com", primary: true }] });
    const adoptId = slack.addGroup({ displayName: "Data", members: [ada] });
    const said = async (inputs: object) => {
      const run = begin({ maxMemberRemovals: "0" });
      const refusal = await previewGroup(run, { adoptId, ...inputs });
      run.messages.flush();
      return refusal ?? lines.join();
    };
    const changed = "1 in Slack already, to be taken over and changed";
    expect(await said({ displayName: "Data" })).toBe(
      `1 in Slack already, to be taken over as they are: group ${adoptId}`,
    );
    expect(await said({ displayName: "Facts" })).toBe(`${changed}: group ${adoptId}: displayName`);
    const more = { displayName: "Facts", members: [ada, "U0NEW"] };
    expect(await said(more)).toBe(`${changed}: group ${adoptId}: displayName, members`);
    expect(await said({ displayName: "Data", members: [] })).toContain(
      `group ${adoptId} would lose 1 of its 1 members (${ada})`,
    );
    expect(await said({ displayName: "Data", members: [], membership: "additive" })).toContain("as they are");
  }));
