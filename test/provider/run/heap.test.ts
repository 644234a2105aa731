import { getHeapSpaceStatistics, setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { cleanUpEarly } from "../../../provider/run/heap";

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

const AS_V8_OF_ITSELF = "--heap-growing-percent=0";

/** Bytes that are taken by what has lived for a while, needed or not. */
function taken(): number {
  const old = getHeapSpaceStatistics().find(({ space_name: space }) => space === "old_space");
  return old?.space_used_size ?? Number.NaN;
}

const messages = () => Array.from({ length: 1000 }, (_, at) => ({ at, text: `message ${at}` }));

/** How many times what is needed was taken at most, while new messages took the place of old ones ten times over. */
function growth(): number {
  const kept = Array.from({ length: 200 }, messages);
  collectGarbage();
  const needed = taken();
  let most = 0;
  for (let turn = 0; turn < 10 * kept.length; turn += 1) {
    kept[turn % kept.length] = messages();
    most = Math.max(most, taken());
  }
  return most / needed;
}

test("the provider takes less than three times the memory that it needs, where V8 of itself would take five times as much", () => {
  setFlagsFromString(AS_V8_OF_ITSELF);
  cleanUpEarly();
  try {
    expect(growth()).toBeLessThan(3);
  } finally {
    setFlagsFromString(AS_V8_OF_ITSELF);
  }
});
