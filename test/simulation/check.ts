import fc from "fast-check";
import { BAD_INPUTS } from "./bad-inputs";
import { aHistory, type History } from "./history";
import type { Theatre } from "./play";

/**
 * Plays random histories; the first that fails is made as short as it still fails.
 * @param endOnFailure leaves it as long as it is
 * @returns what the shortest one did, and the history itself as JSON, where one fails
 */
export async function check(
  theatre: Theatre,
  seed: number,
  histories: number,
  endOnFailure = false,
): Promise<string | undefined> {
  const property = fc.asyncProperty(aHistory(BAD_INPUTS.length + 1), (history: History) =>
    theatre.play(history),
  );
  const { counterexample, errorInstance, failed } = await fc.check(property, {
    seed,
    numRuns: histories,
    endOnFailure,
  });
  if (!failed) return undefined;
  const story = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
  return `${story}\nthe history: ${JSON.stringify(counterexample?.[0])}`;
}
