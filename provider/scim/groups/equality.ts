import type { ScimGroup } from "./types";

/** Whether a group is as sent. */
export function isGroupAsSent(sent: ScimGroup, found: ScimGroup): boolean {
  const [sentIds, foundIds] = [sent, found].map(({ members }) => new Set(members?.map(({ value }) => value)));
  if (sentIds?.size !== foundIds?.size) return false;
  return [...(sentIds ?? [])].every((id) => foundIds?.has(id));
}
