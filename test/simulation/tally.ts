import { GUARDS } from "./allowances";
import type { Record } from "./record";
import { resourceOf } from "./references";
import type { Declared } from "./state";

/** What was done: for the last line. */
export interface Tally {
  histories: number;
  steps: number;
  /** Commands that were called. */
  commands: number;
  /** Writes that were sent. */
  writes: number;
  /** Faults, kills, interruptions, and what others did in the middle of a command. */
  mishaps: number;
  /** Refusals that a fact in Slack gives reason for, when nothing goes wrong any more. */
  refusals: number;
  /** Histories that ended early: a new resource took over what another one has to which the engine had not come yet. */
  handedOn: number;
  violations: number;
  played: Played;
}

/** How often something was played that few commands have in them. */
export interface Played {
  "commands with two directories": number;
  "people and groups handed from one directory to another": number;
  "commands with directories and limits in percent": number;
  "plans refused by a share": number;
  "destroys with --target": number;
  "commands with SCIM v1": number;
  "requests refused by Slack's limits": number;
  "commands with a late resource": number;
}

export function emptyTally(): Tally {
  return {
    histories: 0,
    steps: 0,
    commands: 0,
    writes: 0,
    mishaps: 0,
    refusals: 0,
    handedOn: 0,
    violations: 0,
    played: {
      "commands with two directories": 0,
      "people and groups handed from one directory to another": 0,
      "commands with directories and limits in percent": 0,
      "plans refused by a share": 0,
      "destroys with --target": 0,
      "commands with SCIM v1": 0,
      "requests refused by Slack's limits": 0,
      "commands with a late resource": 0,
    },
  };
}

/** Adds what another process did. */
export function addTo(sum: Tally, more: Tally): void {
  const { played: _one, ...counts } = emptyTally();
  for (const key of Object.keys(counts) as (keyof typeof counts)[]) sum[key] += more[key];
  for (const key of Object.keys(sum.played) as (keyof Played)[]) sum.played[key] += more.played[key];
}

/** Counts what one command had in it. */
export function tallyWhatWasPlayed(
  { played }: Tally,
  { verb, flags, configuration, before, after, outcome }: Record,
  program: readonly Declared[],
): void {
  const lists = program.filter(({ kind }) => kind === "directory").length;
  const listOf = (all: readonly { name: string; id: string }[], id: string) =>
    all.flatMap((one) => (one.id === id && one.name.includes("/") ? resourceOf(one.name) : []));
  const handedOver = before.filter(({ id }) => {
    const [from, to] = [listOf(before, id), listOf(after, id)];
    return to.length > 0 && from.length > 0 && !to.some((name) => from.includes(name));
  });
  const isShared = Object.keys(GUARDS).some((guard) => configuration[guard]?.endsWith("%"));
  const add = (what: keyof Played, count: number | boolean) => {
    played[what] += Number(count);
  };
  add("commands with two directories", lists > 1 && verb !== "destroy");
  add(
    "people and groups handed from one directory to another",
    verb === "up" && lists > 1 ? handedOver.length : 0,
  );
  add("commands with directories and limits in percent", lists > 0 && isShared);
  add(
    "plans refused by a share",
    outcome.failures.some(({ message }) => /allows a run \d+ \(\d+% of/.test(message)),
  );
  add("destroys with --target", verb === "destroy" && flags.targets !== undefined);
  add("commands with SCIM v1", configuration.version === "1");
  add("commands with a late resource", verb === "up" && flags.late !== undefined);
}

/** The run's last line, with what few commands have in them. */
export function describeTally(tally: Tally): string {
  const { histories, steps, commands, writes, mishaps, refusals, handedOn, violations, played } = tally;
  return (
    `${histories} histories, ${steps} steps, ${commands} commands, ${writes} writes, ${mishaps} faults injected, ` +
    `${refusals} refusals with reason, ${handedOn} ended by a take-over of what another resource has, ${violations} violations; ` +
    `among them ${Object.entries(played)
      .map(([what, count]) => `${count} ${what}`)
      .join(", ")}`
  );
}
