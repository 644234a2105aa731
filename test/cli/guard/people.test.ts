import { UNKNOWN } from "../../../provider/fields/properties";
import { deleted, judged, OWN_PROVIDER, person, planOf, refusedFor, step, updated, whoIn } from "./support";

const SECRET = "[secret]";
const ENCRYPTED = {
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  ciphertext: "v1:x",
};
const plan = (...steps: object[]) => planOf(steps);
const six = "abcdef".split("").map((name) => deleted(name));
const deactivatedIn = (...steps: object[]) =>
  whoIn(judged(plan(...steps), { maxDeactivations: "0" }), "deactivated");
const toldIn = (...steps: object[]) => judged(plan(...steps)).told.map(({ what }) => what);

test("more people than the limit are refused with the limit, what was asked, the option and all names", () => {
  const { verdict, refusals } = judged(plan(...six));
  expect(verdict).toBe("refused");
  expect(refusals).toMatchObject([
    {
      limit: "maxDeactivations",
      asked: 6,
      allowed: 5,
      sentence:
        "6 people would be deactivated, and slack-scim:maxDeactivations (or SLACK_SCIM_MAX_DEACTIVATIONS) allows 5. If that is meant: --max-deactivations 6.",
    },
  ]);
  expect(refusals[0]?.concerned).toHaveLength(6);
  expect(judged(plan(...six.slice(1))).verdict).toBe("allowed");
});

test("the option wins over both sources, and of those the stricter counts, as in a run", () => {
  const text = planOf(six, { config: { "slack-scim:maxDeactivations": "6" } });
  expect(judged(text).verdict).toBe("allowed");
  const environment = { SLACK_SCIM_MAX_DEACTIVATIONS: "2" };
  expect(judged(text, { environment }).refusals[0]?.allowed).toBe(2);
  expect(judged(text, { environment, maxDeactivations: "9" }).verdict).toBe("allowed");
});

test.each<[string, object, object]>([
  ["is declared inactive", {}, { active: false }],
  ["has an active that is computed", {}, { active: UNKNOWN }],
  ["has an active that is secret", {}, { active: SECRET }],
  ["has an active that is encrypted", {}, { active: ENCRYPTED }],
  ["has a state that does not tell, and is declared inactive", { active: SECRET }, { active: false }],
  ["is owed a deactivation", { pendingDeactivation: true }, { title: "x" }],
])("an update counts who %s", (_what, from, to) => {
  expect(deactivatedIn(updated("ada", from, to))).toEqual(["ada (ada@example.com)"]);
});

test.each<[string, object, object]>([
  ["stays active", {}, { active: true, title: "x" }],
  ["declares nothing of it", {}, { title: "x" }],
  ["is inactive already", { active: false }, { active: false }],
])("an update does not count who %s", (_what, from, to) => {
  expect(deactivatedIn(updated("ada", from, to))).toEqual([]);
});

test("who turns active counts as reactivated, also where it is computed", () => {
  const steps = [
    updated("ada", { active: false }, { active: true }),
    updated("bert", { active: false }, { active: UNKNOWN }),
  ];
  const judgement = judged(plan(...steps), { maxReactivations: "1" });
  expect(refusedFor(judgement)).toEqual(["maxReactivations"]);
  expect(judgement.refusals[0]?.sentence).toContain("2 people would be reactivated");
});

test.each<[string, object, string]>([
  ["declares onDelete: retain", { onDelete: "retain" }, "deleted, retained, as declared"],
  ["was taken over", { adopted: true }, "deleted, retained: it was taken over"],
  ["is inactive already", { active: false }, "deleted, inactive already"],
])("a delete of who %s concerns nobody and is told", (_what, more, told) => {
  expect(deactivatedIn(deleted("ada", more))).toEqual([]);
  expect(toldIn(deleted("ada", more))).toEqual([told]);
});

test("a delete that Pulumi itself leaves out is told", () => {
  expect(toldIn(deleted("ada", {}, { state: { retainOnDelete: true } }))).toEqual([
    "deleted, retained: retainOnDelete",
  ]);
});

test.each<[string, object]>([
  ["that the stack reactivated", { adopted: true, reactivated: true }],
  ["whose onDelete is a secret", { onDelete: SECRET }],
  ["that declares onDelete: deactivate", { adopted: true, onDelete: "deactivate" }],
])("a delete of an account %s counts", (_what, more) => {
  expect(deactivatedIn(deleted("ada", more))).toHaveLength(1);
});

test("a delete of which the plan shows no state counts", () => {
  expect(deactivatedIn(step("delete", "User", "ada", {}))).toEqual(["(userName is secret or not known yet)"]);
});

test("onDelete of the stack decides as in a run: retain counts where two sources differ, an option wins", () => {
  const text = planOf([deleted("ada", { adopted: true }), deleted("bert")], {
    config: { "slack-scim:onDelete": "deactivate" },
  });
  const counted = (options: object) => whoIn(judged(text, options), "deactivated").length;
  expect(counted({})).toBe(2);
  expect(counted({ environment: { SLACK_SCIM_ON_DELETE: "retain" } })).toBe(0);
  expect(counted({ onDelete: "retain" })).toBe(0);
  expect(counted({ environment: { SLACK_SCIM_ON_DELETE: "retain" }, onDelete: "deactivate" })).toBe(2);
});

