import { type Allowance, strictestOf } from "../../provider/run/guard";
import type { CountedLimit } from "./harm";
import type { Limits } from "./limits";
import type { Step } from "./plan";

/**
 * How many of a kind a plan may ask for, as a run reads its settings: percent are of the lists of all directories that the plan
 * touches, and where it touches none, only numbers hold.
 * @param parts the steps of the plan, directories taken apart
 */
export function allowedIn(limit: CountedLimit, limits: Limits, parts: readonly Step[]): Allowance {
  if (limit === "maxEmptiedGroups") return { allowed: limits[limit] };
  const whom = limit === "maxGroupDeletions" ? "groups" : "people";
  const size = sizeOfLists(parts, whom);
  if (size === undefined) return { allowed: limits[limit] };
  return strictestOf(limits.ofDirectory[limit], size, whom);
}

/** How many the directories of a plan have or, before they have anybody, declare; nothing where there is no directory. */
function sizeOfLists(parts: readonly Step[], whom: "people" | "groups"): number | undefined {
  const sizes = new Map<string, { had: number; created: number }>();
  for (const { urn, part, before } of parts) {
    if (part === undefined) continue;
    const size = sizes.get(urn) ?? { had: 0, created: 0 };
    sizes.set(urn, size);
    if (part.entry.startsWith(`${whom}.`)) size[before === undefined ? "created" : "had"] += 1;
  }
  if (sizes.size === 0) return undefined;
  return [...sizes.values()].reduce((sum, { had, created }) => sum + (had || created), 0);
}
