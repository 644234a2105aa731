import { isSlackCode, type SlackCode } from "../base/codes";
import { isHeaderValue } from "../base/header-value";
import { meaning } from "../base/nearest";
import { isObject } from "../base/values";

/** The answers to what Slack does not say in public: one switch for each. BEHAVIOURS.md lists them with their reasons. */
export interface Behaviours {
  /** Status of POST in v2. @default 201 */
  createStatusV2: 201 | 200;
  /** Status of PATCH and PUT in v2; with 204 the answer has no body. @default 200 */
  updateStatusV2: 200 | 204;
  /** Status of DELETE of a group in v2. @default 204 */
  deleteGroupStatusV2: 204 | 200;
  /** Other statuses than the usual ones, by error code: `{ username_taken: 400 }`. @default {} */
  statuses: Partial<Record<SlackCode, number>>;
  /** Media type of v2 answers. @default "application/json; charset=utf-8" */
  contentTypeV2: string;
  /** Whether slashes in JSON strings are escaped, as Slack's are. @default true */
  escapedSlashes: boolean;
  /** Whether v2 filters work, are ignored (everybody is listed) or are refused. @default "honoured" */
  filterV2: "honoured" | "ignored" | "refused";
  /** Whether `userName eq "Ada"` finds `ada`. @default "insensitive" */
  filterCase: "insensitive" | "sensitive";
  /** What `incomplete_filter` looks like in v1: one report has it without a code. @default "withCode" */
  incompleteFilter: "withCode" | "withoutCode";
  /** The code for an id that nobody has. @default "no_such_user" */
  unknownUserCode: "no_such_user" | "unknown_user" | "cannot_decode_user_id";
  /** The code for a POST or PUT that has no userName at all. @default "username_empty" */
  missingUserNameCode: "username_empty" | "username_required";
  /** The code for a POST with an e-mail address that somebody has. @default "email_taken" */
  takenEmailCode: "email_taken" | "user_creation_failed";
  /** How often the POST of a person fails with `invited_user_not_created` before it succeeds. @default 0 */
  failedInvitations: number;
  /** The code for a userName over 21 characters. @default "username_too_long" */
  longUserNameCode: "username_too_long" | "long_username";
  /** What an e-mail address as userName becomes: its local part, the whole with `_` for `@`, or an error. @default "localPart" */
  userNameFromEmail: "localPart" | "whole" | "refused";
  /** Which one holds when userName and nickName differ in a request. @default "nickName" */
  nameOfPrecedence: "nickName" | "userName";
  /** What happens to a userName that somebody has: refused, or altered in silence. @default "refused" */
  userNameClash: "refused" | "renamed";
  /** userNames nobody may have. @default everyone, here, channel, group, slackbot, usergroup */
  reservedUserNames: readonly string[];
  /** What PUT without `active` does. @default "kept" */
  putWithoutActive: "kept" | "deactivated";
  /** What PUT without `name` does. @default "kept" */
  putWithoutName: "kept" | "blanked";
  /** What PUT without the guest block makes of a guest. @default "kept" */
  putWithoutGuest: "kept" | "fullMember";
  /** Whether a display name stays as sent or has every other character than letters, digits, `.`, `_`, `-` turned into `_`. @default "kept" */
  displayNameCharacters: "kept" | "underscored";
  /** Whether v1 PATCH and PUT need `schemas`. @default "optional" */
  schemasOnV1Update: "optional" | "required";
  /** Whether the guest and profile blocks count when `schemas` does not list their URN. @default "ignored" */
  extensionWithoutSchema: "ignored" | "accepted";
  /** What happens to attributes that SCIM does not know. @default "refused" */
  unknownAttributes: "refused" | "ignored";
  /** Whether POST keeps `externalId`. @default "ignored" */
  externalIdOnCreate: "ignored" | "stored";
  /** Whether POST keeps `profileUrl` until the next rename. @default "echoed" */
  profileUrlOnCreate: "echoed" | "computed";
  /** What a count of 0 or less lists. @default "nothing" */
  countBelowOne: "nothing" | "tenResources";
  /** Whether itemsPerPage is what is in the page or what was asked for. @default "returned" */
  itemsPerPage: "returned" | "requested";
  /** Whether `attributes` and `excludedAttributes` have an effect. @default "ignored" */
  attributesParameter: "ignored" | "honoured";
  /** Whether two groups may bear one name. @default "allowed" */
  sameGroupName: "allowed" | "refused";
  /** What adding a present member or removing an absent one does. @default "succeeds" */
  pointlessMemberChange: "succeeds" | "refused";
  /** What an unknown id among the members does to the others. @default "refusesAll" */
  unknownMember: "refusesAll" | "isSkipped";
  /** Whether multi-channel guests may be in groups. @default "allowed" */
  guestsInGroups: "allowed" | "refused";
  /** Whether v2 `remove` of `members` with a value list removes those or, the value ignored, everybody. @default "listed" */
  removeMembersWithValue: "listed" | "everybody";
  /** Whether deactivation takes people out of their groups. @default "kept" */
  membershipAfterDeactivation: "kept" | "dropped";
  /** The body of a 429. @default "version" */
  limitEnvelope: "version" | "v1" | "none";
  /** What a v2 PATCH operation without `path` does; merged, the keys of its value may be paths. @default "refused" */
  patchWithoutPath: "refused" | "merged";
  /** What v2 `replace` with a list does to phone numbers, addresses and roles. @default "replaced" */
  replaceOfLists: "replaced" | "merged";
  /** What POST with `active: false` makes. @default "inactive" */
  createInactive: "inactive" | "active";
  /** When a user has the keys of a full one in answers: once a custom attribute was written, or always. @default "onceWritten" */
  userShape: "onceWritten" | "full";
  /** How an absent second e-mail address looks. @default "absent" */
  blankSecondaryEmail: "absent" | "blank";
  /** What a manager whom nobody is does. @default "refused" */
  unknownManager: "refused" | "blanked";
  /** What guest attributes do on a plan without guests. @default "refused" */
  guestOnBusinessPlan: "refused" | "ignored";
  /** Whether attribute names in bodies are the same in any case. @default "insensitive" */
  attributeNameCase: "insensitive" | "exact";
  /** What a startIndex of 0 or less is. @default "isOne" */
  startIndexBelowOne: "isOne" | "refused";
  /** What two primary values in one list are. @default "refused" */
  manyPrimaries: "refused" | "firstWins";
  /** When v1 shows the profile block of a full user. @default "whenSet" */
  profileSchemaV1: "whenSet" | "always";
  /** What PUT of a group does with members who were deactivated since. @default "stay" */
  deactivatedMembersOnPut: "stay" | "refused";
  /** Which name members show first. @default "displayName" */
  memberDisplay: "displayName" | "realName";
  /** Whether a rate limit is a bucket of the burst that refills evenly, or so many requests in each minute. @default "burst" */
  bucketMeaning: "burst" | "minute";
  /** What v2 `add` of a primary e-mail address does where one is held. @default "takesPlace" */
  addedPrimaryEmail: "takesPlace" | "refused";
  /** What an e-mail address without a mark is in a v1 PATCH. @default "primary" */
  unmarkedEmailV1: "primary" | "secondary";
  /** What `type` means in a v2 path: what it means in requests, or what answers show. @default "asInRequests" */
  selectorByType: "asInRequests" | "asInAnswers";
  /** What `"manager": {}` does, which Slack's Java SDK sends after a read. @default "refused" */
  emptyManager: "refused" | "cleared";
  /** What the word `filter=` before a filter does, as Slack's Python documentation writes it. @default "refused" */
  leadingFilterWord: "refused" | "ignored";
  /** How long a DELETE or `active: false` takes to show, in milliseconds. @default 0 */
  deactivationLagMs: number;
  /** How long a group PATCH takes to show, in milliseconds. @default 0 */
  groupPatchLagMs: number;
  /** How long a photo is processed, in milliseconds. @default 0 */
  photoDelayMs: number;
  /** How long a write takes and keeps its resource locked, in milliseconds. @default 0 */
  writeMs: number;
  /** Whether a second write of one resource meets a lock. @default "refused" */
  overlappingWrites: "refused" | "allowed";
}

