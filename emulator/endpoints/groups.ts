import { checkMembership } from "../apply/membership";
import { groupsMatching } from "../apply/user-search";
import { pacificTimestamp } from "../base/clock";
import { ScimFailure } from "../base/envelopes";
import { toJson } from "../base/json";
import { answerContext, bodyOf, type ScimAnswer, type ScimRequest } from "../parse/exchange";
import { listPage } from "../parse/list";
import { checkGroupName, type GroupChanges, groupChangesOf, readGroup } from "../parse/read-group";
import { checkSchemas } from "../parse/read-user";
import { answerGroup } from "../records/group-answer";
import { copyGroup, type GroupRecord } from "../records/user-record";

export function listGroups(request: ScimRequest): ScimAnswer {
  const context = answerContext(request);
  const { escapedSlashes } = request.emulation.behaviours;
  return listPage(request, groupsMatching(request), {
    toObject: (group) => answerGroup(group, context),
    toText: (group) => toJson(answerGroup(group, context), escapedSlashes),
  });
}

export function getGroup(request: ScimRequest): ScimAnswer {
  const group = request.emulation.visibleGroup(request.organization, request.id);
  if (!group) throw new ScimFailure("no_such_group");
  return { status: 200, body: answerGroup(group, answerContext(request)) };
}

export function createGroup(request: ScimRequest): ScimAnswer {
  const { emulation, organization, version } = request;
  const body = bodyOf(request);
  checkSchemas(body, emulation.behaviours);
  const sent = readGroup(body, emulation.behaviours);
  checkGroupName(sent.displayName ?? "", undefined, request);
  const draft: GroupRecord = {
    id: "",
    created: pacificTimestamp(request.now),
    displayName: sent.displayName ?? "",
    members: new Set(),
    generated: false,
    linkedToChannels: false,
    linkedToUserGroup: false,
  };
  const joining = checkMembership(draft, { added: sent.members ?? [], removed: [] }, request).joining;
  draft.id = emulation.newId("S");
  for (const id of joining) draft.members.add(id);
  emulation.commitGroup(organization, draft);
  const status = version === "v2" ? emulation.behaviours.createStatusV2 : 201;
  return { status, body: answerGroup(draft, answerContext(request)) };
}

export function replaceGroup(request: ScimRequest): ScimAnswer {
  const { emulation, version } = request;
  const body = bodyOf(request);
  if (version === "v2" || emulation.behaviours.schemasOnV1Update === "required") {
    checkSchemas(body, emulation.behaviours);
  }
  const group = groupToWrite(request);
  const sent = readGroup(body, emulation.behaviours);
  updateGroup(group, { displayName: sent.displayName ?? "", members: sent.members ?? [] }, request);
  return answered(group, request);
}

export function patchGroup(request: ScimRequest): ScimAnswer {
  const { emulation, version } = request;
  const body = bodyOf(request);
  const group = groupToWrite(request);
  const changes = groupChangesOf(group, body, request);
  updateGroup(group, changes, request, emulation.behaviours.groupPatchLagMs);
  return version === "v1" ? { status: 204 } : answered(group, request);
}

export function deleteGroup(request: ScimRequest): ScimAnswer {
  const group = groupToWrite(request);
  if (group.linkedToChannels) throw new ScimFailure("idp_group_linked_to_channels");
  request.emulation.removeGroup(request.organization, group.id);
  return { status: request.version === "v1" ? 204 : request.emulation.behaviours.deleteGroupStatusV2 };
}

function answered(group: GroupRecord, request: ScimRequest): ScimAnswer {
  const { emulation, version } = request;
  if (version === "v2" && emulation.behaviours.updateStatusV2 === 204) return { status: 204 };
  return { status: 200, body: answerGroup(group, answerContext(request)) };
}

/** Applies name and membership once all of it was found good. */
function updateGroup(group: GroupRecord, changes: GroupChanges, request: ScimRequest, lagMs = 0): void {
  const { organization, emulation } = request;
  if (changes.displayName !== undefined) checkGroupName(changes.displayName, group.id, request);
  const { joining, leaving } = checkMembership(group, changes, request);
  const draft = copyGroup(group);
  if (changes.displayName !== undefined) draft.displayName = changes.displayName;
  for (const id of leaving) draft.members.delete(id);
  for (const id of joining) draft.members.add(id);
  emulation.commitGroup(organization, draft, lagMs);
}

function groupToWrite({ organization, id }: ScimRequest): GroupRecord {
  const group = organization.groups.get(id);
  if (!group) throw new ScimFailure("no_such_group");
  if (group.generated) throw new ScimFailure("permission_denied");
  return group;
}
