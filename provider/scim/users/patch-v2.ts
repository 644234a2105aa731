import { EXTENSIONS, URNS } from "../base/schemas";
import { toEmailSlots } from "./emails";
import type { PatchOperation } from "./operations";
import { managerCleared, toParts, withGuestType } from "./patch-parts";
import type { ScimEmail, UserChanges } from "./types";
import { toPatchedPhones } from "./wire";

const add = (path: string, value: unknown): PatchOperation => ({ op: "add", path, value });
const replace = (path: string, value: unknown): PatchOperation => ({ op: "replace", path, value });
const remove = (path: string): PatchOperation => ({ op: "remove", path });

/**
 * The operations that make the changes whatever the person looks like now. The old secondary address goes first, so that the
 * primary may take it over; `active` comes last, since becoming a guest or a member again reactivates.
 *
 * @see https://docs.slack.dev/reference/scim-api#patch-users
 */
export function toV2Operations(changes: UserChanges): PatchOperation[] {
  const { emails, userName, name, phoneNumbers, addresses, roles, photos, active, ...others } = changes;
  const { enterprise, guest, profile, ...scalars } = others;
  const extensions = { enterprise, guest: withGuestType(guest), profile };
  return [
    ...(emails ? [remove("emails")] : []), // drops only the secondary one
    ...(userName === undefined ? [] : [replace("userName", userName)]),
    ...Object.entries(scalars).flatMap(([path, value]) =>
      value === undefined ? [] : [replace(path, value ?? "")],
    ),
    ...nameOperations(name),
    ...(emails ? emailOperations(emails) : []),
    ...listOperations("phoneNumbers", phoneNumbers && toPatchedPhones(phoneNumbers)),
    ...listOperations("addresses", addresses),
    ...listOperations("roles", roles),
    ...(photos?.length ? [add("photos", photos)] : listOperations("photos", photos)),
    ...EXTENSIONS.flatMap((extension) => extensionOperations(URNS.v2[extension], extensions[extension])),
    ...(active === undefined ? [] : [replace("active", active)]),
  ];
}

/** Slack merges a `replace` of the whole list and then refuses two primaries: the primary is replaced by itself. */
function emailOperations(emails: ScimEmail[]): PatchOperation[] {
  const { primary, secondary } = toEmailSlots(emails);
  const replaced = replace("emails[primary eq true].value", primary.value);
  return secondary ? [replaced, add("emails", [{ value: secondary.value, primary: false }])] : [replaced];
}

function nameOperations(name: UserChanges["name"]): PatchOperation[] {
  if (name === undefined) return [];
  const parts = name ?? { givenName: null, familyName: null, honorificPrefix: null };
  return Object.entries(parts).flatMap(([part, value]) => {
    if (value === undefined) return [];
    const blank = value === null || value === "";
    return [
      blank && part === "honorificPrefix" ? remove(`name.${part}`) : replace(`name.${part}`, value ?? ""),
    ];
  });
}

function listOperations(path: string, list: object[] | null | undefined): PatchOperation[] {
  if (list === undefined) return [];
  return list?.length ? [remove(path), add(path, list)] : [remove(path)];
}

function extensionOperations(urn: string, extension: object | null | undefined): PatchOperation[] {
  if (extension === undefined) return [];
  if (extension === null) return [remove(urn)];
  const { set, cleared } = toParts(extension);
  const removals = cleared.map((part) => remove(`${urn}.${managerCleared(part)}`));
  return Object.keys(set).length === 0 ? removals : [add(urn, set), ...removals];
}
