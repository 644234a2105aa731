import { ScimFailure } from "../base/envelopes";
import {
  byLowerCase,
  canonicalKeys,
  isObject,
  type JsonObject,
  readList,
  readRequiredText,
} from "../base/values";
import type { Behaviours } from "../behaviours/behaviours";
import type { GroupRecord } from "../records/user-record";
import type { ScimRequest } from "./exchange";
import { checkWords } from "./names";
import { type PatchOperation, type PatchPath, readOperations, readPath, splitPathKeys } from "./path";
import { checkSchemas } from "./read-user";

const MOST_MEMBERS_PER_REQUEST = 15_000;
const ATTRIBUTES = byLowerCase(["schemas", "id", "externalId", "meta", "displayName", "members"]);

/** What a request says about a group: a whole list of `members`, or who joins and leaves, in this order of precedence. */
export interface GroupChanges {
  displayName?: string;
  members?: string[];
  added?: string[];
  removed?: string[];
}

/** The name and the members of a whole group. */
export function readGroup(
  rawBody: JsonObject,
  behaviours: Behaviours,
): { displayName?: string; members?: string[] } {
  const body = canonicalKeys(rawBody, ATTRIBUTES, behaviours);
  for (const key of Object.keys(body)) {
    const known = ATTRIBUTES.get(key.toLowerCase()) === key || /^urn:/i.test(key);
    if (!known && behaviours.unknownAttributes === "refused")
      throw new ScimFailure("invalid_request_payload");
  }
  return {
    displayName: readRequiredText(body.displayName),
    members: readMembers(body.members)?.map((item) => item.id),
  };
}

interface MemberItem {
  id: string;
  removed: boolean;
}

function readMembers(value: unknown): MemberItem[] | undefined {
  const list = readList(value);
  if (!list) return undefined;
  if (list.length > MOST_MEMBERS_PER_REQUEST) throw new ScimFailure("too_many_users");
  return list.map((item) => {
    const id = isObject(item) ? item.value : item;
    if (typeof id !== "string") throw new ScimFailure("invalid_attribute_format");
    return { id, removed: isObject(item) && item.operation === "delete" };
  });
}

/** Refuses a blank name, one that mentions everybody, and where that switch is on one that another group has. */
export function checkGroupName(displayName: string, ownId: string | undefined, request: ScimRequest): void {
  const { organization, emulation } = request;
  if (displayName.trim() === "") throw new ScimFailure("group_creation_failed");
  checkWords(displayName);
  if (emulation.behaviours.sameGroupName === "allowed") return;
  const holder = organization.groups.findByDisplayName(displayName);
  if (holder && holder.id !== ownId) throw new ScimFailure("group_creation_failed", "", 409);
}

/** What a PATCH of either version says about a group. */
export function groupChangesOf(group: GroupRecord, body: JsonObject, request: ScimRequest): GroupChanges {
  if (request.version === "v1") return changesV1(group, body, request.emulation.behaviours);
  checkSchemas(body, request.emulation.behaviours);
  const view = new MemberView(group);
  const changes: GroupChanges = {};
  for (const operation of readOperations(body)) applyOperation(operation, view, changes, request);
  return { ...changes, ...view.changes() };
}

function changesV1(group: GroupRecord, rawBody: JsonObject, behaviours: Behaviours): GroupChanges {
  if (behaviours.schemasOnV1Update === "required" || rawBody.schemas !== undefined)
    checkSchemas(rawBody, behaviours);
  const { displayName } = readGroup(rawBody, behaviours);
  const body = canonicalKeys(rawBody, ATTRIBUTES, behaviours);
  const members = readMembers(body.members) ?? [];
  const meta = isObject(body.meta) ? readList(body.meta.attributes) : undefined;
  const everybody =
    meta?.some((name) => typeof name === "string" && name.toLowerCase() === "members") ?? false;
  return {
    displayName,
    added: members.filter((item) => !item.removed).map((item) => item.id),
    removed: [
      ...(everybody ? group.members : []),
      ...members.filter((item) => item.removed).map((item) => item.id),
    ],
  };
}

