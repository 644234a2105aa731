import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { holdTimers } from "../../scim/support/timers";
import { type Cell, play, undisturbed } from "./cells";
import { faultsDocument, type Played } from "./document";
import { GROUPS, isPossible, kindsLeftOut } from "./kinds";
import { SCENES, type Scene } from "./scenes";
import { Stage } from "./stage";

const DOCUMENT = join(__dirname, "../../../docs/faults.md");

jest.setTimeout(600_000);

let stage: Stage;

beforeAll(async () => {
  holdTimers();
  jest.spyOn(Math, "random").mockReturnValue(0.5);
  stage = await Stage.open((ms) => jest.advanceTimersByTime(ms));
});

afterAll(() => stage.close());

test("every fault is in a column of the document", () => {
  expect(kindsLeftOut()).toEqual([]);
});

const played: Played[] = [];

test.each(SCENES.map((scene) => [`${scene.kind}: ${scene.title}`, scene] as const))(
  "%s: whatever fails at whichever call, nobody is harmed, and the next command arrives",
  async (_name, scene) => {
    const one = await playAll(scene);
    played.push(one);
    expect(one.calls.map(({ label }) => label)).toEqual(scene.calls.map(([label]) => label));
    expect(one.cells.filter(({ violations }) => violations.length > 0).map(inWords)).toEqual([]);
  },
);

test("docs/faults.md is what was played (WRITE_FAULTS=1 writes it anew)", () => {
  const cells = played.flatMap((one) => one.cells);
  const faults = cells.reduce((sum, { hits }) => sum + hits, 0);
  const violations = cells.filter((cell) => cell.violations.length > 0).length;
  process.stdout.write(
    `faults: ${cells.length} cells, ${faults} faults injected, ${violations} violations\n`,
  );
  if (process.env.WRITE_FAULTS) writeFileSync(DOCUMENT, faultsDocument(played));
  expect(readFileSync(DOCUMENT, "utf8")).toBe(faultsDocument(played));
});

async function playAll(scene: Scene): Promise<Played> {
  const plain = await undisturbed(stage, scene);
  const calls = plain.calls.filter(({ label }) => scene.verb === "up" || !/\/(ada|bob)$/.test(label));
  const cells: Cell[] = [];
  for (const call of calls) {
    const groups = GROUPS.filter(({ writesOnly }) => !(writesOnly && call.method === "GET"));
    const kinds = groups.flatMap((group) => group.kinds).filter((kind) => isPossible(kind, call));
    for (const kind of kinds) {
      for (const times of ["once", "for ever"] as const)
        cells.push(await play(stage, scene, plain, { call, kind, times }));
    }
  }
  return { scene, calls, cells };
}

function inWords({ call, kind, times, outcome, violations }: Cell): string {
  return `${call.label} (${call.nth}), ${kind.name} ${times}: ${outcome}; ${violations.join("; ")}`;
}
