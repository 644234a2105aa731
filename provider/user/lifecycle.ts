import { changedFields, checkFields, declaredIn, forgottenFields } from "../fields/field";
import { at, holdsUnknown, type Properties } from "../fields/properties";
import { refuseTakenOver } from "../run/adopt-id";
import type { Checks, Created, Found, Updated } from "../run/lifecycle";
import { describeUser } from "../run/names";
import { domainOf, organizationIn } from "../run/organization";
import { isRetained } from "../run/retention";
import type { Run } from "../run/run";
import type { ScimUserRecord, UserChanges } from "../scim";
import { adoptUser, takeOverKnownUser, takeOverUser } from "./adoption";
import {
  managerIdOf,
  primaryEmailOf,
  toUserOutputs,
  toUserView,
  USER_FIELDS,
  type UserFacts,
} from "./fields";
import { declareUser, isDeclaredElsewhere, keysOf, refuseClaimed, refuseUnlessNamesakes } from "./handover";
import { isTaken } from "./holder";
import {
  changesBetween,
  refuseHarm,
  settleUser,
  stackDefault,
  toScimUser,
  warnOfDifferences,
  writeUser,
} from "./writes";

/** Canonical inputs and every mistake in them; no network. */
export function checkUser(run: Run, olds: Properties, news: Properties): Checks {
  const { inputs, problems } = checkFields(USER_FIELDS, news);
  problems.push(...contradictions(inputs));
  problems.push(...declareUser(run, olds, inputs));
  if (problems.length > 0) run.handover.holdForRefused("user", keysOf(olds));
  if (changesPassword(olds, inputs)) {
    const name = describeUser(inputs);
    run.messages.warn(
      "passwordKept",
      name,
      `${name}: Slack takes a password on create only; the changed one is not sent.`,
    );
  }
  return { inputs, problems };
}

/** Whether an update would do anything; no network. */
export function diffUser(_id: string, olds: Properties, news: Properties): { changes: boolean } {
  const different = [...changedFields(USER_FIELDS, olds, news), ...forgottenFields(USER_FIELDS, olds, news)];
  return { changes: different.length > 0 || olds.pendingDeactivation === true };
}

/** Makes the person, or takes over whoever has the primary e-mail address already. */
export async function createUser(run: Run, inputs: Properties): Promise<Created> {
  const organization = await run.organizationForCreate();
  const { adoptId } = inputs;
  return run.handOns.whenFree(() =>
    typeof adoptId === "string"
      ? adoptUser(run, inputs, adoptId, organization)
      : makeOrTakeOver(run, inputs, organization),
  );
}

function makeOrTakeOver(run: Run, inputs: Properties, organization: string): Promise<Created> {
  return run.handover.oneAtATime(`user ${primaryEmailOf(inputs)}`, async () => {
    const known = await takeOverKnownUser(run, inputs, organization);
    if (known !== undefined) return known;
    let made: ScimUserRecord;
    try {
      made = await run.slack.users.create(toScimUser(inputs));
    } catch (refusal) {
      if (!isTaken(refusal)) throw refusal;
      return takeOverUser(run, inputs, refusal, organization);
    }
    refuseClaimed(run, inputs, made);
    return settleUser(run, inputs, made, { organization });
  });
}

/** The person as Slack holds them; nothing when gone for certain. */
export async function readUser(run: Run, id: string, outputs: Properties): Promise<Found | undefined> {
  const known = organizationIn(outputs);
  const isFirstLook = outputs.userName === undefined;
  const live = await run.organization.shownBy(run.people.read(id));
  if (live === undefined) {
    const organization = await run.organization.confirmGone(known);
    if (isFirstLook)
      throw new Error(`no user ${id} in ${organization}: check the id given to SlackScimUser.get().`);
    return undefined;
  }
  const organization = await run.organization.confirm(known, domainOf(live.profileUrl));
  if (isFirstLook || outputs.managed === false) return { outs: toUserView(live, organization), inputs: {} };
  const declared = declaredIn(USER_FIELDS, outputs);
  const facts = factsOf(outputs, organization);
  const pendingDeactivation = facts.pendingDeactivation && live.active === true;
  const outs = toUserOutputs(declared, live, outputs, { ...facts, pendingDeactivation });
  if (declared.active === undefined) {
    warnOfDeactivation(run, id, outputs, outs);
    warnOfReactivation(run, id, outputs, outs);
  }
  return { outs, inputs: declaredIn(USER_FIELDS, outs) };
}

/** Sends what changed, and nothing else. */
export async function updateUser(run: Run, id: string, olds: Properties, news: Properties): Promise<Updated> {
  const organization = await run.organization.confirm(organizationIn(olds));
  refuseTakenOver(run, id, describeUser(news, id));
  run.handover.claim(id);
  const changes = changesBetween(olds, news);
  await refuseHarm(run, id, changes, news, olds);
  const { pendingDeactivation: _paid, ...facts } = factsOf(olds, organization);
  const outputs = (live: ScimUserRecord) => toUserOutputs(news, live, baseline(olds, changes, live), facts);
  const live = await run.handOns.whenFree(() => writeUser(run, id, changes, news, outputs), id);
  run.people.put(live);
  const outs = outputs(live);
  warnOfDifferences(run, id, news, outs);
  if (news.active === undefined) warnOfReactivation(run, id, olds, outs);
  return { outs };
}

