import { ScimFailure } from "../base/envelopes";
import { type ScimVersion, URNS } from "../base/schemas";
import {
  byLowerCase,
  canonicalKeys,
  isObject,
  type JsonObject,
  readFlag,
  readList,
  readObject,
  readRequiredText,
  readText,
} from "../base/values";
import type { Behaviours } from "../behaviours/behaviours";
import type { PatchPath } from "./path";
import {
  ADDRESS_PARTS,
  type AddressItem,
  type EmailItem,
  type PhoneItem,
  type RoleItem,
  readAddresses,
  readEmails,
  readPhoneNumbers,
  readPhoto,
  readRoles,
} from "./read-lists";

export interface EnterpriseChanges {
  employeeNumber?: string | null;
  costCenter?: string | null;
  organization?: string | null;
  division?: string | null;
  department?: string | null;
  /** An id, a primary e-mail address or a userName; `null` takes the manager away. */
  manager?: string | null;
}

export const ENTERPRISE_TEXTS = [
  "employeeNumber",
  "costCenter",
  "organization",
  "division",
  "department",
] as const;

/** What a request says about a user, its types found good; what is absent was not said. */
export interface UserChanges {
  externalId?: string;
  userName?: string;
  nickName?: string;
  displayName?: string;
  profileUrl?: string;
  givenName?: string;
  familyName?: string;
  honorificPrefix?: string | null;
  title?: string;
  timezone?: string;
  active?: boolean;
  password?: string;
  emails?: EmailItem[];
  phoneNumbers?: PhoneItem[];
  photo?: string | null;
  addresses?: AddressItem[];
  roles?: RoleItem[];
  userType?: string | null;
  preferredLanguage?: string | null;
  locale?: string | null;
  enterprise?: EnterpriseChanges | null;
  guest?: { type?: string; expiration?: string | null } | null;
  startDate?: string | null;
}

const STORED = [
  ...[
    "schemas",
    "id",
    "externalId",
    "meta",
    "userName",
    "nickName",
    "name",
    "displayName",
    "profileUrl",
    "title",
  ],
  ...["timezone", "active", "password", "emails", "phoneNumbers", "photos", "addresses", "roles", "userType"],
  ...["preferredLanguage", "locale", "groups"],
];
/** Attributes that SCIM knows and Slack has no place for: live clients send them, Slack passes over them. */
const PASSED_OVER = ["entitlements", "ims", "x509Certificates"];
const ATTRIBUTES = byLowerCase([...STORED, ...PASSED_OVER]);
const NAME_PARTS = byLowerCase(["givenName", "familyName", "honorificPrefix"]);
const ENTERPRISE_PARTS = byLowerCase([...ENTERPRISE_TEXTS, "manager"]);

/** Refuses a body without `schemas`. */
export function checkSchemas(body: JsonObject, behaviours: Behaviours): void {
  const { schemas } = canonicalKeys(body, ATTRIBUTES, behaviours);
  if (schemas === undefined || schemas === null) throw new ScimFailure("missing_schema_element");
  if (!Array.isArray(schemas) || schemas.some((urn) => typeof urn !== "string")) {
    throw new ScimFailure("invalid_attribute_format");
  }
  if (schemas.length === 0) throw new ScimFailure("missing_schema_element");
}

/** The attributes of a whole or partial user, whichever the verb was. */
export function readUser(rawBody: JsonObject, version: ScimVersion, behaviours: Behaviours): UserChanges {
  const body = canonicalKeys(rawBody, ATTRIBUTES, behaviours);
  if (behaviours.unknownAttributes === "refused") refuseUnknown(body);
  if (readList(body.groups)?.some((group) => !isObject(group))) throw new ScimFailure("groups_invalid");
  readObject(body.meta);
  return {
    ...readName(body.name, behaviours),
    ...readScalars(body),
    ...readExtensions(body, version, behaviours),
    emails: readEmails(readList(body.emails), behaviours),
    phoneNumbers: readPhoneNumbers(readList(body.phoneNumbers), behaviours),
    photo: readPhoto(readList(body.photos), behaviours),
    addresses: readAddresses(readList(body.addresses), behaviours),
    roles: readRoles(readList(body.roles), behaviours),
  };
}

