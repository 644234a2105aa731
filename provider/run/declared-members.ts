/** Whom a group's own resource has in its hands: everybody, or those whom it declares beside others. */
type OwnMembers = "everybody" | ReadonlySet<string>;

/**
 * Whose membership the resources of a program declare, by group: two that declare the same person would fight over them, and
 * whom one of them gives up another may have taken.
 */
export class DeclaredMembers {
  private readonly memberships = new Map<string, Set<string>>();
  private readonly groups = new Map<string, OwnMembers>();
  private readonly givenUp = new Map<string, Set<string>>();

  /**
   * Remembers whom a SlackScimGroupMembership of the program declares.
   * @returns those of them whom another resource declares in this group as well
   */
  declare(groupId: string, ids: readonly string[]): string[] {
    const before = this.in(groupId);
    const own = this.groups.get(groupId);
    const twice = ids.filter((id) => before.has(id) || (own instanceof Set && own.has(id)));
    this.memberships.set(groupId, new Set([...before, ...ids]));
    return twice;
  }

  /** Remembers whom the SlackScimGroup of this id has in its hands. */
  declareGroup(groupId: string, members: OwnMembers): void {
    this.groups.set(groupId, members);
  }

  /** Whether the group's own resource takes out whom it does not declare. */
  isExact(groupId: string): boolean {
    return this.groups.get(groupId) === "everybody";
  }

  /** Everybody whom a SlackScimGroupMembership declares in a group. */
  in(groupId: string): ReadonlySet<string> {
    return this.memberships.get(groupId) ?? new Set();
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