/** The answers that public evidence speaks for most. */
export const DEFAULT_BEHAVIOURS: Behaviours = {
  createStatusV2: 201,
  updateStatusV2: 200,
  deleteGroupStatusV2: 204,
  statuses: {},
  contentTypeV2: "application/json; charset=utf-8",
  escapedSlashes: true,
  filterV2: "honoured",
  filterCase: "insensitive",
  incompleteFilter: "withCode",
  unknownUserCode: "no_such_user",
  missingUserNameCode: "username_empty",
  takenEmailCode: "email_taken",
  failedInvitations: 0,
  longUserNameCode: "username_too_long",
  userNameFromEmail: "localPart",
  nameOfPrecedence: "nickName",
  userNameClash: "refused",
  reservedUserNames: ["everyone", "here", "channel", "group", "slackbot", "usergroup"],
  putWithoutActive: "kept",
  putWithoutName: "kept",
  putWithoutGuest: "kept",
  displayNameCharacters: "kept",
  schemasOnV1Update: "optional",
  extensionWithoutSchema: "ignored",
  unknownAttributes: "refused",
  externalIdOnCreate: "ignored",
  profileUrlOnCreate: "echoed",
  countBelowOne: "nothing",
  itemsPerPage: "returned",
  attributesParameter: "ignored",
  sameGroupName: "allowed",
  pointlessMemberChange: "succeeds",
  unknownMember: "refusesAll",
  guestsInGroups: "allowed",
  removeMembersWithValue: "listed",
  membershipAfterDeactivation: "kept",
  limitEnvelope: "version",
  patchWithoutPath: "refused",
  replaceOfLists: "replaced",
  createInactive: "inactive",
  userShape: "onceWritten",
  blankSecondaryEmail: "absent",
  unknownManager: "refused",
  guestOnBusinessPlan: "refused",
  attributeNameCase: "insensitive",
  startIndexBelowOne: "isOne",
  manyPrimaries: "refused",
  profileSchemaV1: "whenSet",
  deactivatedMembersOnPut: "stay",
  memberDisplay: "displayName",
  bucketMeaning: "burst",
  addedPrimaryEmail: "takesPlace",
  unmarkedEmailV1: "primary",
  selectorByType: "asInRequests",
  emptyManager: "refused",
  leadingFilterWord: "refused",
  deactivationLagMs: 0,
  groupPatchLagMs: 0,
  photoDelayMs: 0,
  writeMs: 0,
  overlappingWrites: "refused",
};

