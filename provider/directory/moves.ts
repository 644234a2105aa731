import { holdsUnknown, type Properties } from "../fields/properties";
import { leaversOf } from "../group/writes";
import { difference, isAmong, memberIds, membersIn } from "../run/members";
import type { Run } from "../run/run";
import type { ScimGroupRecord } from "../scim";
import { changesMembers, type Outlook } from "./outlook";
import type { Change, Plan } from "./plan";

/** Who joins and who leaves a group, by id. */
export interface Moves {
  key: string;
  /** None before the group is made. */
  id?: string;
  joins: string[];
  leaves: string[];
  /** How many are in the group until now; nothing where only Slack could tell. */
  members?: number;
  /** How many are declared of whom it is not known yet who they are: each may be one of those who seem to leave. */
  unknown: number;
}

/** Who joins and leaves which groups, by Slack where it was asked, and else by the state. */
export function movesOf(run: Run, plan: Plan, outlook: Outlook): Moves[] {
  const changed = plan.groups.changed
    .filter(changesMembers)
    .map((change) => movesOfChange(run, change, outlook));
  const created = plan.groups.created.map(({ key, entry }): Moves => {
    const { holder, leaving = [] } = outlook.newGroups.get(key) ?? {};
    const declared = knownOf(outlook.references.groupWithIds(entry));
    const live = holder === undefined ? [] : memberIds(holder);
    return {
      key,
      id: holder?.id,
      joins: difference(declared.ids, live),
      leaves: leaving,
      members: live.length,
      unknown: declared.unknown,
    };
  });
  return [...created, ...changed].filter(
    ({ joins, leaves, unknown }) => joins.length + leaves.length + unknown > 0,
  );
}

function movesOfChange(run: Run, { key, kept, entry }: Change, outlook: Outlook): Moves {
  const inputs = outlook.references.groupWithIds(entry);
  const found = outlook.groups.get(kept.id);
  const group = found ?? asKept(kept.id, kept.outs);
  // Of a group that was not ours whole the state knows only whom we declared.
  const wasOurs = kept.outs.members !== undefined && kept.outs.membership !== "additive";
  const live = memberIds(group);
  const declared = knownOf(inputs);
  return {
    key,
    id: kept.id,
    joins: difference(declared.ids, live),
    leaves: leaversOf(run, group, kept.outs, inputs).filter(isAmong(live)),
    members: found === undefined && !wasOurs ? undefined : live.length,
    unknown: declared.unknown,
  };
}

function knownOf(inputs: Properties): { ids: string[]; unknown: number } {
  const declared = membersIn(inputs);
  const ids = declared.filter((id) => !holdsUnknown(id));
  return { ids, unknown: declared.length - ids.length };
}

/** A group as the state knows it. */
function asKept(id: string, outs: Properties): ScimGroupRecord {
  const members = membersIn(outs).map((value) => ({ value }));
  return { id, displayName: String(outs.displayName), members };
}
