import { createDirectory, deleteDirectory, updateDirectory } from "../../../provider/directory/lifecycle";
import { inPacedWorld, MIDNIGHT, type PacedWorld } from "../paced-world";
import { crowd, textsOf } from "./support";

/** What a run said so far, each with how long it was under way, in seconds. */
function heard({ clock, lines }: PacedWorld): () => { atSeconds: number; line: string }[] {
  const told: { atSeconds: number; line: string }[] = [];
  const push = lines.push.bind(lines);
  jest.spyOn(lines, "push").mockImplementation((...said) => {
    for (const line of said) told.push({ atSeconds: (clock.now() - MIDNIGHT) / 1000, line });
    return push(...said);
  });
  return () => told.splice(0);
}

const WAITING = /^waiting for Slack's limits: .*; (\d+) of (\d+) (\w+) done; about (\d+) (s|min) to go$/;

/** Of each line that says what a directory waits for: how many are done, and how long the rest takes beside what was foretold. */
function foretold(told: { atSeconds: number; line: string }[]) {
  const endSeconds = told.at(-1)?.atSeconds ?? Number.NaN;
  return told.flatMap(({ atSeconds, line }) => {
    const [, done, wanted, steps, count, unit] = WAITING.exec(line) ?? [];
    if (done === undefined) return [];
    const lasts = Number(count) * (unit === "s" ? 1 : 60);
    return [{ steps: `${done} of ${wanted} ${steps}`, ratio: lasts / (endSeconds - atSeconds) }];
  });
}

test("a directory that waits says how many of its people are done, and how long the rest takes: as they are made, changed and let go", () =>
  inPacedWorld(async (world) => {
    const begin = () => world.begin({ budgetShare: "0.8", maxDeactivations: "100%" });
    const told = heard(world);
    const watched = <T>(
      run: ReturnType<typeof begin>,
      step: "create" | "update" | "delete",
      work: () => Promise<T>,
    ) => run.progress.step(step, "directory", work);
    const inputs = textsOf({ people: crowd(400) });
    const made = begin();
    const { id, outs } = await watched(made, "create", () => createDirectory(made, inputs));
    made.flush();
    const creating = foretold(told());
    expect(creating.map(({ steps }) => steps).slice(0, 4)).toEqual(
      [39, 111, 183, 255].map((done) => `${done} of 400 creates`),
    );
    for (const { ratio } of creating.slice(0, 4)) expect(Math.abs(ratio - 1)).toBeLessThan(0.25);

    const titled = textsOf({ people: crowd(400, { title: "Analyst" }) });
    const changing = begin();
    const changed = await watched(changing, "update", () => updateDirectory(changing, id, outs, titled));
    changing.flush();
    expect(foretold(told())[0]?.steps).toMatch(/^\d+ of 400 updates$/);

    const leaving = begin();
    await watched(leaving, "delete", () => deleteDirectory(leaving, id, changed.outs));
    leaving.flush();
    const deleting = foretold(told());
    expect(deleting[0]?.steps).toMatch(/^\d+ of 400 deletes$/);
    expect(deleting.length).toBeGreaterThan(3);
  }));
