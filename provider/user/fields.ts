import { asDeclared, type Field, toAllOutputs, toDeclaredOutputs } from "../fields/field";
import { at, type Properties } from "../fields/properties";
import { choice, flag, moment, NO_EMOJI, slackId, text, timezone, USER_ID, word } from "../fields/values";
import type { ScimUser, ScimUserRecord } from "../scim";
import {
  addresses,
  displayName,
  emails,
  guestType,
  nameRequired,
  phoneNumbers,
  photos,
  roles,
  userName,
} from "./values";

/** Every attribute of a Slack user that a program may declare. */
export const USER_FIELDS: readonly Field[] = [
  {
    path: "userName",
    type: userName,
    required: "always",
    about: "Slack's user name, unique among people and channels; lower case. Changing it renames the person",
    shown: (declared, live, before) =>
      live.userName === (before.slackUserName ?? declared) ? declared : live.userName,
  },
  {
    path: "emails",
    type: emails,
    required: "always",
    about:
      "One or two addresses. The primary one says who a person is; changing it changes the person's address",
  },
  { path: "name.givenName", type: nameRequired(text({ refused: [NO_EMOJI] })), about: "First name" },
  { path: "name.familyName", type: nameRequired(text({ refused: [NO_EMOJI] })), about: "Last name" },
  {
    path: "name.honorificPrefix",
    type: text({ refused: [NO_EMOJI] }),
    about: "Title before the name, such as “Dr.”",
  },
  {
    path: "displayName",
    type: displayName,
    about:
      "The name that Slack shows, up to 80 characters, no @. Leave it out where people may choose it themselves",
  },
  {
    path: "active",
    type: flag,
    marker: "activeManaged",
    about:
      "`true`: whoever is deactivated outside is reactivated. Left out: shown by refresh and left as it is",
  },
  { path: "title", type: text(), about: "Job title" },
  {
    path: "phoneNumbers",
    type: phoneNumbers,
    about: 'Up to two: the primary one, and one of `type: "mobile"`',
  },
  { path: "addresses", type: addresses, about: "One postal address" },
  {
    path: "photos",
    type: photos,
    shown: asDeclared,
    about: "One photo, as public URL or data: URL. Slack serves a copy, so drift of a photo cannot be seen",
  },
  { path: "roles", type: roles, about: "One role: free text on the profile, no permission" },
  { path: "userType", type: text(), about: "Free text on the profile" },
  { path: "preferredLanguage", type: text(), about: "Free text on the profile" },
  { path: "locale", type: text(), about: "Free text on the profile, such as `en_US`" },
  {
    path: "timezone",
    type: timezone,
    about: "A name of the tz database; Slack's default is `America/Los_Angeles`",
  },
  {
    path: "password",
    type: text({ verbatim: true }),
    createOnly: true,
    about: "First password, sent by create alone. A secret, never an output; a later change is a warning",
  },
  { path: "enterprise.employeeNumber", type: text(), about: "Employee number" },
  { path: "enterprise.costCenter", type: text(), about: "Cost centre" },
  { path: "enterprise.organization", type: text(), about: "Organisation" },
  { path: "enterprise.division", type: text(), about: "Division" },
  { path: "enterprise.department", type: text(), about: "Department" },
  {
    path: "enterprise.manager.managerId",
    type: word("a manager's id, e-mail address or userName", (value) => value),
    required: "with its object",
    about: "The manager: `boss.id`, an e-mail address or a userName",
    shown: (declared, live, before) => {
      const id = managerIdOf(live) ?? "";
      return id === (before.managerId ?? declared) ? declared : id;
    },
  },
  {
    path: "guest.type",
    type: guestType,
    required: "with its object",
    about:
      '`"multi"`: a multi-channel guest (Enterprise plans); `""` makes a full member again. Both reactivate',
  },
  { path: "guest.expiration", type: moment, about: "When the guest's access ends, ISO 8601" },
  {
    path: "slackProfile.startDate",
    scim: "profile.startDate",
    type: moment,
    about: "First day at work, ISO 8601",
  },
  {
    path: "onConflict",
    type: choice("safe", "adopt", "fail"),
    local: true,
    about: "What create does when the person exists (see below)",
  },
  {
    path: "adoptId",
    type: slackId(USER_ID, "the id of a person (U… or W…)"),
    local: true,
    createOnly: true,
    about:
      "The id of an existing account that create takes over, whatever its address, writing what is declared. Only create reads it: leave it or take it out afterwards",
  },
  {
    path: "onDelete",
    type: choice("deactivate", "retain"),
    local: true,
    about: "What delete does (see below)",
  },
  {
    path: "nameIsSecret",
    type: flag,
    local: true,
    about:
      "`true`: the audit log leaves the userName out. Set by itself where the userName is a Pulumi secret",
  },
];

/** What a state holds beside the declared attributes. */
export interface UserFacts {
  /** The organisation that the person was read from. */
  organization: string;
  /** Taken over on create instead of made by it. */
  adopted?: boolean;
  /** Taken over while deactivated, and reactivated by that: the access is this stack's doing, so delete ends it again. */
  reactivated?: boolean;
  /** A conversion reactivated somebody inactive, and deactivating them again failed: the next update owes it. */
  pendingDeactivation?: boolean;
}

/** The outputs of a managed person: what is declared, as Slack holds it, and what Slack says of itself. */
export function toUserOutputs(
  inputs: Properties,
  live: ScimUser,
  before: Properties,
  facts: UserFacts,
): Properties {
  const declared = toDeclaredOutputs(USER_FIELDS, inputs, live, before);
  return {
    ...declared,
    ...slackSays(live, declared.userName),
    ...(at(inputs, "enterprise.manager") !== undefined && managerOutput(live)),
    ...(inputs.active !== undefined && { activeManaged: true }),
    adopted: facts.adopted === true,
    ...(facts.reactivated && { reactivated: true }),
    ...(facts.pendingDeactivation && { pendingDeactivation: true }),
    organization: facts.organization,
  };
}

/** The outputs of a person who is looked at and not managed. */
export function toUserView(live: ScimUser, organization: string): Properties {
  return { ...everythingOf(live, organization), adopted: false, managed: false };
}

/** What a look-up in a program answers with. */
export function toUserResult(live: ScimUserRecord, organization: string): Properties {
  return { id: live.id, emails: [], ...everythingOf(live, organization) };
}

function everythingOf(live: ScimUser, organization: string): Properties {
  return {
    ...toAllOutputs(USER_FIELDS, live),
    ...slackSays(live, live.userName),
    ...managerOutput(live),
    organization,
  };
}

/** The primary e-mail address of a person, declared or live, in canonical form. */
export function primaryEmailOf(person: { emails?: unknown }): string | undefined {
  const canonical = emails.live(person.emails) as Properties[];
  return canonical.find((email) => email.primary === true)?.value as string | undefined;
}

/** The id of a person's manager as Slack holds it. */
export function managerIdOf(live: object): string | undefined {
  const id = at(live, "enterprise.manager.managerId");
  return typeof id === "string" && id !== "" ? id : undefined;
}

function slackSays(live: ScimUser, shownUserName: unknown): Properties {
  return {
    active: live.active === true,
    nickName: live.nickName ?? live.userName,
    profileUrl: live.profileUrl ?? "",
    created: at(live, "meta.created") ?? "",
    ...(live.userName !== shownUserName && { slackUserName: live.userName }),
  };
}

/** The id that the manager resolved to; an output only where it is ours, or drift of it would never be mended. */
function managerOutput(live: ScimUser): Properties {
  const managerId = managerIdOf(live);
  return managerId === undefined ? {} : { managerId };
}
