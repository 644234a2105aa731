import { ScimFailure } from "../base/envelopes";
import type { ScimRequest } from "../parse/exchange";
import type { GroupChanges } from "../parse/read-group";
import type { GroupRecord } from "../records/user-record";

const MOST_IN_A_USER_GROUP = 5_000;

/** Who joins and who leaves; refused whole when one of them cannot. */
export function checkMembership(
  group: GroupRecord,
  changes: GroupChanges,
  request: ScimRequest,
): { joining: string[]; leaving: string[] } {
  const { joining, leaving } = difference(group, changes, request);
  if (group.linkedToUserGroup && leaving.length > 0)
    throw new ScimFailure("failed_to_remove_users_for_linked_subteam");
  const allowed = joining.filter((id) => mayJoin(id, request));
  const size = group.members.size - leaving.length + allowed.length;
  if (request.organization.settings.plan === "business" && size > MOST_IN_A_USER_GROUP) {
    throw new ScimFailure("group_member_max_exceeded");
  }
  return { joining: allowed, leaving };
}

function difference(group: GroupRecord, changes: GroupChanges, request: ScimRequest) {
  if (changes.members) {
    const wanted = new Set(changes.members);
    if (request.emulation.behaviours.deactivatedMembersOnPut === "refused")
      refuseDeactivated(wanted, request);
    return {
      joining: [...wanted].filter((id) => !group.members.has(id)),
      leaving: [...group.members].filter((id) => !wanted.has(id)),
    };
  }
  const added = new Set(changes.added);
  const removed = new Set(changes.removed);
  refusePointless(group, added, removed, request);
  return {
    joining: [...added].filter((id) => !group.members.has(id)),
    leaving: [...removed].filter((id) => group.members.has(id) && !added.has(id)),
  };
}

function refuseDeactivated(ids: Set<string>, { organization }: ScimRequest): void {
  for (const id of ids) {
    if (organization.users.get(id)?.active === false) {
      throw new ScimFailure("unable_to_add_deleted_or_guest_to_group");
    }
  }
}

function refusePointless(
  group: GroupRecord,
  added: Set<string>,
  removed: Set<string>,
  request: ScimRequest,
): void {
  if (request.emulation.behaviours.pointlessMemberChange === "succeeds") return;
  for (const id of added) if (group.members.has(id)) throw new ScimFailure("group_members_create_failed");
  for (const id of removed) if (!group.members.has(id)) throw new ScimFailure("no_such_group_members");
}

function mayJoin(id: string, { organization, emulation }: ScimRequest): boolean {
  const user = organization.users.get(id);
  if (!user) {
    if (emulation.behaviours.unknownMember === "isSkipped") return false;
    throw new ScimFailure("no_such_group_members");
  }
  const isRefusedGuest =
    user.guest?.type === "single" ||
    (user.guest !== null && emulation.behaviours.guestsInGroups === "refused");
  if (!user.active || isRefusedGuest) throw new ScimFailure("unable_to_add_deleted_or_guest_to_group");
  return true;
}
