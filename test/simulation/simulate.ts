import { fork } from "node:child_process";
import { check } from "./check";
import { type Portion, portionsOf, readArguments } from "./command";
import { Theatre } from "./play";
import { addTo, describeTally, emptyTally, type Tally } from "./tally";

/** What a worker says of one portion. */
interface Report {
  tally: Tally;
  violation?: string;
}

/** `npm run simulate`: plays histories in a few processes, prints the shortest of those that fail, and last what was done. */
async function simulate(given: readonly string[]): Promise<void> {
  const wanted = readArguments(given, Date.now());
  console.log(`seed ${wanted.seed}`);
  const [portions, sum] = [portionsOf(wanted), emptyTally()];
  await Promise.all(Array.from({ length: wanted.workers }, () => workThrough(portions, sum)));
  console.log(describeTally(sum));
  process.exitCode = sum.violations > 0 ? 1 : 0;
}

/** One process that takes portions as long as there are some. */
function workThrough(portions: Portion[], sum: Tally): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = fork(__filename, { env: { ...process.env, SIMULATION_WORKER: "1" } });
    let portion: Portion | undefined;
    const next = () => {
      portion = portions.shift();
      if (portion === undefined) worker.disconnect();
      else worker.send(portion);
    };
    worker.on("message", ({ tally, violation }: Report) => {
      addTo(sum, tally);
      if (violation !== undefined) tellViolation(portion, violation);
      next();
    });
    worker.once("exit", (code) =>
      code === 0 ? resolve() : reject(new Error(`a process of the simulation ended with ${code}`)),
    );
    next();
  });
}

function tellViolation(portion: Portion | undefined, violation: string): void {
  console.log(`\n${violation}`);
  console.log(
    `once more: npm run simulate -- --seed ${portion?.seed} --histories ${portion?.histories} --workers 1\n`,
  );
}

/** A worker: plays each portion that it is sent. */
async function work(): Promise<void> {
  const theatre = await Theatre.open();
  process.on("message", async ({ seed, histories }: Portion) => {
    theatre.tally = emptyTally();
    const violation = await check(theatre, seed, histories);
    theatre.tally.violations = violation === undefined ? 0 : 1;
    process.send?.({ tally: theatre.tally, violation } satisfies Report);
  });
  process.once("disconnect", () => theatre.close());
}

if (process.env.SIMULATION_WORKER === "1") void work();
else
  simulate(process.argv.slice(2)).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  });
