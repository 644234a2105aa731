import { DEFAULT_BEHAVIOURS, valuesOf } from "../behaviours/behaviours";
import { CHANGE_RULES } from "./changes";
import { GROUP_RULES } from "./groups";
import { LIST_RULES } from "./lists";
import { REQUEST_RULES } from "./requests";
import type { Rule } from "./rule";
import { USER_RULES } from "./users";

/** All rules, by what they are about. */
export const RULES: { [chapter: string]: readonly Rule[] } = {
  "Requests, answers and limits": REQUEST_RULES,
  "Lists and filters": LIST_RULES,
  People: USER_RULES,
  "Changing people": CHANGE_RULES,
  Groups: GROUP_RULES,
};

const INTRODUCTION = `# What the emulator does, and how it is known

Generated from the code; a test compares the two and checks that every test named here exists.

- **doc**: Slack's documentation says so.
- **sdk sample**: a sample, model or test of one of Slack's own SDKs shows it.
- **community**: others report it from production.
- **inferred**: nobody says; this is the likeliest answer.

Where another answer is possible there is a switch: \`startEmulator({ behaviours: { filterV2: "ignored" } })\`, on the
command line \`--behaviour filterV2=ignored\`, over HTTP \`PATCH /_emulator/behaviours\` with \`{ "filterV2": "ignored" }\`.
The first value of each is the default. \`statuses\` changes the status of any error code: \`{ "username_taken": 400 }\`.

Every error code that Slack documents follows from one of these rules, but for \`database_query_failure\`, Slack's own failure;
\`slack.fault({ code: "database_query_failure" })\` answers it, and any other code, where no rule would.
`;

/** The text of BEHAVIOURS.md. */
export function behavioursDocument(): string {
  const chapters = Object.entries(RULES).map(([chapter, rules]) => {
    const rows = rules.map((rule) => [
      rule.rule,
      rule.mark,
      switchOf(rule),
      rule.test.replaceAll("|", "\\|"),
    ]);
    return `## ${chapter}\n\n${table([["rule", "known from", "switch", "shown by"], ...rows])}\n`;
  });
  return [INTRODUCTION, ...chapters].join("\n");
}

function switchOf(rule: Rule): string {
  if (!rule.switch) return "";
  const values = valuesOf(rule.switch) ?? [DEFAULT_BEHAVIOURS[rule.switch]];
  return `\`${rule.switch}\`: ${values.map((value) => `\`${JSON.stringify(value)}\``).join(", ")}`;
}

/** A table whose columns stand under each other, as formatters want it. */
function table([head = [], ...rows]: string[][]): string {
  const widths = head.map((title, column) =>
    Math.max(...[head, ...rows].map((row) => row[column]?.length ?? title.length)),
  );
  const line = (cells: string[]) =>
    `| ${cells.map((text, column) => text.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}
