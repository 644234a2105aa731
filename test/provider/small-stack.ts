import type { Properties } from "../../provider/fields/properties";
import * as groups from "../../provider/group/lifecycle";
import { HalfDoneError } from "../../provider/run/lifecycle";
import type { Run } from "../../provider/run/run";
import * as users from "../../provider/user/lifecycle";

/** What a program declares, by logical name. People come before groups, as they must be made first. */
export interface Program {
  people: Record<string, Properties>;
  /** `members` are logical names of people. */
  groups: Record<string, Properties>;
}

/** A resource as a state keeps it. */
interface Kept {
  id: string;
  outs: Properties;
}

const lives = {
  people: {
    check: users.checkUser,
    diff: users.diffUser,
    create: users.createUser,
    update: users.updateUser,
    delete: users.deleteUser,
  },
  groups: {
    check: groups.checkGroup,
    diff: groups.diffGroup,
    create: groups.createGroup,
    update: groups.updateGroup,
    delete: groups.deleteGroup,
  },
};

/** A stack without an engine: calls the steps in the engine's order and keeps a state. What fails is left to the next run. */
export class SmallStack {
  private readonly state = { people: new Map<string, Kept>(), groups: new Map<string, Kept>() };

  /** @param begin begins a run with this stack's configuration */
  constructor(private readonly begin: () => Run) {}

  /** Creates and updates what is declared, then deletes what is not. */
  async up(program: Program): Promise<void> {
    const run = this.begin();
    for (const kind of ["people", "groups"] as const) {
      for (const [name, declared] of Object.entries(program[kind])) {
        await this.bring(run, kind, name, kind === "groups" ? this.withIds(declared) : declared);
      }
    }
    await this.remove(run, program);
  }

  async destroy(): Promise<void> {
    await this.remove(this.begin(), { people: {}, groups: {} });
  }

  private async bring(
    run: Run,
    kind: "people" | "groups",
    name: string,
    declared: Properties,
  ): Promise<void> {
    const [life, state] = [lives[kind], this.state[kind]];
    const kept = state.get(name);
    const { inputs, problems } = life.check(run, kept?.outs ?? {}, declared);
    if (problems.length > 0) throw new Error(problems.join());
    try {
      if (kept === undefined) state.set(name, await life.create(run, inputs));
      else if (life.diff(kept.id, kept.outs, inputs).changes) {
        state.set(name, { id: kept.id, ...(await life.update(run, kept.id, kept.outs, inputs)) });
      }
    } catch (error) {
      if (error instanceof HalfDoneError) state.set(name, { id: error.id, outs: error.outs });
    }
  }

  private async remove(run: Run, program: Program): Promise<void> {
    for (const kind of ["groups", "people"] as const) {
      const leaving = [...this.state[kind]].filter(([name]) => program[kind][name] === undefined);
      await Promise.all(
        leaving.map(([name, { id, outs }]) =>
          lives[kind].delete(run, id, outs).then(
            () => this.state[kind].delete(name),
            () => false,
          ),
        ),
      );
    }
  }

  private withIds({ members, ...group }: Properties): Properties {
    const ids = (members as string[]).flatMap((name) => this.state.people.get(name)?.id ?? []);
    return { ...group, members: ids };
  }
}
