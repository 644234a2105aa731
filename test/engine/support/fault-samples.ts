import { readDocument } from "../../support/markdown";
import { group, person, program } from "./program";

const [ada, bob] = [person("ada"), person("bob")];
const dora = person("dora", { title: "Analyst" });
const team = (displayName: string, members: string[]) => group(displayName, members, { name: "Team" });
const TEAM = team("Team", ["ada", "bob"]);

/** What there is before each of the methods. */
export const BEFORE = program(ada, bob, dora, TEAM);

/** What Slack holds then: titles of people, members of groups; nobody's title tells who is deactivated. */
export const HELD: Held = { owner: "", ada: "", bob: "", dora: "Analyst", Team: ["ada", "bob"] };

/** By userName the title, none for somebody deactivated; by displayName the members. */
export type Held = Record<string, string | string[] | undefined>;

/** What the program says then, and what Slack holds at the end. */
interface Method {
  program: string;
  verb: "up" | "refresh";
  end: Held;
}

const { Team: _team, ...PEOPLE } = HELD;

/** The methods, by the headings of docs/faults.md. */
export const METHODS = {
  "SlackScimUser create": {
    program: program(ada, bob, dora, TEAM, person("eve")),
    verb: "up",
    end: { ...HELD, eve: "" },
  },
  "SlackScimUser update": {
    program: program(ada, bob, person("dora", { title: "Lead" }), TEAM),
    verb: "up",
    end: { ...HELD, dora: "Lead" },
  },
  "SlackScimUser read": { program: BEFORE, verb: "refresh", end: HELD },
  "SlackScimUser delete": { program: program(ada, bob, TEAM), verb: "up", end: { ...HELD, dora: undefined } },
  "SlackScimGroup create": {
    program: program(ada, bob, dora, TEAM, group("New", ["ada", "dora"])),
    verb: "up",
    end: { ...HELD, New: ["ada", "dora"] },
  },
  "SlackScimGroup update": {
    program: program(ada, bob, dora, team("Crew", ["ada", "dora"])),
    verb: "up",
    end: { ...PEOPLE, Crew: ["ada", "dora"] },
  },
  "SlackScimGroup read": { program: BEFORE, verb: "refresh", end: HELD },
} satisfies Record<string, Method>;

/** One cell of docs/faults.md: the method, the call as the page shows it, how often which fault hits, and the word of the page. */
export type Sample = readonly [
  method: keyof typeof METHODS,
  call: string,
  times: "once" | "for ever",
  fault: string,
  outcome: "again" | "found" | "stops" | "half" | "unseen",
];

export const SAMPLES: readonly Sample[] = [
  ["SlackScimUser create", "POST Users", "once", "500 although the call is done", "found"],
  ["SlackScimUser create", "POST Users", "for ever", "503", "stops"],
  ["SlackScimUser update", "PATCH Users/dora", "once", "a page in place of JSON", "unseen"],
  ["SlackScimUser read", "GET Users/dora", "for ever", "404 with a page", "stops"],
  ["SlackScimUser delete", "DELETE Users/dora", "once", "connection lost before the call is done", "again"],
  ["SlackScimGroup create", "POST Groups", "once", "JSON that is cut off", "found"],
  ["SlackScimGroup update", "PATCH Groups/Team", "for ever", "403 although the call is done", "unseen"],
  ["SlackScimGroup read", "GET Groups/Team", "once", "another group", "stops"],
];

/**
 * What docs/faults.md says of a sample: the cell of its row and column.
 * @param column the place of the fault's column, from 0
 */
export function cellInDocument([method, call, times]: Sample, column: number): string {
  const [kind = "", title = ""] = method.split(" ");
  const chapter = readDocument("docs/faults.md").split(`## \`${kind}\`\n`)[1] ?? "";
  const rows = (chapter.split(`### ${title}\n`)[1] ?? "").split("\n\n")[1]?.split("\n") ?? [];
  const first = rows.findIndex((row) => row.startsWith(`| \`${call}\``));
  const row = rows[first + (times === "once" ? 0 : 1)] ?? "";
  return row.split(" | ")[column + 2] ?? "";
}
