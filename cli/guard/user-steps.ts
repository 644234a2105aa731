import { changedFields } from "../../provider/fields/field";
import { at, holdsUnknown, type Properties } from "../../provider/fields/properties";
import { reasonToRetain } from "../../provider/run/retention";
import { USER_FIELDS } from "../../provider/user/fields";
import { harmIn, toUserChanges } from "../../provider/user/writes";
import { COUNTED, deletes, endOf, isSpared, type Judging, retainedAs, writes } from "./harm";
import { type Concerned, nameUser } from "./people";
import type { Step } from "./plan";

/** What a step would do to a person. */
export function judgeUser(step: Step, judging: Judging): void {
  if (deletes(step)) judgeDelete(step, judging);
  if (writes(step)) judgeUpdate(step, judging);
  if (step.op === "create") judgeTakeOver(step, judging);
}

function judgeDelete(step: Step, { limits, releases, harms, people }: Judging): void {
  const outputs = step.before?.outputs ?? {};
  const who = concerned(step, endOf(step));
  const retained = reasonToRetain(who.who, outputs, limits.stackDefault("user", step));
  const spared =
    (step.before?.retainOnDelete && "retained: retainOnDelete") ||
    (releases.releases(step) && "released: declared elsewhere in this program") ||
    (retained && isSpared(step, retained) && retainedAs(retained)) ||
    (outputs.active === false && "inactive already");
  if (spared) {
    harms.told.push({ ...who, what: `${who.what}, ${spared}` });
    return;
  }
  harms.count("maxDeactivations", retained ? { ...who, what: `${who.what}; ${COUNTED}` } : who);
  if (retained === undefined) protect(step, { ...who, what: `${who.what}: deactivated` }, { people, harms });
}

function judgeUpdate(step: Step, { people, harms }: Judging): void {
  const [olds, news] = [step.before?.outputs ?? {}, step.after?.inputs ?? {}];
  const active = activityAfter(olds, news);
  if (active !== true && olds.active !== false)
    harms.count(
      "maxDeactivations",
      concerned(step, active === false ? "active: false" : unknownActivity(step)),
    );
  if (active !== false && olds.active === false)
    harms.count(
      "maxReactivations",
      concerned(step, active === true ? "active: true" : unknownActivity(step)),
    );
  const harm = harmIn(toUserChanges(changedFields(USER_FIELDS, olds, news), news), olds);
  const what = active !== true && olds.active !== false ? "is not deactivated" : harm;
  if (what !== undefined) protect(step, concerned(step, what.replace("is not ", "")), { people, harms });
}

function unknownActivity({ part }: Step): string {
  return part?.isHidden
    ? "the whole entry is computed or secret, `active` with it"
    : "active is computed or secret";
}

/** Whether somebody is to be active; what they are where nobody says anything, undefined where the plan does not tell. */
function activityAfter(olds: Properties, news: Properties): boolean | undefined {
  if (holdsUnknown(news.active)) return undefined;
  if (typeof news.active === "boolean") return news.active;
  if (olds.pendingDeactivation === true) return false;
  return olds.active !== false;
}

/** A create may meet an account: where it is to be taken over whatever it holds, it may deactivate. */
function judgeTakeOver(step: Step, { people, harms }: Judging): void {
  const inputs = step.after?.inputs ?? {};
  const { active, adoptId, onConflict } = inputs;
  const takesOver = adoptId !== undefined || onConflict === "adopt" || holdsUnknown(onConflict);
  if (!takesOver || active === true || active === undefined) return;
  const id = typeof adoptId === "string" && !holdsUnknown(adoptId) ? adoptId : undefined;
  const who = { ...concerned(step, "taken over with active: false"), id };
  harms.count("maxDeactivations", who);
  const verdict = people.verdictOn(id, inputs);
  if (verdict !== "free") harms.protected.push({ ...who, ...(verdict !== "unknown" && verdict) });
}

function protect(
  { before }: Step,
  who: Concerned,
  { people, harms }: Pick<Judging, "people" | "harms">,
): void {
  const verdict = people.verdictOn(
    before?.id,
    ...(before === undefined ? [] : [before.outputs, before.inputs]),
  );
  if (verdict !== "free") harms.protected.push({ ...who, ...(verdict !== "unknown" && verdict) });
}

function concerned({ before, after, urn, name, part }: Step, what: string): Concerned {
  const state = { ...after?.inputs, ...before?.inputs, ...before?.outputs };
  const renamed = at(after?.inputs ?? {}, "userName");
  const isRenamed = typeof renamed === "string" && !holdsUnknown(renamed) && renamed !== state.userName;
  return {
    id: before?.id,
    who: nameUser(state) + (isRenamed ? `, from now on ${renamed}` : ""),
    resource: name,
    urn,
    ...(part && { entry: part.entry }),
    what,
  };
}