function warnOfDeactivation(run: Run, id: string, before: Properties, outs: Properties): void {
  if (outs.active !== false || before.active !== true) return;
  const name = describeUser(outs, id);
  const line = `${name} was deactivated outside Pulumi and is left so: the program does not declare \`active\`. Declare \`active: true\` to reactivate, or take the person out of the program.`;
  run.messages.warn("deactivatedOutside", name, line);
}

/** Slack reactivates whom it converts: a run that is killed before it deactivates them again leaves nothing in the state that says so. */
function warnOfReactivation(run: Run, id: string, before: Properties, outs: Properties): void {
  if (outs.active !== true || before.active !== false) return;
  const name = describeUser(outs, id);
  const line = `${name} was reactivated outside Pulumi, or by a conversion to or from a guest that was cut short, and is left so: the program does not declare \`active\`. Declare \`active: false\` to deactivate.`;
  run.messages.warn("reactivatedOutside", name, line);
}

/** Deactivates the person, unless they are to be retained or another resource of the program has them. */
export async function deleteUser(run: Run, id: string, outputs: Properties): Promise<void> {
  const name = describeUser(outputs, id);
  await run.organization.confirm(organizationIn(outputs));
  if (run.handover.isHeldStill(id)) return release(run, name);
  if (isDeclaredElsewhere(run, id, outputs)) return releaseIfTaken(run, id, outputs);
  if (isRetained(run, id, name, outputs, stackDefault(run))) return;
  await run.deactivations.spend(name, () => lookBeforeDelete(run, id, outputs));
}

/** What a delete has to do: nothing for somebody who is gone, inactive already, or declared elsewhere. */
async function lookBeforeDelete(
  run: Run,
  id: string,
  outputs: Properties,
): Promise<(() => Promise<void>) | undefined> {
  const live = await run.people.readDirectly(id);
  if (live === undefined) {
    await run.organization.confirmGone(organizationIn(outputs));
    return undefined;
  }
  if (live.active === false) return undefined;
  if (isDeclaredElsewhere(run, id, live)) {
    await releaseIfTaken(run, id, outputs);
    return undefined;
  }
  run.protection.refuse(describeUser(outputs, id), "is not deactivated", { ...outputs, id }, live);
  await refuseUnlessNamesakes(run, live, outputs);
  return async () => {
    if (isRetained(run, id, describeUser(outputs, id), outputs, stackDefault(run))) return;
    await run.slack.users.delete(id);
    run.people.put({ ...live, active: false });
  };
}

/** Who is declared by another resource that has them not stays in the state: released, they would be nobody's. */
async function releaseIfTaken(run: Run, id: string, outputs: Properties): Promise<void> {
  const name = describeUser(outputs, id);
  // Asked again after the look: the run hears of others meanwhile.
  const isHad = () => run.handover.isClaimed(id) || run.handover.isHeldStill(id);
  const live = isHad() ? undefined : await run.people.readDirectly(id);
  if (live === undefined || live.active === false || isHad()) return release(run, name);
  throw new Error(
    `${name} is not deactivated, and stays in the state: another resource of this program declares the primary e-mail address, and does not have this account. ` +
      "If it means this person, give it `aliases` to this one. If somebody changed the address in Slack, run `pulumi refresh`: the next `pulumi up` then deactivates this one.",
  );
}

function release(run: Run, name: string): void {
  run.messages.notice(
    "released",
    name,
    `${name} is declared elsewhere in this program: released, not deactivated.`,
  );
}

/** What each field allows and all of them together do not. */
function contradictions(inputs: Properties): string[] {
  const problems: string[] = [];
  if (at(inputs, "name.givenName") === "" && at(inputs, "name.familyName") === "") {
    problems.push("name: wanted a given or family name, got two blanks");
  }
  if (at(inputs, "guest.type") === "" && at(inputs, "guest.expiration")) {
    problems.push('guest.expiration: wanted nothing beside type "" (a full member), got a date');
  }
  return problems;
}

function changesPassword(olds: Properties, inputs: Properties): boolean {
  const known =
    olds.password !== undefined && inputs.password !== undefined && !holdsUnknown(inputs.password);
  return known && olds.password !== inputs.password;
}

/** What an update's answer is compared with: what Slack itself made of what was sent now, and of what was sent before. */
function baseline(olds: Properties, changes: UserChanges, live: ScimUserRecord): Properties {
  return {
    ...olds,
    ...(changes.userName !== undefined && { slackUserName: live.userName }),
    ...(changes.enterprise?.manager !== undefined && { managerId: managerIdOf(live) }),
  };
}

function factsOf(outputs: Properties, organization: string): UserFacts {
  return {
    organization,
    adopted: outputs.adopted === true,
    reactivated: outputs.reactivated === true,
    pendingDeactivation: outputs.pendingDeactivation === true,
  };
}
