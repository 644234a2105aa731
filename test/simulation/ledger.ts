import type { SlackEmulator } from "../../emulator";

/** A person as Slack held them at a moment. */
export interface Person {
  id: string;
  userName: string;
  emails: string[];
  active: boolean;
  title: string;
  isGuest: boolean;
  /** The manager's id. */
  manager: string | null;
}

/** A group as Slack held it at a moment. */
export interface Team {
  id: string;
  displayName: string;
  members: string[];
}

/** What Slack holds at a moment. */
export interface Moment {
  people: readonly Person[];
  teams: readonly Team[];
}

/** One change of what Slack holds. */
export type Deed =
  | { what: "made" | "deactivated" | "activated" | "vanished"; before: Person }
  | { what: "renamed" | "converted" | "led"; before: Person; after: Person }
  | { what: "team made" | "team deleted"; before: Team; namesakes: string[] }
  | { what: "team changed"; before: Team; after: Team };

/** All that a ledger holds. */
export type Page = readonly ReadonlyMap<string, unknown>[];

/** Writes down who changed what in Slack, as it happens. */
export class Ledger {
  readonly people = new Map<string, Person>();
  readonly teams = new Map<string, Team>();
  /** Who made each person and group: the name of a stack, or nobody's for what was made beside. */
  private readonly makers = new Map<string, string>();
  /** The stack in the middle of whose command somebody else made a person or group. */
  private readonly makingMeanwhile = new Map<string, string>();
  /** Who brought somebody back last. */
  readonly revivers = new Map<string, string>();
  /** By group and person: the stacks whose states may say that they let somebody in. */
  readonly joins = new Map<string, readonly string[]>();
  /** What was changed since it was last emptied. */
  deeds: Deed[] = [];
  /** Who acts now. */
  actor = "beside";
  /** Which stacks run meanwhile, when somebody else acts. */
  private running: readonly string[] = [];

  /** Watches an emulator for good. */
  watch(slack: SlackEmulator): void {
    // biome-ignore lint/complexity/useLiteralKeys: the emulation is not the emulator's public part
    slack["emulation"].onChange((change) => {
      if (change.kind === "user") {
        const { id, userName, primaryEmail, secondaryEmail, active, title } = change.user;
        const emails = [primaryEmail, secondaryEmail].flatMap((email) => email?.toLowerCase() || []);
        const { guest, enterprise } = change.user;
        const manager = enterprise?.managerId ?? null;
        this.person({ id, userName, emails, active, title, isGuest: guest !== null, manager });
      } else if (change.kind === "group") {
        const { id, displayName, members } = change.group;
        this.team({ id, displayName, members: [...members] });
      } else if (change.kind === "removed") this.remove(change.id);
    });
  }

  /** Begins anew with an organization that has its owner only. */
  begin(): void {
    for (const map of this.maps) map.clear();
    this.deeds = [];
    this.actor = "beside";
  }

  /** What is written here now, to be put back with {@link become}. */
  get page(): Page {
    return this.maps.map((map) => new Map<string, unknown>(map));
  }

  /** Goes back to what was written once, as Slack goes back to a snapshot. */
  become(page: Page): void {
    this.begin();
    for (const [index, map] of this.maps.entries())
      for (const [id, value] of page[index] ?? []) (map as Map<string, unknown>).set(id, value);
  }

  private get maps(): Map<string, unknown>[] {
    return [this.people, this.teams, this.makers, this.makingMeanwhile, this.revivers, this.joins];
  }

  /** What Slack holds at this moment. */
  get moment(): Moment {
    return { people: [...this.people.values()], teams: [...this.teams.values()] };
  }

  /** Lets somebody else act in the middle of a command, which does not answer for it. */
  beside(work: () => void): readonly Deed[] {
    const { actor, deeds } = this;
    [this.actor, this.deeds, this.running] = ["beside", [], [actor]];
    work();
    const done = this.deeds;
    [this.actor, this.deeds, this.running] = [actor, deeds, []];
    return done;
  }

  private make(id: string): void {
    this.makers.set(id, this.actor);
    for (const stack of this.running) this.makingMeanwhile.set(id, stack);
  }

  /**
   * Whether a stack may take a person or group for one that it made: it did, or somebody else made just that in the middle of its command,
   * which cannot be told from what its own POST made whose answer was lost.
   */
  mayHaveMade(stack: string, id: string): boolean {
    return this.makers.get(id) === stack || this.makingMeanwhile.get(id) === stack;
  }

  /** Whether a stack's state may say that it let somebody in: it did, or somebody else did where no look could tell. */
  mayHaveLetIn(stack: string, teamId: string, id: string): boolean {
    return this.joins.get(`${teamId} ${id}`)?.includes(stack) === true;
  }

  /** A write of a stack got no answer, nor did its look: its state may say so until it looks again. */
  doubtJoin(stack: string, teamId: string, id: string): void {
    const key = `${teamId} ${id}`;
    this.joins.set(key, [...(this.joins.get(key) ?? []), stack]);
  }

  /** A stack has looked: what it does not say now of who is out, it can't say of who lets them in next. */
  forgetJoins(stack: string, says: (teamId: string, id: string) => boolean): void {
    for (const [key, stacks] of this.joins) {
      const [teamId = "", id = ""] = key.split(" ");
      if (this.teams.get(teamId)?.members.includes(id) || says(teamId, id)) continue;
      this.joins.set(
        key,
        stacks.filter((one) => one !== stack),
      );
    }
  }

  private join({ id: teamId }: Team, id: string): void {
    const key = `${teamId} ${id}`;
    // Whose state had let them in before may not have seen that they left.
    const others = this.joins.get(key) ?? [];
    this.joins.set(key, [...new Set([...others, ...this.running, this.actor])]);
  }

  private person(after: Person): void {
    const before = this.people.get(after.id);
    this.people.set(after.id, after);
    if (before === undefined) {
      this.make(after.id);
      this.deeds.push({ what: "made", before: after });
      return;
    }
    if (before.active !== after.active) {
      if (after.active) this.revivers.set(after.id, this.actor);
      this.deeds.push({ what: after.active ? "activated" : "deactivated", before });
    }
    if (before.userName !== after.userName || before.emails[0] !== after.emails[0])
      this.deeds.push({ what: "renamed", before, after });
    if (before.isGuest !== after.isGuest) this.deeds.push({ what: "converted", before, after });
    if (before.manager !== after.manager) this.deeds.push({ what: "led", before, after });
  }

  private team(after: Team): void {
    const before = this.teams.get(after.id);
    for (const id of after.members) if (!before?.members.includes(id)) this.join(after, id);
    if (before === undefined) {
      this.make(after.id);
      this.deeds.push({ what: "team made", before: after, namesakes: this.namesakesOf(after) });
    } else this.deeds.push({ what: "team changed", before, after });
    this.teams.set(after.id, after);
  }

  private remove(id: string): void {
    const [person, team] = [this.people.get(id), this.teams.get(id)];
    if (person !== undefined) this.deeds.push({ what: "vanished", before: person });
    if (team !== undefined) this.deeds.push({ what: "team deleted", before: team, namesakes: [] });
    this.people.delete(id);
    this.teams.delete(id);
  }

  private namesakesOf({ displayName }: Team): string[] {
    return [...this.teams.values()].filter((one) => one.displayName === displayName).map(({ id }) => id);
  }
}