/** What stands below an attribute, in lower case, where a path may name it alone. */
const ITEM_PARTS = byLowerCase(["value", "type", "primary"]);
const ADDRESS_NAMES = byLowerCase([...ADDRESS_PARTS, "type", "primary"]);
const PARTS = new Map([
  ["name", NAME_PARTS],
  ["emails", ITEM_PARTS],
  ["phonenumbers", ITEM_PARTS],
  ["photos", ITEM_PARTS],
  ["roles", ITEM_PARTS],
  ["addresses", ADDRESS_NAMES],
  ["address", ADDRESS_NAMES],
]);
const EXTENSION_PARTS = {
  enterprise: ENTERPRISE_PARTS,
  guest: byLowerCase(["type", "expiration", "channels"]),
  profile: byLowerCase(["startDate"]),
};
const WITH_A_PLACE = new Set(["address", ...STORED.map((name) => name.toLowerCase())]);

/** Whether a path names something that Slack has a place for. */
export function hasPlaceFor({ extension, attribute, part }: PatchPath): boolean {
  if (extension === undefined)
    return WITH_A_PLACE.has(attribute) && (part === undefined || PARTS.get(attribute)?.has(part) === true);
  if (attribute === "") return true;
  const isManagers = attribute === "manager" && part === "managerid";
  return EXTENSION_PARTS[extension].has(attribute) && (part === undefined || isManagers);
}

function refuseUnknown(body: JsonObject): void {
  for (const key of Object.keys(body)) {
    if (ATTRIBUTES.get(key.toLowerCase()) !== key && !/^urn:/i.test(key))
      throw new ScimFailure("invalid_request_payload");
  }
}

function readScalars(body: JsonObject): UserChanges {
  return {
    externalId: readRequiredText(body.externalId),
    userName: readRequiredText(body.userName),
    nickName: readRequiredText(body.nickName),
    displayName: readRequiredText(body.displayName),
    profileUrl: readRequiredText(body.profileUrl),
    title: readRequiredText(body.title),
    timezone: readRequiredText(body.timezone),
    password: readText(body.password) ?? undefined,
    active: readFlag(body.active),
    userType: readText(body.userType),
    preferredLanguage: readText(body.preferredLanguage),
    locale: readText(body.locale),
  };
}

function readName(value: unknown, behaviours: Behaviours): UserChanges {
  const raw = readObject(value);
  if (!raw) return {};
  const name = canonicalKeys(raw, NAME_PARTS, behaviours);
  const givenName = readRequiredText(name.givenName);
  const familyName = readRequiredText(name.familyName);
  const both = givenName !== undefined && familyName !== undefined ? givenName + familyName : undefined;
  if (both !== undefined && both !== "" && both.trim() === "") throw new ScimFailure("invalid_name_required");
  return { givenName, familyName, honorificPrefix: readText(name.honorificPrefix) };
}

function readExtensions(body: JsonObject, version: ScimVersion, behaviours: Behaviours): UserChanges {
  const listed = Array.isArray(body.schemas)
    ? body.schemas.map((urn) => String(urn).toLowerCase())
    : undefined;
  const block = (urn: string) => {
    const key = Object.keys(body).find((name) => name.toLowerCase() === urn.toLowerCase());
    return key === undefined ? undefined : body[key];
  };
  const ifListed = (urn: string) =>
    behaviours.extensionWithoutSchema === "accepted" || !listed || listed.includes(urn.toLowerCase())
      ? block(urn)
      : undefined;
  const { enterprise, guest, profile } = URNS[version];
  return {
    enterprise: readEnterprise(block(enterprise), behaviours),
    guest: readGuest(ifListed(guest)),
    startDate: readText(readObject(ifListed(profile))?.startDate),
  };
}

function readEnterprise(value: unknown, behaviours: Behaviours): EnterpriseChanges | undefined {
  const raw = readObject(value);
  if (!raw) return undefined;
  const block = canonicalKeys(raw, ENTERPRISE_PARTS, behaviours);
  const changes: EnterpriseChanges = {};
  for (const name of ENTERPRISE_TEXTS) changes[name] = readText(block[name]);
  if (block.manager !== undefined) changes.manager = readManager(block.manager, behaviours);
  return changes;
}

function readManager(manager: unknown, behaviours: Behaviours): string | null {
  if (manager === null) return null;
  const block = readObject(manager);
  const isEmpty = block !== undefined && Object.keys(block).length === 0;
  if (isEmpty && behaviours.emptyManager === "cleared") return null;
  if (!block || !Object.hasOwn(block, "managerId"))
    throw new ScimFailure("improper_enterprise_schema_format");
  return readText(block.managerId) || null;
}

function readGuest(value: unknown): UserChanges["guest"] {
  const block = readObject(value);
  if (!block) return undefined;
  return { type: readText(block.type) ?? undefined, expiration: readText(block.expiration) };
}
