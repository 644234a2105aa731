import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Field } from "../provider/fields/field";
import { GROUP_FIELDS } from "../provider/group/fields";
import { SETTINGS, type Setting } from "../provider/run/settings-table";
import { USER_FIELDS } from "../provider/user/fields";
import { packageRoot } from "./package-root";

/** The README's tables, from the lists that drive the code. */
const TABLES: Record<string, string[]> = {
  settings: [
    ...head("setting (`slack-scim:`)", "environment", "default", "what it is"),
    ...Object.entries(SETTINGS).map(([key, { env, default: value, about }]: [string, Setting]) =>
      row(`\`${key}\``, env === undefined ? "–" : `\`${env}\``, value, about),
    ),
  ],
  user: [...head("input", "what it is"), ...USER_FIELDS.map(fieldRow)],
  group: [...head("input", "what it is"), ...GROUP_FIELDS.map(fieldRow)],
};

/** The README with its tables as the code has them now. */
export function withTables(readme: string): string {
  return Object.entries(TABLES).reduce((text, [name, rows]) => {
    const [start, end] = [`<!-- ${name} -->\n`, `<!-- /${name} -->\n`];
    const [from, to] = [text.indexOf(start), text.indexOf(end)];
    if (from === -1 || to === -1) throw new Error(`README.md has no place for the table "${name}"`);
    return text.slice(0, from + start.length) + rows.map((line) => `${line}\n`).join("") + text.slice(to);
  }, readme);
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
  const file = join(packageRoot(), "README.md");
  writeFileSync(file, withTables(readFileSync(file, "utf8")));
}
