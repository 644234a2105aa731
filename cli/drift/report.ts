import { many } from "../many";
import { type Finding, KINDS, type Kind, SEVERITIES, type Severity } from "./findings";

/** What `drift` found: the very object that `--json` prints. Its form is described in docs/drift.md. */
export interface Report {
  /** Of this form; it grows with what would break a reader. */
  version: 1;
  /** The live organization: `acme`. */
  organization: string;
  /** ISO 8601. */
  checkedAt: string;
  stacks: { project: string; stack: string }[];
  /** The resources that were compared. */
  compared: { users: number; groups: number; memberships: number };
  /** What Slack has, bots and deactivated people among them. */
  live: { users: number; groups: number };
  counts: Record<Severity, number>;
  /** In order: what needs a decision first. */
  findings: Finding[];
  /** What could not be compared, and why. */
  notes: string[];
}

/** Findings of one kind that ask for the same: they are shown under one heading. */
export interface Section {
  kind: Kind;
  title: string;
  remedy: string;
  findings: Finding[];
}

/** What is shown of each severity. */
export const SEVERITY_TITLES: Record<Severity, string> = {
  decision: "Needs a decision",
  difference: "Differences",
  notice: "Good to know",
};

/** How many findings there are of each severity. */
export function countsOf(findings: readonly Finding[]): Record<Severity, number> {
  const counts: Record<Severity, number> = { decision: 0, difference: 0, notice: 0 };
  for (const { severity } of findings) counts[severity] += 1;
  return counts;
}

/** The findings of a severity by heading, in the report's order. */
export function sectionsOf({ findings }: Report, severity: Severity): Section[] {
  const sections = new Map<string, Section>();
  for (const finding of findings.filter((one) => one.severity === severity)) {
    const { kind, remedy } = finding;
    const section = sections.get(kind + remedy) ?? { kind, title: KINDS[kind], remedy, findings: [] };
    section.findings.push(finding);
    sections.set(kind + remedy, section);
  }
  return [...sections.values()];
}

/** Whether anything is at or above a severity. */
export function isAtLeast({ counts }: Report, severity: Severity): boolean {
  return SEVERITIES.slice(0, SEVERITIES.indexOf(severity) + 1).some((one) => counts[one] > 0);
}

/** What was compared, in a sentence. */
export function summaryOf({ organization, compared, live, stacks }: Report): string {
  const where = stacks.map(({ project, stack }) => `${project}/${stack}`).join(", ");
  const memberships = compared.memberships === 0 ? "" : ` and ${many(compared.memberships, "membership")}`;
  return `${many(compared.users, "person", "people")} and ${many(compared.groups, "group")}${memberships} of stack ${where}, compared with ${organization}, which has ${many(live.users, "account")} and ${many(live.groups, "group")}.`;
}
