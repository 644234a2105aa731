import { Limiter } from "../provider/scim/limits/limiter";
import { virtualClock } from "../test/scim/support/virtual-clock";

/** How near the limiter comes to what Slack's table permits, in virtual time: 10,000 writes, mixed and of one kind. */
const WRITES = 10_000;
const BAR = 0.98;

const kinds = ["Users", "Groups"].flatMap((kind) => [
  `POST ${kind}`,
  `PUT ${kind}/{id}`,
  `PATCH ${kind}/{id}`,
  `DELETE ${kind}/{id}`,
]);

/** Minutes of virtual time until the last of them has gone. */
async function minutesFor(wanted: string[]): Promise<number> {
  const clock = virtualClock();
  const limiter = new Limiter(clock);
  limiter.slowDownTo({ speed: 1, share: 1 });
  await Promise.all(
    Array.from({ length: WRITES }, (_, at) => limiter.acquire(wanted[at % wanted.length] ?? "")),
  );
  return clock.now() / 60_000;
}

async function main(): Promise<void> {
  let missed = false;
  // Slack's published numbers, not the client's table of them: that would be measured by itself.
  const runs = [
    ["mixed: the organization's 600 a minute bind", kinds, { perMinute: 600, burst: 180 }],
    ["POST Users alone: its own 180 a minute bind", ["POST Users"], { perMinute: 180, burst: 20 }],
  ] as const;
  for (const [title, wanted, { perMinute, burst }] of runs) {
    const begunAt = performance.now();
    const took = await minutesFor([...wanted]);
    const permitted = (WRITES - burst) / perMinute;
    const ratio = permitted / took;
    missed ||= ratio < BAR || ratio > 1.000001;
    console.log(
      `${title}: ${took.toFixed(2)} minutes, fastest permitted ${permitted.toFixed(2)}, ratio ${ratio.toFixed(4)}`,
    );
    console.log(`  (${(performance.now() - begunAt).toFixed(0)} ms of real time)`);
  }
  console.log(
    missed ? `Below ${BAR}, or over the limit.` : `At ${BAR} of the permitted rate or better, never over it.`,
  );
  process.exit(missed ? 1 : 0);
}

void main();
