import { KILLS, type Kill, MODES } from "./support/kill-table";
import { tryKills } from "./support/kills";

jest.setTimeout(3_600_000);

let converged = 0;

afterAll(() => {
  process.stdout.write(`kills: ${KILLS.length}, converged: ${converged}\n`);
});

test.each(Object.keys(MODES) as Kill["mode"][])(
  "whichever request of an up is under way when %s, the next up converges: nobody twice, lost or locked out",
  async (mode) => {
    const kills = KILLS.filter((kill) => kill.mode === mode);
    const wrong = await tryKills(kills);
    converged += kills.length - wrong.length;
    expect(wrong).toEqual([]);
  },
);
