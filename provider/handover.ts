/**
 * Who this run must not deactivate or delete. A renamed resource is created under its new name first and deleted under
 * the old one after, possibly a run later: the later delete finds the resource claimed or declared here, and releases it.
 */
export class Handover {
  private readonly ids = new Set<string>();
  private readonly declared = { user: new Set<string>(), group: new Set<string>() };

  /** Remembers a resource that this run created or took over. */
  claim(id: string): void {
    this.ids.add(id);
  }

  /** Remembers a natural key (a person's primary e-mail address, a group's displayName) that the program declares. */
  declare(kind: "user" | "group", key: string): void {
    this.declared[kind].add(key);
  }

  /** Whether another resource of the program has this one. */
  has(kind: "user" | "group", id: string, key: string | undefined): boolean {
    return this.ids.has(id) || (key !== undefined && this.declared[kind].has(key));
  }
}
