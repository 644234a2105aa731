import type { SlackEmulator } from "../../../emulator";
import type { Properties } from "../../../provider/fields/properties";
import { GROUP_FIELDS } from "../../../provider/group/fields";
import { MEMBERSHIP_FIELDS } from "../../../provider/membership/fields";
import { USER_FIELDS } from "../../../provider/user/fields";
import { MARKS } from "./marks";

/** What states require of the package for ever. */
export type Contract = typeof import("../../../provider/contract");

/** The kinds: each has runs of its own. */
export type HeldKind = keyof Contract;

/** A resource that Slack holds, as the state knows it, and what the program says of it now. */
export interface Held {
  id: string;
  outs: Properties;
  changed: Properties;
}

/** What the methods of one kind are called with. */
export interface Kind {
  fields: readonly { path: string }[];
  /** What a program declares that nobody has yet. */
  news(slack: SlackEmulator): Properties;
  held(slack: SlackEmulator): Held;
}

let count = 0;
const next = () => `someone${++count}`;
const emailOf = (name: string) => [{ value: MARKS.email.replace("@", `.${name}@`), primary: true }];
const SECRETS = {
  displayName: MARKS.displayName,
  title: MARKS.title,
  enterprise: { department: MARKS.department },
};

/** A kind that `provider/contract.ts` hosts and that has no run here fails the first test. */
export const KINDS: Record<HeldKind, Kind> = {
  user: {
    fields: USER_FIELDS,
    news() {
      const userName = next();
      return { userName, emails: emailOf(userName), password: MARKS.password, active: true, ...SECRETS };
    },
    held(slack) {
      const userName = next();
      const id = slack.addUser({ userName, emails: emailOf(userName), title: MARKS.title });
      const outs = { userName, emails: emailOf(userName), ...SECRETS, organization: "acme", active: true };
      return {
        id,
        outs,
        changed: {
          userName,
          emails: emailOf(userName),
          ...SECRETS,
          title: `${MARKS.title} Q`,
          password: MARKS.password,
        },
      };
    },
  },
  group: {
    fields: GROUP_FIELDS,
    news: (slack) => ({
      displayName: `${MARKS.groupName} ${next()}`,
      members: [slack.addUser({ userName: next() })],
    }),
    held(slack) {
      const displayName = `${MARKS.groupName} ${next()}`;
      const [one, other] = [slack.addUser({ userName: next() }), slack.addUser({ userName: next() })];
      const id = slack.addGroup({ displayName, members: [one] });
      const outs = { displayName, members: [one], organization: "acme" };
      return { id, outs, changed: { displayName: `${displayName} Q`, members: [other] } };
    },
  },
  membership: {
    fields: MEMBERSHIP_FIELDS,
    news: (slack) => ({
      groupId: slack.addGroup({ displayName: MARKS.groupName }),
      members: [slack.addUser({ userName: next(), displayName: MARKS.displayName })],
    }),
    held(slack) {
      const [one, other] = [slack.addUser({ userName: next() }), slack.addUser({ userName: next() })];
      const groupId = slack.addGroup({ displayName: MARKS.groupName, members: [one] });
      const outs = { groupId, members: [one], added: [one], organization: "acme" };
      return { id: `${groupId}/members`, outs, changed: { groupId, members: [one, other] } };
    },
  },
  directory: {
    // What may be secret is in the entries, whose checks are those of user and group.
    fields: [],
    news() {
      const [key, other] = [next(), next()];
      return {
        people: texts({
          [key]: { userName: key, emails: emailOf(key), password: MARKS.password, active: true, ...SECRETS },
          [other]: { userName: other, emails: emailOf(other) },
        }),
        groups: texts({ [key]: { displayName: `${MARKS.groupName} ${key}`, members: [key, other] } }),
        secretEntries: [`people.${key}`, `groups.${key}`],
      };
    },
    held(slack) {
      const [key, left, fresh] = [next(), next(), next()];
      const declared = (userName: string, more: object = {}) => ({
        userName,
        emails: emailOf(userName),
        ...more,
      });
      const add = (userName: string) => slack.addUser({ ...declared(userName), title: MARKS.title });
      const facts = (id: string) => ({ id, active: true });
      const displayName = `${MARKS.groupName} ${key}`;
      const [one, other] = [add(key), add(left)];
      const group = slack.addGroup({ displayName, members: [one, other] });
      const secretEntries = [`people.${key}`, `people.${left}`, `people.${fresh}`, `groups.${key}`];
      return {
        id: `directory-${key}`,
        outs: {
          people: texts({ [key]: declared(key, SECRETS), [left]: declared(left, SECRETS) }),
          personFacts: texts({ [key]: facts(one), [left]: facts(other) }),
          groups: texts({ [key]: { displayName, members: [key, left] } }),
          groupFacts: texts({ [key]: { id: group } }),
          organization: "acme",
          secretEntries,
        },
        changed: {
          people: texts({
            [key]: declared(key, { ...SECRETS, title: `${MARKS.title} Q` }),
            [fresh]: declared(fresh, { ...SECRETS, password: MARKS.password }),
          }),
          groups: texts({ [key]: { displayName: `${displayName} Q`, members: [key, fresh] } }),
          secretEntries,
        },
      };
    },
  },
};

function texts(entries: Record<string, object>): Properties {
  return Object.fromEntries(Object.entries(entries).map(([key, entry]) => [key, JSON.stringify(entry)]));
}
