import { differingFields, type Field, isBlank } from "../fields/field";
import { at, holdsUnknown, type Properties } from "../fields/properties";
import { USER_ID } from "../fields/values";
import { refuseManaged, takeOverOnce } from "../run/adopt-id";
import { IF_GIVEN_UP, TakenError } from "../run/hand-on";
import type { Created } from "../run/lifecycle";
import { describeUser } from "../run/names";
import { ownershipHint, UNKNOWN_MAKER } from "../run/retention";
import type { Run } from "../run/run";
import type { ScimUserRecord, UserChanges } from "../scim";
import type { SlackScimApiError } from "../scim/errors/errors";
import { primaryEmailOf, USER_FIELDS, type UserFacts } from "./fields";
import { refuseClaimed, refuseOther, refuseRefused } from "./handover";
import { findHolder, nobodyHasIt, toHolder } from "./holder";
import {
  firstOutputs,
  isEmpty,
  refuseHarm,
  settleUser,
  stackDefault,
  toUserChanges,
  writeUser,
} from "./writes";

/** Finds out who is there already, and takes over, repeats or refuses as `onConflict` says. */
export async function takeOverUser(
  run: Run,
  inputs: Properties,
  refusal: SlackScimApiError,
  organization: string,
): Promise<Created> {
  const holder = await findHolder(run, inputs, refusal);
  if (holder === undefined) throw nobodyHasIt(run, inputs, refusal);
  return takeOverHolder(run, inputs, holder, organization);
}

/** Takes over, or refuses, whoever stands where the declared person would. */
async function takeOverHolder(
  run: Run,
  inputs: Properties,
  holder: ScimUserRecord,
  organization: string,
): Promise<Created> {
  await run.handOns.untilHeard();
  const waitedFor = toHolder(inputs, holder);
  // Whoever is about to become somebody else is not the declared person, whatever their account still holds.
  if (run.handOns.isGivingUp(holder.id, waitedFor.keys))
    throw new TakenError(somebodyElse(inputs, holder), waitedFor);
  refuseClaimed(run, inputs, holder);
  const { refusal, differing } = await planTakeOver(run, inputs, holder);
  if (refusal !== undefined) throw new TakenError(refusal, waitedFor);
  const other = refuseOther(run, inputs, holder);
  if (other !== undefined) throw new Error(other);
  return takeOver(run, inputs, holder, differing, factsOf(inputs, holder, organization));
}

/**
 * Takes over whom the run's scan knows, once many are made: without a request who is exactly as declared, after a look and with
 * one write who differs. Nothing where the scan knows nobody, or somebody who would be refused: the POST decides then.
 */
export async function takeOverKnownUser(
  run: Run,
  inputs: Properties,
  organization: string,
): Promise<Created | undefined> {
  const email = primaryEmailOf(inputs) as string; // check refuses inputs without
  const [known] = await run.lookups.findPeopleWhenMany({ emails: [email] });
  if (known === undefined) return undefined;
  await run.handOns.untilHeard();
  if (run.handover.isClaimed(known.id)) return undefined;
  if (run.handOns.isGivingUp(known.id, toHolder(inputs, known).keys)) return undefined;
  const { refusal, differing } = await planTakeOver(run, inputs, known);
  if (refusal !== undefined || refuseOther(run, inputs, known) !== undefined) return undefined;
  const isSettled = isEmpty(toUserChanges(toWrite(inputs, differing), inputs));
  if (isSettled) return takeOver(run, inputs, known, differing, factsOf(inputs, known, organization));
  const live = await run.people.readDirectly(known.id);
  return live === undefined || primaryEmailOf(live) !== email
    ? undefined
    : takeOverHolder(run, inputs, live, organization);
}

/** Takes over exactly the account that the program names by id, whatever its e-mail address. */
export async function adoptUser(
  run: Run,
  inputs: Properties,
  id: string,
  organization: string,
): Promise<Created> {
  await run.handOns.untilHeard(2);
  const refusal = refuseManaged(run, describeUser(inputs), id, "person");
  if (refusal !== undefined) throw new Error(refusal);
  const live = await run.people.readDirectly(id);
  if (live === undefined) throw new Error(nobodyThere(inputs, id, organization));
  const other = refuseRefused(run, inputs, live);
  if (other !== undefined) throw new Error(other);
  const differing = await whatDiffers(run, inputs, live);
  return takeOver(run, inputs, live, differing, factsOf(inputs, live, organization));
}

/** Why the account of this id is not to be had: there is none. */
export function nobodyThere(inputs: Properties, id: string, organization?: string): string {
  const where = organization === undefined ? "Slack" : organization;
  return `${describeUser(inputs)}: adoptId names ${id}, and there is no such account in ${where}. Correct the id, or leave adoptId out.`;
}

/** What a take-over would change, or why it is refused. */
export type TakeOverPlan =
  | { differing: Field[]; refusal?: undefined }
  | { differing?: undefined; refusal: string };

/** What taking over an account would do; unknown values count as no difference. */
export async function planTakeOver(
  run: Run,
  inputs: Properties,
  holder: ScimUserRecord,
): Promise<TakeOverPlan> {
  if (primaryEmailOf(holder) !== primaryEmailOf(inputs)) return { refusal: somebodyElse(inputs, holder) };
  const differing = await whatDiffers(run, inputs, holder);
  if (mayTakeOver(run, inputs, holder, differing)) return { differing };
  return { refusal: existsAlready(inputs, holder, differing) };
}