/** The values each switch takes; numbers and lists are checked by their kind. */
const VALUES: { [K in keyof Behaviours]?: readonly Behaviours[K][] } = {
  createStatusV2: [201, 200],
  updateStatusV2: [200, 204],
  deleteGroupStatusV2: [204, 200],
  filterV2: ["honoured", "ignored", "refused"],
  filterCase: ["insensitive", "sensitive"],
  incompleteFilter: ["withCode", "withoutCode"],
  unknownUserCode: ["no_such_user", "unknown_user", "cannot_decode_user_id"],
  missingUserNameCode: ["username_empty", "username_required"],
  takenEmailCode: ["email_taken", "user_creation_failed"],
  longUserNameCode: ["username_too_long", "long_username"],
  userNameFromEmail: ["localPart", "whole", "refused"],
  nameOfPrecedence: ["nickName", "userName"],
  userNameClash: ["refused", "renamed"],
  putWithoutActive: ["kept", "deactivated"],
  putWithoutName: ["kept", "blanked"],
  putWithoutGuest: ["kept", "fullMember"],
  displayNameCharacters: ["kept", "underscored"],
  schemasOnV1Update: ["optional", "required"],
  extensionWithoutSchema: ["ignored", "accepted"],
  unknownAttributes: ["refused", "ignored"],
  externalIdOnCreate: ["ignored", "stored"],
  profileUrlOnCreate: ["echoed", "computed"],
  countBelowOne: ["nothing", "tenResources"],
  itemsPerPage: ["returned", "requested"],
  attributesParameter: ["ignored", "honoured"],
  sameGroupName: ["allowed", "refused"],
  pointlessMemberChange: ["succeeds", "refused"],
  unknownMember: ["refusesAll", "isSkipped"],
  guestsInGroups: ["allowed", "refused"],
  removeMembersWithValue: ["listed", "everybody"],
  membershipAfterDeactivation: ["kept", "dropped"],
  limitEnvelope: ["version", "v1", "none"],
  patchWithoutPath: ["refused", "merged"],
  replaceOfLists: ["replaced", "merged"],
  createInactive: ["inactive", "active"],
  userShape: ["onceWritten", "full"],
  blankSecondaryEmail: ["absent", "blank"],
  unknownManager: ["refused", "blanked"],
  guestOnBusinessPlan: ["refused", "ignored"],
  attributeNameCase: ["insensitive", "exact"],
  startIndexBelowOne: ["isOne", "refused"],
  manyPrimaries: ["refused", "firstWins"],
  profileSchemaV1: ["whenSet", "always"],
  deactivatedMembersOnPut: ["stay", "refused"],
  memberDisplay: ["displayName", "realName"],
  bucketMeaning: ["burst", "minute"],
  addedPrimaryEmail: ["takesPlace", "refused"],
  unmarkedEmailV1: ["primary", "secondary"],
  selectorByType: ["asInRequests", "asInAnswers"],
  emptyManager: ["refused", "cleared"],
  leadingFilterWord: ["refused", "ignored"],
  overlappingWrites: ["refused", "allowed"],
};

