import { completeSchemas, flatSchemas, type ScimVersion, URNS } from "../base/schemas";
import { ShapeProblem, toRecord, toValues } from "../base/wire-shape";
import type { ScimGroup, ScimGroupRecord } from "./types";

/** What Slack answered as a group. */
export function toGroupRecord(body: unknown): ScimGroupRecord {
  const { schemas, ...attributes } = toRecord(body, "a group");
  const { displayName, members } = attributes;
  if (typeof displayName !== "string")
    throw new ShapeProblem("is an object without displayName where a group belongs");
  // An empty group has an empty list; whoever takes a missing one for that deletes or takes over a group that has people.
  if (!Array.isArray(members)) throw new ShapeProblem("is a group without its list of members");
  return { schemas: flatSchemas(schemas), ...attributes, displayName, members: toValues(members, "members") };
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
