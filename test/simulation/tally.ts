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
  };
}

/** Adds what another process did. */
export function addTo(sum: Tally, more: Tally): void {
  for (const key of Object.keys(sum) as (keyof Tally)[]) sum[key] += more[key];
}

/** The run's last line. */
export function describeTally(tally: Tally): string {
  const { histories, steps, commands, writes, mishaps, refusals, handedOn, violations } = tally;
  return (
    `${histories} histories, ${steps} steps, ${commands} commands, ${writes} writes, ${mishaps} faults injected, ` +
    `${refusals} refusals with reason, ${handedOn} ended by a take-over of what another resource has, ${violations} violations`
  );
}
