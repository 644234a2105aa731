/**
 * What Slack says of when and where a resource lives; read-only.
 */
export interface ScimMeta {
  /** ISO 8601 with the offset of Slack's clock, to the second: `2026-01-20T08:15:37-08:00`. */
  created?: string | null;
  /** The resource's URL. */
  location?: string | null;
}

/** The parts of a person's name; Slack knows no others. */
export interface ScimName {
  givenName?: string | null;
  familyName?: string | null;
  honorificPrefix?: string | null;
}

/** One e-mail address; Slack keeps a primary and a secondary one and answers without `type`. */
export interface ScimEmail {
  value: string;
  primary?: boolean | null;
  type?: string | null;
}

/**
 * One telephone number, labelled as Slack answers: `primary: true` is the main phone, `type: "mobile"` the mobile one.
 * (A request means the opposite by `type`; the client writes the form that lands where the label says.)
 */
export interface ScimPhoneNumber {
  value: string;
  primary?: boolean | null;
  type?: string | null;
}

/** One picture: a public or a `data:` URL when sent; Slack answers with a URL of its own. */
export interface ScimPhoto {
  value: string;
  type?: string | null;
  primary?: boolean | null;
}

/** One postal address; Slack keeps a single one, without `type` and `primary`. */
export interface ScimAddress {
  streetAddress?: string | null;
  locality?: string | null;
  region?: string | null;
  postalCode?: string | null;
  country?: string | null;
  type?: string | null;
  primary?: boolean | null;
}

/** A free text about what the person does; it gives no rights in Slack, which keeps a single one. */
export interface ScimRole {
  value: string;
  type?: string | null;
  primary?: boolean | null;
}

/** A group or channel that a person belongs to. */
export interface ScimReference {
  value: string;
  display?: string | null;
}

/** The manager of a person: Slack's id, a primary e-mail address or a userName when sent, an id when answered. */
export interface ScimManager {
  managerId?: string | null;
}

/** The enterprise extension. */
export interface ScimEnterprise {
  employeeNumber?: string | null;
  costCenter?: string | null;
  organization?: string | null;
  division?: string | null;
  department?: string | null;
  manager?: ScimManager | null;
}

/** Slack's guest extension; full members have none. */
export interface ScimGuest {
  /** `multi` (a guest in several channels) is the only kind SCIM can make. */
  type?: string | null;
  /** ISO 8601; when the guest is deactivated. */
  expiration?: string | null;
  /** Read-only: the channels the guest is in. */
  channels?: ScimReference[] | null;
}

/** Slack's profile extension. */
export interface ScimProfile {
  /** ISO 8601; the first day at work. */
  startDate?: string | null;
}

/**
 * A person, in SCIM's attribute names and alike for v1 and v2: the extensions are `enterprise`, `guest` and `profile` in both.
 * A value sets, `null` is blank, an absent attribute is not spoken of. Attributes that are not listed here pass through untouched.
 *
 * @see https://docs.slack.dev/reference/scim-api#user-attributes
 */
export interface ScimUser {
  /** Filled in when sending; only needed for schemas of your own. */
  schemas?: string[];
  id?: string;
  externalId?: string | null;
  meta?: ScimMeta;
  /** Lower-case letters, digits, `.`, `_` and `-`, at most 21; Slack alters what it cannot keep. */
  userName?: string | null;
  /** Mirrors userName, and wins where the two differ. */
  nickName?: string | null;
  name?: ScimName | null;
  /** At most 80 characters, no `@`. */
  displayName?: string | null;
  profileUrl?: string | null;
  emails?: ScimEmail[] | null;
  photos?: ScimPhoto[] | null;
  addresses?: ScimAddress[] | null;
  phoneNumbers?: ScimPhoneNumber[] | null;
  title?: string | null;
  /** A name of the tz database: `Europe/Berlin`. */
  timezone?: string | null;
  locale?: string | null;
  preferredLanguage?: string | null;
  userType?: string | null;
  roles?: ScimRole[] | null;
  /** `false` deactivates: the account keeps its id, userName and e-mail addresses. */
  active?: boolean | null;
  /** Only when creating; Slack never answers with it. */
  password?: string | null;
  /** Read-only: change it through the groups. */
  groups?: ScimReference[] | null;
  enterprise?: ScimEnterprise | null;
  guest?: ScimGuest | null;
  profile?: ScimProfile | null;
}

/** A person as Slack answered. */
export interface ScimUserRecord extends ScimUser {
  id: string;
}

/** What to change of a person: a value sets, `null` clears, absent leaves alone; a list is the whole new list. */
export type UserChanges = Omit<
  ScimUser,
  "id" | "schemas" | "meta" | "groups" | "externalId" | "profileUrl" | "password"
>;
