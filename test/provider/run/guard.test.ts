import { NotRecorded } from "../../../provider/run/audit-log";
import { describeAllowance, Guard, strictestOf, wasRefused } from "../../../provider/run/guard";
import { SlackScimApiError, SlackScimArgumentError, SlackScimConnectionError } from "../../../provider/scim";
import type { Limit } from "../../../provider/settings/settings";

const WORDS = { done: "deactivated", whom: "people", key: "slack-scim:maxDeactivations" };
const MEANT =
  "If this many are meant, review the list and raise slack-scim:maxDeactivations (the stricter of configuration and environment counts).";
const DESTROY =
  "`pulumi destroy` uses the configuration that the last `up` recorded: run `pulumi up` first, or `destroy --run-program`.";

/** A guard whose moments are over at once. */
function guardOf(own: number, ofLists?: Limit[]) {
  const slept: number[] = [];
  const clock = { sleep: async (ms: number) => void slept.push(ms) };
  return { slept, guard: new Guard(own, WORDS, clock, ofLists) };
}

const numbered = (count: number) => Array.from({ length: count }, (_, at) => `p${at + 1}`);

test("of several limits the strictest holds; percent are of the whole list, rounded down", () => {
  const five = { count: 5 };
  expect(strictestOf([five], 120, "people")).toEqual({ allowed: 5 });
  expect(strictestOf([five, { count: 3 }], 120, "people")).toEqual({ allowed: 3 });
  expect(strictestOf([{ percent: 10 }, five], 39, "people")).toEqual({
    allowed: 3,
    of: "10% of the directory's 39 people",
  });
  expect(strictestOf([{ percent: 10 }, five], 60, "people")).toEqual({ allowed: 5 });
  expect(strictestOf([{}], 60, "groups")).toEqual({ allowed: 0, of: "0% of the directory's 60 groups" });
  expect(strictestOf([{ percent: 10 }, five], 50, "people")).toMatchObject({
    of: "10% of the directory's 50 people",
  });
});

test("an allowance is said with what its percent are of", () => {
  expect(describeAllowance({ allowed: 3 })).toBe("3");
  expect(describeAllowance({ allowed: 3, of: "10% of it" })).toBe("3 (10% of it)");
});

test("a preview counts whoever is named twice once, and says what the update would refuse", () => {
  const { guard } = guardOf(2);
  expect(guard.foresee("p1")).toBeUndefined();
  expect(guard.foresee("p1")).toBeUndefined();
  expect(guard.foresee("p2")).toBeUndefined();
  expect(guard.foresee("p3")).toBe(
    `p3 is not deactivated: with it the update would have deactivated 3, and may do no more than 2. ${MEANT}`,
  );
});

test("a plan within the limit is not refused, one beyond it is refused whole and names those it is about", () => {
  const { guard } = guardOf(11);
  expect(guard.refusalOfPlan("one", numbered(11))).toBeUndefined();
  expect(guard.refusalOfPlan("one", numbered(12))).toBe(
    "12 would be deactivated, and slack-scim:maxDeactivations allows a run 11: p1, p2, p3, p4, p5, p6, p7, p8, p9, p10 and 2 more. Nothing was changed. " +
      `${MEANT} ${DESTROY}`,
  );
});

test("the plans of several lists count together, each as it was asked last, until each of their steps is counted or all are over", async () => {
  const { guard } = guardOf(4);
  expect(guard.refusalOfPlan("one", ["p1", "p2", "p3", "p4"])).toBeUndefined();
  expect(guard.refusalOfPlan("one", ["p1", "p2"])).toBeUndefined();
  expect(guard.refusalOfPlan("other", ["p5", "p6"])).toBeUndefined();
  expect(guard.refusalOfPlan("third", ["p7"])).toContain(
    "1 would be deactivated, after 4 others that this run has deactivated, refused or planned, and",
  );
  expect(guard.refusalOfPlan("third", [])).toBeUndefined();
  guard.carryOut("one");
  for (const subject of ["p1", "p2"]) await guard.spend(subject, async () => async () => {});
  expect(guard.refusalOfPlan("third", ["p7"])).toContain("after 4 others");
  guard.carryOut("other");
  expect(guard.refusalOfPlan("third", ["p7"])).toContain("after 4 others");
  await guard.spend("p5", async () => async () => {});
  expect(guard.refusalOfPlan("third", ["p7"])).toContain("after 4 others");
  guard.finish("other");
  expect(guard.refusalOfPlan("third", ["p7"])).toBeUndefined();
  expect(guard.refusalOfPlan("third", ["p7", "p8"])).toContain("after 3 others");
});

