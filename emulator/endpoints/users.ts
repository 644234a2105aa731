import { type ApplyContext, applyScalars, refusePassword } from "../apply/apply-user";
import { setAddress, setEmails, setPhones, setRole } from "../apply/merge-lists";
import { patchUserV1 } from "../apply/patch-v1";
import { patchUserV2 } from "../apply/patch-v2";
import {
  checkDeactivation,
  checkEmailsFree,
  checkMayWrite,
  missingProfileFields,
} from "../apply/user-checks";
import { usersMatching } from "../apply/user-search";
import { pacificTimestamp } from "../base/clock";
import { ScimFailure } from "../base/envelopes";
import type { Behaviours } from "../behaviours/behaviours";
import { answerContext, bodyOf, type ScimAnswer, type ScimRequest } from "../parse/exchange";
import { listPage } from "../parse/list";
import { checkSchemas, readUser, type UserChanges } from "../parse/read-user";
import { answerUser } from "../records/user-answer";
import { blankUser, copyUser, type UserRecord } from "../records/user-record";

export function listUsers(request: ScimRequest): ScimAnswer {
  const context = answerContext(request);
  const { cachedAnswers } = request.organization.users;
  return listPage(request, usersMatching(request), {
    toObject: (user) => answerUser(user, context),
    toText: (user) => cachedAnswers.textOf(user, context),
  });
}

export function getUser(request: ScimRequest): ScimAnswer {
  const user = request.emulation.visibleUser(request.organization, request.id);
  if (!user) throw unknownUser(request);
  return { status: 200, text: request.organization.users.cachedAnswers.textOf(user, answerContext(request)) };
}

export function createUser(request: ScimRequest): ScimAnswer {
  const { emulation, organization } = request;
  const body = bodyOf(request);
  checkSchemas(body, emulation.behaviours);
  const changes = readUser(body, request.version, emulation.behaviours);
  refuseNameless(changes, emulation.behaviours);
  if (!changes.emails?.length) throw new ScimFailure("email_empty");
  const draft = blankUser("", pacificTimestamp(request.now));
  fillNewUser(draft, changes, applyContext(request));
  const fields = checkDraft(draft, request);
  refuseInvitation(draft, request);
  draft.id = emulation.newId("U");
  const user = emulation.commitUser(organization, draft, fields);
  const status = request.version === "v2" ? emulation.behaviours.createStatusV2 : 201;
  return { status, body: answerUser(user, answerContext(request)) };
}

function refuseNameless({ userName, nickName }: UserChanges, { missingUserNameCode }: Behaviours): void {
  if (userName || nickName) return;
  throw new ScimFailure(
    userName === undefined && nickName === undefined ? missingUserNameCode : "username_empty",
  );
}

/** Slack's invitation behind a new account can fail for a moment. */
function refuseInvitation({ primaryEmail }: UserRecord, { emulation, organization }: ScimRequest): void {
  const failures = organization.failedInvitations.get(primaryEmail) ?? 0;
  if (failures >= emulation.behaviours.failedInvitations) return;
  organization.failedInvitations.set(primaryEmail, failures + 1);
  throw new ScimFailure("invited_user_not_created");
}

/** Fills a new account from what was sent and from Slack's defaults. */
export function fillNewUser(draft: UserRecord, sent: UserChanges, context: ApplyContext): void {
  const changes = withoutInvalidProfile(sent);
  applyScalars(draft, changes, context);
  applyAllLists(draft, changes);
  draft.displayName ||= draft.userName;
  draft.givenName ||= draft.displayName;
  if (changes.active === false) draft.active = context.behaviours.createInactive === "active";
  if (context.behaviours.externalIdOnCreate === "stored") draft.externalId = changes.externalId ?? "";
  if (changes.profileUrl && context.behaviours.profileUrlOnCreate === "echoed")
    draft.profileUrl = changes.profileUrl;
}

