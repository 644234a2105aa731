import type { SlackScimDirectoryInputs } from "pulumi-slack-scim";

/** A line of the export. */
export interface Row {
  employee: string;
  account: string;
  email: string;
  given: string;
  family: string;
  title: string;
  department: string;
  /** The employee number of the manager; empty for whoever has none. */
  manager: string;
}

/** People by employee number, and a group for each department. */
export function toDirectory(rows: Row[]): SlackScimDirectoryInputs {
  const people: SlackScimDirectoryInputs["people"] = {};
  const groups: Record<string, { displayName: string; members: string[] }> = {};
  for (const row of rows) {
    people[row.employee] = {
      userName: row.account,
      emails: [{ value: row.email }],
      name: { givenName: row.given, familyName: row.family },
      title: row.title,
      enterprise: {
        department: row.department,
        ...(row.manager && { manager: { managerId: row.manager } }),
      },
    };
    groups[row.department] ??= { displayName: row.department, members: [] };
    groups[row.department]?.members.push(row.employee);
  }
  return { people, groups };
}