test("a destroy counts what configuration says to retain, as the state may have recorded otherwise; the environment holds", () => {
  const gone = { op: "delete", urn: "urn:pulumi:dev::acme::pulumi:pulumi:Stack::acme-dev" };
  const steps = [gone, deleted("ada", { adopted: true })];
  const text = JSON.stringify({
    config: { "slack-scim:onDelete": "retain" },
    steps,
    changeSummary: { delete: 2 },
  });
  expect(whoIn(judged(text), "deactivated")).toHaveLength(1);
  expect(whoIn(judged(text, { environment: { SLACK_SCIM_ON_DELETE: "retain" } }), "deactivated")).toEqual([]);
});

test("an explicit provider may own everybody, unless the plan shows what it says", () => {
  const steps = [deleted("ada", { adopted: true }, { provider: OWN_PROVIDER })];
  const config = { "slack-scim:onDelete": "retain" };
  const judgement = judged(planOf(steps, { config }));
  expect(whoIn(judgement, "deactivated")).toHaveLength(1);
  expect(judgement.notes.join()).toContain("1 step is of a SlackScimProvider");
  const own = (inputs: object) => ({
    op: "same",
    urn: OWN_PROVIDER.replace(/::2$/, ""),
    newState: { inputs },
  });
  expect(whoIn(judged(planOf([...steps, own({})], { config })), "deactivated")).toEqual([]);
  expect(
    whoIn(judged(planOf([...steps, own({ "slack-scim:onDelete": "deactivate" })])), "deactivated"),
  ).toHaveLength(1);
});

const renamed = (more: object = {}) => step("create", "User", "new", { after: person("ada"), ...more });

test("who is declared elsewhere in the program is released, by primary e-mail address and of one provider alone", () => {
  expect(toldIn(deleted("ada"), renamed())).toEqual([
    "deleted, released: declared elsewhere in this program",
  ]);
  expect(deactivatedIn(deleted("ada"), renamed({ provider: OWN_PROVIDER }))).toHaveLength(1);
  expect(
    deactivatedIn(
      deleted("ada"),
      step("create", "User", "new", { after: { ...person("ada"), emails: SECRET } }),
    ),
  ).toHaveLength(1);
});

test("what stays the same releases nobody: of what --target leaves out the provider is told nothing", () => {
  const same = step("same", "User", "new", { before: person("ada"), after: person("ada") });
  expect(deactivatedIn(deleted("ada"), same)).toHaveLength(1);
});

test("adoptId of another resource releases its account", () => {
  const adopting = step("create", "User", "new", { after: { ...person("ada2"), adoptId: "U0ADA" } });
  expect(toldIn(deleted("ada"), adopting)).toHaveLength(1);
});

test("a replacement is a delete unless the new one declares the same primary address", () => {
  const replaced = (after: object) => step("replace", "User", "ada", { before: person("ada"), after });
  expect(deactivatedIn(replaced(person("ada")))).toEqual([]);
  expect(deactivatedIn(replaced({ ...person("ada"), emails: person("eve").emails }))).toEqual([
    "ada (ada@example.com)",
  ]);
  const halves = [step("delete-replaced", "User", "ada", { before: person("ada") }), replaced(person("ada"))];
  expect(toldIn(...halves)).toHaveLength(1);
});

test("who is concerned twice is counted once", () => {
  const after = { ...person("ada", { active: false }), emails: person("eve").emails };
  expect(deactivatedIn(step("replace", "User", "ada", { before: person("ada"), after }))).toHaveLength(1);
});

test("a delete left over from an earlier replacement counts", () => {
  expect(deactivatedIn(step("delete-replaced", "User", "ada", { before: person("ada") }))).toHaveLength(1);
});

test("a create that may take over somebody active as inactive counts", () => {
  const created = (more: object) =>
    step("create", "User", "ada", { after: person("ada", { active: false, ...more }) });
  expect(deactivatedIn(created({}))).toEqual([]);
  expect(deactivatedIn(created({ onConflict: "adopt" }))).toHaveLength(1);
  expect(deactivatedIn(created({ onConflict: UNKNOWN }))).toHaveLength(1);
  expect(deactivatedIn(created({ adoptId: "U1" }))).toHaveLength(1);
  expect(deactivatedIn(created({ adoptId: "U1", active: true }))).toEqual([]);
});

test("a table names who is meant on one line, whatever their names hold, and no secret", () => {
  const name = "Zoë\n\u001b[31m山田\u202e";
  const { refusals } = judged(plan(deleted("ada", { displayName: name, userName: SECRET })), {
    maxDeactivations: "0",
  });
  expect(refusals[0]?.concerned[0]?.who).toBe(
    "(userName is secret or not known yet) (Zoë 山田, ada@example.com)",
  );
});

test("a rename says both names", () => {
  const { refusals } = judged(plan(updated("ada", {}, { userName: "countess", active: false })), {
    maxDeactivations: "0",
  });
  expect(refusals[0]?.concerned[0]?.who).toBe("ada (ada@example.com), from now on countess");
});
