/**
 * The known name that a misspelt one probably means, letter case aside; nothing when none is near.
 * @param known at least one name
 */
export function nearest(misspelt: string, known: readonly string[]): string | undefined {
  // Loaded where something is misspelt: a program that is right needs no further package.
  const { closest, distance } = require("fastest-levenshtein") as typeof import("fastest-levenshtein");
  const byLowerCase = new Map(known.map((name) => [name.toLowerCase(), name]));
  const wanted = misspelt.toLowerCase();
  const found = closest(wanted, [...byLowerCase.keys()]);
  return distance(wanted, found) <= mistakesIn(wanted) ? byLowerCase.get(found) : undefined;
}

/** How many letters of a word may be wrong: two where two letters changed places. */
function mistakesIn(word: string): number {
  return word.length < 4 ? 1 : Math.max(2, Math.floor(word.length / 3));
}
