import { pacificTimestamp } from "../base/clock";
import type { Organization } from "../records/organization";
import { blankEnterprise, blankUser, type UserRecord } from "../records/user-record";
import type { Emulation } from "./emulation";
import { diceFrom } from "./faults";

const GIVEN = [
  "Ada",
  "Björn",
  "Carly",
  "Dmitri",
  "Elena",
  "Farid",
  "Grace",
  "Håkon",
  "Ines",
  "Jürgen",
  "Keiko",
  "Luca",
];
const FAMILY = [
  "Adeyemi",
  "Brontë",
  "Castillo",
  "D'Amico",
  "Eriksson",
  "Fujita",
  "García López",
  "Haddad",
  "Ivanova",
  "Jones",
];
const DEPARTMENTS = ["Design", "Engineering", "Finance", "People", "Sales", "Support"];
const TITLES = ["Analyst", "Engineer", "Lead", "Manager", "Specialist"];

/** Gives an organization its primary owner, whose token it is: no organization is without one. */
export function addPrimaryOwner(emulation: Emulation, organization: Organization): void {
  if (organization.users.all.some((user) => user.rank === "primaryOwner")) return;
  const owner = blankUser(emulation.newId("U"), pacificTimestamp(emulation.clock.now()));
  name(owner, organization, "owner", "Primary", "Owner");
  owner.rank = "primaryOwner";
  organization.users.put(owner);
}

function name(
  user: UserRecord,
  organization: Organization,
  userName: string,
  given: string,
  family: string,
): void {
  user.userName = userName;
  user.givenName = given;
  user.familyName = family;
  user.displayName = `${given} ${family}`;
  user.primaryEmail = `${userName}@${organization.domain}.example.com`;
  user.profileUrl = organization.profileUrlOf(userName);
}

/** Invents people, always the same ones, and a group for each of their departments. */
export function inventPeople(emulation: Emulation, organization: Organization, count: number): void {
  if (count === 0) return;
  for (const field of ["department", "employeeNumber"]) organization.profileFields.add(field);
  const dice = diceFrom(7);
  const pick = (list: readonly string[]) => list[Math.floor(dice() * list.length)] ?? "";
  const byDepartment = new Map<string, string[]>();
  for (let number = 1; number <= count; number++) {
    const user = blankUser(emulation.newId("U"), pacificTimestamp(emulation.clock.now()));
    const [given, family] = [pick(GIVEN), pick(FAMILY)];
    name(user, organization, `${plain(given)}.${plain(family)}`.slice(0, 14) + number, given, family);
    const department = pick(DEPARTMENTS);
    user.title = pick(TITLES);
    user.enterprise = { ...blankEnterprise(), department, employeeNumber: String(1000 + number) };
    user.full = true;
    user.active = number % 10 !== 0;
    organization.users.put(user);
    if (user.active) byDepartment.set(department, [...(byDepartment.get(department) ?? []), user.id]);
  }
  for (const [department, members] of [...byDepartment].sort())
    addDepartment(emulation, organization, department, members);
}

function addDepartment(
  emulation: Emulation,
  organization: Organization,
  displayName: string,
  members: string[],
): void {
  if (organization.groups.findByDisplayName(displayName)) return;
  const created = pacificTimestamp(emulation.clock.now());
  const flags = { generated: false, linkedToChannels: false, linkedToUserGroup: false };
  organization.groups.put({
    id: emulation.newId("S"),
    created,
    displayName,
    members: new Set(members),
    ...flags,
  });
}

function plain(name: string): string {
  return name
    .normalize("NFD")
    .replace(/[^a-zA-Z]/g, "")
    .toLowerCase();
}
