import type { ScimGroupRecord, ScimUserRecord } from "../../provider/scim";
import type { Resource } from "./declared";

/** The people and groups as JSON, inputs by name. */
export function jsonFiles(
  users: readonly Resource<ScimUserRecord>[],
  groups: readonly Resource<ScimGroupRecord>[],
): Record<string, string> {
  return { "people.json": toJson(byName(users)), "groups.json": toJson(byName(groups)) };
}

/** JSON as a file. */
export function toJson(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

function byName(resources: readonly Resource<unknown>[]): object {
  return Object.fromEntries(resources.map(({ name, inputs }) => [name, inputs]));
}
