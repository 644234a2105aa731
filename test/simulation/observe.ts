import type { Flags } from "./engine";
import { declaredOneByOne, keptOneByOne } from "./entries";
import type { Ledger } from "./ledger";
import type { Surroundings } from "./process";
import type { Record } from "./record";
import { resourceOf } from "./references";
import type { Running, Stack, Verb } from "./stack";
import type { Declared, Kept } from "./state";

/** What passes before a command: nothing lags behind for longer. */
const MOMENT_MS = 60_000;

/**
 * What the provider can know that the program declares. With `--target` nobody tells it of a resource that is not targeted: one with
 * state stays what it is, one without is not there, be it only under its new name. The README says never to rename with `--target`.
 */
function heardOf(
  program: readonly Declared[],
  { targets }: Flags,
  before: readonly Kept[],
): readonly Declared[] {
  if (targets === undefined) return program;
  return program.flatMap((declared) => {
    if (targets.includes(resourceOf(declared.name))) return declared;
    const kept = before.find(({ name }) => name === declared.name || name === declared.alias);
    return kept === undefined ? [] : { ...declared, inputs: kept.inputs };
  });
}

/** What the provider was asked to check, with everybody in its directories. */
function heardOneByOne(program: readonly Declared[], heard: ReadonlySet<string>): Set<string> {
  const entriesOf = (name: string) => program.find((one) => one.name === name)?.entries ?? [];
  return new Set([...heard].flatMap((name) => [name, ...entriesOf(name).map((one) => one.name)]));
}

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
  const [had, heldBefore] = [stack.state.entries, ledger.moment];
  const outcome = await stack.run(verb, program, flags, watch);
  ledger.actor = "beside";
  const before = keptOneByOne(had);
  return {
    stack: stack.name,
    verb,
    flags,
    program: verb === "destroy" ? [] : heardOf(declaredOneByOne(program, had), flags, before),
    directories: verb === "destroy" ? [] : program.filter(({ kind }) => kind === "directory"),
    configuration: stack.configurationOf(verb),
    heldBefore,
    before,
    after: keptOneByOne(stack.state.entries),
    deeds: ledger.deeds,
    writes: slack.writes,
    outcome: { ...outcome, heard: heardOneByOne(program, outcome.heard) },
    ledger,
  };
}
