import { holdsUnknown, type Properties } from "../fields/properties";
import { refuseManaged } from "../run/adopt-id";
import { describeGroup } from "../run/names";
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
  sayForecast(run, inputs, group, [...(renames ? ["displayName"] : []), ...membersIfChanged(inputs, group)]);
  return undefined;
}

function foretell(run: Run, inputs: Properties, group: ScimGroupRecord): string | undefined {
  const fight = refuseShared(run, inputs, group.id);
  if (fight !== undefined) return fight;
  const { refusal, isUndecided } = planTakeOver(run, inputs, group);
  if (isUndecided) run.messages.forecast("undecided", describeGroup(inputs, group.id));
  else if (refusal === undefined) sayForecast(run, inputs, group, membersIfChanged(inputs, group));
  return refusal;
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
