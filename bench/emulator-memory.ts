import { startEmulator } from "../emulator";

/** Holds so many people and says what that takes, in MB; a process of its own, so that nothing else counts. */
async function measure(people: number): Promise<void> {
  const slack = await startEmulator({ seed: people });
  const headers = { authorization: `Bearer ${slack.token}` };
  const response = await fetch(`${slack.v2}Users?count=1`, { headers });
  const { totalResults } = (await response.json()) as { totalResults: number };
  global.gc?.();
  process.send?.({ held: totalResults, rssMb: process.memoryUsage().rss / 1024 / 1024 });
  await slack.close();
}

measure(Number(process.argv[2])).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
