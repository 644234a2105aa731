import { fork } from "node:child_process";
import { once } from "node:events";
import "@pulumi/pulumi";
import { readGroup } from "../provider/group/lifecycle";
import { connect } from "../provider/run/connect";
import { total } from "../provider/run/progress-lines";
import { Run } from "../provider/run/run";
import { systemClock } from "../provider/scim";
import { idleClock } from "../provider/scim/base/clock";
import { readSettings } from "../provider/settings/settings";
import { readUser } from "../provider/user/lifecycle";
import { type Organization, type Size, startOrganization } from "./organization";

/**
 * Peak memory and requests of a refresh: a process that has loaded Pulumi's SDK, as the engine's host has, reads every person and
 * every group of an organisation as a refresh does. Slack is in a process of its own. Beside it the same process when it reads nobody.
 */
const PEAK_MB = 250;

interface World extends Size {
  title: string;
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

type Held = Pick<Organization, "url" | "token" | "ids" | "groupIds">;

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

async function measure(world: World): Promise<boolean> {
  const organization = await startOrganization(world);
  const { url, token, ids, groupIds } = organization;
  const reader = fork(__filename, ["refresh"], { serialization: "advanced" });
  reader.send({ url, token, ids, groupIds });
  const [{ peakMb }] = (await once(reader, "message")) as [{ peakMb: number }];
  const requests = total(await organization.asked());
  organization.stop();
  if (reader.connected) reader.disconnect();
  const isKept = peakMb <= PEAK_MB && requests <= world.mostRequests;
  const bars = `${PEAK_MB} MB and ${world.mostRequests} requests`;
  console.log(
    `${world.title}: peak ${peakMb.toFixed(0)} MB, ${requests} requests; at most ${bars}: ${isKept ? "kept" : "missed"}`,
  );
  return isKept;
}

async function main(): Promise<void> {
  const kept = [];
  for (const world of WORLDS) kept.push(await measure(world));
  process.exit(kept.every(Boolean) ? 0 : 1);
}

if (process.argv[2] === "refresh") process.once("message", (held) => void refresh(held as Held));
else void main();
