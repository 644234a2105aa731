import type { Clock } from "../scim";
import { SlackScimApiError, SlackScimArgumentError, SlackScimConnectionError } from "../scim/errors/errors";
import type { Limit } from "../settings/settings";
import { NotRecorded } from "./audit-log";
import { sample } from "./messages";

/** How long a run waits for further steps of the same moment, so that they are judged together. */
const SAME_MOMENT_MS = 250;

/** Why a setting that was just changed does not reach a destroy. */
export const RECORDED_FOR_DESTROY =
  "`pulumi destroy` uses the configuration that the last `up` recorded: run `pulumi up` first, or `destroy --run-program`.";

/** How many a refused plan names. */
const NAMED_IN_A_PLAN = 10;

/** What is counted, in the words of a refusal. */
export interface GuardWords {
  /** What is done, as past participle: "deactivated". */
  done: string;
  /** Who it is done to: "people". */
  whom: string;
  /** The setting that lifts the limit: `slack-scim:maxDeactivations`. */
  key: string;
}

/** How often something may be done. */
export interface Allowance {
  allowed: number;
  /** What percent come to, where the limit is one of a list: `10% of the directory's 120 people`. */
  of?: string;
}

/**
 * What the strictest of several limits allows.
 * @param size how long the lists are that percent are of
 * @param whom who is in them: "people"
 */
export function strictestOf(limits: readonly Limit[], size: number, whom: string): Allowance {
  const allowances = limits.map(
    ({ count, percent = 0 }): Allowance =>
      count === undefined
        ? {
            allowed: Math.floor((size * percent) / 100),
            of: `${percent}% of the directory's ${size} ${whom}`,
          }
        : { allowed: count },
  );
  return allowances.reduce((strictest, one) => (one.allowed < strictest.allowed ? one : strictest));
}

/** An allowance as a sentence says it. */
export function describeAllowance({ allowed, of }: Allowance): string {
  return of === undefined ? String(allowed) : `${allowed} (${of})`;
}

/** Steps of one moment, which are allowed together or refused together. */
interface Round {
  /** How many are still finding out whether they have anything to do. */
  looking: number;
  /** Who is to be counted. */
  subjects: string[];
  /** Settles once nobody looks any more; the refusal of each, if refused. */
  verdict: Promise<Refusals>;
  close(refusals: Refusals): void;
}

type Refusals = ReadonlyMap<string, Error>;

/**
 * Counts what a run may do only so often. Steps that wait at the same moment are judged together: where they pass the
 * limit, none of them is done. Whoever was refused still counts as wanted, so that nothing slips through behind a refusal.
 */
export class Guard {
  private done = 0;
  private refused = 0;
  private round: Round | undefined;
  private readonly foreseen = new Set<string>();
  /** By list, how long it is: what percent are of. */
  private readonly listed = new Map<string, number>();
  /** By list, how many its plan asks for, until it is carried out. */
  private readonly planned = new Map<string, number>();
  /** By list that is carried out, how many of these have not been judged as steps yet. */
  private readonly underWay = new Map<string, number>();

  /**
   * @param own how often a run may do it that has no list
   * @param ofLists how often one may that has: each holds
   */
  constructor(
    private readonly own: number,
    private readonly words: GuardWords,
    private readonly clock: Pick<Clock, "sleep">,
    private readonly ofLists: readonly Limit[] = [{ count: own }],
  ) {}

  /** Tells how long a list is of which the settings may allow percent. */
  measure(list: string, size: number): void {
    this.listed.set(list, size);
  }

  private get limit(): number {
    return this.allowance.allowed;
  }

  private get allowance(): Allowance {
    if (this.listed.size === 0) return { allowed: this.own };
    const size = [...this.listed.values()].reduce((sum, one) => sum + one, 0);
    return strictestOf(this.ofLists, size, this.words.whom);
  }

  /**
   * Looks whether there is anything to do, and does it unless that passes the limit.
   * @param subject who it is done to, for the refusal
   * @param look resolves to the step, or to nothing where there is nothing to do
   * @returns what the step resolved to; nothing where there was nothing to do
   * @throws Error the refusal, which names everybody who was judged together
   */
  async spend<T>(
    subject: string,
    look: () => Promise<(() => Promise<T>) | undefined>,
  ): Promise<T | undefined> {
    const round = this.openRound();
    let step: (() => Promise<T>) | undefined;
    round.looking += 1;
    try {
      [step] = await Promise.all([look(), this.clock.sleep(SAME_MOMENT_MS)]);
      if (step !== undefined) round.subjects.push(subject);
    } finally {
      round.looking -= 1;
      if (round.looking === 0) this.judge(round);
    }
    return step === undefined ? undefined : this.takeStep(subject, round, step);
  }

