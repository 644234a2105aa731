import { UNKNOWN } from "../fields/properties";

type Kind = "user" | "group";

/** By which natural key a resource means what it has: the state's, and the one that the program declares. */
export interface Keys {
  before: unknown;
  after: unknown;
  /** The id of the directory that has it in its list; none for a resource of its own. */
  list?: string;
}

/**
 * Who this run must not deactivate or delete. A renamed resource is created under its new name first and deleted under
 * the old one after, possibly a run later: the later delete finds the resource claimed or declared here, and releases it.
 */
export class Handover {
  private readonly ids = new Set<string>();
  /** Every declared key, and whether it protects who has it. */
  private readonly keys = { user: new Map<string, boolean>(), group: new Map<string, boolean>() };
  private readonly userNames = new Map<string, string[]>();
  private readonly takenOver = new Map<string, object>();
  private readonly managed = new Map<string, Keys[]>();
  private readonly foretold = new Map<string, unknown>();
  private readonly made = new Set<unknown>();
  /** The ids that resources without state name by `adoptId`. */
  private readonly adopted = new Set<string>();
  private readonly ofRefused = new Set<string>();
  private isDeclaring = false;
  private readonly freed = new Set<string>();
  private readonly leaving = new Set<string>();
  private readonly retained = new Set<string>();
  private readonly turns = new Map<string, Promise<unknown>>();

  /** Remembers a resource that this run created, took over or updated. */
  claim(id: string): void {
    this.ids.add(id);
  }

  /**
   * Remembers a resource that was there, and that a create of this run takes over.
   * @param by what that create declares: it may try again
   * @returns false where another create has taken it over
   */
  takeOver(id: string, by: object): boolean {
    if ((this.takenOver.get(id) ?? by) !== by) return false;
    this.takenOver.set(id, by);
    return true;
  }

  /** Whether a create of this run took the resource over: an update of it is then another one's, which came too late. */
  isTakenOver(id: string): boolean {
    return this.takenOver.has(id);
  }

  /**
   * Remembers a resource of the program that a state of this stack has. Until the program declares something it is a refresh that
   * asks, also about what the program has no more.
   * @param keys without them the resource cannot be told from another one that has the same
   */
  manage(id: string, keys: Keys = { before: undefined, after: undefined }): void {
    if (this.isDeclaring) this.managed.set(id, [...(this.managed.get(id) ?? []), keys]);
  }

  /** Whether a resource has this id by its state and declares another key: whoever declares this one must not take it over. */
  isHeldByOther(id: string, key: unknown): boolean {
    return this.managed.get(id)?.every(({ after }) => after !== key) === true;
  }

  /** Whether two resources of the program have this id by their states. */
  isHeldTwice(id: string, { before, after, list }: Keys): boolean {
    const held = this.managed.get(id) ?? [];
    return held.some((other) => other.list !== list || (other.before !== before && other.after !== after));
  }

  /** Whether a resource that the program declares has this id by its state, and is not being made anew. */
  isHeldStill(id: string): boolean {
    return (this.managed.get(id) ?? []).some(({ after }) => !this.made.has(after));
  }

  /** Remembers by what a resource with state was known whose check failed: the run is not told its id. */
  holdForRefused(kind: Kind, keys: readonly string[]): void {
    for (const key of keys) this.ofRefused.add(`${kind} ${key}`);
  }

  /** Whether a resource whose check failed was known by any of these. */
  isHeldForRefused(kind: Kind, keys: readonly string[]): boolean {
    return keys.some((key) => this.ofRefused.has(`${kind} ${key}`));
  }

  /** Remembers that a resource that declares this key was created, be it anew. */
  make(key: unknown): void {
    if (key !== undefined) this.made.add(key);
  }

  /** Remembers who is about to be taken over, and by the resource of which key. */
  foretell(id: string, key: unknown): void {
    this.foretold.set(id, key);
  }

  /** The key of the resource that is about to take this one over, if any does. */
  foretoldFor(id: string): unknown {
    return this.foretold.get(id);
  }

