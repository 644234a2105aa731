import { type SlackEmulator, startEmulator } from "../../../emulator";
import type { Flags } from "../../simulation/engine";
import { Ledger, type Page } from "../../simulation/ledger";
import { type Observed, observe } from "../../simulation/observe";
import { type Surroundings, TOKEN } from "../../simulation/process";
import { Stack, type Verb } from "../../simulation/stack";
import type { Kept } from "../../simulation/state";
import { VirtualTime } from "../../simulation/time";
import { Line } from "./line";
import type { Scene } from "./scenes";

const TWO_DAYS_MS = 48 * 3600_000;

/** What there is when a scene's command begins. */
interface Beginning {
  snapshot: ReturnType<SlackEmulator["snapshot"]>;
  state: Kept[];
  nowMs: number;
  page: Page;
  /** The resources' names, by id. */
  names: ReadonlyMap<string, string>;
}

/** What Slack holds and what the state says, with names in the place of ids: texts to be compared. */
export interface View {
  slack: string;
  state: string;
}

/** Plays scenes against one emulator, over real sockets and in virtual time. */
export class Stage {
  readonly line: Line;
  private readonly surroundings: Surroundings;
  private readonly ledger = new Ledger();
  private stack: Stack;
  private beginning: Beginning | undefined;

  private constructor(
    readonly slack: SlackEmulator,
    passed: (ms: number) => void,
  ) {
    this.line = new Line(slack);
    this.surroundings = { slack, wire: this.line, time: new VirtualTime(slack, this.line, passed) };
    this.stack = this.newStack();
    this.ledger.watch(slack);
  }

  /** @param passed is told how many milliseconds pass, for the timers of connections */
  static async open(passed: (ms: number) => void): Promise<Stage> {
    return new Stage(await startEmulator({ token: TOKEN }), passed);
  }

  close(): Promise<void> {
    return this.slack.close();
  }

  /** Brings about what there is before a scene's command, so that it can be put back. */
  async prepare(scene: Scene): Promise<void> {
    const { slack, ledger } = this;
    this.beginning = undefined;
    slack.reset();
    this.surroundings.time.begin();
    ledger.begin();
    this.stack = this.newStack();
    scene.outside?.(slack);
    slack.clock.advance(TWO_DAYS_MS);
    await this.run("up", scene.before);
    scene.since?.(slack);
    slack.clock.advance(TWO_DAYS_MS);
    this.beginning = {
      snapshot: slack.snapshot(),
      state: this.stack.state.entries,
      nowMs: slack.clock.now(),
      page: ledger.page,
      names: new Map(this.stack.state.entries.map(({ id, name }) => [id, name])),
    };
  }

  /** Puts everything back to how it was before the scene's command. */
  putBack(): void {
    if (this.beginning === undefined) throw new Error("no scene is prepared");
    const { snapshot, state, nowMs, page } = this.beginning;
    this.slack.restore(snapshot);
    this.slack.clock.freeze(nowMs);
    this.ledger.become(page);
    this.stack.state.write(state);
  }

  run(verb: Verb, program: Scene["program"], flags: Flags = { skipPreview: true }): Promise<Observed> {
    return observe(this.surroundings, this.ledger, this.stack, program, { verb, flags });
  }

  /** Slack and the state; who counts as taken over, and when somebody was made, is another question. */
  get view(): View {
    const { slack } = this;
    const people = slack
      .users()
      .map(({ userName, active, title, emails }) => ({ userName, active, title, emails }));
    const groups = slack.groups().map(({ displayName, members }) => ({
      displayName,
      members: members.map(({ value }) => value).sort(),
    }));
    const state = this.stack.state.entries.map(({ outs: { adopted, created, ...outs }, ...kept }) => ({
      ...kept,
      outs,
    }));
    const byName = (one: object, other: object) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1);
    return {
      slack: this.named([...people.sort(byName), ...groups.sort(byName)]),
      state: this.named(state.sort((one, other) => (one.name < other.name ? -1 : 1))),
    };
  }

  /** Whether the stack had this id before the scene's command. */
  hadBefore(id: string): boolean {
    return this.beginning?.names.has(id) === true;
  }

  /** The names of the resources that count as taken over. */
  get adopted(): string[] {
    return this.stack.state.entries.filter(({ outs }) => outs.adopted === true).map(({ name }) => name);
  }

  /** A value as text, names in the place of the ids of people and groups. */
  named(value: unknown): string {
    const { slack } = this;
    const names = new Map<string, string>();
    for (const { id, userName } of slack.users()) names.set(id, userName);
    for (const { id, displayName } of slack.groups()) names.set(id, displayName);
    // A group that is renamed meanwhile is the same.
    for (const [id, name] of this.beginning?.names ?? []) names.set(id, name);
    return [...names].reduce((text, [id, name]) => text.replaceAll(id, name), JSON.stringify(value));
  }

  private newStack(): Stack {
    return new Stack("production", this.surroundings, {});
  }
}
