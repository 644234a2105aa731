import { holdsUnknown, type Properties } from "../fields/properties";
import * as groups from "../group/lifecycle";
import { HalfDoneError } from "../run/lifecycle";
import { membersIn } from "../run/members";
import { sample } from "../run/messages";
import type { AwaitedStep } from "../run/progress";
import type { Run } from "../run/run";
import { primaryEmailOf } from "../user/fields";
import { givenUpByUser } from "../user/handover";
import * as users from "../user/lifecycle";
import type { Failure, Whose } from "./failures";
import { type Holdings, idsIn, type Kept, KINDS, type Kind, type Lists } from "./holdings";
import type { Change, Leaver, Newcomer, Plan } from "./plan";
import { managerOf, References } from "./references";
import { AT_ONCE, Slots } from "./slots";

/** The steps of a single resource. */
export const LIVES = {
  people: {
    create: users.createUser,
    update: users.updateUser,
    delete: users.deleteUser,
    givenUp: givenUpByUser,
  },
  groups: {
    create: groups.createGroup,
    update: groups.updateGroup,
    delete: groups.deleteGroup,
    givenUp: groups.givenUpByGroup,
  },
};

/** The resources whose steps those of the entries are. */
const RESOURCES = { people: "user", groups: "group" } as const;

/** What could not be done where a step fails. */
const DONE: Record<AwaitedStep, string> = { create: "created", update: "updated", delete: "let go" };

/**
 * Carries out a plan: people are made and changed, then groups, and who leaves comes last. Each step is one of a single resource.
 * One that fails stops only what depends on it. `held` is at all times what Slack holds, as far as it is known.
 */
export class Steps {
  readonly held: Holdings;
  readonly failures: Failure[] = [];
  private readonly slots = new Slots(AT_ONCE);
  private readonly turns = new Map<string, Promise<boolean>>();
  private readonly newcomers: ReadonlyMap<string, Newcomer>;
  /** The same people by userName and primary e-mail address. */
  private readonly named: ReadonlyMap<string, Newcomer>;
  /** Of everybody who is held, by key. */
  private readonly ids: Map<string, string>;
  private readonly references: References;

  constructor(
    private readonly run: Run,
    private readonly plan: Plan,
    lists: Lists,
  ) {
    this.held = { people: startOf(plan, lists, "people"), groups: startOf(plan, lists, "groups") };
    this.ids = idsIn(this.held.people);
    this.references = new References(lists.people, this.ids);
    this.newcomers = new Map(plan.people.created.map((one) => [one.key, one]));
    this.named = new Map(
      plan.people.created.flatMap((one): [string, Newcomer][] => [
        [String(one.entry.userName), one],
        [String(primaryEmailOf(one.entry)), one],
      ]),
    );
  }

  /** How many steps the plan has. */
  get count(): number {
    return KINDS.reduce((sum, kind) => {
      const { created, changed, leaving } = this.plan[kind];
      return sum + created.length + changed.length + leaving.length;
    }, 0);
  }

  async take(): Promise<void> {
    this.expect();
    for (const kind of KINDS) for (const change of this.plan[kind].changed) this.announce(kind, change);
    await this.bring("people");
    await this.bring("groups");
    await this.leave();
  }

  /** Whoever waits for Slack's limits is told how many are still to come. */
  private expect(): void {
    for (const kind of KINDS) {
      const { created, changed, leaving } = this.plan[kind];
      const counts = { create: created.length, update: changed.length, delete: leaving.length };
      for (const step of Object.keys(counts) as AwaitedStep[])
        this.run.progress.expect(step, RESOURCES[kind], counts[step]);
    }
  }

  private async bring(kind: Kind): Promise<void> {
    const { created, changed } = this.plan[kind];
    await Promise.all([
      ...created.map((one) => this.create(kind, one)),
      ...changed.map((one) => this.change(kind, one)),
    ]);
  }

  /** Another resource may wait for an address or a name that a change gives up. */
  private announce(kind: Kind, change: Change): void {
    const { id, outs } = change.kept;
    this.run.handOns.announce(id, LIVES[kind].givenUp(outs, change.inputs), () => this.update(kind, change));
  }

  private create(kind: Kind, one: Newcomer): Promise<boolean> {
    const turn = this.turns.get(`${kind}.${one.key}`) ?? this.createNow(kind, one);
    this.turns.set(`${kind}.${one.key}`, turn);
    return turn;
  }

