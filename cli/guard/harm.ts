import { removalsAllowed } from "../../provider/run/removals";
import type { Retention } from "../../provider/run/retention";
import type { Limits } from "./limits";
import type { Concerned, People } from "./people";
import type { Step } from "./plan";
import type { Releases } from "./release";

/** The limits that count people or groups of the whole plan. */
export type CountedLimit = "maxDeactivations" | "maxReactivations" | "maxGroupDeletions" | "maxEmptiedGroups";

/** What a group would lose in a run. */
export interface Removal {
  groupId: string | undefined;
  /** How messages name the group. */
  group: string;
  /** How many members the state knows; undefined where it is hidden. */
  members?: number;
  leaving: Concerned[];
  /** Who leaves is computed or secret: nobody may be certain to stay. */
  isUnknown: boolean;
}

/** A step against somebody who is protected, or may be. */
export interface ProtectedHarm extends Concerned {
  /** The entry of the setting that protects; none where the plan does not tell. */
  protectedAs?: string;
}

/** What a plan would do to people and groups, as far as it is bounded. */
export class Harms {
  readonly counted: Record<CountedLimit, Concerned[]> = {
    maxDeactivations: [],
    maxReactivations: [],
    maxGroupDeletions: [],
    maxEmptiedGroups: [],
  };
  readonly removals: Removal[] = [];
  readonly protected: ProtectedHarm[] = [];
  /** What concerns nobody, or cannot be told from a plan: said, and not refused. */
  readonly told: Concerned[] = [];

  /** Counts somebody once, however many steps say so. */
  count(limit: CountedLimit, who: Concerned): void {
    const isSame = ({ id, urn, entry }: Concerned) =>
      id === undefined ? urn === who.urn && entry === who.entry : id === who.id;
    const known = this.counted[limit].some(isSame);
    if (!known) this.counted[limit].push(who);
  }

  /** Counts together, as a run does, what several resources take out of one group. */
  remove(removal: Removal): void {
    const before = this.removals.find(({ groupId }) => groupId !== undefined && groupId === removal.groupId);
    if (before === undefined) {
      this.removals.push(removal);
      return;
    }
    if (removal.members !== undefined)
      Object.assign(before, { members: removal.members, group: removal.group });
    before.leaving.push(...removal.leaving.filter(({ id }) => before.leaving.every((one) => one.id !== id)));
    before.isUnknown ||= removal.isUnknown;
  }
}

/** What all kinds of resources are judged by. */
export interface Judging {
  limits: Limits;
  people: People;
  releases: Releases;
  harms: Harms;
}

/** Whether a step deletes what was there before. */
export function deletes({ op }: Step): boolean {
  return op === "delete" || op === "delete-replaced" || op === "replace";
}

/** How it is said that a step ends what was there before. */
export function endOf({ op, part }: Step): string {
  return part?.end || (op === "replace" ? "replaced: the old one is deleted" : "deleted");
}

/**
 * Whether a run does not count whom it retains. Of a directory that stays it counts whoever is retained for nothing but their
 * take-over, and of a list that is emptied everybody, since a list that was cut short looks the same.
 */
export function isSpared({ part }: Step, { isDeclared }: Retention): boolean {
  return part?.op !== "update" || (isDeclared && !part.isEmptied);
}

/** What is said of who would be retained and counts. */
export const COUNTED = "it would be retained, and a run counts it all the same";

/** How it is said that somebody is retained. */
export function retainedAs({ isDeclared }: Retention): string {
  return isDeclared ? "retained, as declared" : "retained: it was taken over";
}

/** Whether a step writes what the program declares to what is there. */
export function writes({ op }: Step): boolean {
  return op === "update" || op === "replace";
}

/** How many members a removal may take out, where the number of members is known. */
export function allowedRemovals({ maxMemberRemovals }: Limits, members: number): number {
  return Math.min(...maxMemberRemovals.map((limit) => removalsAllowed(limit, members)));
}

/** Whether a limit allows that everybody leaves, however many they are. */
export function allowsEverybody({ maxMemberRemovals }: Limits): boolean {
  return maxMemberRemovals.every(({ percent }) => percent === 100);
}
