/** How bad a finding is. `unknown`: it could not be found out, which fails no run. */
export type Level = "ok" | "warning" | "problem" | "unknown";

/** What is looked at; the names are part of the command's contract. */
export const CHECKS = [
  "node",
  "engine",
  "sdk",
  "package",
  "configuration",
  "settings",
  "token",
  "baseUrl",
  "proxy",
  "limits",
  "auditLog",
  "connection",
  "certificate",
  "clock",
  "version",
  "access",
  "plan",
  "rank",
  "organization",
  "groups",
  "displayNames",
  "protectedUsers",
] as const;

export type Check = (typeof CHECKS)[number];

/** One thing that was looked at. */
export interface Finding {
  check: Check;
  level: Level;
  /** What was found. */
  sentence: string;
  /** What to do about it; missing where nothing need be done. */
  remedy?: string;
}

/** All is well. */
export function ok(check: Check, sentence: string): Finding {
  return { check, level: "ok", sentence };
}

/** It works, and may not go on to. */
export function warning(check: Check, sentence: string, remedy: string): Finding {
  return { check, level: "warning", sentence, remedy };
}

/** A run would fail. */
export function problem(check: Check, sentence: string, remedy: string): Finding {
  return { check, level: "problem", sentence, remedy };
}

/** It could not be found out. */
export function unknown(check: Check, sentence: string, remedy?: string): Finding {
  return { check, level: "unknown", sentence, remedy };
}
