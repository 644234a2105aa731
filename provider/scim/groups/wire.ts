import { completeSchemas, flatSchemas, type ScimVersion, URNS } from "../base/schemas";
import { ShapeProblem, toListOf, toRecord, toValues } from "../base/wire-shape";
import type { ScimGroup, ScimGroupHead, ScimGroupRecord } from "./types";

/** What Slack answered as a group. */
export function toGroupRecord(body: unknown): ScimGroupRecord {
  const { members, ...group } = toNamed(body);
  // An empty group has an empty list; whoever takes a missing one for that deletes or takes over a group that has people.
  if (!Array.isArray(members)) throw new ShapeProblem("is a group without its list of members");
  return { ...group, members: toValues(members, "members") };
}

/** What Slack answered as a group whose members were not asked for, and apart from it those that came all the same. */
export function toGroupHead(body: unknown): { head: ScimGroupHead; members: readonly unknown[] } {
  const { members, ...head } = toNamed(body);
  return { head, members: toListOf(members, "members") };
}

function toNamed(body: unknown): ScimGroupHead & { members?: unknown } {
  const { schemas, ...attributes } = toRecord(body, "a group");
  const { displayName } = attributes;
  if (typeof displayName !== "string")
    throw new ShapeProblem("is an object without displayName where a group belongs");
  return { schemas: flatSchemas(schemas), ...attributes, displayName };
}

/** What Slack answered as a group, where it may answer with nothing. */
export function toGroupOrNothing(body: unknown): ScimGroupRecord | undefined {
  return body === undefined ? undefined : toGroupRecord(body);
}

/** A group as the version's wire wants it, in a new object. */
export function toWireGroup(
  { schemas, ...attributes }: ScimGroup,
  version: ScimVersion,
): Record<string, unknown> {
  return { schemas: completeSchemas([URNS[version].group], schemas), ...attributes };
}
