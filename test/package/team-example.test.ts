import { readFileSync } from "node:fs";
import { join } from "node:path";
import { departmentsOf, readPeople } from "../../examples/team/people";
import { checkout } from "./built";

const csv = readFileSync(join(checkout, "examples", "team", "people.csv"), "utf8");
const header =
  "Employee ID,First Name,Last Name,Preferred Name,Work Email,Work Phone,Job Title,Department,Manager Email";

/** A file with the people of these lines: number, first name, last name, e-mail, manager's e-mail. */
function file(...people: [string, string, string, string, string?][]): string {
  const lines = people.map(
    ([number, first, last, email, manager = ""]) => `${number},${first},${last},,${email},,,,${manager}`,
  );
  return [header, ...lines].join("\r\n");
}

function userNamesOf(...people: [string, string, string, string, string?][]): string[] {
  return readPeople(file(...people)).map(({ userName }) => userName);
}

test("the export's forty people have userNames that Slack takes, each only once", () => {
  const userNames = readPeople(csv).map(({ userName }) => userName);
  expect(userNames).toHaveLength(40);
  expect(userNames.filter((userName) => !/^[a-z0-9][a-z0-9._-]{0,20}$/.test(userName))).toEqual([]);
  expect(new Set(userNames).size).toBe(40);
});

test("every manager comes before the people who report to them", () => {
  const emails = readPeople(csv).map(({ email }) => email);
  const late = readPeople(csv).filter(({ email, managerEmail }) => {
    return managerEmail !== undefined && emails.indexOf(managerEmail) > emails.indexOf(email);
  });
  expect(late).toEqual([]);
});

test("a row is read with its accents, quotes and commas, and blanks are absent", () => {
  const people = new Map(readPeople(csv).map((person) => [person.email, person]));
  expect(people.get("vilhelm.akesson@acme.example")).toEqual({
    employeeNumber: "1085",
    givenName: "Vilhelm",
    familyName: "Åkesson",
    displayName: "Vilhelm Åkesson",
    userName: "vilhelm.akesson",
    email: "vilhelm.akesson@acme.example",
    phone: undefined,
    title: 'Recruiter "Nordics"',
    department: "People, Places & Culture",
    managerEmail: "grace.hopper@acme.example",
  });
});

test("each department lists its people, and who has none is in none", () => {
  const departments = departmentsOf(readPeople(csv));
  expect([...departments].map(([name, emails]) => `${name}: ${emails.length}`).sort()).toEqual([
    "Design: 4",
    "Engineering: 11",
    "Executive: 3",
    "Finance: 3",
    "People, Places & Culture: 3",
    "Product: 4",
    "Sales: 6",
    "Support: 5",
  ]);
});

test.each([
  ["Zoë", "Müller-Lüdenscheidt", "zoe.muller-ludenschei"],
  ["Siobhán", "O'Brien", "siobhan.obrien"],
  ["Mary Jane", "O’Neill", "mary-jane.oneill"],
  ["Carlos", "de la Cruz", "carlos.de-la-cruz"],
  ["Łukasz", "Großkjær", "lukasz.grosskjaer"],
  ["İbrahim", "Yıldırım", "ibrahim.yildirim"],
  ["陽子", "田中", "y.tanaka"],
])("%s %s is %s", (first, last, userName) => {
  expect(userNamesOf(["1", first, last, "Y.Tanaka@acme.example"])).toEqual([userName]);
});

test("of two namesakes the one who was there first keeps the plain name, wherever the rows stand", () => {
  const people = readPeople(
    file(["10", "Anna", "Smith", "b@acme.example"], ["9", "Anna", "Smith", "a@acme.example"]),
  );
  expect(people.map(({ employeeNumber, userName }) => [employeeNumber, userName])).toEqual([
    ["10", "anna.smith2"],
    ["9", "anna.smith"],
  ]);
});

test("a circle of managers is an error that names it", () => {
  const csv = file(
    ["1", "A", "A", "a@acme.example", "b@acme.example"],
    ["2", "B", "B", "b@acme.example", "c@acme.example"],
    ["3", "C", "C", "c@acme.example", "b@acme.example"],
  );
  expect(() => readPeople(csv)).toThrow(
    "people.csv cannot be used:\n  managers form a circle: b@acme.example → c@acme.example → b@acme.example",
  );
});

test("every mistake in a file is named at once", () => {
  const csv = file(
    ["1", "A", "A", "a@acme.example", "nobody@acme.example"],
    ["2", "B", "B", "A@acme.example"],
    ["3", "C", "C", ""],
    ["4", "D", "D", "d@acme.example", "d@acme.example"],
  );
  expect(() => readPeople(csv)).toThrow(
    [
      "people.csv cannot be used:",
      "  C C has no e-mail address",
      "  a@acme.example is there more than once",
      "  a@acme.example reports to nobody@acme.example, who is not in the file",
      "  managers form a circle: d@acme.example → d@acme.example",
    ].join("\n"),
  );
});
