import type { Invariant } from "./invariants";
import type { Person } from "./ledger";
import { isGuestIn, managerIdOf, meaning, type Record } from "./record";

export const nobodyIsConvertedUnasked: Invariant = (record) =>
  changes(record, "converted")
    .filter(({ id, emails, isGuest }) =>
      meaning(record, id, emails).every(({ inputs }) => isGuestIn(inputs) !== isGuest),
    )
    .map((person) => `${person.userName} was made a ${person.isGuest ? "guest" : "full member"} unasked`);

export const nobodyIsLedUnasked: Invariant = (record) =>
  changes(record, "led")
    .filter(({ id, emails, manager }) =>
      meaning(record, id, emails).every((declared) => managerIdOf(record, declared) !== (manager ?? "")),
    )
    .map((person) => `${person.userName} was given the manager ${person.manager} unasked`);

/** People as they are after a change. */
function changes({ deeds }: Record, what: "converted" | "led"): Person[] {
  return deeds.flatMap((deed) => (deed.what === what ? [deed.after as Person] : []));
}
