import type { EmailItem, PhoneItem } from "../parse/read-lists";

/** Which of a list of e-mail addresses is the primary: the one marked, else the one for work, else the first. */
export function chooseEmails(items: EmailItem[]): { primary?: string; secondary?: string } {
  const sent = items.filter((item) => !item.removed);
  const primary = sent.find((item) => item.primary) ?? sent.find((item) => item.type === "work") ?? sent[0];
  if (!primary) return {};
  const secondary = sent.find((item) => !sameEmail(item.value, primary.value));
  return { primary: primary.value, secondary: secondary?.value };
}

export function sameEmail(one: string, other: string | null): boolean {
  return one.toLowerCase() === other?.toLowerCase();
}

/** Where Slack keeps the two phone numbers that it keeps. */
export const PHONE_SLOTS = ["primaryPhone", "mobilePhone"] as const;

export type PhoneSlot = (typeof PHONE_SLOTS)[number];

export type PhoneSlots = { [slot in PhoneSlot]?: string | null };

/**
 * Which of Slack's two slots each phone number goes to. In requests `mobile` means the primary slot and `work` the mobile
 * one, the reverse of what answers say; a marked primary beats both.
 */
export function choosePhones(items: PhoneItem[]): PhoneSlots {
  const sent = items.filter((item) => !item.removed);
  // Of more than two the marked one is kept wherever it stands.
  const [first, second] = sent.sort(
    (one, other) => Number(other.primary ?? false) - Number(one.primary ?? false),
  );
  if (!first) return {};
  if (!second) {
    return isForMobileSlot(first) ? { mobilePhone: first.value } : { primaryPhone: first.value };
  }
  const isReversed = isForMobileSlot(first) && !isForMobileSlot(second);
  const [primary, mobile] = isReversed ? [second, first] : [first, second];
  return { primaryPhone: primary.value, mobilePhone: mobile.value };
}

function isForMobileSlot(item: PhoneItem): boolean {
  return item.type === "work" && !item.primary;
}
