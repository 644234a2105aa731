import { deleted, groupUpdated, judged, person, planOf, step, updated } from "./support";

const SECRET = "[secret]";
const whatOf = (protectedUsers: string, ...steps: object[]) =>
  judged(planOf(steps), { protectedUsers, maxEmptiedGroups: 9 }).refusals.flatMap(({ concerned }) =>
    concerned.map(({ what }) => what),
  );

test.each<[string, object]>([
  ["deactivated", { active: false }],
  ["deactivated", { active: SECRET }],
  ["renamed", { userName: "countess" }],
  ["renamed", { emails: [{ value: "new@example.com", primary: true }] }],
  ["converted", { guest: { type: "multi" } }],
])("an update by which somebody protected is %s is refused", (what, to) => {
  for (const entry of ["ada", "ADA@example.com", "U0ADA"])
    expect(whatOf(entry, updated("ada", {}, to))).toEqual([`${what}; protected as "${entry.toLowerCase()}"`]);
});

test("an update that harms nobody is allowed, and so is one of somebody else", () => {
  expect(whatOf("ada", updated("ada", {}, { title: "x" }))).toEqual([]);
  expect(whatOf("ada", updated("bert", {}, { active: false }))).toEqual([]);
});

test("a delete, and a take-over as inactive, of somebody protected is refused; who is retained is left alone", () => {
  expect(whatOf("ada", deleted("ada"))).toEqual(['deleted: deactivated; protected as "ada"']);
  expect(whatOf("ada", deleted("ada", { onDelete: "retain" }))).toEqual([]);
  const taken = step("create", "User", "ada", {
    after: person("ada", { active: false, onConflict: "adopt" }),
  });
  expect(whatOf("ada", taken)).toEqual(['taken over with active: false; protected as "ada"']);
});

test("who leaves a group is protected by id, and by name where the plan shows whom the id means", () => {
  const left = groupUpdated("Team", { members: ["U0ADA", "U0BERT"] }, { members: ["U0BERT"] });
  expect(whatOf("U0ADA", left)).toEqual(['taken out of group Team; protected as "u0ada"']);
  const same = step("same", "User", "ada", { before: person("ada"), after: person("ada") });
  expect(whatOf("ada", left, same)).toEqual(['taken out of group Team; protected as "ada"']);
});

test("a group with somebody protected in it is not deleted", () => {
  const gone = step("delete", "Group", "Team", { before: { displayName: "Team", members: ["U0ADA"] } });
  expect(whatOf("U0ADA", gone)).toEqual(['in group Team, which is deleted; protected as "u0ada"']);
});

test("whom the plan does not name may be protected as long as an entry is nobody's in it", () => {
  const left = groupUpdated("Team", { members: ["U0ADA", "U0BERT"] }, { members: ["U0BERT"] });
  const { refusals } = judged(planOf([left]), { protectedUsers: "wanda" });
  expect(refusals[0]?.concerned).toEqual([
    { id: "U0ADA", who: "(not named in the plan)", what: "taken out of group Team; may be protected" },
  ]);
  expect(refusals[0]?.sentence).toContain(
    "The plan does not show who wanda is: run `pulumi preview --json --show-sames`, or name the protected by id.",
  );
  const wanda = step("same", "User", "wanda", { before: person("wanda"), after: person("wanda") });
  expect(whatOf("wanda", left, wanda)).toEqual([]);
});

test("somebody whose names are secret may be protected, unless only ids are", () => {
  const hidden = deleted("ada", { userName: SECRET, emails: SECRET });
  expect(whatOf("ceo", hidden)).toEqual(["deleted: deactivated; may be protected"]);
  expect(whatOf("U0CEO1", hidden)).toEqual([]);
  expect(whatOf("U0CEO1,U0ADA", hidden)).toEqual(['deleted: deactivated; protected as "u0ada"']);
});

test("configuration and environment add up", () => {
  const text = planOf([deleted("ada"), deleted("bert"), deleted("carl")], {
    config: { "slack-scim:protectedUsers": "ada" },
  });
  const { refusals } = judged(text, { environment: { SLACK_SCIM_PROTECTED_USERS: "bert@example.com" } });
  expect(refusals.flatMap(({ concerned }) => concerned.map(({ who }) => who.split(" ")[0]))).toEqual([
    "ada",
    "bert",
  ]);
});
