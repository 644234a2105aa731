import { type Properties, UNKNOWN } from "../../provider/fields/properties";
import { idIn } from "./entries";
import { pure } from "./json";
import type { ProviderProcess } from "./process";
import { inOrder, linked, namesIn, neededBy, resourceOf } from "./references";
import { type Declared, type Kept, type State, withDependents } from "./state";
import { Turns } from "./turns";

/** How a command is called. */
export interface Flags {
  /** `--skip-preview` */
  skipPreview?: boolean;
  /** `--refresh` */
  refresh?: boolean;
  /** `--continue-on-error` */
  continueOnError?: boolean;
  /** `--replace`: the name of a resource. */
  replace?: string;
  /** `--target`: the names of the only resources that a command touches. */
  targets?: readonly string[];
  /** `--target-dependents`: a destroy takes what depends on those as well. */
  targetDependents?: boolean;
  /** The name of a resource that the program registers a moment after the others. */
  late?: string;
  /** `--parallel`; one by one is 1. */
  parallel?: number;
}

/** A step that failed, as the terminal shows it. */
export interface Failure {
  name: string;
  step: "check" | "diff" | "create" | "update" | "read" | "delete";
  message: string;
  id?: string;
}

/** What a step throws when part of it was done. */
interface HalfDone extends Error {
  id?: string;
  properties?: Properties;
}

/** What an `up` does with a resource, and the inputs as the provider wants them. */
interface Plan {
  inputs: Properties;
  does: "create" | "replace" | "update" | "nothing";
}

/** How much later than the others a program registers a resource that is late. */
const LATE_MS = 700;

const TEXT = { __provider: "the text" };

/**
 * What Pulumi's engine does with the seven methods in one phase of a command: registers in the program's order, checks and diffs one by one,
 * runs steps side by side, stops at the first failure, deletes last; and what it writes down.
 */
export class Phase {
  readonly failures: Failure[] = [];
  /** The names of the resources that the provider was asked to check, in an update. */
  readonly heard = new Set<string>();
  private readonly seen = new Set<string>();
  private readonly changing = new Set<string>();
  private readonly registered = new Map<string, Promise<Kept | undefined>>();
  private readonly turns: Turns;

  constructor(
    private readonly state: State,
    private readonly process: ProviderProcess,
    private readonly flags: Flags,
  ) {
    this.turns = new Turns(flags.parallel ?? 8);
  }

  /** `^C`: what runs is finished, nothing new begins. */
  interrupt(): void {
    this.turns.areOver = true;
  }

  /** Checks and diffs everything; ids of those to be created are not known. */
  async preview(program: readonly Declared[]): Promise<void> {
    for (const declared of inOrder(program).filter(({ name }) => this.isTargeted(name))) {
      const given = linked(declared, (name) => this.foreseenId(program, name) ?? UNKNOWN);
      const plan = await this.plan(declared, this.oldOf(program, declared.name), given);
      if (plan !== undefined && plan.does !== "nothing") this.changing.add(declared.name);
    }
  }

  /** Of what is to be changed a preview knows the id, and no other output: not who is in a directory. */
  private foreseenId(program: readonly Declared[], name: string): string | undefined {
    const resource = resourceOf(name);
    const isUnknown = name !== resource && this.changing.has(resource);
    return isUnknown ? undefined : idIn(this.oldOf(program, resource), name);
  }

  async update(program: readonly Declared[]): Promise<void> {
    for (const { name, alias } of program) {
      if (alias !== undefined && this.state.get(name) === undefined) this.state.rename(alias, name);
    }
    for (const declared of inOrder(program)) this.registered.set(declared.name, this.register(declared));
    await Promise.all(this.registered.values());
    if (!this.turns.areOver) await this.delete(this.leaving);
  }

  async refresh(): Promise<void> {
    const found = await Promise.all(
      this.state.entries.map((kept) => (this.isTargeted(kept.name) ? this.read(kept) : kept)),
    );
    if (!this.process.hasEnded) this.state.write(found.filter((kept) => kept !== undefined));
  }

