import { type SlackEmulator, startEmulator } from "../../../emulator";
import { SlackScimClient, type SlackScimClientOptions } from "../../../provider/scim";
import { badAnswers } from "./answers";
import { everythingOf, MARKS, type Mark, marksIn } from "./marks";

const { title, displayName, email, password, groupName } = MARKS;
const USER = { userName: "ada", emails: [{ value: email, primary: true }], title, displayName, password };
const OPERATION = { op: "replace", path: "title", value: title } as const;

async function drained(all: AsyncIterable<unknown>): Promise<void> {
  for await (const _one of all);
}

type Calls = Record<string, (slack: SlackScimClient, user: string, group: string) => Promise<unknown>>;

/** How each method of the client is called with what is secret; by where it is. */
const CALLS: Record<"client" | "users" | "groups", Calls> = {
  client: {
    request: (slack) => slack.request({ method: "POST", path: "Users", body: { ...USER, schemas: [] } }),
    serviceProviderConfig: (slack) => slack.serviceProviderConfig(),
    resourceTypes: (slack) => slack.resourceTypes(),
    schemas: (slack) => slack.schemas(),
    userSchema: (slack) => slack.userSchema(),
    groupSchema: (slack) => slack.groupSchema(),
    metrics: async (slack) => slack.metrics(),
    serverNow: async (slack) => slack.serverNow(),
  },
  users: {
    list: ({ users }) => users.list({ filter: `email eq "${email}"` }),
    iterate: ({ users }) => drained(users.iterate({ filter: `email eq "${email}"` })),
    scan: ({ users }) => drained(users.scan((one) => one)),
    get: ({ users }, id) => users.get(id),
    create: ({ users }) => users.create(USER),
    patch: ({ users }, id) => users.patch(id, { title, displayName }),
    patchOperations: ({ users }, id) => users.patchOperations(id, [OPERATION]),
    replace: ({ users }, id) => users.replace(id, USER),
    delete: ({ users }, id) => users.delete(id),
    deactivate: ({ users }, id) => users.deactivate(id),
    reactivate: ({ users }, id) => users.reactivate(id),
    findByEmail: ({ users }) => users.findByEmail(email),
    findByUserName: ({ users }) => users.findByUserName("ada"),
  },
  groups: {
    list: ({ groups }) => groups.list({ filter: `displayName eq "${groupName}"` }),
    iterate: ({ groups }) => drained(groups.iterate({ filter: `displayName eq "${groupName}"` })),
    scan: ({ groups }) => drained(groups.scan((one) => one)),
    get: ({ groups }, _user, id) => groups.get(id),
    create: ({ groups }, user) => groups.create({ displayName: groupName, members: [{ value: user }] }),
    patch: ({ groups }, _user, id) => groups.patch(id, { displayName: groupName }),
    patchOperations: ({ groups }, _user, id) =>
      groups.patchOperations(id, [{ op: "replace", path: "displayName", value: groupName }]),
    replace: ({ groups }, _user, id) => groups.replace(id, { displayName: groupName, members: [] }),
    delete: ({ groups }, _user, id) => groups.delete(id),
    rename: ({ groups }, _user, id) => groups.rename(id, groupName),
    addMembers: ({ groups }, user, id) => groups.addMembers(id, [user]),
    removeMembers: ({ groups }, user, id) => groups.removeMembers(id, [user]),
    replaceMembers: ({ groups }, user, id) => groups.replaceMembers(id, [user]),
    findByDisplayName: ({ groups }) => groups.findByDisplayName(groupName),
  },
};

let slack: SlackEmulator;
let written: unknown[];

beforeEach(async () => {
  slack = await startEmulator({ token: MARKS.token });
  written = [];
});
afterEach(() => slack.close());

function clientThatLogs(options: Partial<SlackScimClientOptions> = {}): SlackScimClient {
  const write = (...parts: unknown[]) => void written.push(...parts);
  const logger = { debug: write, info: write, warn: write, error: write };
  const clock = { now: Date.now, sleep: () => Promise.resolve() };
  return new SlackScimClient({
    token: MARKS.token,
    baseUrl: slack.v2,
    limits: "off",
    clock,
    logger,
    ...options,
  });
}

/** What of marks each call left in the log, and which of those in `inErrors` in its error. */
async function leaksOf(client: SlackScimClient, inLog: Mark[], inErrors: Mark[], answer?: string) {
  const leaks: string[] = [];
  for (const [where, calls] of Object.entries(CALLS)) {
    for (const [name, call] of Object.entries(calls)) {
      const user = slack.addUser({ userName: `u${slack.users().length}` });
      const group = slack.addGroup({ displayName: `g${slack.groups().length}` });
      const fault = answer && badAnswers([title, displayName, email, password])[answer];
      if (fault) slack.fault({ ...fault, times: Number.POSITIVE_INFINITY });
      const error = await call(client, user, group).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      slack.clearFaults();
      const found = [
        ...marksIn(everythingOf(written.splice(0)), inLog),
        ...marksIn(everythingOf(error), inErrors),
      ];
      leaks.push(...found.map((mark) => `${where}.${name}: ${mark}`));
    }
  }
  return leaks;
}

/** The public methods of an object's class. */
function methodsOf(object: object): string[] {
  return Object.getOwnPropertyNames(Object.getPrototypeOf(object)).filter((name) => name !== "constructor");
}

test("every method of the client has a run here", () => {
  const client = clientThatLogs();
  expect(Object.keys(CALLS.client).sort()).toEqual(methodsOf(client).sort());
  expect(Object.keys(CALLS.users).sort()).toEqual(methodsOf(client.users).sort());
  expect(Object.keys(CALLS.groups).sort()).toEqual(methodsOf(client.groups).sort());
});

const ALL: Mark[] = ["token", "password", "title", "displayName", "email", "groupName"];

test.each([undefined, ...Object.keys(badAnswers([]))])(
  "at the level of debugging nothing that is secret or personal is logged, and no error has the token: %s",
  async (answer) => {
    expect(await leaksOf(clientThatLogs(), ALL, ["token"], answer)).toEqual([]);
  },
);

test("with personal data in the log, token and password are still not", async () => {
  const client = clientThatLogs({ logPersonalData: true });
  expect(await leaksOf(client, ["token", "password"], ["token", "password"])).toEqual([]);
});
