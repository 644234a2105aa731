import { type Field, toDeclaredOutputs } from "../fields/field";
import type { Properties } from "../fields/properties";
import { choice, GROUP_ID, memberIdList, slackId } from "../fields/values";
import { difference, isAmong, memberIds, membersIn } from "../run/members";
import type { ScimGroupRecord } from "../scim";

/** Everything that a program may declare of people in somebody else's group. */
export const MEMBERSHIP_FIELDS: readonly Field[] = [
  {
    path: "groupId",
    type: slackId(GROUP_ID, "the id of a group (S…)"),
    required: "always",
    local: true,
    about:
      "The id of the group (`S…`, or `team.id`). Changing it replaces the resource: people join the new group, then leave the old one",
  },
  {
    path: "members",
    type: memberIdList,
    required: "always",
    about:
      "Ids of people (`ada.id`), in any order. They join; everybody else is left alone and not shown. Whoever is taken out of the list leaves, if this resource added them",
    shown: (declared, live) => {
      const held = new Set(memberIdList.live(live.members) as string[]);
      return (declared as string[]).filter((id) => held.has(id));
    },
  },
  {
    path: "onDelete",
    type: choice("remove", "retain"),
    local: true,
    about:
      'Who leaves with the resource, or when taken out of the list. Left out: those whom this resource added; `"remove"`: everybody declared; `"retain"`: nobody',
  },
];

/** What a state holds beside what is declared. */
export interface MembershipFacts {
  organization: string;
  /** Whom this resource added: not in the group when it looked, in it after it wrote. */
  added: Iterable<string>;
}

/** The outputs: the declared people who are in the group, and whom of them this resource added. */
export function toMembershipOutputs(
  inputs: Properties,
  live: Pick<ScimGroupRecord, "members">,
  { organization, added }: MembershipFacts,
): Properties {
  return {
    ...toDeclaredOutputs(MEMBERSHIP_FIELDS, inputs, live, {}),
    added: [...new Set(added)].sort(),
    organization,
  };
}

/** Whom the outputs say that this resource added. */
export function addedIn(outputs: Properties): string[] {
  return Array.isArray(outputs.added) ? (outputs.added as string[]) : [];
}

/** Whom it added and who is in the group still: whoever was taken out by others meanwhile is no longer its doing. */
export function stillAdded(outputs: Properties, live: ScimGroupRecord): string[] {
  return addedIn(outputs).filter(isAmong(memberIds(live)));
}

/** Whom it added, no longer declares, and could hand to nobody yet: an update owes them a decision. */
export function pendingIn(outputs: Properties, inputs: Properties): string[] {
  return difference(addedIn(outputs), membersIn(inputs));
}

/** The id of the resource. Slack has none for it; the group's own would be taken for the group. */
export function membershipId({ groupId }: Properties): string {
  return `${groupId}${OF_GROUP}`;
}

/** The id of the group that a membership's id names. */
export function groupOfMembership(id: string): string {
  return id.endsWith(OF_GROUP) ? id.slice(0, -OF_GROUP.length) : id;
}

const OF_GROUP = "/members";
