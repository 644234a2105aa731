import { checkBoolean, checkJson, checkObject, checkText, describe } from "../base/check";
import { SlackScimArgumentError } from "../errors/errors";
import type { ScimUser, UserChanges } from "./types";

/** What an attribute holds: a value, parts of its own, or a list of entries. */
type Kind = "text" | "secret" | "address" | "boolean" | Parts | EntryList;
type Parts = { readonly [name: string]: Kind };

class EntryList {
  constructor(
    readonly example: string,
    readonly parts: Parts,
  ) {}
}

const texts = (...names: string[]): Parts => Object.fromEntries(names.map((name) => [name, "text"]));
const LABELS: Parts = { type: "text", primary: "boolean" };
const EMAILS = new EntryList('{ value: "ada@example.com", primary: true }', { ...LABELS, value: "address" });

/** What can be said of a person. Attributes that are not here pass untouched: they may be Slack's own, or of a day to come. */
const ATTRIBUTES: Parts = {
  ...texts("externalId", "userName", "nickName", "displayName", "profileUrl", "title", "userType"),
  ...texts("timezone", "locale", "preferredLanguage"),
  password: "secret",
  active: "boolean",
  name: texts("givenName", "familyName", "honorificPrefix"),
  emails: EMAILS,
  photos: new EntryList('{ value: "https://example.com/ada.png" }', { ...LABELS, value: "text" }),
  phoneNumbers: new EntryList('{ value: "+49 30 123", primary: true }', { ...LABELS, value: "text" }),
  roles: new EntryList('{ value: "Engineer" }', { ...LABELS, value: "text" }),
  addresses: new EntryList('{ locality: "Berlin" }', {
    ...LABELS,
    ...texts("streetAddress", "locality", "region", "postalCode", "country"),
  }),
  enterprise: {
    ...texts("employeeNumber", "costCenter", "organization", "division", "department"),
    manager: texts("managerId"),
  },
  guest: texts("type", "expiration"),
  profile: texts("startDate"),
};

/** Slack refuses or ignores a change of these. */
const NOT_PATCHABLE: Record<string, string> = {
  id: "it is Slack's own",
  meta: "it is Slack's own",
  schemas: "the client fills it in",
  groups: "add the person to a group instead",
  externalId: "Slack does not change it",
  profileUrl: "it follows userName",
  password: "it can only be given when creating",
};

/** What a person cannot be without. */
const NEVER_BLANK = ["userName", "nickName", "active", "timezone", "emails"] as const;

/** Refuses a person that Slack could not create. */
export function checkNewUser(user: ScimUser): ScimUser {
  checkObject("user", user, "an object with userName and emails");
  checkText("user.userName", user.userName, "the person's userName");
  checkParts("user", user, ATTRIBUTES);
  if (!user.emails?.length) refuseList("user.emails", user.emails, EMAILS);
  return user;
}

/** Refuses a replacement that would deactivate by omission; makes nickName follow userName, as else the rename is lost. */
export function checkUserReplacement(user: ScimUser): ScimUser {
  checkNewUser(user);
  if (typeof user.active !== "boolean") {
    throw new SlackScimArgumentError(
      "user.active",
      "true or false when a person is replaced: leaving it out has deactivated people",
      describe(user.active),
    );
  }
  return { ...user, nickName: user.userName };
}

/** Refuses changes that Slack does not make, or that change nothing. */
export function checkUserChanges(changes: UserChanges): UserChanges {
  checkObject("changes", changes, "an object with what to change");
  checkJson("changes", changes);
  checkParts("changes", changes, ATTRIBUTES);
  const named = Object.entries(changes).filter(([, value]) => value !== undefined);
  if (named.length === 0)
    throw new SlackScimArgumentError("changes", "at least one attribute to change", "none");
  for (const [name] of named) {
    const reason = NOT_PATCHABLE[name];
    if (reason !== undefined) {
      throw new SlackScimArgumentError(`changes.${name}`, `left out: ${reason}`, "a change of it");
    }
  }
  for (const name of NEVER_BLANK) {
    const value = changes[name];
    if (value === null || value === "" || (Array.isArray(value) && value.length === 0)) {
      throw new SlackScimArgumentError(
        `changes.${name}`,
        "a value: Slack keeps nobody without",
        describe(value),
      );
    }
  }
  return changes;
}

function checkParts(argument: string, value: object, parts: Parts): void {
  for (const [name, kind] of Object.entries(parts)) {
    const part = (value as Record<string, unknown>)[name];
    const isSaid = part !== undefined && part !== null;
    if (isSaid || kind === "address") checkKind(`${argument}.${name}`, part, kind);
  }
}

function checkKind(argument: string, value: unknown, kind: Kind): void {
  if (kind === "address") checkText(argument, value, "an e-mail address");
  else if (kind === "boolean") checkBoolean(argument, value);
  else if (kind instanceof EntryList) checkList(argument, value, kind);
  else if (typeof kind === "object")
    checkParts(argument, checkObject(argument, value as object, "an object"), kind);
  else if (typeof value !== "string") {
    throw new SlackScimArgumentError(
      argument,
      "a string",
      kind === "secret" ? "something else" : describe(value),
    );
  }
}

/** Slack keeps one primary entry, and which of two is nobody's choice. */
function checkList(argument: string, list: unknown, kind: EntryList): void {
  if (!Array.isArray(list)) refuseList(argument, list, kind);
  for (const [index, entry] of list.entries()) {
    const at = `${argument}[${index}]`;
    checkParts(at, checkObject(at, entry, kind.example), kind.parts);
  }
  const primaries = list.filter(({ primary }) => primary).length;
  if (primaries > 1)
    throw new SlackScimArgumentError(argument, "a list with one primary entry at most", `${primaries}`);
}

function refuseList(argument: string, list: unknown, { example }: EntryList): never {
  throw new SlackScimArgumentError(argument, `a list as [${example}]`, describe(list));
}
