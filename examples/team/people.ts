import { parse } from "csv-parse/sync";

/** A row of the HR export; what the export left blank is absent. */
export interface Person {
  employeeNumber: string;
  givenName: string;
  familyName: string;
  displayName: string;
  /** Made from the name: what Slack allows, and nobody else's here. */
  userName: string;
  email: string;
  phone?: string | undefined;
  title?: string | undefined;
  department?: string | undefined;
  managerEmail?: string | undefined;
}

const longestUserName = 21;

/** Reads the export, managers before the people who report to them. Throws one error that lists every mistake. */
export function readPeople(csv: string): Person[] {
  const rows: Record<string, string>[] = parse(csv, {
    bom: true,
    columns: true,
    trim: true,
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
  });
  const people = withUserNames(rows.map(toPerson));
  const mistakes = [
    ...missingFields(people),
    ...duplicates(people),
    ...unknownManagers(people),
    ...circles(people),
  ];
  if (mistakes.length > 0) throw new Error(`people.csv cannot be used:\n  ${mistakes.join("\n  ")}`);
  return managersFirst(people);
}

/** The departments by name, each with the e-mail addresses of its people. */
export function departmentsOf(people: Person[]): Map<string, string[]> {
  const departments = new Map<string, string[]>();
  for (const { department, email } of people) {
    if (department) departments.set(department, [...(departments.get(department) ?? []), email]);
  }
  return departments;
}

function toPerson(row: Record<string, string>): Omit<Person, "userName"> {
  const [givenName = "", familyName = ""] = [row["First Name"], row["Last Name"]];
  return {
    employeeNumber: row["Employee ID"] ?? "",
    givenName,
    familyName,
    displayName: `${row["Preferred Name"] || givenName} ${familyName}`.trim(),
    email: (row["Work Email"] ?? "").toLowerCase(),
    phone: row["Work Phone"] || undefined,
    title: row["Job Title"] || undefined,
    department: row.Department || undefined,
    managerEmail: row["Manager Email"]?.toLowerCase() || undefined,
  };
}

/** Namesakes get a number, those with the lower employee number first, so that a newcomer renames nobody. */
function withUserNames(people: Omit<Person, "userName">[]): Person[] {
  const taken = new Set<string>();
  const bySeniority = [...people].sort((a, b) =>
    a.employeeNumber.localeCompare(b.employeeNumber, "en", { numeric: true }),
  );
  const userNames = new Map(bySeniority.map((person) => [person, freeUserName(baseUserName(person), taken)]));
  return people.map((person) => ({ ...person, userName: userNames.get(person) ?? "" }));
}

function freeUserName(base: string, taken: Set<string>): string {
  let userName = shorten(base, longestUserName);
  for (let number = 2; taken.has(userName); number++) {
    userName = `${shorten(base, longestUserName - `${number}`.length)}${number}`;
  }
  taken.add(userName);
  return userName;
}

function baseUserName({ givenName, familyName, email }: Omit<Person, "userName">): string {
  const parts = [slug(givenName), slug(familyName)];
  // A name in another script leaves nothing that Slack allows.
  return parts.every((part) => part !== "") ? parts.join(".") : slug(email.replace(/@.*/, ""));
}

/** Letters that are no accented form of a Latin one, and so survive the decomposition below. */
const plainLetters: Record<string, string> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ı: "i",
};

function slug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[ßæœøłđðþı]/g, (letter) => plainLetters[letter] ?? "")
    .normalize("NFKD")
    .replace(/[\u0300-\u036f'’`]/g, "")
    .replace(/[^a-z0-9._]+/g, "-")
    .replace(/^[-.]+|[-.]+$/g, "");
}

function shorten(text: string, length: number): string {
  return text.slice(0, length).replace(/[-._]+$/, "");
}

function missingFields(people: Person[]): string[] {
  return people
    .filter(({ email, userName }) => !email.includes("@") || userName === "")
    .map(
      ({ employeeNumber, displayName }) =>
        `${displayName || `employee ${employeeNumber}`} has no e-mail address`,
    );
}

function duplicates(people: Person[]): string[] {
  const emails = people.map(({ email }) => email).filter((email) => email !== "");
  const repeated = new Set(emails.filter((email, index) => emails.indexOf(email) !== index));
  return [...repeated].map((email) => `${email} is there more than once`);
}

function unknownManagers(people: Person[]): string[] {
  const emails = new Set(people.map(({ email }) => email));
  return people
    .filter(({ managerEmail }) => managerEmail !== undefined && !emails.has(managerEmail))
    .map(({ email, managerEmail }) => `${email} reports to ${managerEmail}, who is not in the file`);
}

/** Every circle once, from whoever of it comes first in the file. */
function circles(people: Person[]): string[] {
  const managerOf = new Map(people.map(({ email, managerEmail }) => [email, managerEmail]));
  const settled = new Set<string>();
  return people.flatMap(({ email }) => {
    const path: string[] = [];
    let next: string | undefined = email;
    while (next !== undefined && !settled.has(next) && !path.includes(next)) {
      path.push(next);
      next = managerOf.get(next);
    }
    for (const visited of path) settled.add(visited);
    if (next === undefined || !path.includes(next)) return [];
    return [`managers form a circle: ${[...path.slice(path.indexOf(next)), next].join(" → ")}`];
  });
}

/** A resource can only refer to one that was made before it. */
function managersFirst(people: Person[]): Person[] {
  const managerOf = new Map(people.map(({ email, managerEmail }) => [email, managerEmail]));
  const depth = (email: string): number => {
    const manager = managerOf.get(email);
    return manager === undefined ? 0 : 1 + depth(manager);
  };
  return [...people].sort((a, b) => depth(a.email) - depth(b.email));
}
