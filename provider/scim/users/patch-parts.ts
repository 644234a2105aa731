import { isObject } from "../base/check";
import type { ScimGuest } from "./types";

/** An object attribute of a change, divided into what is set and the dotted paths of what is cleared. */
export function toParts(value: object): { set: Record<string, unknown>; cleared: string[] } {
  const set: Record<string, unknown> = {};
  const cleared: string[] = [];
  for (const [name, part] of Object.entries(value)) {
    if (part === undefined) continue;
    if (part === null || part === "") cleared.push(name);
    else if (isObject(part)) {
      const inner = toParts(part);
      if (Object.keys(inner.set).length > 0) set[name] = inner.set;
      cleared.push(...inner.cleared.map((path) => `${name}.${path}`));
    } else set[name] = part;
  }
  return { set, cleared };
}

/** A manager is cleared by its id: Slack refuses one without. */
export function managerCleared(path: string): string {
  return path === "manager" ? "manager.managerId" : path;
}

/** Slack wants the type with every change of a guest; `multi` is the only one. */
export function withGuestType(guest: ScimGuest | null | undefined): ScimGuest | null | undefined {
  if (!guest) return guest;
  const sets = Object.entries(guest).some(
    ([name, value]) => name !== "type" && value !== null && value !== undefined,
  );
  return sets && guest.type === undefined ? { type: "multi", ...guest } : guest;
}
