import { holdsUnknown } from "../fields/properties";
import { refuseShared } from "../group/sharing";
import { refuseAdopted, refuseShareOf } from "../run/adopt-id";
import { describeGroup, describeUser } from "../run/names";
import type { Run } from "../run/run";
import { type Kept, KINDS, type Kind, type Lists } from "./holdings";
import { naturalKey, type Plan } from "./plan";
import { LIVES } from "./steps";

/** How messages name what an entry is. */
const WORDS = {
  people: { noun: "person", describe: describeUser },
  groups: { noun: "group", describe: describeGroup },
} as const;

/**
 * Tells the run whom the directory has.
 * @param list the directory's id
 * @returns why it cannot have them beside another resource, a text for each
 */
export function shareRefusals(run: Run, list: string, plan: Plan, lists: Lists): string[] {
  return refusalsOf(plan, (kind, key, { id, outs }) => {
    const entry = lists[kind].get(key) ?? outs;
    const keys = { before: naturalKey(kind, outs), after: naturalKey(kind, entry), list };
    return refuseShareOf(run, id, keys, LIVES[kind].givenUp(outs, entry), WORDS[kind].describe(outs, id));
  });
}

/** Why those cannot stay whom another resource takes over by id. An entry under a new key may name its own. */
export function adoptionRefusals(run: Run, plan: Plan, lists: Lists): string[] {
  return refusalsOf(plan, (kind, key, { id, outs }) => {
    const { describe, noun } = WORDS[kind];
    if (lists[kind].get(key)?.adoptId === id) return undefined;
    return refuseAdopted(run, describe(outs, id), id, noun);
  });
}

function refusalsOf(
  plan: Plan,
  refusalOf: (kind: Kind, key: string, kept: Kept) => string | undefined,
): string[] {
  return KINDS.flatMap((kind) =>
    [...plan[kind].staying].flatMap(([key, kept]) => {
      const refusal = refusalOf(kind, key, kept);
      return refusal === undefined ? [] : `${kind}.${key}: ${refusal}`;
    }),
  );
}

/** Why a group's members cannot be declared here and in another resource. */
export function memberRefusals(run: Run, { groups }: Plan): string[] {
  const changed = new Map(groups.changed.map(({ key, inputs }) => [key, inputs]));
  return [...groups.staying].flatMap(([key, { id, outs }]) => {
    const inputs = changed.get(key) ?? outs;
    return holdsUnknown(inputs.members) ? [] : (refuseShared(run, inputs, id) ?? []);
  });
}
