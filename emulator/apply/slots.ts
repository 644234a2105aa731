import type { EmailItem, PhoneItem } from "../parse/read-lists";

/** Which of a list of e-mail addresses is the primary: the one marked, else the one for work, else the first. */
export function chooseEmails(items: EmailItem[]): { primary?: string; secondary?: string } {
  const sent = items.filter((item) => !item.removed);
  const primary = sent.find((item) => item.primary) ?? sent.find((item) => item.type === "work") ?? sent[0];
  const secondary = sent.find((item) => item !== primary && !sameEmail(item.value, primary?.value));
  return { primary: primary?.value, secondary: secondary?.value };
}

export function sameEmail(one: string | null | undefined, other: string | null | undefined): boolean {
  return one?.toLowerCase() === other?.toLowerCase();
}

/** The two phone numbers Slack keeps. */
export interface PhoneSlots {
  primaryPhone?: string | null;
  mobilePhone?: string | null;
}

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
  const secondIsPrimary =
    second.primary || (!first.primary && isForMobileSlot(first) && !isForMobileSlot(second));
  const [primary, mobile] = secondIsPrimary ? [second, first] : [first, second];
  return { primaryPhone: primary.value, mobilePhone: mobile.value };
}

function isForMobileSlot(item: PhoneItem): boolean {
  return item.type === "work" && !item.primary;
}
