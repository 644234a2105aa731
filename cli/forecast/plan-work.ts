import { changesMembers, isWeighty } from "../../provider/directory/outlook";
import { changedFields, forgottenFields } from "../../provider/fields/field";
import { holdsUnknown, type Properties } from "../../provider/fields/properties";
import { GROUP_FIELDS } from "../../provider/group/fields";
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
  work.directories = steps.filter(({ type, op }) => type === DIRECTORY && isThere(op)).length;
  const all = withEntries(steps);
  for (const step of all) {
    if (step.type === USER) countUser(work, step, configuration);
    if (step.part !== undefined) countLook(work, step, configuration);
    if (step.type === MEMBERSHIP) countMembership(work, step);
    if (step.type === GROUP) {
      countGroup(work, step, configuration);
      members += membersOf(step.before ?? step.after).length;
    }
  }
  const groups = work.groups + work.createGroups;
  const others = groupsOfOthers(all);
  return {
    ...work,
    groups: work.groups + others,
    memberships: work.memberships - others,
    members: groups === 0 ? 0 : Math.round(members / groups),
  };
}

/** How many groups the stack has memberships in and no resource for: Slack lists them too. */
function groupsOfOthers(steps: readonly Step[]): number {
  const own = new Set(steps.filter(({ type }) => type === GROUP).map(({ before }) => before?.id));
  const named = steps
    .filter(({ type, op }) => type === MEMBERSHIP && isThere(op))
    .map(({ before }) => String(before?.inputs.groupId));
  return new Set(named.filter((id) => !own.has(id))).size;
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
    const { renames, joins, leaves } = patchesOf(before, after);
    work.changeGroups += 1;
    work.readGroups += readsOf(joins, leaves);
    work.groupPatches += renames + joins + leaves;
  }
  if (isDelete(op) && !isRetained(before, "delete", configuration)) work.deleteGroups += 1;
}

/** A membership changes a group as the group itself does: it looks, writes and looks again. */
function countMembership(work: Work, { op, before, after }: Step): void {
  if (isThere(op)) work.memberships += 1;
  if (isCreate(op) && !holdsUnknown(after?.inputs.groupId)) work.lookGroups += 1;
  const isTakingOut = isDelete(op) && before?.inputs.onDelete !== "retain";
  if (!isCreate(op) && !isTakingOut && op !== "update") return;
  const { joins, leaves } = isTakingOut
    ? { joins: 0, leaves: writes(idsIn(before?.outputs.added)) }
    : patchesOf(before, after);
  work.groupPatches += joins + leaves;
  work.readGroups += op === "update" ? readsOf(joins, leaves) : Math.max(1, readsOf(joins, leaves));
  if (joins + leaves > 0) work.changeGroups += 1;
}

/** Of whom a directory's plan cannot be judged by the state alone. One that is deleted looks in the run, few beside its deletes. */
function countLook(work: Work, { type, op, before, after, part }: Step, configuration: Properties): void {
  if (part?.op !== "update") return;
  const [olds, news] = [before?.outputs ?? {}, after?.inputs ?? {}];
  if (type === USER) {
    const isEnding = isDelete(op) && !isRetained(before, "deactivate", configuration);
    if (isEnding || (op === "update" && isWeighty(olds, news))) work.lookPeople += 1;
  } else {
    const isEnding = isDelete(op) && !isRetained(before, "delete", configuration);
    const paths = changedFields(GROUP_FIELDS, olds, news).map(({ path }) => path);
    if (isEnding || (op === "update" && changesMembers({ inputs: news, paths }))) work.lookGroups += 1;
  }
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

/** The PATCHes that a group needs: for its name, for who joins, for who leaves. */
function patchesOf(before: Step["before"], after: Step["after"]) {
  if (typeof after?.inputs.members === "string") return { renames: 0, joins: 1, leaves: 0 }; // known once other resources are
  const [old, wanted] = [membersOf(before), membersOf(after)];
  const renames = before?.inputs.displayName === after?.inputs.displayName ? 0 : 1;
  return { renames, joins: writes(difference(wanted, old)), leaves: writes(difference(old, wanted)) };
}

function readsOf(joins: number, leaves: number): number {
  return leaves > 0 ? 2 : Math.min(1, joins);
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
