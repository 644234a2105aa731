import { judged, planOf, refusedFor, step } from "./support";

const STATE = { groupId: "S01", members: ["U0ADA", "U0BOB", "U0CYD"], added: ["U0ADA", "U0CYD"] };
const membership = (op: string, name: string, before?: object, after?: object) =>
  step(op, "GroupMembership", name, { before: { ...STATE, ...before }, ...(after && { after }) });
const left = (...steps: object[]) =>
  judged(planOf(steps), { protectedUsers: "U0ADA, U0BOB, U0CYD" }).refusals.flatMap(({ concerned }) =>
    concerned.map(({ id }) => id),
  );

test("of a membership only those leave whom it added, or whom onDelete says", () => {
  const inputs = { groupId: "S01", members: ["U0ADA"] };
  expect(left(membership("delete", "m"))).toEqual(["U0ADA", "U0CYD"]);
  expect(left(membership("delete", "m", { onDelete: "retain" }))).toEqual([]);
  expect(left(membership("delete", "m", { onDelete: "remove" }))).toEqual(["U0ADA", "U0BOB", "U0CYD"]);
  expect(left(membership("update", "m", {}, inputs))).toEqual(["U0CYD"]);
  expect(left(membership("update", "m", {}, { ...inputs, onDelete: "remove" }))).toEqual(["U0BOB", "U0CYD"]);
  expect(left(membership("replace", "m", {}, { ...inputs, groupId: "S02" }))).toEqual(["U0ADA", "U0CYD"]);
  expect(left(step("create", "GroupMembership", "m", { after: inputs }))).toEqual([]);
  const kept = step("delete", "GroupMembership", "m", { before: STATE, state: { retainOnDelete: true } });
  expect(left(kept)).toEqual([]);
});

test("whoever another membership of the program declares in the same group stays", () => {
  const receiving = (groupId: string) =>
    step("create", "GroupMembership", "n", { after: { groupId, members: ["U0ADA"] } });
  expect(left(membership("delete", "m"), receiving("S01"))).toEqual(["U0CYD"]);
  expect(left(membership("delete", "m"), receiving("S02"))).toEqual(["U0ADA", "U0CYD"]);
});

test("what several memberships take out of one group counts together; of a percentage the plan tells nothing", () => {
  const steps = [membership("delete", "m"), membership("delete", "n", { added: ["U0DAN"] })];
  const { refusals } = judged(planOf(steps), { maxMemberRemovals: "2" });
  expect(refusals).toMatchObject([
    {
      limit: "maxMemberRemovals",
      asked: 3,
      allowed: 2,
      sentence: expect.stringContaining(
        "group S01 would lose 3 members, and slack-scim:maxMemberRemovals (or SLACK_SCIM_MAX_MEMBER_REMOVALS) allows 2.",
      ),
    },
  ]);
  const open = judged(planOf(steps));
  expect(open.verdict).toBe("allowed");
  expect(open.allowed).toMatchObject([
    {
      sentence: expect.stringContaining(
        "group S01 would lose 3 members (the plan does not tell how many are in it, and the run itself holds it to slack-scim:maxMemberRemovals",
      ),
      concerned: [{ id: "U0ADA" }, { id: "U0CYD" }, { id: "U0DAN" }],
    },
  ]);
  expect(judged(planOf(steps), { maxMemberRemovals: "3" }).allowed).toMatchObject([
    { sentence: expect.stringContaining("(allowed up to 3 by slack-scim:maxMemberRemovals") },
  ]);
});

test("what a group's own list and a membership take out of it counts together", () => {
  const group = step("update", "Group", "g", {
    before: { displayName: "On call", members: ["U0DAN", "U0EVE"], membership: "additive" },
    after: { displayName: "On call", members: ["U0DAN"], membership: "additive" },
    state: { id: "S01" },
  });
  for (const steps of [
    [membership("delete", "m"), group],
    [group, membership("delete", "m")],
  ])
    expect(judged(planOf(steps), { maxMemberRemovals: "2" }).refusals).toMatchObject([
      {
        limit: "maxMemberRemovals",
        asked: 3,
        sentence: expect.stringContaining("group On call would lose 3"),
      },
    ]);
});

test("a membership whose people are secret may lose everybody", () => {
  const secret = membership("delete", "m", { onDelete: "remove", members: "[secret]" });
  expect(refusedFor(judged(planOf([secret])))).toEqual(["maxMemberRemovals"]);
});