/** The values a switch takes, where they can be counted. */
export function valuesOf(name: keyof Behaviours): readonly unknown[] | undefined {
  return VALUES[name];
}

/** The whole set of switches with some of them changed; says what a wrong one was. */
export function withBehaviours(base: Behaviours, changes: Partial<Behaviours>): Behaviours {
  for (const [name, value] of Object.entries(changes)) checkSwitch(name, value);
  return { ...base, ...changes };
}

/** The kind of the switches whose values cannot be counted. */
const KINDS: { [K in keyof Behaviours]?: { wanted: string; isGood: (value: unknown) => boolean } } = {
  statuses: {
    wanted: "an object of error codes and statuses from 200 to 599",
    isGood: (value) =>
      isObject(value) &&
      Object.entries(value).every(([code, status]) => isSlackCode(code) && isStatus(status)),
  },
  reservedUserNames: {
    wanted: "a list of texts",
    isGood: (value) => Array.isArray(value) && value.every((name) => typeof name === "string"),
  },
  contentTypeV2: { wanted: "a text that a header can hold", isGood: isHeaderValue },
  escapedSlashes: { wanted: "true or false", isGood: (value) => typeof value === "boolean" },
};
const QUANTITY = {
  wanted: "a number from 0",
  isGood: (value: unknown) => typeof value === "number" && Number.isFinite(value) && value >= 0,
};

function isStatus(value: unknown): boolean {
  return typeof value === "number" && Number.isInteger(value) && value >= 200 && value <= 599;
}

function checkSwitch(name: string, value: unknown): void {
  if (!Object.hasOwn(DEFAULT_BEHAVIOURS, name)) {
    const meant = meaning(name, Object.keys(DEFAULT_BEHAVIOURS), "BEHAVIOURS.md lists them all.");
    throw new TypeError(`There is no behaviour "${name}"; ${meant}`);
  }
  const known = name as keyof Behaviours;
  const values: readonly unknown[] | undefined = VALUES[known];
  if (values?.includes(value)) return;
  const { wanted, isGood } = KINDS[known] ?? QUANTITY;
  if (values || !isGood(value)) {
    const expected = values ? `one of ${JSON.stringify(values)}` : wanted;
    throw new TypeError(`behaviours.${name} must be ${expected}, got ${JSON.stringify(value)}.`);
  }
}
