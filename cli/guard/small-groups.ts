import { describeSmallGroups, removalsAllowedTogether, smallGroupsOf } from "../../provider/run/removals";
import { describeTitle, idsIn } from "./group-steps";
import { deletes, type Harms } from "./harm";
import type { Refusal } from "./judge";
import { type Limits, namesOf } from "./limits";
import type { Step } from "./plan";

/**
 * Holds together, directory by directory, the groups that are too small for a share, as a run does.
 * @param parts the steps of the plan, directories taken apart
 * @param harms what was found of each group
 */
export function judgeSmallGroups(parts: readonly Step[], harms: Harms, limits: Limits): Refusal[] {
  const kept = parts.filter(({ part, before }) => part?.entry.startsWith("groups.") && before !== undefined);
  const directories = new Set(kept.map(({ urn }) => urn));
  return [...directories].flatMap((directory) => {
    const groups = kept.filter((step) => step.urn === directory && !deletes(step));
    return judgeGroups(groups, harms, limits) ?? [];
  });
}

function judgeGroups(groups: readonly Step[], harms: Harms, limits: Limits): Refusal | undefined {
  const removals = groups.map((step) => {
    const found = harms.removals.find(({ groupId }) => groupId === step.before?.id);
    const members = idsIn(step.before?.outputs.members).length;
    return { name: describeTitle(step), members, leaving: found?.leaving.length ?? 0, found };
  });
  const small = smallGroupsOf(removals);
  const allowed = removalsAllowedTogether(limits.maxMemberRemovals, small);
  if (small.leaving <= allowed) return undefined;
  const { setting, option } = namesOf("maxMemberRemovals");
  return {
    limit: "maxMemberRemovals",
    asked: small.leaving,
    allowed,
    sentence: `${describeSmallGroups(small)}, and ${setting} allows ${allowed}. If that is meant: ${option} with a larger percentage, or a number, which each group is held to.`,
    concerned: removals
      .filter(({ name }) => small.losing.includes(name))
      .flatMap(({ found }) => found?.leaving ?? []),
  };
}
