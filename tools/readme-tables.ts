import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Field } from "../provider/fields/field";
import { GROUP_FIELDS } from "../provider/group/fields";
import { MEMBERSHIP_FIELDS } from "../provider/membership/fields";
import { SETTINGS, type Setting } from "../provider/settings/table";
import { USER_FIELDS } from "../provider/user/fields";
import { packageRoot } from "./package-root";
import { COLUMNS, TOOLCHAINS } from "./toolchains";

/** A house of the code: its floors from the top down, each importing only from floors below it. */
interface House {
  house: string;
  floors: { rooms: string[]; about: string }[];
}

const HOUSES: House[] = JSON.parse(readFileSync(join(packageRoot(), "tools", "floors.json"), "utf8"));

/** The documents' tables, from the lists that drive the code and its checks. */
const TABLES = {
  "README.md": readmeTables(),
  "CONTRIBUTING.md": { floors: floorsTable() },
};

function readmeTables(): Record<string, string[]> {
  return {
    settings: settingsTable(),
    user: fieldsTable(USER_FIELDS),
    group: fieldsTable(GROUP_FIELDS),
    membership: fieldsTable(MEMBERSHIP_FIELDS),
    toolchains: toolchainsTable(),
  };
}

function settingsTable(): string[] {
  return [
    ...head("setting (`slack-scim:`)", "environment", "default", "what it is"),
    ...Object.entries(SETTINGS).map(([key, { env, default: value, about }]: [string, Setting]) =>
      row(`\`${key}\``, env === undefined ? "–" : `\`${env}\``, value, about),
    ),
  ];
}

function fieldsTable(fields: readonly Field[]): string[] {
  return [...head("input", "what it is"), ...fields.map(fieldRow)];
}

/** Package managers downwards, forms of program to the right: each of their pairs is one toolchain. */
function toolchainsTable(): string[] {
  const cell = (manager: string, program: string) =>
    TOOLCHAINS.filter((one) => one.manager === manager && one.program === program)
      .map(({ node, sdk, inEveryRun }) => `Node ${node}, SDK ${sdk}${inEveryRun ? " *" : ""}`)
      .join("; ");
  return [
    ...head("", ...COLUMNS.program),
    ...COLUMNS.manager.map((manager) =>
      row(manager, ...COLUMNS.program.map((program) => cell(manager, program))),
    ),
  ];
}

function floorsTable(): string[] {
  const rows = HOUSES.flatMap(({ house, floors }) =>
    floors.map(({ rooms, about }) => row(rooms.map((room) => roomPath(house, room)).join(", "), about)),
  );
  return [...head("floor", "what is in it"), ...rows];
}

function roomPath(house: string, room: string): string {
  return `\`${house}/${room}${room.endsWith(".ts") ? "" : "/"}\``;
}

/** A document with its tables as the code has them now. */
export function withTables(document: keyof typeof TABLES, text: string): string {
  return Object.entries(TABLES[document]).reduce((changed, [name, rows]) => {
    const [start, end] = [`<!-- ${name} -->\n`, `<!-- /${name} -->\n`];
    const [from, to] = [changed.indexOf(start), changed.indexOf(end)];
    if (from === -1 || to === -1) throw new Error(`${document} has no place for the table "${name}"`);
    return (
      changed.slice(0, from + start.length) + rows.map((line) => `${line}\n`).join("") + changed.slice(to)
    );
  }, text);
}

function head(...titles: string[]): string[] {
  return [row(...titles), row(...titles.map(() => "---"))];
}

function fieldRow({ path, required, about }: Field): string {
  return row(`\`${path}\`${required === "always" ? " (required)" : ""}`, about);
}

function row(...cells: string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

if (require.main === module) {
  for (const document of Object.keys(TABLES) as (keyof typeof TABLES)[]) {
    const file = join(packageRoot(), document);
    writeFileSync(file, withTables(document, readFileSync(file, "utf8")));
  }
}
