import type { Field } from "../fields/field";
import { holdsUnknown, type Properties } from "../fields/properties";
import { refuseManaged } from "../run/adopt-id";
import type { Guard } from "../run/guard";
import { describeUser } from "../run/names";
import type { Run } from "../run/run";
import type { ScimUserRecord } from "../scim";
import { nobodyThere, planTakeOver, whatDiffers } from "./adoption";
import { primaryEmailOf } from "./fields";
import { addressesOf } from "./handover";
import { toHolder } from "./holder";
import { harmIn, toUserChanges } from "./writes";

/** Says what create will do with a person without state, or why it would refuse. */
export async function previewUser(run: Run, inputs: Properties): Promise<string | undefined> {
  if (holdsUnknown(inputs.emails) || holdsUnknown(inputs.userName) || holdsUnknown(inputs.adoptId))
    return undefined;
  const holders = await run.lookups.findPeople({
    emails: addressesOf(inputs),
    userName: String(inputs.userName),
  });
  const { adoptId } = inputs;
  if (typeof adoptId === "string") return previewAdoption(run, inputs, adoptId, holders);
  const holder = holders.find((person) => primaryEmailOf(person) === primaryEmailOf(inputs));
  const others = holders.filter((person) => person !== holder);
  const [first] = await inTheWay(run, inputs, others);
  if (first !== undefined) return refuseTaken(run, inputs, first);
  if (holder !== undefined && isFreed(run, inputs, holder)) sayFreed(run, inputs, holder);
  else if (holder !== undefined) return foretell(run, inputs, holder);
  else if (others.length === 0) run.messages.forecast("toCreate", describeUser(inputs));
  return undefined;
}

async function previewAdoption(
  run: Run,
  inputs: Properties,
  id: string,
  holders: ScimUserRecord[],
): Promise<string | undefined> {
  const refusal = refuseManaged(run, describeUser(inputs), id, "person");
  if (refusal !== undefined) return refusal;
  const live = await run.people.read(id);
  if (live === undefined) return nobodyThere(inputs, id);
  const others = holders.filter((person) => person.id !== id);
  const [first] = await inTheWay(run, inputs, others);
  if (first !== undefined) {
    return `${describeUser(inputs, id)}: the declared userName or an e-mail address belongs to ${first.id} (${first.userName}). Declare others, or free them there first.`;
  }
  return foretellTakeOver(run, inputs, live, await whatDiffers(run, inputs, live));
}

/** Those who have something that is declared here, and keep it; of whoever is about to give it up, a warning is said. */
async function inTheWay(run: Run, inputs: Properties, others: ScimUserRecord[]): Promise<ScimUserRecord[]> {
  const leaving = others.filter((person) => isFreed(run, inputs, person));
  for (const person of leaving) sayFreed(run, inputs, person);
  return others.filter((person) => !leaving.includes(person));
}

/** A taken address is refused for certain; of a taken userName Slack may make another one. */
async function refuseTaken(
  run: Run,
  inputs: Properties,
  holder: ScimUserRecord,
): Promise<string | undefined> {
  const sharesAddress = addressesOf(holder).some((email) => addressesOf(inputs).includes(email));
  if (sharesAddress) return (await planTakeOver(run, inputs, holder)).refusal;
  const name = describeUser(inputs);
  run.messages.warn(
    "nameTaken",
    name,
    `${name}: the userName belongs to ${holder.id} (${holder.userName}), whose primary e-mail address is another one: Slack refuses that, or makes another userName of it. Declare another userName, or, if this is the same person under a new address, adoptId: "${holder.id}".`,
  );
  return undefined;
}

/** Whether everything that the holder has of what is declared here is given up by a resource that was checked before. */
function isFreed(run: Run, inputs: Properties, holder: ScimUserRecord): boolean {
  return toHolder(inputs, holder).keys.every((key) => run.handover.isFreed("user", key));
}

function sayFreed(run: Run, inputs: Properties, holder: ScimUserRecord): void {
  const name = describeUser(inputs);
  run.messages.warn(
    "nameFreed",
    name,
    `${name}: the userName or an e-mail address belongs to ${holder.id} (${holder.userName}), which another resource of this program gives up; this one waits for that. With a \`--parallel\` of 1 or 2 the engine may come to that one too late: let this one depend on it (\`dependsOn\`).`,
  );
}

async function foretell(run: Run, inputs: Properties, holder: ScimUserRecord): Promise<string | undefined> {
  const { refusal, differing } = await planTakeOver(run, inputs, holder);
  return refusal ?? foretellTakeOver(run, inputs, holder, differing);
}

/**
 * Says what a take-over would change, or why it would be refused all the same: somebody protected is not to suffer it, or too many
 * would be turned active or inactive.
 */
function foretellTakeOver(
  run: Run,
  inputs: Properties,
  holder: ScimUserRecord,
  differing: Field[],
): string | undefined {
  const harm = harmIn(toUserChanges(differing, inputs), holder);
  const name = describeUser(inputs, holder.id);
  const refusal =
    (harm && run.protection.refusalOf(name, harm, holder)) ?? limitOf(run, inputs, holder)?.foresee(name);
  if (refusal === undefined) sayForecast(run, inputs, holder, differing);
  return refusal;
}

/** The count that a take-over draws on; none where it turns nobody active or inactive. */
function limitOf(run: Run, { active }: Properties, holder: ScimUserRecord): Guard | undefined {
  if (typeof active !== "boolean" || active === holder.active) return undefined;
  return active ? run.reactivations : run.deactivations;
}

function sayForecast(run: Run, inputs: Properties, holder: ScimUserRecord, differing: Field[]): void {
  const name = describeUser(inputs, holder.id);
  const isInactive = holder.active !== true;
  if (isInactive && inputs.active === true) run.messages.forecast("reactivated", name);
  else if (differing.length > 0)
    run.messages.forecast("changed", `${name}: ${differing.map((field) => field.path).join(", ")}`);
  else run.messages.forecast(isInactive ? "asTheyAreInactive" : "asIs", name);
}
