import {
  ownershipHint,
  reasonToRetain,
  type StackDefault,
  sayRetained,
} from "../../../provider/run/retention";
import { inWorld } from "../support";

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
