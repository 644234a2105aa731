import type { Properties } from "../fields/properties";
import { described, list, NO_EMOJI, text, textWithin, type ValueType, word } from "../fields/values";

/** What Slack allows of a userName; it would turn every other character into `_`. */
export const userName = word(
  "a userName of 1 to 21 characters out of a-z, 0-9, “.”, “_” and “-” (no e-mail address)",
  (value) => (/^[a-z0-9._-]{1,21}$/.test(value.toLowerCase()) ? value.toLowerCase() : undefined),
);

export const displayName = text({
  max: 80,
  refused: [[/@/, "a name without @"], NO_EMOJI],
});

export const emails = list({
  wanted: "one or two e-mail addresses, the primary one marked",
  most: 2,
  keys: ["value", "primary", "type"],
  item(item, refuse) {
    const value = textWithin(item, "value", refuse)?.toLowerCase();
    if (value !== undefined && !/^[^\s@]+@[^\s@]+$/.test(value)) {
      refuse("an e-mail address", `a string of ${value.length} characters`, ".value");
      return undefined;
    }
    return value === undefined ? undefined : { ...item, value };
  },
  slots(items, refuse) {
    const marked = items.filter((item) => item.primary === true);
    if (items.length === 0) refuse("at least one e-mail address", "none");
    if (marked.length > 1) refuse("one primary e-mail address", `${marked.length}`);
    if (new Set(items.map((item) => item.value)).size < items.length) {
      refuse("two different e-mail addresses", "the same one twice");
    }
    const primary = marked[0] ?? items.find((item) => item.type === "work") ?? items[0];
    const others = items.filter((item) => item !== primary);
    return [...(primary ? [primary] : []), ...others].map((item) => ({
      value: item.value,
      primary: item === primary,
    }));
  },
});

/** The labels are those Slack answers with; what it wants to be asked for is the client's business. */
export const phoneNumbers = list({
  wanted: 'up to two phone numbers, one of them `type: "mobile"`',
  most: 2,
  keys: ["value", "primary", "type"],
  item(item, refuse) {
    if (item.type !== undefined && item.type !== "mobile" && item.type !== "work") {
      refuse('"mobile" or "work"', described(item.type), ".type");
    }
    const value = textWithin(item, "value", refuse);
    return value === undefined ? undefined : { ...item, value };
  },
  slots(items, refuse) {
    const isMobile = (item: Properties) => item.type === "mobile" && item.primary !== true;
    const isFixed = (item: Properties) => item.primary === true || item.type === "work";
    const unlabelled = items.filter((item) => !isMobile(item) && !isFixed(item));
    const primary = items.find(isFixed) ?? unlabelled.shift();
    const mobile = items.find(isMobile) ?? unlabelled.shift();
    const placed = [mobile, primary].filter((item) => item !== undefined);
    if (placed.length < items.length) refuse("one primary and one mobile number", "two of the same");
    return placed.map((item) =>
      item === mobile ? { value: item.value, type: "mobile" } : { value: item.value, primary: true },
    );
  },
});

export const ADDRESS_PARTS = ["streetAddress", "locality", "region", "postalCode", "country"];

export const addresses = list({
  wanted: "one address",
  most: 1,
  keys: [...ADDRESS_PARTS, "primary", "type"],
  item(item, refuse) {
    const filled = ADDRESS_PARTS.filter(
      (part) => item[part] !== undefined && item[part] !== null && item[part] !== "",
    );
    if (filled.length === 0) refuse(`at least one of ${ADDRESS_PARTS.join(", ")}`, "none");
    const parts = filled
      .map((part) => [part, textWithin(item, part, refuse)])
      .filter(([, value]) => value !== undefined);
    return parts.length === 0 ? undefined : Object.fromEntries(parts);
  },
  slots: (items) => items,
});

export const roles = list({
  wanted: "one role",
  most: 1,
  keys: ["value", "primary", "type"],
  item(item, refuse) {
    const value = textWithin(item, "value", refuse);
    return value === undefined ? undefined : { value, primary: true };
  },
  slots: (items) => items,
});

export const photos = list({
  wanted: "one photo",
  most: 1,
  keys: ["value", "primary", "type"],
  item(item, refuse) {
    const value = textWithin(item, "value", refuse);
    if (value !== undefined && !/^(https?:\/\/|data:)/.test(value)) {
      refuse("a public URL or a data: URL", `a string of ${value.length} characters`, ".value");
      return undefined;
    }
    return value === undefined ? undefined : { value };
  },
  slots: (items) => items,
});

/** `""` makes a full member of a guest again. */
export const guestType = word('"multi" (multi-channel guest; "" makes a full member)', (value) =>
  value === "multi" || value === "" ? value : undefined,
);

export const nameRequired = (type: ValueType): ValueType => ({
  ...type,
  canonical(value, refuse) {
    if (typeof value === "string" && value !== "" && value.trim() === "") refuse("a name", "only spaces");
    return type.canonical(value, refuse);
  },
});
