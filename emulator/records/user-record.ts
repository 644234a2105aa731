/** The standing of an account: what SCIM may do to it depends on it. */
export type Rank =
  | "member"
  | "admin"
  | "owner"
  | "primaryOwner"
  /** The primary owner of one workspace of the organization. */
  | "workspacePrimaryOwner"
  | "bot";

export interface Address {
  streetAddress: string | null;
  locality: string | null;
  region: string | null;
  postalCode: string | null;
  country: string | null;
}

export interface Enterprise {
  employeeNumber: string | null;
  costCenter: string | null;
  organization: string | null;
  division: string | null;
  department: string | null;
  /** Always an id: what a request named was resolved. */
  managerId: string | null;
}

export interface Guest {
  type: "multi" | "single";
  expiration: string | null;
  channels: { value: string; display: string }[];
}

/** A person as the emulator holds them: flat, so that both versions can be answered from it. */
export interface UserRecord {
  id: string;
  /** As `meta.created` shows it. */
  created: string;
  externalId: string;
  userName: string;
  givenName: string;
  familyName: string;
  honorificPrefix: string | null;
  displayName: string;
  profileUrl: string;
  title: string;
  timezone: string;
  active: boolean;
  primaryEmail: string;
  secondaryEmail: string | null;
  /** What the photo's URL is made of; a new photo gets a new one. */
  photoSeed: string | null;
  /** When the photo will have been processed, in milliseconds since the epoch. */
  photoReadyAt: number;
  address: Address | null;
  primaryPhone: string | null;
  mobilePhone: string | null;
  userType: string | null;
  role: string | null;
  preferredLanguage: string | null;
  locale: string | null;
  enterprise: Enterprise | null;
  startDate: string | null;
  guest: Guest | null;
  /** Whether a custom attribute was ever written: answers then have all keys. */
  full: boolean;
  rank: Rank;
  /** Erased on request of the person: frozen for ever. */
  forgotten: boolean;
}

export const DEFAULT_TIMEZONE = "America/Los_Angeles";

/** An account with nothing filled in. */
export function blankUser(id: string, created: string): UserRecord {
  return {
    id,
    created,
    externalId: "",
    userName: "",
    givenName: "",
    familyName: "",
    honorificPrefix: null,
    displayName: "",
    profileUrl: "",
    title: "",
    timezone: DEFAULT_TIMEZONE,
    active: true,
    primaryEmail: "",
    secondaryEmail: null,
    photoSeed: null,
    photoReadyAt: 0,
    address: null,
    primaryPhone: null,
    mobilePhone: null,
    userType: null,
    role: null,
    preferredLanguage: null,
    locale: null,
    enterprise: null,
    startDate: null,
    guest: null,
    full: false,
    rank: "member",
    forgotten: false,
  };
}

export function blankEnterprise(): Enterprise {
  return {
    employeeNumber: null,
    costCenter: null,
    organization: null,
    division: null,
    department: null,
    managerId: null,
  };
}

/** A copy that can be changed and thrown away: what is held changes only when all of a request was found good. */
export function copyUser(user: UserRecord): UserRecord {
  return {
    ...user,
    address: user.address && { ...user.address },
    enterprise: user.enterprise && { ...user.enterprise },
    guest: user.guest && { ...user.guest, channels: user.guest.channels.map((channel) => ({ ...channel })) },
  };
}

/** A group as the emulator holds it. */
export interface GroupRecord {
  id: string;
  created: string;
  displayName: string;
  /** Ids of the members, in order of joining. */
  members: Set<string>;
  /** Made by Slack itself (the admins, say): SCIM cannot change it. */
  generated: boolean;
  /** Connected to channels: SCIM cannot delete it. */
  linkedToChannels: boolean;
  /** Connected to a user group of a workspace that does not let go of its people: SCIM cannot take members out. */
  linkedToUserGroup: boolean;
}

/** A copy that can be changed and thrown away. */
export function copyGroup(group: GroupRecord): GroupRecord {
  return { ...group, members: new Set(group.members) };
}
