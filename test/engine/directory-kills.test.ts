import type { Kill } from "./support/kill-table";
import { tryKills } from "./support/kills";

jest.setTimeout(600_000);

/** At every request of a directory's run the simulation ends it (`test/simulation/directory.test.ts`); these show the engine. */
const kills: Kill[] = [
  { request: "POST Users", moment: "after", mode: "all of the engine is killed" },
  { request: "PATCH Groups/*", nth: 1, moment: "after", mode: "the provider is killed" },
  { request: "DELETE Users/*", moment: "before", mode: "the CLI is killed" },
  { request: "POST Groups", moment: "after", mode: "^C is pressed twice" },
];

test("an update of a directory that ends while a request is under way converges with the next: nobody twice, lost or locked out", async () => {
  expect(await tryKills(kills, "directory")).toEqual([]);
});
