import type { ScimUserRecord, SlackScimClient, UserChanges } from "../scim";
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
    create: (...call: Parameters<Users["create"]>) => {
      const [sent] = call;
      const write = { kind: "user", verb: "create", name: sent.userName, sent } as const;
      return recorder.record(write, async () => see(await users.create(...call)));
    },
    patch: (...call: Parameters<Users["patch"]>) => {
      const [id, sent] = call;
      const write = {
        kind: "user",
        verb: verbOf(sent, active.get(id)),
        id,
        name: sent.userName,
        sent,
      } as const;
      return recorder.record(write, async () => see(await users.patch(...call)));
    },
    /** Slack's DELETE deactivates; the record stays. */
    delete: (...call: Parameters<Users["delete"]>) => {
      const write = { kind: "user", verb: "deactivate", id: call[0], sent: { active: false } } as const;
      return recorder.record(write, () => users.delete(...call));
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
    create: (...call: Parameters<Groups["create"]>) => {
      const [sent] = call;
      const joined = (sent.members ?? []).map(({ value }) => value);
      const write = { kind: "group", verb: "create", name: sent.displayName, sent, joined } as const;
      return recorder.record(write, () => groups.create(...call));
    },
    rename: (...call: Parameters<Groups["rename"]>) => {
      const [id, name] = call;
      const write = { kind: "group", verb: "update", id, name, sent: { displayName: name } } as const;
      return recorder.record(write, () => groups.rename(...call));
    },
    addMembers: (...call: Parameters<Groups["addMembers"]>) => {
      const [id, joined] = call;
      const write = { kind: "group", verb: "update", id, sent: { members: joined }, joined } as const;
      return recorder.record(write, () => groups.addMembers(...call));
    },
    removeMembers: (...call: Parameters<Groups["removeMembers"]>) => {
      const [id, left] = call;
      const write = { kind: "group", verb: "update", id, sent: { members: left }, left } as const;
      return recorder.record(write, () => groups.removeMembers(...call));
    },
    delete: (...call: Parameters<Groups["delete"]>) => {
      const write = { kind: "group", verb: "delete", id: call[0], sent: {} } as const;
      return recorder.record(write, () => groups.delete(...call));
    },
  };
}

function verbOf(sent: UserChanges, wasActive: boolean | undefined): Verb {
  if (typeof sent.active !== "boolean" || sent.active === wasActive) return "update";
  return sent.active ? "reactivate" : "deactivate";
}
