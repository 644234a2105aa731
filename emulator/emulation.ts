import { type Behaviours, DEFAULT_BEHAVIOURS } from "./behaviours";
import type { EmulatorClock } from "./clock";
import { FaultList } from "./faults";
import type { RateLimits } from "./limits";
import { RequestLog } from "./log";
import type { Organization } from "./organization";
import { copyUser, type GroupRecord, type UserRecord } from "./user-record";

/** What changed, for whoever keeps or shows it. */
export type Change =
  | { kind: "user"; organization: Organization; user: UserRecord }
  | { kind: "group"; organization: Organization; group: GroupRecord }
  | { kind: "removed"; organization: Organization; id: string }
  | { kind: "everything" };

/** The whole of one emulated Slack: its organizations and all that governs its answers. */
export class Emulation {
  readonly organizations: Organization[] = [];
  readonly log: RequestLog;
  readonly faults = new FaultList();
  behaviours: Behaviours = DEFAULT_BEHAVIOURS;
  /** Set once the server listens. */
  baseUrl = "";
  /** Told of every id that came from elsewhere, so that it is not made again. */
  idTaken: (id: string) => void = () => {};
  private readonly listeners = new Set<(change: Change) => void>();
  private pageShift = 0;
  private staleMs = 0;

  constructor(
    readonly clock: EmulatorClock,
    readonly limits: RateLimits,
    readonly newId: (kind: "U" | "S") => string,
    logSize: number,
  ) {
    this.log = new RequestLog(logSize);
  }

  /** Calls back for every change until the returned function is called. */
  onChange(listener: (change: Change) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  announce(change: Change): void {
    for (const listener of this.listeners) listener(change);
  }

  /** Runs one request with what its fault asked for: stale reads after its write, a page that starts elsewhere. */
  during<T>(special: { staleMs?: number; shiftPage?: number }, run: () => T): T {
    this.staleMs = special.staleMs ?? 0;
    this.pageShift = special.shiftPage ?? 0;
    try {
      return run();
    } finally {
      this.staleMs = 0;
      this.pageShift = 0;
    }
  }

  takePageShift(): number {
    return this.pageShift;
  }

  /** Takes over a copy of a user that was found good. */
  commitUser(
    organization: Organization,
    draft: UserRecord,
    profileFields: readonly string[] = [],
  ): UserRecord {
    const before = organization.users.get(draft.id);
    const deactivated = before?.active === true && !draft.active;
    this.keepOldView(organization, "user", draft.id, deactivated ? this.behaviours.deactivationLagMs : 0);
    for (const field of profileFields) organization.profileFields.add(field);
    const user = organization.users.put(draft);
    this.announce({ kind: "user", organization, user });
    if (deactivated && this.behaviours.membershipAfterDeactivation === "dropped") {
      this.leaveAllGroups(organization, user.id);
    }
    return user;
  }

  addGroup(organization: Organization, group: GroupRecord): void {
    this.keepOldView(organization, "group", group.id, 0);
    organization.groups.add(group);
    this.groupChanged(organization, group);
  }

  groupChanged(organization: Organization, group: GroupRecord): void {
    this.announce({ kind: "group", organization, group });
  }

  removeGroup(organization: Organization, id: string): boolean {
    this.keepOldView(organization, "group", id, 0);
    const existed = organization.groups.remove(id);
    if (existed) this.announce({ kind: "removed", organization, id });
    return existed;
  }

  /** Takes a user away without a trace, which Slack's API cannot do. */
  removeUser(organization: Organization, id: string): boolean {
    this.leaveAllGroups(organization, id);
    const existed = organization.users.remove(id);
    if (existed) this.announce({ kind: "removed", organization, id });
    return existed;
  }

  private leaveAllGroups(organization: Organization, userId: string): void {
    for (const group of organization.groups.ofUser(userId)) {
      organization.groups.removeMember(group, userId);
      this.groupChanged(organization, group);
    }
  }

  /** Lets reads see a resource as it is now for some time to come. */
  keepOldView(organization: Organization, kind: "user" | "group", id: string, lagMs: number): void {
    const ms = Math.max(lagMs, this.staleMs);
    if (ms <= 0) return;
    const record = kind === "user" ? organization.users.get(id) : organization.groups.get(id);
    const copy =
      record && "members" in record
        ? { ...record, members: new Set(record.members) }
        : record && copyUser(record);
    organization.staleViews.set(id, { kind, record: copy, untilMs: this.clock.now() + ms });
  }

  visibleUser(organization: Organization, id: string): UserRecord | undefined {
    const view = this.staleView(organization, id);
    return view ? (view.record as UserRecord | undefined) : organization.users.get(id);
  }

  visibleGroup(organization: Organization, id: string): GroupRecord | undefined {
    const view = this.staleView(organization, id);
    return view ? (view.record as GroupRecord | undefined) : organization.groups.get(id);
  }

  visibleUsers(organization: Organization): readonly UserRecord[] {
    if (organization.staleViews.size === 0) return organization.users.all;
    return organization.users.all.flatMap((user) => this.visibleUser(organization, user.id) ?? []);
  }

  visibleGroups(organization: Organization): readonly GroupRecord[] {
    const { all } = organization.groups;
    if (organization.staleViews.size === 0) return all;
    const gone = [...organization.staleViews].filter(
      ([id, view]) => view.kind === "group" && !organization.groups.get(id),
    );
    const visible = all.flatMap((group) => this.visibleGroup(organization, group.id) ?? []);
    return [...visible, ...gone.flatMap(([id]) => this.visibleGroup(organization, id) ?? [])];
  }

  private staleView(organization: Organization, id: string) {
    const view = organization.staleViews.get(id);
    if (view && view.untilMs <= this.clock.now()) {
      organization.staleViews.delete(id);
      return undefined;
    }
    return view;
  }
}
