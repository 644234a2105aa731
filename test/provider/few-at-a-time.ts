import type { Properties } from "../../provider/fields/properties";
import * as groups from "../../provider/group/lifecycle";
import { HalfDoneError } from "../../provider/run/lifecycle";
import type { Run } from "../../provider/run/run";
import { givenUpByUser } from "../../provider/user/handover";
import * as users from "../../provider/user/lifecycle";

/** What a program declares of one resource. */
export interface Declared {
  name: string;
  kind?: "user" | "group";
  inputs: Properties;
}

/** A resource as a state keeps it. */
interface Kept {
  id: string;
  inputs: Properties;
  outs: Properties;
}

/** How the engine runs. */
export interface Manner {
  /** How many calls of create and update at once. */
  parallel?: number;
  /** The engine is killed once this many of them have ended: nothing more reaches the state. */
  killedAfter?: number;
}

const lives = {
  user: {
    check: users.checkUser,
    diff: users.diffUser,
    givenUp: givenUpByUser,
    create: users.createUser,
    update: users.updateUser,
  },
  group: {
    check: groups.checkGroup,
    diff: groups.diffGroup,
    givenUp: groups.givenUpByGroup,
    create: groups.createGroup,
    update: groups.updateGroup,
  },
};

/**
 * A stack that calls as the engine does: checks and diffs one after the other in the order of registration, creates and
 * updates a few at a time. The next resource is checked and compared while no call is free, the one after it is not. After a
 * failure nothing more is begun.
 */
export class FewAtATime {
  readonly state = new Map<string, Kept>();

  /** @returns what failed, by name */
  async up(
    run: Run,
    program: readonly Declared[],
    { parallel = 8, killedAfter = Number.POSITIVE_INFINITY }: Manner = {},
  ): Promise<Record<string, string>> {
    const failures: Record<string, string> = {};
    const calls = new Set<Promise<void>>();
    let ended = 0;
    const settle = (name: string, kept: Kept): void => {
      ended += 1;
      if (ended <= killedAfter) this.state.set(name, kept);
    };
    for (const declared of program) {
      if (Object.keys(failures).length > 0) break;
      const step = this.prepare(run, declared, failures);
      if (step === undefined) continue;
      while (calls.size >= parallel) await Promise.race(calls);
      if (Object.keys(failures).length > 0) break;
      const { name } = declared;
      const call: Promise<void> = run.handOns
        .during(step)
        .then(
          (kept) => settle(name, kept),
          (error: Error) => {
            failures[name] = String(error instanceof HalfDoneError ? error.cause : error.message);
          },
        )
        .finally(() => calls.delete(call));
      calls.add(call);
    }
    await Promise.all(calls);
    return failures;
  }

  /** Check and diff; the step that is left to do, if any. */
  private prepare(
    run: Run,
    { name, kind = "user", inputs: news }: Declared,
    failures: Record<string, string>,
  ): (() => Promise<Kept>) | undefined {
    const life = lives[kind];
    const kept = this.state.get(name);
    const { inputs, problems } = life.check(run, kept?.inputs ?? {}, news);
    if (problems.length > 0) {
      failures[name] = problems.join(" ");
      return undefined;
    }
    if (kept === undefined) return async () => ({ inputs, ...(await life.create(run, inputs)) });
    const { id, outs } = kept;
    run.handover.manage(id);
    if (!life.diff(id, outs, inputs).changes) return undefined;
    const update = () => life.update(run, id, outs, inputs);
    run.handOns.announce(id, life.givenUp(outs, inputs), update);
    return async () => ({ id, inputs, ...(await run.handOns.update(id, update)) });
  }
}

/** A clock for runs over a socket: who sleeps wakes once everything that is under way has had its turn. */
export function patientClock(): { slept: number[]; sleep(ms: number, signal?: AbortSignal): Promise<void> } {
  const slept: number[] = [];
  return {
    slept,
    sleep: (ms) => {
      slept.push(ms);
      return new Promise((resolve) => setImmediate(resolve));
    },
  };
}

/** Every order of some things. */
export function ordersOf<T>(things: readonly T[]): T[][] {
  if (things.length < 2) return [[...things]];
  return things.flatMap((first, index) =>
    ordersOf(things.filter((_, other) => other !== index)).map((rest) => [first, ...rest]),
  );
}