/** Who would be in the group after the operations so far, and who was named on the way. */
class MemberView {
  private readonly ids: Set<string>;
  private touched = false;
  readonly removed: string[] = [];

  constructor(private readonly group: GroupRecord) {
    this.ids = new Set(group.members);
  }

  set(ids: string[]): void {
    this.touched = true;
    this.ids.clear();
    for (const id of ids) this.ids.add(id);
  }

  add(ids: string[], mayBeThere: boolean): void {
    this.touched = true;
    for (const id of ids) {
      if (!mayBeThere && this.ids.has(id)) throw new ScimFailure("group_members_create_failed");
      this.ids.add(id);
    }
  }

  remove(ids: string[], mayBeAbsent: boolean): void {
    this.touched = true;
    for (const id of ids) {
      if (!this.ids.delete(id) && !mayBeAbsent) throw new ScimFailure("no_such_group_members");
    }
  }

  changes(): GroupChanges {
    if (!this.touched) return {};
    return {
      added: [...this.ids].filter((id) => !this.group.members.has(id)),
      removed: [...this.group.members].filter((id) => !this.ids.has(id)),
    };
  }
}

function applyOperation(
  operation: PatchOperation,
  view: MemberView,
  changes: GroupChanges,
  request: ScimRequest,
): void {
  const path = operation.path === undefined ? undefined : readPath(operation.path);
  if (!path) applyWithoutPath(operation, view, changes, request);
  else if (path.attribute === "members" && !path.part)
    applyToMembers(operation, path.selector, view, request);
  else if (path.attribute === "displayname" && !path.selector && !path.part) {
    changes.displayName = operation.op === "remove" ? "" : (readRequiredText(operation.value) ?? "");
  } else if (!isPassedOver(path, request.emulation.behaviours)) {
    throw new ScimFailure("invalid_request_payload");
  }
}

/** externalId, which Slack never changes, and what no group has where such is ignored. */
function isPassedOver({ attribute }: PatchPath, { unknownAttributes }: Behaviours): boolean {
  return attribute === "externalid" || (unknownAttributes === "ignored" && !ATTRIBUTES.has(attribute));
}

function applyToMembers(
  { op, value }: PatchOperation,
  selector: PatchPath["selector"],
  view: MemberView,
  { emulation: { behaviours } }: ScimRequest,
): void {
  const lenient = behaviours.pointlessMemberChange === "succeeds";
  if (selector) {
    if (op !== "remove" || selector.attribute !== "value") throw new ScimFailure("invalid_request_payload");
    view.remove([selector.value], lenient);
    return;
  }
  const list = isObject(value) || typeof value === "string" ? [value] : value;
  const ids = readMembers(list)?.map((item) => item.id);
  if (op === "remove") {
    if (!ids || behaviours.removeMembersWithValue === "everybody") view.set([]);
    else view.remove(ids, lenient);
  } else if (!ids) throw new ScimFailure("invalid_attribute_format");
  else if (op === "add") view.add(ids, lenient);
  else view.set(ids);
}

function applyWithoutPath(
  { op, value }: PatchOperation,
  view: MemberView,
  changes: GroupChanges,
  request: ScimRequest,
): void {
  const { emulation } = request;
  if (emulation.behaviours.patchWithoutPath === "refused" || op === "remove" || !isObject(value)) {
    throw new ScimFailure("invalid_request_payload");
  }
  const { plain, parts, paths } = splitPathKeys(value);
  const { displayName, members } = readGroup({ ...plain, ...parts }, emulation.behaviours);
  if (displayName !== undefined) changes.displayName = displayName;
  if (members && op === "add") view.add(members, true);
  else if (members) view.set(members);
  for (const { path, value } of paths) applyOperation({ op, path, value }, view, changes, request);
}
