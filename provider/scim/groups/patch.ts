import { checkObject, checkText } from "../base/check";
import { PATCH_OP_URN, type ScimVersion, URNS } from "../base/schemas";
import { SlackScimArgumentError } from "../errors/errors";
import type { ScimReference } from "../users/types";
import { checkIds } from "./check";
import type { GroupChanges } from "./types";

/** Slack allows 15,000 members a request and advises 5,000. */
const MEMBERS_A_REQUEST = 5000;

/** The requests that make the changes: the name first, then adds, then removes, none too large. */
export function toGroupPatches(changes: GroupChanges, version: ScimVersion): object[] {
  checkObject("changes", changes, "an object with displayName, addMembers or removeMembers");
  const { displayName, addMembers, removeMembers } = changes;
  if (displayName === undefined && addMembers === undefined && removeMembers === undefined) {
    throw new SlackScimArgumentError(
      "changes",
      "an object with displayName, addMembers or removeMembers",
      "neither",
    );
  }
  for (const name of Object.keys(changes)) {
    if (CHANGES.includes(name)) continue;
    const wanted = "left out: displayName, addMembers and removeMembers are what can be changed";
    throw new SlackScimArgumentError(`changes.${name}`, wanted, "a change of it");
  }
  const write = version === "v1" ? V1 : V2;
  return [
    ...(displayName === undefined
      ? []
      : [write.rename(checkText("displayName", displayName, "the group's name"))]),
    ...chunks(idsOf("addMembers", addMembers)).map(write.add),
    ...chunks(idsOf("removeMembers", removeMembers)).map(write.remove),
  ];
}

const CHANGES = ["displayName", "addMembers", "removeMembers"];

function idsOf(argument: string, ids: readonly string[] | undefined): string[] {
  return ids === undefined ? [] : checkIds(argument, ids);
}

/** What makes the present members the wanted ones. */
export function toMembershipDifference(present: ScimReference[], wanted: readonly string[]): GroupChanges {
  const presentIds = new Set(present.map(({ value }) => value));
  const wantedIds = new Set(wanted);
  return {
    addMembers: wanted.filter((id) => !presentIds.has(id)),
    removeMembers: [...presentIds].filter((id) => !wantedIds.has(id)),
  };
}

const schemas = [URNS.v1.group];

const V1 = {
  rename: (displayName: string): object => ({ schemas, displayName }),
  add: (ids: string[]): object => ({ schemas, members: ids.map((value) => ({ value })) }),
  remove: (ids: string[]): object => ({
    schemas,
    members: ids.map((value) => ({ value, operation: "delete" })),
  }),
};

const V2 = {
  rename: (value: string): object => operation({ op: "replace", path: "displayName", value }),
  add: (ids: string[]): object => operation({ op: "add", path: "members", value: toMembers(ids) }),
  remove: (ids: string[]): object => operation({ op: "remove", path: "members", value: toMembers(ids) }),
};

function operation(only: object): object {
  return { schemas: [PATCH_OP_URN], Operations: [only] };
}

function toMembers(ids: string[]): ScimReference[] {
  return ids.map((value) => ({ value }));
}

/** An empty list makes no chunk: a `remove` without values would empty the group. */
function chunks(ids: string[]): string[][] {
  const count = Math.ceil(ids.length / MEMBERS_A_REQUEST);
  return Array.from({ length: count }, (_, index) =>
    ids.slice(index * MEMBERS_A_REQUEST, (index + 1) * MEMBERS_A_REQUEST),
  );
}
