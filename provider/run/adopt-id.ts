import type { Run } from "./run";

/**
 * Why a resource that `adoptId` names is not to be had: another resource of the program has it. Nothing where it is to be had.
 * @param name how messages name the resource that declares it
 */
export function refuseManaged(
  run: Run,
  name: string,
  id: string,
  kind: "person" | "group",
): string | undefined {
  if (!run.handover.isManaged(id)) return undefined;
  return `${name}: adoptId names ${id}, which another resource of this program has. Declare each ${kind} once; if the resource was renamed, give it \`aliases\` instead.`;
}
