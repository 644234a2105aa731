import { checkObject, checkText, describe } from "./check";
import { SlackScimArgumentError } from "./errors";
import type { ScimGroup } from "./group-types";

/** Refuses a group that Slack could not create. */
export function checkNewGroup(group: ScimGroup): ScimGroup {
  checkObject("group", group, "an object with displayName");
  checkText("group.displayName", group.displayName, "the group's name");
  checkMembers(group);
  return group;
}

/** Refuses a replacement that would empty the group by omission. */
export function checkGroupReplacement(group: ScimGroup): ScimGroup {
  checkNewGroup(group);
  if (Array.isArray(group.members)) return group;
  throw new SlackScimArgumentError(
    "group.members",
    "given when a group is replaced, [] to empty it: leaving it out would empty it too",
    describe(group.members),
  );
}

/** Refuses what is not a list of ids; doubles are dropped. */
export function checkIds(argument: string, ids: readonly string[]): string[] {
  if (Array.isArray(ids) && ids.every((id) => typeof id === "string" && id.trim() !== ""))
    return [...new Set(ids)];
  throw new SlackScimArgumentError(argument, 'a list of people\'s ids, as ["U0AAAAAAA1"]', describe(ids));
}

function checkMembers({ members }: ScimGroup): void {
  if (members === undefined || members === null) return;
  if (!Array.isArray(members)) {
    throw new SlackScimArgumentError(
      "group.members",
      'a list as [{ value: "U0AAAAAAA1" }]',
      describe(members),
    );
  }
  for (const [index, member] of members.entries()) {
    checkText(`group.members[${index}].value`, member?.value, "a person's id");
  }
}