  private async createNow(kind: Kind, { key, entry }: Newcomer): Promise<boolean> {
    await this.dependencies(kind, key, entry);
    return this.attempt("create", { kind, key, entry }, () =>
      LIVES[kind].create(this.run, this.inputsOf(kind, entry)),
    );
  }

  private async change(kind: Kind, change: Change): Promise<boolean> {
    const { key, entry, kept } = change;
    await this.dependencies(kind, key, entry);
    return this.attempt("update", { kind, key, entry, id: kept.id }, async () => {
      const { outs } = await this.run.handOns.update(kept.id, () => this.update(kind, change));
      return { id: kept.id, outs };
    });
  }

  private async update(kind: Kind, { kept, entry }: Change) {
    return LIVES[kind].update(this.run, kept.id, kept.outs, this.inputsOf(kind, entry));
  }

  /** Waits for a manager who is made in this run. (Groups come after everybody.) */
  private async dependencies(kind: Kind, key: string, entry: Properties): Promise<void> {
    const manager = kind === "people" ? this.newManagerOf(entry) : undefined;
    if (manager !== undefined && !this.isLedBy(manager, key)) await this.create("people", manager);
  }

  /** A manager who is made in this run, be they named as Slack may name them. */
  private newManagerOf(entry: Properties): Newcomer | undefined {
    const manager = managerOf(entry) ?? "";
    return this.newcomers.get(manager) ?? this.named.get(manager.toLowerCase());
  }

  /** Whether the way up from somebody leads to this person: in such a circle everybody would wait for ever. */
  private isLedBy(person: Newcomer, key: string): boolean {
    const seen = new Set<Newcomer>();
    for (let above: Newcomer | undefined = person; above !== undefined && !seen.has(above); ) {
      if (above.key === key) return true;
      seen.add(above);
      above = this.newManagerOf(above.entry);
    }
    return false;
  }

  /** What a single resource would declare, once everybody it names is in Slack. */
  private inputsOf(kind: Kind, entry: Properties): Properties {
    const { references } = this;
    const inputs = kind === "people" ? references.personWithIds(entry) : references.groupWithIds(entry);
    if (!holdsUnknown(inputs)) return inputs;
    const named = kind === "people" ? [managerOf(entry) ?? ""] : membersIn(entry);
    const missing = named.filter((reference) => holdsUnknown(references.idOf(reference)));
    throw new Error(
      `nothing was changed here, since it depends on ${sample(missing.map((key) => `people.${key}`))}, not in Slack yet: see the failure there.`,
    );
  }

  /** Who leaves comes last, and only once the run has heard of all who may declare them elsewhere. */
  private async leave(): Promise<void> {
    if (KINDS.every((kind) => this.plan[kind].leaving.length === 0)) return;
    await this.run.checks.untilQuiet();
    for (const kind of ["groups", "people"] as const)
      await Promise.all(this.plan[kind].leaving.map((leaver) => this.letGo(kind, leaver)));
  }

  private async letGo(kind: Kind, { key, kept }: Leaver): Promise<void> {
    await this.attempt("delete", { kind, key, entry: kept.outs, id: kept.id }, async () => {
      await LIVES[kind].delete(this.run, kept.id, kept.outs);
      return undefined;
    });
  }

  /** Takes a step and keeps what it left in Slack; false where it failed. */
  private async attempt(
    step: AwaitedStep,
    whose: Omit<Whose, "done">,
    work: () => Promise<{ id: string; outs: Properties } | undefined>,
  ): Promise<boolean> {
    const { kind, key, entry } = whose;
    const watched = () => this.run.progress.step(step, RESOURCES[kind], work);
    try {
      const made = await this.slots.run(() => this.run.handOns.during(watched));
      if (made === undefined) this.held[kind].delete(key);
      else this.keep(kind, key, { ...made, entry });
      return true;
    } catch (error) {
      if (error instanceof HalfDoneError) this.keep(kind, key, { id: error.id, outs: error.outs, entry });
      this.failures.push({ ...whose, done: DONE[step], error });
      return false;
    }
  }

  private keep(kind: Kind, key: string, kept: Kept): void {
    this.held[kind].set(key, kept);
    if (kind === "people") this.ids.set(key, kept.id);
  }
}

/** What is held before the first step: by the keys, and in the words, of now. */
function startOf(plan: Plan, lists: Lists, kind: Kind): Map<string, Kept> {
  const { staying, leaving } = plan[kind];
  const start = new Map<string, Kept>(leaving.map(({ key, kept }) => [key, kept]));
  for (const [key, kept] of staying) start.set(key, { ...kept, entry: lists[kind].get(key) ?? kept.entry });
  return start;
}
