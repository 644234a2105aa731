import { holdsUnknown, type Properties } from "../fields/properties";
import { givenUpByGroup } from "../group/lifecycle";
import { refuseShared } from "../group/sharing";
import { refuseAdopted, refuseShareOf } from "../run/adopt-id";
import { describeGroup, describeUser } from "../run/names";
import type { Run } from "../run/run";
import { primaryEmailOf } from "../user/fields";
import { givenUpByUser } from "../user/handover";
import { type Kept, KINDS, type Kind, type Lists } from "./holdings";
import type { Plan } from "./plan";

/** What tells a single resource of each kind apart from others. */
const SINGLE = {
  people: {
    noun: "person",
    describe: describeUser,
    keyOf: primaryEmailOf as (inputs: Properties) => unknown,
    givenUp: givenUpByUser,
  },
  groups: {
    noun: "group",
    describe: describeGroup,
    keyOf: ({ displayName }: Properties) => displayName,
    givenUp: givenUpByGroup,
  },
} as const;

/**
 * Tells the run whom the directory has.
 * @param list the directory's id
 * @returns why it cannot have them beside another resource, a text for each
 */
export function shareRefusals(run: Run, list: string, plan: Plan, lists: Lists): string[] {
  return refusalsOf(plan, (kind, key, { id, outs }) => {
    const { describe, keyOf, givenUp } = SINGLE[kind];
    const entry = lists[kind].get(key) ?? outs;
    const keys = { before: keyOf(outs), after: keyOf(entry), list };
    return refuseShareOf(run, id, keys, givenUp(outs, entry), describe(outs, id));
  });
}

/** Why those cannot stay whom another resource takes over by id. An entry under a new key may name its own. */
export function adoptionRefusals(run: Run, plan: Plan, lists: Lists): string[] {
  return refusalsOf(plan, (kind, key, { id, outs }) => {
    const { describe, noun } = SINGLE[kind];
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
