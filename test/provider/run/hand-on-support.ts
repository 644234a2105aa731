import type { SlackEmulator } from "../../../emulator";
import { type Declared, FewAtATime, ordersOf, patientClock } from "../few-at-a-time";
import { emailOf, inWorld, type World } from "../support";

/** A person as a program declares them, by the resource's name, the userName and the address. */
export const person = (name: string, userName = name, address = userName): Declared => ({
  name,
  inputs: { userName, ...emailOf(`${address}@example.com`) },
});

/** A group of nobody. */
export const group = (name: string, displayName = name): Declared => ({
  name,
  kind: "group",
  inputs: { displayName, members: [] },
});

/** Everybody as before, in Slack and in a state. */
export async function stackOf({ begin }: World, ...declared: Declared[]): Promise<FewAtATime> {
  const stack = new FewAtATime();
  expect(await stack.up(begin(), declared)).toEqual({});
  return stack;
}

/** Who has which userName and address in Slack, by the resource's name. */
export function held(slack: SlackEmulator, stack: FewAtATime): Record<string, string[]> {
  return Object.fromEntries(
    [...stack.state].map(([name, { id }]) => {
      const { userName, emails } = slack.user(id) ?? { userName: "", emails: [] };
      return [name, [userName, ...emails.map(({ value }) => value.replace("@example.com", ""))]];
    }),
  );
}

/** Runs a test over every order, each in a Slack of its own whose clock is given too. */
export async function inEveryOrder(
  program: readonly Declared[],
  test: (order: Declared[], world: World, slept: number[]) => Promise<void>,
): Promise<void> {
  for (const order of ordersOf(program)) {
    const clock = patientClock();
    await inWorld((world) => test(order, world, clock.slept), {}, clock);
  }
}