  /** Deletes all that is targeted, unless something else needs it. */
  async destroy(): Promise<void> {
    const { entries } = this.state;
    const targeted = (name: string) => this.isTargeted(name);
    const going = this.flags.targetDependents
      ? withDependents(entries, targeted)
      : entries.filter(({ name }) => targeted(name));
    const left = entries.filter((kept) => !going.includes(kept));
    if (left.some(({ dependsOn }) => dependsOn.some((name) => going.some((kept) => kept.name === name))))
      return;
    await this.delete(going);
  }

  /** Deletes in the order in which the resources depend on each other, the last ones first. */
  async delete(leaving: readonly Kept[]): Promise<void> {
    let left = [...leaving];
    while (left.length > 0 && !this.turns.areOver) {
      const needed = new Set(left.flatMap((kept) => kept.dependsOn));
      const next = left.filter((kept) => !needed.has(kept.name));
      await Promise.all(
        next.map((kept) => this.turns.enter().then(() => this.turns.work(() => this.remove(kept)))),
      );
      left = left.filter((kept) => !next.includes(kept));
    }
  }

  /** What the program has no more, and was replaced; of what is not targeted only what nothing else needs would go. */
  private get leaving(): Kept[] {
    const { entries } = this.state;
    const left = entries.filter(({ isPendingDelete, name }) => isPendingDelete || !this.seen.has(name));
    const going = left.filter(({ name }) => this.isTargeted(name));
    const needed = new Set(
      left.filter((kept) => !going.includes(kept)).flatMap(({ dependsOn }) => dependsOn),
    );
    return going.filter(({ name }) => !needed.has(name));
  }

  private isTargeted(name: string): boolean {
    return this.flags.targets?.includes(name) ?? true;
  }

  private oldOf(program: readonly Declared[], name: string): Kept | undefined {
    const alias = program.find((one) => one.name === name)?.alias;
    return this.state.get(name) ?? this.state.get(alias ?? "");
  }

  private async register(declared: Declared): Promise<Kept | undefined> {
    if (!this.isTargeted(declared.name)) {
      // Of what is not targeted the provider is told nothing.
      this.seen.add(declared.name);
      return this.state.get(declared.name);
    }
    const needed = await Promise.all(neededBy(declared).map((name) => this.registered.get(name)));
    this.seen.add(declared.name);
    if (needed.includes(undefined)) return undefined;
    if (this.flags.late === declared.name) await this.process.clock.sleep(LATE_MS);
    const idOf = (name: string) =>
      idIn(
        needed.find((kept) => kept?.name === resourceOf(name)),
        name,
      );
    // A program that asks a directory for whom it does not hold ends there.
    if (namesIn(declared).some((name) => idOf(name) === undefined)) return this.end(declared.name);
    const given = linked(declared, (name) => idOf(name) ?? "");
    const begun = await this.turns.oneByOne(async () => {
      if (this.turns.areOver) return undefined;
      const old = this.state.get(declared.name);
      this.heard.add(declared.name);
      const plan = await this.plan(declared, old, given);
      if (plan === undefined) return this.stop();
      // The engine compares one resource beyond those at work, and no more.
      if (plan.does !== "nothing") await this.turns.enter();
      return { old, ...plan };
    });
    return begun && this.step(declared, begun.old, begun);
  }

  /** What is to be done; nothing where the provider says no. */
  private async plan(
    declared: Declared,
    old: Kept | undefined,
    given: Properties,
  ): Promise<Plan | undefined> {
    const inputs = await this.check(declared, old, given);
    if (inputs === undefined) return undefined;
    if (old === undefined) return { inputs, does: "create" };
    const differs = await this.differs(old, inputs);
    if (differs === undefined) return undefined;
    if (this.flags.replace === declared.name) return { inputs, does: "replace" };
    if (!differs.isReplaced) return { inputs, does: differs.changes ? "update" : "nothing" };
    // What is to be replaced is checked once more, as if it were new.
    const anew = await this.check(declared, undefined, given);
    return anew && { inputs: anew, does: "replace" };
  }

  private async step(
    declared: Declared,
    old: Kept | undefined,
    { inputs, does }: Plan,
  ): Promise<Kept | undefined> {
    const dependsOn = neededBy(declared);
    if (old === undefined) return this.turns.work(() => this.create(declared, inputs, dependsOn));
    if (does === "replace")
      return this.turns.work(() =>
        this.create(declared, inputs, dependsOn, () => this.state.replace(old.name)),
      );
    if (does === "update") return this.turns.work(() => this.change(old, inputs, dependsOn));
    return this.keep({ ...old, inputs, dependsOn });
  }

