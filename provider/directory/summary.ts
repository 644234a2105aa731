import { holdsUnknown } from "../fields/properties";
import { difference, membersIn } from "../run/members";
import { sample } from "../run/messages";
import type { Run } from "../run/run";
import { isReleased, leaversOf, nameOf, retention } from "./judge";
import type { Change, Plan } from "./plan";

/** How many of each sort are named. */
const NAMED = 10;

/** Says what an update will do: how many, who, and which attributes. What is said of newcomers comes from the look into Slack. */
export function sayPlan(run: Run, plan: Plan): void {
  for (const line of summaryOf(run, plan)) run.messages.foretell(line);
}

function summaryOf(run: Run, plan: Plan): string[] {
  const { people, groups } = plan;
  const leaving = people.leaving.filter((one) => !isReleased(run, "people", one));
  const retained = leaving.filter((one) => retention(run, "people", one) !== undefined);
  const deactivated = difference(leaving.map(nameOf), retained.map(nameOf));
  const released = people.leaving.filter((one) => isReleased(run, "people", one));
  const deleted = groups.leaving.filter((one) => !isReleased(run, "groups", one));
  return [
    counted(people.changed.map(describeChange), "people to be changed"),
    counted(deactivated, "people to be deactivated, unless they are already"),
    counted(retained.map(nameOf), "people to be let go and left in Slack as they are"),
    counted(released.map(nameOf), "people to be handed over to other resources of this program"),
    counted(
      groups.created.map(({ key }) => `groups.${key}`),
      "groups to be created or taken over",
    ),
    counted(groups.changed.map(describeGroupChange), "groups to be changed"),
    counted(
      deleted.map(({ key, kept }) => `groups.${key} (${kept.id})`),
      "groups to be deleted or, where the program or the stack says so, retained",
    ),
    counted(plan.unknown, "entries of which is known after the update what becomes of them"),
  ].filter((line) => line !== undefined);
}

function counted(names: readonly string[], what: string): string | undefined {
  return names.length === 0 ? undefined : `${names.length} ${what}: ${sample(names, NAMED)}`;
}

function describeChange(change: Change): string {
  return `${nameOf(change)}: ${change.paths.join(", ")}`;
}

function describeGroupChange(change: Change): string {
  const others = change.paths.filter((path) => path !== "members");
  const leaving = leaversOf(change).length;
  const joining = joinersOf(change).length;
  const parts = [
    ...others,
    ...(joining > 0 ? [`${joining} join`] : []),
    ...(leaving > 0 ? [`${leaving} leave`] : []),
  ];
  return `groups.${change.key}: ${parts.length === 0 ? "members" : parts.join(", ")}`;
}

/** Who joins a group; whoever is to be created in the same run is one without id, and counts. */
export function joinersOf({ kept, inputs, entry }: Change): string[] {
  const known = membersIn(inputs).filter((id) => !holdsUnknown(id));
  const newcomers = Math.max(0, membersIn(entry).length - known.length);
  return [...difference(known, membersIn(kept.outs)), ...Array<string>(newcomers).fill("")];
}
