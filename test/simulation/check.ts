import fc from "fast-check";
import { BAD_INPUTS } from "./bad-inputs";
import { aHistory, type History } from "./history";
import type { Theatre } from "./play";

/** What came of some histories. */
export interface Verdict {
  /** What the shortest history that fails did, if one fails. */
  violation?: string;
}

/** Plays random histories; the first that fails is made as short as it still fails. */
export async function check(theatre: Theatre, seed: number, histories: number): Promise<Verdict> {
  const property = fc.asyncProperty(aHistory(BAD_INPUTS.length), (history: History) => theatre.play(history));
  const { counterexample, errorInstance, failed } = await fc.check(property, { seed, numRuns: histories });
  if (!failed) return {};
  const [history] = counterexample ?? [];
  const story = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
  return { violation: `${story}\n${JSON.stringify(history)}` };
}
