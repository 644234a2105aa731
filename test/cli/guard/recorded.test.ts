import { judged, recorded, refusedFor, whoIn } from "./support";

test("a plan that the engine printed: who is deactivated, deleted, emptied, released and retained", () => {
  const judgement = judged(recorded("everything.json"));
  expect(refusedFor(judgement)).toEqual(["maxEmptiedGroups"]);
  expect(judgement.refusals[0]).toMatchObject({
    asked: 1,
    allowed: 0,
    sentence:
      "1 group would be emptied, and --max-emptied-groups allows 0. If that is meant: --max-emptied-groups 1.",
    concerned: [{ id: "S0000000004", who: "group Emptied", resource: "Emptied" }],
  });
  // A secret `active` counts as false; the adopted one goes since the plan's configuration says onDelete: deactivate.
  expect(whoIn(judgement, "deactivated").sort()).toEqual([
    "(userName is secret or not known yet)",
    "deact (deact@example.com)",
    "known (known@example.com)",
    "leaver (leaver@example.com)",
  ]);
  expect(whoIn(judgement, "deleted, for ever")).toEqual(["group Gone"]);
  expect(judgement.told.map(({ resource, what }) => `${resource}: ${what}`).sort()).toEqual([
    "Kept: deleted, retained, as declared",
    "old: deleted, released: declared elsewhere in this program",
    "optretain: deleted, retained: retainOnDelete",
    "retained: deleted, retained, as declared",
  ]);
  expect(judgement.notes).toEqual([expect.stringContaining("--show-sames` names them")]);
});

test("members of a recorded group that are computed count as newcomers, whoever was in it leaves", () => {
  const { refusals } = judged(recorded("everything.json"), { maxMemberRemovals: "1", maxEmptiedGroups: 1 });
  expect(refusals.map(({ sentence }) => sentence.split(",")[0]).sort()).toEqual([
    "group Add would lose 2 of its 3 members",
    "group Emptied would lose 2 of its 2 members",
    "group Shrunk would lose 3 of its 4 members",
    "group Unknown would lose 2 of its 2 members",
  ]);
});

test("a recorded replacement that is forced releases the person and the group, whether or not its halves are shown", () => {
  const judgement = judged(recorded("replaced.json"), { protectedUsers: "" });
  expect(judgement.verdict).toBe("allowed");
  expect(judgement.told.map(({ who }) => who)).toEqual(["ada (ada@example.com)", "group Team"]);
});

test("a recorded setting that is a secret is not taken for none", () => {
  expect(() => judged(recorded("secret-setting.json"))).toThrow(
    "slack-scim:protectedUsers is a secret in the stack's configuration, which no plan shows.",
  );
  expect(() =>
    judged(recorded("secret-setting.json"), { environment: { SLACK_SCIM_PROTECTED_USERS: "bert" } }),
  ).toThrow("is a secret");
  const judgement = judged(recorded("secret-setting.json"), { protectedUsers: "ADA" });
  expect(refusedFor(judgement)).toEqual(["protectedUsers"]);
  expect(judgement.refusals[0]?.concerned.map(({ what }) => what)).toEqual([
    'in group Team, which is deleted; protected as "ada"',
    'deleted: deactivated; protected as "ada"',
  ]);
});

test("a recorded destroy is judged by what the last up may have recorded, and says so", () => {
  const judgement = judged(recorded("destroy.json"), { protectedUsers: "", maxDeactivations: "1" });
  expect(refusedFor(judgement)).toEqual(["maxDeactivations"]);
  expect(whoIn(judgement, "deactivated")).toHaveLength(3);
  expect(judgement.notes.join()).toContain("No program ran for this plan");
});

test("a recorded plan that changes nothing says that there is nothing to guard", () => {
  const { verdict, notes } = judged(recorded("nothing.json"));
  expect(verdict).toBe("allowed");
  expect(notes).toEqual([
    "Of 1 steps none changes a person or group of slack-scim: there is nothing to guard.",
  ]);
});

test("a recorded plan of a directory: who leaves, is deactivated, is taken out and may become anything, by name and key", () => {
  const judgement = judged(recorded("directory.json"), { maxDeactivations: "0", protectedUsers: "carl" });
  expect(refusedFor(judgement)).toEqual(["maxDeactivations", "maxEmptiedGroups", "protectedUsers"]);
  const hidden = [
    "(userName is secret or not known yet)",
    "the whole entry is computed or secret, `active` with it",
  ];
  expect(judgement.refusals[0]?.concerned.map(({ entry, who, what }) => [entry, who, what])).toEqual([
    ["people.e-dora", "dora (dora@example.com)", "active: false"],
    ["people.e-eve", ...hidden],
    ["people.e-spy", ...hidden],
    ["people.e-gone", "gone (gone@example.com)", "no longer listed"],
  ]);
  expect(whoIn(judgement, "emptied")).toEqual(["group Emptied"]);
  expect(whoIn(judgement, "protects people")).toEqual(["carl (carl@example.com)"]);
  expect(whoIn(judgement, "deleted, for ever")).toEqual(["group Old"]);
  expect(judgement.told).toMatchObject([
    { entry: "people.e-bert", what: "no longer listed, released: declared elsewhere in this program" },
  ]);
  expect(judgement.notes[0]).toContain("people.e-eve of company, people.e-spy of company");
});

test("a recorded destroy of a directory lets everybody go", () => {
  const { refusals } = judged(recorded("directory-destroy.json"), { maxDeactivations: "1" });
  expect(refusals).toMatchObject([{ limit: "maxDeactivations", asked: 6 }]);
});

test.each([
  ["failed-check.json", /^The preview failed, so the plan is not whole.*\n {2}error: .*userName: wanted/],
  ["events.jsonl", /^This is a stream of the engine's events, no plan/],
])("the recorded %s is no plan", (file, message) => {
  expect(() => judged(recorded(file))).toThrow(message);
});
