import { isObject } from "../base/values";
import { hasTexts, isUserRecord } from "../records/check-record";
import type { Organization } from "../records/organization";
import { blankUser, type GroupRecord, type UserRecord } from "../records/user-record";
import { addOrganization } from "./add-organization";
import type { Emulation } from "./emulation";
import { isDomain } from "./options";

/** A group as it is written down. */
export type WrittenGroup = Omit<GroupRecord, "members"> & { members: string[] };

/** All people and groups at one moment, as plain data; tokens are not among it. */
export interface Snapshot {
  format: 1;
  organizations: { domain: string; profileFields: string[]; users: UserRecord[]; groups: WrittenGroup[] }[];
}

export function takeSnapshot(emulation: Emulation): Snapshot {
  return structuredClone({
    format: 1,
    organizations: emulation.organizations.map(({ domain, profileFields, users, groups }) => ({
      domain,
      profileFields: [...profileFields],
      users: [...users.all],
      groups: groups.all.map(writtenGroup),
    })),
  });
}

export function writtenGroup(group: GroupRecord): WrittenGroup {
  return { ...group, members: [...group.members] };
}

/** Replaces all people and groups; refuses anything that is no snapshot before it touches them. */
export function restoreSnapshot(emulation: Emulation, snapshot: unknown): void {
  const { organizations } = checkSnapshot(snapshot);
  emulation.replaceAll(() => {
    for (const { domain, profileFields, users, groups } of organizations) {
      const organization =
        emulation.organizations.find((one) => one.domain === domain) ??
        addOrganization(emulation, { domain });
      organization.empty();
      for (const field of profileFields) organization.profileFields.add(field);
      for (const user of users) putUser(emulation, organization, user);
      for (const group of groups) putGroup(emulation, organization, group);
    }
  });
}

export function putUser(emulation: Emulation, organization: Organization, user: UserRecord): void {
  emulation.idTaken(user.id);
  organization.users.put(structuredClone({ ...blankUser(user.id, user.created), ...user }));
}

const UNLINKED = { generated: false, linkedToChannels: false, linkedToUserGroup: false };

export function putGroup(emulation: Emulation, organization: Organization, group: WrittenGroup): void {
  emulation.idTaken(group.id);
  organization.groups.put({ ...UNLINKED, ...group, members: new Set(group.members) });
}

function checkSnapshot(value: unknown): Snapshot {
  const isWhole =
    isObject(value) &&
    value.format === 1 &&
    Array.isArray(value.organizations) &&
    value.organizations.every(isHolding);
  if (!isWhole)
    throw new TypeError(
      'A snapshot must be what the emulator gave as one: { "format": 1, "organizations": [...] }.',
    );
  return value as unknown as Snapshot;
}

function isHolding(value: unknown): boolean {
  if (!isObject(value) || typeof value.domain !== "string" || !isDomain(value.domain)) return false;
  const { profileFields, users, groups } = value;
  return (
    isListOf(profileFields, (field) => typeof field === "string") &&
    isListOf(users, isUserRecord) &&
    isListOf(
      groups,
      (group) =>
        isObject(group) &&
        hasTexts(group, ["id", "created", "displayName"]) &&
        isListOf(group.members, (id) => typeof id === "string"),
    )
  );
}

function isListOf(value: unknown, isGood: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(isGood);
}
