import { EXTENSIONS, URNS } from "../base/schemas";
import { toEmailSlots } from "./emails";
import { managerCleared, toParts, withGuestType } from "./patch-parts";
import type { UserChanges } from "./types";
import { toPatchedPhones } from "./wire";

/** v1's way of saying "blank"; an empty string would be passed over. */
const BLANK = " ";

interface V1Patch {
  wire: Record<string, unknown>;
  /** `meta.attributes`: what is removed before the rest is set. */
  removed: string[];
  schemas: string[];
}

/**
 * A v1 PATCH: a partial person, with `meta.attributes` naming what is removed before the rest is set.
 *
 * @see https://docs.slack.dev/reference/scim-api#patch-users
 */
export function toV1UserPatch(changes: UserChanges): object {
  const { emails, phoneNumbers, addresses, roles, photos, name, enterprise, guest, profile, ...scalars } =
    changes;
  const patch: V1Patch = { wire: {}, removed: [], schemas: [URNS.v1.user] };
  for (const [key, value] of Object.entries(scalars))
    patch.wire[key] = value === null || value === "" ? BLANK : value;
  if (emails) patchEmails(emails, patch);
  patchLists(
    { addresses, roles, photos, phoneNumbers: phoneNumbers && toPatchedPhones(phoneNumbers) },
    patch,
  );
  if (name === null) patch.removed.push("name.givenName", "name.familyName", "name.honorificPrefix");
  if (name) patchParts("name", name, patch);
  const extensions = { enterprise, guest: withGuestType(guest), profile };
  for (const extension of EXTENSIONS) {
    const value = extensions[extension];
    if (value === null) patch.removed.push(URNS.v1[extension]);
    if (value && patchParts(URNS.v1[extension], value, patch)) patch.schemas.push(URNS.v1[extension]);
  }
  const { wire, removed, schemas } = patch;
  return removed.length === 0 ? { schemas, ...wire } : { schemas, ...wire, meta: { attributes: removed } };
}

/** Removing `emails` drops only the secondary one; the primary is set over. */
function patchEmails(emails: NonNullable<UserChanges["emails"]>, patch: V1Patch): void {
  const { primary, secondary } = toEmailSlots(emails);
  patch.removed.push("emails");
  patch.wire.emails = [{ value: primary.value, primary: true }];
  if (secondary)
    patch.wire.emails = [...(patch.wire.emails as object[]), { value: secondary.value, primary: false }];
}

function patchLists(lists: Record<string, object[] | null | undefined>, patch: V1Patch): void {
  for (const [name, list] of Object.entries(lists)) {
    if (list === undefined) continue;
    patch.removed.push(name);
    if (list?.length) patch.wire[name] = list;
  }
}

/** Whether anything was set, not only cleared. */
function patchParts(name: string, value: object, patch: V1Patch): boolean {
  const { set, cleared } = toParts(value);
  patch.removed.push(...cleared.map((part) => `${name}.${managerCleared(part)}`));
  if (Object.keys(set).length === 0) return false;
  patch.wire[name] = set;
  return true;
}
