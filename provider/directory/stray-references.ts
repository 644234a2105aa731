import { sample } from "../run/messages";
import { KINDS, type Kind } from "./holdings";
import { naturalKey, type Plan } from "./plan";
import { managerOf } from "./references";

/** What tells who an entry is, in the words of a refusal. */
const MARKS = { people: "primary e-mail address", groups: "displayName" };

/**
 * What in a list refers to somebody else than before: keys that moved, as row numbers do when a row is added, and managers whose key
 * leaves. Accounts would go to other people, with all that is in them, and no guard counts that.
 */
export function strayReferences(plan: Plan): string[] {
  return [...KINDS.flatMap((kind) => movedKeys(plan, kind)), ...leavingManagers(plan)];
}

function movedKeys(plan: Plan, kind: Kind): string[] {
  const { staying, leaving, created, changed } = plan[kind];
  const owners = new Map<string, string>();
  const own = (key: string, mark: string | undefined) => mark !== undefined && owners.set(mark, key);
  for (const { key, kept } of leaving) own(key, naturalKey(kind, kept.outs));
  for (const [key, { outs }] of staying) own(key, naturalKey(kind, outs));
  const moved = [...created, ...changed].flatMap(({ key, entry }) => {
    const owner = owners.get(naturalKey(kind, entry) ?? "");
    return owner === undefined || owner === key ? [] : [`${kind}.${key} that of ${kind}.${owner}`];
  });
  if (moved.length === 0) return [];
  const whose = kind === "people" ? "An account" : "A group, with all that it opens,";
  return [
    `${kind}: ${moved.length} declare the ${MARKS[kind]} that another key of the directory has until now: ${sample(moved, 10)}. ${whose} would go to somebody else. ` +
      "Nothing was changed. A key must stay with whom it is for: where all keys moved (row numbers do, when a row is added), give them a form that none of them had before, and everybody is found again; " +
      `where one ${MARKS[kind]} really goes from one to another, first take it from the one and run \`pulumi up\`, then give it to the other.`,
  ];
}

/** A key that is none any more would be sent to Slack as a userName, which may be anybody's. */
function leavingManagers({ people }: Plan): string[] {
  const gone = new Set(people.leaving.map(({ key }) => key));
  return [...people.created, ...people.changed].flatMap(({ key, entry }) => {
    const manager = managerOf(entry);
    if (manager === undefined || !gone.has(manager)) return [];
    return `people.${key}.enterprise.manager.managerId: wanted a manager who stays, got people.${manager}, who leaves the list. Declare who comes after them, or "" for nobody`;
  });
}
