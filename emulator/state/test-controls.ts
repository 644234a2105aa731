import { pacificTimestamp } from "../base/clock";
import { isObject } from "../base/values";
import { isUserRecord } from "../records/check-record";
import type { Organization } from "../records/organization";
import { blankUser, copyUser, type GroupRecord, type UserRecord } from "../records/user-record";
import { checkAttributes, refuseTaken } from "./check-attributes";
import type { Emulation } from "./emulation";
import { type StoredGroup, type StoredUser, toStoredGroup, toStoredUser, writeStoredUser } from "./stored";

type Partly<T> = {
  [K in keyof T]?: T[K] extends string | number | boolean | null
    ? T[K]
    : T[K] extends readonly unknown[]
      ? T[K]
      : Partial<T[K]>;
};

/** A person to add behind the API's back. */
export type NewUser = Partly<Omit<StoredUser, "schemas" | "meta" | "groups" | "photos">> & {
  userName: string;
};

/** A group to add behind the API's back. */
export interface NewGroup
  extends Partial<Pick<StoredGroup, "id" | "generated" | "linkedToChannels" | "linkedToUserGroup">> {
  displayName: string;
  /** Ids of the members. @default [] */
  members?: readonly (string | { value: string })[];
}

/** What an emulator holds, to look at and to change behind everybody's back. */
export class TestControls {
  constructor(protected readonly emulation: Emulation) {}

  /** Copies of all people of an organization, in order of creation. */
  users(domain?: string, limit = Number.POSITIVE_INFINITY): StoredUser[] {
    const organization = this.organization(domain);
    return organization.users.all
      .slice(0, limit)
      .map((user) => toStoredUser(user, organization, this.emulation));
  }

  /** Copies of all groups of an organization, in order of creation. */
  groups(domain?: string, limit = Number.POSITIVE_INFINITY): StoredGroup[] {
    const organization = this.organization(domain);
    return organization.groups.all
      .slice(0, limit)
      .map((group) => toStoredGroup(group, organization, this.emulation));
  }

  /** A copy of a person found by id, userName or e-mail address, in any organization. */
  user(idOrUserNameOrEmail: string): StoredUser | undefined {
    const found = this.findUser(idOrUserNameOrEmail);
    return found && toStoredUser(found.user, found.organization, this.emulation);
  }

  /** A copy of a group found by id or displayName, in any organization. */
  group(idOrName: string): StoredGroup | undefined {
    const found = this.findGroup(idOrName);
    return found && toStoredGroup(found.group, found.organization, this.emulation);
  }

  /** Adds a person behind the API's back and returns the id; only `userName` is needed. */
  addUser(user: NewUser, domain?: string): string {
    const organization = this.organization(domain);
    if (user.id !== undefined && !isId(user.id)) throw new TypeError("A user's id must be a text.");
    const draft = blankUser(
      user.id ?? this.emulation.newId("U"),
      pacificTimestamp(this.emulation.clock.now()),
    );
    draft.userName = user.userName;
    draft.profileUrl = organization.profileUrlOf(user.userName);
    draft.displayName = user.displayName ?? user.userName;
    draft.givenName = draft.displayName;
    // Lists that were recorded show bots so.
    draft.primaryEmail =
      user.rank === "bot"
        ? `botuser-T0-${draft.id}@slack-bots.com`
        : `${user.userName}@${organization.domain}.example.com`;
    const blank = toStoredUser(draft, organization, this.emulation);
    checkAttributes("user", user, blank);
    writeChecked(draft, merged(blank, user));
    if (organization.users.get(draft.id)) throw new Error(`There is a user "${draft.id}" already.`);
    this.emulation.idTaken(draft.id);
    return this.emulation.commitUser(organization, draft).id;
  }

  /** Adds a group behind the API's back and returns the id. */
  addGroup(made: NewGroup, domain?: string): string {
    const { displayName, members = [], id, generated = false, ...links } = made;
    checkAttributes("group", made, undefined);
    if (!Array.isArray(members)) throw new TypeError("members must be a list of ids.");
    const group: GroupRecord = {
      id: id ?? this.emulation.newId("S"),
      created: pacificTimestamp(this.emulation.clock.now()),
      displayName,
      members: new Set(members.map((member) => (typeof member === "string" ? member : member?.value))),
      generated,
      linkedToChannels: links.linkedToChannels ?? false,
      linkedToUserGroup: links.linkedToUserGroup ?? false,
    };
    const organization = this.organization(domain);
    refuseOddGroup(group);
    if (organization.groups.get(group.id)) throw new Error(`There is a group "${group.id}" already.`);
    this.emulation.idTaken(group.id);
    return this.emulation.commitGroup(organization, group).id;
  }

