import type * as judge from "../../provider/directory/judge";
import { check } from "./check";
import { Theatre } from "./play";

/** As if nothing bounded what a whole list may do at once, and only each of its steps were held to the limits. */
jest.mock("../../provider/directory/judge", () => ({
  ...jest.requireActual<typeof judge>("../../provider/directory/judge"),
  refusalsOf: async () => [],
}));

test("the simulation finds it when a directory's plan is not judged before its first write", async () => {
  const theatre = await Theatre.open();
  try {
    expect(await check(theatre, 18, 100, true)).toMatch(/^noPlanPastItsLimitIsBegun: /);
  } finally {
    await theatre.close();
  }
}, 300_000);
