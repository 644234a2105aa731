import { isDeepStrictEqual } from "node:util";
import type { Properties } from "../../provider/fields/properties";

/** The kinds, by the names of the provider's exports. */
export type Kind = "user" | "group" | "membership" | "directory";

/** A resource as a program registers it. */
export interface Declared {
  name: string;
  kind: Kind;
  /** All inputs but those that are ids of other resources, and the provider text. */
  inputs: Properties;
  /** Names of the people whose ids are the members of a group, or whom a membership lets in. */
  members?: string[];
  /** The name of the group whose id is a membership's `groupId`, where the program does not write the id itself. */
  group?: string;
  /** The name of the person whose id is the manager's. */
  manager?: string;
  /** The name that the resource had before. */
  alias?: string;
  /** The people and groups of a directory, by names such as `company/ada-1`. */
  entries?: Declared[];
  /** The names of the resources after which it comes, without having anything of theirs. */
  after?: string[];
}

/** A resource as the engine keeps it between two commands. */
export interface Kept {
  name: string;
  kind: Kind;
  id: string;
  inputs: Properties;
  outs: Properties;
  /** Names of the resources that must outlive this one. */
  dependsOn: string[];
  /** Replaced by another of the same name, and to be deleted. */
  isPendingDelete?: true;
}

/** What an engine keeps: text, so that nothing but JSON passes from one step to the next. */
export class State {
  private text = "[]";

  get entries(): Kept[] {
    return JSON.parse(this.text) as Kept[];
  }

  /** The resource of a name; one that waits to be deleted is none. */
  get(name: string): Kept | undefined {
    return this.entries.find((kept) => kept.name === name && !kept.isPendingDelete);
  }

  put(kept: Kept): void {
    const others = this.entries.filter((one) => one.isPendingDelete || one.name !== kept.name);
    this.write([...others, kept]);
  }

  /** Keeps the resource for its deletion, after the one that takes its place. */
  replace(name: string): void {
    this.write(
      this.entries.map((one) => (one.name === name ? { ...one, isPendingDelete: true as const } : one)),
    );
  }

  /** Gives a resource the name that the program has for it now. */
  rename(from: string, to: string): void {
    this.write(this.entries.map((one) => (one.name === from ? { ...one, name: to } : one)));
  }

  /** Drops this one alone: after a replacement that was cut short there may be several of the same name and id. */
  drop(gone: Kept): void {
    const { entries } = this;
    const place = entries.findIndex((kept) => isDeepStrictEqual(kept, gone));
    this.write(entries.filter((_kept, index) => index !== place));
  }

  /** Puts what a refresh found in the place of all. */
  write(entries: readonly Kept[]): void {
    this.text = JSON.stringify(entries);
  }
}

/** Those of a state that are meant, and what depends on them, over however many others. */
export function withDependents(entries: readonly Kept[], isMeant: (name: string) => boolean): Kept[] {
  const meant = entries.filter(({ name }) => isMeant(name));
  const names = new Set(meant.map(({ name }) => name));
  const more = entries.filter(
    (kept) => !meant.includes(kept) && kept.dependsOn.some((name) => names.has(name)),
  );
  if (more.length === 0) return meant;
  return withDependents(entries, (name) => names.has(name) || more.some((kept) => kept.name === name));
}
