import { USER_ID } from "../../provider/fields/values";
import type { ScimUserRecord } from "../../provider/scim";

/** A number as people have one: something with a digit in it. What says "n/a" of several is nobody's number. */
const EMPLOYEE_NUMBER = /^(?=.*\d)[\p{L}\p{N}][\p{L}\p{N}._/-]{0,39}$/u;

/** What stands before an id, which alone would be taken for the id itself. */
const OF_ID = "id-";

/**
 * A directory's key for each person: the employee number where Slack holds one that is nobody else's, else Slack's id behind `id-`.
 * Neither changes when somebody is renamed or gets another address.
 * @param everybody the whole organisation, so that a key does not depend on who is exported
 */
export function directoryKeys(everybody: readonly ScimUserRecord[]): Map<string, string> {
  const holders = new Map<string, number>();
  for (const number of everybody.map(numberOf)) holders.set(number, (holders.get(number) ?? 0) + 1);
  return new Map(
    everybody.map((person) => {
      const number = numberOf(person);
      const isOwn = isKey(number) && holders.get(number) === 1;
      return [person.id, isOwn ? number : OF_ID + person.id.toLowerCase()];
    }),
  );
}

/** Whether somebody's key is no number of their own. */
export function isKeyOfId(key: string): boolean {
  return key.startsWith(OF_ID);
}

function numberOf({ enterprise }: ScimUserRecord): string {
  return enterprise?.employeeNumber?.trim() ?? "";
}

function isKey(number: string): boolean {
  return EMPLOYEE_NUMBER.test(number) && !USER_ID.test(number) && !isKeyOfId(number);
}
