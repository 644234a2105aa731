import { partsOf } from "../state/urn";

/**
 * How much a finding asks: `decision` first, since `pulumi up` would not mend it or takes or gives somebody access; `difference` is
 * mended by `pulumi up --refresh`; `notice` concerns what nothing here manages.
 */
export const SEVERITIES = ["decision", "difference", "notice"] as const;

export type Severity = (typeof SEVERITIES)[number];

/** The kinds of findings, in the order of the report, with their headings. */
export const KINDS = {
  gone: "Gone from Slack",
  inactive: "Managed but deactivated",
  twinResources: "Two resources for one account",
  twinAccounts: "Accounts that look like one person",
  twinGroups: "Groups of one name",
  extraMembers: "Members whom nothing declares",
  attributes: "Different from what is declared",
  missingMembers: "Declared members who are missing",
  unmanagedGroups: "Groups that nothing manages",
  unmanagedUsers: "People whom nothing manages",
} as const;

export type Kind = keyof typeof KINDS;

/** A person or group, as the report names them. */
export interface Subject {
  type: "user" | "group";
  id: string;
  /** The userName or displayName; the name in the program where that is a secret, or nothing else is known. */
  name: string;
  /** What Slack shows of a person, and the primary e-mail address; neither where it is a secret. */
  displayName?: string;
  email?: string;
  /** For who is deactivated. */
  active?: false;
  guest?: true;
  /** How many members a group has. */
  size?: number;
  /** Where it is managed. */
  urn?: string;
  /** Where in its directory it is, if one manages it: `people.e-1001`. */
  entry?: string;
}

/** An attribute that Slack holds otherwise than declared. */
export interface Change {
  path: string;
  /** True where the state keeps the value as a secret; neither value is told then. */
  secret?: true;
  declared?: unknown;
  live?: unknown;
}

/** Something that somebody should know of one person or group. */
export interface Finding {
  kind: Kind;
  severity: Severity;
  subject: Subject;
  /** What happened, to be read after the subject's name. */
  message: string;
  /** What to do, in sentences. */
  remedy: string;
  /** For `attributes`. */
  changes?: Change[];
  /** For `extraMembers` and `missingMembers`; absent where members are a secret. */
  members?: Subject[];
  /** For the twins: the other accounts, groups or resources. */
  others?: Subject[];
}

/** By severity, then by kind, then by name: the same drift gives the same report. */
export function inOrder(findings: readonly Finding[]): Finding[] {
  const kinds = Object.keys(KINDS);
  const rank = ({ severity, kind }: Finding) => SEVERITIES.indexOf(severity) * 100 + kinds.indexOf(kind);
  const key = ({ subject: { name, id, urn = "", entry = "" } }: Finding) => [name, id, urn, entry].join("\n");
  return findings
    .map((finding) => ({ finding, rank: rank(finding), key: key(finding) }))
    .sort((one, other) => one.rank - other.rank || (one.key < other.key ? -1 : 1))
    .map(({ finding }) => finding);
}

/** How a line names somebody: `user ada.l (U0123)`, as the provider's own messages do, and where in a directory they are. */
export function nameOf(subject: Subject): string {
  const { type, name, id } = subject;
  const place = directoryPlaceOf(subject);
  return `${type} ${name} (${id})${place && `, ${place}`}`;
}

/** Where in a directory somebody is: `people.e-1001 of company`; nothing for a resource of its own. */
export function directoryPlaceOf({ entry, urn = "" }: Pick<Subject, "entry" | "urn">): string {
  return entry === undefined ? "" : `${entry} of ${partsOf(urn).name}`;
}
