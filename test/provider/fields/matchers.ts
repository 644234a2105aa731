import type { BadInput } from "./bad-inputs";

/** What a check says of a bad input, for `toEqual`. */
export const asMatchers = (problems: BadInput[2]) =>
  problems.map((problem) => (problem instanceof RegExp ? expect.stringMatching(problem) : problem));