  /**
   * Counts for a preview whom the update will do it to; whoever is named twice counts once.
   * @returns why the update would refuse; nothing where the limit allows so many
   */
  foresee(subject: string): string | undefined {
    this.foreseen.add(subject);
    const { size } = this.foreseen;
    if (size <= this.limit) return undefined;
    const { done, key } = this.words;
    return (
      `${subject} is not ${done}: with it the update would have ${done} ${size}, and may do no more than ${this.limit}. ` +
      `If this many are meant, review the list and raise ${key} (the stricter of configuration and environment counts).`
    );
  }

  /**
   * Why the plan of a list is refused before the first of its steps; nothing where the run may do them all. What the plans of other
   * lists ask for counts as well, also while they are carried out: who leaves a list comes last.
   * @param list whose plan it is
   * @param subjects who it would be done to
   */
  refusalOfPlan(list: string, subjects: readonly string[]): string | undefined {
    this.planned.delete(list);
    const others = [...this.planned.values(), ...this.underWay.values()];
    const before = others.reduce((sum, count) => sum + count, this.done + this.refused);
    this.planned.set(list, subjects.length);
    if (subjects.length === 0 || before + subjects.length <= this.limit) return undefined;
    const { done, key } = this.words;
    const earlier =
      before > 0 ? `, after ${before} others that this run has ${done}, refused or planned` : "";
    return (
      `${subjects.length} would be ${done}${earlier}, and ${key} allows a run ${describeAllowance(this.allowance)}: ${sample(subjects, NAMED_IN_A_PLAN)}. Nothing was changed. ` +
      `If this many are meant, review the list and raise ${key} (the stricter of configuration and environment counts). ${RECORDED_FOR_DESTROY}`
    );
  }

  /** The steps of a list's plan begin, and are counted as they come; until then they count as planned. */
  carryOut(list: string): void {
    this.underWay.set(list, this.planned.get(list) ?? 0);
    this.planned.delete(list);
  }

  /** The steps of a list's plan are over: what it asked for and did not come to counts no longer. */
  finish(list: string): void {
    this.underWay.delete(list);
  }

  private async takeStep<T>(subject: string, round: Round, step: () => Promise<T>): Promise<T> {
    const refusal = (await round.verdict).get(subject);
    if (refusal !== undefined) throw refusal;
    try {
      return await step();
    } catch (error) {
      if (wasRefused(error)) this.done -= 1;
      throw error;
    }
  }

  private openRound(): Round {
    if (this.round === undefined) {
      let close: Round["close"] = () => {};
      const verdict = new Promise<Refusals>((resolve) => {
        close = resolve;
      });
      this.round = { looking: 0, subjects: [], verdict, close };
    }
    return this.round;
  }

  private judge(round: Round): void {
    this.round = undefined;
    const { subjects } = round;
    this.countAsSteps(subjects.length);
    if (this.done + this.refused + subjects.length <= this.limit) {
      this.done += subjects.length;
      round.close(new Map());
    } else {
      round.close(this.refusals(subjects));
      this.refused += subjects.length;
    }
  }

  /** What is judged as steps is planned no longer; nobody tells a step of which list it is. */
  private countAsSteps(count: number): void {
    let left = count;
    for (const [list, still] of this.underWay) {
      const taken = Math.min(left, still);
      this.underWay.set(list, still - taken);
      left -= taken;
    }
  }

  /** The first refusal names everybody, the others refer to it: one list is enough to read. */
  private refusals(subjects: readonly string[]): Refusals {
    const [first = "", ...others] = subjects;
    const { done, key } = this.words;
    const before = this.refused > 0 ? `, was refused ${this.refused} more` : "";
    const all = others.length > 0 ? `, asks for ${subjects.length} at once (${subjects.join("; ")})` : "";
    const remedy =
      `If this many are meant, review the list and raise ${key} (the stricter of configuration and environment counts). ` +
      RECORDED_FOR_DESTROY;
    const refusal = `${first} is not ${done}: this run has ${done} ${this.done} already${before}${all} and may do no more than ${this.limit}. ${remedy}`;
    return new Map([
      [first, new Error(refusal)],
      ...others.map((subject): [string, Error] => [
        subject,
        new Error(
          `${subject} is not ${done}: the ${subjects.length} that are to be ${done} at this moment pass ${key}, which allows ${this.limit}. The refusal of ${first} names them all.`,
        ),
      ]),
    ]);
  }
}

/** Whether a step that failed changed nothing for certain: an answer that was lost, or a 5xx, may have done it. */
export function wasRefused(error: unknown): boolean {
  if (error instanceof SlackScimConnectionError) return !error.maybeSent;
  if (error instanceof SlackScimApiError) return error.status < 500 && !error.maybeDone;
  return error instanceof SlackScimArgumentError || error instanceof NotRecorded;
}
