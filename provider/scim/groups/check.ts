import { checkObject, checkText, describe } from "../base/check";
import { resourcePath } from "../base/path";
import { SlackScimArgumentError, SlackScimResponseError } from "../errors/errors";
import type { ScimGroup, ScimGroupRecord } from "./types";

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

/** A server that passes over whom a removal names removes everybody. */
export function refuseEmptied({ id, members }: ScimGroupRecord, wanted: readonly string[]): void {
  if (members.length > 0 || wanted.length === 0) return;
  throw new SlackScimResponseError({
    method: "GET",
    path: resourcePath("Groups", id),
    status: 200,
    attempts: 1,
    problem: `has no members although ${wanted.length} were to be in the group: removing some has removed everybody`,
  });
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
