import type { Properties } from "../fields/properties";
import { type Holder, IF_GIVEN_UP, TakenError } from "../run/hand-on";
import { describeUser } from "../run/names";
import type { Run } from "../run/run";
import type { ScimUserRecord } from "../scim";
import type { SlackScimApiError } from "../scim/errors/errors";
import { isConflict, isNotFound } from "../scim/errors/predicates";
import { addressesOf, keysOf } from "./handover";

/** Whether Slack refused because somebody has an e-mail address or the userName. */
export function isTaken(refusal: unknown): refusal is SlackScimApiError {
  return isConflict(refusal);
}

/**
 * The account that is in the way, deactivated ones included.
 * @param id the account that is to get what is declared; none before it is created
 */
export async function findHolder(
  run: Run,
  inputs: Properties,
  refusal: SlackScimApiError,
  id?: string,
): Promise<ScimUserRecord | undefined> {
  const { users } = run.slack;
  if (refusal.existingUserId !== undefined && refusal.existingUserId !== id) {
    try {
      return await users.get(refusal.existingUserId);
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  }
  for (const email of addressesOf(inputs)) {
    const holder = await users.findByEmail(email);
    if (holder !== undefined && holder.id !== id) return holder;
  }
  const namesake = await users.findByUserName(String(inputs.userName));
  return namesake?.id === id ? undefined : namesake;
}

/** Somebody who has what is declared, as those see them who wait for it. */
export function toHolder(inputs: Properties, holder: ScimUserRecord, id?: string): Holder {
  const declared = keysOf(inputs);
  return {
    id: holder.id,
    keys: keysOf(holder).filter((key) => declared.includes(key)),
    described: `${describeUser(inputs, id)}: the userName or an e-mail address belongs to ${holder.id} (${holder.userName})`,
  };
}

/** A refusal for something that nobody has: a channel has the name, or somebody of this run gave it up meanwhile. */
export function nobodyHasIt(run: Run, inputs: Properties, refusal: SlackScimApiError): Error {
  if (!run.handOns.isAnyGivenUp(keysOf(inputs))) return refusal;
  return new TakenError(refusal.message, undefined, { cause: refusal });
}

/** Runs a write; a refusal because something is taken says who has it, and lets the caller wait for them. */
export async function namingHolder<T>(
  run: Run,
  id: string,
  news: Properties,
  write: () => Promise<T>,
): Promise<T> {
  try {
    return await write();
  } catch (refusal) {
    if (!isTaken(refusal)) throw refusal;
    const found = await findHolder(run, news, refusal, id);
    if (found === undefined) throw nobodyHasIt(run, news, refusal);
    const holder = toHolder(news, found, id);
    throw new TakenError(
      `${holder.described}, and no resource that this run has come to gives it up. Nothing was changed. Declare another one, or change that account first. ` +
        IF_GIVEN_UP,
      holder,
    );
  }
}
