import { ENTERPRISE_V2, GUEST_V2, PROFILE_V2 } from "../base/schemas";
import { answerGroup } from "../records/group-answer";
import type { Organization } from "../records/organization";
import { answerUser } from "../records/user-answer";
import { type Address, copyUser, type GroupRecord, type Rank, type UserRecord } from "../records/user-record";
import type { Emulation } from "./emulation";

/** A person as held: every key of a full v2 answer, and two that SCIM does not show. */
export interface StoredUser {
  schemas: string[];
  id: string;
  externalId: string;
  meta: { created: string; location: string };
  userName: string;
  nickName: string;
  name: { givenName: string; familyName: string; honorificPrefix: string | null };
  displayName: string;
  profileUrl: string;
  title: string;
  timezone: string;
  active: boolean;
  emails: { value: string; primary: boolean }[];
  photos: { value: string; type: string }[];
  addresses: Address[];
  /** In Slack's order: the mobile slot, then the primary one. */
  phoneNumbers: { value: string | null; type?: string; primary?: boolean }[];
  userType: string | null;
  roles: { value: string | null; primary: boolean }[];
  preferredLanguage: string | null;
  locale: string | null;
  groups: { value: string; display: string }[];
  "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {
    employeeNumber: string | null;
    costCenter: string | null;
    organization: string | null;
    division: string | null;
    department: string | null;
    manager: { managerId: string | null };
  };
  "urn:ietf:params:scim:schemas:extension:slack:profile:2.0:User": { startDate: string | null };
  /** Only guests have it. */
  "urn:ietf:params:scim:schemas:extension:slack:guest:2.0:User"?: {
    type: "multi" | "single";
    expiration?: string;
    channels?: { value: string; display: string }[];
  };
  /** What SCIM may do to the account depends on it; no answer shows it. */
  rank: Rank;
  /** Erased on request of the person; no answer shows it. */
  forgotten: boolean;
}

/** A group as held: a v2 answer, and two keys that SCIM does not show. */
export interface StoredGroup {
  schemas: string[];
  id: string;
  meta: { created: string; location: string };
  displayName: string;
  members: { value: string; display: string }[];
  /** Made by Slack itself: SCIM cannot change it. */
  generated: boolean;
  /** Connected to channels: SCIM cannot delete it. */
  linkedToChannels: boolean;
  /** Connected to a user group that does not let go of its people: SCIM cannot take members out. */
  linkedToUserGroup: boolean;
}

/** A copy of a person as held, whatever shape answers have. */
export function toStoredUser(user: UserRecord, organization: Organization, emulation: Emulation): StoredUser {
  const { baseUrl, clock, behaviours } = emulation;
  const context = {
    organization,
    baseUrl,
    version: "v2" as const,
    behaviours: { ...behaviours, userShape: "full" as const },
  };
  const answer = answerUser(copyUser(user), { ...context, now: clock.now() });
  return { ...answer, rank: user.rank, forgotten: user.forgotten } as unknown as StoredUser;
}

export function toStoredGroup(
  group: GroupRecord,
  organization: Organization,
  emulation: Emulation,
): StoredGroup {
  const { baseUrl, clock, behaviours } = emulation;
  const answer = answerGroup(group, { organization, baseUrl, version: "v2", behaviours, now: clock.now() });
  const { generated, linkedToChannels, linkedToUserGroup } = group;
  return { ...answer, generated, linkedToChannels, linkedToUserGroup } as unknown as StoredGroup;
}

/** Writes a changed copy back into a record, asking nobody: this is how drift is made. */
export function writeStoredUser(draft: UserRecord, stored: StoredUser): void {
  const { name, emails, addresses, phoneNumbers, roles, rank, forgotten } = stored;
  const renamed = stored.userName !== draft.userName ? stored.userName : stored.nickName;
  const { givenName, familyName, honorificPrefix } = name;
  Object.assign(draft, { givenName, familyName, honorificPrefix });
  Object.assign(draft, { userName: renamed, rank, forgotten, externalId: stored.externalId });
  const { displayName, title, timezone, active, userType, preferredLanguage, locale, profileUrl } = stored;
  Object.assign(draft, {
    displayName,
    title,
    timezone,
    active,
    userType,
    preferredLanguage,
    locale,
    profileUrl,
  });
  draft.primaryEmail = emails.find((email) => email.primary)?.value ?? emails[0]?.value ?? "";
  draft.secondaryEmail = emails.find((email) => email.value !== draft.primaryEmail)?.value || null;
  draft.address = toAddress(addresses[0]);
  draft.primaryPhone = phoneNumbers.find((phone) => phone.primary)?.value ?? null;
  draft.mobilePhone = phoneNumbers.find((phone) => phone.type === "mobile")?.value ?? null;
  draft.role = roles[0]?.value ?? null;
  const { manager, ...cachedAnswers } = stored[ENTERPRISE_V2];
  const enterprise = { ...cachedAnswers, managerId: manager?.managerId ?? null };
  draft.enterprise = hasValue(enterprise) ? enterprise : null;
  draft.startDate = stored[PROFILE_V2].startDate;
  const guest = stored[GUEST_V2];
  draft.guest = guest
    ? { type: guest.type, expiration: guest.expiration ?? null, channels: guest.channels ?? [] }
    : null;
  draft.full ||= hasCustomValue(draft);
}

function toAddress(address: Partial<Address> | undefined): Address | null {
  if (!address || !hasValue(address)) return null;
  const { streetAddress = null, locality = null, region = null, postalCode = null, country = null } = address;
  return { streetAddress, locality, region, postalCode, country };
}

function hasValue(parts: object): boolean {
  return Object.values(parts).some((part) => part !== null && part !== undefined);
}

function hasCustomValue(user: UserRecord): boolean {
  const { address, primaryPhone, mobilePhone, role, enterprise, startDate } = user;
  const { honorificPrefix, userType, preferredLanguage, locale } = user;
  return hasValue({
    address,
    primaryPhone,
    mobilePhone,
    role,
    enterprise,
    startDate,
    honorificPrefix,
    userType,
    preferredLanguage,
    locale,
  });
}
