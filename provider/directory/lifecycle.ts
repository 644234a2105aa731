import { randomUUID } from "node:crypto";
import { changedFields, declaredIn } from "../fields/field";
import type { Properties } from "../fields/properties";
import { readGroup } from "../group/lifecycle";
import { type Created, type Found, HalfDoneError, type Updated } from "../run/lifecycle";
import { sample } from "../run/messages";
import { organizationIn } from "../run/organization";
import type { Run } from "../run/run";
import { primaryEmailOf } from "../user/fields";
import { readUser } from "../user/lifecycle";
import { announce, finishPlan, type Intent, refuseHarmful } from "./announce";
import { digestOf } from "./check";
import { describeFailures, pathOf, refusalFrom } from "./failures";
import {
  FIELDS,
  type Holdings,
  holdingsIn,
  type Kept,
  KINDS,
  type Kind,
  type Lists,
  listsIn,
  nothing,
  toDirectoryOutputs,
  toEntryTexts,
  withMarks,
} from "./holdings";
import { isReleased } from "./leaving";
import { secretEntriesOf, secretsIn } from "./naming";
import { isEmptyPlan, type Plan, planOf } from "./plan";
import { adoptionRefusals, memberRefusals, shareRefusals } from "./sharing";
import { AT_ONCE, Slots } from "./slots";
import { Steps } from "./steps";

export { checkDirectory } from "./check";

/** Says what create will do with a whole list, or why it would refuse some of it. */
export async function previewDirectory(run: Run, inputs: Properties): Promise<string | undefined> {
  return announce(run, intentOf("", {}, inputs));
}

/** Judges what an update would do before anything is sent, and says it; the problems are all in one text. */
export async function planDirectory(
  run: Run,
  id: string,
  olds: Properties,
  news: Properties,
): Promise<string | undefined> {
  // A refresh compares what it read with the inputs of the last update, which nobody declares now.
  if (!run.checkedDirectories.has(digestOf(news))) return undefined;
  const intent = intentOf(id, olds, news);
  rememberLeavers(run, intent.plan);
  return announce(run, intent);
}

/** @param id none before the directory is made */
function intentOf(id: string, olds: Properties, news: Properties): Intent {
  const marks = [olds.secretEntries, news.secretEntries];
  return { list: id || digestOf(news), marks, ...comparisonOf(olds, news) };
}

interface Comparison {
  plan: Plan;
  lists: Lists;
}

/** One call of the engine's compares several times; ten thousand entries are read once. */
const compared = new WeakMap<Properties, { news: Properties; comparison: Comparison }>();

function comparisonOf(olds: Properties, news: Properties): Comparison {
  const known = compared.get(olds);
  if (known?.news === news) return known.comparison;
  const lists = listsIn(news);
  const comparison = { plan: planOf(holdingsIn(olds), lists), lists };
  compared.set(olds, { news, comparison });
  return comparison;
}

/** Tells the run whom the directory has, and what its groups have in their hands. */
export function relateDirectory(
  run: Run,
  id: string,
  olds: Properties,
  news: Properties,
): string | undefined {
  const { plan, lists } = comparisonOf(olds, news);
  const shared = shareRefusals(run, id, plan, lists);
  if (!run.checkedDirectories.has(digestOf(news))) return undefined;
  const refusals = [...shared, ...adoptionRefusals(run, plan, lists), ...memberRefusals(run, plan)];
  return refusals.length === 0 ? undefined : refusalFrom(refusals);
}

/** Tells the run who may be named where it is kept: nobody whose entry has a secret in it, which may be the name. */
function tellNames(run: Run, plan: Plan, marks: unknown[]): void {
  const isSecret = secretEntriesOf(plan, marks);
  for (const kind of KINDS) {
    const tell = (key: string, properties: Properties, id?: string) => {
      const marked = isSecret(`${kind}.${key}`) ? { ...properties, nameIsSecret: true } : properties;
      run.names.tell(kind === "people" ? "user" : "group", marked, id);
    };
    for (const { key, entry } of plan[kind].created) tell(key, entry);
    for (const [key, { id, outs }] of plan[kind].staying) tell(key, outs, id);
    for (const { key, kept } of plan[kind].leaving) tell(key, kept.outs, kept.id);
    for (const { key, kept, entry } of plan[kind].changed) tell(key, entry, kept.id);
  }
}

/** Whoever declares one of them from now on comes too late to be sure of them. */
function rememberLeavers(run: Run, { people, groups }: Plan): void {
  for (const leaver of people.leaving)
    if (!isReleased(run, "people", leaver))
      run.handover.leave("user", primaryEmailOf(leaver.kept.outs), leaver.kept.id);
  for (const leaver of groups.leaving)
    if (!isReleased(run, "groups", leaver))
      run.handover.leave("group", leaver.kept.outs.displayName, leaver.kept.id);
}

/** Whoever lets go the same after a replacement that was cut short retains it as well. */
function rememberRetained(run: Run, plan: Plan): void {
  for (const kind of KINDS)
    for (const { kept } of plan[kind].leaving)
      if (kept.outs.onDelete === "retain") run.handover.retain(kept.id);
}

/** Whether an update would do anything. */
export function diffDirectory(_id: string, olds: Properties, news: Properties): { changes: boolean } {
  return { changes: !isEmptyPlan(comparisonOf(olds, news).plan) };
}

