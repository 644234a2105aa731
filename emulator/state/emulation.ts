import type { EmulatorClock } from "../base/clock";
import { type Behaviours, DEFAULT_BEHAVIOURS } from "../behaviours/behaviours";
import type { Organization } from "../records/organization";
import { copyGroup, copyUser, type GroupRecord, type UserRecord } from "../records/user-record";
import { FaultList } from "./faults";
import type { RateLimits } from "./limits";
import { RequestLog } from "./log";

/** What changes, for whoever keeps or shows it: users and groups as they are to be, and as they were where they were there. */
export type Change =
  | {
      kind: "user";
      organization: Organization;
      user: UserRecord;
      before?: UserRecord;
      profileFields: readonly string[];
    }
  | { kind: "group"; organization: Organization; group: GroupRecord; before?: GroupRecord }
  | { kind: "removed"; organization: Organization; id: string }
  | { kind: "organization"; organization: Organization }
  | { kind: "everything" };

/** What changes beside people and groups: the log was emptied, or faults, behaviours, limits or the clock were set. */
export type Notice = { kind: "log" } | { kind: "settings" };

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
  /** Writes changes down, all or none, before they are made: what it throws at is not made. */
  keep: (changes: readonly Change[]) => void = () => {};
  private readonly listeners = new Set<(change: Change | Notice) => void>();
  private pageShift = 0;
  private staleMs = 0;
  private isReplacing = false;

  constructor(
    readonly clock: EmulatorClock,
    readonly limits: RateLimits,
    readonly newId: (kind: "U" | "S") => string,
    logSize: number,
  ) {
    this.log = new RequestLog(logSize);
    clock.moved = () => this.notice("settings");
  }

  /** Tells whoever listens of what is neither person nor group. */
  notice(kind: Notice["kind"]): void {
    for (const listener of this.listeners) listener({ kind });
  }

  /** Calls back for every change until the returned function is called. */
  onChange(listener: (change: Change | Notice) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private make(changes: readonly Change[], apply: () => void): void {
    if (!this.isReplacing) this.keep(changes);
    apply();
    for (const change of changes) for (const listener of this.listeners) listener(change);
  }

  /** Puts others in the place of all people and groups; leaves them as they are where that fails half-way. */
  replaceAll(replace: () => void): void {
    const before = [...this.organizations];
    const undo = before.map((organization) => organization.empty());
    this.isReplacing = true;
    try {
      replace();
      this.keep([{ kind: "everything" }]);
    } catch (error) {
      this.organizations.splice(0, this.organizations.length, ...before);
      for (const putBack of undo) putBack();
      throw error;
    } finally {
      this.isReplacing = false;
    }
    for (const listener of this.listeners) listener({ kind: "everything" });
  }

  addOrganization(organization: Organization): void {
    this.make([{ kind: "organization", organization }], () => this.organizations.push(organization));
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
    const { users, groups } = organization;
    const held = users.get(draft.id);
    const before = held && this.asItWas(held, copyUser);
    const deactivated = held?.active === true && !draft.active;
    const leaves = deactivated && this.behaviours.membershipAfterDeactivation === "dropped";
    const left = leaves ? this.groupsWithout(organization, draft.id) : [];
    this.make([{ kind: "user", organization, user: draft, before, profileFields }, ...left], () => {
      this.keepOldView(organization, "user", draft.id, deactivated ? this.behaviours.deactivationLagMs : 0);
      for (const field of profileFields) organization.profileFields.add(field);
      users.put(draft);
      for (const { group } of left) groups.put(group);
    });
    return users.get(draft.id) ?? draft;
  }

  /** Takes over a new group, or a changed copy of one. */
  commitGroup(organization: Organization, draft: GroupRecord, lagMs = 0): GroupRecord {
    const held = organization.groups.get(draft.id);
    const before = held && this.asItWas(held, copyGroup);
    this.make([{ kind: "group", organization, group: draft, before }], () => {
      this.keepOldView(organization, "group", draft.id, lagMs);
      organization.groups.put(draft);
    });
    return organization.groups.get(draft.id) ?? draft;
  }

  removeGroup(organization: Organization, id: string): boolean {
    if (!organization.groups.get(id)) return false;
    this.make([{ kind: "removed", organization, id }], () => {
      this.keepOldView(organization, "group", id, 0);
      organization.groups.remove(id);
    });
    return true;
  }

  /** Takes a user away without a trace, which Slack's API cannot do. */
  removeUser(organization: Organization, id: string): boolean {
    if (!organization.users.get(id)) return false;
    const left = this.groupsWithout(organization, id);
    this.make([...left, { kind: "removed", organization, id }], () => {
      for (const { group } of left) organization.groups.put(group);
      organization.users.remove(id);
    });
    return true;
  }

  /** The groups of a user as they are once the user has left them. */
  private groupsWithout(organization: Organization, userId: string) {
    return organization.groups.ofUser(userId).map((held) => {
      const group = copyGroup(held);
      group.members.delete(userId);
      return { kind: "group" as const, organization, group, before: this.asItWas(held, copyGroup) };
    });
  }

  /** A copy for whoever listens: what is held takes the values of the change over. */
  private asItWas<T>(held: T, copy: (held: T) => T): T | undefined {
    return this.listeners.size > 0 ? copy(held) : undefined;
  }

  /** Lets reads see a resource as it is now for some time to come. */
  keepOldView(organization: Organization, kind: "user" | "group", id: string, lagMs: number): void {
    const ms = Math.max(lagMs, this.staleMs);
    if (ms <= 0) return;
    const record = kind === "user" ? organization.users.get(id) : organization.groups.get(id);
    const copy = record && ("members" in record ? copyGroup(record) : copyUser(record));
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
