import { removalsAllowed } from "../../provider/run/removals";
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
  /** The entry that protects; none where the plan does not tell. */
  entry?: string;
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
    const isSame = ({ id, urn }: Concerned) => (id === undefined ? urn === who.urn : id === who.id);
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
