import { describeCircle } from "../../../provider/run/exchanges";
import { HandOns, TakenError } from "../../../provider/run/hand-on";

/** A run in which nobody sleeps, and how long each sleep was to be. */
function run() {
  const slept: number[] = [];
  const handOns = new HandOns({
    sleep: async (ms) => {
      slept.push(ms);
    },
  });
  return { handOns, slept };
}

const DESCRIBED = "user anna: the userName belongs to U1 (ada)";
const taken = (...keys: string[]) =>
  new TakenError("nobody gives it up", { id: "U1", keys, described: DESCRIBED });

test("a run waits once to have heard who has what, and once more for those who may wait for a take-over", async () => {
  const { handOns, slept } = run();
  const heard = (times: 1 | 2) => handOns.during(() => handOns.untilHeard(times));
  await heard(1);
  await heard(1);
  expect(slept).toEqual([1000]);
  await heard(2);
  await heard(2);
  expect(slept).toEqual([1000, 1000]);
});

test("who waits until the others rest waits for a call that is at work, and not for one that waits as well", async () => {
  const { handOns, slept } = run();
  let end = () => {};
  const other = handOns.during(() => new Promise<void>((resolve) => (end = resolve)));
  let rested = 0;
  const waiting = [1, 2].map(() =>
    handOns.during(async () => {
      await handOns.untilOthersRest();
      rested += 1;
    }),
  );
  for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
  expect([rested, slept]).toEqual([0, []]);
  end();
  await Promise.all([other, ...waiting]);
  expect(rested).toBe(2);
  expect(new Set(slept)).toEqual(new Set([1000]));
});

test("a call that has waited is at work again: whoever waits meanwhile is patient", async () => {
  const { handOns, slept } = run();
  let end = () => {};
  const other = handOns.during(async () => {
    await handOns.untilHeard();
    await new Promise<void>((resolve) => (end = resolve));
  });
  for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
  const step = handOns.during(() => handOns.whenFree(() => Promise.reject(taken("ada")), "U2"));
  for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
  expect(slept).toEqual([1000]);
  end();
  await expect(step).rejects.toThrow("nobody gives it up");
  await other;
  expect(slept).toEqual([1000, 15_000]);
});

test("whoever hears of something in time leaves no sleep behind, which would keep the process from ending", async () => {
  const signals: (AbortSignal | undefined)[] = [];
  const handOns = new HandOns({
    sleep: (_ms, signal) => {
      signals.push(signal);
      return new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));
    },
  });
  let isFree = false;
  const step = handOns.whenFree(() => (isFree ? Promise.resolve("made") : Promise.reject(taken("ada"))));
  await new Promise(setImmediate);
  handOns.announce("U1", ["ada"], async () => {});
  await new Promise(setImmediate);
  await handOns.update("U1", async () => {
    isFree = true;
  });
  expect(await step).toBe("made");
  expect(signals.map((signal) => signal?.aborted)).toEqual([true, true]);
});

test("who has waited in vain waits for nobody any more: whoever needs what they have hears that they could not be updated", async () => {
  const { handOns } = run();
  const update = (id: string, holder: string) => {
    const refusal = new TakenError(`${id} is refused`, { id: holder, keys: [holder], described: id });
    const step = () => handOns.whenFree(() => Promise.reject(refusal), id);
    handOns.announce(id, [id], step);
    return handOns.update(id, step);
  };
  await expect(update("U1", "U2")).rejects.toThrow("U1 is refused");
  await expect(update("U2", "U1")).rejects.toThrow(
    "The resource that was to give it up could not be updated",
  );
});

test("a step that is refused although nobody has what it needs is tried once more, without waiting", async () => {
  const { handOns, slept } = run();
  let tries = 0;
  const made = await handOns.whenFree(async () => {
    tries += 1;
    if (tries === 1) throw taken();
    return "made";
  });
  expect([made, slept]).toEqual(["made", []]);
});

test("who waits for what will not be given up is told why", async () => {
  const { handOns } = run();
  handOns.refuse(["ada"], "Do it in two steps.");
  const step = () => handOns.whenFree(() => Promise.reject(taken("ada@example.com", "ada")));
  await expect(step()).rejects.toThrow(`${DESCRIBED}, and is not given up. Do it in two steps.`);
});

test("who waits for a resource that cannot be updated is told so, with the reason", async () => {
  const { handOns } = run();
  const reason = new Error("403");
  handOns.announce("U1", ["ada"], () => Promise.reject(reason));
  const step = handOns.during(() => handOns.whenFree(() => Promise.reject(taken("ada")), "U2"));
  await expect(step).rejects.toMatchObject({
    message: `${DESCRIBED}. The resource that was to give it up could not be updated, so nothing was changed here. Once that one is mended, run \`pulumi up\` again.`,
    cause: reason,
  });
});

test("everybody of an exchange is named, with whom they wait for", () => {
  const circle = ["anna", "bert", "carl"].map((name) => ({ name, wants: [], gives: [] }));
  expect(describeCircle(circle)).toBe(
    "anna is to get what bert has, and bert is to get what carl has, and carl is to get what anna has",
  );
});
