import { isDeepStrictEqual } from "node:util";
import { type Properties, UNKNOWN } from "../../provider/fields/properties";
import type { ProviderProcess } from "./process";
import { type Declared, type Kept, State } from "./state";

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

const TEXT = { __provider: "the text" };

/**
 * What Pulumi's engine does with the seven methods in one phase of a command: registers in the program's order, checks and diffs one by one,
 * runs steps side by side, stops at the first failure, deletes last; and what it writes down.
 */
export class Phase {
  readonly failures: Failure[] = [];
  private readonly seen = new Set<string>();
  private readonly registered = new Map<string, Promise<Kept | undefined>>();
  private isStopped = false;
  private running = 0;
  private readonly waiting: (() => void)[] = [];
  private lastTurn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly state: State,
    private readonly process: ProviderProcess,
    private readonly flags: Flags,
  ) {}

  /** `^C`: what runs is finished, nothing new begins. */
  interrupt(): void {
    this.isStopped = true;
  }

  /** Checks and diffs everything; ids of those to be created are not known. */
  async preview(program: readonly Declared[]): Promise<void> {
    for (const declared of program) {
      const members = declared.members?.map((name) => this.oldOf(program, name)?.id ?? UNKNOWN);
      const old = this.state.get(declared.name) ?? this.state.get(declared.alias ?? "");
      const inputs = await this.check(declared, old, members);
      if (inputs !== undefined && old !== undefined) await this.differs(old, inputs);
    }
  }

  async update(program: readonly Declared[]): Promise<void> {
    for (const { name, alias } of program) {
      if (alias !== undefined && this.state.get(name) === undefined) this.state.rename(alias, name);
    }
    // A program registers at once what waits for nothing, and the rest as what it waits for is there.
    const order = [...program].sort((one, other) => waits(one) - waits(other));
    for (const declared of order) this.registered.set(declared.name, this.register(declared));
    await Promise.all(this.registered.values());
    if (!this.isStopped) await this.delete(this.state.entries.filter((kept) => this.isLeft(kept)));
  }

  async refresh(): Promise<void> {
    const found = await Promise.all(this.state.entries.map((kept) => this.read(kept)));
    if (!this.process.hasEnded) this.state.write(found.filter((kept) => kept !== undefined));
  }

  /** Deletes in the order in which the resources depend on each other, the last ones first. */
  async delete(leaving: readonly Kept[]): Promise<void> {
    let left = [...leaving];
    while (left.length > 0 && !this.isStopped) {
      const needed = new Set(left.flatMap((kept) => kept.dependsOn));
      const next = left.filter((kept) => !needed.has(kept.name) || kept.isPendingDelete);
      await Promise.all(next.map((kept) => this.inTurn(() => this.remove(kept))));
      left = left.filter((kept) => !next.includes(kept));
    }
  }

  private isLeft(kept: Kept): boolean {
    return kept.isPendingDelete === true || !this.seen.has(kept.name);
  }

  private oldOf(program: readonly Declared[], name: string): Kept | undefined {
    const alias = program.find((one) => one.name === name)?.alias;
    return this.state.get(name) ?? this.state.get(alias ?? "");
  }

  private async register(declared: Declared): Promise<Kept | undefined> {
    const needed = await Promise.all((declared.members ?? []).map((name) => this.registered.get(name)));
    this.seen.add(declared.name);
    if (needed.includes(undefined)) return undefined;
    const members = declared.members && needed.flatMap((kept) => kept?.id ?? []);
    const begun = await this.oneByOne(async () => {
      if (this.isStopped) return undefined;
      const old = this.state.get(declared.name);
      const inputs = await this.check(declared, old, members);
      if (inputs === undefined) return this.stop();
      const differs = old !== undefined && (await this.differs(old, inputs));
      return differs === undefined ? this.stop() : { old, inputs, differs };
    });
    return begun && this.step(declared, begun.old, begun.inputs, begun.differs);
  }

  private async step(
    declared: Declared,
    old: Kept | undefined,
    inputs: Properties,
    differs: boolean,
  ): Promise<Kept | undefined> {
    const dependsOn = declared.members ?? [];
    if (old !== undefined && this.flags.replace === declared.name) {
      return this.inTurn(() => this.create(declared, inputs, dependsOn, () => this.state.replace(old.name)));
    }
    if (old === undefined) return this.inTurn(() => this.create(declared, inputs, dependsOn));
    if (differs) return this.inTurn(() => this.change(old, inputs, dependsOn));
    return this.keep({ ...old, inputs, dependsOn });
  }

  private async check(
    { name, kind, inputs: given }: Declared,
    old: Kept | undefined,
    members: string[] | undefined,
  ): Promise<Properties | undefined> {
    const news = { ...given, ...(members && { members }), ...TEXT };
    const olds = old === undefined ? {} : { ...old.inputs, ...TEXT };
    const { inputs, failures } = pure(await this.process.methods[kind].check(pure(olds), pure(news)));
    for (const { reason } of failures) this.failures.push({ name, step: "check", message: reason });
    return failures.length > 0 ? undefined : inputs;
  }

  /** Nothing where the diff is refused. */
  private async differs({ name, kind, id, outs }: Kept, inputs: Properties): Promise<boolean | undefined> {
    const { diff } = this.process.methods[kind];
    try {
      return pure(await diff(id, pure({ ...outs, ...TEXT }), pure({ ...inputs, ...TEXT }))).changes;
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

  private keep(kept: Kept): Kept {
    if (!this.process.hasEnded) this.state.put(kept);
    return kept;
  }

  private stop(): undefined {
    if (!this.flags.continueOnError) this.isStopped = true;
    return undefined;
  }

  /** Checks and diffs never overlap. */
  private oneByOne<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.lastTurn.then(work, work);
    this.lastTurn = turn;
    return turn;
  }

  /** As many steps at once as the command allows; none begins once it is stopped. */
  private async inTurn<T>(work: () => Promise<T>): Promise<T | undefined> {
    if (this.running >= (this.flags.parallel ?? 8)) await new Promise<void>((go) => this.waiting.push(go));
    if (this.isStopped) {
      this.waiting.shift()?.();
      return undefined;
    }
    this.running += 1;
    try {
      return await work();
    } finally {
      this.running -= 1;
      this.waiting.shift()?.();
    }
  }
}

function waits({ members = [] }: Declared): number {
  return members.length > 0 ? 1 : 0;
}

/** What passes between engine and provider is JSON; an `undefined` or a Date would fail the step after the call was made. */
function pure<T>(value: T): T {
  const copy = JSON.parse(JSON.stringify(value)) as T;
  if (isDeepStrictEqual(copy, value)) return copy;
  throw new NotJson(`not JSON: ${JSON.stringify(value)}`);
}

/** A method took or gave what Pulumi cannot pass on. */
export class NotJson extends Error {}

export { State };
