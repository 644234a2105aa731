import type { ScimUserRecord, SlackScimClient, UserChanges } from "../scim";
import { stoppedBy } from "../scim/request/deadline";
import type { Recorder, Verb } from "./recorder";

/**
 * What a run may ask of Slack, and do there. Every write passes the recorder, and there is no other way to write: the client
 * itself is not to be had.
 */
export type RunClient = ReturnType<typeof recordedClient>;

/** Puts the recorder before the client's writes. */
export function recordedClient(slack: SlackScimClient, recorder: Recorder) {
  return {
    serverNow: () => slack.serverNow(),
    users: recordedUsers(slack, recorder),
    groups: recordedGroups(slack, recorder),
  };
}

type Users = SlackScimClient["users"];
type Groups = SlackScimClient["groups"];

function recordedUsers({ users }: SlackScimClient, recorder: Recorder) {
  /** Who was active when Slack last answered about them alone: declaring `active: true` for somebody active reactivates nobody. */
  const active = new Map<string, boolean>();
  const see = (person: ScimUserRecord) => {
    active.set(person.id, person.active === true);
    return person;
  };
  return {
    get: async (...call: Parameters<Users["get"]>) => see(await users.get(...call)),
    list: users.list.bind(users),
    iterate: users.iterate.bind(users),
    scan: users.scan.bind(users) as Users["scan"],
    findByEmail: users.findByEmail.bind(users),
    findByUserName: users.findByUserName.bind(users),
    create: (...[sent, options]: Parameters<Users["create"]>) => {
      const write = { kind: "user", verb: "create", name: sent.userName, sent } as const;
      return recorder.record(write, async (check) =>
        see(await users.create(sent, stoppedBy(options, check))),
      );
    },
    patch: (...[id, sent, options]: Parameters<Users["patch"]>) => {
      const write = {
        kind: "user",
        verb: verbOf(sent, active.get(id)),
        id,
        name: sent.userName,
        sent,
      } as const;
      return recorder.record(write, async (check) =>
        see(await users.patch(id, sent, stoppedBy(options, check))),
      );
    },
    /** Slack's DELETE deactivates; the record stays. */
    delete: (...[id, options]: Parameters<Users["delete"]>) => {
      const write = { kind: "user", verb: "deactivate", id, sent: { active: false } } as const;
      return recorder.record(write, (check) => users.delete(id, stoppedBy(options, check)));
    },
  };
}

function recordedGroups({ groups }: SlackScimClient, recorder: Recorder) {
  return {
    withoutMembers: groups.withoutMembers,
    get: groups.get.bind(groups),
    iterate: groups.iterate.bind(groups),
    scan: groups.scan.bind(groups) as Groups["scan"],
    findByDisplayName: groups.findByDisplayName.bind(groups),
    create: (...[sent, options]: Parameters<Groups["create"]>) => {
      const joined = (sent.members ?? []).map(({ value }) => value);
      const write = { kind: "group", verb: "create", name: sent.displayName, sent, joined } as const;
      return recorder.record(write, (check) => groups.create(sent, stoppedBy(options, check)));
    },
    rename: (...[id, name, options]: Parameters<Groups["rename"]>) => {
      const write = { kind: "group", verb: "update", id, name, sent: { displayName: name } } as const;
      return recorder.record(write, (check) => groups.rename(id, name, stoppedBy(options, check)));
    },
    addMembers: (...[id, joined, options]: Parameters<Groups["addMembers"]>) => {
      const write = { kind: "group", verb: "update", id, sent: { members: joined }, joined } as const;
      return recorder.record(write, (check) => groups.addMembers(id, joined, stoppedBy(options, check)));
    },
    removeMembers: (...[id, left, options]: Parameters<Groups["removeMembers"]>) => {
      const write = { kind: "group", verb: "update", id, sent: { members: left }, left } as const;
      return recorder.record(write, (check) => groups.removeMembers(id, left, stoppedBy(options, check)));
    },
    delete: (...[id, options]: Parameters<Groups["delete"]>) => {
      const write = { kind: "group", verb: "delete", id, sent: {} } as const;
      return recorder.record(write, (check) => groups.delete(id, stoppedBy(options, check)));
    },
  };
}

function verbOf(sent: UserChanges, wasActive: boolean | undefined): Verb {
  if (typeof sent.active !== "boolean" || sent.active === wasActive) return "update";
  return sent.active ? "reactivate" : "deactivate";
}
