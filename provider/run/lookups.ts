import { filter, type ScimGroupRecord, type ScimUserRecord, type SlackScimClient } from "../scim";
import type { Snapshot } from "./snapshot";

/** Look-ups by filter before a scan pays. People and groups share them. */
const FEW_LOOKUPS = 2;

/** Creates that go to Slack without a look at the scan: a POST tells as well. */
const FEW_CREATES = 10;

/** What a person is found by. */
export interface UserKeys {
  emails: readonly string[];
  userName?: string;
}

/** Finds people and groups by what a program knows them by: the first few by filter, then in one scan. */
export class Lookups {
  private asked = 0;
  private creates = 0;

  constructor(
    private readonly slack: SlackScimClient,
    private readonly people: Snapshot<ScimUserRecord>,
    private readonly groups: Snapshot<ScimGroupRecord>,
  ) {}

  /** Everybody who has the userName or one of the e-mail addresses, as primary or secondary one. */
  async findPeople(wanted: UserKeys): Promise<ScimUserRecord[]> {
    const keys = keysOfWanted(wanted);
    if (!this.goesByFilter(this.people)) return this.people.find(keys);
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

  /** For create: whom a scan knows, once many are made; nobody before that, and where no scan can be had. */
  async findPeopleWhenMany(wanted: UserKeys): Promise<ScimUserRecord[]> {
    return this.whenMany(this.people, keysOfWanted(wanted));
  }

  /** The same for groups. */
  async findGroupsWhenMany(displayName: string): Promise<ScimGroupRecord[]> {
    return this.whenMany(this.groups, [groupKey(displayName)]);
  }

  private async whenMany<T extends { id: string }>(snapshot: Snapshot<T>, keys: string[]): Promise<T[]> {
    this.creates += 1;
    if (this.creates <= FEW_CREATES && !snapshot.isReady) return [];
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
