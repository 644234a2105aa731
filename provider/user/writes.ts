import { changedFields, differingFields, type Field, isBlank, toChanges, toResource } from "../fields/field";
import { at, holdsUnknown, type Properties } from "../fields/properties";
import { afterHalf, type Created } from "../run/lifecycle";
import { describeUser } from "../run/names";
import type { StackDefault } from "../run/retention";
import type { Run } from "../run/run";
import type { ScimNewUser, ScimUserRecord, UserChanges } from "../scim";
import { managerIdOf, primaryEmailOf, toUserOutputs, USER_FIELDS, type UserFacts } from "./fields";
import { namingHolder } from "./holder";

/** What a create sends. Activity is settled afterwards: what Slack makes of `active: false` in a POST is not documented. */
export function toScimUser(inputs: Properties): ScimNewUser {
  const sent = USER_FIELDS.filter((field) => field.path !== "active");
  return toResource(sent, inputs) as Properties & ScimNewUser; // userName and emails: check refuses inputs without
}

/** What an update sends. Slack wants the guest block whole, and none at all for a full member. */
export function toUserChanges(changed: readonly Field[], news: Properties): UserChanges {
  const { guest, ...changes } = toChanges(changed, news) as UserChanges;
  if (guest === undefined) return changes;
  const type = at(news, "guest.type") as string;
  return { ...changes, guest: type ? { ...guest, type } : null };
}

/** What an update sends, between what the state holds and what is declared; of what is not known yet nothing. */
export function changesBetween(olds: Properties, news: Properties): UserChanges {
  const known = changedFields(USER_FIELDS, olds, news).filter(({ path }) => !holdsUnknown(at(news, path)));
  const changes = toUserChanges(known, news);
  if (olds.pendingDeactivation === true && news.active !== true) changes.active = false;
  return changes;
}

/** The first outputs of a person: what Slack just made of userName and manager is what drift is measured against. */
export function firstOutputs(inputs: Properties, live: ScimUserRecord, facts: UserFacts): Properties {
  return toUserOutputs(inputs, live, { slackUserName: live.userName, managerId: managerIdOf(live) }, facts);
}

/** The last step of create: what a POST does not settle, then outputs from what Slack answered. */
export async function settleUser(
  run: Run,
  inputs: Properties,
  made: ScimUserRecord,
  facts: UserFacts,
): Promise<Created> {
  run.handover.claim(made.id);
  const owed = leftToSend(inputs, made);
  const live = isEmpty(owed)
    ? made
    : await afterHalf(made.id, firstOutputs(inputs, made, facts), () => run.slack.users.patch(made.id, owed));
  run.people.put(live);
  const outs = firstOutputs(inputs, live, facts);
  warnOfDifferences(run, made.id, inputs, outs);
  return { id: made.id, outs };
}

/** What Slack fills in where a create declares a blank, and `active: false`, which a POST is not known to take. */
function leftToSend(inputs: Properties, made: ScimUserRecord): UserChanges {
  const filled = differingFields(USER_FIELDS, inputs, made).filter((field) =>
    isBlank(at(inputs, field.path)),
  );
  const changes = toUserChanges(filled, inputs);
  return inputs.active === false && made.active === true ? { ...changes, active: false } : changes;
}

/**
 * Patches a person. Whoever turns inactive or active spends the run's budget for that. Slack reactivates whoever it converts
 * to or from a guest, so who is to stay inactive is deactivated in the same request, and once more if that did not hold.
 * @param outputsOf the outputs for what Slack holds, should a later step fail
 */
export async function writeUser(
  run: Run,
  id: string,
  changes: UserChanges,
  news: Properties,
  outputsOf: (live: ScimUserRecord) => Properties,
): Promise<ScimUserRecord> {
  const { users } = run.slack;
  // Nothing is written, so a scan will do: whoever gives everybody an onDelete must not wait for ten thousand readings.
  if (isEmpty(changes)) return (await run.people.read(id)) ?? users.get(id);
  const wanted = activityWanted(changes, news);
  const staysInactive =
    wanted === undefined && changes.guest !== undefined && (await users.get(id)).active === false;
  const inactive = wanted === false || staysInactive;
  const write = () =>
    namingHolder(run, id, news, () => users.patch(id, inactive ? { ...changes, active: false } : changes));
  const after = (await spendOnActivity(run, id, news, wanted, write)) ?? (await write());
  if (!inactive || after.active !== true) return after;
  const due = { ...outputsOf(after), pendingDeactivation: true };
  return afterHalf(id, due, () => users.patch(id, { active: false }));
}

/** What a write makes of somebody's activity, and draws on the run's budget for; Slack reactivates whoever it converts. */
export function activityWanted(changes: UserChanges, news: Properties): boolean | undefined {
  const converted = changes.guest !== undefined && typeof news.active === "boolean" ? news.active : undefined;
  return changes.active ?? converted;
}

/** Writes on the run's budget where that turns somebody active or inactive; nothing is written otherwise. */
async function spendOnActivity(
  run: Run,
  id: string,
  news: Properties,
  wanted: boolean | undefined,
  write: () => Promise<ScimUserRecord>,
): Promise<ScimUserRecord | undefined> {
  if (wanted === undefined) return undefined;
  const guard = wanted ? run.reactivations : run.deactivations;
  return guard.spend(describeUser(news, id), async () => {
    const before = await run.slack.users.get(id);
    return before.active === wanted ? undefined : write;
  });
}

/**
 * Refuses to deactivate, rename or convert somebody who is protected.
 * @param known the person as the state or Slack knows them
 */
export async function refuseHarm(
  run: Run,
  id: string,
  changes: UserChanges,
  news: Properties,
  known: { userName?: unknown; emails?: unknown },
): Promise<void> {
  if (!run.protection.isOn) return;
  const step = harmIn(changes, known);
  if (step === undefined) return;
  const live = await run.people.readDirectly(id);
  run.protection.refuse(describeUser(news, id), step, { ...known, id }, { ...live, id });
}

/** What of a change nobody protected may suffer, as "is not deactivated"; nothing where it is harmless. */
export function harmIn(changes: UserChanges, known: { emails?: unknown }): string | undefined {
  if (changes.active === false) return "is not deactivated";
  if (changes.guest !== undefined) return "is not converted";
  const moves = changes.emails !== undefined && primaryEmailOf(changes) !== primaryEmailOf(known);
  return changes.userName !== undefined || moves ? "is not renamed" : undefined;
}

/** What the stack says of people whose resource declares no `onDelete`. */
export function stackDefault(run: Run): StackDefault {
  return { setting: "onDelete", act: "deactivate", value: run.settings.onDelete };
}

export function isEmpty(changes: UserChanges): boolean {
  return Object.keys(changes).length === 0;
}

/** Slack drops all profile fields when one is invalid, and alters names to dodge clashes; nobody should find out by accident. */
export function warnOfDifferences(run: Run, id: string, inputs: Properties, outs: Properties): void {
  const different = changedFields(USER_FIELDS, outs, inputs).map((field) => field.path);
  const name = describeUser(inputs, id);
  if (different.length > 0) {
    run.messages.warn(
      "differing",
      name,
      `${name}: Slack holds something else than was sent for ${different.join(", ")}.`,
    );
  }
  if (outs.slackUserName !== undefined) {
    run.messages.warn("differing", name, `${name}: Slack made the userName ${outs.slackUserName}.`);
  }
}
