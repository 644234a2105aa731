import { checkJson, checkObject, checkText, describe, isObject } from "./check";
import { SlackScimArgumentError } from "./errors";
import type { ScimUser, UserChanges } from "./user-types";

const LISTS = ["emails", "photos", "addresses", "phoneNumbers", "roles"] as const;

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
  checkShapes("user", user);
  if (!user.emails?.length) throw new SlackScimArgumentError("user.emails", EMAILS, describe(user.emails));
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
  checkShapes("changes", changes);
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

const EMAILS = 'a list as [{ value: "ada@example.com", primary: true }]';

function checkShapes(argument: string, user: ScimUser): void {
  for (const name of LISTS) {
    const list: unknown = user[name];
    if (list === undefined || list === null) continue;
    const wanted = name === "emails" ? EMAILS : "a list of objects";
    if (!Array.isArray(list)) throw new SlackScimArgumentError(`${argument}.${name}`, wanted, describe(list));
    for (const [index, entry] of list.entries())
      checkEntry(`${argument}.${name}[${index}]`, entry, wanted, name);
  }
  for (const name of ["name", "enterprise", "guest", "profile"] as const) {
    const value: unknown = user[name];
    if (value !== undefined && value !== null) checkObject(`${argument}.${name}`, value, "an object");
  }
  if (user.active !== undefined && user.active !== null && typeof user.active !== "boolean") {
    throw new SlackScimArgumentError(`${argument}.active`, "true or false", describe(user.active));
  }
}

function checkEntry(argument: string, entry: unknown, wanted: string, name: string): void {
  if (name === "roles" && typeof entry === "string") return; // Slack takes bare strings for roles
  if (!isObject(entry))
    throw new SlackScimArgumentError(
      argument,
      wanted.replace("a list as [", "").replace(/\]$/, ""),
      describe(entry),
    );
  if (name === "emails") checkText(`${argument}.value`, entry.value, "an e-mail address");
  for (const part of ["value", "type"]) {
    const text = entry[part];
    if (text === undefined || text === null || typeof text === "string") continue;
    throw new SlackScimArgumentError(`${argument}.${part}`, "a string", describe(text));
  }
}
