import { changedFields, type Properties } from "./fields";
import { GROUP_FIELDS, type GroupFacts, toGroupOutputs } from "./group-fields";
import { memberIds, syncMembers } from "./group-members";
import { type Created, HalfDoneError } from "./lifecycle";
import type { Run } from "./run";
import type { ScimGroupRecord } from "./scim";

/**
 * The last step of create and update: the membership, where it is declared. Whatever fails, the outputs tell who is in.
 * @param dropped members that were declared until now
 */
export async function settleMembers(
  run: Run,
  inputs: Properties,
  group: ScimGroupRecord,
  dropped: readonly string[],
  facts: GroupFacts,
): Promise<Created> {
  const name = who(inputs, group.id);
  const outputs = (live: ScimGroupRecord) => toGroupOutputs(inputs, live, facts);
  run.handover.claim(group.id);
  try {
    const live = await bringMembers(run, inputs, group, dropped, name);
    run.groups.put(live);
    const outs = outputs(live);
    tellDifferences(run, name, inputs, outs);
    return { id: group.id, outs };
  } catch (cause) {
    const live = await run.slack.groups.get(group.id).catch(() => group);
    throw new HalfDoneError(group.id, outputs(live), cause);
  }
}

/** How messages name a group. */
export function who(properties: Properties, id?: string): string {
  if (typeof properties.displayName !== "string") return id === undefined ? "a group" : `group ${id}`;
  const name = `group "${properties.displayName}"`;
  return id === undefined ? name : `${name} (${id})`;
}

async function bringMembers(
  run: Run,
  inputs: Properties,
  group: ScimGroupRecord,
  dropped: readonly string[],
  name: string,
): Promise<ScimGroupRecord> {
  if (inputs.members === undefined) return group;
  const declared = inputs.members as string[];
  const strangers = memberIds(group).filter((id) => !declared.includes(id));
  const leaving = inputs.membership === "additive" ? dropped : strangers;
  return syncMembers(run, group, { declared, leaving }, name);
}

function tellDifferences(run: Run, name: string, inputs: Properties, outs: Properties): void {
  const different = changedFields(GROUP_FIELDS, outs, inputs).map((field) => field.path);
  if (different.includes("displayName"))
    run.tell(`warning: ${name}: Slack keeps another displayName than was sent.`);
}
