import { describe, isObject } from "../base/check";
import { completeSchemas, EXTENSIONS, flatSchemas, type ScimVersion, URNS } from "../base/schemas";
import { ShapeProblem, toListOf, toRecord, toValues } from "../base/wire-shape";
import { toWirePhones } from "./phones";
import type { ScimPhoneNumber, ScimUser, ScimUserRecord } from "./types";

/** Lists of a person in which Slack keeps places for what is not there. */
const LISTS = ["emails", "photos", "addresses", "phoneNumbers", "roles", "groups"] as const;

/** Which short name each version's URN has. */
const SHORT_NAMES = Object.values(URNS).flatMap((urns) =>
  EXTENSIONS.map((name) => [urns[name], name] as const),
);

/** What Slack answered as a person, the same for both versions. The parsed answer is nobody else's, so it is changed in place. */
export function toUserRecord(body: unknown): ScimUserRecord {
  const user = toRecord(body, "a user");
  const { userName } = user;
  if (typeof userName !== "string")
    throw new ShapeProblem(
      userName === undefined ? "has no userName" : `has ${describe(userName)} as userName`,
    );
  user.schemas = flatSchemas(user.schemas);
  for (const [urn, name] of SHORT_NAMES) {
    if (!(urn in user)) continue;
    user[name] = user[urn];
    delete user[urn];
  }
  for (const name of LISTS) {
    if (!(name in user)) continue;
    const entries = toListOf<unknown>(user[name], name);
    const filled = entries.every(isFilled) ? entries : entries.filter(isFilled);
    user[name] = name === "emails" ? toValues(filled, name) : filled;
  }
  return user as typeof user & { userName: string }; // checked above
}

/** Slack lists empty places, as `{"value":null,"primary":true}` or an address of five nulls. */
function isFilled(entry: unknown): boolean {
  if (!isObject(entry)) return true;
  if ("value" in entry) return entry.value !== null && entry.value !== "";
  return Object.entries(entry).some(([name, part]) => part !== null && name !== "type" && name !== "primary");
}

/** A person as the version's wire wants it, in a new object. */
export function toWireUser(user: ScimUser, version: ScimVersion): Record<string, unknown> {
  const { schemas, enterprise, guest, profile, phoneNumbers, ...attributes } = user;
  const urns = URNS[version];
  const wire: Record<string, unknown> = { schemas: undefined, ...attributes };
  if (phoneNumbers !== undefined)
    wire.phoneNumbers = phoneNumbers && toWirePhones(phoneNumbers.filter(isFilled));
  const extensions = { enterprise: enterprise && withoutEmptyManager(enterprise), guest, profile };
  const sent = EXTENSIONS.filter((name) => extensions[name] !== undefined && extensions[name] !== null);
  for (const name of sent) wire[urns[name]] = extensions[name];
  wire.schemas = completeSchemas([urns.user, ...sent.map((name) => urns[name])], schemas);
  return wire;
}

/** Slack refuses a manager without an id, though it answers with one. */
function withoutEmptyManager<T extends { manager?: { managerId?: string | null } | null }>(enterprise: T): T {
  if (enterprise.manager?.managerId) return enterprise;
  return { ...enterprise, manager: undefined };
}

/** The telephone numbers of a PATCH as the wire wants them. */
export function toPatchedPhones(phones: ScimPhoneNumber[]): ScimPhoneNumber[] {
  return toWirePhones(phones.filter(isFilled));
}
