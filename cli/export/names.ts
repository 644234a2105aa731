/** Something that gets a name in the program. */
interface Nameable {
  id: string;
  /** What it should be called. */
  name: string;
}

/**
 * A name in the program for each: its own, and the id behind it where two would have the same. The same organization gives the same
 * names.
 */
export function namesOf(resources: readonly Nameable[]): Map<string, string> {
  const counts = new Map<string, number>();
  for (const { name } of resources) counts.set(name, (counts.get(name) ?? 0) + 1);
  const ids = new Set(resources.map(({ id }) => id.toLowerCase()));
  // A name that ends in somebody's id could be what that one is going to be called.
  const isOwn = (name: string) => counts.get(name) === 1 && !ids.has(name.slice(name.lastIndexOf("-") + 1));
  return new Map(
    resources.map(({ id, name }) => [
      id,
      name !== "" && isOwn(name) ? name : [name, id.toLowerCase()].filter(Boolean).join("-"),
    ]),
  );
}

/** A group's displayName as a name in the program: small letters of any script, digits and dashes. */
export function plainName(displayName: string): string {
  return displayName
    .normalize("NFC")
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "");
}
