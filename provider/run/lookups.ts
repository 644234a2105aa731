import { filter, type ScimGroupHead, type ScimGroupRecord, type ScimUserRecord } from "../scim";
import type { RunClient } from "./recorded-client";
import type { Snapshot } from "./snapshot";

/** Look-ups by filter before a scan pays. People and groups share them. */
export const FEW_LOOKUPS = 2;

/** Creates that go to Slack without a look at the scan: a POST tells as well. */
export const FEW_CREATES = 10;

/** What a person is found by. */
export interface UserKeys {
  emails: readonly string[];
  userName?: string;
}

/** Finds people and groups by what a program knows them by: the first few by filter, then in one scan. */
export class Lookups {
  private asked = 0;
  /** How many were to be made so far, by what they would be found in: many new people make no groups known. */
  private readonly creates = new Map<object, number>();

  constructor(
    private readonly slack: RunClient,
    private readonly people: Snapshot<ScimUserRecord>,
    private readonly groups: Snapshot<ScimGroupRecord>,
    private readonly groupHeads: Snapshot<ScimGroupHead>,
  ) {}

  /** Everybody who has the userName or one of the e-mail addresses, as primary or secondary one. */
  async findPeople(wanted: UserKeys): Promise<ScimUserRecord[]> {
    if (!this.goesByFilter(this.people)) return this.people.find(keysOfWanted(wanted));
    return this.findPeopleNow(wanted);
  }

  /** The same people as they are now, in a request of their own. */
  async findPeopleNow(wanted: UserKeys): Promise<ScimUserRecord[]> {
    const keys = keysOfWanted(wanted);
    const conditions = [
      ...wanted.emails.map((email) => filter.email.eq(email)),
      ...(wanted.userName === undefined ? [] : [filter.userName.eq(wanted.userName)]),
    ];
    const [first, ...others] = conditions;
    if (first === undefined) return [];
    const either = others.reduce((some, one) => some.or(one), first);
    const { Resources } = await this.slack.users.list({ filter: either, count: 100 });
    return Resources.filter((person) => this.people.hasKey(person, keys));
  }

  /** Every group of exactly this name. */
  async findGroups(displayName: string): Promise<ScimGroupRecord[]> {
    if (!this.goesByFilter(this.groups)) return this.groups.find([groupKey(displayName)]);
    return this.slack.groups.findByDisplayName(displayName);
  }

  /** The same people, where nobody may count as missing for not being in a scan: who is in none is asked for by filter. */
  findPeopleSurely(wanted: UserKeys): Promise<ScimUserRecord[]> {
    return this.surely(this.people, keysOfWanted(wanted), () => this.findPeopleNow(wanted));
  }

  /** The same for groups. */
  findGroupsSurely(displayName: string): Promise<ScimGroupRecord[]> {
    return this.surely(this.groups, [groupKey(displayName)], () =>
      this.slack.groups.findByDisplayName(displayName),
    );
  }

  /** The same for groups whose members nobody asks for. */
  findGroupHeadsSurely(displayName: string): Promise<ScimGroupHead[]> {
    return this.surely(this.groupHeads, [groupKey(displayName)], () =>
      this.slack.groups.withoutMembers.findByDisplayName(displayName),
    );
  }

  /** For create: whom a scan knows, once many are made; nobody before that, and where no scan can be had. */
  async findPeopleWhenMany(wanted: UserKeys): Promise<ScimUserRecord[]> {
    return this.whenMany(this.people, keysOfWanted(wanted));
  }

  /** The same for groups. */
  async findGroupsWhenMany(displayName: string): Promise<ScimGroupRecord[]> {
    return this.whenMany(this.groups, [groupKey(displayName)]);
  }

  private async surely<T extends { id: string }>(
    snapshot: Snapshot<T>,
    keys: string[],
    findNow: () => Promise<T[]>,
  ): Promise<T[]> {
    const known = this.goesByFilter(snapshot) ? [] : await snapshot.find(keys);
    return known.length > 0 ? known : findNow();
  }

  private async whenMany<T extends { id: string }>(snapshot: Snapshot<T>, keys: string[]): Promise<T[]> {
    const creates = (this.creates.get(snapshot) ?? 0) + 1;
    this.creates.set(snapshot, creates);
    if (creates <= FEW_CREATES && !snapshot.isReady) return [];
    return snapshot.find(keys).catch(() => []);
  }

  private goesByFilter(snapshot: { isReady: boolean }): boolean {
    if (snapshot.isReady || this.asked >= FEW_LOOKUPS) return false;
    this.asked += 1;
    return true;
  }
}

/** The keys of a person as Slack answered. */
export function keysOfUser({ userName, emails }: ScimUserRecord): string[] {
  return keysOfWanted({ userName, emails: (emails ?? []).map(({ value }) => value) });
}

/** The key of a group. */
export function groupKey(displayName: string): string {
  return `displayName:${displayName}`;
}

function keysOfWanted({ emails, userName }: UserKeys): string[] {
  const names = userName === undefined ? [] : [`userName:${userName.toLowerCase()}`];
  return [...names, ...emails.map((email) => `email:${email.toLowerCase()}`)];
}
