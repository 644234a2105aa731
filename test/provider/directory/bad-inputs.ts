import type { Properties } from "../../../provider/fields/properties";
import { person, textsOf } from "./support";

/** What a directory's inputs are, the inputs, and what the check says of them. */
export type BadDirectory = [name: string, inputs: Properties, problems: (string | RegExp)[]];

const having = (userName: string, ...values: string[]) => ({
  userName,
  emails: values.map((value, at) => ({ value: `${value}@example.com`, primary: at === 0 })),
});

const led = (userName: string, by: string) =>
  person(userName, { enterprise: { manager: { managerId: by } } });

const notPrimary = (key: string) =>
  `people.${key}.emails: wanted addresses of its own, got the primary one of people.e-2; declare each address once`;

/** Every input of a directory that the check refuses, beside those of its single people and groups. */
export const BAD_DIRECTORIES: BadDirectory[] = [
  ["nothing", {}, ["people: wanted an object of people by key, got nothing"]],
  ["a list without keys", { people: [{}] }, ["people: wanted an object of entries by key, got a list of 1"]],
  [
    "entries that are none",
    { people: { "e-1": "null", "e-2": "[1,2]", "e-3": '"ada"', "e-4": "ada" } },
    [
      "people.e-1: wanted an object, got null",
      "people.e-2: wanted an object, got a list of 2",
      "people.e-3: wanted an object, got a string of 3 characters",
      "people.e-4: wanted an object, got a string of 3 characters",
    ],
  ],
  [
    "mistakes in several entries",
    textsOf({
      people: { "e-1": { userName: "ada", emails: [{ value: "nobody" }], titel: "x" } },
      groups: { all: { displayName: "" } },
    }),
    [
      "people.e-1.titel: no such input; title?",
      "people.e-1.emails[0].value: wanted an e-mail address, got a string of 6 characters",
      "groups.all.displayName: wanted a name, got an empty string",
    ],
  ],
  [
    "two keys with one address",
    textsOf({ people: { "e-1": person("ada"), "e-2": { ...person("ada"), userName: "ada2" } } }),
    [
      "people.e-2.emails: wanted a primary address of its own, got that of people.e-1; declare each person once",
    ],
  ],
  [
    "an address that one has as primary and another, who comes before or after, beside theirs",
    textsOf({
      people: {
        "e-1": having("grace", "grace", "ADA"),
        "e-2": having("ada", "ada", "desk"),
        "e-3": having("joan", "joan", "ada"),
        "e-4": having("mary", "mary", "desk"),
      },
    }),
    [notPrimary("e-1"), notPrimary("e-3")],
  ],
  [
    "a member that is neither a key nor an id",
    textsOf({
      people: { "e-1": person("ada") },
      groups: { team: { displayName: "Team", members: ["e-1", "U012ABC", "e-9"] } },
    }),
    ['groups.team.members[2]: wanted a key of this directory\'s people, or a user id (U… or W…), got "e-9"'],
  ],
  [
    "people who manage each other in a circle, each circle said once",
    textsOf({
      people: {
        "e-1": led("ada", "e-2"),
        "e-2": led("grace", "e-3"),
        "e-3": led("joan", "e-2"),
        "e-4": led("self", "e-4"),
      },
    }),
    [
      /^people\.e-2\.enterprise\.manager\.managerId: wanted a manager who is not managed by this very person in turn, got the circle e-2 → e-3 → e-2/,
      /got the circle e-4 → e-4/,
    ],
  ],
  [
    "a key that looks like an id of Slack's",
    textsOf({ people: { W1001: person("ada") } }),
    [/^people\.W1001: wanted a key that can't be taken for Slack's id/],
  ],
];
