import { fork } from "node:child_process";
import { once } from "node:events";
import "@pulumi/pulumi";
import { startEmulator } from "../emulator";
import { readGroup } from "../provider/group/lifecycle";
import { connect } from "../provider/run/connect";
import { Run } from "../provider/run/run";
import { systemClock } from "../provider/scim";
import { idleClock } from "../provider/scim/base/clock";
import { readSettings } from "../provider/settings/settings";
import { readUser } from "../provider/user/lifecycle";

/**
 * Peak memory and requests of a refresh: a process that has loaded Pulumi's SDK, as the engine's host has, reads every person and
 * every group of an organisation as a refresh does. Slack is in a process of its own. Beside it the same process when it reads nobody.
 */
const PEAK_MB = 250;

interface World {
  title: string;
  people: number;
  groups: number;
  membersEach: number;
  mostRequests: number;
}

const WORLDS: World[] = [
  { title: "nobody", people: 1, groups: 0, membersEach: 0, mostRequests: 4 },
  {
    title: "10,000 people, 200 groups of 100",
    people: 10_000,
    groups: 200,
    membersEach: 100,
    mostRequests: 25,
  },
  {
    title: "10,000 people, 200 groups of 10,000",
    people: 10_000,
    groups: 200,
    membersEach: 10_000,
    mostRequests: 35,
  },
];

/** Holds the organisation; tells where it listens, whom it has, and at the end how many requests came. */
async function beSlack({ people, groups, membersEach }: World): Promise<void> {
  const slack = await startEmulator({ seed: people, limits: "off" });
  const ids = slack.users().map(({ id }) => id);
  const groupIds = Array.from({ length: groups }, (_, at) => {
    const members = Array.from({ length: membersEach }, (_, member) => ids[(at + member) % ids.length] ?? "");
    return slack.addGroup({ displayName: `Group ${at}`, members: [...new Set(members)] });
  });
  process.on("message", () => process.send?.({ requests: slack.requests.length }));
  process.on("disconnect", () => process.exit(0));
  process.send?.({ url: slack.v2, token: slack.token, ids, groupIds });
}

interface Held {
  url: string;
  token: string;
  ids: string[];
  groupIds: string[];
}

/** Reads all that a state would name, many at once, as the engine does. */
async function refresh({ url, token, ids, groupIds }: Held): Promise<void> {
  const config: Record<string, string> = { token, baseUrl: url, limits: "off" };
  const run = new Run({
    settings: () => readSettings({ get: (key) => config[key.replace("slack-scim:", "")] }, {}),
    connect: (settings) => connect(settings, {}),
    print: console.log,
    clock: systemClock,
    watch: idleClock,
  });
  const person = { userName: "somebody", emails: [{ value: "somebody@example.com", primary: true }] };
  const waiting = [
    ...ids.map((id) => () => readUser(run, id, person)),
    ...groupIds.map((id) => () => readGroup(run, id, { displayName: "Group", members: [] })),
  ];
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      if ((await next()) === undefined) throw new Error("somebody was not found");
    }
  };
  await Promise.all(Array.from({ length: 16 }, worker));
  process.send?.({ peakMb: process.resourceUsage().maxRSS / 1024 });
}

async function measure(index: number): Promise<boolean> {
  const world = WORLDS[index] as World;
  const slack = fork(__filename, ["slack", String(index)]);
  const [held] = (await once(slack, "message")) as [Held];
  const reader = fork(__filename, ["refresh"], { serialization: "advanced" });
  reader.send(held);
  const [{ peakMb }] = (await once(reader, "message")) as [{ peakMb: number }];
  slack.send("requests?");
  const [{ requests }] = (await once(slack, "message")) as [{ requests: number }];
  for (const child of [slack, reader]) if (child.connected) child.disconnect();
  const isKept = peakMb <= PEAK_MB && requests <= world.mostRequests;
  const bars = `${PEAK_MB} MB and ${world.mostRequests} requests`;
  console.log(
    `${world.title}: peak ${peakMb.toFixed(0)} MB, ${requests} requests; at most ${bars}: ${isKept ? "kept" : "missed"}`,
  );
  return isKept;
}

async function main(): Promise<void> {
  const kept = [];
  for (const index of WORLDS.keys()) kept.push(await measure(index));
  process.exit(kept.every(Boolean) ? 0 : 1);
}

const [, , role, index] = process.argv;
if (role === "slack") void beSlack(WORLDS[Number(index)] as World);
else if (role === "refresh") process.once("message", (held) => void refresh(held as Held));
else void main();
