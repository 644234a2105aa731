import type { Field } from "../../provider/fields/field";
import type { Properties } from "../../provider/fields/properties";
import { describeUser } from "../../provider/run/names";
import type { ScimGroupRecord, ScimUserRecord } from "../../provider/scim";
import { primaryEmailOf } from "../../provider/user/fields";
import { type Declared, groupInputs, type Membership, userInputs } from "./inputs";
import { namesOf, plainName } from "./names";
import type { Notes } from "./notes";

/** A person or a group of the program: its name there, what Slack holds, and what is declared of it. */
export interface Resource<Live> {
  name: string;
  live: Live;
  inputs: Properties;
}

type Unnamed<Live> = Omit<Resource<Live>, "name">;

/**
 * What of people can be declared, by name; the notes say who is left out, or is there in part, and why.
 * @param keys their names by id; by userName unless given
 */
export function declaredUsers(
  people: readonly ScimUserRecord[],
  fields: readonly Field[],
  notes: Notes,
  keys?: ReadonlyMap<string, string>,
): Resource<ScimUserRecord>[] {
  const declarable = people.flatMap((live) => taken(live, userInputs(live, fields), describePerson, notes));
  const distinct = withoutTwins(
    declarable,
    ({ inputs }) => primaryEmailOf(inputs) ?? "",
    (twins) =>
      notes.add(
        "left out (emails: a program declares each primary address once)",
        twins.map(({ live }) => describePerson(live)).join(" and "),
      ),
  );
  return named(distinct, keys ?? namesBy(distinct, ({ inputs }) => String(inputs.userName)));
}

/** The same of groups. `nameOf` gives the name of a member in the program. */
export function declaredGroups(
  groups: readonly ScimGroupRecord[],
  membership: Membership,
  nameOf: (id: string) => string | undefined,
  notes: Notes,
): Resource<ScimGroupRecord>[] {
  const declarable = groups.flatMap((live) =>
    taken(live, groupInputs(live, membership, nameOf), describeGroup, notes),
  );
  const distinct = withoutTwins(
    declarable,
    ({ inputs }) => String(inputs.displayName),
    (twins) =>
      notes.add(
        "left out (displayName: a program declares each name once; rename all but one of them in Slack, and export again)",
        twins.map(({ live }) => describeGroup(live)).join(" and "),
      ),
  );
  return named(
    distinct,
    namesBy(distinct, ({ live }) => plainName(live.displayName)),
  );
}

/** What can be declared of one, noting what cannot. The value itself stays unsaid: it may be anything. */
function taken<Live>(
  live: Live,
  { inputs, problems }: Declared,
  describe: (live: Live) => string,
  notes: Notes,
): Unnamed<Live>[] {
  const fate = inputs === undefined ? "left out" : "not whole";
  for (const problem of problems) notes.add(`${fate} (${problem.split(", got ")[0]})`, describe(live));
  return inputs === undefined ? [] : [{ live, inputs }];
}

/** Leaves out all that share what only one may have: which of them the program should mean, nobody can tell. */
function withoutTwins<T>(
  resources: readonly T[],
  keyOf: (resource: T) => string,
  note: (twins: readonly T[]) => void,
): T[] {
  const byKey = new Map<string, T[]>();
  for (const resource of resources)
    byKey.set(keyOf(resource), [...(byKey.get(keyOf(resource)) ?? []), resource]);
  for (const twins of byKey.values()) if (twins.length > 1) note(twins);
  return resources.filter((resource) => byKey.get(keyOf(resource))?.length === 1);
}

function namesBy<Live extends { id: string }>(
  resources: readonly Unnamed<Live>[],
  wanted: (resource: Unnamed<Live>) => string,
): Map<string, string> {
  return namesOf(resources.map((one) => ({ id: one.live.id, name: wanted(one) })));
}

/** In the order of names by code units, so that no machine's language changes it. */
function named<Live extends { id: string }>(
  resources: readonly Unnamed<Live>[],
  names: ReadonlyMap<string, string>,
): Resource<Live>[] {
  return resources
    .map((one) => ({ name: names.get(one.live.id) ?? one.live.id, ...one }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** How notes name a person. A userName that a terminal could stumble over is not printed. */
export function describePerson({ id, userName }: ScimUserRecord): string {
  return describeUser(/^[\w.-]+$/.test(userName) ? { userName } : {}, id);
}

function describeGroup({ id, displayName }: ScimGroupRecord): string {
  return `group ${[plainName(displayName), `(${id})`].filter(Boolean).join(" ")}`;
}
