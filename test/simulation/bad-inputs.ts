import { BAD_GROUPS, BAD_USERS } from "../provider/fields/bad-inputs";
import type { Declared } from "./state";

/** Every input that the check refuses, as a resource of its own. */
export const BAD_INPUTS: readonly Declared[] = [
  ...BAD_USERS.map(([, inputs]) => ({ name: "bad", kind: "user" as const, inputs: json(inputs) })),
  ...BAD_GROUPS.map(([, inputs]) => ({ name: "bad", kind: "group" as const, inputs: json(inputs) })),
];

function json(inputs: object): Declared["inputs"] {
  return JSON.parse(JSON.stringify(inputs));
}
