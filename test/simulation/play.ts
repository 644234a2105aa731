import { BAD_INPUTS } from "./bad-inputs";
import { act } from "./beside";
import { type Edit, Program } from "./edits";
import type { Call, History, Step } from "./history";
import { INVARIANTS } from "./invariants";
import { Ledger } from "./ledger";
import { Mishaps } from "./mishaps";
import { observe } from "./observe";
import type { World } from "./process";
import { hidRename, hidWhoHasIt, type Record } from "./record";
import { settle } from "./settle";
import { Stack, type Verb } from "./stack";
import type { Declared } from "./state";
import { emptyTally, tallyWhatWasPlayed } from "./tally";
import { beginWorld, closeWorld, openWorld } from "./world";

const TWO_DAYS_MS = 48 * 3600_000;

/** A history that ended as none may. */
export class Violation extends Error {}

/** A history that goes no further: what comes of it is known, and said in the count. */
class Known extends Error {}

/** One stack with its program. */
export interface Team {
  stack: Stack;
  program: Program;
}

/** Plays histories against one emulator of this process, one after the other. */
export class Theatre {
  tally = emptyTally();
  readonly ledger = new Ledger();
  private teams: Team[] = [];
  /** What happened, for whoever reads a violation. */
  story: string[] = [];

  private constructor(readonly world: World) {
    this.ledger.watch(world.slack);
  }

  /** @param alter what becomes of the seven methods in every process: for a test of the simulation itself */
  static async open(alter?: World["alter"]): Promise<Theatre> {
    return new Theatre(await openWorld(alter));
  }

  close(): Promise<void> {
    return closeWorld(this.world);
  }

  /** @throws Violation which says what happened that may not */
  async play(history: History): Promise<void> {
    this.tally.histories += 1;
    this.begin(history);
    try {
      for (const [index, { isUp, setting }] of history.stacks.entries()) {
        if (setting !== null) await this.step({ do: "set", stack: index, setting });
        if (isUp) await this.step({ do: "run", stack: index, call: PLAIN });
      }
      for (const step of history.steps) {
        this.tally.steps += 1;
        await this.step(step);
      }
      for (const team of this.teams) await settle(this, team);
    } catch (error) {
      if (error instanceof Violation) throw error;
      if (!(error instanceof Known)) this.violated("nothingIsThrownPastTheEngine", [String(error)]);
      this.tally.handedOn += 1;
    }
  }

  private begin({ stacks, before, isByTheMinute }: History): void {
    const { slack } = this.world;
    beginWorld(this.world);
    slack.behave({ bucketMeaning: isByTheMinute ? "minute" : "burst" });
    this.ledger.begin();
    this.story = [];
    this.teams = stacks.map((beginning, index) => ({
      stack: new Stack(index === 0 ? "production" : "review", this.world, {}),
      program: new Program(beginning),
    }));
    for (const one of before) act(slack, one);
    for (const [index, { membership }] of stacks.entries()) {
      if (membership === null) continue;
      act(slack, { act: "adds the group", group: membership.team });
      this.edit(index, membership);
    }
    slack.clock.advance(TWO_DAYS_MS);
  }

  private async step(step: Step): Promise<void> {
    this.story.push(JSON.stringify(step));
    if (step.do === "beside") return act(this.world.slack, step.act);
    if (step.do === "two days") return this.world.slack.clock.advance(TWO_DAYS_MS);
    const team = this.teams[step.stack % this.teams.length];
    if (team === undefined) return;
    if (step.do === "edit") this.edit(step.stack, step.edit);
    else if (step.do === "set") {
      const { [step.setting.key]: _before, ...others } = team.stack.configuration;
      const { key, value } = step.setting;
      team.stack.configuration = { ...others, ...(value !== null && { [key]: value }) };
    } else if (step.do === "run") await this.command(team.stack, team.program.declared, step.call);
    else await this.badInput(team, step.bad, step.skipPreview);
  }

  private edit(stack: number, edit: Edit): void {
    const { slack } = this.world;
    this.teams[stack % this.teams.length]?.program.apply(edit, {
      group: (displayName) => slack.group(displayName)?.id,
      person: (address) => slack.user(address)?.id,
    });
  }

