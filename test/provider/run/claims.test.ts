import { UNKNOWN } from "../../../provider/fields/properties";
import { DeclaredMembers } from "../../../provider/run/declared-members";
import { Handover } from "../../../provider/run/handover";

/** What a run remembers while its program is being declared. */
function declaring(): Handover {
  const handover = new Handover();
  handover.declare("user", "somebody@example.com");
  return handover;
}

const same = (key: string) => ({ before: key, after: key });

test("two resources have one account twice where neither what they had nor what they declare is the same", () => {
  const handover = declaring();
  handover.manage("U1", { before: "a", after: "b" });
  const twice = (before: string, after: string) => handover.isHeldTwice("U1", { before, after });
  expect([twice("a", "b"), twice("a", "c"), twice("c", "b"), twice("c", "d")]).toEqual([
    false,
    false,
    false,
    true,
  ]);
  expect(handover.isHeldTwice("U2", same("x"))).toBe(false);
});

test("two resources have one account twice where a directory has one of them in its list and another, or none, has the other", () => {
  const handover = declaring();
  handover.manage("U1", { ...same("a"), list: "staff" });
  const twice = (list?: string) => handover.isHeldTwice("U1", { ...same("a"), ...(list && { list }) });
  expect([twice("staff"), twice("guests"), twice()]).toEqual([false, true, true]);
});

test("an account is another one's where each resource that has it declares another key", () => {
  const handover = declaring();
  expect(handover.isHeldByOther("U1", "a")).toBe(false);
  handover.manage("U1", same("a"));
  handover.manage("U1", same("b"));
  expect(["a", "b", "c"].map((key) => handover.isHeldByOther("U1", key))).toEqual([false, false, true]);
});

test("an account is held still until each resource that has it was made anew", () => {
  const handover = declaring();
  handover.manage("U1", same("a"));
  handover.manage("U1", same("b"));
  handover.make("a");
  expect(handover.isHeldStill("U1")).toBe(true);
  handover.make("b");
  expect(handover.isHeldStill("U1")).toBe(false);
  handover.manage("U2");
  handover.make(undefined);
  expect(handover.isHeldStill("U2")).toBe(true);
});

test("a key is declared once, protects who has it unless it is said not to, and never less than before", () => {
  const handover = new Handover();
  expect(handover.declare("group", "Data", false)).toBe(false);
  expect([handover.isDeclared("group", "Data"), handover.has("group", "S1", "Data")]).toEqual([true, false]);
  expect(handover.declare("group", "Data")).toBe(true);
  expect(handover.has("group", "S1", "Other", "Data")).toBe(true);
  expect(handover.declare("group", "Data", false)).toBe(true);
  expect(handover.has("group", "S1", "Data")).toBe(true);
  expect(handover.has("user", "S1", "Data")).toBe(false);
  for (const key of [undefined, UNKNOWN, 7]) {
    expect(handover.declare("user", key)).toBe(false);
    expect(handover.declare("user", key)).toBe(false);
    expect(handover.isDeclared("user", key)).toBe(false);
  }
});

test("an id that is not known yet is nobody's, and one that two name is named twice", () => {
  const handover = new Handover();
  expect([UNKNOWN, UNKNOWN, undefined, "U1", "U1"].map((id) => handover.adopt(id))).toEqual([
    false,
    false,
    false,
    false,
    true,
  ]);
  expect(handover.isAdopted(UNKNOWN)).toBe(false);
  handover.manage("U2", same("a"));
  expect(handover.isManaged("U2")).toBe(true);
});

test("what is given up, held for somebody refused, or let go is so for its kind and its key alone", () => {
  const handover = new Handover();
  handover.free("user", "ada");
  handover.holdForRefused("user", ["bert", "bert@example.com"]);
  expect([
    handover.isFreed("user", "ada"),
    handover.isFreed("group", "ada"),
    handover.isFreed("user", "x"),
  ]).toEqual([true, false, false]);
  const held = (kind: "user" | "group", ...keys: string[]) => handover.isHeldForRefused(kind, keys);
  expect([held("user", "x", "bert"), held("group", "bert"), held("user", "x"), held("user")]).toEqual([
    true,
    false,
    false,
    false,
  ]);
  handover.leave("user", "ada@example.com", "U1");
  handover.leave("group", "Data", "S1");
  handover.leave("user", "undefined", "U2");
  const refusal = (input: string, whom: string) =>
    `${input}: wanted a ${whom} whom no directory of this program lets go in the same run, got one whom a SlackScimDirectory that came first lets go. ` +
    "Let that directory come after this resource (`dependsOn`); then it is handed over and nothing is written";
  const refusalOf = (kind: "user" | "group", input: string, key: unknown) =>
    handover.refusalOfLeaving(kind, input, key);
  expect(refusalOf("user", "emails", "ada@example.com")).toBe(refusal("emails", "person"));
  expect(refusalOf("user", "adoptId", "U1")).toBe(refusal("adoptId", "person"));
  expect(refusalOf("group", "displayName", "Data")).toBe(refusal("displayName", "group"));
  expect([refusalOf("user", "emails", "Data"), refusalOf("user", "adoptId", undefined)]).toEqual([
    undefined,
    undefined,
  ]);
});

test("a group in which a membership declares somebody has memberships, and so has one in which a membership gives somebody up", () => {
  const declared = new DeclaredMembers();
  declared.declare("S1", ["U1"]);
  declared.giveUp("S2", ["U1"]);
  expect(["S1", "S2", "S3"].map((id) => declared.hasMemberships(id))).toEqual([true, true, false]);
});
