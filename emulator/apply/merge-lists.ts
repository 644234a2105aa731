import { ScimFailure } from "../base/envelopes";
import {
  ADDRESS_PARTS,
  type AddressItem,
  type EmailItem,
  type PhoneItem,
  type RoleItem,
} from "../parse/read-lists";
import type { Address, UserRecord } from "../records/user-record";
import { chooseEmails, choosePhones, PHONE_SLOTS, sameEmail } from "./slots";

/** The whole of each list, as POST and PUT have it: what is absent is blank. */
export function setEmails(draft: UserRecord, items: EmailItem[]): void {
  const { primary, secondary } = chooseEmails(items);
  if (!primary) throw new ScimFailure("email_empty");
  draft.primaryEmail = primary;
  draft.secondaryEmail = secondary ?? null;
}

export function setPhones(draft: UserRecord, items: PhoneItem[]): void {
  const { primaryPhone = null, mobilePhone = null } = choosePhones(items);
  Object.assign(draft, { primaryPhone, mobilePhone });
  if (primaryPhone || mobilePhone) draft.full = true;
}

export function setAddress(draft: UserRecord, items: AddressItem[]): void {
  const sent = items.filter((item) => !item.removed);
  const chosen = (sent.find((item) => item.primary) ?? sent[0])?.address;
  draft.address = chosen && Object.values(chosen).some((part) => part !== null) ? chosen : null;
  if (draft.address) draft.full = true;
}

export function setRole(draft: UserRecord, items: RoleItem[]): void {
  const sent = items.filter((item) => !item.removed);
  draft.role = (sent.find((item) => item.primary) ?? sent[0])?.value ?? null;
  if (draft.role) draft.full = true;
}

/**
 * Merges e-mail addresses into those held. `unmarked` says where an address without a mark goes when a primary one is held
 * already: v1's partial user chooses anew, v2's `add` appends.
 */
export function mergeEmails(draft: UserRecord, items: EmailItem[], unmarked: "primary" | "secondary"): void {
  const removed = items.filter((item) => item.removed);
  const sent = items.filter((item) => !item.removed);
  const marked =
    sent.find((item) => item.primary) ?? sent.find((item) => item.primary !== false && item.type === "work");
  const primary =
    marked ?? (unmarked === "primary" ? sent.find((item) => item.primary === undefined) : undefined);
  removeEmails(draft, removed, primary?.value);
  if (primary) setPrimaryEmail(draft, primary.value);
  const secondary = sent.find((item) => !sameEmail(item.value, draft.primaryEmail));
  if (secondary) draft.secondaryEmail = secondary.value;
}

/** The new primary address takes the place of the old one; a secondary that moves up leaves its place empty. */
export function setPrimaryEmail(draft: UserRecord, value: string): void {
  if (sameEmail(value, draft.secondaryEmail)) draft.secondaryEmail = null;
  draft.primaryEmail = value;
}

function removeEmails(draft: UserRecord, items: EmailItem[], replacement: string | undefined): void {
  for (const item of items) {
    if (sameEmail(item.value, draft.secondaryEmail)) draft.secondaryEmail = null;
    else if (sameEmail(item.value, draft.primaryEmail) && !replacement)
      throw new ScimFailure("missing_primary_email");
  }
}

export function mergePhones(draft: UserRecord, items: PhoneItem[]): void {
  for (const item of items.filter((entry) => entry.removed)) removePhone(draft, item.value);
  const slots = choosePhones(items);
  Object.assign(draft, slots);
  if (draft.primaryPhone || draft.mobilePhone) draft.full = true;
}

function removePhone(draft: UserRecord, value: string | null): void {
  for (const slot of PHONE_SLOTS) if (draft[slot] === value) draft[slot] = null;
}

export function mergeAddress(draft: UserRecord, items: AddressItem[]): void {
  const { address } = draft;
  if (items.some((item) => !item.removed)) setAddress(draft, items);
  else if (address && items.some((item) => sameAddress(item.address, address))) draft.address = null;
}

function sameAddress(one: Address, other: Address): boolean {
  return ADDRESS_PARTS.every((part) => one[part] === other[part]);
}

export function mergeRole(draft: UserRecord, items: RoleItem[]): void {
  if (items.some((item) => item.removed && item.value === draft.role)) draft.role = null;
  if (items.some((item) => !item.removed)) setRole(draft, items);
}
