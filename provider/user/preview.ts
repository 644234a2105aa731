import type { Field } from "../fields/field";
import { holdsUnknown, type Properties } from "../fields/properties";
import { refuseManaged } from "../run/adopt-id";
import type { Guard } from "../run/guard";
import { IF_GIVEN_UP } from "../run/hand-on";
import type { Forecast } from "../run/messages";
import { describeUser } from "../run/names";
import type { Run } from "../run/run";
import type { ScimUserRecord } from "../scim";
import { nobodyThere, planTakeOver, whatDiffers } from "./adoption";
import { primaryEmailOf } from "./fields";
import { addressesOf, refuseOther, refuseRefused } from "./handover";
import { toHolder } from "./holder";
import { harmIn, toUserChanges } from "./writes";

/** Who is taken over, and what would be written of them. */
export interface TakeOver {
  holder: ScimUserRecord;
  differing: Field[];
}

/** What create will do with a person without state, as far as a look into Slack tells. */
export interface Prospect {
  /** Nothing where it would refuse, where that is not known, or where it waits for somebody who gives up what is declared. */
  forecast?: Forecast;
  takeOver?: TakeOver;
  /** Why create would refuse, its guards aside. */
  refusal?: string;
  warnings: { topic: "nameTaken" | "nameFreed"; line: string }[];
}

/** Says what create will do with a person without state, or why it would refuse. */
export async function previewUser(run: Run, inputs: Properties): Promise<string | undefined> {
  const prospect = await prospectOfUser(run, inputs);
  const { forecast, takeOver, warnings } = prospect;
  for (const { topic, line } of warnings) run.messages.warn(topic, describeUser(inputs), line);
  const refusal = prospect.refusal ?? guardedRefusal(run, inputs, prospect);
  if (refusal !== undefined) return refusal;
  const name = describeUser(inputs, takeOver?.holder.id);
  const changed = takeOver?.differing.map((field) => field.path).join(", ");
  if (forecast !== undefined)
    run.messages.forecast(forecast, forecast === "changed" ? `${name}: ${changed}` : name);
  return undefined;
}

/** Looks in Slack, reading only, what create will do with a person without state. */
export async function prospectOfUser(run: Run, inputs: Properties): Promise<Prospect> {
  const prospect: Prospect = { warnings: [] };
  if (holdsUnknown(inputs.emails) || holdsUnknown(inputs.userName) || holdsUnknown(inputs.adoptId))
    return prospect;
  const holders = await run.lookups.findPeople({
    emails: addressesOf(inputs),
    userName: String(inputs.userName),
  });
  const { adoptId } = inputs;
  if (typeof adoptId === "string") return prospectOfAdoption(run, inputs, adoptId, holders);
  const holder = holders.find((person) => primaryEmailOf(person) === primaryEmailOf(inputs));
  const others = holders.filter((person) => person !== holder);
  const [first] = inTheWay(run, inputs, others, prospect);
  if (first !== undefined) return { ...prospect, ...(await taken(run, inputs, first)) };
  if (holder !== undefined && isFreed(run, inputs, holder)) prospect.warnings.push(freed(inputs, holder));
  else if (holder !== undefined) return takenOver(run, inputs, holder, prospect);
  else if (others.length === 0) prospect.forecast = "toCreate";
  return prospect;
}

async function prospectOfAdoption(
  run: Run,
  inputs: Properties,
  id: string,
  holders: ScimUserRecord[],
): Promise<Prospect> {
  const prospect: Prospect = { warnings: [] };
  const refusal = refuseManaged(run, describeUser(inputs), id, "person");
  if (refusal !== undefined) return { ...prospect, refusal };
  const live = await run.people.read(id);
  if (live === undefined) return { ...prospect, refusal: nobodyThere(inputs, id) };
  const other = refuseRefused(run, inputs, live);
  if (other !== undefined) return { ...prospect, refusal: other };
  const others = holders.filter((person) => person.id !== id);
  const [first] = inTheWay(run, inputs, others, prospect);
  if (first !== undefined) {
    const blocked = `${describeUser(inputs, id)}: the declared userName or an e-mail address belongs to ${first.id} (${first.userName}). Declare others, or free them there first. ${IF_GIVEN_UP}`;
    return { ...prospect, refusal: blocked };
  }
  const differing = await whatDiffers(run, inputs, live);
  return {
    ...prospect,
    takeOver: { holder: live, differing },
    forecast: forecastOf(inputs, live, differing),
  };
}

