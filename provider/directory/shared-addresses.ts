import { isObject, type Properties } from "../fields/properties";
import { primaryEmailOf } from "../user/fields";

/**
 * Addresses that one of a list has as primary, which says who they are, and another one beside theirs: Slack refuses whoever comes
 * second. Two primary ones are refused by the check of the second.
 * @param people checked
 */
export function sharedAddresses(people: ReadonlyMap<string, Properties>): string[] {
  const owners = new Map<string, string>();
  for (const [key, entry] of people) {
    const primary = primaryOf(entry);
    if (primary !== undefined) owners.set(primary, key);
  }
  return [...people].flatMap(([key, entry]) =>
    addressesIn(entry).flatMap((address) => {
      const owner = owners.get(address) ?? key;
      if (owner === key || address === primaryOf(entry)) return [];
      return `people.${key}.emails: wanted addresses of its own, got the primary one of people.${owner}; declare each address once`;
    }),
  );
}

function primaryOf(entry: Properties): string | undefined {
  return addressesIn(entry).length === 0 ? undefined : primaryEmailOf(entry);
}

/** What of a person's addresses is one. */
function addressesIn({ emails }: Properties): string[] {
  if (!Array.isArray(emails) || !emails.every(isObject)) return [];
  return emails.flatMap(({ value }) => (typeof value === "string" ? [value.toLowerCase()] : []));
}
