import type { SlackEmulator } from "../../../emulator";
import type { Properties } from "../../../provider/fields/properties";
import type { Verb } from "../../simulation/stack";
import type { Declared } from "../../simulation/state";

/** One of the methods, on one resource beside others that nothing shall happen to. */
export interface Scene {
  kind: "user" | "group";
  /** How the document calls it. */
  title: string;
  /** What it is about, in a sentence. */
  about: string;
  /** Who and what is in Slack and nobody's in the program. */
  outside?(slack: SlackEmulator): void;
  /** What the stack has before; one that has nothing is new. */
  before: Declared[];
  /** What somebody else does to it since. */
  since?(slack: SlackEmulator): void;
  /** What the program declares now. */
  program: Declared[];
  verb: Verb;
  /** The calls that this makes when nothing goes wrong, and what each is for. */
  calls: readonly (readonly [call: string, what: string])[];
}

const person = (name: string, inputs: Properties = {}): Declared => ({
  name,
  kind: "user",
  inputs: { userName: name, emails: [{ value: `${name}@example.com`, primary: true }], ...inputs },
});

const group = (name: string, members: string[], inputs: Properties = {}): Declared => ({
  name,
  kind: "group",
  inputs: { displayName: name, ...inputs },
  members,
});

const [ada, bob] = [person("ada"), person("bob")];
const everybody = [ada, bob];
const dora = person("dora", { title: "Analyst" });
const team = group("Team", ["ada", "bob"]);

const addPerson =
  (name: string, more = {}) =>
  (slack: SlackEmulator): string =>
    slack.addUser({ userName: name, emails: [{ value: `${name}@example.com`, primary: true }], ...more });

const organization = ["GET Users?count=10", "which organisation is it?"] as const;

