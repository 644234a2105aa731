import { holdsUnknown, type Properties } from "../fields/properties";
import { described, USER_ID } from "../fields/values";
import { membersIn } from "../run/members";

/** Which names are keys. */
export interface Keys {
  has(name: string): boolean;
}

/** A group of which every member has the form of an id, and the way back. */
interface WithoutKeys {
  group: Properties;
  problems: string[];
  /** The checked group with its members' keys again. */
  withKeys(inputs: Properties): Properties;
}

/** How a key stands in for an id while a group is checked as a single resource is. */
const STAND_IN = "UKEYOFTHISDIRECTORY";

/**
 * Puts ids in the place of keys, so that a group can be checked as a single resource is.
 * @param keys the keys of the directory's people
 */
export function withoutKeys(entry: Properties, keys: Keys): WithoutKeys {
  if (!Array.isArray(entry.members)) return { group: entry, problems: [], withKeys: (inputs) => inputs };
  const problems: string[] = [];
  const keyOf = new Map<string, string>();
  const members = membersIn(entry).map((member, index) => {
    if (typeof member !== "string" || holdsUnknown(member)) return member;
    if (!keys.has(member) && USER_ID.test(member)) return member;
    if (!keys.has(member))
      problems.push(
        `members[${index}]: wanted a key of this directory's people, or a user id (U… or W…), got ${quoted(member)}`,
      );
    keyOf.set(`${STAND_IN}${index}`, member);
    return `${STAND_IN}${index}`;
  });
  const withKeys = (inputs: Properties) => {
    if (!Array.isArray(inputs.members)) return inputs;
    const declared = membersIn(inputs).map((member) => keyOf.get(member) ?? member);
    return { ...inputs, members: [...new Set(declared)].sort() };
  };
  return { group: { ...entry, members }, problems, withKeys };
}

function quoted(member: string): string {
  return member.includes("@") || member.length > 40 ? described(member) : `"${member}"`;
}
