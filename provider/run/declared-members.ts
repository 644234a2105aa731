/** Whom a group's own resource declares, and whether it takes out everybody else. */
interface OwnMembers {
  isExact: boolean;
  members: ReadonlySet<string>;
}

/**
 * Whose membership the resources of a program declare, by group: two that declare the same person would fight over them, and
 * whom one of them gives up another may have taken.
 */
export class DeclaredMembers {
  private readonly memberships = new Map<string, Set<string>>();
  private readonly groups = new Map<string, OwnMembers>();
  private readonly named = new Map<string, ReadonlySet<string>>();
  private readonly kept = new Map<string, Set<string>>();
  private readonly givenUp = new Map<string, Set<string>>();

  /**
   * Remembers whom a SlackScimGroupMembership of the program declares.
   * @returns those of them whom another resource declares in this group as well
   */
  declare(groupId: string, ids: readonly string[]): string[] {
    const twice = ids.filter((id) => this.has(groupId, id));
    this.memberships.set(groupId, new Set([...this.byMemberships(groupId), ...ids]));
    return twice;
  }

  /** Remembers whom the state has for a membership that the program declares: nobody for one that was refused. */
  keep(groupId: string, ids: readonly string[]): void {
    this.kept.set(groupId, new Set([...(this.kept.get(groupId) ?? []), ...ids]));
  }

  /** Whether a state has somebody in a group for a membership that the program declares. */
  isKept(groupId: string, id: string): boolean {
    return this.kept.get(groupId)?.has(id) === true;
  }

  /** Whether the group's own resource declares somebody. */
  isOfGroup(groupId: string, id: string): boolean {
    return this.groups.get(groupId)?.members.has(id) === true;
  }

  /** Remembers whom the SlackScimGroup of this id declares. */
  declareGroup(groupId: string, members: readonly string[], isExact: boolean): void {
    this.groups.set(groupId, { isExact, members: new Set(members) });
  }

  /** Remembers whom a SlackScimGroup without state declares: which group it gets nobody knows yet, but its name. */
  declareNamed(displayName: unknown, members: readonly string[]): void {
    this.named.set(String(displayName), new Set(members));
  }

  /** Whether a SlackScimGroup without state declares this name and somebody in it. */
  isNamed(displayName: string, id: string): boolean {
    return this.named.get(displayName)?.has(id) === true;
  }

  /** Whether a resource of the program declares somebody in a group. */
  has(groupId: string, id: string): boolean {
    return this.byMemberships(groupId).has(id) || this.isOfGroup(groupId, id);
  }

  /** Whether the group's own resource takes out whom it does not declare. */
  isExact(groupId: string): boolean {
    return this.groups.get(groupId)?.isExact === true;
  }

  /** Everybody whom a SlackScimGroupMembership declares in a group. */
  byMemberships(groupId: string): ReadonlySet<string> {
    return this.memberships.get(groupId) ?? new Set();
  }

  /** Whether a SlackScimGroupMembership of the program has, or had, anything to do with a group. */
  hasMemberships(groupId: string): boolean {
    return this.memberships.has(groupId) || this.givenUp.has(groupId);
  }

  /** Remembers whom a membership has added and no longer declares. */
  giveUp(groupId: string, ids: readonly string[]): void {
    this.givenUp.set(groupId, new Set([...(this.givenUp.get(groupId) ?? []), ...ids]));
  }

  /** Whether a membership of this stack added somebody and, in this run, no longer declares them. */
  isGivenUp(groupId: string, id: string): boolean {
    return this.givenUp.get(groupId)?.has(id) === true;
  }
}