  /** Changes a person or a group behind everybody's back, whatever Slack's rules say: drift. */
  change(idOrName: string, edit: (resource: StoredUser & StoredGroup) => void): void {
    const foundUser = this.findUser(idOrName);
    const foundGroup = this.findGroup(idOrName);
    if (foundUser) {
      this.changeUser(foundUser.user, foundUser.organization, edit as (user: StoredUser) => void);
    } else if (foundGroup) {
      this.changeGroup(foundGroup.group, foundGroup.organization, edit as (group: StoredGroup) => void);
    } else throw new Error(`The emulator holds no user and no group "${idOrName}".`);
  }

  private changeUser(user: UserRecord, organization: Organization, edit: (user: StoredUser) => void): void {
    const stored = toStoredUser(user, organization, this.emulation);
    edit(stored);
    checkAttributes("user", stored, toStoredUser(user, organization, this.emulation));
    refuseTaken("user", stored);
    const draft = copyUser(user);
    writeChecked(draft, stored);
    if (draft.id !== stored.id) throw new TypeError("The id of a user cannot be changed.");
    if (draft.userName !== user.userName && draft.profileUrl === user.profileUrl) {
      draft.profileUrl = organization.profileUrlOf(draft.userName);
    }
    this.emulation.commitUser(organization, draft);
  }

  private changeGroup(
    group: GroupRecord,
    organization: Organization,
    edit: (group: StoredGroup) => void,
  ): void {
    const stored = toStoredGroup(group, organization, this.emulation);
    edit(stored);
    checkAttributes("group", stored, toStoredGroup(group, organization, this.emulation));
    refuseTaken("group", stored);
    const { displayName, generated, linkedToChannels, linkedToUserGroup } = stored;
    if (!Array.isArray(stored.members)) throw new TypeError("members must be a list of { value: id }.");
    const wanted = new Set(stored.members.map((member) => member?.value));
    const members = new Set([...group.members].filter((id) => wanted.has(id)).concat([...wanted]));
    const draft = { ...group, displayName, generated, linkedToChannels, linkedToUserGroup, members };
    refuseOddGroup(draft);
    this.emulation.commitGroup(organization, draft);
  }

  /** Takes a person away without a trace: 404 from then on. */
  removeUser(idOrUserNameOrEmail: string): void {
    const found = this.findUser(idOrUserNameOrEmail);
    if (!found) throw new Error(`The emulator holds no user "${idOrUserNameOrEmail}".`);
    this.emulation.removeUser(found.organization, found.user.id);
  }

  /** Takes a group away without a trace: 404 from then on. */
  removeGroup(idOrName: string): void {
    const found = this.findGroup(idOrName);
    if (!found) throw new Error(`The emulator holds no group "${idOrName}".`);
    this.emulation.removeGroup(found.organization, found.group.id);
  }

  protected organization(domain?: string): Organization {
    const { organizations } = this.emulation;
    const found =
      domain === undefined ? organizations[0] : organizations.find((one) => one.domain === domain);
    if (found) return found;
    throw new Error(
      `There is no organization "${domain}"; there are ${organizations.map((one) => one.domain).join(", ")}.`,
    );
  }

  private findUser(key: string): { user: UserRecord; organization: Organization } | undefined {
    for (const organization of this.emulation.organizations) {
      const { users } = organization;
      const user = users.get(key) ?? users.findByEmail(key) ?? users.findByUserName(key);
      if (user) return { user, organization };
    }
    return undefined;
  }

  private findGroup(key: string): { group: GroupRecord; organization: Organization } | undefined {
    for (const organization of this.emulation.organizations) {
      const group = organization.groups.get(key) ?? organization.groups.findByDisplayName(key);
      if (group) return { group, organization };
    }
    return undefined;
  }
}

/** What no answer could show must not be held, wherever it came from. */
function writeChecked(draft: UserRecord, stored: StoredUser): void {
  let isGood = false;
  try {
    writeStoredUser(draft, stored);
    isGood = isUserRecord(draft);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
  if (!isGood) throw new TypeError("Every attribute of a user must have the type that a GET shows.");
}

function isId(value: unknown): boolean {
  return typeof value === "string" && value !== "";
}

function refuseOddGroup({ id, displayName, members }: GroupRecord): void {
  if ([id, displayName, ...members].every((text) => typeof text === "string")) return;
  throw new TypeError("A group needs texts as id, displayName and as ids of its members.");
}

function merged(blank: StoredUser, user: NewUser): StoredUser {
  const held = new Map<string, unknown>(Object.entries(blank));
  for (const [key, value] of Object.entries(user)) {
    if (value === undefined) continue;
    const part = held.get(key);
    held.set(key, isObject(part) && typeof value === "object" ? { ...part, ...value } : value);
  }
  return Object.fromEntries(held) as unknown as StoredUser;
}
