import { at, differingFields, type Field, type Properties } from "./fields";
import type { Created } from "./lifecycle";
import type { Run } from "./run";
import type { ScimUserRecord } from "./scim";
import { isConflict, isNotFound } from "./scim/error-predicates";
import type { SlackScimApiError } from "./scim/errors";
import { managerIdOf, primaryEmailOf, USER_FIELDS } from "./user-fields";
import { settleUser, toUserChanges, who, writeUser } from "./user-steps";

/** An account as young as this, by Slack's clock, that holds exactly what was sent is our own lost create. */
const OURS_WITHIN_MS = 24 * 3600_000;

/** Whether Slack refused a create because somebody has the e-mail address or the userName. */
export function isTaken(refusal: unknown): refusal is SlackScimApiError {
  return isConflict(refusal);
}

/** Finds out who is there already, and takes over, repeats or refuses as `onConflict` says. */
export async function takeOverUser(
  run: Run,
  inputs: Properties,
  refusal: SlackScimApiError,
  organization: string,
): Promise<Created> {
  const holder = await findHolder(run, inputs, refusal);
  if (holder === undefined) throw refusal;
  if (primaryEmailOf(holder) !== primaryEmailOf(inputs)) throw new Error(somebodyElse(inputs, holder));
  const wanted = await withManagerId(run, inputs, holder);
  const differing = differingFields(USER_FIELDS, wanted, holder);
  if (isOurs(run, holder, differing)) return settleUser(run, inputs, holder, { organization });
  refuseUnless(mayTakeOver(inputs, holder, differing), inputs, holder, differing);
  return takeOver(run, inputs, holder, differing, organization);
}

async function takeOver(
  run: Run,
  inputs: Properties,
  holder: ScimUserRecord,
  differing: Field[],
  organization: string,
): Promise<Created> {
  const wasActive = holder.active === true;
  const changes = toUserChanges(
    differing.filter((field) => field.path !== "active"),
    inputs,
  );
  const active = inputs.active !== false;
  if (active !== wasActive) changes.active = active;
  const live = await writeUser(run, holder.id, changes, inputs);
  const facts = { organization, adopted: true, adoptedActive: wasActive };
  run.tell(
    `${who(inputs, holder.id)} existed${wasActive ? "" : ", deactivated,"} and was taken over${wrote(changes)}.`,
  );
  return settleUser(run, inputs, live, facts);
}

/** The account that is in the way, deactivated ones included; the primary e-mail address says who a person is. */
async function findHolder(
  run: Run,
  inputs: Properties,
  refusal: SlackScimApiError,
): Promise<ScimUserRecord | undefined> {
  const { users } = run.slack;
  if (refusal.existingUserId !== undefined) {
    try {
      return await users.get(refusal.existingUserId);
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  }
  const byEmail = await users.findByEmail(primaryEmailOf(inputs) ?? "");
  return byEmail ?? users.findByUserName(String(inputs.userName));
}

/** A manager may be declared by e-mail address or userName, and is held by id. */
async function withManagerId(run: Run, inputs: Properties, holder: ScimUserRecord): Promise<Properties> {
  const declared = at(inputs, "enterprise.manager.managerId");
  if (typeof declared !== "string" || declared === "" || declared === managerIdOf(holder)) return inputs;
  const { users } = run.slack;
  const manager = declared.includes("@")
    ? await users.findByEmail(declared)
    : await users.findByUserName(declared);
  if (manager === undefined) return inputs;
  return { ...inputs, enterprise: { ...(inputs.enterprise as object), manager: { managerId: manager.id } } };
}

/** An earlier attempt of this very create, whose answer was lost or whose run was killed before the state was written. */
function isOurs(run: Run, holder: ScimUserRecord, differing: Field[]): boolean {
  const age = run.slack.serverNow() - Date.parse(holder.meta?.created ?? "");
  const asSent = differing.every((field) => field.path === "active");
  return asSent && holder.active === true && age < OURS_WITHIN_MS;
}

function mayTakeOver(inputs: Properties, holder: ScimUserRecord, differing: Field[]): boolean {
  if (inputs.onConflict === "fail") return false;
  if (inputs.onConflict === "adopt") return true;
  const returns = holder.active !== true && holder.userName === inputs.userName;
  return returns || differing.length === 0;
}

function refuseUnless(
  allowed: boolean,
  inputs: Properties,
  holder: ScimUserRecord,
  differing: Field[],
): void {
  if (allowed) return;
  const state = holder.active === true ? "active" : "deactivated";
  const changes = differing.map((field) => field.path).join(", ");
  const effect = changes === "" ? "" : ` Taking the account over would change ${changes}.`;
  throw new Error(
    `${who(inputs)}: Slack has ${holder.id} (${holder.userName}, ${state}) with this primary e-mail address already.${effect} ` +
      "If this resource was renamed or moved in the program, give it `aliases`. " +
      'To manage the existing account, set onConflict: "adopt", or declare what it holds.',
  );
}

function somebodyElse(inputs: Properties, holder: ScimUserRecord): string {
  return (
    `${who(inputs)}: the userName or a secondary e-mail address belongs to ${holder.id} (${holder.userName}), whose primary e-mail address is another one: somebody else. ` +
    "Nothing was changed. Declare another userName, or correct the e-mail address if this is the same person."
  );
}

function wrote(changes: object): string {
  const names = Object.keys(changes);
  return names.length === 0 ? "; nothing was changed" : `; written: ${names.join(", ")}`;
}
