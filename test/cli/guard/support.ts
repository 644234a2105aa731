import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Judgement, judge } from "../../../cli/guard/judge";
import { readLimits } from "../../../cli/guard/limits";
import type { Overrides } from "../../../cli/guard/option-names";
import { readPlan } from "../../../cli/guard/plan";
import { canonicalText } from "../../../provider/fields/canonical";
import type { Environment } from "../../../provider/settings/source";
import type { Json } from "../spawn";

const PROVIDERS = "urn:pulumi:dev::acme::pulumi:providers:pulumi-nodejs";

/** The default provider, and one that a program makes. */
export const DEFAULT_PROVIDER = `${PROVIDERS}::default::1`;
export const OWN_PROVIDER = `${PROVIDERS}::globex::2`;

/** What a plan's text is read as by a person: a plan that the engine printed, trimmed. */
export const recorded = (name: string) => readFileSync(join(__dirname, "plans", name), "utf8");

/** A step of a person or a group, as the engine writes it; the id is made of the name. */
export function step(
  op: string,
  kind: "User" | "Group" | "GroupMembership",
  name: string,
  { before, after, ...more }: { before?: Json; after?: Json; [key: string]: unknown },
): Json {
  const urn = `urn:pulumi:dev::acme::pulumi-nodejs:dynamic/slack-scim:${kind}::${name}`;
  const id = `${kind === "User" ? "U" : "S"}0${name.toUpperCase()}`;
  const { state, provider = DEFAULT_PROVIDER } = more;
  return {
    op,
    urn,
    provider,
    ...(before && { oldState: { urn, id, inputs: before, outputs: before, ...(state as object) } }),
    ...(after && { newState: { urn, inputs: after } }),
  };
}

/** Somebody as state and program hold them. */
export const person = (userName: string, more: object = {}) => ({
  userName,
  emails: [{ value: `${userName}@example.com`, primary: true }],
  active: true,
  ...more,
});

export const deleted = (name: string, more: object = {}, rest: object = {}) =>
  step("delete", "User", name, { before: person(name, more), ...rest });
export const updated = (name: string, from: object, to: object) =>
  step("update", "User", name, {
    before: person(name, from),
    after: { ...person(name), active: undefined, ...to },
  });
export const groupUpdated = (name: string, before: object, after: object) =>
  step("update", "Group", name, {
    before: { displayName: name, ...before },
    after: { displayName: name, ...after },
  });

/** People and groups by key. */
export interface Lists {
  people?: Record<string, object | string>;
  groups?: Record<string, object | string>;
}

/** The directory of these plans. */
export const COMPANY = "urn:pulumi:dev::acme::pulumi-nodejs:dynamic/slack-scim:Directory::company";

/** Texts by key; what is a text already stands for something hidden. */
export const texts = (map: Record<string, object | string>) =>
  Object.fromEntries(
    Object.entries(map).map(([key, one]) => [key, typeof one === "string" ? one : canonicalText(one)]),
  );

/** Facts by key; ids are made of keys. */
const facts = (map: Record<string, object | string>, letter: string) =>
  Object.fromEntries(
    Object.entries(map).map(([key, one]) => {
      const { active = true, adopted } = one as Json;
      const activeManaged = (one as Json).active === undefined ? undefined : true;
      return [key, canonicalText({ id: `${letter}0${key.toUpperCase()}`, active, activeManaged, adopted })];
    }),
  );

/** A step of a directory as the engine writes it. */
export function ofDirectory(
  op: string,
  before: Lists | undefined,
  after: Lists | undefined,
  more: Json = {},
): Json {
  const listed = ({ people = {}, groups = {} }: Lists) => ({ people: texts(people), groups: texts(groups) });
  const { people = {}, groups = {} } = before ?? {};
  const outputs = {
    ...listed(before ?? {}),
    personFacts: facts(people, "U"),
    groupFacts: facts(groups, "S"),
    organization: "acme",
    ...more.outputs,
  };
  return {
    ...{ op, urn: more.urn ?? COMPANY, provider: DEFAULT_PROVIDER },
    ...(before && {
      oldState: { urn: COMPANY, id: "directory-1", inputs: listed(before), outputs, ...more.state },
    }),
    ...(after && { newState: { urn: COMPANY, inputs: { ...listed(after), ...more.inputs } } }),
  };
}

/** The text of a plan with these steps. */
export function planOf(steps: Json[], more: object = {}): string {
  const summary: Record<string, number> = {};
  for (const { op } of steps) summary[op] = (summary[op] ?? 0) + 1;
  const stack = { op: "same", urn: "urn:pulumi:dev::acme::pulumi:pulumi:Stack::acme-dev" };
  return JSON.stringify({ config: {}, steps: [stack, ...steps], changeSummary: summary, ...more });
}

/** Judges a plan's text under options and an environment of its own. */
export function judged(
  text: string,
  {
    maxEmptiedGroups = 0,
    environment = {},
    ...overrides
  }: Overrides & { maxEmptiedGroups?: number; environment?: Environment } = {},
): Judgement {
  const plan = readPlan(text);
  return judge(plan, readLimits(plan, overrides, environment, maxEmptiedGroups));
}

/** The limits that a judgement refuses for. */
export const refusedFor = ({ refusals }: Judgement) => refusals.map(({ limit }) => limit);

/** Who is counted towards a sentence that begins or goes on like this. */
export const whoIn = ({ refusals, allowed }: Judgement, part: string) =>
  [...refusals, ...allowed]
    .filter(({ sentence }) => sentence.includes(part))
    .flatMap(({ concerned }) => concerned.map(({ who }) => who));
