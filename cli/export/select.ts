import { memberIds } from "../../provider/run/members";
import type { ScimGroupRecord, ScimUserRecord } from "../../provider/scim";
import { isBot } from "../bots";

/** Which people and groups are exported. */
export interface Selection {
  inactive?: boolean;
  guests?: boolean;
  /** Names of groups whose members are wanted; all people and groups where there is none. */
  group: string[];
  /** Domains of e-mail addresses. */
  domain: string[];
  pattern?: RegExp | undefined;
}

/** The groups that are wanted. @throws Error for a name that no group has */
export function selectGroups(groups: readonly ScimGroupRecord[], { group }: Selection): ScimGroupRecord[] {
  const missing = group.filter((name) => groups.every(({ displayName }) => displayName !== name));
  if (missing.length > 0) throw new Error(`Slack has no group called ${missing.join(", ")}.`);
  return group.length === 0 ? [...groups] : groups.filter(({ displayName }) => group.includes(displayName));
}

/**
 * The people that are wanted. Slack lists bots among people; no program can do anything with them.
 * @throws Error where the filters leave nobody: one of them is misspelt, and groups would be exported without their members
 */
export function selectPeople(
  people: readonly ScimUserRecord[],
  groups: readonly ScimGroupRecord[],
  { inactive, guests, group, domain, pattern }: Selection,
): ScimUserRecord[] {
  const members = new Set(groups.flatMap(memberIds));
  const isAt = (email: string) => domain.some((one) => email.toLowerCase().endsWith(`@${one.toLowerCase()}`));
  const wanted = people.filter(
    (person) =>
      !isBot(person) &&
      (inactive || person.active === true) &&
      (guests || !person.guest?.type) &&
      (group.length === 0 || members.has(person.id)) &&
      (domain.length === 0 || (person.emails ?? []).some(({ value }) => isAt(value))) &&
      (pattern?.test(person.userName) ?? true),
  );
  if (wanted.length === 0 && (domain.length > 0 || pattern !== undefined))
    throw new Error("nobody is left by --domain and --match: correct them. Nothing was written.");
  return wanted;
}
