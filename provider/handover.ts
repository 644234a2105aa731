type Kind = "user" | "group";

/**
 * Who this run must not deactivate or delete. A renamed resource is created under its new name first and deleted under
 * the old one after, possibly a run later: the later delete finds the resource claimed or declared here, and releases it.
 */
export class Handover {
  private readonly ids = new Set<string>();
  private readonly declared = { user: new Set<string>(), group: new Set<string>() };
  private readonly turns = new Map<string, Promise<unknown>>();

  /** Remembers a resource that this run created, took over or updated. */
  claim(id: string): void {
    this.ids.add(id);
  }

  /** Whether another resource of the program has just created, taken over or updated this one. */
  isClaimed(id: string): boolean {
    return this.ids.has(id);
  }

  /**
   * Remembers a natural key (a person's primary e-mail address or userName, a group's displayName) that the program declares.
   * Who is about to change to a key does not have it yet.
   */
  declare(kind: Kind, key: unknown, before: unknown): void {
    if (typeof key === "string" && (before === undefined || before === key)) this.declared[kind].add(key);
  }

  /** Whether another resource of the program has this one. */
  has(kind: Kind, id: string, ...keys: unknown[]): boolean {
    return this.ids.has(id) || keys.some((key) => typeof key === "string" && this.declared[kind].has(key));
  }

  /** Runs steps about the same name one after the other: two creates at once would not see each other. */
  inTurn<T>(name: string, step: () => Promise<T>): Promise<T> {
    const turn = (this.turns.get(name) ?? Promise.resolve()).then(step, step);
    this.turns.set(name, turn);
    return turn;
  }
}
