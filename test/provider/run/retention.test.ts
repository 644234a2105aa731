import type { Properties } from "../../../provider/fields/properties";
import { hostedBy } from "../../../provider/resources/hosted";
import {
  ownershipHint,
  reasonToRetain,
  reasonToRetainInRun,
  type StackDefault,
  sayRetained,
} from "../../../provider/run/retention";
import { destroy, person, upWell } from "../directory/support";
import { emailOf, inWorld } from "../support";

const stack = (value?: string): StackDefault => ({
  setting: "onDelete",
  act: "deactivate",
  ...(value !== undefined && { value }),
});
const MADE = { adopted: false };
const ADOPTED = { adopted: true };
const REVIVED = { adopted: true, reactivated: true };

test.each([
  [{ ...MADE, onDelete: "retain" }, "deactivate", 'ada is retained: onDelete is "retain".'],
  [{ ...ADOPTED, onDelete: "retain" }, undefined, 'ada is retained: onDelete is "retain".'],
  [MADE, "retain", 'ada is retained: slack-scim:onDelete is "retain".'],
])("what the program or the stack retains is retained as declared: %j, stack %s", (outputs, value, line) => {
  expect(reasonToRetain("ada", outputs, stack(value))).toEqual({ isDeclared: true, line });
});

test.each([
  [{ ...ADOPTED, onDelete: "deactivate" }, "retain"],
  [{ ...MADE, onDelete: "deactivate" }, undefined],
  [ADOPTED, "deactivate"],
  [MADE, undefined],
  [REVIVED, undefined],
])(
  "what the resource says comes first, then the stack, then who made it: %j, stack %s, is not retained",
  (outputs, value) => {
    expect(reasonToRetain("ada", outputs, stack(value))).toBeUndefined();
  },
);

test("what was taken over is retained unless somebody says otherwise, with the ways to own it", () => {
  expect(reasonToRetain("ada", ADOPTED, stack())).toEqual({
    isDeclared: false,
    line: 'ada is retained: it existed before this stack took it over. To deactivate it, declare onDelete: "deactivate", or set slack-scim:onDelete to deactivate for the whole stack; then run `pulumi up` and delete again, or deactivate it in Slack.',
  });
});

test("what has a reason of its own to stay says that one, and another resource's where it has none", () =>
  inWorld(async ({ begin }) => {
    const run = begin();
    run.handover.retain("U1");
    const line = (outputs: Properties, value?: string) =>
      reasonToRetainInRun(run, "U1", "ada", outputs, stack(value))?.line;
    expect(line(MADE, "retain")).toBe('ada is retained: slack-scim:onDelete is "retain".');
    expect(line(ADOPTED)).toContain("it existed before this stack took it over");
    expect(line(MADE)).toContain("another resource of this stack has it as well");
  }));

test("who takes over is told what delete will do, where neither the program nor the stack says it", () => {
  const hint =
    ' Delete will retain it: to own it, declare onDelete: "deactivate", or set slack-scim:onDelete to deactivate for the whole stack.';
  expect(ownershipHint(ADOPTED, stack())).toBe(hint);
  for (const [outputs, value] of [
    [{ ...ADOPTED, onDelete: "retain" }, undefined],
    [ADOPTED, "retain"],
    [MADE, undefined],
    [REVIVED, undefined],
  ] as const)
    expect(ownershipHint(outputs, stack(value))).toBe("");
});

test("what nobody declared is a warning, and many of either kind are said in one line", () =>
  inWorld(async ({ begin, lines }) => {
    for (const [isDeclared, line] of [
      [true, /^… and \d+ more are retained, as the program or the stack says: user \d+/],
      [false, /^warning: … and \d+ more are retained: they existed before this stack took them over/],
    ] as const) {
      const run = begin();
      for (let number = 1; number <= 25; number += 1)
        sayRetained(run, `user ${number}`, { isDeclared, line: `user ${number} is retained` });
      run.messages.flush();
      expect(lines[0]).toBe(isDeclared ? "user 1 is retained" : "warning: user 1 is retained");
      expect(lines.at(-1)).toMatch(line);
    }
  }));

describe("of two resources that have the same after a replacement that was cut short", () => {
  const ADA = { userName: "ada", ...emailOf("ada@example.com") };
  const TEAM = { displayName: "Data" };
  const RETAINED =
    'is retained: another resource of this stack has it as well, and its onDelete is "retain".';

  test("each is retained where one says so, whichever delete comes first", () =>
    inWorld(async ({ begin, slack, lines }) => {
      const first = hostedBy(begin(), () => {});
      const [ada, team] = [await first.user.create(ADA), await first.group.create(TEAM)];
      const retaining = (outs: object) => ({ ...outs, adopted: true, onDelete: "retain" });
      for (const isFirst of [true, false]) {
        const { user, group } = hostedBy(begin(), () => {});
        const twice = [(outs: object) => ({ ...outs }), retaining];
        if (isFirst) twice.reverse();
        await Promise.all(
          twice.flatMap((copy) => [
            user.delete(ada.id, copy(ada.outs)),
            group.delete(team.id, copy(team.outs)),
          ]),
        );
      }
      expect(slack.user("ada")?.active).toBe(true);
      expect(slack.group("Data")?.id).toBe(team.id);
      expect(lines).toContain(`user ada (${ada.id}) ${RETAINED}`);
      expect(lines).toContain(`group ${team.id} ${RETAINED}`);
    }));

  test("whose own word is another one goes by that", () =>
    inWorld(async ({ begin, slack }) => {
      const { id, outs } = await hostedBy(begin(), () => {}).user.create(ADA);
      const { user } = hostedBy(begin(), () => {});
      await Promise.all([
        user.delete(id, { ...outs, onDelete: "retain" }),
        user.delete(id, { ...outs, onDelete: "deactivate" }),
      ]);
      expect(slack.user("ada")?.active).toBe(false);
    }));

  test("a directory retains whom a copy of it retains", () =>
    inWorld(async ({ begin, slack }) => {
      const kept = await upWell(begin(), { people: { "e-1": ADA, "e-2": person("grace") } });
      const retaining = await upWell(
        begin({ onDelete: "retain" }),
        { people: { "e-1": { ...ADA, onDelete: "retain" } } },
        { ...kept, id: "directory-2" },
      );
      const run = begin();
      await Promise.all([destroy(run, kept), destroy(run, retaining)]);
      expect(slack.user("ada")?.active).toBe(true);
      expect(slack.user("grace")?.active).toBe(false);
    }));
});
