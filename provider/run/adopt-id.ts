import type { Keys } from "./handover";
import type { Run } from "./run";

/**
 * Remembers what a resource with state has.
 * @param gives what the resource has and is to have no more: whoever waits for that is handed it, and takes nobody over
 * @param name how messages name what it has
 * @returns why another resource and this one cannot both have it, or nothing
 */
export function refuseShareOf(
  run: Run,
  id: string,
  keys: Keys,
  gives: readonly string[],
  name: string,
): string | undefined {
  const { handover } = run;
  const isTwice = handover.isHeldTwice(id, keys);
  handover.manage(id, keys);
  if (isTwice)
    return (
      `${name}: another resource of this program has it in its state as well, and the two would undo each other's changes. Nothing was changed. ` +
      "Take the one that is not meant out of the state (`pulumi state delete`, which changes nothing in Slack) and out of the program."
    );
  const taker = handover.foretoldFor(id);
  const isForetold = taker !== undefined && taker !== keys.after && !gives.includes(String(taker));
  if (handover.isTakenOver(id)) return gives.length === 0 ? takenOver(name) : undefined;
  return isForetold ? heldByOther(`${name}: this resource has it`, "another, new one") : undefined;
}

/**
 * Why a new resource must not take over what another one has by its state: nothing where it may.
 * @param key the natural key that the new resource declares
 * @param name how messages name the new resource
 * @param held how messages name what it would take over
 */
export function refuseHeld(
  run: Run,
  id: string,
  key: unknown,
  name: string,
  held: string,
): string | undefined {
  if (!run.handover.isHeldByOther(id, key)) return undefined;
  return heldByOther(`${name}: another resource of this program has ${held}`, "this one");
}

/**
 * Why nobody takes over what a resource of the program has whose check failed: the run is not told which account or group that is,
 * but for the names and addresses in its state. Nothing where none has any of them.
 * @param keys by what it is known in Slack
 * @param name how messages name the new resource
 * @param held how messages name what it would take over
 */
export function refuseOfRefused(
  run: Run,
  kind: "user" | "group",
  keys: readonly string[],
  name: string,
  held: string,
): string | undefined {
  if (!run.handover.isHeldForRefused(kind, keys)) return undefined;
  return (
    `${name}: by a name or address in its state, another resource of this program has ${held}, and was itself refused in this run. Nothing was changed. ` +
    "Mend that one first, and run `pulumi up` again; if the two are one, keep one of them."
  );
}

function heldByOther(beginning: string, taker: string): string {
  return (
    `${beginning} in its state, and in Slack it has the name or address that ${taker} declares: somebody changed that there. ` +
    "Each would undo what the other does, so nothing is taken over. Run `pulumi refresh` to see what changed. Then take the new resource out of the program, or change the name or address back, or, " +
    "if the resource was only renamed in the program, give the new one `aliases`."
  );
}

/**
 * Refuses to update what another resource of the program took over before: both would write it from now on.
 * @param name how messages name it
 */
export function refuseTakenOver(run: Run, id: string, name: string): void {
  if (run.handover.isTakenOver(id)) throw new Error(takenOver(name));
}

function takenOver(name: string): string {
  return (
    `${name}: another resource of this program came first in this run and took it over, since it had its name or address still. Nothing more is changed. ` +
    "Take that one out of the state (`pulumi state delete`), let it depend on this one (`dependsOn`), and run `pulumi up` again."
  );
}

/**
 * Takes what is there over for one create alone: another one may have found it by the address or name, or by `adoptId`, at the
 * same time. To be called before anything is written.
 * @param by what the create declares
 * @param name how messages name it
 */
export function takeOverOnce(run: Run, id: string, by: object, name: string): void {
  if (run.handover.takeOver(id, by)) return;
  throw new Error(
    `${name}: another resource of this program took ${id} over in this run. Nothing was changed for this one. ` +
      "Declare each person and group once: by address or name, or by adoptId.",
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

/**
 * Why a resource with state cannot stay beside one that was checked before it and takes the same account or group over by `adoptId`:
 * both would write it from now on. Nothing where none does.
 * @param name how messages name the resource with state
 */
export function refuseAdopted(
  run: Run,
  name: string,
  id: string,
  kind: "person" | "group",
): string | undefined {
  if (!run.handover.isAdopted(id)) return undefined;
  return `${name}: another resource of this program takes ${id} over by adoptId, and this one has it already. Declare each ${kind} once; if the resource was renamed, give it \`aliases\` instead.`;
}
