import type { Properties } from "../../provider/fields/properties";
import { keptOneByOne } from "./entries";
import { PLAIN, type Team, type Theatre } from "./play";
import { isTrue } from "./reasons";
import { addressesIn, isGuestIn, managerIn, memberIdsOf, type Record, teamIdOf } from "./record";
import { resourceOf } from "./references";
import type { Kept } from "./state";

/** As many `up` until a program must be as far as it can come; names that are handed on take one each. */
const MOST_UPS = 6;

/** What a stack is told once everything is over: whoever reviews it means what the program says. */
const MEANT = {
  maxDeactivations: "99",
  maxReactivations: "99",
  maxGroupDeletions: "99",
  maxMemberRemovals: "100%",
};

/** Once nothing goes wrong any more: `up` brings what the program says, and another one changes nothing. */
export async function settle(theatre: Theatre, { stack, program }: Team): Promise<void> {
  const { onDelete, onGroupDelete, version, budgetShare } = stack.configuration;
  stack.configuration = {
    ...MEANT,
    ...(version !== undefined && { version }),
    ...(budgetShare !== undefined && { budgetShare }),
    ...(onDelete !== undefined && { onDelete }),
    ...(onGroupDelete !== undefined && { onGroupDelete }),
  };
  theatre.story.push(`nothing goes wrong any more for ${stack.name}`);
  const declared = program.declared;
  const up = () => theatre.command(stack, declared, { ...PLAIN, skipPreview: true, continueOnError: true });
  // What somebody else changed, an update of something else may find, and the next one mends.
  await converge(theatre, up, liesOf(theatre, keptOneByOne(stack.state.entries)).length > 0);
  const refresh = await theatre.command(stack, declared, { ...PLAIN, verb: "refresh" });
  if (refresh.outcome.ended !== "well") theatre.violated("aRefreshReadsAll", ["it failed"]);
  const lies = liesOf(theatre, refresh.after);
  if (lies.length > 0) theatre.violated("theStateTellsTheTruth", lies);
  const last = await converge(theatre, up, false);
  const missing = missingIn(last, theatre);
  if (missing.length > 0) theatre.violated("whoeverIsLetInIsIn", missing);
}

/**
 * Who is declared by a membership, may be in a group, and is not in it. One that waits for what failed is not brought; nor is one
 * whose group has a resource that contradicts it, whichever of the two is refused.
 */
function missingIn(record: Record, { ledger }: Theatre): string[] {
  const names = record.outcome.failures.map(({ name }) => name);
  const failed = { includes: (name: string) => names.includes(resourceOf(name)) };
  return record.program
    .filter(({ kind }) => kind === "membership")
    .filter((declared) => !failed.includes(declared.name) && record.outcome.heard.has(declared.name))
    .flatMap((declared) => {
      const team = ledger.teams.get(teamIdOf(record, declared) ?? "");
      if (record.after.some(({ name, id }) => id === team?.id && failed.includes(name))) return [];
      return (memberIdsOf(record, declared) ?? [])
        .filter((id) => team && ledger.people.get(id)?.active && !team.members.includes(id))
        .map((id) => `${declared.name} declares ${id}, who is not in ${team?.id}`);
    });
}

async function converge(theatre: Theatre, up: () => Promise<Record>, isDrifting: boolean): Promise<Record> {
  let last = await up();
  for (let ups = 1; ; ups += 1) {
    for (const failure of last.outcome.failures) {
      if (isTrue(failure, last)) theatre.tally.refusals += 1;
      else theatre.violated("nothingIsRefusedWithoutReason", [`${failure.name}: ${failure.message}`]);
    }
    // Whoever was let in by id, and was deactivated still, can join once they are brought back.
    const wasRefused =
      last.outcome.failures.length > 0 || last.deeds.some(({ what }) => what === "activated");
    last = await up();
    // A take-over is asked for by a POST that Slack refuses, and may come once something else is no longer in the way.
    const tookOver = wasRefused && last.outcome.failures.length === 0 && last.writes.length > 0;
    if (last.deeds.length === 0 && last.writes.every(({ status }) => status >= 400) && !tookOver) break;
    // Something was in the way, and what one resource gives up another may have got since.
    if ((wasRefused || isDrifting) && ups < MOST_UPS) continue;
    theatre.violated(
      "aSecondUpChangesNothing",
      last.writes.map(({ method, path, status }) => `${method} ${path} ${status}`),
    );
  }
  const { writes, outcome } = last;
  if (writes.length > 0 && outcome.failures.length === 0 && !hasMembersWhoCannotJoin(last, theatre))
    theatre.violated(
      "aSecondUpChangesNothing",
      writes.map(({ method, path }) => `${method} ${path}`),
    );
  return last;
}

/** Declared members who are deactivated stay out, and are tried again each time. */
function hasMembersWhoCannotJoin({ program, after }: Record, { ledger }: Theatre): boolean {
  const ids = new Map(after.map(({ name, id }) => [name, id]));
  return program.some(({ members = [] }) =>
    members.some((name) => ledger.people.get(ids.get(name) ?? name)?.active !== true),
  );
}

/** Where a state does not hold what Slack holds, of everything that is declared. */
function liesOf(theatre: Theatre, state: readonly Kept[]): string[] {
  return state.flatMap((kept) => {
    const [told, held] = toldAndHeld(theatre, kept);
    return JSON.stringify(told) === JSON.stringify(held)
      ? []
      : [`${kept.name} is ${JSON.stringify(told)} in the state and ${JSON.stringify(held)} in Slack`];
  });
}

function toldAndHeld(theatre: Theatre, kept: Kept): [told: object, held: object | undefined] {
  if (kept.kind === "user") return [toldOfPerson(kept.outs), heldOfPerson(theatre, kept)];
  if (kept.kind === "group") return [toldOfGroup(kept.outs), heldOfGroup(theatre, kept)];
  return [{ members: kept.outs.members }, heldOfMembership(theatre, kept)];
}

function toldOfPerson(outs: Properties) {
  const { userName, slackUserName, active, title } = outs;
  const [manager, isGuest] = [managerIn(outs), isGuestIn(outs)];
  return { userName: slackUserName ?? userName, emails: addressesIn(outs), active, title, manager, isGuest };
}

function heldOfPerson({ world: { slack }, ledger }: Theatre, { id, outs }: Kept) {
  const person = slack.user(id);
  if (person === undefined) return undefined;
  const { userName, active, title } = person;
  const { manager, isGuest } = ledger.people.get(id) ?? {};
  return {
    userName,
    emails: addressesIn({ ...person }),
    active,
    ...(outs.title !== undefined && { title }),
    ...(managerIn(outs) !== undefined && { manager: manager ?? "" }),
    ...(isGuestIn(outs) !== undefined && { isGuest }),
  };
}

function toldOfGroup({ displayName, members }: Properties) {
  return { displayName, members };
}

function heldOfMembership({ ledger }: Theatre, { outs }: Kept) {
  const ids = ledger.teams.get(String(outs.groupId))?.members;
  return ids && { members: (outs.members as string[]).filter((id) => ids.includes(id)) };
}

function heldOfGroup({ world: { slack } }: Theatre, { id, outs }: Kept) {
  const group = slack.group(id);
  if (group === undefined) return undefined;
  const ids = group.members.map(({ value }) => value).sort();
  const declared = outs.members as string[] | undefined;
  const shown = outs.membership === "additive" ? ids.filter((one) => declared?.includes(one)) : ids;
  return { displayName: group.displayName, ...(declared !== undefined && { members: shown }) };
}
