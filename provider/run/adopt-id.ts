import type { Run } from "./run";

/**
 * Refuses to update what another resource of the program took over before: both would write it from now on.
 * @param name how messages name it
 */
export function refuseTakenOver(run: Run, id: string, name: string): void {
  if (!run.handover.isTakenOver(id)) return;
  throw new Error(
    `${name}: another resource of this program came first in this run and took it over, since it had its name or address still. Nothing more is changed. ` +
      "Take that one out of the state (`pulumi state delete`), let it depend on this one (`dependsOn`), and run `pulumi up` again.",
  );
}

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
