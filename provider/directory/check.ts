import { canonicalText } from "../fields/canonical";
import { holdsUnknown, isObject, type Properties, UNKNOWN } from "../fields/properties";
import { shortText } from "../fields/short";
import { described, USER_ID } from "../fields/values";
import { checkGroup } from "../group/lifecycle";
import type { Checks } from "../run/lifecycle";
import type { Run } from "../run/run";
import { primaryEmailOf } from "../user/fields";
import { keysOf } from "../user/handover";
import { checkUser } from "../user/lifecycle";
import { managerCircles } from "./circles";
import { FIELDS, KINDS, type Kind, type Lists, listsAsWritten, listsIn, textsIn } from "./holdings";
import { type Keys, withoutKeys } from "./member-keys";
import { formerKeys } from "./plan";
import { writeNoPlan } from "./plan-file";
import { sharedAddresses } from "./shared-addresses";

/** The inputs that a program declares. */
const INPUTS = [...KINDS, "secretEntries"];

/** Canonical texts of all entries, and every mistake in any of them; no network. */
export function checkDirectory(run: Run, olds: Properties, news: Properties): Checks {
  const { inputs, problems } = checked(run, olds, news);
  const unwritten = problems.length > 0 ? writeNoPlan(run, digestOf(news)) : undefined;
  return { inputs, problems: unwritten === undefined ? problems : [...problems, unwritten] };
}

function checked(run: Run, olds: Properties, news: Properties): Checks {
  const problems = Object.keys(news)
    .filter((key) => !INPUTS.includes(key))
    .map((key) => `${key}: no such input; there are people and groups`);
  problems.push(...misshapen(news));
  if (problems.length > 0) return { inputs: news, problems };
  const [before, lists] = [listsIn(olds), listsAsWritten(news)];
  const inputs: Properties = { groups: {}, ...news };
  const keys = new Set(Object.keys(textsIn(news.people)));
  // Where nobody is known before the update, any name may be one of them.
  const mayBeKey = news.people === UNKNOWN ? { has: () => true } : keys;
  for (const kind of KINDS) {
    const former = formerKeys(kind, before[kind], lists[kind]);
    const texts = { ...textsIn(news[kind]) };
    for (const [key, entry] of lists[kind]) {
      const old = before[kind].get(former.get(key) ?? key) ?? {};
      const found = kind === "people" ? checkUser(run, old, entry) : checkTeam(run, old, entry, mayBeKey);
      texts[key] = shortText(FIELDS[kind], found.inputs);
      problems.push(...found.problems.map((problem) => within(kind, key, problem)));
    }
    if (news[kind] !== undefined && news[kind] !== UNKNOWN) inputs[kind] = texts;
  }
  const { people } = listsIn(inputs);
  problems.push(...unclearKeys(keys), ...sharedAddresses(people), ...managerCircles(people));
  if (problems.length > 0) holdForRefused(run, before);
  run.checkedDirectories.add(digestOf(inputs));
  return { inputs, problems: namingTwins(problems, lists.people) };
}

/** Nobody takes over whom a directory has that was refused: the run is not told their ids then. */
function holdForRefused({ handover }: Run, { people, groups }: Lists): void {
  handover.holdForRefused("user", [...people.values()].flatMap(keysOf));
  handover.holdForRefused(
    "group",
    [...groups.values()].map(({ displayName }) => String(displayName)),
  );
}

/** What tells one checked directory from another. */
export function digestOf({ people, groups }: Properties): string {
  return canonicalText({ people, groups });
}

function checkTeam(run: Run, olds: Properties, entry: Properties, keys: Keys): Checks {
  const { group, problems, withKeys } = withoutKeys(entry, keys);
  const checked = checkGroup(run, olds, group);
  return { inputs: withKeys(checked.inputs), problems: [...problems, ...checked.problems] };
}

/** Lists that are no maps of texts: something else than the class made them. */
function misshapen(news: Properties): string[] {
  if (news.people === undefined) return ["people: wanted an object of people by key, got nothing"];
  return KINDS.flatMap((kind) => {
    const map = news[kind];
    if (map === undefined || map === UNKNOWN) return [];
    if (!isObject(map)) return [`${kind}: wanted an object of entries by key, got ${described(map)}`];
    return Object.entries(map)
      .filter(([, text]) => text !== UNKNOWN && !isEntryText(text))
      .map(([key, text]) => `${kind}.${key}: wanted an object, got ${described(parsed(text))}`);
  });
}

function isEntryText(text: unknown): boolean {
  return typeof text === "string" && isObject(parsed(text));
}

/** What the program declares for an entry. */
function parsed(text: unknown): unknown {
  try {
    return typeof text === "string" ? JSON.parse(text) : text;
  } catch {
    return text;
  }
}

/** A key that looks like an id of Slack's would be taken for one, or one for it. */
function unclearKeys(keys: ReadonlySet<string>): string[] {
  return [...keys]
    .filter((key) => key === "" || USER_ID.test(key))
    .map(
      (key) =>
        `people.${key}: wanted a key that can't be taken for Slack's id of a person, got "${key}"; "e-${key}" would do`,
    );
}

/** A problem with the place in the whole: `people.e-1001.emails[0].value: wanted …`. */
function within(kind: Kind, key: string, problem: string): string {
  const startsWithPath = /^[A-Za-z][\w.]*(\[\d+\][\w.]*)*: /.test(problem);
  return startsWithPath ? `${kind}.${key}.${problem}` : `${kind}.${key}: ${problem}`;
}

/** Says which key of the directory has an address already, where it is one of them. */
function namingTwins(problems: string[], people: ReadonlyMap<string, Properties>): string[] {
  const first = new Map<string, string>();
  const twins = new Map<string, string>();
  for (const [key, entry] of people) {
    const email = holdsUnknown(entry.emails) ? undefined : primaryEmailOf(entry);
    if (email === undefined) continue;
    const twin = first.get(email);
    if (twin === undefined) first.set(email, key);
    else twins.set(`people.${key}.emails: wanted a primary address of its own`, twin);
  }
  return problems.map((problem) => {
    const twin = twins.get(problem.split(", got the one of")[0] ?? "");
    if (twin === undefined) return problem;
    return `${problem.split(", got the one of")[0]}, got that of people.${twin}; declare each person once`;
  });
}
