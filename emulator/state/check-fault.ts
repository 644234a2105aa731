import { isSlackCode } from "../base/codes";
import { isHeader, isHeaderValue } from "../base/header-value";
import { meaning } from "../base/nearest";
import { isObject } from "../base/values";
import type { Fault } from "./fault";

interface Kind {
  /** What it must be, as a person says it. */
  wanted: string;
  isGood: (value: unknown) => boolean;
}

const text: Kind = { wanted: "a text", isGood: (value) => typeof value === "string" };
const truth: Kind = { wanted: "true or false", isGood: (value) => typeof value === "boolean" };
const milliseconds = number("a number of milliseconds", (value) => value >= 0);

/** What each property of a fault can be. */
const KINDS: { [K in keyof Required<Fault>]: Kind } = {
  method: text,
  path: {
    wanted: "a text or a pattern",
    isGood: (value) => typeof value === "string" || value instanceof RegExp,
  },
  organization: text,
  times: number("a number from 1", (value) => value >= 1),
  nth: number("a number from 1", (value) => value >= 1),
  probability: number("a number from 0 to 1", (value) => value >= 0 && value <= 1),
  seed: number("a number", () => true),
  status: number(
    "a status from 200 to 599",
    (value) => Number.isInteger(value) && value >= 200 && value <= 599,
  ),
  code: {
    wanted: "one of Slack's SCIM error codes",
    isGood: (value) => typeof value === "string" && isSlackCode(value),
  },
  body: { wanted: "anything JSON can hold", isGood: (value) => JSON.stringify(value) !== undefined },
  html: truth,
  retryAfter: {
    wanted: "a number or a text that a header can hold",
    isGood: (value) => typeof value === "number" || isHeaderValue(value),
  },
  headers: {
    wanted: "an object of headers",
    isGood: (value) => isObject(value) && Object.entries(value).every(isHeader),
  },
  delayMs: milliseconds,
  answerDelayMs: milliseconds,
  drop: { wanted: '"before" or "after"', isGood: (value) => value === "before" || value === "after" },
  applied: truth,
  truncate: number("a number of bytes", (value) => value >= 0),
  contentType: { wanted: "a text that a header can hold", isGood: isHeaderValue },
  dripMs: milliseconds,
  shiftPage: number("a whole number", Number.isInteger),
  staleMs: milliseconds,
  vanish: {
    wanted: "an id or true",
    isGood: (value) => value === true || (typeof value === "string" && value !== ""),
  },
};

/** Refuses what is no fault, with a sentence that says what was wanted. */
export function checkFault(fault: Fault): void {
  for (const [name, value] of Object.entries(fault)) {
    if (!Object.hasOwn(KINDS, name)) {
      throw new TypeError(`A fault has no "${name}"; ${meaning(name, Object.keys(KINDS))}`);
    }
    const { wanted, isGood } = KINDS[name as keyof Fault];
    if (value !== undefined && !isGood(value)) {
      throw new TypeError(`fault.${name} must be ${wanted}, got ${JSON.stringify(value)}.`);
    }
  }
}

function number(wanted: string, isInRange: (value: number) => boolean): Kind {
  return { wanted, isGood: (value) => typeof value === "number" && isInRange(value) };
}
