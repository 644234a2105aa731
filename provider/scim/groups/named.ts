import { checkText } from "../base/check";
import { hasSlackCode } from "../errors/predicates";
import { filter } from "../lists/filter";
import type { IterateOptions } from "../lists/list";

/** Every group with exactly this name, letter case included, among those that a filter leaves; without it where Slack refuses filters for groups. */
export async function named<T extends { displayName: string }>(
  displayName: string,
  iterate: (over: IterateOptions) => AsyncIterable<T>,
): Promise<T[]> {
  checkText("displayName", displayName, "the group's name");
  const among = async (over: IterateOptions) => {
    const found: T[] = [];
    for await (const group of iterate(over)) if (group.displayName === displayName) found.push(group);
    return found;
  };
  try {
    return await among({ filter: filter.displayName.eq(displayName) });
  } catch (error) {
    // Slack documents filters for people only: without one, all groups are gone through.
    if (!hasSlackCode(error, "no_filters", "invalid_query", "query_building_failed")) throw error;
    return among({});
  }
}
