import { isObject, type JsonObject } from "../base/values";
import { blankUser, type UserRecord } from "./user-record";

const BLANK = new Map<string, unknown>(Object.entries(blankUser("", "")));
const BLOCKS = new Set(["address", "enterprise", "guest"]);
const MAY_BE_NULL = new Set([...BLANK].filter(([, value]) => value === null).map(([name]) => name));

/** Whether every property that a user has is of its kind; those that are missing are filled in. */
export function isUserRecord(value: unknown): value is UserRecord {
  if (!isObject(value) || !hasTexts(value, ["id", "created", "userName", "primaryEmail"])) return false;
  return [...BLANK].every(([name, blank]) => {
    const held = value[name];
    if (held === undefined || (held === null && MAY_BE_NULL.has(name))) return true;
    if (name === "guest") return isObject(held) && Array.isArray(held.channels);
    if (BLOCKS.has(name)) return isObject(held);
    return typeof held === (blank === null ? "string" : typeof blank);
  });
}

/** Whether an object has texts under these names. */
export function hasTexts(value: JsonObject, names: string[]): boolean {
  return names.every((name) => typeof value[name] === "string");
}
