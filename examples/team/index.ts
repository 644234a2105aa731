import { readFileSync } from "node:fs";
import { join } from "node:path";
import { SlackScimGroup, SlackScimUser } from "pulumi-slack-scim";
import { departmentsOf, readPeople } from "./people";

const people = readPeople(readFileSync(join(__dirname, "people.csv"), "utf8"));
const users = new Map<string, SlackScimUser>();

for (const person of people) {
  const boss = users.get(person.managerEmail ?? "");
  const user = new SlackScimUser(person.userName, {
    userName: person.userName,
    name: { givenName: person.givenName, familyName: person.familyName },
    displayName: person.displayName,
    emails: [{ value: person.email, primary: true }],
    active: true, // the export lists who works here: whoever comes back to it gets their access back
    phoneNumbers: person.phone ? [{ value: person.phone, primary: true }] : undefined,
    title: person.title,
    enterprise: {
      employeeNumber: person.employeeNumber,
      department: person.department,
      manager: boss ? { managerId: boss.id } : undefined,
    },
  });
  users.set(person.email, user);
}

for (const [department, emails] of departmentsOf(people)) {
  const members = emails.flatMap((email) => users.get(email)?.id ?? []);
  new SlackScimGroup(department, { displayName: department, members });
}
