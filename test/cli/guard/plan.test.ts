import { UnreadablePlan } from "../../../cli/guard/plan";
import { deleted, judged, planOf, recorded, step } from "./support";

const whole = planOf([deleted("ada")]);

test.each([
  ["nothing", "", "Nothing came"],
  ["blanks", " \n", "Nothing came"],
  ["prose", "Previewing update (dev)\n", "This is no plan: JSON was wanted"],
  ["a plan after prose", `warning: x\n${whole}`, "This is no plan: JSON was wanted"],
  ["a list", "[]", "This is no plan: JSON was wanted"],
  ["null", "null", "This is no plan: JSON was wanted"],
  ["an empty object", "{}", "but no plan of Pulumi"],
  ["Terraform's plan", '{"format_version":"1.2","resource_changes":[]}', "a plan of Terraform"],
  ["a state", '{"version":3,"deployment":{}}', "a stack's state, no plan"],
  ["an update plan", '{"manifest":{},"resourcePlans":{}}', "a file of --save-plan"],
  ["one event", '{"sequence":0,"timestamp":1,"preludeEvent":{}}', "a stream of the engine's events"],
  ["events", '{"sequence":0}\n{"sequence":1}\n', "a stream of the engine's events"],
  ["a plan without a summary", '{"steps":[]}', "the preview did not come to its end"],
  [
    "a plan whose steps are no list",
    '{"steps":{},"changeSummary":{}}',
    "the preview did not come to its end",
  ],
  ["a step without op", '{"steps":[{"urn":"x"}],"changeSummary":{}}', "A step of the plan has no op"],
  ["a corrupt plan", planOf([], { maybeCorrupt: true }), "may be corrupt"],
  [
    "a plan with fewer steps than its summary says",
    planOf([], { changeSummary: { delete: 1 } }),
    '1 times "delete", and it has 0',
  ],
  ["an unreadable summary", planOf([], { changeSummary: { delete: "many" } }), "The plan is not whole"],
])("%s is no plan, and is not allowed", (_what, text, message) => {
  expect(() => judged(text)).toThrow(UnreadablePlan);
  expect(() => judged(text)).toThrow(message);
});

test("a plan that is cut short anywhere is none", () => {
  const text = recorded("everything.json").trimEnd();
  for (let at = 1; at < text.length; at += 97) expect(() => judged(text.slice(0, at))).toThrow("cut short");
});

test("a failed preview is no plan, and what it says is shown on one line without colours", () => {
  const diagnostics = [
    { severity: "info", message: "fine" },
    { severity: "error", message: "\u001b[31moh\nno\u001b[0m" },
  ];
  expect(() => judged(planOf([], { diagnostics }))).toThrow(/concluded from it:\n {2}oh no$/);
  expect(judged(planOf([], { diagnostics: diagnostics.slice(0, 1) })).verdict).toBe("allowed");
});

test("a step or a resource that this version does not know is not allowed", () => {
  expect(() => judged(planOf([step("vanish", "User", "ada", {})]))).toThrow(
    'does not know what "vanish" does',
  );
  const other = {
    ...deleted("ada"),
    urn: "urn:pulumi:dev::acme::pulumi-nodejs:dynamic/slack-scim:Channel::x",
  };
  expect(() => judged(planOf([other]))).toThrow(
    "does not know the resource pulumi-nodejs:dynamic/slack-scim:Channel (x)",
  );
  expect(judged(planOf([{ ...other, op: "same" }])).verdict).toBe("allowed");
});

test("resources of others are not judged, and resources of components are", () => {
  const bucket = { op: "delete", urn: "urn:pulumi:dev::acme::aws:s3/bucket:Bucket::logs" };
  const inside = deleted("ada");
  inside.urn = "urn:pulumi:dev::acme::acme:Team$pulumi-nodejs:dynamic/slack-scim:User::ada::1";
  const { allowed, notes } = judged(planOf([bucket, inside]));
  expect(allowed.map(({ concerned }) => concerned.map(({ resource }) => resource))).toEqual([["ada::1"]]);
  expect(notes).toEqual([]);
});

test.each([
  ["maxDeactivations", "-1", "wanted a whole number from 0"],
  ["maxMemberRemovals", "lots", "wanted a whole number from 0, or percent"],
  ["onDelete", "delete", 'wanted "deactivate" or "retain"'],
])("%s %s is a wrong setting, whoever says it, and nothing is allowed", (name, value, message) => {
  expect(() => judged(whole, { [name]: value })).toThrow(message);
  expect(() => judged(planOf([], { config: { [`slack-scim:${name}`]: value } }))).toThrow(message);
});
