import { ScimFailure } from "../base/envelopes";
import type { TokenRole } from "../records/organization";
import type { Rank, UserRecord } from "../records/user-record";
import type { ApplyContext } from "./apply-user";

const OWNERS = new Set<Rank>(["owner", "primaryOwner", "workspacePrimaryOwner"]);

/** Refuses writes to accounts that the token's owner, or SCIM altogether, may not touch. */
export function checkMayWrite(user: UserRecord, role: TokenRole): void {
  if (user.forgotten) throw new ScimFailure("cannot_modify_gdpr");
  if (role === "admin" && OWNERS.has(user.rank)) {
    throw new ScimFailure("permission_denied");
  }
}

/** Refuses the deactivation of owners and bots. */
export function checkDeactivation(before: UserRecord, after: UserRecord): void {
  if (!before.active || after.active) return;
  if (before.rank === "primaryOwner") throw new ScimFailure("cannot_disable_primary_owner");
  if (before.rank === "workspacePrimaryOwner") throw new ScimFailure("primary_owner_check_failure");
  if (before.rank === "owner") throw new ScimFailure("cannot_modify_owner");
  if (before.rank === "bot") throw new ScimFailure("cannot_disable_bot_user_with_scim");
}

/** Refuses e-mail addresses that somebody else has, deactivated people included. */
export function checkEmailsFree(draft: UserRecord, { organization, behaviours }: ApplyContext): void {
  for (const email of [draft.primaryEmail, draft.secondaryEmail]) {
    const holder = email ? organization.users.findByEmail(email) : undefined;
    if (holder && holder.id !== draft.id) {
      if (draft.id === "" && behaviours.takenEmailCode !== "email_taken")
        throw new ScimFailure(behaviours.takenEmailCode);
      throw new ScimFailure("email_taken", `email=${email} existing_user=${holder.id}`);
    }
  }
}

const MOST_PROFILE_FIELDS = 50;
const FIELDS: { [field: string]: (user: UserRecord) => unknown } = {
  address: (user) => user.address,
  city: (user) => user.address?.locality,
  country: (user) => user.address?.country,
  zipCode: (user) => user.address?.postalCode,
  phone: (user) => user.primaryPhone ?? user.mobilePhone,
  title: (user) => user.title,
  honorificPrefix: (user) => user.honorificPrefix,
  locale: (user) => user.locale,
  preferredLanguage: (user) => user.preferredLanguage,
  role: (user) => user.role,
  userType: (user) => user.userType,
  employeeNumber: (user) => user.enterprise?.employeeNumber,
  costCenter: (user) => user.enterprise?.costCenter,
  organization: (user) => user.enterprise?.organization,
  division: (user) => user.enterprise?.division,
  department: (user) => user.enterprise?.department,
  manager: (user) => user.enterprise?.managerId,
  startDate: (user) => user.startDate,
};

/** The custom profile fields that a write needs and the organization lacks; refused when it cannot have that many. */
export function missingProfileFields(draft: UserRecord, { organization }: ApplyContext): string[] {
  const { profileFields, settings } = organization;
  const missing = Object.entries(FIELDS)
    .filter(([field, held]) => !profileFields.has(field) && Boolean(held(draft)))
    .map(([field]) => field);
  const total = settings.customProfileFields + profileFields.size + missing.length;
  if (missing.length > 0 && total > MOST_PROFILE_FIELDS) {
    throw new ScimFailure("unable_to_create_team_profile_fields");
  }
  return missing;
}