test("a step counts for one of the lists that are carried out, not for each of them", async () => {
  const { guard } = guardOf(4);
  guard.refusalOfPlan("one", ["p1", "p2"]);
  guard.refusalOfPlan("other", ["p3", "p4"]);
  guard.carryOut("one");
  guard.carryOut("other");
  await guard.spend("p1", async () => async () => {});
  expect(guard.refusalOfPlan("third", ["p5"])).toContain("after 4 others");
});

test("whoever was refused counts for the plans that come after, and a plan of nobody is never refused", async () => {
  const { guard } = guardOf(1);
  const outcomes = ["p1", "p2"].map((subject) => guard.spend(subject, async () => async () => {}));
  await Promise.allSettled(outcomes);
  expect(guard.refusalOfPlan("one", ["p3"])).toContain(
    "1 would be deactivated, after 2 others that this run has",
  );
  expect(guard.refusalOfPlan("one", [])).toBeUndefined();
});

test("percent are of all lists that were measured, each as long as it was last; one's own limit holds where there is none", async () => {
  const { guard } = guardOf(1, [{ percent: 10 }]);
  expect(guard.refusalOfPlan("one", numbered(2))).toContain("allows a run 1: p1, p2.");
  guard.measure("one", 90);
  guard.measure("one", 20);
  guard.measure("other", 10);
  expect(guard.refusalOfPlan("one", numbered(3))).toBeUndefined();
  expect(guard.refusalOfPlan("one", numbered(4))).toContain(
    "allows a run 3 (10% of the directory's 30 people): p1, p2, p3, p4.",
  );
});

test("lists have the run's own limit where the settings say nothing else of them", () => {
  const { guard } = guardOf(2);
  guard.measure("one", 1);
  expect(guard.refusalOfPlan("one", numbered(2))).toBeUndefined();
  expect(guard.refusalOfPlan("one", numbered(3))).toContain("allows a run 2: p1");
});

test("a step that is allowed is taken once, and what it came to is the answer; a moment lasts a quarter of a second", async () => {
  const { guard, slept } = guardOf(1);
  expect(await guard.spend("p1", async () => undefined)).toBeUndefined();
  expect(await guard.spend("p2", async () => async () => "done")).toBe("done");
  await expect(guard.spend("p3", async () => async () => "done")).rejects.toThrow(
    `p3 is not deactivated: this run has deactivated 1 already and may do no more than 1. ${MEANT} ${DESTROY}`,
  );
  await expect(guard.spend("p4", async () => async () => "done")).rejects.toThrow(
    "this run has deactivated 1 already, was refused 1 more and may do no more than 1.",
  );
  expect(slept).toEqual([250, 250, 250, 250]);
});

test("a look that fails is not counted and holds up nobody of its moment", async () => {
  const { guard } = guardOf(1);
  const outcomes = await Promise.allSettled([
    guard.spend("p1", () => Promise.reject(new Error("no answer"))),
    guard.spend("p2", async () => async () => "done"),
  ]);
  expect(outcomes).toEqual([
    { status: "rejected", reason: new Error("no answer") },
    { status: "fulfilled", value: "done" },
  ]);
});

const request = { method: "DELETE", path: "Users/U1", attempts: 1 };
const unanswered = (maybeSent: boolean) =>
  new SlackScimConnectionError({ ...request, problem: "reset", maybeSent });

test.each<[string, unknown, boolean]>([
  ["a refusal of Slack's", new SlackScimApiError({ ...request, status: 403, description: "no" }), true],
  ["a refusal of status 499", new SlackScimApiError({ ...request, status: 499, description: "no" }), true],
  [
    "a refusal after an answer that was lost",
    new SlackScimApiError({ ...request, status: 403, description: "no", wasLost: true }),
    false,
  ],
  ["a failure of Slack's", new SlackScimApiError({ ...request, status: 500, description: "no" }), false],
  ["a request that never left", unanswered(false), true],
  ["an answer that was lost", unanswered(true), false],
  ["a request that could not be sent", new SlackScimArgumentError("id", "an id", "none"), true],
  ["what the audit log could not take", new NotRecorded("full"), true],
  ["any other error", new Error("?"), false],
])("%s gives a step back to the limit, or does not", async (_what, error, isBack) => {
  expect(wasRefused(error)).toBe(isBack);
  const { guard } = guardOf(1);
  await expect(guard.spend("p1", async () => () => Promise.reject(error))).rejects.toBe(error);
  const next = guard.spend("p2", async () => async () => "done");
  if (isBack) expect(await next).toBe("done");
  else await expect(next).rejects.toThrow("this run has deactivated 1 already");
});
