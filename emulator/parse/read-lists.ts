import type { SlackCode } from "../base/codes";
import { ScimFailure } from "../base/envelopes";
import { isObject, type JsonObject, readFlag, readText } from "../base/values";
import type { Behaviours } from "../behaviours/behaviours";
import type { Address } from "../records/user-record";

interface Item {
  primary?: boolean;
  type?: string;
  /** v1 takes a single value away with `"operation": "delete"`. */
  removed: boolean;
}

export interface EmailItem extends Item {
  value: string;
}

export interface PhoneItem extends Item {
  value: string | null;
}

export interface AddressItem extends Item {
  address: Address;
}

export interface RoleItem extends Item {
  value: string | null;
}

export const ADDRESS_PARTS = ["streetAddress", "locality", "region", "postalCode", "country"] as const;
const MANY_PRIMARIES = "Multi-valued attributes can not have more than one primary element";

/** Slack's refusal of two primary values, which is a sentence instead of a code. */
export function manyPrimaries(): ScimFailure {
  return new ScimFailure("invalid_request_payload", "", undefined, MANY_PRIMARIES);
}

function readItem(value: unknown, code: SlackCode): Item & { raw: JsonObject } {
  if (!isObject(value)) throw new ScimFailure(code);
  const operation = value.operation;
  if (operation !== undefined && operation !== "delete") throw new ScimFailure(code);
  const type = readText(value.type, code) ?? undefined;
  return {
    primary: readFlag(value.primary),
    type: type?.toLowerCase(),
    removed: operation === "delete",
    raw: value,
  };
}

function onePrimary<T extends Item>(items: T[], { manyPrimaries: many }: Behaviours): T[] {
  const primaries = items.filter((item) => item.primary && !item.removed);
  if (primaries.length <= 1) return items;
  if (many === "refused") throw manyPrimaries();
  return items.map((item) =>
    item.primary && item !== primaries[0] ? { ...item, primary: undefined } : item,
  );
}

/** An address that mail could go to; Slack keeps it in lower case for comparison only. */
export function checkEmail(value: string): string {
  if (value.length > 254 || /[\s\p{Cc}]/u.test(value)) throw new ScimFailure("bad_email_address");
  if (!/^[^@]+@[^@]+\.[^@.]+$/.test(value)) throw new ScimFailure("email_invalid");
  return value;
}

export function readEmails(list: unknown[] | undefined, behaviours: Behaviours): EmailItem[] | undefined {
  if (!list) return undefined;
  const items = list.map((entry) => {
    const { raw, ...item } = readItem(entry, "emails_invalid");
    const value = readText(raw.value, "emails_invalid") ?? "";
    return { ...item, value: value === "" || item.removed ? value : checkEmail(value) };
  });
  return onePrimary(
    items.filter((item) => item.value !== ""),
    behaviours,
  );
}

export function readPhoneNumbers(
  list: unknown[] | undefined,
  behaviours: Behaviours,
): PhoneItem[] | undefined {
  if (!list) return undefined;
  const items = list.map((entry) => {
    const { raw, ...item } = readItem(entry, "phoneNumbers_invalid");
    return { ...item, value: readText(raw.value, "phoneNumbers_invalid") || null };
  });
  return onePrimary(items, behaviours);
}

/** The one photo Slack keeps; `null` when the list is empty. */
export function readPhoto(list: unknown[] | undefined, behaviours: Behaviours): string | null | undefined {
  if (!list) return undefined;
  const items = onePrimary(
    list.map((entry) => {
      const { raw, ...item } = readItem(entry, "photos_invalid");
      return { ...item, value: readText(raw.value, "photos_invalid") || null };
    }),
    behaviours,
  );
  const chosen = items.find((item) => item.primary) ?? items[0];
  if (chosen?.value && !/^(https?:\/\/|data:)/i.test(chosen.value)) throw new ScimFailure("photos_invalid");
  return chosen?.value ?? null;
}

export function readAddresses(
  list: unknown[] | undefined,
  behaviours: Behaviours,
): AddressItem[] | undefined {
  if (!list) return undefined;
  const items = list.map((entry) => {
    const { raw, ...item } = readItem(entry, "addresses_invalid");
    return { ...item, address: readAddress(raw) };
  });
  return onePrimary(items, behaviours);
}

export function readAddress(raw: JsonObject): Address {
  const address: Address = {
    streetAddress: null,
    locality: null,
    region: null,
    postalCode: null,
    country: null,
  };
  for (const part of ADDRESS_PARTS) address[part] = readText(raw[part], "addresses_invalid") || null;
  return address;
}

export function readRoles(list: unknown[] | undefined, behaviours: Behaviours): RoleItem[] | undefined {
  if (!list) return undefined;
  const items = list.map((entry): RoleItem => {
    if (typeof entry === "string") return { value: entry || null, removed: false };
    const { raw, ...item } = readItem(entry, "roles_invalid");
    return { ...item, value: readText(raw.value, "roles_invalid") || null };
  });
  return onePrimary(items, behaviours);
}
