/**
 * What Slack says of when and where a resource lives; read-only.
 *
 * @see https://docs.slack.dev/reference/scim-api#user-attributes
 */
export interface ScimMeta {
  /** ISO 8601 with the offset of Slack's clock, to the second: `2026-01-20T08:15:37-08:00`. */
  created?: string | null | undefined;
  /** The resource's URL. */
  location?: string | null | undefined;
}

/**
 * The parts of a person's name; Slack knows no others.
 *
 * @see https://docs.slack.dev/reference/scim-api#user-attributes
 */
export interface ScimName {
  /** The first name. */
  givenName?: string | null | undefined;
  /** The last name. */
  familyName?: string | null | undefined;
  /** A title before the name, as `Dr`. */
  honorificPrefix?: string | null | undefined;
}

/**
 * One e-mail address; Slack keeps a primary and a secondary one and answers without `type`.
 *
 * @see https://docs.slack.dev/reference/scim-api#user-attributes
 */
export interface ScimEmail {
  /** The address. */
  value: string;
  /** Whether it is the primary one; without it, `type` `work` and then the first one is. */
  primary?: boolean | null | undefined;
  /** Slack does not keep it. */
  type?: "work" | "home" | "other" | (string & Record<never, never>) | null | undefined;
}

/**
 * One telephone number, labelled as Slack answers: `primary: true` is the main phone, `type: "mobile"` the mobile one.
 * (A request means the opposite by `type`; the client writes the form that lands where the label says.)
 *
 * @see https://docs.slack.dev/reference/scim-api#user-attributes
 */
export interface ScimPhoneNumber {
  /** The number, as text. */
  value: string;
  /** True for the main phone. */
  primary?: boolean | null | undefined;
  /** `mobile` for the mobile phone. */
  type?: "mobile" | "work" | (string & Record<never, never>) | null | undefined;
}

/**
 * One picture: a public or a `data:` URL when sent; Slack answers with a URL of its own.
 *
 * @see https://docs.slack.dev/reference/scim-api#user-attributes
 */
export interface ScimPhoto {
  /** A URL. */
  value: string;
  /** `photo` or `thumbnail`. */
  type?: string | null | undefined;
  /** Whether it is the one that is shown. */
  primary?: boolean | null | undefined;
}

/**
 * One postal address; Slack keeps a single one, without `type` and `primary`.
 *
 * @see https://docs.slack.dev/reference/scim-api#user-attributes
 */
export interface ScimAddress {
  /** Street and number. */
  streetAddress?: string | null | undefined;
  /** The town. */
  locality?: string | null | undefined;
  /** The state or province. */
  region?: string | null | undefined;
  /** The postal code. */
  postalCode?: string | null | undefined;
  /** The country, as Slack keeps it: any text. */
  country?: string | null | undefined;
  /** Accepted, but not kept. */
  type?: string | null | undefined;
  /** Accepted, but not kept. */
  primary?: boolean | null | undefined;
}

/**
 * A free text about what the person does; it gives no rights in Slack, which keeps a single one.
 *
 * @see https://docs.slack.dev/reference/scim-api#user-attributes
 */
export interface ScimRole {
  /** Any text, as `Engineer`. */
  value: string;
  /** Any text. */
  type?: string | null | undefined;
  /** Whether it is the one that Slack keeps. */
  primary?: boolean | null | undefined;
}

/**
 * A group or channel that a person belongs to.
 *
 * @see https://docs.slack.dev/reference/scim-api#user-attributes
 */
export interface ScimReference {
  /** Its id. */
  value: string;
  /** Its name, read-only. */
  display?: string | null | undefined;
}

/**
 * The manager of a person: Slack's id, a primary e-mail address or a userName when sent, an id when answered.
 *
 * @see https://docs.slack.dev/reference/scim-api#user-attributes
 */
export interface ScimManager {
  /** As `U0AAAAAAA1`. */
  managerId?: string | null | undefined;
}

/**
 * The enterprise extension.
 *
 * @see https://docs.slack.dev/reference/scim-api#user-attributes
 */
export interface ScimEnterprise {
  /** Any text. */
  employeeNumber?: string | null | undefined;
  /** Any text. */
  costCenter?: string | null | undefined;
  /** Any text. */
  organization?: string | null | undefined;
  /** Any text. */
  division?: string | null | undefined;
  /** Any text. */
  department?: string | null | undefined;
  /** Whom the person reports to. */
  manager?: ScimManager | null | undefined;
}

