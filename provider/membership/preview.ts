import { holdsUnknown, type Properties } from "../fields/properties";
import { isAmong, memberIds, membersIn } from "../run/members";
import { describeGroup } from "../run/names";
import type { Run } from "../run/run";
import { noGroup } from "./writes";

/** Says how many a create will add to the group and how many are in it already, or why it would refuse. */
export async function previewMembership(run: Run, inputs: Properties): Promise<string | undefined> {
  if (holdsUnknown(inputs.groupId)) return undefined;
  const groupId = String(inputs.groupId);
  const group = await run.groups.read(groupId);
  if (group === undefined) return noGroup(inputs);
  const known = membersIn(inputs).filter((id) => !holdsUnknown(id));
  const inIt = known.filter(isAmong(memberIds(group))).length;
  const counts = [
    `${known.length - inIt} join`,
    ...(inIt > 0 ? [`${inIt} in it already`] : []),
    ...(holdsUnknown(inputs.members) ? ["who else is known after the update"] : []),
  ].join(", ");
  run.messages.forecast("joins", `${describeGroup({}, groupId)} (${counts})`);
  return undefined;
}
