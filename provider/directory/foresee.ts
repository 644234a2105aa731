import type { Properties } from "../fields/properties";
import { previewGroup } from "../group/preview";
import { foresee } from "../run/preview";
import type { Run } from "../run/run";
import type { ScimUserRecord } from "../scim";
import { whatDiffers } from "../user/adoption";
import { primaryEmailOf } from "../user/fields";
import { previewUser } from "../user/preview";
import { idsIn, type Lists } from "./holdings";
import type { Newcomer, Plan } from "./plan";
import { References } from "./references";
import { AT_ONCE, Slots } from "./slots";

/** Somebody who is in Slack and of whom this directory has no state yet. */
export interface TakeOver extends Newcomer {
  live: ScimUserRecord;
  /** The attributes that would be written. */
  paths: string[];
}

/** What a look into Slack told of those without state. */
export interface Foreseen {
  refusals: string[];
  takeOvers: Map<string, TakeOver>;
}

/** Looks in Slack, reading only, who of those without state is there, and says it; where it cannot look it says so once. */
export async function foreseeNewcomers(run: Run, plan: Plan, lists: Lists): Promise<Foreseen> {
  const foreseen: Foreseen = { refusals: [], takeOvers: new Map() };
  if (plan.people.created.length + plan.groups.created.length === 0) return foreseen;
  const refusal = await foresee(
    run,
    async () => {
      await foreseePeople(run, plan, lists, foreseen);
      await foreseeGroups(run, plan, lists, foreseen);
      return undefined;
    },
    { people: [...lists.people.values()], groups: [...lists.groups.values()] },
  );
  if (refusal !== undefined) foreseen.refusals.push(refusal);
  const reactivated = [...foreseen.takeOvers.values()]
    .filter(({ entry, live }) => entry.active === true && live.active === false)
    .map(({ key, live }) => `people.${key} (${live.userName}, ${live.id})`);
  const tooMany = run.canForesee ? run.reactivations.refusalOfPlan(reactivated) : undefined;
  if (tooMany !== undefined) foreseen.refusals.unshift(tooMany);
  return foreseen;
}

async function foreseePeople(run: Run, plan: Plan, lists: Lists, foreseen: Foreseen): Promise<void> {
  const references = new References(lists.people, idsIn(plan.people.staying));
  await new Slots(AT_ONCE).each(plan.people.created, async ({ key, entry }) => {
    const inputs = references.personWithIds(entry);
    const refusal = await previewUser(run, inputs);
    if (refusal !== undefined) foreseen.refusals.push(`people.${key}: ${refusal}`);
    const live = await holderOf(run, inputs);
    if (live === undefined) return;
    const paths = (await whatDiffers(run, inputs, live)).map(({ path }) => path);
    foreseen.takeOvers.set(key, { key, entry, live, paths });
  });
}

async function holderOf(run: Run, inputs: Properties): Promise<ScimUserRecord | undefined> {
  if (typeof inputs.adoptId === "string") return run.people.read(inputs.adoptId);
  const email = primaryEmailOf(inputs);
  const found = email === undefined ? [] : await run.lookups.findPeople({ emails: [email] });
  return found.find((person) => primaryEmailOf(person) === email);
}

async function foreseeGroups(run: Run, plan: Plan, lists: Lists, foreseen: Foreseen): Promise<void> {
  const ids = idsIn(plan.people.staying);
  for (const [key, { live }] of foreseen.takeOvers) ids.set(key, live.id);
  const references = new References(lists.people, ids);
  await new Slots(AT_ONCE).each(plan.groups.created, async ({ key, entry }) => {
    const refusal = await previewGroup(run, references.groupWithIds(entry));
    if (refusal !== undefined) foreseen.refusals.push(`groups.${key}: ${refusal}`);
  });
}
