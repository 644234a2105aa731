import type { Deed, Ledger } from "./ledger";
import type { Configuration } from "./process";
import { addressesIn } from "./record";
import type { Outcome } from "./stack";
import type { Declared, Kept } from "./state";

/** How the command of one of two stacks ended. */
export interface Ended {
  stack: string;
  settings: Configuration;
  /** Nothing for a destroy. */
  program: readonly Declared[];
  before: readonly Kept[];
  after: readonly Kept[];
  outcome: Outcome;
}

type Rule = (ended: readonly Ended[], ledger: Ledger) => string[];

/** Whether one of the stacks may end what it has: it lets it go, and made it or says that it owns it. */
function mayEnd(ended: readonly Ended[], id: string): boolean {
  return ended.some(({ program, before, settings }) => {
    const kept = before.find((one) => one.id === id);
    if (kept === undefined || program.some(({ name }) => name === kept.name)) return false;
    const word = kept.kind === "user" ? settings.onDelete : settings.onGroupDelete;
    return word === undefined ? kept.outs.adopted !== true : word !== "retain";
  });
}

const idsOf = (ledger: Ledger, ...kinds: Deed["what"][]) =>
  ledger.deeds.flatMap(({ what, before }) => (kinds.includes(what) ? [before.id] : []));

const nobodyOfTheOtherIsEnded: Rule = (ended, ledger) =>
  idsOf(ledger, "deactivated", "team deleted", "vanished")
    .filter((id) => !mayEnd(ended, id))
    .map((id) => `${id} was ended, and no stack that let it go owns it`);

/** What a killed command made, its next one finds by name and address. */
const nobodyIsAnOrphan: Rule = (ended, ledger) => {
  if (ended.some(({ outcome }) => outcome.ended === "killed")) return [];
  return idsOf(ledger, "made", "team made")
    .filter((id) => ledger.people.has(id) || ledger.teams.has(id))
    .filter((id) => !ended.some(({ after }) => after.some((kept) => kept.id === id)))
    .map((id) => `${id} was made, and no state has it`);
};

/** Slack takes an address once, so whoever declares it has that account. */
const nobodyHasATwin: Rule = (ended, ledger) =>
  ended.flatMap(({ stack, program, after }) =>
    after.flatMap(({ name, kind, id }) => {
      const declared = program.find((one) => one.name === name);
      if (kind !== "user" || declared === undefined) return [];
      const [address] = addressesIn(declared.inputs);
      const held = [...ledger.people.values()].filter(({ emails }) => emails[0] === address);
      return held.some((person) => person.id === id)
        ? []
        : [`${name} of ${stack} is ${id}, and ${address} is not`];
    }),
  );

const nobodyIsOwnedTwice: Rule = (ended) => {
  const owned = ended.flatMap(({ after }) =>
    after.filter(({ kind, outs }) => kind !== "membership" && outs.adopted === false).map(({ id }) => id),
  );
  return owned
    .filter((id, at) => owned.indexOf(id) !== at)
    .map((id) => `two stacks say that they made ${id}`);
};

/** Whom both let into their group, nobody takes out but who had them and lets them go. */
const nobodyLeavesUndeclared: Rule = (ended, ledger) =>
  ledger.deeds.flatMap((deed) => {
    if (deed.what !== "team changed") return [];
    const { id: teamId, members } = deed.before;
    return members
      .filter((id) => !deed.after.members.includes(id))
      .filter((id) => !ended.some((one) => letsGo(one, teamId, id)))
      .map((id) => `${id} left ${teamId}, and no stack that had them let them go`);
  });

function letsGo({ program, before, after }: Ended, teamId: string, id: string): boolean {
  // A group that left and came back under another key is there twice.
  const kept = [...before, ...after].filter((one) => one.id === teamId);
  const declared = program.find(({ name }) => kept.some((one) => one.name === name));
  if (declared === undefined) return false;
  const members = declared.members?.flatMap((name) => after.find((one) => one.name === name)?.id ?? []);
  const had = before.some((one) => one.id === teamId && (one.outs.members as string[]).includes(id));
  return members?.includes(id) === false && (had || declared.inputs.membership !== "additive");
}

const noFailureIsOurMistake: Rule = (ended) =>
  ended.flatMap(({ outcome }) =>
    outcome.failures
      .filter(({ message }) => /TypeError|ReferenceError|undefined|\[object/.test(message))
      .map(({ name, message }) => `${name}: ${message}`),
  );

/** What two stacks may not do to each other, whatever comes between. */
export const RULES: { readonly [rule: string]: Rule } = {
  nobodyOfTheOtherIsEnded,
  nobodyIsAnOrphan,
  nobodyHasATwin,
  nobodyIsOwnedTwice,
  nobodyLeavesUndeclared,
  noFailureIsOurMistake,
};
