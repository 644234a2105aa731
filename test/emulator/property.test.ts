import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import type { SlackEmulator } from "../../emulator";
import { ENTERPRISE, emulator, type Json } from "./harness";
import { Model, type ModelUser, type Step } from "./model";
import { Wire } from "./wire";

const RUNS = 100;
const STEPS = 100;

const verbs: Step["verb"][] = [
  ...["create", "create", "create", "patch", "patch", "replace", "deactivate", "reactivate", "read", "find"],
  ...["group", "join", "join", "leave", "rename", "fill", "drop"],
] as Step["verb"][];

const step: fc.Arbitrary<Step> = fc.record({
  verb: fc.constantFrom(...verbs),
  version: fc.constantFrom("v1" as const, "v2" as const),
  who: fc.nat(50),
  other: fc.nat(50),
  name: fc.nat(25),
  word: fc.stringMatching(/^[a-c]{0,3}$/),
});

/** What a GET by id answered, as the model would put it. */
function shown({ id, userName, title, displayName, active, emails }: Json): Partial<ModelUser> {
  return {
    id,
    userName,
    title,
    displayName,
    active,
    primary: emails[0].value,
    secondary: emails[1]?.value ?? null,
  };
}

/** What the emulator holds, as the model would put it. */
function held(slack: SlackEmulator): object {
  const users = slack.users().filter((user) => user.userName !== "owner");
  return {
    users: users.map(
      (user): ModelUser => ({
        id: user.id,
        userName: user.userName,
        title: user.title,
        displayName: user.displayName,
        primary: user.emails[0]?.value ?? "",
        secondary: user.emails[1]?.value ?? null,
        active: user.active,
        department: user[ENTERPRISE].department,
      }),
    ),
    groups: slack
      .groups()
      .map(({ id, displayName, members }) => ({ id, displayName, members: members.map((one) => one.value) })),
  };
}

test(`ten thousand random calls in v1 and v2 leave the emulator as a small model of the rules says`, async () => {
  let steps = 0;
  const slack = await emulator({ logSize: 1 });
  const wire = new Wire(slack.port, slack.token);
  const property = fc.asyncProperty(
    fc.array(step, { minLength: STEPS, maxLength: STEPS }),
    async (sequence) => {
      slack.reset();
      const model = new Model();
      for (const one of sequence) {
        const exchange = model.plan(one);
        const { status, body, code } = await wire.call(exchange.method, exchange.path, exchange.body);
        // `expect` costs more than the call itself: it is asked only where there is something to say.
        if (status !== exchange.status || code !== exchange.code) {
          expect({ exchange, status, code }).toEqual({
            exchange,
            status: exchange.status,
            code: exchange.code,
          });
        }
        exchange.apply(body?.id);
        if (one.verb === "find" && body?.Resources) {
          expect(body.Resources).toHaveLength(1);
        }
        if (one.verb === "read" && status === 200) {
          const modelled = model.users.find(({ id }) => id === body.id);
          if (!isDeepStrictEqual(modelled && { ...modelled, ...shown(body) }, modelled)) {
            expect(modelled).toMatchObject(shown(body));
          }
        }
        steps++;
      }
      expect(held(slack)).toEqual({ users: model.users, groups: model.groups });
    },
  );
  await fc.assert(property, { numRuns: RUNS, seed: 20_260_101, endOnFailure: true });
  wire.close();
  expect(steps).toBeGreaterThanOrEqual(10_000);
}, 60_000);
