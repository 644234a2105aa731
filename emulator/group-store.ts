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

  add(group: GroupRecord): void {
    this.byId.set(group.id, group);
    for (const id of group.members) this.note(id, group.id);
  }

  addMember(group: GroupRecord, userId: string): void {
    group.members.add(userId);
    this.note(userId, group.id);
  }

  removeMember(group: GroupRecord, userId: string): void {
    group.members.delete(userId);
    const ids = this.groupIdsByUser.get(userId);
    ids?.delete(group.id);
    if (ids?.size === 0) this.groupIdsByUser.delete(userId);
  }

  remove(id: string): boolean {
    const group = this.byId.get(id);
    if (!group) return false;
    for (const member of [...group.members]) this.removeMember(group, member);
    return this.byId.delete(id);
  }

  clear(): void {
    this.byId.clear();
    this.groupIdsByUser.clear();
  }

  private note(userId: string, groupId: string): void {
    const ids = this.groupIdsByUser.get(userId);
    if (ids) ids.add(groupId);
    else this.groupIdsByUser.set(userId, new Set([groupId]));
  }
}