/** Makes or takes over everybody in the lists. */
export function createDirectory(run: Run, inputs: Properties): Promise<Created> {
  return run.handOns.inParts(async () => {
    const organization = await run.organizationForCreate();
    const id = `directory-${randomUUID()}`;
    const intent = intentOf("", {}, inputs);
    await refuseHarmful(run, intent);
    tellNames(run, intent.plan, intent.marks);
    return { id, outs: await carryOut(run, id, intent, { organization, inputs }) };
  });
}

/** Does what the plan says, once the whole of it is judged. */
export function updateDirectory(run: Run, id: string, olds: Properties, news: Properties): Promise<Updated> {
  return run.handOns.inParts(async () => {
    const organization = await run.organization.confirm(organizationIn(olds));
    relateDirectory(run, id, olds, news);
    const intent = intentOf(id, olds, news);
    await refuseHarmful(run, intent);
    rememberLeavers(run, intent.plan);
    tellNames(run, intent.plan, intent.marks);
    return { outs: await carryOut(run, id, intent, { organization, inputs: news }) };
  });
}

/** Lets everybody go, each as a single resource would be deleted. */
export function deleteDirectory(run: Run, id: string, outputs: Properties): Promise<void> {
  return run.handOns.inParts(async () => {
    await run.organization.confirm(organizationIn(outputs));
    const intent = { ...intentOf(id, outputs, { people: {}, groups: {} }), isDelete: true };
    rememberRetained(run, intent.plan);
    await refuseHarmful(run, intent);
    tellNames(run, intent.plan, intent.marks);
    const steps = await stepsTaken(run, intent);
    if (steps.failures.length > 0) throw failureOf(steps, intent);
  });
}

/** Takes the steps of a plan; whatever fails, the outputs tell what Slack holds. */
async function carryOut(
  run: Run,
  id: string,
  intent: Intent,
  { organization, inputs }: { organization: string; inputs: Properties },
): Promise<Properties> {
  run.messages.forgetForecasts();
  const steps = await stepsTaken(run, intent);
  const outs = withMarks(toDirectoryOutputs(steps.held, organization), marksAfter(steps, intent, inputs));
  if (steps.failures.length === 0) return outs;
  const failure = failureOf(steps, intent);
  const holdsNobody = KINDS.every((kind) => steps.held[kind].size === 0);
  throw holdsNobody ? failure : new HalfDoneError(id, outs, failure);
}

async function stepsTaken(run: Run, intent: Intent): Promise<Steps> {
  const steps = new Steps(run, intent.plan, intent.lists);
  try {
    await steps.take();
  } finally {
    finishPlan(run, intent);
  }
  return steps;
}

/** Which entries have a secret in them: those of now, and whoever failed and so is held as before, in the list or not. */
function marksAfter({ failures }: Steps, { plan, marks }: Intent, { secretEntries }: Properties): unknown {
  const still = failures.map(pathOf).filter(secretEntriesOf(plan, marks));
  if (still.length === 0) return secretEntries;
  return [...new Set([...(Array.isArray(secretEntries) ? secretEntries : []), ...still])].sort();
}

function failureOf({ failures, count }: Steps, { plan, marks }: Intent): Error {
  return new Error(describeFailures(failures, count, secretsIn(plan, marks)));
}

/** Everybody as Slack holds them, by scan; whoever is gone for certain is left out. */
export async function readDirectory(run: Run, _id: string, outputs: Properties): Promise<Found> {
  const known = organizationIn(outputs);
  if (known === undefined)
    throw new Error(
      "a SlackScimDirectory cannot be looked at: use getUsers() and getGroups(), or SlackScimUser.get().",
    );
  const organization = await run.organization.confirm(known);
  const before = holdingsIn(outputs);
  const held = nothing();
  const drift: string[] = [];
  for (const kind of KINDS) {
    const read = kind === "people" ? readUser : readGroup;
    await new Slots(AT_ONCE).each(before[kind], async ([key, kept]) => {
      const found = await read(run, kept.id, kept.outs);
      drift.push(...driftOf(kind, key, kept, found));
      if (found !== undefined) held[kind].set(key, { ...kept, outs: found.outs });
    });
  }
  sayDrift(run, before, drift);
  const { secretEntries } = outputs;
  const outs = withMarks(toDirectoryOutputs(held, organization), secretEntries);
  return { outs, inputs: withMarks(toEntryTexts(held), secretEntries) };
}

function driftOf(kind: Kind, key: string, { outs }: Kept, found: Found | undefined): string[] {
  if (found === undefined) return [`${kind}.${key}: gone`];
  const paths = new Set(
    changedFields(FIELDS[kind], found.outs, declaredIn(FIELDS[kind], outs)).map(({ path }) => path),
  );
  if (kind === "people" && found.outs.active !== outs.active) paths.add("active");
  return paths.size === 0 ? [] : [`${kind}.${key}: ${[...paths].join(", ")}`];
}

function sayDrift(run: Run, held: Holdings, drift: readonly string[]): void {
  if (drift.length === 0) return;
  const all = held.people.size + held.groups.size;
  run.messages.foretell(
    `${drift.length} of the directory's ${all} people and groups differ from the state: ${sample([...drift].sort(), 10)}`,
  );
}
