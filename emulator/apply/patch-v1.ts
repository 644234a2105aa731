import { ScimFailure } from "../base/envelopes";
import { URNS } from "../base/schemas";
import { isObject, type JsonObject, readList } from "../base/values";
import { checkSchemas, hasPlaceFor, readUser, type UserChanges } from "../parse/read-user";
import type { UserRecord } from "../records/user-record";
import { type ApplyContext, applyScalars, refusePassword } from "./apply-user";
import { mergeAddress, mergeEmails, mergePhones, mergeRole } from "./merge-lists";

/** Applies a partial user: what it sends is set, what `meta.attributes` lists is taken away, the rest stays. */
export function patchUserV1(draft: UserRecord, body: JsonObject, context: ApplyContext): void {
  const { behaviours } = context;
  if (behaviours.schemasOnV1Update === "required" || body.schemas !== undefined)
    checkSchemas(body, behaviours);
  removeListed(draft, body.meta, context);
  const changes = readUser(withoutSpaces(body), "v1", behaviours);
  refusePassword(changes);
  applyScalars(draft, changes, context);
  applyLists(draft, changes, context);
}

function applyLists(draft: UserRecord, changes: UserChanges, { behaviours }: ApplyContext): void {
  if (changes.emails) mergeEmails(draft, changes.emails, behaviours.unmarkedEmailV1);
  if (changes.phoneNumbers) mergePhones(draft, changes.phoneNumbers);
  if (changes.addresses) mergeAddress(draft, changes.addresses);
  if (changes.roles) mergeRole(draft, changes.roles);
}

/** One space clears a value in v1; two names of spaces only are a mistake and stay for the check that says so. */
function withoutSpaces(body: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(body).map(([key, value]) => {
      if (value === " ") return [key, ""];
      return [key, isObject(value) && !areBlankNames(value) ? withoutSpaces(value) : value];
    }),
  );
}

function areBlankNames(value: JsonObject): boolean {
  return value.givenName === " " && value.familyName === " ";
}

function removeListed(draft: UserRecord, meta: unknown, context: ApplyContext): void {
  if (!isObject(meta)) return;
  for (const name of readList(meta.attributes) ?? []) {
    if (typeof name !== "string") throw new ScimFailure("invalid_attribute_format");
    removeAttribute(draft, name, context);
  }
}

type Removal = (draft: UserRecord, context: ApplyContext) => void;

const REMOVALS = new Map<string, Removal>(
  Object.entries<Removal>({
    emails: (draft) => {
      draft.secondaryEmail = null;
    },
    phonenumbers: (draft) => Object.assign(draft, { primaryPhone: null, mobilePhone: null }),
    addresses: (draft) => {
      draft.address = null;
    },
    photos: (draft) => {
      draft.photoSeed = null;
    },
    roles: (draft) => {
      draft.role = null;
    },
    name: (draft) => Object.assign(draft, { givenName: "", familyName: "", honorificPrefix: null }),
    "name.givenname": (draft, context) => applyScalars(draft, { givenName: "" }, context),
    "name.familyname": (draft, context) => applyScalars(draft, { familyName: "" }, context),
    "name.honorificprefix": (draft, context) => applyScalars(draft, { honorificPrefix: null }, context),
    username: refuseEmptyUserName,
    nickname: refuseEmptyUserName,
    displayname: (draft, context) => applyScalars(draft, { displayName: "" }, context),
    title: (draft, context) => applyScalars(draft, { title: "" }, context),
    timezone: (draft, context) => applyScalars(draft, { timezone: "" }, context),
    usertype: (draft, context) => applyScalars(draft, { userType: null }, context),
    preferredlanguage: (draft, context) => applyScalars(draft, { preferredLanguage: null }, context),
    locale: (draft, context) => applyScalars(draft, { locale: null }, context),
  }),
);

function refuseEmptyUserName(): never {
  throw new ScimFailure("username_empty");
}

/** Takes an attribute away by its name in lower or any case, `name.familyName` and `<URN>.department` included. */
export function removeAttribute(
  draft: UserRecord,
  name: string,
  context: ApplyContext,
  version: "v1" | "v2" = "v1",
): void {
  const key = name.toLowerCase();
  const { enterprise, guest, profile } = URNS[version];
  const below = (urn: string) => {
    if (!key.startsWith(urn.toLowerCase())) return undefined;
    const rest = key.slice(urn.length);
    return rest === "" ? "" : /^[.:]/.test(rest) ? rest.slice(1) : undefined;
  };
  const inEnterprise = below(enterprise);
  const inGuest = below(guest);
  const inProfile = below(profile);
  if (inEnterprise !== undefined) removeFromEnterprise(draft, inEnterprise, context);
  else if (inGuest === "") applyScalars(draft, { guest: null }, context);
  else if (inGuest === "expiration") draft.guest &&= { ...draft.guest, expiration: null };
  else if (inProfile === "" || inProfile === "startdate") draft.startDate = null;
  else removeByName(draft, key, context);
}

function removeByName(draft: UserRecord, name: string, context: ApplyContext): void {
  const removal = REMOVALS.get(name);
  if (removal) removal(draft, context);
  else if (hasPlaceFor({ attribute: name })) throw new ScimFailure("invalid_request_payload");
  else refuseUnknown(context);
}

const ENTERPRISE_NAMES = new Map(
  (["employeeNumber", "costCenter", "organization", "division", "department"] as const).map((name) => [
    name.toLowerCase(),
    name,
  ]),
);

function removeFromEnterprise(draft: UserRecord, part: string, context: ApplyContext): void {
  const name = ENTERPRISE_NAMES.get(part);
  if (part === "") applyScalars(draft, { enterprise: null }, context);
  else if (part === "manager" || part === "manager.managerid") {
    applyScalars(draft, { enterprise: { manager: null } }, context);
  } else if (name) applyScalars(draft, { enterprise: { [name]: null } }, context);
  else refuseUnknown(context);
}

function refuseUnknown({ behaviours }: ApplyContext): void {
  if (behaviours.unknownAttributes === "refused") throw new ScimFailure("invalid_request_payload");
}
