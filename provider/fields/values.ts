import { holdsUnknown, isObject, type Properties } from "./properties";

/** Says what is wrong with a declared value. `within` is the place inside it: `[1].value`. */
export type Refuse = (wanted: string, got: string, within?: string) => void;

/** A sort of value: how it is checked, and how Slack's form of it is read. */
export interface ValueType {
  /** What is wanted, in words. */
  wanted: string;
  /** The canonical form of a declared value, `undefined` once refused. */
  canonical(value: unknown, refuse: Refuse): unknown;
  /** The canonical form of what Slack answered; blank where Slack holds nothing. */
  live(value: unknown): unknown;
  /** Whether two canonical forms that differ mean the same. */
  matches?(declared: unknown, live: unknown): boolean;
  /** Of a list of objects: the shortest way in which a program may declare what is canonical. */
  short?(canonical: readonly unknown[]): unknown[];
}

/**
 * A reason must not repeat what may be a secret, and any input may be one: the value is described.
 * What is public by nature (a userName, an id, a date, a choice) is quoted.
 */
export function described(value: unknown): string {
  if (typeof value === "string") return `a string of ${value.length} characters`;
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (value === null) return "null";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

function quoted(value: unknown): string {
  return typeof value === "string" ? `"${value}"` : described(value);
}

/** Free text, trimmed unless `verbatim`. `""` clears it. */
export function text(
  rules: { max?: number; refused?: [pattern: RegExp, wanted: string][]; verbatim?: true } = {},
): ValueType {
  const wanted = rules.max === undefined ? "a string" : `a string of up to ${rules.max} characters`;
  return {
    wanted,
    canonical(value, refuse) {
      if (typeof value !== "string") return refuse(wanted, described(value));
      const trimmed = rules.verbatim ? value : value.trim();
      if (rules.max !== undefined && [...trimmed].length > rules.max) refuse(wanted, described(trimmed));
      for (const [pattern, rule] of rules.refused ?? []) {
        if (pattern.test(trimmed)) refuse(rule, described(trimmed));
      }
      return trimmed;
    },
    live: liveText,
  };
}

/** Slack takes no emoji in names: `invalid_emoji_not_allowed`. Signs that are text by themselves, such as ™, are none. */
export const NO_EMOJI: [pattern: RegExp, wanted: string] = [
  /\p{Emoji_Presentation}|\uFE0F/u,
  "a name without emoji",
];

/** Text with a form of its own, public by nature, so that a refusal may quote it. */
export function word(wanted: string, canonical: (value: string) => string | undefined): ValueType {
  return {
    wanted,
    canonical(value, refuse) {
      const form = typeof value === "string" ? canonical(value.trim()) : undefined;
      return form === undefined ? refuse(wanted, quoted(value)) : form;
    },
    live: liveText,
    matches: (declared, live) => typeof live === "string" && (canonical(live) ?? live) === declared,
  };
}

/** What Slack's ids of people look like. */
export const USER_ID = /^[UW][A-Z0-9]+$/;

/** What Slack's ids of groups look like. */
export const GROUP_ID = /^S[A-Z0-9]+$/;

/** An id of Slack's. */
export function slackId(shape: RegExp, wanted: string): ValueType {
  return word(wanted, (value) => (shape.test(value) ? value : undefined));
}

/** Ids of people, in any order; canonical sorted, each once. */
export const memberIdList: ValueType = {
  wanted: "a list of user ids (U… or W…, such as `ada.id`)",
  canonical(value, refuse) {
    if (!Array.isArray(value)) return refuse(this.wanted, described(value));
    for (const [index, id] of value.entries()) {
      if (holdsUnknown(id)) continue;
      if (typeof id !== "string") refuse("a user id", described(id), `[${index}]`);
      else if (!USER_ID.test(id))
        refuse("a user id (U… or W…, such as `ada.id`)", quotedId(id), `[${index}]`);
    }
    return holdsUnknown(value) ? value : [...new Set(value)].sort();
  },
  live: (value) =>
    Array.isArray(value) ? value.map((member: { value: string }) => member.value).sort() : [],
};

function quotedId(id: string): string {
  return id.includes("@") || id.length > 40 ? described(id) : `"${id}"`;
}

/** One of a few words. */
export function choice(...words: string[]): ValueType {
  return word(`one of ${words.map((one) => `"${one}"`).join(", ")}`, (value) =>
    words.includes(value) ? value : undefined,
  );
}

/** A day, perhaps a time, perhaps a zone. */
const ISO_8601 = /^(\d{4}-\d\d-\d\d)(T\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?(Z|[+-]\d\d:?\d\d)?$/;

/** JavaScript takes the 31st of February for the 3rd of March. */
function isOnTheCalendar(day: string): boolean {
  const date = new Date(`${day}T00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}

/** A moment in time, in ISO 8601, UTC where no zone is said; canonical in UTC to the second. `""` clears it. */
export const moment: ValueType = word("a date in ISO 8601 such as 2027-01-31T23:59:59Z", (value) => {
  if (value === "") return value;
  const [, day, time = "T00:00", zone = "Z"] = ISO_8601.exec(value) ?? [];
  if (day === undefined || !isOnTheCalendar(day)) return undefined;
  const ms = Date.parse(`${day}${time}${zone.replace(/(\d\d)(\d\d)$/, "$1:$2")}`);
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString().replace(/\.\d+Z$/, "Z");
});

/** A name from the tz database. */
export const timezone: ValueType = word('a time zone such as "Europe/Berlin"', (value) => {
  try {
    new Intl.DateTimeFormat("en", { timeZone: value });
    return value;
  } catch {
    return undefined;
  }
});

export const flag: ValueType = {
  wanted: "true or false",
  canonical: (value, refuse) =>
    typeof value === "boolean" ? value : refuse("true or false", described(value)),
  live: (value) => value === true,
};

/** A list of objects that Slack keeps a fixed number of. `[]` clears it. */
export function list(rules: {
  wanted: string;
  most: number;
  /** The keys that an item may have. */
  keys: string[];
  /** Reads one item, `undefined` once refused. */
  item(item: Properties, refuse: Refuse): Properties | undefined;
  /** Puts the items into Slack's slots, in the order Slack answers with. */
  slots(items: Properties[], refuse: Refuse): Properties[];
}): ValueType {
  return {
    wanted: rules.wanted,
    canonical(value, refuse) {
      if (!Array.isArray(value)) return refuse(rules.wanted, described(value));
      if (value.length > rules.most) refuse(`at most ${rules.most} (Slack keeps no more)`, `${value.length}`);
      const items = value.map((entry, index) => {
        if (holdsUnknown(entry)) return undefined;
        const within = `[${index}]`;
        const refuseItem: Refuse = (wanted, got, deeper = "") => refuse(wanted, got, within + deeper);
        const item = typeof entry === "string" ? { value: entry } : entry;
        if (!isObject(item)) return refuseItem("an object", described(entry));
        for (const key of Object.keys(item).filter((key) => !rules.keys.includes(key))) {
          refuseItem(`only ${rules.keys.join(", ")}`, `"${key}"`);
        }
        return rules.item(item, refuseItem);
      });
      if (holdsUnknown(value)) return value;
      const good = items.filter((item) => item !== undefined);
      return good.length === value.length ? rules.slots(good, refuse) : undefined;
    },
    live(value) {
      const items = (Array.isArray(value) ? value : []).map((entry) =>
        typeof entry === "string" ? { value: entry } : entry,
      );
      const held = items.map((item) => rules.item(item, silently)).filter((item) => item !== undefined);
      return rules.slots(held, silently);
    },
    short: (canonical) => canonical.map(shortItem),
  };
}

/** Which item is the primary one follows from its place, or from the others' type. */
function shortItem(item: unknown): unknown {
  if (!isObject(item)) return item;
  const { primary: _, ...said } = item;
  return Object.keys(said).join() === "value" ? said.value : said;
}

/** A string inside an item, trimmed; `undefined` and a refusal where it is none. */
export function textWithin(item: Properties, key: string, refuse: Refuse): string | undefined {
  const value = item[key];
  if (typeof value === "string" && value.trim() !== "") return value.trim();
  refuse("a string that is not empty", value === undefined ? "nothing" : described(value), `.${key}`);
  return undefined;
}

const silently: Refuse = () => {};

function liveText(value: unknown): string {
  return typeof value === "string" ? value.trim() : "";
}
