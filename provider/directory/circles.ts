import type { Properties } from "../fields/properties";
import { managerOf } from "./references";

/** People of a directory who manage each other in a circle: none of them could be made first. */
export function managerCircles(people: ReadonlyMap<string, Properties>): string[] {
  const cleared = new Set<string>();
  const problems: string[] = [];
  for (const start of people.keys()) {
    const way: string[] = [];
    let key: string | undefined = start;
    while (key !== undefined && people.has(key) && !cleared.has(key) && !way.includes(key)) {
      way.push(key);
      key = managerOf(people.get(key) ?? {});
    }
    if (key !== undefined && way.includes(key)) problems.push(circle([...way.slice(way.indexOf(key)), key]));
    for (const seen of way) cleared.add(seen);
  }
  return problems;
}

function circle(keys: readonly string[]): string {
  return `people.${keys[0]}.enterprise.manager.managerId: wanted a manager who is not managed by this very person in turn, got the circle ${keys.join(" → ")}`;
}
