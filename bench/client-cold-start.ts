import { execFileSync } from "node:child_process";
import path from "node:path";

/** How long a cold process takes to load the client, and whether it loads what it must not. */
const BAR_MS = 60;
const RUNS = 15;

const client = path.join(__dirname, "../provider/scim/index.js");
const script = `
  const begunAt = performance.now();
  require(${JSON.stringify(client)});
  const tookMs = performance.now() - begunAt;
  const loaded = Object.keys(require.cache).filter((file) => /node_modules/.test(file));
  require("node-fetch");
  console.log(JSON.stringify({ tookMs, withFetchMs: performance.now() - begunAt, loaded }));
`;

const runs = Array.from({ length: RUNS }, () => {
  const told = execFileSync(process.execPath, ["-e", script]).toString();
  return JSON.parse(told) as { tookMs: number; withFetchMs: number; loaded: string[] };
});
const sorted = (times: number[]) => times.sort((one, other) => one - other);
const times = sorted(runs.map(({ tookMs }) => tookMs));
const median = times[RUNS >> 1] ?? Number.NaN;
const withFetch = sorted(runs.map(({ withFetchMs }) => withFetchMs))[RUNS >> 1] ?? Number.NaN;
const loaded = [...new Set(runs.flatMap((run) => run.loaded))];
const missed = !(median <= BAR_MS) || loaded.length > 0;

console.log(
  `require: ${times.map((ms) => ms.toFixed(0)).join(" ")} ms, median ${median.toFixed(1)} ms, allowed ${BAR_MS} ms`,
);
console.log(`with node-fetch, which the first request loads: median ${withFetch.toFixed(1)} ms`);
console.log(loaded.length === 0 ? "No package is loaded." : `Loaded though not needed: ${loaded.join(", ")}`);
process.exit(missed ? 1 : 0);