/** Each method of each kind, in each of its ways. */
export const SCENES: readonly Scene[] = [
  {
    kind: "user",
    title: "create",
    about: "Somebody whom Slack does not know is declared.",
    before: everybody,
    program: [...everybody, dora],
    verb: "up",
    calls: [organization, ["GET Users?filter", "who has the address?"], ["POST Users", "make the person"]],
  },
  {
    kind: "user",
    title: "create, deactivated",
    about: "The same with `active: false`, which Slack takes in a second request only.",
    before: everybody,
    program: [...everybody, person("dora", { active: false })],
    verb: "up",
    calls: [
      organization,
      ["GET Users?filter", "who has the address?"],
      ["POST Users", "make the person"],
      ["PATCH Users/dora", "deactivate them"],
    ],
  },
  {
    kind: "user",
    title: "create that takes over",
    about: "The person has been in Slack for long, as declared.",
    outside: addPerson("dora", { title: "Analyst" }),
    before: everybody,
    program: [...everybody, dora],
    verb: "up",
    calls: [
      organization,
      ["GET Users?filter", "who has the address?"],
      ["POST Users", "make the person: refused, they are there"],
      ["GET Users?filter", "who is it?"],
    ],
  },
  {
    kind: "user",
    title: "create that takes over and changes",
    about: 'The person has been in Slack for long with another title, and `onConflict: "adopt"` is declared.',
    outside: addPerson("dora", { title: "Clerk" }),
    before: everybody,
    program: [...everybody, person("dora", { title: "Analyst", onConflict: "adopt" })],
    verb: "up",
    calls: [
      organization,
      ["GET Users?filter", "who has the address?"],
      ["POST Users", "make the person: refused, they are there"],
      ["GET Users?filter", "who is it?"],
      ["PATCH Users/dora", "the title"],
    ],
  },
  {
    kind: "user",
    title: "update",
    about: "The title changes.",
    before: [...everybody, dora],
    program: [...everybody, person("dora", { title: "Lead" })],
    verb: "up",
    calls: [organization, ["PATCH Users/dora", "the title"]],
  },
  {
    kind: "user",
    title: "update that deactivates",
    about: "`active: false` is declared of somebody active.",
    before: [...everybody, dora],
    program: [...everybody, person("dora", { title: "Analyst", active: false })],
    verb: "up",
    calls: [organization, ["GET Users/dora", "are they active?"], ["PATCH Users/dora", "deactivate them"]],
  },
  {
    kind: "user",
    title: "read",
    about: "A refresh; the person is as the state says.",
    before: [dora],
    program: [dora],
    verb: "refresh",
    calls: [["GET Users/dora", "the person"]],
  },
  {
    kind: "user",
    title: "read of somebody who is gone",
    about: "A refresh; somebody took the person away. (Slack does that on request only.)",
    before: [...everybody, dora],
    since: (slack) => slack.removeUser("dora"),
    program: [...everybody, dora],
    verb: "refresh",
    calls: [
      ["GET Users/dora", "the person: not there"],
      ["GET Users?count=10", "is it the right organisation that says so?"],
    ],
  },
  {
    kind: "user",
    title: "delete",
    about: "The person leaves the program, and is deactivated.",
    before: [...everybody, dora],
    program: everybody,
    verb: "up",
    calls: [organization, ["GET Users/dora", "are they active?"], ["DELETE Users/dora", "deactivate them"]],
  },
  {
    kind: "group",
    title: "create",
    about: "A group of two people that Slack does not know is declared.",
    before: everybody,
    program: [...everybody, team],
    verb: "up",
    calls: [
      organization,
      ["GET Groups?filter", "who has the name? (for the preview)"],
      ["GET Groups?filter", "who has the name?"],
      ["POST Groups", "make the group, with both people"],
    ],
  },
  {
    kind: "group",
    title: "create that takes over and changes",
    about: 'Slack has a group of the name with other members, and `onConflict: "adopt"` is declared.',
    outside: (slack) => void slack.addGroup({ displayName: "Team", members: [addPerson("hank")(slack)] }),
    before: everybody,
    program: [...everybody, group("Team", ["ada", "bob"], { onConflict: "adopt" })],
    verb: "up",
    calls: [
      organization,
      ["GET Groups?filter", "who has the name? (for the preview)"],
      ["GET Groups?filter", "who has the name?"],
      ["GET Groups/Team", "who is in it?"],
      ["PATCH Groups/Team", "two people join"],
      ["PATCH Groups/Team", "the other one leaves"],
      ["GET Groups/Team", "did only they leave?"],
    ],
  },
  {
    kind: "group",
    title: "update",
    about: "The name changes, one joins and one leaves.",
    before: [...everybody, dora, team],
    program: [...everybody, dora, { ...group("Crew", ["ada", "dora"]), name: "Team" }],
    verb: "up",
    calls: [
      organization,
      ["GET Groups/Team", "who is in it, and may they leave?"],
      ["PATCH Groups/Team", "the name"],
      ["PATCH Groups/Team", "one joins"],
      ["PATCH Groups/Team", "one leaves"],
      ["GET Groups/Team", "did only they leave?"],
    ],
  },
  {
    kind: "group",
    title: "update of an additive group",
    about: "Others put somebody into the group, who stays; one joins and one leaves.",
    before: [...everybody, dora, group("Team", ["ada", "bob"], { membership: "additive" })],
    since: (slack) =>
      slack.change("Team", (one) => {
        one.members.push({ value: addPerson("hank")(slack), display: "hank" });
      }),
    program: [...everybody, dora, group("Team", ["ada", "dora"], { membership: "additive" })],
    verb: "up",
    calls: [
      organization,
      ["GET Groups/Team", "who is in it?"],
      ["PATCH Groups/Team", "one joins"],
      ["PATCH Groups/Team", "one leaves"],
      ["GET Groups/Team", "did only they leave?"],
    ],
  },
  {
    kind: "group",
    title: "read",
    about: "A refresh; the group is as the state says.",
    before: [...everybody, team],
    program: [...everybody, team],
    verb: "refresh",
    calls: [["GET Groups/Team", "the group"]],
  },
  {
    kind: "group",
    title: "read of a group that is gone",
    about: "A refresh; somebody deleted the group.",
    before: [...everybody, team],
    since: (slack) => slack.removeGroup("Team"),
    program: [...everybody, team],
    verb: "refresh",
    calls: [
      ["GET Groups/Team", "the group: not there"],
      ["GET Users?count=10", "is it the right organisation that says so?"],
    ],
  },
  {
    kind: "group",
    title: "delete",
    about: "The group leaves the program, and is deleted.",
    before: [...everybody, team],
    program: everybody,
    verb: "up",
    calls: [organization, ["GET Groups/Team", "who is in it?"], ["DELETE Groups/Team", "delete it"]],
  },
];