  /** Whether another resource of the program has this id, by its state or since this run. */
  isManaged(id: string): boolean {
    return this.managed.has(id) || this.ids.has(id);
  }

  /**
   * Remembers the id that a resource without state names by `adoptId`.
   * @returns whether another one names it as well
   */
  adopt(id: unknown): boolean {
    this.isDeclaring = true;
    if (typeof id !== "string" || id === UNKNOWN) return false;
    const before = this.adopted.has(id);
    this.adopted.add(id);
    return before;
  }

  /** Whether a resource without state, checked before, names this id by `adoptId`. */
  isAdopted(id: string): boolean {
    return this.adopted.has(id);
  }

  /** Whether another resource of the program has just created, taken over or updated this one. */
  isClaimed(id: string): boolean {
    return this.ids.has(id);
  }

  /**
   * Remembers the natural key that a resource of the program declares: a person's primary e-mail address, a group's displayName.
   * @param protectsHolder false for a key that does not protect who has it now: the resource is only about to get it
   * @returns whether another resource declares it as well
   */
  declare(kind: Kind, key: unknown, protectsHolder = true): boolean {
    this.isDeclaring = true;
    if (typeof key !== "string" || key === UNKNOWN) return false;
    const before = this.keys[kind].get(key);
    this.keys[kind].set(key, protectsHolder || before === true);
    return before !== undefined;
  }

  /** Whether a resource of the program, checked before, declares this key. */
  isDeclared(kind: Kind, key: unknown): boolean {
    return this.keys[kind].has(String(key));
  }

  /** Remembers that a resource with state no longer declares this: a userName, an address, a displayName. */
  free(kind: Kind, key: unknown): void {
    this.freed.add(`${kind} ${key}`);
  }

  /** Whether a resource of the program, checked before, gives this up. */
  isFreed(kind: Kind, key: unknown): boolean {
    return this.freed.has(`${kind} ${key}`);
  }

  /** Remembers that a directory of the program lets this one go, as far as the run had heard by then: by natural key and by id. */
  leave(kind: Kind, key: unknown, id: string): void {
    for (const known of [key, id]) this.leaving.add(`${kind} ${known}`);
  }

  /**
   * Why a resource without state must not declare this key, or take it over by this id: a directory that came first lets go who has
   * it, and might end their access before the run hears of the resource. Nothing where no directory does.
   * @param input which input says so
   */
  refusalOfLeaving(kind: Kind, input: string, key: unknown): string | undefined {
    if (key === undefined || !this.leaving.has(`${kind} ${key}`)) return undefined;
    return (
      `${input}: wanted a ${kind === "user" ? "person" : "group"} whom no directory of this program lets go in the same run, got one whom a SlackScimDirectory that came first lets go. ` +
      "Let that directory come after this resource (`dependsOn`); then it is handed over and nothing is written"
    );
  }

  /** Remembers what a delete leaves in Slack because its resource says so. */
  retain(id: string): void {
    this.retained.add(id);
  }

  /** Whether a delete of this run leaves this one in Slack because its resource says so. */
  isRetained(id: string): boolean {
    return this.retained.has(id);
  }

  /** Remembers whom a declared userName is meant for. */
  declareUserName(userName: unknown, email: string): void {
    if (typeof userName !== "string") return;
    this.userNames.set(userName, [...this.emailsOf(userName), email]);
  }

  /** The primary e-mail addresses that the program declares beside a userName. */
  emailsOf(userName: unknown): readonly string[] {
    return this.userNames.get(String(userName)) ?? [];
  }

  /** Whether another resource of the program has this one. */
  has(kind: Kind, id: string, ...keys: unknown[]): boolean {
    return this.ids.has(id) || keys.some((key) => this.keys[kind].get(String(key)) === true);
  }

  /** Runs steps about the same key one after the other: two creates at once would not see each other. */
  oneAtATime<T>(key: string, step: () => Promise<T>): Promise<T> {
    const turn = (this.turns.get(key) ?? Promise.resolve()).then(step, step);
    this.turns.set(key, turn);
    return turn;
  }
}
