import type { Properties } from "../../provider/fields/properties";
import { toGroupOutputs } from "../../provider/group/fields";
import { memberIds } from "../../provider/run/members";
import type { ScimGroupRecord, ScimUserRecord } from "../../provider/scim";
import { managerIdOf, toUserOutputs } from "../../provider/user/fields";
import type { Resource } from "./declared";

/** What a state holds of a person who was taken over as they are. */
export function userOutputs({ live, inputs }: Resource<ScimUserRecord>, organization: string): Properties {
  const before = { slackUserName: live.userName, managerId: managerIdOf(live) };
  return toUserOutputs(inputs, live, before, { organization, adopted: true });
}

/** The same of a group. */
export function groupOutputs(group: Resource<ScimGroupRecord>, organization: string): Properties {
  return toGroupOutputs(withMemberIds(group), group.live, { organization, adopted: true });
}

/** What a single resource declares of a group: members by id alone. */
export function withMemberIds({ live, inputs }: Resource<ScimGroupRecord>): Properties {
  return { ...inputs, ...(inputs.members !== undefined && { members: memberIds(live) }) };
}
