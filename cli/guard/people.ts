import { holdsUnknown, type Properties } from "../../provider/fields/properties";
import { USER_ID } from "../../provider/fields/values";
import { typeToken } from "../../provider/resources/provider-text";
import { Protection } from "../../provider/run/protection";
import { oneLine } from "../one-line";
import type { Step } from "./plan";

/** Whom a step concerns, by what the plan knows of them. */
export interface Concerned {
  id?: string;
  /** userName, e-mail addresses and name, or how many groups and people are meant. */
  who: string;
  /** The name in the program; nothing for a member who is in no step. */
  resource?: string;
  urn?: string;
  /** Where in that resource, if it is a directory: `people.e-1001`. */
  entry?: string;
  /** What would happen. */
  what: string;
}

/** How somebody is named who is in no step: an id is all that the plan says of them. */
export const NOT_NAMED = "(not named in the plan)";

/** Whether somebody is protected: the entry of the setting that says so, not, or not to be told from this plan. */
export type Verdict = { protectedAs: string } | "free" | "unknown";

/** The people of a plan, by id, and who of them is protected. */
export class People {
  private readonly states = new Map<string, Properties[]>();
  private readonly protection: Protection;
  /** Entries that are no id and nobody's name in this plan: they may be anybody whose names it does not show. */
  private readonly openEntries: string[];

  constructor(steps: readonly Step[], entries: readonly string[]) {
    for (const { type, before, after } of steps) {
      const id = before?.id ?? after?.id;
      if (type !== typeToken("User") || id === undefined) continue;
      const known = [before?.outputs, before?.inputs].filter((state) => state !== undefined);
      this.states.set(id, [...(this.states.get(id) ?? []), ...known]);
    }
    this.protection = new Protection(entries);
    const names = [...this.states].flatMap(([id, known]) => known.map((state) => ({ ...state, id })));
    const found = new Set(names.flatMap((one) => namesIn(one)));
    this.openEntries = entries.filter(
      (entry) => !isId(entry) && !found.has(entry.toLowerCase()) && !this.states.has(entry),
    );
  }

  /** What the plan knows of an id, to name somebody by. */
  nameOf(id: string): string {
    const [state] = this.states.get(id) ?? [];
    return state === undefined ? NOT_NAMED : nameUser(state);
  }

  /**
   * Whether somebody is protected.
   * @param known what else is known of them
   */
  verdictOn(id: string | undefined, ...known: Properties[]): Verdict {
    const states = [...known, ...(id === undefined ? [] : (this.states.get(id) ?? []))];
    const identities = states.length === 0 ? [{}] : states;
    for (const state of identities) {
      const protectedAs = this.protection.entryOf({ ...state, id: id ?? "" });
      if (protectedAs !== undefined) return { protectedAs };
    }
    const isKnown = states.some(
      (state) => namesIn(state).length > 0 && !holdsUnknown([state.userName, state.emails]),
    );
    return isKnown || this.openEntries.length === 0 ? "free" : "unknown";
  }

  /** Entries that this plan shows nobody for. */
  get unresolved(): readonly string[] {
    return this.openEntries;
  }
}

/** Whether an entry can only be an id: wanda and ursula are userNames. */
function isId(entry: string): boolean {
  return USER_ID.test(entry) && /\d/.test(entry);
}

/** userName and e-mail addresses, in lower case, as far as they are shown. */
function namesIn({ userName, emails }: Properties): string[] {
  const addresses = Array.isArray(emails) ? emails.map((email) => email?.value) : [];
  return [userName, ...addresses]
    .filter((name) => typeof name === "string" && !holdsUnknown(name))
    .map((name) => name.toLowerCase());
}

/** How a table names a person: userName, e-mail addresses, displayName. */
export function nameUser(state: Properties): string {
  const { userName, emails, displayName } = state;
  const shown = (value: unknown) => (typeof value === "string" && !holdsUnknown(value) ? oneLine(value) : "");
  const addresses = Array.isArray(emails) ? emails.map((email) => shown(email?.value)) : [];
  const rest = [shown(displayName), ...addresses].filter(Boolean).join(", ");
  const name = shown(userName) || "(userName is secret or not known yet)";
  return rest === "" ? name : `${name} (${rest})`;
}
