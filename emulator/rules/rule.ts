import type { Behaviours } from "../behaviours/behaviours";

/**
 * How a rule is known: Slack's documentation, samples and tests of Slack's SDKs, reports of others, or a reading where
 * nobody says it.
 */
export type Mark = "doc" | "sdk sample" | "community" | "inferred";

/** One rule the emulator keeps. */
export interface Rule {
  id: string;
  rule: string;
  mark: Mark;
  /** The title of the test that shows it. */
  test: string;
  /** The switch that chooses another answer. */
  switch?: keyof Behaviours;
}
