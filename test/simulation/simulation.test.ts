import fc from "fast-check";
import { BAD_INPUTS } from "./bad-inputs";
import { check } from "./check";
import { portionsOf, readArguments } from "./command";
import { aHistory } from "./history";
import { Theatre } from "./play";
import { describeTally } from "./tally";

const HISTORIES = 200;

/** The same histories each time: a change is held to what its parents were. `npm run simulate` plays others each time. */
const SEED = 840_033_165;

test(`${HISTORIES} histories of an organisation and its stacks harm nobody, and end in a program that is brought and stays so; each kind of step is among them`, async () => {
  const theatre = await Theatre.open();
  try {
    const violation = await check(theatre, SEED, HISTORIES);
    console.log(`simulation, seed ${SEED}: ${describeTally(theatre.tally)}`);
    const again = `once more: npm run simulate -- --seed ${SEED} --histories ${HISTORIES} --workers 1`;
    // Jest cuts what it compares; the story is read whole.
    if (violation !== undefined) throw new Error(`${violation}\n${again}`);
    const never = Object.entries(theatre.tally.played).filter(([, count]) => count === 0);
    expect(never).toEqual([]);
  } finally {
    await theatre.close();
  }
}, 300_000);

test("a seed plays the same histories each time", async () => {
  const [first, second] = [await storiesOf(1, 12), await storiesOf(1, 12)];
  expect(first).toHaveLength(12);
  expect(second).toEqual(first);
});

/** What each of the histories of a seed did, with every request in its order, and when it was over. */
async function storiesOf(seed: number, histories: number): Promise<string[]> {
  const theatre = await Theatre.open();
  const stories: string[] = [];
  try {
    const property = fc.asyncProperty(aHistory(BAD_INPUTS.length + 1), async (history) => {
      await theatre.play(history);
      const ended = new Date(theatre.world.slack.clock.now()).toISOString();
      // The name of a directory is one of its kind, and decides nothing.
      stories.push([...theatre.story, ended].join("\n").replace(/directory-[0-9a-f-]{36}/g, "directory-…"));
    });
    await fc.assert(property, { seed, numRuns: histories });
  } finally {
    await theatre.close();
  }
  return stories;
}

test.each([
  [["--seed", "x"], '--seed: wanted a whole number from 0, got "x".'],
  [["--seed", "-1"], '--seed: wanted a whole number from 0, got "-1".'],
  [["--histories", "0"], '--histories: wanted a whole number from 1, got "0".'],
  [["--histories", "1e3"], '--histories: wanted a whole number from 1, got "1e3".'],
  [["--workers"], "--workers: wanted a whole number from 1, got nothing."],
  [["--sed", "1"], "no such option: --sed."],
])("the command refuses %j and shows its options", (given, refusal) => {
  expect(() => readArguments(given, 0)).toThrow(refusal);
  expect(() => readArguments(given, 0)).toThrow("npm run simulate -- [--seed S]");
});

test("histories are divided into portions, each of which can be played alone", () => {
  expect(portionsOf(readArguments(["--seed", "7", "--histories", "250"], 0))).toEqual([
    { seed: 7, histories: 100 },
    { seed: 8, histories: 100 },
    { seed: 9, histories: 50 },
  ]);
});
