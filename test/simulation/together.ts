import fc from "fast-check";
import { Program } from "./edits";
import { Ledger } from "./ledger";
import { Mishaps } from "./mishaps";
import type { World } from "./process";
import { type Outcome, type Running, Stack, type Verb } from "./stack";
import type { Declared, Kept } from "./state";
import type { VirtualTime } from "./time";
import { type Ended, RULES } from "./together-rules";
import { WHO } from "./vocabulary";
import { beginWorld, closeWorld, openWorld } from "./world";

/** What one of two stacks declares at a moment, and does. */
export interface Part {
  people: boolean[];
  /** Whom it lets into the group that both may have. */
  shared: boolean[] | null;
  /** Who is in the group that it has alone. */
  own: boolean[] | null;
  verb: "up" | "destroy" | "nothing";
  skipPreview: boolean;
  parallel: number;
  /** At which request of either it is killed, if at all. */
  killedAt: number | null;
}

/** What two stacks of one organisation do, both at once in each moment. */
export interface SideBySide {
  onDelete: (string | null)[];
  moments: [Part, Part][];
}

const some = fc.array(fc.boolean(), { minLength: WHO.length, maxLength: WHO.length });

const aPart: fc.Arbitrary<Part> = fc.record({
  people: some,
  shared: fc.option(some),
  own: fc.option(some),
  verb: fc.constantFrom("up", "up", "up", "up", "destroy", "nothing"),
  skipPreview: fc.boolean(),
  parallel: fc.constantFrom(8, 8, 1),
  killedAt: fc.oneof(
    { weight: 4, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 40 }) },
  ),
});

export const aSideBySide: fc.Arbitrary<SideBySide> = fc.record({
  onDelete: fc.tuple(
    fc.constantFrom(null, "deactivate", "retain"),
    fc.constantFrom(null, "deactivate", "retain"),
  ),
  moments: fc.array(fc.tuple(aPart, aPart), { minLength: 1, maxLength: 5 }),
});

/** A program grown to what a part says; whatever it has no more, leaves. */
function programOf(program: Program, { people, shared, own }: Part, ownName: number): readonly Declared[] {
  for (const [who, isIn] of people.entries()) {
    if (isIn) program.apply({ edit: "joins", who });
    else if (program.people.has(who)) program.apply({ edit: "leaves", who });
  }
  const groups = [
    [0, shared, "additive"],
    [ownName, own, "exact"],
  ] as const;
  for (const [group, members, membership] of groups) {
    if (members !== null) program.apply({ edit: "group", group, members, membership });
    else if (program.groups.has(group)) program.apply({ edit: "no group", group, alias: false });
    if (program.groups.has(group)) program.apply({ edit: "group onConflict", group, value: "adopt" });
  }
  return program.declared;
}

/** Two stacks whose commands run at the same time: each call of one may come between any two of the other. */
export class Together {
  /** What happened, for whoever reads a violation. */
  story: string[] = [];
  private readonly ledger = new Ledger();

  private constructor(private readonly world: World) {
    this.ledger.watch(world.slack);
  }

  /** @param alter what becomes of the seven methods in every process: for a test of these histories themselves */
  static async open(alter?: World["alter"]): Promise<Together> {
    return new Together(await openWorld(alter));
  }

  close(): Promise<void> {
    return closeWorld(this.world);
  }

  /** @throws Error which says what happened that may not */
  async play({ onDelete, moments }: SideBySide): Promise<void> {
    const { slack, time } = this.world;
    beginWorld(this.world);
    this.ledger.begin();
    this.story = [];
    const teams = onDelete.map((word, at) => ({
      stack: new Stack(
        `stack ${at}`,
        { ...this.world, time: untimed(time) },
        word === null ? {} : { onDelete: word },
      ),
      program: new Program({
        people: WHO.map(() => false),
        group: [],
        list: { isOpen: false, order: "last", second: null },
      }),
      declared: [] as readonly Declared[],
    }));
    for (const moment of moments) {
      slack.clock.advance(60_000);
      const calls = teams.flatMap((team, at) => {
        const part = moment[at as 0 | 1];
        if (part.verb === "nothing") return [];
        team.declared = programOf(team.program, part, at + 1);
        const { skipPreview, parallel, killedAt } = part;
        const flags = { skipPreview, parallel, continueOnError: true };
        return [{ ...team, verb: part.verb as Verb, flags, killedAt }];
      });
      await this.atOnce(calls);
    }
    await this.settle(teams);
  }