/**
 * Slack's guest extension; full members have none.
 *
 * @see https://docs.slack.dev/reference/scim-api#user-attributes
 */
export interface ScimGuest {
  /** `multi` (a guest in several channels) is the only kind SCIM can make; `""` makes a full member again. */
  type?: "multi" | (string & Record<never, never>) | null | undefined;
  /** ISO 8601; when the guest is deactivated. */
  expiration?: string | null | undefined;
  /** Read-only: the channels the guest is in. */
  channels?: ScimReference[] | null | undefined;
}

/**
 * Slack's profile extension.
 *
 * @see https://docs.slack.dev/reference/scim-api#user-attributes
 */
export interface ScimProfile {
  /** ISO 8601; the first day at work. */
  startDate?: string | null | undefined;
}

/**
 * A person, in SCIM's attribute names and alike for v1 and v2: the extensions are `enterprise`, `guest` and `profile` in both.
 * A value sets, `null` is blank, an absent attribute is not spoken of. Attributes that are not listed here pass through untouched.
 *
 * @see https://docs.slack.dev/reference/scim-api#user-attributes
 */
export interface ScimUser {
  /** Filled in when sending; only needed for schemas of your own. */
  schemas?: string[] | undefined;
  /** Slack's own: `U0AAAAAAA1` or `W0AAAAAAA1`. */
  id?: string | undefined;
  /** Accepted, but answered as an empty string. */
  externalId?: string | null | undefined;
  /** Read-only. */
  meta?: ScimMeta | undefined;
  /** Lower-case letters, digits, `.`, `_` and `-`, at most 21; Slack alters what it cannot keep. */
  userName?: string | null | undefined;
  /** Mirrors userName, and wins where the two differ. */
  nickName?: string | null | undefined;
  /** First and last name. */
  name?: ScimName | null | undefined;
  /** At most 80 characters, no `@`. */
  displayName?: string | null | undefined;
  /** Read-only: follows userName. */
  profileUrl?: string | null | undefined;
  /** One or two: a primary and a secondary one. */
  emails?: ScimEmail[] | null | undefined;
  /** One picture. */
  photos?: ScimPhoto[] | null | undefined;
  /** One address. */
  addresses?: ScimAddress[] | null | undefined;
  /** One or two: the main and the mobile phone. */
  phoneNumbers?: ScimPhoneNumber[] | null | undefined;
  /** What the person does, as `CTO`. */
  title?: string | null | undefined;
  /** A name of the tz database: `Europe/Berlin`. */
  timezone?: string | null | undefined;
  /** A language and country, as `en-US`. */
  locale?: string | null | undefined;
  /** A language, as `en_US`. */
  preferredLanguage?: string | null | undefined;
  /** Any text, as `Contractor`. */
  userType?: string | null | undefined;
  /** One role, as `[{ value: "Engineer" }]`. */
  roles?: ScimRole[] | null | undefined;
  /** `false` deactivates: the account keeps its id, userName and e-mail addresses. */
  active?: boolean | null | undefined;
  /** Only when creating; Slack never answers with it. */
  password?: string | null | undefined;
  /** Read-only: change it through the groups. */
  groups?: ScimReference[] | null | undefined;
  /** The enterprise extension. */
  enterprise?: ScimEnterprise | null | undefined;
  /** Slack's guest extension. */
  guest?: ScimGuest | null | undefined;
  /** Slack's profile extension. */
  profile?: ScimProfile | null | undefined;
}

/**
 * A person as Slack answered.
 *
 * @see https://docs.slack.dev/reference/scim-api#user-attributes
 */
export interface ScimUserRecord extends ScimUser {
  /** Slack's own: `U0AAAAAAA1` or `W0AAAAAAA1`. */
  id: string;
  /** In lower case, as Slack keeps it. */
  userName: string;
}

/**
 * A person to create: Slack makes nobody without a userName and an e-mail address.
 *
 * @see https://docs.slack.dev/reference/scim-api#user-attributes
 */
export interface ScimNewUser extends ScimUser {
  /** At most 21 lower-case letters, digits, `.`, `_` and `-`. */
  userName: string;
  /** At least one. */
  emails: ScimEmail[];
}

/**
 * What to change of a person: a value sets, `null` clears, absent leaves alone; a list is the whole new list.
 *
 * @see https://docs.slack.dev/reference/scim-api#user-attributes
 */
export type UserChanges = Omit<
  ScimUser,
  "id" | "schemas" | "meta" | "groups" | "externalId" | "profileUrl" | "password"
>;
