import type { GroupRecord } from "./user-record";

/** The groups of one organization, and who is in which. */
export class GroupStore {
  private readonly byId = new Map<string, GroupRecord>();
  private readonly groupIdsByUser = new Map<string, Set<string>>();

  /** All of them, in order of creation. */
  get all(): GroupRecord[] {
    return [...this.byId.values()];
  }

  get(id: string): GroupRecord | undefined {
    return this.byId.get(id);
  }

  findByDisplayName(displayName: string): GroupRecord | undefined {
    return this.all.find((group) => group.displayName === displayName);
  }

  /** The groups a user is in. */
  ofUser(userId: string): GroupRecord[] {
    const ids = this.groupIdsByUser.get(userId);
    return ids ? [...ids].flatMap((id) => this.byId.get(id) ?? []) : [];
  }

  /** Adds a group, or takes the changed copy of one over. */
  put(group: GroupRecord): void {
    const held = this.byId.get(group.id);
    for (const id of held?.members ?? []) if (!group.members.has(id)) this.forget(id, group.id);
    for (const id of group.members) if (!held?.members.has(id)) this.note(id, group.id);
    if (held) Object.assign(held, group);
    else this.byId.set(group.id, group);
  }

  remove(id: string): boolean {
    const group = this.byId.get(id);
    if (!group) return false;
    for (const member of group.members) this.forget(member, id);
    return this.byId.delete(id);
  }

  private note(userId: string, groupId: string): void {
    const ids = this.groupIdsByUser.get(userId);
    if (ids) ids.add(groupId);
    else this.groupIdsByUser.set(userId, new Set([groupId]));
  }
  private forget(userId: string, groupId: string): void {
    const ids = this.groupIdsByUser.get(userId);
    ids?.delete(groupId);
    if (ids?.size === 0) this.groupIdsByUser.delete(userId);
  }
}