  /** Runs commands side by side, and holds what they did against the rules. */
  private async atOnce(calls: readonly Call[]): Promise<Ended[]> {
    const { time, slack } = this.world;
    this.ledger.deeds = [];
    slack.clearLog();
    const unwatch: (() => void)[] = [];
    const before = calls.map(({ stack }) => stack.state.entries);
    const outcomes = await time.during(
      Promise.all(
        calls.map(({ stack, verb, flags, declared, killedAt }) =>
          stack.run(verb, declared, flags, (running) => unwatch.push(this.killing(running, killedAt))),
        ),
      ),
    );
    await time.untilQuiet();
    for (const end of unwatch) end();
    const ended = calls.map(({ stack, verb, declared }, at) => ({
      stack: stack.name,
      settings: stack.configurationOf(verb),
      program: verb === "destroy" ? [] : declared,
      before: before[at] as Kept[],
      after: stack.state.entries,
      outcome: outcomes[at] as Outcome,
    }));
    this.tell(calls, ended);
    for (const [rule, find] of Object.entries(RULES)) {
      const problems = find(ended, this.ledger);
      if (problems.length > 0) throw new Error([`${rule}: ${problems.join("; ")}`, ...this.story].join("\n"));
    }
    return ended;
  }

  private killing(running: Running, at: number | null = null): () => void {
    const plan = at === null ? [] : [{ at, among: "all" as const, what: { mishap: "kill after" as const } }];
    return new Mishaps(this.world, this.ledger, plan).watch(running);
  }

  /** One after the other, each brings what its program says, and then changes nothing. */
  private async settle(teams: readonly Team[]): Promise<void> {
    const flags = { skipPreview: true, continueOnError: true };
    for (let round = 0; ; round += 1) {
      let [deeds, writes] = [0, 0];
      for (const team of teams) {
        await this.atOnce([{ ...team, verb: "refresh", flags }]);
        await this.atOnce([{ ...team, verb: "up", flags }]);
        deeds += this.ledger.deeds.length;
        writes += this.world.slack.writes.filter(({ status }) => status < 400).length;
      }
      if (deeds + writes === 0) return;
      if (round > 3) throw new Error(["bothConverge: they do not", ...this.story].join("\n"));
    }
  }

  private tell(calls: readonly Call[], ended: readonly Ended[]): void {
    const asked = this.world.slack.requests.map(
      ({ method, path, status, requestBody }) =>
        `      ${method} ${decodeURIComponent(path)} ${status}${method === "GET" ? "" : ` ${JSON.stringify(requestBody)}`}`,
    );
    this.story.push(
      ...calls.map(({ stack, verb, flags }) => `  ${verb} of ${stack.name} ${JSON.stringify(flags)}`),
      ...asked,
      ...ended.flatMap(({ stack, program, outcome, after }) => [
        ...program.map((one) => `    ${stack} declares ${JSON.stringify(one)}`),
        ...outcome.failures.map(
          ({ name, step, message }) => `    ${stack}: ${step} of ${name} failed: ${message}`,
        ),
        ...after.map((kept) => `    ${stack} state: ${JSON.stringify(kept)}`),
      ]),
    );
  }
}

interface Team {
  stack: Stack;
  declared: readonly Declared[];
}

interface Call extends Team {
  verb: Verb;
  flags: object;
  killedAt?: number | null;
}

/** The same time, which somebody else lets pass: several commands wait in it. */
function untimed(time: VirtualTime): VirtualTime {
  return Object.assign(Object.create(time), {
    during: <T>(work: Promise<T>) => work,
    untilQuiet: async () => {},
  });
}
