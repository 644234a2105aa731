/**
 * A name in the program for each group: its displayName in small letters with dashes, and the id behind it where two would have the
 * same. The same organization gives the same names.
 */
export function namesOf(groups: readonly { id: string; displayName: string }[]): Map<string, string> {
  const plain = (name: string) =>
    name
      .normalize("NFC")
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, "-")
      .replace(/^-|-$/g, "");
  const counts = new Map<string, number>();
  for (const { displayName } of groups)
    counts.set(plain(displayName), (counts.get(plain(displayName)) ?? 0) + 1);
  return new Map(
    groups.map(({ id, displayName }) => {
      const name = plain(displayName);
      const isOwn = name !== "" && counts.get(name) === 1;
      return [id, isOwn ? name : [name, id.toLowerCase()].filter(Boolean).join("-")];
    }),
  );
}
