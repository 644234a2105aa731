/** What every program begins with. */
const FILES = `import { readFileSync } from "node:fs";
import { join } from "node:path";
`;

const RESOURCES = `import {
  SlackScimGroup,
  type SlackScimGroupInputs,
  SlackScimUser,
  type SlackScimUserInputs,
} from "pulumi-slack-scim";

`;

const DIRECTORY = `import { SlackScimDirectory, type SlackScimGroupInputs, type SlackScimUserInputs } from "pulumi-slack-scim";

`;

/** Reads what is written as JSON. */
const READ_JSON = `function read<T>(file: string): T {
  return JSON.parse(readFileSync(join(__dirname, file), "utf8"));
}
`;

/** The lines of the tables, and who is in which group. */
const ROWS = `/** One line of a table by column. An empty cell is not in it: what is not declared stays as it is in Slack. */
type Row = Record<string, string>;

/** The people, the groups, and who is in which group: names of people, or ids. Edit the tables, not this program. */
const people = read("people.csv", "resource");
const groups = read("groups.csv", "resource");
const memberships = read("members.csv", "group");

const members = new Map(
  groups.flatMap(({ resource, membership }) => (membership ? [[resource, [] as string[]]] : [])),
);
for (const { group, member } of memberships) {
  const listed = members.get(group);
  if (!listed) throw new Error("members.csv: groups.csv has no " + group + " whose membership is managed");
  listed.push(member);
}

`;

/** Reads tables. */
const READ_TABLES = `/** Lists have a column for each place that Slack keeps; every other column is the path of an attribute. */
function toUser(row: Row): SlackScimUserInputs {
  const inputs: Tree = {};
  for (const [column, cell] of Object.entries(row)) {
    const [list, item] = toItem(column, cell);
    if (list) inputs[list] = [...((inputs[list] as object[] | undefined) ?? []), item];
    else put(inputs, column.split("."), column === "active" ? toFlag(cell) : cell);
  }
  if (inputs.addresses) inputs.addresses = [inputs.addresses];
  return inputs as unknown as SlackScimUserInputs;
}

interface Tree {
  [name: string]: unknown;
}

function toItem(column: string, value: string): [list: string, item: object] | [] {
  if (column === "emails.primary" || column === "phoneNumbers.primary")
    return [column.split(".")[0], { value, primary: true }];
  if (column === "emails.secondary") return ["emails", { value, primary: false }];
  if (column === "phoneNumbers.mobile") return ["phoneNumbers", { value, type: "mobile" }];
  return column === "roles" || column === "photos" ? [column, { value }] : [];
}

function put(tree: Tree, [name, ...rest]: string[], value: unknown): void {
  if (rest.length === 0) tree[name] = value;
  else put((tree[name] ??= {}) as Tree, rest, value);
}

/** A spreadsheet may write TRUE; anything else than the two words is refused by name in the preview. */
function toFlag(cell: string): boolean | string {
  const word = cell.toLowerCase();
  return word === "true" || word === "false" ? word === "true" : cell;
}

/** The lines of a table. An apostrophe at the beginning of a cell keeps a spreadsheet from running it, and is not part of it. */
function read(file: string, key: string): Row[] {
  const text = readFileSync(join(__dirname, file), "utf8");
  const lines: Row[] = parse(text, { bom: true, columns: true, skip_records_with_empty_values: true });
  return lines.map((line, index) => {
    if (!line[key]) throw new Error(file + ": line " + (index + 1) + " has no " + key + "; is it separated by commas?");
    const filled = Object.entries(line).filter(([, cell]) => cell !== "");
    return Object.fromEntries(filled.map(([column, cell]) => [column, cell.replace(/^'/, "")]));
  });
}
`;

const PARSER = `import { parse } from "csv-parse/sync";
`;

/** The programs that an export writes: constant, since everything that differs is data. */
export const PROGRAMS = {
  json: `${FILES}${RESOURCES}/** The people by name, and the groups, whose members are names of people or ids. Edit the data, not this program. */
const people = read<Record<string, SlackScimUserInputs>>("people.json");
const groups = read<Record<string, SlackScimGroupInputs>>("groups.json");

const users = new Map(
  Object.entries(people).map(([name, inputs]) => [name, new SlackScimUser(name, inputs)]),
);

for (const [name, { members, ...inputs }] of Object.entries(groups)) {
  const ids = members?.map((member) => users.get(member)?.id ?? member);
  new SlackScimGroup(name, { ...inputs, ...(ids && { members: ids }) });
}

${READ_JSON}`,
  csv: `${FILES}${PARSER}${RESOURCES}${ROWS}const users = new Map(
  people.map(({ resource, ...row }) => [resource, new SlackScimUser(resource, toUser(row))]),
);

for (const { resource, displayName, membership, ...rest } of groups) {
  const ids = members.get(resource)?.map((member) => users.get(member)?.id ?? member);
  const how = membership === "exact" ? {} : { membership: membership as SlackScimGroupInputs["membership"] };
  new SlackScimGroup(resource, { ...rest, displayName, ...(ids && { members: ids, ...how }) });
}

${READ_TABLES}`,
  directory: `${FILES}import { SlackScimDirectory } from "pulumi-slack-scim";

/** The people by key, and the groups, whose members are keys of people or ids. Edit the data, not this program. */
new SlackScimDirectory("company", { people: read("people.json"), groups: read("groups.json") });

${READ_JSON}`,
  directoryCsv: `${FILES}${PARSER}${DIRECTORY}${ROWS}new SlackScimDirectory("company", {
  people: byKey(people, toUser),
  groups: byKey(groups, toGroup),
});

/** Inputs by key; of two lines with one key the first would be lost. */
function byKey<T>(rows: Row[], toInputs: (row: Row, key: string) => T): Record<string, T> {
  const entries = new Map<string, T>();
  for (const { resource, ...row } of rows) {
    if (entries.has(resource)) throw new Error("two lines have the resource " + resource);
    entries.set(resource, toInputs(row, resource));
  }
  return Object.fromEntries(entries);
}

function toGroup({ displayName, membership, ...row }: Row, key: string): SlackScimGroupInputs {
  const how = membership === "exact" ? {} : { membership: membership as SlackScimGroupInputs["membership"] };
  return { ...row, displayName, ...(members.has(key) && { members: members.get(key), ...how }) };
}

${READ_TABLES}`,
};
