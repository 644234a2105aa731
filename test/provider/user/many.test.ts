import type { Properties } from "../../../provider/fields/properties";
import type { Run } from "../../../provider/run/run";
import { checkUser, createUser, deleteUser, readUser } from "../../../provider/user/lifecycle";
import { previewUser } from "../../../provider/user/preview";
import { warnOfDifferences } from "../../../provider/user/writes";
import { addLongAgo, emailOf, inWorld, type World } from "../support";

const person = (number: number): Properties => ({
  userName: `ada${number}`,
  ...emailOf(`ada${number}@example.com`),
});

/** What is said in one line of those who come after the ones who are named one by one. */
async function gathered({ begin, lines }: World, step: (run: Run, number: number) => Promise<unknown>) {
  const run = begin();
  for (let number = 1; number <= 22; number += 1) await step(run, number);
  run.messages.flush();
  return lines.at(-1);
}

test.each([
  [true, /^… and \d+ more existed and were taken over/],
  [false, /^warning: … and \d+ more are deactivated and were taken over as they are: declare `active: true`/],
])("many people who are there, active: %s, are said to be taken over in one line", (active, line) =>
  inWorld(async (world) => {
    for (let number = 1; number <= 22; number += 1)
      addLongAgo(world.slack, { ...person(number), active } as never);
    expect(await gathered(world, (run, number) => createUser(run, person(number)))).toMatch(line);
  }),
);

test("many people who were deactivated or reactivated outside, or whose password changed, or who are released, are said in one line each", () =>
  inWorld(async (world) => {
    const { slack, begin } = world;
    const made: { id: string; outs: Properties }[] = [];
    for (let number = 1; number <= 22; number += 1) made.push(await createUser(begin(), person(number)));
    const of = (number: number) => made[number - 1] ?? { id: "", outs: {} };
    const withPassword = (number: number, password: string) => ({ ...person(number), password });
    expect(
      await gathered(world, async (run, number) =>
        checkUser(run, withPassword(number, "first"), withPassword(number, "second")),
      ),
    ).toMatch(/^warning: … and \d+ more have another password declared than before, which is not sent/);
    expect(
      await gathered(world, async (run, number) => {
        run.handover.claim(of(number).id);
        await deleteUser(run, of(number).id, of(number).outs);
      }),
    ).toMatch(/^… and \d+ more are declared elsewhere in this program: released/);
    for (const { id } of made)
      slack.change(id, (one) => {
        one.active = false;
      });
    expect(await gathered(world, (run, number) => readUser(run, of(number).id, of(number).outs))).toMatch(
      /^warning: … and \d+ more were deactivated outside Pulumi and are left so/,
    );
    for (const { id } of made)
      slack.change(id, (one) => {
        one.active = true;
      });
    const inactive = (number: number) => ({ ...of(number).outs, active: false });
    expect(await gathered(world, (run, number) => readUser(run, of(number).id, inactive(number)))).toMatch(
      /^warning: … and \d+ more were reactivated outside Pulumi, or by a conversion that was cut short/,
    );
  }));

test.each<[string, Properties, Properties]>([
  ["another title", { title: "Analyst" }, { title: "Countess" }],
  ["another userName", {}, { slackUserName: "ada_" }],
])("many people of whom Slack holds %s than was sent are said in one line", (_what, inputs, outs) =>
  inWorld(async (world) => {
    const differing = async (run: Run, number: number) =>
      warnOfDifferences(run, `U${number}`, { ...person(number), ...inputs }, { ...person(number), ...outs });
    expect(await gathered(world, differing)).toMatch(
      /^warning: … and \d+ more Slack holds something else than was sent/,
    );
  }),
);

test.each([
  ["somebody else has", false, /^warning: … and \d+ more declare a userName that somebody else has/],
  [
    "another resource gives up",
    true,
    /^warning: … and \d+ more get a name or an address that another resource of this program gives up/,
  ],
])("many new people whose userName %s are said in one line of the preview", (_what, isFreed, line) =>
  inWorld(async (world) => {
    for (let number = 1; number <= 22; number += 1) addLongAgo(world.slack, person(number) as never);
    const previewed = async (run: Run, number: number) => {
      if (isFreed) run.handover.free("user", `ada${number}`);
      await previewUser(run, { ...person(number), ...emailOf(`new${number}@example.com`) });
    };
    expect(await gathered(world, previewed)).toMatch(line);
  }),
);
