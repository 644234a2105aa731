import { at, changedFields, type Field, type Properties, toChanges, toResource } from "./fields";
import { afterHalf, type Created } from "./lifecycle";
import type { Run } from "./run";
import type { ScimUser, ScimUserRecord, UserChanges } from "./scim";
import { managerIdOf, toUserOutputs, USER_FIELDS, type UserFacts } from "./user-fields";

/** What a create sends. Activity is settled afterwards: what Slack makes of `active: false` in a POST is not documented. */
export function toScimUser(inputs: Properties): ScimUser {
  return toResource(
    USER_FIELDS.filter((field) => field.path !== "active"),
    inputs,
  );
}

/** What an update sends. Slack wants the guest block whole, and none at all for a full member. */
export function toUserChanges(changed: readonly Field[], news: Properties): UserChanges {
  const { guest, ...changes } = toChanges(changed, news) as UserChanges;
  if (guest === undefined) return changes;
  const { type = at(news, "guest.type") as string } = guest ?? {};
  return { ...changes, guest: type ? { ...guest, type } : null };
}

/** The last step of create: outputs from Slack's answer, after deactivation where `active: false` is declared. */
export async function settleUser(
  run: Run,
  inputs: Properties,
  made: ScimUserRecord,
  facts: UserFacts,
): Promise<Created> {
  run.handover.claim(made.id);
  const outputs = (live: ScimUserRecord) =>
    toUserOutputs(inputs, live, { slackUserName: live.userName, managerId: managerIdOf(live) }, facts);
  const live =
    inputs.active === false && made.active === true
      ? await afterHalf(made.id, outputs(made), () => run.slack.users.patch(made.id, { active: false }))
      : made;
  run.people.put(live);
  const outs = outputs(live);
  tellDifferences(run, made.id, inputs, outs);
  return { id: made.id, outs };
}

/** Patches a person; deactivation spends the run's budget, and a guest's conversion does not reactivate anybody. */
export async function writeUser(
  run: Run,
  id: string,
  changes: UserChanges,
  news: Properties,
): Promise<ScimUserRecord> {
  if (Object.keys(changes).length === 0) return run.slack.users.get(id);
  const touchesActivity = changes.active === false || changes.guest !== undefined;
  const before = touchesActivity ? await run.slack.users.get(id) : undefined;
  const write = () => run.slack.users.patch(id, changes);
  const deactivates = changes.active === false && before?.active === true;
  const after = deactivates ? await run.deactivations.spend(who(news, id), write) : await write();
  const staysInactive = (news.active ?? before?.active) === false;
  return staysInactive && after.active === true ? run.slack.users.patch(id, { active: false }) : after;
}

/** How messages name a person: by what is public. */
export function who(properties: Properties, id?: string): string {
  const { userName } = properties;
  if (typeof userName !== "string") return id === undefined ? "a user" : `user ${id}`;
  return id === undefined ? `user ${userName}` : `user ${userName} (${id})`;
}

/** Slack drops all profile fields when one is invalid, and alters names to dodge clashes; nobody should find out by accident. */
export function tellDifferences(run: Run, id: string, inputs: Properties, outs: Properties): void {
  const different = changedFields(USER_FIELDS, outs, inputs).map((field) => field.path);
  if (different.length > 0) {
    run.tell(
      `warning: ${who(inputs, id)}: Slack holds something else than was sent for ${different.join(", ")}.`,
    );
  }
  if (outs.slackUserName !== undefined) {
    run.tell(`warning: ${who(inputs, id)}: Slack made the userName ${outs.slackUserName}.`);
  }
}
