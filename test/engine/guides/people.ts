import type { SlackEmulator } from "../../../emulator";

/** Adds people of these userNames, with addresses at example.com; answers with their ids in the same order. */
export function addPeople<T extends string[]>(
  slack: SlackEmulator,
  ...userNames: T
): { [K in keyof T]: string } {
  const add = (userName: string) =>
    slack.addUser({ userName, emails: [{ value: `${userName}@example.com`, primary: true }] });
  return userNames.map(add) as { [K in keyof T]: string };
}

/** Who may not sign in, by userName. */
export function inactive(slack: SlackEmulator): string[] {
  return slack.users().flatMap(({ active, userName }) => (active ? [] : [userName]));
}

/** Who is in a group, by userName. */
export function membersOf(slack: SlackEmulator, displayName: string): string[] {
  const ids = new Set(slack.group(displayName)?.members.map(({ value }: { value: string }) => value));
  return slack
    .users()
    .flatMap(({ id, userName }) => (ids.has(id) ? [userName] : []))
    .sort();
}

/** Sets a group's members behind everybody's back, as an identity provider would that sends the whole list. */
export function setMembers(slack: SlackEmulator, displayName: string, ids: string[]): void {
  slack.change(displayName, (group) => {
    group.members = ids.map((value) => ({ value, display: "" }));
  });
}

/** What changed something in Slack, as `DELETE Users/U1`. What Slack refused changed nothing. */
export function changes(slack: SlackEmulator): string[] {
  return slack.writes.flatMap(({ method, path, status }) => (status < 400 ? [`${method} ${path}`] : []));
}