  /** An `up` of the program with one more resource, which nobody can have, or with one declared twice. */
  private async badInput({ stack, program }: Team, index: number, skipPreview: boolean): Promise<void> {
    // A membership of nobody, and a directory of nobody, may be there twice.
    const first = program.declared.find(({ members, entries = members }) => entries?.length !== 0);
    const twice = first && { ...first, name: "bad", alias: undefined };
    const bad = BAD_INPUTS[index] ?? twice;
    if (bad === undefined) return;
    const call = { ...PLAIN, skipPreview: skipPreview && bad !== twice };
    const { outcome } = await this.command(stack, [...program.declared, bad], call);
    if (outcome.ended === "well") this.violated("noBadInputIsTaken", [JSON.stringify(bad)]);
  }

  /** Runs a command and holds it against every invariant. */
  async command(stack: Stack, program: readonly Declared[], call: Call): Promise<Record> {
    const { ledger, world } = this;
    this.tally.commands += 1;
    const { verb, replace, target, late, mishaps: planned, ...others } = call;
    const names = new Set(
      [...(verb === "destroy" ? [] : program), ...stack.state.entries].map(({ name }) => name),
    );
    const flags = {
      ...others,
      ...(replace !== null && program.length > 0 && { replace: program[replace % program.length]?.name }),
      ...(late !== null && program.length > 0 && { late: program[late % program.length]?.name }),
      ...(target !== null &&
        names.size > 0 && { targets: target.flatMap((one) => [...names][one % names.size] ?? []) }),
    };
    const mishaps = new Mishaps(world, ledger, planned);
    let unwatch = () => {};
    const observed = await observe(world, ledger, stack, program, { verb, flags }, (running) => {
      unwatch = mishaps.watch(running);
    }).finally(() => unwatch());
    const { faults, wasLiedTo, besieged } = mishaps;
    const record: Record = { ...observed, faults, wasLiedTo, besieged };
    this.tally.mishaps += mishaps.count;
    this.tally.writes += record.writes.length;
    tallyWhatWasPlayed(this.tally, record, program);
    this.tally.played["requests refused by Slack's limits"] += mishaps.limited;
    this.tell(record, verb);
    if (hidWhoHasIt(record) || hidRename(record))
      throw new Known("the provider was not told in time who has an account");
    for (const [sentence, invariant] of Object.entries(INVARIANTS)) {
      const problems = invariant(record);
      if (problems.length > 0) this.violated(sentence, problems);
    }
    this.noteJoins(record);
    return record;
  }

  /** What the stack's state says of whom it let in, for what it may say later. */
  private noteJoins({ stack, after, faults }: Record): void {
    const { ledger } = this;
    const owned = after.flatMap(({ kind, outs }) =>
      kind === "membership"
        ? (outs.added as string[]).map((id) => ({ teamId: String(outs.groupId), id }))
        : [],
    );
    for (const { teamId, id } of faults > 0 ? owned : [])
      if (!ledger.teams.get(teamId)?.members.includes(id)) ledger.doubtJoin(stack, teamId, id);
    ledger.forgetJoins(stack, (teamId, id) => owned.some((one) => one.teamId === teamId && one.id === id));
  }

  violated(sentence: string, problems: readonly string[]): never {
    throw new Violation([`${sentence}: ${problems.join("; ")}`, ...this.story].join("\n"));
  }

  private tell({ stack, outcome, program, after, configuration }: Record, verb: Verb): void {
    const asked = this.world.slack.requests.map(
      ({ method, path, status, fault, requestBody }) =>
        `      ${method} ${decodeURIComponent(path)} ${status}${fault ? ` (${fault})` : ""}${method === "GET" ? "" : ` ${JSON.stringify(requestBody)}`}`,
    );
    this.story.push(
      `  ${verb} of ${stack} ended ${outcome.ended} ${JSON.stringify(configuration)}`,
      ...program.map((declared) => `    declares ${JSON.stringify(declared)}`),
      ...asked,
      ...outcome.failures.map(({ name, step, message }) => `    ${step} of ${name} failed: ${message}`),
      ...outcome.lines.map((line) => `    ${line}`),
      ...after.map((kept) => `    state: ${JSON.stringify(kept)}`),
    );
  }
}

/** A command that nothing goes wrong with. */
export const PLAIN: Call = {
  verb: "up",
  skipPreview: false,
  refresh: false,
  continueOnError: false,
  parallel: 8,
  replace: null,
  target: null,
  targetDependents: false,
  late: null,
  mishaps: [],
};
