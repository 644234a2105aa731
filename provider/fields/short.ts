import { canonicalText } from "./canonical";
import type { Field } from "./field";
import type { Properties } from "./properties";

/**
 * One canonical text of what is declared, each list in the shortest way in which a program may write it: an address as a string, and
 * no `primary`, which its place or its type tells. A state holds such a text twice for each of ten thousand people.
 */
export function shortText(fields: readonly Field[], declared: Properties): string {
  return canonicalText(withLists(fields, declared, ({ type }, value) => type.short?.(value)));
}

/** What such a text declares, in canonical form. */
export function declaredInText(fields: readonly Field[], text: string): Properties {
  return inFull(fields, JSON.parse(text) as Properties);
}

/** The canonical form of what was declared in short. A text may have it in full, and then says the same. */
export function inFull(fields: readonly Field[], short: Properties): Properties {
  return withLists(fields, short, ({ type }, value) => type.live(value));
}

/** The same with other lists of objects. All of them are attributes of their own, in no object. */
function withLists(
  fields: readonly Field[],
  declared: Properties,
  toList: (field: Field, value: unknown[]) => unknown,
): Properties {
  const lists: Properties = {};
  for (const field of fields) {
    const value = declared[field.path];
    if (field.type.short !== undefined && Array.isArray(value)) lists[field.path] = toList(field, value);
  }
  return { ...declared, ...lists };
}
