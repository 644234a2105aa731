import fc from "fast-check";
import { type Program, SmallStack } from "../small-stack";
import { inWorld } from "../support";

const NAMES = ["ada", "grace", "hedy"];

/** One moment in the life of an organisation that two stacks manage. */
interface Step {
  deed:
    | "production up"
    | "production destroy"
    | "review up"
    | "review destroy"
    | "two days"
    | "deactivated"
    | "reactivated";
  declared: boolean[];
  active: boolean;
  onConflict: "safe" | "adopt" | "fail";
  who: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  deed: fc.constantFrom(
    "production up",
    "production destroy",
    "review up",
    "review destroy",
    "two days",
    "deactivated",
    "reactivated",
  ),
  declared: fc.array(fc.boolean(), { minLength: NAMES.length, maxLength: NAMES.length }),
  active: fc.boolean(),
  onConflict: fc.constantFrom("safe", "adopt", "fail"),
  who: fc.nat(NAMES.length - 1),
});

/** Everybody whom the step declares, and a group of exactly them. */
function programOf({ declared, active, onConflict }: Step): Program {
  const names = NAMES.filter((_, index) => declared[index]);
  const people = names.map((userName) => [
    userName,
    {
      userName,
      emails: [{ value: `${userName}@example.com`, primary: true }],
      onConflict,
      ...(active && { active }),
    },
  ]);
  return {
    people: Object.fromEntries(people),
    groups: names.length === 0 ? {} : { team: { displayName: "Team", members: names, onConflict } },
  };
}

test("no history of two stacks lets the one that says retain deactivate anybody or delete a group, nor either reactivate unasked", async () => {
  let taken = 0;
  const property = fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 10 }), (steps) =>
    inWorld(async ({ slack, begin }) => {
      const many = { maxDeactivations: "99", maxReactivations: "99", maxGroupDeletions: "99" };
      const production = new SmallStack(() =>
        begin({ ...many, onDelete: "deactivate", onGroupDelete: "delete" }),
      );
      const review = new SmallStack(() => begin({ ...many, onDelete: "retain", onGroupDelete: "retain" }));
      const having = (activity: boolean) =>
        slack.users().flatMap((person) => (person.active === activity ? person.userName : []));
      const active = () => having(true);
      for (const one of steps) {
        const before = { active: active(), inactive: having(false), groups: slack.groups().length };
        slack.clearLog();
        if (one.deed === "two days") slack.clock.advance(48 * 3600_000);
        else if (one.deed === "deactivated" || one.deed === "reactivated") {
          const person = slack.user(NAMES[one.who] ?? "");
          if (person !== undefined) {
            slack.change(person.id, (live) => {
              live.active = one.deed === "reactivated";
            });
          }
        } else {
          const [who, verb] = one.deed.split(" ");
          const stack = who === "review" ? review : production;
          await (verb === "up" ? stack.up(programOf(one)) : stack.destroy());
          if (who === "review") {
            expect(before.active.filter((name) => !active().includes(name))).toEqual([]);
            expect(slack.groups().length).toBeGreaterThanOrEqual(before.groups);
            expect(slack.writes.filter(({ method }) => method === "DELETE")).toEqual([]);
          } else taken += before.active.filter((name) => !active().includes(name)).length;
          if (verb === "destroy" || !one.active) {
            const revived = before.inactive.filter((name) => active().includes(name));
            expect(revived).toEqual([]);
          }
        }
      }
    }),
  );
  await fc.assert(property, { numRuns: 40, seed: 20_261_127 });
  // The histories are such that the other stack, which owns what it has, does deactivate.
  expect(taken).toBeGreaterThan(10);
});
