import {
  describeSmallGroups,
  refusalOfSmallGroups,
  removalsAllowed,
  removalsAllowedTogether,
  smallGroupsOf,
} from "../../../provider/run/removals";
import type { Limit } from "../../../provider/settings/settings";
import { inWorld } from "../support";

/** A group of so many, of which so many are to leave. */
const group = (name: string, members: number, leaving: number) => ({ name, members, leaving, listed: "" });

test("a number holds for groups of any size, a share for those of more than ten, rounded down", () => {
  expect([1, 10, 11, 12, 25].map((members) => removalsAllowed({ percent: 50 }, members))).toEqual([
    1, 10, 5, 6, 12,
  ]);
  expect([1, 25].map((members) => removalsAllowed({ count: 3 }, members))).toEqual([3, 3]);
  expect(removalsAllowed({}, 25)).toBe(25);
});

test("the small groups of a list are added up, also those that nobody leaves, and named where somebody does", () => {
  expect(smallGroupsOf([group("A", 10, 4), group("B", 11, 11), group("C", 5, 0), group("D", 2, 1)])).toEqual({
    losing: ["A", "D"],
    members: 17,
    leaving: 5,
  });
});

test.each<[string, Limit[], number]>([
  ["one share", [{ percent: 50 }], 10],
  ["the smaller of two shares", [{ percent: 50 }, { percent: 25 }], 5],
  ["a share beside a number", [{ count: 1 }, { percent: 50 }], 10],
  ["numbers alone", [{ count: 1 }], Number.POSITIVE_INFINITY],
])("of small groups together %s allows so many to leave", (_what, limits, allowed) => {
  expect(removalsAllowedTogether(limits, { losing: [], members: 20, leaving: 0 })).toBe(allowed);
});

test("one small group is said in the singular, several in the plural, many by some of their names", () => {
  const rest = "of the groups of at most 10, which have 20 members together and would lose 9";
  const said = (...losing: string[]) => describeSmallGroups({ losing, members: 20, leaving: 9 });
  expect(said("A")).toBe(`A is ${rest}`);
  expect(said("A", "B")).toBe(`A, B are ${rest}`);
  expect(said("A", "B", "C", "D", "E", "F")).toBe(`A, B, C, D, E and 1 more are ${rest}`);
});

test("a list that empties small groups beyond the share is refused whole, and one within it is not", () =>
  inWorld(async ({ begin }) => {
    const groups = [group("A", 10, 6), group("B", 10, 4), group("C", 40, 40)];
    expect(refusalOfSmallGroups(begin({ maxMemberRemovals: "50%" }), groups)).toBeUndefined();
    expect(refusalOfSmallGroups(begin({ maxMemberRemovals: "45%" }), groups)).toBe(
      "A, B are of the groups of at most 10, which have 20 members together and would lose 10, and slack-scim:maxMemberRemovals (or SLACK_SCIM_MAX_MEMBER_REMOVALS) allows 9. " +
        "Nobody joined or left them. If this many are meant, review the list and raise the setting: to a larger percentage, or to a number, which each group is held to. " +
        "`pulumi destroy` uses the configuration that the last `up` recorded: run `pulumi up` first, or `destroy --run-program`.",
    );
    expect(refusalOfSmallGroups(begin({ maxMemberRemovals: "1" }), groups)).toBeUndefined();
  }));
