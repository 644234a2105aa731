import { startEmulator } from "../emulator";

const PEOPLE = 10_000;
const GROUPS = 200;
const MEMBERS = 100;

/** An organization of 10,000 people and 200 groups, in a process of its own; says where it is, and on a message how often it was asked. */
async function serve(): Promise<void> {
  const slack = await startEmulator({ seed: PEOPLE });
  const ids = slack.users().map(({ id }) => id);
  for (let at = slack.groups().length; at < GROUPS; at += 1)
    slack.addGroup({ displayName: `Group ${at}`, members: ids.slice(at, at + MEMBERS) });
  process.on("message", () => {
    process.send?.({ requests: slack.requests.length });
    slack.clearLog();
  });
  process.on("disconnect", () => process.exit());
  process.send?.({ url: slack.v2, token: slack.token });
}

void serve();
