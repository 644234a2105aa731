import { type ScimVersion, URNS } from "../base/schemas";
import type { Behaviours } from "../behaviours/behaviours";
import type { GroupStore } from "./group-store";
import { blankEnterprise, type UserRecord } from "./user-record";

/** The people and groups that answers refer to. */
export interface Directory {
  users: { get(id: string): UserRecord | undefined };
  groups: Pick<GroupStore, "ofUser">;
}

/** What an answer depends on beside the record. */
export interface AnswerContext {
  organization: Directory;
  version: ScimVersion;
  behaviours: Behaviours;
  baseUrl: string;
  now: number;
}

const NO_ADDRESS = { streetAddress: null, locality: null, region: null, postalCode: null, country: null };

/** A user as Slack answers, key by key in Slack's order. */
export function answerUser(user: UserRecord, context: AnswerContext): Record<string, unknown> {
  const { organization, version, behaviours, baseUrl } = context;
  const urns = URNS[version];
  const full = user.full || behaviours.userShape === "full";
  const profileShown = version === "v2" || behaviours.profileSchemaV1 === "always" || user.startDate !== null;
  const profile = full && profileShown;
  const schemas = [urns.user];
  if (full) schemas.push(urns.enterprise);
  if (profile) schemas.push(urns.profile);
  if (user.guest) schemas.push(urns.guest);
  const answer: Record<string, unknown> = {
    schemas,
    id: user.id,
    externalId: user.externalId,
    meta: { created: user.created, location: `${baseUrl}/scim/${version}/Users/${user.id}` },
    userName: user.userName,
    nickName: user.userName,
    name: answerName(user, full),
    displayName: user.displayName,
    profileUrl: user.profileUrl,
    title: user.title,
    timezone: user.timezone,
    active: user.active,
    emails: answerEmails(user, behaviours),
    photos: [{ value: photoUrl(user, context.now), type: "photo" }],
  };
  if (full) addCustomAttributes(answer, user, urns.enterprise);
  answer.groups = answerGroupsOf(user, organization);
  if (profile) answer[urns.profile] = { startDate: user.startDate };
  if (user.guest) answer[urns.guest] = answerGuest(user.guest);
  return answer;
}

/** The groups a person is in, as answers show them. */
export function answerGroupsOf(
  user: UserRecord,
  organization: Directory,
): { value: string; display: string }[] {
  return organization.groups
    .ofUser(user.id)
    .map((group) => ({ value: group.id, display: group.displayName }));
}

function answerName(user: UserRecord, full: boolean): object {
  const name = { givenName: user.givenName, familyName: user.familyName };
  return full ? { ...name, honorificPrefix: user.honorificPrefix } : name;
}

function answerEmails(user: UserRecord, behaviours: Behaviours): object[] {
  const emails = [{ value: user.primaryEmail, primary: true }];
  if (user.secondaryEmail !== null) emails.push({ value: user.secondaryEmail, primary: false });
  else if (behaviours.blankSecondaryEmail === "blank") emails.push({ value: "", primary: false });
  return emails;
}

function addCustomAttributes(answer: Record<string, unknown>, user: UserRecord, enterpriseUrn: string): void {
  answer.addresses = [user.address ?? { ...NO_ADDRESS }];
  answer.phoneNumbers = [
    { value: user.mobilePhone, type: "mobile" },
    { value: user.primaryPhone, primary: true },
  ];
  answer.userType = user.userType;
  answer.roles = [{ value: user.role, primary: true }];
  answer.preferredLanguage = user.preferredLanguage;
  answer.locale = user.locale;
  const { managerId, ...cachedAnswers } = user.enterprise ?? blankEnterprise();
  answer[enterpriseUrn] = { ...cachedAnswers, manager: { managerId } };
}

function answerGuest(guest: NonNullable<UserRecord["guest"]>): object {
  return {
    type: guest.type,
    ...(guest.expiration === null ? {} : { expiration: guest.expiration }),
    ...(guest.channels.length === 0 ? {} : { channels: guest.channels }),
  };
}

function photoUrl(user: UserRecord, now: number): string {
  if (user.photoSeed !== null && now >= user.photoReadyAt) {
    return `https://avatars.slack-edge.com/${user.photoSeed}_original.jpg`;
  }
  return `https://secure.gravatar.com/avatar/${user.id.toLowerCase()}.jpg?s=192`;
}
