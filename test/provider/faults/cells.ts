import type { FaultKind } from "../../simulation/faults";
import { INVARIANTS } from "../../simulation/invariants";
import type { Observed } from "../../simulation/observe";
import { type Call, callsOf, faultAt, labelOf } from "./calls";
import { type Outcome, outcomeOf } from "./outcomes";
import type { Scene } from "./scenes";
import type { Stage, View } from "./stage";

/** So often a fault hits that does not end: whoever gives up does so long before. */
const FOR_EVER = 20;

/** How often a fault hits. */
export type Times = "once" | "for ever";

/** What became of one fault at one call. */
export interface Cell {
  call: Call;
  kind: FaultKind;
  times: Times;
  outcome: Outcome;
  /** How the command failed, for whoever reads the terminal. */
  failure: string | undefined;
  /** How many requests went wrong. */
  hits: number;
  violations: string[];
}

/** A scene as it is played when nothing goes wrong. */
export interface Undisturbed {
  calls: Call[];
  before: View;
  /** After the command. */
  then: View;
  /** After the `up` that follows. */
  end: View;
  /** What counts as taken over at the end. */
  adopted: readonly string[];
}

/** Plays a scene to its end. */
export async function undisturbed(stage: Stage, scene: Scene): Promise<Undisturbed> {
  await stage.prepare(scene);
  const before = stage.view;
  await stage.run(scene.verb, scene.program);
  const [calls, then] = [callsOf(stage), stage.view];
  await stage.run("up", scene.program);
  return { calls, before, then, end: stage.view, adopted: stage.adopted };
}

/** Plays a scene with one fault, and what comes after it without. */
export async function play(
  stage: Stage,
  scene: Scene,
  plain: Undisturbed,
  { call, kind, times }: Pick<Cell, "call" | "kind" | "times">,
): Promise<Cell> {
  stage.putBack();
  const fault = faultAt(call, kind.fault === "refused" ? {} : kind.fault, times === "once" ? 1 : FOR_EVER);
  if (kind.fault === "refused") stage.line.refuse(fault);
  else stage.slack.fault(fault);
  const run = await stage.run(scene.verb, scene.program);
  const requests = stage.slack.requests;
  const [refused, then] = [stage.line.refused, stage.view];
  const hits = refused + requests.filter((request) => request.fault !== undefined).length;
  const same = requests.filter((request) => labelOf(stage, request) === call.label);
  stage.line.heal();
  stage.slack.clearFaults();
  const outcome = outcomeOf({
    isWell: run.outcome.ended === "well",
    lines: run.outcome.lines,
    refused,
    isExhausted: hits === FOR_EVER,
    sent: same.length,
    usuallySent: plain.calls.filter(({ label }) => label === call.label).length,
    lastFailed: same.at(-1)?.fault !== undefined,
    hasMore: requests.length > plain.calls.length,
    differs: !isSame(then, plain.then),
    lags: kind.fault !== "refused" && kind.fault.staleMs !== undefined && then.slack === plain.then.slack,
    slackChanged: then.slack !== plain.before.slack,
    stateChanged: then.state !== plain.before.state,
  });
  const believed = outcome === "gone" && kind.lies !== true ? ["what is not so was believed"] : [];
  const missed = hits === 0 ? ["nothing went wrong"] : [];
  const after = await comesAfter(stage, scene, plain, outcome);
  return {
    ...{ call, kind, times, hits, failure: run.outcome.failures[0]?.message },
    outcome: outcome === "unseen" && after.isAdopted ? "adopted" : outcome,
    violations: [...missed, ...believed, ...harmIn(run, kind, hits), ...after.violations],
  };
}

/** What whoever saw the command fail does: the same again, and another `up`, which changes nothing. */
async function comesAfter(stage: Stage, scene: Scene, plain: Undisturbed, outcome: Outcome) {
  const violations: string[] = [];
  const well = async (observed: Observed) => {
    const failures = observed.outcome.failures.map(({ name, message }) => `then ${name}: ${message}`);
    violations.push(...failures, ...harmIn(observed).map((problem) => `then ${problem}`));
    return observed;
  };
  if (scene.verb === "refresh") await well(await stage.run("refresh", scene.program));
  await well(await stage.run("up", scene.program));
  const end = stage.view;
  // Whom the state has lost for good nobody comes back to.
  const isLeft = outcome === "gone" && plain.then.state === plain.end.state && scene.verb === "up";
  const wanted = isLeft ? { slack: plain.before.slack, state: plain.end.state } : plain.end;
  if (end.slack !== wanted.slack) violations.push(`Slack has ${end.slack}, not ${wanted.slack}`);
  if (end.state !== wanted.state) violations.push(`the state is ${end.state}, not ${wanted.state}`);
  const { writes } = await well(await stage.run("up", scene.program));
  violations.push(...writes.map(({ method, path }) => `a second up sent ${method} ${path}`));
  return { violations, isAdopted: stage.adopted.length > plain.adopted.length };
}

function isSame(one: View, other: View): boolean {
  return one.slack === other.slack && one.state === other.state;
}

/** What a command did that none may do. */
function harmIn(observed: Observed, { lies }: Partial<FaultKind> = {}, faults = 0): string[] {
  const record = { ...observed, faults, wasLiedTo: lies === true, besieged: new Set<string>() };
  return Object.entries(INVARIANTS).flatMap(([sentence, invariant]) =>
    invariant(record).map((problem) => `${sentence}: ${problem}`),
  );
}
