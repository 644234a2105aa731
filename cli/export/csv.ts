import type { Field } from "../../provider/fields/field";
import { at, type Properties } from "../../provider/fields/properties";
import type { ScimGroupRecord, ScimUserRecord } from "../../provider/scim";
import { ADDRESS_PARTS } from "../../provider/user/values";
import type { Resource } from "./declared";

/** One column of people.csv: its name, and what stands in it of a person's inputs; nothing where the attribute is not declared. */
interface Column {
  name: string;
  cell: (inputs: Properties) => unknown;
}

/**
 * The people, the groups and who is in them as three tables. A line is of one resource, or of one member; an empty cell declares
 * nothing. The exported program (programs.ts) reads them.
 */
export function csvFiles(
  users: readonly Resource<ScimUserRecord>[],
  groups: readonly Resource<ScimGroupRecord>[],
  fields: readonly Field[],
): Record<string, string> {
  const columns = fields.flatMap(columnsOf);
  return {
    "people.csv": table([
      ["resource", ...columns.map(({ name }) => name)],
      ...users.map(({ name, inputs }) => [name, ...columns.map(({ cell }) => cell(inputs))]),
    ]),
    "groups.csv": table([
      ["resource", "displayName", "membership"],
      ...groups.map(({ name, inputs }) => [name, inputs.displayName, membershipOf(inputs)]),
    ]),
    "members.csv": table([
      ["group", "member"],
      ...groups.flatMap(({ name, inputs }) => ((inputs.members ?? []) as string[]).map((one) => [name, one])),
    ]),
  };
}

/** Groups whose members are not managed have none in the table, and neither have empty ones: this column tells them apart. */
function membershipOf({ members, membership }: Properties): unknown {
  return members === undefined ? undefined : (membership ?? "exact");
}

/** Lists have a column for each of the places that Slack keeps; everything else has one, named like the attribute. */
function columnsOf({ path }: Field): Column[] {
  const of = (name: string, part: string, isMeant: (item: Properties) => boolean = () => true): Column => ({
    name,
    cell: (inputs) => ((at(inputs, path) ?? []) as Properties[]).find(isMeant)?.[part],
  });
  const isPrimary = ({ primary }: Properties) => primary === true;
  const isOther = ({ primary }: Properties) => primary !== true;
  switch (path) {
    case "emails":
      return [of("emails.primary", "value", isPrimary), of("emails.secondary", "value", isOther)];
    case "phoneNumbers":
      return [of("phoneNumbers.primary", "value", isPrimary), of("phoneNumbers.mobile", "value", isOther)];
    case "addresses":
      return ADDRESS_PARTS.map((part) => of(`addresses.${part}`, part));
    case "roles":
    case "photos":
      return [of(path, "value")];
    default:
      return [{ name: path, cell: (inputs) => at(inputs, path) }];
  }
}

/** As spreadsheets want it: a mark that says UTF-8, without which they take every script for Latin. */
function table(rows: readonly (readonly unknown[])[]): string {
  return `\uFEFF${rows.map((row) => `${row.map(toCell).join(",")}\n`).join("")}`;
}

/**
 * A cell as RFC 4180 quotes it. What a spreadsheet would take for a formula and run, or a number that begins with a plus sign and
 * would lose it, gets an apostrophe before it, and so does what begins with one; the program takes one away.
 */
function toCell(value: unknown): string {
  if (value === undefined) return "";
  const text = String(value).replace(/^['=+\-@＝＋－＠]/u, "'$&");
  return /[",;\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
