import { holdsUnknown, type Properties } from "../fields/properties";
import { refuseManaged } from "../run/adopt-id";
import { difference, memberIds, membersIn } from "../run/members";
import type { Forecast } from "../run/messages";
import { describeGroup } from "../run/names";
import { refusalOfRemovals } from "../run/removals";
import type { Run } from "../run/run";
import type { ScimGroupRecord } from "../scim";
import {
  isAsDeclared,
  nothingThere,
  planTakeOver,
  refuseOther,
  refuseRefused,
  severalOfThisName,
} from "./adoption";
import { refuseShared } from "./sharing";

/** What create will do with a group without state, as far as a look into Slack tells. */
export interface GroupProspect {
  /** Nothing where it makes the group, would refuse, or where that is not known. */
  forecast?: Forecast;
  /** The group that is taken over. */
  holder?: ScimGroupRecord;
  /** What would be written of the one that is taken over. */
  changed: string[];
  /** Who would leave it for certain. */
  leaving: string[];
  /** Why create would refuse, its guards aside. */
  refusal?: string;
  /** The group whose name another resource gives up. */
  freed?: ScimGroupRecord;
}

/** Says what create will do with a group without state, or why it would refuse. */
export async function previewGroup(run: Run, inputs: Properties): Promise<string | undefined> {
  const { forecast, holder, changed, leaving, refusal, freed } = await prospectOfGroup(run, inputs);
  if (freed !== undefined) run.messages.warn("nameFreed", describeGroup(inputs), freedLine(inputs, freed));
  if (holder === undefined || forecast === undefined) return refusal;
  const name = describeGroup(inputs, holder.id);
  const tooMany = await refusalOfRemovals(run, holder, leaving, name);
  if (tooMany !== undefined) return tooMany;
  run.messages.forecast(forecast, forecast === "changed" ? `${name}: ${changed.join(", ")}` : name);
  return undefined;
}

/** Looks in Slack, reading only, what create will do with a group without state. */
export async function prospectOfGroup(run: Run, inputs: Properties): Promise<GroupProspect> {
  const nothing: GroupProspect = { changed: [], leaving: [] };
  if (holdsUnknown(inputs.displayName) || holdsUnknown(inputs.adoptId)) return nothing;
  if (typeof inputs.adoptId === "string") return prospectOfAdoption(run, inputs, inputs.adoptId);
  const [group, ...others] = await run.lookups.findGroups(String(inputs.displayName));
  if (group === undefined) return nothing;
  if (run.handover.isFreed("group", inputs.displayName)) return { ...nothing, freed: group };
  if (others.length > 0) return { ...nothing, refusal: severalOfThisName(inputs, [group, ...others]) };
  return prospectOfNamesake(run, inputs, group);
}

async function prospectOfAdoption(run: Run, inputs: Properties, id: string): Promise<GroupProspect> {
  const nothing: GroupProspect = { changed: [], leaving: [] };
  const refusal = refuseManaged(run, describeGroup(inputs), id, "group");
  if (refusal !== undefined) return { ...nothing, refusal };
  const group = await run.groups.read(id);
  const unfit = group === undefined ? nothingThere(inputs, id) : refuseRefused(run, inputs, group);
  if (group === undefined || unfit !== undefined) return { ...nothing, refusal: unfit };
  return takenOver(inputs, group, group.displayName === inputs.displayName ? [] : ["displayName"]);
}

function prospectOfNamesake(run: Run, inputs: Properties, group: ScimGroupRecord): GroupProspect {
  const fight = refuseOther(run, inputs, group) ?? refuseShared(run, inputs, group.id);
  const { refusal, isUndecided } = planTakeOver(run, inputs, group);
  if (fight !== undefined || refusal !== undefined)
    return { changed: [], leaving: [], refusal: fight ?? refusal };
  run.handover.foretell(group.id, inputs.displayName);
  if (isUndecided) return { changed: [], leaving: [], holder: group, forecast: "undecided" };
  return takenOver(inputs, group, []);
}

function takenOver(inputs: Properties, group: ScimGroupRecord, others: readonly string[]): GroupProspect {
  const changed = [...others, ...(isAsDeclared(inputs, group) ? [] : ["members"])];
  const forecast = changed.length === 0 ? "asIs" : "changed";
  return { holder: group, forecast, changed, leaving: leaversOf(inputs, group) };
}

/** Who would leave for certain: whose id is not known yet may be anybody who is in the group. */
function leaversOf(inputs: Properties, group: ScimGroupRecord): string[] {
  if (inputs.members === undefined || inputs.membership === "additive" || holdsUnknown(inputs.members))
    return [];
  return difference(memberIds(group), membersIn(inputs));
}

function freedLine(inputs: Properties, group: ScimGroupRecord): string {
  return `${describeGroup(inputs)}: the name belongs to ${group.id}, which another resource of this program gives up. Let this resource depend on that one (\`dependsOn\`), or it may come before the run knows of that and take that group over.`;
}