/** One invalid value among the custom profile fields makes Slack drop all of them, and create the user all the same. */
function withoutInvalidProfile(changes: UserChanges): UserChanges {
  if (!changes.startDate || !Number.isNaN(Date.parse(changes.startDate))) return changes;
  const { honorificPrefix, userType, preferredLanguage, locale, enterprise, startDate, ...others } = changes;
  return { ...others, addresses: undefined, phoneNumbers: undefined, roles: undefined };
}

export function replaceUser(request: ScimRequest): ScimAnswer {
  const { emulation, version } = request;
  const { behaviours } = emulation;
  const body = bodyOf(request);
  if (version === "v2" || behaviours.schemasOnV1Update === "required") checkSchemas(body, behaviours);
  return updateUser(request, (draft) => {
    const changes = readUser(body, version, behaviours);
    refusePassword(changes);
    refuseNameless(changes, behaviours);
    const context = applyContext(request);
    applyScalars(draft, { ...blanks(draft, request), ...definedOf(changes) }, context);
    applyAllLists(draft, changes);
  });
}

/** What PUT makes of the attributes that it does not mention. */
function blanks(draft: UserRecord, request: ScimRequest): UserChanges {
  const { behaviours } = request.emulation;
  return {
    displayName: draft.displayName === "" ? undefined : "",
    title: "",
    timezone: "",
    ...(behaviours.putWithoutName === "blanked" ? { givenName: "", familyName: "" } : {}),
    ...(behaviours.putWithoutActive === "deactivated" ? { active: false } : {}),
    ...(behaviours.putWithoutGuest === "fullMember" && draft.guest ? { guest: null } : {}),
    honorificPrefix: null,
    userType: null,
    preferredLanguage: null,
    locale: null,
    enterprise: null,
    startDate: null,
  };
}

function definedOf(changes: UserChanges): UserChanges {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
}

function applyAllLists(draft: UserRecord, changes: UserChanges): void {
  setEmails(draft, changes.emails ?? []);
  setPhones(draft, changes.phoneNumbers ?? []);
  setAddress(draft, changes.addresses ?? []);
  setRole(draft, changes.roles ?? []);
}

export function patchUser(request: ScimRequest): ScimAnswer {
  const body = bodyOf(request);
  const patch = request.version === "v1" ? patchUserV1 : patchUserV2;
  return updateUser(request, (draft) => patch(draft, body, applyContext(request)));
}

export function deleteUser(request: ScimRequest): ScimAnswer {
  const { emulation } = request;
  const user = userToWrite(request);
  const draft = copyUser(user);
  draft.active = false;
  checkDeactivation(user, draft);
  emulation.commitUser(request.organization, draft, []);
  return { status: request.version === "v1" ? 200 : 204 };
}

function updateUser(request: ScimRequest, change: (draft: UserRecord) => void): ScimAnswer {
  const { emulation, organization, version } = request;
  const user = userToWrite(request);
  const draft = copyUser(user);
  change(draft);
  if (organization.settings.displayNamesLocked && draft.displayName !== user.displayName) {
    throw new ScimFailure("invalid_display_name", `user=${user.userName}`);
  }
  checkDeactivation(user, draft);
  const fields = checkDraft(draft, request);
  const updated = emulation.commitUser(organization, draft, fields);
  if (version === "v2" && emulation.behaviours.updateStatusV2 === 204) return { status: 204 };
  return { status: 200, body: answerUser(updated, answerContext(request)) };
}

function checkDraft(draft: UserRecord, request: ScimRequest): string[] {
  const context = applyContext(request);
  checkEmailsFree(draft, context);
  return missingProfileFields(draft, context);
}

function userToWrite(request: ScimRequest): UserRecord {
  const user = request.organization.users.get(request.id);
  if (!user) throw unknownUser(request);
  checkMayWrite(user, request.role);
  return user;
}

function unknownUser({ emulation }: ScimRequest): ScimFailure {
  return new ScimFailure(emulation.behaviours.unknownUserCode, "", 404);
}

function applyContext({ organization, emulation, now }: ScimRequest): ApplyContext {
  return { organization, behaviours: emulation.behaviours, now };
}
