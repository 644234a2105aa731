import { createHash } from "node:crypto";
import { FIELDS, type Kept, type Kind, toDirectoryOutputs } from "../../provider/directory/holdings";
import { managerOf, withManager } from "../../provider/directory/references";
import { shortText } from "../../provider/fields/short";
import { providerText, typeToken } from "../../provider/resources/provider-text";
import type { ScimGroupRecord, ScimUserRecord } from "../../provider/scim";
import type { Resource } from "./declared";
import { groupOutputs, userOutputs } from "./outputs";

/** What the exported program calls its directory. */
const NAME = "company";

/**
 * The same people with their managers by key, as far as these are exported as well. Who is their own manager in the end stays by
 * id, which is not walked along: a directory refuses circles of keys.
 */
export function withManagerKeys(people: readonly Resource<ScimUserRecord>[]): Resource<ScimUserRecord>[] {
  const byId = new Map(people.map((person) => [person.live.id, person]));
  return people.map((person) => {
    const manager = byId.get(managerOf(person.inputs) ?? "");
    if (manager === undefined || isManagedBy(person, manager, byId)) return person;
    return { ...person, inputs: withManager(person.inputs, manager.name) };
  });
}

/** Whether the way up from somebody leads to this person. */
function isManagedBy(
  person: Resource<ScimUserRecord>,
  manager: Resource<ScimUserRecord>,
  byId: ReadonlyMap<string, Resource<ScimUserRecord>>,
): boolean {
  const seen = new Set<unknown>();
  for (let above: typeof manager | undefined = manager; above !== undefined && !seen.has(above); ) {
    if (above === person) return true;
    seen.add(above);
    above = byId.get(managerOf(above.inputs) ?? "");
  }
  return false;
}

/**
 * The entry of the import file: inputs as the program declares them, and the outputs that the provider would have given, so that the
 * first preview finds nothing to do.
 * @param people with managers and members as the program declares them, by key
 */
export function directoryEntry(
  people: readonly Resource<ScimUserRecord>[],
  groups: readonly Resource<ScimGroupRecord>[],
  organization: string,
): object {
  const __provider = providerText("directory");
  const held = {
    people: keptByKey(people, (person) => userOutputs(person, organization)),
    groups: keptByKey(groups, (group) => groupOutputs(group, organization)),
  };
  const inputs = { people: textsOf("people", people), groups: textsOf("groups", groups) };
  return {
    type: typeToken("Directory"),
    name: NAME,
    id: idOf([...people, ...groups].map(({ live }) => live.id)),
    inputs: { __provider, ...inputs },
    outputs: { __provider, ...toDirectoryOutputs(held, organization) },
  };
}

function keptByKey<Live extends { id: string }>(
  resources: readonly Resource<Live>[],
  outputsOf: (resource: Resource<Live>) => Kept["outs"],
): Map<string, Kept> {
  return new Map(
    resources.map((one) => [one.name, { id: one.live.id, outs: outputsOf(one), entry: one.inputs }]),
  );
}

function textsOf(kind: Kind, resources: readonly Resource<unknown>[]): Record<string, string> {
  return Object.fromEntries(resources.map(({ name, inputs }) => [name, shortText(FIELDS[kind], inputs)]));
}

/** In the form of those that create makes; of the same people and groups the same, since an export gives the same bytes. */
function idOf(ids: readonly string[]): string {
  const hash = createHash("sha256")
    .update([...ids].sort().join())
    .digest("hex");
  return `directory-${[0, 8, 12, 16, 20].map((from, at) => hash.slice(from, [8, 12, 16, 20, 32][at])).join("-")}`;
}
