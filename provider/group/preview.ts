import { holdsUnknown, type Properties } from "../fields/properties";
import { refuseManaged } from "../run/adopt-id";
import { difference, memberIds, membersIn } from "../run/members";
import { describeGroup } from "../run/names";
import { refusalOfRemovals } from "../run/removals";
import type { Run } from "../run/run";
import type { ScimGroupRecord } from "../scim";
import { isAsDeclared, nothingThere, planTakeOver, severalOfThisName } from "./adoption";
import { refuseShared } from "./sharing";

/** Says what create will do with a group without state, or why it would refuse. */
export async function previewGroup(run: Run, inputs: Properties): Promise<string | undefined> {
  if (holdsUnknown(inputs.displayName) || holdsUnknown(inputs.adoptId)) return undefined;
  if (typeof inputs.adoptId === "string") return previewAdoption(run, inputs, inputs.adoptId);
  const [group, ...others] = await run.lookups.findGroups(String(inputs.displayName));
  if (group === undefined) return undefined;
  if (run.handover.isFreed("group", inputs.displayName)) sayFreed(run, inputs, group);
  else if (others.length > 0) return severalOfThisName(inputs, [group, ...others]);
  else return foretell(run, inputs, group);
  return undefined;
}

async function previewAdoption(run: Run, inputs: Properties, id: string): Promise<string | undefined> {
  const refusal = refuseManaged(run, describeGroup(inputs), id, "group");
  if (refusal !== undefined) return refusal;
  const group = await run.groups.read(id);
  if (group === undefined) return nothingThere(inputs, id);
  const renames = group.displayName !== inputs.displayName;
  return foretellTakeOver(run, inputs, group, renames ? ["displayName"] : []);
}

async function foretell(run: Run, inputs: Properties, group: ScimGroupRecord): Promise<string | undefined> {
  const fight = refuseShared(run, inputs, group.id);
  if (fight !== undefined) return fight;
  const { refusal, isUndecided } = planTakeOver(run, inputs, group);
  if (refusal !== undefined) return refusal;
  if (!isUndecided) return foretellTakeOver(run, inputs, group, []);
  run.messages.forecast("undecided", describeGroup(inputs, group.id));
  return undefined;
}

/** Says what a take-over would change, or why it would be refused all the same: too many leave, or somebody protected. */
async function foretellTakeOver(
  run: Run,
  inputs: Properties,
  group: ScimGroupRecord,
  changed: readonly string[],
): Promise<string | undefined> {
  const refusal = await refusalOfRemovals(
    run,
    group,
    leaversOf(inputs, group),
    describeGroup(inputs, group.id),
  );
  if (refusal === undefined)
    sayForecast(run, inputs, group, [...changed, ...membersIfChanged(inputs, group)]);
  return refusal;
}

/** Who would leave for certain: whose id is not known yet may be anybody who is in the group. */
function leaversOf(inputs: Properties, group: ScimGroupRecord): string[] {
  if (inputs.members === undefined || inputs.membership === "additive" || holdsUnknown(inputs.members))
    return [];
  return difference(memberIds(group), membersIn(inputs));
}

function membersIfChanged(inputs: Properties, group: ScimGroupRecord): string[] {
  return isAsDeclared(inputs, group) ? [] : ["members"];
}

function sayForecast(run: Run, inputs: Properties, group: ScimGroupRecord, changed: string[]): void {
  const name = describeGroup(inputs, group.id);
  if (changed.length === 0) run.messages.forecast("asIs", name);
  else run.messages.forecast("changed", `${name}: ${changed.join(", ")}`);
}

function sayFreed(run: Run, inputs: Properties, group: ScimGroupRecord): void {
  const name = describeGroup(inputs);
  run.messages.warn(
    "nameFreed",
    name,
    `${name}: the name belongs to ${group.id}, which another resource of this program gives up. Let this resource depend on that one (\`dependsOn\`), or it may come before the run knows of that and take that group over.`,
  );
}
