import { UNKNOWN } from "../../../provider/fields/properties";
import { groupUpdated, judged, planOf, refusedFor, step } from "./support";

const ids = (count: number) => Array.from({ length: count }, (_, at) => `U0M${at}`);
const limitsFor = (before: object, after: object, options: object = {}) =>
  refusedFor(judged(planOf([groupUpdated("Team", before, after)]), options));
const gone = (name: string, before: object = {}) =>
  step("delete", "Group", name, { before: { displayName: name, ...before } });

test("a group that would lose more than the bound is refused, with the numbers and everybody's id", () => {
  const { refusals } = judged(planOf([groupUpdated("Team", { members: ids(20) }, { members: ids(9) })]));
  expect(refusals).toMatchObject([
    {
      limit: "maxMemberRemovals",
      asked: 11,
      allowed: 10,
      sentence:
        "group Team would lose 11 of its 20 members, and slack-scim:maxMemberRemovals (or SLACK_SCIM_MAX_MEMBER_REMOVALS) allows 10. If that is meant: --max-member-removals 11.",
    },
  ]);
  expect(refusals[0]?.concerned).toHaveLength(11);
  expect(limitsFor({ members: ids(20) }, { members: ids(10) })).toEqual([]);
});

test("small groups may lose many, but nobody's group is emptied", () => {
  expect(limitsFor({ members: ids(10) }, { members: ids(1) })).toEqual([]);
  expect(limitsFor({ members: ids(1) }, { members: [] })).toEqual(["maxEmptiedGroups"]);
  expect(limitsFor({ members: ids(1) }, { members: [] }, { maxEmptiedGroups: 1 })).toEqual([]);
  expect(limitsFor({ members: [] }, { members: [] })).toEqual([]);
});

test("ids that are computed are newcomers; a list that is computed or secret may leave nobody in", () => {
  expect(limitsFor({ members: ids(20) }, { members: [...ids(10), UNKNOWN] })).toEqual([]);
  for (const members of [UNKNOWN, "[secret]"]) {
    expect(limitsFor({ members: ids(3) }, { members })).toEqual(["maxEmptiedGroups", "maxMemberRemovals"]);
    expect(
      limitsFor({ members: ids(3) }, { members }, { maxMemberRemovals: "100%", maxEmptiedGroups: 1 }),
    ).toEqual([]);
    expect(limitsFor({ members: [] }, { members })).toEqual([]);
  }
  expect(limitsFor({ members: "[secret]" }, { members: ids(3) })).toEqual(["maxMemberRemovals"]);
});

test("members that are not declared any more stay where they are", () => {
  expect(limitsFor({ members: ids(3) }, {})).toEqual([]);
  expect(judged(planOf([groupUpdated("Team", { members: ids(3) }, {})])).allowed).toEqual([]);
});

test("an additive group loses only whom it declared before", () => {
  const additive = { membership: "additive" };
  expect(limitsFor({ members: ids(20) }, { members: [], ...additive })).toEqual([]);
  expect(limitsFor({ members: ids(20), ...additive }, { members: ids(3), ...additive })).toEqual([
    "maxMemberRemovals",
  ]);
  expect(limitsFor({ members: ids(3), ...additive }, { members: [], ...additive })).toEqual([]);
});

test("a group that becomes exact may lose people whom no plan knows, which is told", () => {
  const told = (before: object, after: object) =>
    judged(planOf([groupUpdated("Team", before, after)])).told.map(({ what }) => what);
  const strangers = [expect.stringMatching(/^takes out whomever nothing here declares/)];
  expect(told({ members: ids(3), membership: "additive" }, { members: ids(3) })).toEqual(strangers);
  expect(told({}, { members: ids(3) })).toEqual(strangers);
  expect(told({ members: ids(3) }, { members: ids(2) })).toEqual([]);
  expect(limitsFor({}, { members: [] })).toEqual(["maxEmptiedGroups"]);
});

test("a create that may take over a group tells so, and empties it where it declares nobody", () => {
  const created = (more: object) =>
    judged(planOf([step("create", "Group", "Team", { after: { displayName: "Team", ...more } })]));
  expect(created({ members: [] }).verdict).toBe("allowed");
  expect(refusedFor(created({ members: [], adoptId: "S1" }))).toEqual(["maxEmptiedGroups"]);
  expect(created({ members: ids(1), onConflict: "adopt" }).told).toHaveLength(1);
  expect(created({ members: ids(1), membership: "additive", onConflict: "adopt" }).told).toEqual([]);
});

test("more group deletions than the limit are refused; who is retained, taken over or declared elsewhere is not counted", () => {
  const renamed = step("create", "Group", "new", { after: { displayName: "D" } });
  const spared = [gone("A", { onDelete: "retain" }), gone("B", { adopted: true }), gone("D"), renamed];
  const { refusals, told } = judged(planOf([gone("X"), gone("Y"), ...spared]), { maxGroupDeletions: "1" });
  expect(refusals.map(({ sentence }) => sentence)).toEqual([
    "2 groups would be deleted, for ever, and slack-scim:maxGroupDeletions (or SLACK_SCIM_MAX_GROUP_DELETIONS) allows 1. If that is meant: --max-group-deletions 2.",
  ]);
  expect(told.map(({ who }) => who)).toEqual(["group A", "group B", "group D"]);
});

test("a group that is only about to get a name does not release the group that has it", () => {
  const takes = groupUpdated("other", { displayName: "Other" }, { displayName: "X" });
  expect(refusedFor(judged(planOf([gone("X"), takes]), { maxGroupDeletions: "0" }))).toEqual([
    "maxGroupDeletions",
  ]);
});