/** The declared fields that the account does not hold; unknown values count as no difference. */
export async function whatDiffers(run: Run, inputs: Properties, holder: ScimUserRecord): Promise<Field[]> {
  const wanted = await withManagerId(run, inputs);
  return differingFields(USER_FIELDS, wanted, holder).filter(
    (field) => !holdsUnknown(at(inputs, field.path)),
  );
}

function factsOf(inputs: Properties, holder: ScimUserRecord, organization: string): UserFacts {
  const reactivated = inputs.active === true && holder.active !== true;
  return { organization, adopted: true, reactivated };
}

async function takeOver(
  run: Run,
  inputs: Properties,
  holder: ScimUserRecord,
  differing: Field[],
  facts: UserFacts,
): Promise<Created> {
  const changes = toUserChanges(toWrite(inputs, differing), inputs);
  await refuseHarm(run, holder.id, changes, inputs, holder);
  takeOverOnce(run, holder.id, inputs, describeUser(inputs));
  const outputs = (live: ScimUserRecord) => firstOutputs(inputs, live, facts);
  const live = isEmpty(changes) ? holder : await writeUser(run, holder.id, changes, inputs, outputs);
  const created = await settleUser(run, inputs, live, facts);
  const maker = isRecentAsDeclared(run, inputs, holder, differing) ? UNKNOWN_MAKER : "";
  const hint = ownershipHint(created.outs, stackDefault(run));
  sayTakenOver(run, inputs, holder, writtenOf(inputs, changes), maker + hint);
  return created;
}

/** Photos cannot be compared, so a declared one is written. */
function toWrite(inputs: Properties, differing: Field[]): Field[] {
  const photos = USER_FIELDS.filter((field) => field.path === "photos" && inputs.photos !== undefined);
  return [...differing, ...photos];
}

/** A manager may be declared by e-mail address or userName, and is held by id. */
async function withManagerId(run: Run, inputs: Properties): Promise<Properties> {
  const declared = at(inputs, "enterprise.manager.managerId");
  if (typeof declared !== "string" || declared === "") return inputs;
  if (holdsUnknown(declared) || USER_ID.test(declared)) return inputs;
  const [manager] = declared.includes("@")
    ? await run.lookups.findPeople({ emails: [declared] })
    : await run.lookups.findPeople({ emails: [], userName: declared });
  if (manager === undefined) return inputs;
  return { ...inputs, enterprise: { ...(inputs.enterprise as object), manager: { managerId: manager.id } } };
}

/**
 * Whether a run that was killed before it wrote the state may have made the account, so that this one must not stop at it. Who
 * made it is not known: another stack of the same program makes the same.
 */
function isRecentAsDeclared(
  run: Run,
  inputs: Properties,
  holder: ScimUserRecord,
  differing: Field[],
): boolean {
  const asSent = differing.every((field) => field.path === "active" || isBlank(at(inputs, field.path)));
  return asSent && holder.active === true && run.isRecent(holder);
}

function mayTakeOver(run: Run, inputs: Properties, holder: ScimUserRecord, differing: Field[]): boolean {
  if (isRecentAsDeclared(run, inputs, holder, differing)) return true;
  if (inputs.onConflict === "fail") return false;
  if (inputs.onConflict === "adopt") return true;
  const returns = holder.active !== true && holder.userName === inputs.userName;
  return returns || differing.length === 0;
}

function existsAlready(inputs: Properties, holder: ScimUserRecord, differing: Field[]): string {
  const state = holder.active === true ? "active" : "deactivated";
  const changes = differing.map((field) => field.path).join(", ");
  const effect = changes === "" ? "" : ` Taking the account over would change ${changes}.`;
  return (
    `${describeUser(inputs)}: Slack has ${holder.id} (${holder.userName}, ${state}) with this primary e-mail address already.${effect} ` +
    "If this resource was renamed or moved in the program, give it `aliases`. " +
    'To manage the existing account, set onConflict: "adopt", or declare what it holds. ' +
    IF_GIVEN_UP
  );
}

function somebodyElse(inputs: Properties, holder: ScimUserRecord): string {
  return (
    `${describeUser(inputs)}: the userName or a secondary e-mail address belongs to ${holder.id} (${holder.userName}), whose primary e-mail address is another one: somebody else. ` +
    `Nothing was changed. Declare another userName, or, if this is the same person under a new address, adoptId: "${holder.id}". ${IF_GIVEN_UP}`
  );
}

/** Says a take-over, since a preview does not show it. */
function sayTakenOver(
  run: Run,
  inputs: Properties,
  holder: ScimUserRecord,
  written: string,
  aboutOwnership: string,
): void {
  const name = describeUser(inputs, holder.id);
  const isInactive = holder.active !== true;
  if (!isInactive || inputs.active !== undefined) {
    const state = isInactive ? ", deactivated," : "";
    run.messages.notice(
      "takenOver",
      name,
      `${name} existed${state} and was taken over; ${written}${aboutOwnership}`,
    );
    return;
  }
  run.messages.warn(
    "takenOverInactive",
    name,
    `${name} is deactivated and was taken over as it is; ${written} Nobody is reactivated unless the program says so: ` +
      "declare `active: true` if this person is to have access again, else take them out of the program.",
  );
}

function writtenOf(inputs: Properties, changes: UserChanges): string {
  const names = Object.keys(changes);
  const written = names.length === 0 ? "nothing was changed." : `written: ${names.join(", ")}.`;
  if (inputs.password === undefined) return written;
  return `${written} The declared password was not sent: Slack takes one on create only.`;
}
