import { getHeapSpaceStatistics, setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { cleanUpEarly } from "../../../provider/run/heap";

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

/** Bytes that are taken by what has lived for a while, needed or not. */
function taken(): number {
  const old = getHeapSpaceStatistics().find(({ space_name: space }) => space === "old_space");
  return old?.space_used_size ?? Number.NaN;
}

const message = (at: number) => new Array<number>(1000).fill(at + 0.5);

/** How many bytes were taken at most, while new messages took the place of old ones six times over. */
function mostTaken(): number {
  const kept = Array.from({ length: 10_000 }, (_, at) => message(at));
  collectGarbage();
  let most = 0;
  for (let turn = 0; turn < 6 * kept.length; turn += 1) {
    kept[turn % kept.length] = message(turn);
    if (turn % 100 === 0) most = Math.max(most, taken());
  }
  return most;
}

test("the provider takes a quarter less memory, or better, than V8 of itself would let it take", () => {
  const asOfItself = "--heap-growing-percent=0";
  setFlagsFromString(asOfItself);
  const ofItself = mostTaken();
  cleanUpEarly();
  try {
    expect(mostTaken() / ofItself).toBeLessThan(0.75);
  } finally {
    setFlagsFromString(asOfItself);
  }
});
