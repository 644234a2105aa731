import type { Flags } from "./engine";
import type { Ledger } from "./ledger";
import type { Surroundings } from "./process";
import type { Record } from "./record";
import type { Running, Stack, Verb } from "./stack";
import type { Declared } from "./state";

/** What passes before a command: nothing lags behind for longer. */
const MOMENT_MS = 60_000;

/** What a command did, but for what was done to it. */
export type Observed = Omit<Record, "faults" | "wasLiedTo" | "besieged">;

/**
 * Runs a command and writes down what it did.
 * @param watch is handed the command once it runs
 */
export async function observe(
  { slack }: Surroundings,
  ledger: Ledger,
  stack: Stack,
  program: readonly Declared[],
  { verb, flags }: { verb: Verb; flags: Flags },
  watch: (running: Running) => void = () => {},
): Promise<Observed> {
  slack.clock.advance(MOMENT_MS);
  slack.clearLog();
  ledger.actor = stack.name;
  ledger.deeds = [];
  const [before, heldBefore] = [stack.state.entries, ledger.moment];
  const outcome = await stack.run(verb, program, flags, watch);
  ledger.actor = "beside";
  return {
    stack: stack.name,
    verb,
    flags,
    program: verb === "destroy" ? [] : program,
    configuration: stack.configurationOf(verb),
    heldBefore,
    before,
    after: stack.state.entries,
    deeds: ledger.deeds,
    writes: slack.writes,
    outcome,
    ledger,
  };
}
