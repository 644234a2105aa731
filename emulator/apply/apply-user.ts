import { createHash } from "node:crypto";
import { ScimFailure } from "../base/envelopes";
import { isIsoDate } from "../base/values";
import type { Behaviours } from "../behaviours/behaviours";
import { checkWords, freeUserName, toDisplayName, toUserName } from "../parse/names";
import { ENTERPRISE_TEXTS, type EnterpriseChanges, type UserChanges } from "../parse/read-user";
import type { Organization } from "../records/organization";
import { blankEnterprise, DEFAULT_TIMEZONE, type UserRecord } from "../records/user-record";

/** What applying a request's attributes depends on. */
export interface ApplyContext {
  organization: Organization;
  behaviours: Behaviours;
  now: number;
}

/** Refuses a password anywhere but on POST. */
export function refusePassword(changes: UserChanges): void {
  if (changes.password !== undefined) throw new ScimFailure("password_change_not_allowed");
}

/** Writes all single-valued attributes that were sent into a copy of a user; the lists are the verbs' business. */
export function applyScalars(draft: UserRecord, changes: UserChanges, context: ApplyContext): void {
  applyUserName(draft, changes, context);
  if (changes.displayName !== undefined)
    draft.displayName = toDisplayName(changes.displayName, context.behaviours);
  if (changes.givenName !== undefined) draft.givenName = checkWords(changes.givenName);
  if (changes.familyName !== undefined) draft.familyName = checkWords(changes.familyName);
  if (changes.title !== undefined) draft.title = checkWords(changes.title);
  if (changes.timezone !== undefined) draft.timezone = changes.timezone || DEFAULT_TIMEZONE;
  if (changes.active !== undefined) draft.active = changes.active;
  applyCustomTexts(draft, changes);
  if (changes.enterprise !== undefined) applyEnterprise(draft, changes.enterprise, context);
  if (changes.startDate !== undefined) applyStartDate(draft, changes.startDate);
  if (changes.photo !== undefined) applyPhoto(draft, changes.photo, context);
  if (changes.guest !== undefined) applyGuest(draft, changes.guest, context);
}

function applyUserName(draft: UserRecord, changes: UserChanges, context: ApplyContext): void {
  const { userName, nickName } = changes;
  const { behaviours } = context;
  const fromUserName = userName === undefined ? undefined : toUserName(userName, behaviours);
  const fromNickName = nickName === undefined ? undefined : toUserName(nickName, behaviours, "nickName");
  const [wanted, sent] =
    behaviours.nameOfPrecedence === "nickName"
      ? [fromNickName ?? fromUserName, nickName ?? userName]
      : [fromUserName ?? fromNickName, userName ?? nickName];
  if (wanted === undefined || wanted === draft.userName) return;
  draft.userName = unusedUserName(wanted, String(sent), draft, context);
  draft.profileUrl = context.organization.profileUrlOf(draft.userName);
}

function unusedUserName(wanted: string, sent: string, draft: UserRecord, context: ApplyContext): string {
  const { organization, behaviours } = context;
  const isTaken = (name: string) => {
    const holder = organization.users.findByUserName(name);
    return (
      (holder !== undefined && holder.id !== draft.id) || organization.settings.channelNames.includes(name)
    );
  };
  if (!isTaken(wanted)) return wanted;
  if (behaviours.userNameClash === "renamed") return freeUserName(wanted, isTaken);
  throw new ScimFailure("username_taken", `username=${sent}`);
}

function applyCustomTexts(draft: UserRecord, changes: UserChanges): void {
  const names = ["honorificPrefix", "userType", "preferredLanguage", "locale"] as const;
  for (const name of names) {
    const sent = changes[name];
    if (sent === undefined) continue;
    draft[name] = sent || null;
    if (sent) draft.full = true;
  }
}

function applyEnterprise(draft: UserRecord, changes: EnterpriseChanges | null, context: ApplyContext): void {
  if (changes === null) {
    draft.enterprise = null;
    return;
  }
  const enterprise = draft.enterprise ?? blankEnterprise();
  for (const name of ENTERPRISE_TEXTS) {
    const sent = changes[name];
    if (sent !== undefined) enterprise[name] = sent || null;
  }
  if (changes.manager !== undefined) enterprise.managerId = resolveManager(changes.manager, context);
  draft.enterprise = enterprise;
  if (Object.values(enterprise).some((value) => value !== null)) draft.full = true;
}

/** A manager may be named by id, primary e-mail address or userName; what is kept is the id. */
function resolveManager(named: string | null, { organization, behaviours }: ApplyContext): string | null {
  if (named === null) return null;
  const { users } = organization;
  const byEmail = users.findByEmail(named);
  const isPrimary = byEmail?.primaryEmail.toLowerCase() === named.toLowerCase();
  const manager = users.get(named) ?? (isPrimary ? byEmail : undefined) ?? users.findByUserName(named);
  if (manager) return manager.id;
  if (behaviours.unknownManager === "blanked") return null;
  throw new ScimFailure("unknown_user", "", 400);
}

function applyStartDate(draft: UserRecord, sent: string | null): void {
  if (sent && !isIsoDate(sent)) throw new ScimFailure("invalid_attribute_format");
  draft.startDate = sent || null;
  if (sent) draft.full = true;
}

/** Addresses that answers show: sent back they mean the photo that is there. */
const OWN_PHOTO = /^https:\/\/(avatars\.slack-edge\.com|secure\.gravatar\.com)\//;

function applyPhoto(draft: UserRecord, sent: string | null, context: ApplyContext): void {
  if (sent !== null && OWN_PHOTO.test(sent)) return;
  draft.photoSeed = sent === null ? null : createHash("md5").update(sent).digest("hex");
  draft.photoReadyAt = context.now + context.behaviours.photoDelayMs;
}

function applyGuest(
  draft: UserRecord,
  sent: NonNullable<UserChanges["guest"]> | null,
  context: ApplyContext,
): void {
  if (sent === null) {
    if (draft.guest) draft.active = true;
    draft.guest = null;
    return;
  }
  if (context.organization.settings.plan !== "enterprise") {
    if (context.behaviours.guestOnBusinessPlan === "ignored") return;
    throw new ScimFailure("cannot_make_user_guest");
  }
  const type = sent.type ?? (draft.guest?.type === "multi" ? "multi" : undefined);
  if (type !== "multi") throw new ScimFailure("invalid_attribute_format");
  if (sent.expiration && !isIsoDate(sent.expiration)) throw new ScimFailure("invalid_attribute_format");
  if (draft.rank !== "member") throw new ScimFailure("cannot_make_user_guest");
  const converted = draft.guest?.type !== "multi";
  const expiration =
    sent.expiration === undefined ? (draft.guest?.expiration ?? null) : sent.expiration || null;
  draft.guest = { type: "multi", expiration, channels: draft.guest?.channels ?? [] };
  if (converted) draft.active = true;
}
