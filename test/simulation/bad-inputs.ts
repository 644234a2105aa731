import { BAD_DIRECTORIES } from "../provider/directory/bad-inputs";
import { BAD_GROUPS, BAD_USERS } from "../provider/fields/bad-inputs";
import { BAD_MEMBERSHIPS } from "../provider/membership/bad-inputs";
import type { Declared } from "./state";

/** Every input that a check refuses; of people and groups as a resource of its own and in a directory. */
export const BAD_INPUTS: readonly Declared[] = [
  ...[...BAD_USERS, ...BAD_GROUPS].map(([, inputs], index): Declared => {
    const kind = index < BAD_USERS.length ? "user" : "group";
    const entries: Declared[] = [{ name: "bad/one", kind, inputs: json(inputs) }];
    return { name: "bad", kind: "directory", inputs: {}, entries };
  }),
  ...BAD_USERS.map(([, inputs]) => ({ name: "bad", kind: "user" as const, inputs: json(inputs) })),
  ...BAD_GROUPS.map(([, inputs]) => ({ name: "bad", kind: "group" as const, inputs: json(inputs) })),
  ...BAD_MEMBERSHIPS.map(([, inputs]) => ({
    name: "bad",
    kind: "membership" as const,
    inputs: json(inputs),
  })),
  ...BAD_DIRECTORIES.map(([, inputs]) => ({ name: "bad", kind: "directory" as const, inputs: json(inputs) })),
];

function json(inputs: object): Declared["inputs"] {
  return JSON.parse(JSON.stringify(inputs));
}
