import { CachedAnswers } from "./cached-answers";
import type { UserRecord } from "./user-record";

/** The people of one organization, found by id, userName and e-mail address without a scan. */
export class UserStore {
  private readonly byId = new Map<string, UserRecord>();
  private readonly idByUserName = new Map<string, string>();
  private readonly idByEmail = new Map<string, string>();
  private ordered: UserRecord[] = [];
  /** Their answers as text. */
  readonly cachedAnswers = new CachedAnswers();

  /** All of them, in order of creation. */
  get all(): readonly UserRecord[] {
    return this.ordered;
  }

  get(id: string): UserRecord | undefined {
    return this.byId.get(id);
  }

  findByUserName(userName: string): UserRecord | undefined {
    return this.byId.get(this.idByUserName.get(userName.toLowerCase()) ?? "");
  }

  findByEmail(email: string): UserRecord | undefined {
    return this.byId.get(this.idByEmail.get(email.toLowerCase()) ?? "");
  }

  /** Adds a user, or takes the changed copy of one over. */
  put(user: UserRecord): UserRecord {
    const held = this.byId.get(user.id);
    if (held) this.unindex(held);
    const kept = held ? Object.assign(held, user) : user;
    this.cachedAnswers.forget(kept);
    if (!held) {
      this.byId.set(user.id, kept);
      this.ordered.push(kept);
    }
    this.index(kept);
    return kept;
  }

  remove(id: string): boolean {
    const held = this.byId.get(id);
    if (!held) return false;
    this.unindex(held);
    this.cachedAnswers.forget(held);
    this.byId.delete(id);
    this.ordered = this.ordered.filter((user) => user !== held);
    return true;
  }

  private index(user: UserRecord): void {
    this.idByUserName.set(user.userName, user.id);
    this.idByEmail.set(user.primaryEmail.toLowerCase(), user.id);
    if (user.secondaryEmail) this.idByEmail.set(user.secondaryEmail.toLowerCase(), user.id);
  }

  private unindex(user: UserRecord): void {
    drop(this.idByUserName, user.userName, user.id);
    drop(this.idByEmail, user.primaryEmail.toLowerCase(), user.id);
    if (user.secondaryEmail) drop(this.idByEmail, user.secondaryEmail.toLowerCase(), user.id);
  }
}

function drop(index: Map<string, string>, key: string, id: string): void {
  if (index.get(key) === id) index.delete(key);
}
