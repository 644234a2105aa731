import { isObject } from "../../provider/fields/properties";
import { sample } from "../../provider/run/messages";
import { many } from "../many";
import { visible } from "../one-line";
import { type Change, type Finding, nameOf, SEVERITIES, type Subject } from "./findings";
import { type Report, SEVERITY_TITLES, type Section, sectionsOf, summaryOf } from "./report";

/** Findings of one heading that are told one by one; `--json` and `--html` have all of them. */
const MOST_LINES = 50;

/** Names in a line. */
const MOST_NAMES = 20;

/** The report for a terminal. */
export function toText(report: Report): string {
  const parts = SEVERITIES.filter((severity) => report.counts[severity] > 0).map((severity) =>
    [
      `${SEVERITY_TITLES[severity]} (${report.counts[severity].toLocaleString("en")})`,
      ...sectionsOf(report, severity).flatMap(sectionLines),
    ].join("\n"),
  );
  const notes = report.notes.map((note) => `note: ${note}`);
  const end = report.findings.length === 0 ? "No drift." : undefined;
  return `${[visible(summaryOf(report)), ...parts, end, ...notes.map(visible)].filter(Boolean).join("\n\n")}\n`;
}

function sectionLines({ kind, title, remedy, findings }: Section): string[] {
  const heading = `  ${title}`;
  const last = `    → ${remedy}`;
  if (kind === "unmanagedUsers" || kind === "unmanagedGroups") {
    const names = findings.map(({ subject }) => `${visible(subject.name)} (${subject.id})`);
    return [`${heading}: ${sample(names, MOST_NAMES)}`, last];
  }
  const lines = findings.slice(0, MOST_LINES).flatMap(findingLines);
  const rest = findings.length - MOST_LINES;
  const more = rest > 0 ? [`    … and ${many(rest, "more", "more")}: --json and --html tell all`] : [];
  return [heading, ...lines, ...more, last];
}

function findingLines({ subject, message, changes, members, others }: Finding): string[] {
  const named = (subjects: readonly Subject[]) => sample(subjects.map(oneName), MOST_NAMES);
  const inner = [
    ...(changes ?? []).map(changeText),
    ...(members ? [named(members)] : []),
    ...(others ? [`the other: ${named(others)}`] : []),
  ];
  const whatHappened = changes === undefined ? ` ${visible(message)}` : "";
  return [`    ${visible(nameOf(subject))}${whatHappened}`, ...inner.map((line) => `      ${line}`)];
}

function oneName(subject: Subject): string {
  return visible(nameOf(subject)) + (subject.active === false ? ", deactivated" : "");
}

function changeText({ path, secret, declared, live }: Change): string {
  if (secret) return `${path}: differs (a secret: not shown)`;
  return `${path}: declared ${valueText(declared)}, Slack holds ${valueText(live)}`;
}

/** A value of an attribute as a reader wants it: `"Analyst"`, `nothing`, `ada@example.com (primary)`. */
export function valueText(value: unknown): string {
  if (value === undefined || value === "" || (Array.isArray(value) && value.length === 0)) return "nothing";
  if (Array.isArray(value)) return visible(value.map(itemText).join(", "));
  return visible(JSON.stringify(value));
}

/** E-mail addresses and phone numbers have a value; postal addresses have lines. */
function itemText(item: unknown): string {
  if (!isObject(item)) return String(item);
  const { value, primary, type, ...lines } = item;
  const marks = [primary === true && "primary", type].filter(Boolean).join(", ");
  const texts = [value, ...Object.values(lines)].filter(Boolean).map(String);
  return texts.join(", ") + (marks && ` (${marks})`);
}