  private async check(
    { name, kind }: Declared,
    old: Kept | undefined,
    given: Properties,
  ): Promise<Properties | undefined> {
    const news = { ...given, ...TEXT };
    const olds = old === undefined ? {} : { ...old.inputs, ...TEXT };
    const { inputs, failures } = pure(await this.process.methods[kind].check(pure(olds), pure(news)));
    for (const { reason } of failures) this.failures.push({ name, step: "check", message: reason });
    return failures.length > 0 ? undefined : inputs;
  }

  private async differs(
    { name, kind, id, outs }: Kept,
    inputs: Properties,
  ): Promise<{ changes: boolean; isReplaced: boolean } | undefined> {
    const { diff } = this.process.methods[kind];
    try {
      const found = pure(await diff(id, pure({ ...outs, ...TEXT }), pure({ ...inputs, ...TEXT })));
      return { changes: found.changes, isReplaced: found.replaces.length > 0 };
    } catch (error) {
      this.failures.push({ name, step: "diff", message: (error as Error).message, id });
      return undefined;
    }
  }

  private async create(
    { name, kind }: Declared,
    inputs: Properties,
    dependsOn: string[],
    before = () => {},
  ): Promise<Kept | undefined> {
    const keep = (id: string, outs: Properties) => {
      if (!this.process.hasEnded) before();
      return this.keep({ name, kind, id, inputs, outs, dependsOn });
    };
    try {
      const { id, outs } = pure(await this.process.methods[kind].create(pure({ ...inputs, ...TEXT })));
      return keep(id, outs);
    } catch (error) {
      return this.fail(name, "create", error as HalfDone, keep);
    }
  }

  private async change(old: Kept, inputs: Properties, dependsOn: string[]): Promise<Kept | undefined> {
    const { name, kind, id } = old;
    const keep = (_id: string, outs: Properties) => this.keep({ ...old, inputs, outs, dependsOn });
    try {
      const { update } = this.process.methods[kind];
      const { outs } = pure(await update(id, pure({ ...old.outs, ...TEXT }), pure({ ...inputs, ...TEXT })));
      return keep(id, outs);
    } catch (error) {
      return this.fail(name, "update", error as HalfDone, keep, id);
    }
  }

  private async read(kept: Kept): Promise<Kept | undefined> {
    const { name, kind, id, outs: olds } = kept;
    const { read, diff } = this.process.methods[kind];
    try {
      const found = pure(await read(id, pure({ ...olds, ...TEXT }))) as Partial<Kept> & {
        props?: Properties;
      };
      if (found.id === undefined || found.props === undefined) return undefined;
      await diff(id, pure({ ...found.props, ...TEXT }), pure({ ...kept.inputs, ...TEXT }));
      return { ...kept, outs: found.props, inputs: found.inputs ?? kept.inputs };
    } catch (error) {
      this.failures.push({ name, step: "read", message: (error as Error).message, id });
      return kept;
    }
  }

  private async remove(kept: Kept): Promise<undefined> {
    const { name, kind, id, outs } = kept;
    try {
      await this.process.methods[kind].delete(id, pure({ ...outs, ...TEXT }));
      if (!this.process.hasEnded) this.state.drop(kept);
    } catch (error) {
      this.fail(name, "delete", error as HalfDone, () => undefined, id);
    }
    return undefined;
  }

  private fail(
    name: string,
    step: Failure["step"],
    error: HalfDone,
    keep: (id: string, outs: Properties) => unknown,
    id?: string,
  ): undefined {
    const { __provider, ...outs } = error.properties ?? {};
    if (error.id !== undefined && step !== "delete") keep(error.id, pure(outs));
    this.failures.push({ name, step, message: error.message, id: error.id ?? id });
    return this.stop();
  }

  private end(name: string): undefined {
    this.failures.push({
      name,
      step: "check",
      message: "the program asks for whom the directory does not hold",
    });
    this.turns.areOver = true;
  }

  private keep(kept: Kept): Kept {
    if (!this.process.hasEnded) this.state.put(kept);
    return kept;
  }

  private stop(): undefined {
    if (!this.flags.continueOnError) this.turns.areOver = true;
    return undefined;
  }
}
