import fc from "fast-check";
import { ownWhatIsYoung } from "./former-faults";
import type { World } from "./process";
import { aSideBySide, Together } from "./together";

const HISTORIES = 150;

/** @returns what the shortest history did that broke a rule, if any did */
async function check(seed: number, alter?: World["alter"]): Promise<string | undefined> {
  const together = await Together.open(alter);
  try {
    const property = fc.asyncProperty(aSideBySide, (history) => together.play(history));
    const { failed, errorInstance, counterexample } = await fc.check(property, {
      seed,
      numRuns: HISTORIES,
      endOnFailure: alter !== undefined,
    });
    if (!failed) return undefined;
    return `${(errorInstance as Error).message}\nthe history: ${JSON.stringify(counterexample?.[0])}`;
  } finally {
    await together.close();
  }
}

test(`${HISTORIES} histories of two stacks whose commands run at the same time end nobody of the other's, leave no orphan and no twin, and converge`, async () => {
  const violation = await check(31);
  if (violation !== undefined) throw new Error(violation);
}, 300_000);

test("these histories find it when an account that somebody else made counts as this stack's own", async () => {
  const violation = await check(31, ownWhatIsYoung);
  expect(violation).toMatch(/^nobodyIsOwnedTwice: /);
}, 300_000);
