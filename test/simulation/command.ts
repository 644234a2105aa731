/** What `npm run simulate` is asked to do. */
export interface Wanted {
  seed: number;
  histories: number;
  /** How many processes play at once. */
  workers: number;
}

export const USAGE =
  "npm run simulate -- [--seed S] [--histories N] [--workers W]\n" +
  "  --seed       a whole number from 0; the same one plays the same histories (default: this moment)\n" +
  "  --histories  how many, from 1 (default 10000)\n" +
  "  --workers    how many processes play at once, from 1 (default 2)";

const OPTIONS: { [option: string]: { key: keyof Wanted; least: number } } = {
  "--seed": { key: "seed", least: 0 },
  "--histories": { key: "histories", least: 1 },
  "--workers": { key: "workers", least: 1 },
};

/**
 * Reads the command's arguments.
 * @throws Error which says what was wanted and what came
 */
export function readArguments(given: readonly string[], now: number): Wanted {
  const wanted: Wanted = { seed: Math.floor(now / 1000) % 1_000_000_000, histories: 10_000, workers: 2 };
  for (let index = 0; index < given.length; index += 2) {
    const [option = "", text] = given.slice(index, index + 2);
    const known = OPTIONS[option];
    if (known === undefined) throw new Error(`no such option: ${option}.\n${USAGE}`);
    const value = Number(text);
    const isGood = text !== undefined && /^\d+$/.test(text) && Number.isSafeInteger(value);
    if (!isGood || value < known.least)
      throw new Error(
        `${option}: wanted a whole number from ${known.least}, got ${text === undefined ? "nothing" : `"${text}"`}.\n${USAGE}`,
      );
    wanted[known.key] = value;
  }
  return wanted;
}

/** Histories that one seed plays: as many as can be played again in a short time. */
const AT_ONCE = 100;

/** One seed and how many histories it plays. */
export interface Portion {
  seed: number;
  histories: number;
}

/** Divides histories into portions of a seed of their own, each of which can be played alone. */
export function portionsOf({ seed, histories }: Wanted): Portion[] {
  const portions: Portion[] = [];
  for (let left = histories; left > 0; left -= AT_ONCE)
    portions.push({ seed: seed + portions.length, histories: Math.min(AT_ONCE, left) });
  return portions;
}
