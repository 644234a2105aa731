import { waysToSay } from "../settings/table";

/** Who somebody is, by what an entry of `protectedUsers` may name. */
export interface Identity {
  id: string;
  userName?: unknown;
  emails?: unknown;
}

/** All that an entry may call somebody, in lower case. */
export function namesOf({ id, userName, emails }: Identity): string[] {
  const addresses = Array.isArray(emails) ? emails.map((email) => email?.value) : [];
  return [id, userName, ...addresses]
    .filter((name) => typeof name === "string")
    .map((name) => name.toLowerCase());
}

/** The people whom no run deactivates, renames, converts or takes out of a group. */
export class Protection {
  private readonly entries: ReadonlySet<string>;

  /** @param entries ids, userNames and e-mail addresses, in any letter case */
  constructor(entries: readonly string[]) {
    this.entries = new Set(entries.map((entry) => entry.toLowerCase()));
  }

  /** Whether anybody is protected at all. */
  get isOn(): boolean {
    return this.entries.size > 0;
  }

  /** The entry that protects somebody. */
  entryOf(identity: Identity): string | undefined {
    return namesOf(identity).find((name) => this.entries.has(name));
  }

  /**
   * Why a step against somebody is refused; nothing where they are not protected.
   * @param step what is not done, as "is not deactivated"
   * @param known the person as state, program and Slack know them
   */
  refusalOf(name: string, step: string, ...known: readonly Identity[]): string | undefined {
    const entry = known.map((one) => this.entryOf(one)).find((found) => found !== undefined);
    if (entry === undefined) return undefined;
    return `${name} ${step}: ${waysToSay("protectedUsers")} protects "${entry}". If it is meant all the same, take this entry out of the setting.`;
  }

  /**
   * Refuses a step against somebody who is protected.
   * @throws Error which names the entry and the setting that lifts it
   */
  refuse(...[name, step, ...known]: Parameters<Protection["refusalOf"]>): void {
    const refusal = this.refusalOf(name, step, ...known);
    if (refusal !== undefined) throw new Error(refusal);
  }
}
