import { closest, distance } from "fastest-levenshtein";

/**
 * What to say behind a name that does not exist: the known one that it probably means, letter case aside, or `otherwise`.
 * @param known at least one name
 */
export function meaning(
  misspelt: string,
  known: readonly string[],
  otherwise = `it has ${known.join(", ")}.`,
) {
  const wanted = misspelt.toLowerCase();
  const found = closest(
    wanted,
    known.map((name) => name.toLowerCase()),
  );
  // Two letters that changed places are two mistakes.
  const mayDiffer = wanted.length < 4 ? 1 : Math.max(2, Math.floor(wanted.length / 3));
  const meant = known.find((name) => name.toLowerCase() === found);
  return distance(wanted, found) <= mayDiffer ? `did you mean "${meant}"?` : otherwise;
}
