import { holdsUnknown, type Properties } from "../fields/properties";
import { givenUpByGroup } from "../group/lifecycle";
import { refuseShared } from "../group/sharing";
import { refuseAdopted, refuseShareOf } from "../run/adopt-id";
import { describeGroup, describeUser } from "../run/names";
import type { Run } from "../run/run";
import { primaryEmailOf } from "../user/fields";
import { givenUpByUser } from "../user/handover";
import { KINDS, type Lists } from "./holdings";
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
 * @returns why it cannot have them beside another resource, a text for each
 */
export function shareRefusals(run: Run, plan: Plan, lists: Lists): string[] {
  return KINDS.flatMap((kind) => {
    const { describe, keyOf, givenUp } = SINGLE[kind];
    return [...plan[kind].staying].flatMap(([key, { id, outs }]) => {
      const entry = lists[kind].get(key) ?? outs;
      const keys = { before: keyOf(outs), after: keyOf(entry) };
      return refuseShareOf(run, id, keys, givenUp(outs, entry), describe(outs, id)) ?? [];
    });
  });
}

/** Why those cannot stay whom another resource takes over by id. An entry under a new key may name its own. */
export function adoptionRefusals(run: Run, plan: Plan, lists: Lists): string[] {
  return KINDS.flatMap((kind) => {
    const { describe, noun } = SINGLE[kind];
    return [...plan[kind].staying]
      .filter(([key, { id }]) => lists[kind].get(key)?.adoptId !== id)
      .flatMap(([, { id, outs }]) => refuseAdopted(run, describe(outs, id), id, noun) ?? []);
  });
}

/** Why a group's members cannot be declared here and in another resource. */
export function memberRefusals(run: Run, { groups }: Plan): string[] {
  const changed = new Map(groups.changed.map(({ key, inputs }) => [key, inputs]));
  return [...groups.staying].flatMap(([key, { id, outs }]) => {
    const inputs = changed.get(key) ?? outs;
    return holdsUnknown(inputs.members) ? [] : (refuseShared(run, inputs, id) ?? []);
  });
}
