import fc from "fast-check";
import type { SlackEmulator } from "../../emulator";
import { ADDRESSES, GROUPS, NAMES, WHO } from "./vocabulary";

/** What somebody else does in Slack: an identity provider, an owner by hand, another tool. */
export type Act =
  | { act: "deactivates" | "reactivates" | "takes away"; who: number }
  | { act: "adds"; who: number; active: boolean }
  | { act: "retitles"; who: number; title: string }
  | { act: "renames" | "moves"; who: number; which: number }
  | { act: "lets in" | "puts out"; who: number; group: number }
  | { act: "adds the group" | "deletes the group"; group: number }
  | { act: "renames the group"; group: number; name: number };

const who = fc.nat(WHO.length - 1);
const group = fc.nat(GROUPS.length - 1);
const on = <T extends string>(...acts: T[]) => fc.constantFrom(...acts);

/** Anything that somebody else may do. */
export const anAct: fc.Arbitrary<Act> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ act: on("deactivates", "reactivates"), who }) },
  { weight: 2, arbitrary: fc.record({ act: on("adds"), who, active: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ act: on("lets in", "puts out"), who, group }) },
  fc.record({ act: on("takes away"), who }),
  fc.record({ act: on("retitles"), who, title: fc.constantFrom("Boss", "") }),
  fc.record({ act: on("renames", "moves"), who, which: fc.nat(1) }),
  fc.record({ act: on("adds the group", "deletes the group"), group }),
  fc.record({ act: on("renames the group"), group, name: group }),
);

/** Does it, unless there is nobody to do it to or Slack could not hold it. */
export function act(slack: SlackEmulator, one: Act): void {
  if ("who" in one) actOnPerson(slack, one);
  else actOnGroup(slack, one);
}

function actOnPerson(slack: SlackEmulator, one: Extract<Act, { who: number }>): void {
  const [name = "", ..._others] = NAMES[one.who] ?? [];
  const addresses = ADDRESSES[one.who] ?? [];
  const person = addresses.map((address) => slack.user(address)).find((found) => found !== undefined);
  if (one.act === "adds") {
    if (person !== undefined || slack.user(name) !== undefined) return;
    const [value = ""] = addresses;
    slack.addUser({ userName: name, emails: [{ value, primary: true }], active: one.active });
    return;
  }
  if (person === undefined) return;
  if (one.act === "takes away") {
    slack.removeUser(person.id);
    return;
  }
  if (one.act === "lets in" || one.act === "puts out") {
    const team = slack.group(GROUPS[one.group] ?? "");
    if (team === undefined || (one.act === "lets in" && !person.active)) return;
    slack.change(team.id, (live) => {
      live.members = live.members.filter(({ value }) => value !== person.id);
      if (one.act === "lets in") live.members.push({ value: person.id, display: person.displayName });
    });
    return;
  }
  slack.change(person.id, (live) => {
    if (one.act === "deactivates" || one.act === "reactivates") live.active = one.act === "reactivates";
    else if (one.act === "retitles") live.title = one.title;
    else if (one.act === "renames") {
      const userName = NAMES[one.who]?.[one.which] ?? "";
      if (slack.user(userName) === undefined) live.userName = userName;
    } else if (one.act === "moves") {
      const value = addresses[one.which] ?? "";
      if (slack.user(value) === undefined) live.emails = [{ value, primary: true }];
    }
  });
}

function actOnGroup(slack: SlackEmulator, one: Extract<Act, { group: number }>): void {
  if ("who" in one) return;
  const displayName = GROUPS[one.group] ?? "";
  const team = slack.group(displayName);
  if (one.act === "adds the group") {
    const [somebody] = slack.users().filter((person) => person.active);
    if (team === undefined) slack.addGroup({ displayName, members: somebody ? [somebody.id] : [] });
    return;
  }
  if (team === undefined) return;
  if (one.act === "deletes the group") {
    slack.removeGroup(team.id);
    return;
  }
  slack.change(team.id, (live) => {
    if (one.act === "renames the group") live.displayName = GROUPS[one.name] ?? displayName;
  });
}
