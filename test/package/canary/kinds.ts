import type { SlackEmulator } from "../../../emulator";
import type { Properties } from "../../../provider/fields/properties";
import { GROUP_FIELDS } from "../../../provider/group/fields";
import { MEMBERSHIP_FIELDS } from "../../../provider/membership/fields";
import { USER_FIELDS } from "../../../provider/user/fields";
import { MARKS } from "./marks";

/** What states require of the package for ever. */
export type Contract = typeof import("../../../provider/contract");

/** The kinds that have runs of their own. A directory has none yet: its entries pass through those of user and group. */
export type HeldKind = Exclude<keyof Contract, "directory">;

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
};
