import { changedFields, forgottenFields } from "../../provider/fields/field";
import type { Properties } from "../../provider/fields/properties";
import { typeToken } from "../../provider/resources/provider-text";
import { difference, MEMBERS_A_WRITE } from "../../provider/run/members";
import { reasonToRetain } from "../../provider/run/retention";
import { NAMESPACE } from "../../provider/settings/table";
import { USER_FIELDS } from "../../provider/user/fields";
import { DIRECTORY, withEntries } from "../guard/directory-steps";
import type { Plan, Step } from "../guard/plan";
import { NO_WORK, type Work } from "./work";

const USER = typeToken("User");
const GROUP = typeToken("Group");
const MEMBERSHIP = typeToken("GroupMembership");

/** How many steps of a plan are about this package's resources. */
export function countOwn({ steps }: Plan): number {
  return steps.filter(({ type }) => [USER, GROUP, MEMBERSHIP, DIRECTORY].includes(type)).length;
}

/** What a plan is going to do, and what the stack has. Slack may have more people and groups: say so by `--users` and `--groups`. */
export function workOf({ steps, configuration }: Plan): Work {
  const work = { ...NO_WORK };
  let members = 0;
  for (const step of withEntries(steps)) {
    if (step.type === USER) countUser(work, step, configuration);
    if (step.type === MEMBERSHIP) countMembership(work, step);
    if (step.type === GROUP) {
      countGroup(work, step, configuration);
      members += membersOf(step.before ?? step.after).length;
    }
  }
  const groups = work.groups + work.createGroups;
  return { ...work, members: groups === 0 ? 0 : Math.round(members / groups) };
}

function countUser(work: Work, { op, before, after }: Step, configuration: Properties): void {
  if (isThere(op)) work.people += 1;
  if (isCreate(op)) work.createPeople += 1;
  if (op === "update") countChange(work, before?.outputs ?? {}, after?.inputs ?? {});
  if (isDelete(op) && !isRetained(before, "deactivate", configuration)) work.deactivatePeople += 1;
}

/**
 * What changes how a person is managed sends nothing, nor does what is declared no more; where nothing at all differs, the plan
 * hides what does.
 */
function countChange(work: Work, outputs: Properties, inputs: Properties): void {
  const changed = changedFields(USER_FIELDS, outputs, inputs);
  const isHidden = changed.length === 0 && forgottenFields(USER_FIELDS, outputs, inputs).length === 0;
  const isSent = isHidden || changed.some(({ local }) => !local);
  if (isSent) work.changePeople += 1;
  if (!isSent || changed.some(({ path }) => path === "active")) work.readPeople += 1;
}

function countGroup(work: Work, { op, before, after }: Step, configuration: Properties): void {
  if (isThere(op)) work.groups += 1;
  if (isCreate(op)) work.createGroups += 1;
  if (op === "update") {
    work.changeGroups += 1;
    work.groupPatches += patchesOf(before, after);
  }
  if (isDelete(op) && !isRetained(before, "delete", configuration)) work.deleteGroups += 1;
}

/** A membership changes a group as the group itself does: it looks, writes and looks again. */
function countMembership(work: Work, { op, before, after }: Step): void {
  const isTakingOut = isDelete(op) && before?.inputs.onDelete !== "retain";
  if (!isCreate(op) && !isTakingOut && op !== "update") return;
  const patches = isTakingOut ? writes(idsIn(before?.outputs.added)) : patchesOf(before, after);
  work.groupPatches += patches;
  if (patches > 0) work.changeGroups += 1;
}

/** Whether the resource is in Slack before the run. */
function isThere(op: string): boolean {
  return ["same", "update", "delete", "delete-replaced", "refresh"].includes(op);
}

function isCreate(op: string): boolean {
  return op === "create" || op === "create-replacement";
}

function isDelete(op: string): boolean {
  return op === "delete" || op === "delete-replaced";
}

/** Whether Pulumi asks for no deletion, or the provider leaves the resource in Slack. */
function isRetained(
  before: Step["before"],
  act: "deactivate" | "delete",
  configuration: Properties,
): boolean {
  const setting = act === "delete" ? "onGroupDelete" : "onDelete";
  const value = configuration[`${NAMESPACE}:${setting}`];
  const stack = { setting, act, value: typeof value === "string" ? value : undefined } as const;
  return before?.retainOnDelete === true || reasonToRetain("it", before?.outputs ?? {}, stack) !== undefined;
}

function patchesOf(before: Step["before"], after: Step["after"]): number {
  if (typeof after?.inputs.members === "string") return 1; // known once other resources are
  const [old, wanted] = [membersOf(before), membersOf(after)];
  const renames = before?.inputs.displayName === after?.inputs.displayName ? 0 : 1;
  return renames + writes(difference(wanted, old)) + writes(difference(old, wanted));
}

function writes(ids: readonly string[]): number {
  return Math.ceil(ids.length / MEMBERS_A_WRITE);
}

function membersOf(state: Step["before"]): string[] {
  return idsIn(state?.inputs.members);
}

function idsIn(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