/** Those who have something that is declared here, and keep it; of whoever is about to give it up, a warning is said. */
function inTheWay(
  run: Run,
  inputs: Properties,
  others: ScimUserRecord[],
  { warnings }: Prospect,
): ScimUserRecord[] {
  const leaving = others.filter((person) => isFreed(run, inputs, person));
  warnings.push(...leaving.map((person) => freed(inputs, person)));
  return others.filter((person) => !leaving.includes(person));
}

/** A taken address is refused for certain; of a taken userName Slack may make another one. */
async function taken(run: Run, inputs: Properties, holder: ScimUserRecord): Promise<Partial<Prospect>> {
  const sharesAddress = addressesOf(holder).some((email) => addressesOf(inputs).includes(email));
  if (sharesAddress) return { refusal: (await planTakeOver(run, inputs, holder)).refusal };
  const line = `${describeUser(inputs)}: the userName belongs to ${holder.id} (${holder.userName}), whose primary e-mail address is another one: Slack refuses that, or makes another userName of it. Declare another userName, or, if this is the same person under a new address, adoptId: "${holder.id}".`;
  return { warnings: [{ topic: "nameTaken", line }] };
}

/** Whether everything that the holder has of what is declared here is given up by a resource that was checked before. */
function isFreed(run: Run, inputs: Properties, holder: ScimUserRecord): boolean {
  return toHolder(inputs, holder).keys.every((key) => run.handover.isFreed("user", key));
}

function freed(inputs: Properties, holder: ScimUserRecord): Prospect["warnings"][number] {
  const line = `${describeUser(inputs)}: the userName or an e-mail address belongs to ${holder.id} (${holder.userName}), which another resource of this program gives up; this one waits for that. With a \`--parallel\` of 1 or 2 the engine may come to that one too late: let this one depend on it (\`dependsOn\`).`;
  return { topic: "nameFreed", line };
}

async function takenOver(
  run: Run,
  inputs: Properties,
  holder: ScimUserRecord,
  prospect: Prospect,
): Promise<Prospect> {
  const { refusal, differing } = await planTakeOver(run, inputs, holder);
  if (refusal !== undefined) return { ...prospect, refusal };
  const other = refuseOther(run, inputs, holder);
  if (other !== undefined) return { ...prospect, refusal: other };
  run.handover.foretell(holder.id, primaryEmailOf(inputs));
  return { ...prospect, takeOver: { holder, differing }, forecast: forecastOf(inputs, holder, differing) };
}

/** Why a take-over would be refused all the same: somebody protected is not to suffer it, or too many would be turned active or inactive. */
function guardedRefusal(run: Run, inputs: Properties, { takeOver }: Prospect): string | undefined {
  if (takeOver === undefined) return undefined;
  const { holder } = takeOver;
  const name = describeUser(inputs, holder.id);
  return harmOfTakeOver(run, name, inputs, takeOver) ?? limitOf(run, inputs, holder)?.foresee(name);
}

/** Why somebody protected is not taken over like this; nothing where it does no harm. */
export function harmOfTakeOver(
  run: Run,
  name: string,
  inputs: Properties,
  { holder, differing }: TakeOver,
): string | undefined {
  const harm = harmIn(toUserChanges(differing, inputs), holder);
  return harm && run.protection.refusalOf(name, harm, holder);
}

/** The count that a take-over draws on; none where it turns nobody active or inactive. */
function limitOf(run: Run, { active }: Properties, holder: ScimUserRecord): Guard | undefined {
  if (typeof active !== "boolean" || active === holder.active) return undefined;
  return active ? run.reactivations : run.deactivations;
}

function forecastOf(inputs: Properties, holder: ScimUserRecord, differing: Field[]): Forecast {
  const isInactive = holder.active !== true;
  if (isInactive && inputs.active === true) return "reactivated";
  if (differing.length > 0) return "changed";
  return isInactive ? "asTheyAreInactive" : "asIs";
}
