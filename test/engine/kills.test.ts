import { BOUNDARIES, KILLS, type Kill } from "./support/kill-table";
import { requestsUnharmed, tryKills } from "./support/kills";

jest.setTimeout(600_000);

/** Of the full table (`npm run test:kills`) one of each write, and each way to end a run at least once. */
const sample: Kill[] = [
  { request: "POST Users", moment: "after", mode: "the CLI is killed" },
  { request: "POST Users", moment: "before", mode: "the provider is killed" },
  { request: "POST Groups", moment: "after", mode: "all of the engine is killed" },
  { request: "PATCH Groups/*", nth: 1, moment: "after", mode: "the provider is killed" },
  { request: "PATCH Groups/*", nth: 2, moment: "before", mode: "the CLI is killed" },
  { request: "PATCH Users/*", moment: "before", mode: "^C is pressed" },
  { request: "DELETE Users/*", moment: "after", mode: "^C is pressed twice" },
  { request: "DELETE Groups/*", moment: "after", mode: "all of the engine is killed" },
];

test("the table of kills has every request of the up, in every way to end it", async () => {
  const sorted = (list: object[]) => list.map((one) => JSON.stringify(one)).sort();
  expect(sorted(await requestsUnharmed())).toEqual(sorted(BOUNDARIES));
  expect(KILLS).toHaveLength(5 * (8 + 2 * 7));
  expect(KILLS).toEqual(expect.arrayContaining(sample));
});

test("an up that ends while a request is under way converges with the next: nobody twice, lost or locked out", async () => {
  const wrong = await tryKills(sample);
  process.stdout.write(`kills: ${sample.length}, converged: ${sample.length - wrong.length}\n`);
  expect(wrong).toEqual([]);
});
