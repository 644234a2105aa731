import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { cert } from "../test/client/support/certificate";
import { peersFor, type ReadOne, startPython, startServer } from "./client-peers";

/** How fast `users.get` is beside a bare node-fetch loop, in the same run; and beside Slack's Python client where that is found. */
/** Many short rounds: whatever else the machine does then meets all clients alike. */
const ROUNDS = Number(process.env.ROUNDS ?? 60);
const REQUESTS = 128;
const BAR = 0.95;

async function requestsPerSecond(read: ReadOne, atOnce: number): Promise<number> {
  const begunAt = performance.now();
  let left = REQUESTS;
  const worker = async () => {
    while (left-- > 0) await read();
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return (REQUESTS / (performance.now() - begunAt)) * 1000;
}

const median = (numbers: number[]) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;
const spread = (numbers: number[]) =>
  `${Math.min(...numbers).toFixed(2)}..${Math.max(...numbers).toFixed(2)}`;

type Rates = Record<string, number[]>;

function report(title: string, rates: Rates): number {
  console.log(`\n${title}`);
  const ratios = (name: string, to: string) =>
    (rates[name] ?? []).map((rate, at) => rate / (rates[to]?.[at] ?? 0));
  for (const [name, all] of Object.entries(rates)) {
    const [toRaw, toBare] = [ratios(name, "raw"), ratios(name, "bare")];
    console.log(
      `  ${name.padEnd(22)} ${median(all).toFixed(0).padStart(6)}/s   of raw ${median(toRaw).toFixed(2)}` +
        `   of bare node-fetch ${median(toBare).toFixed(3)} (${spread(toBare)})`,
    );
  }
  return median(ratios("ours", "bare"));
}

async function measure(
  read: Record<string, ReadOne>,
  atOnce: number,
  more?: (rates: Rates) => Promise<void>,
) {
  const rates: Rates = {};
  for (let warm = 0; warm < 20; warm += 1)
    for (const one of Object.values(read)) await requestsPerSecond(one, atOnce);
  for (let round = 0; round < ROUNDS; round += 1) {
    const order = Object.entries(read);
    if (round % 2 === 1) order.reverse(); // nobody is always first
    for (const [name, one] of order) {
      rates[name] ??= [];
      rates[name].push(await requestsPerSecond(one, atOnce));
    }
    await more?.(rates);
  }
  return Object.fromEntries(
    ["raw", "bare", "ours", ...Object.keys(rates)].map((name) => [name, rates[name] ?? []]),
  );
}

async function main(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), "slack-scim-bench-"));
  const certFile = path.join(folder, "cert.pem");
  writeFileSync(certFile, cert);
  const { ports, child } = await startServer();
  const python = startPython(certFile);
  console.log(
    python
      ? "Python's SCIMClient was found."
      : "No Python with slack_sdk was found: its rows are left out (set PYTHON).",
  );
  const missed: string[] = [];
  for (const protocol of ["http", "https"] as const) {
    const read = peersFor(protocol, ports[protocol]);
    const baseUrl = `${protocol}://127.0.0.1:${ports[protocol]}/scim/v1/`;
    const timePython = async (rates: Rates) => {
      if (python === undefined) return;
      rates.Python ??= [];
      rates.Python.push(40 / (await python.time(baseUrl, 40)));
    };
    const rates = await measure(read, 1, timePython);
    if (report(`GET Users/{id}, one after the other, ${protocol}`, rates) < BAR)
      missed.push(`${protocol}, one after the other`);
    if (python && median(rates.ours ?? []) <= median(rates.Python ?? []))
      missed.push(`${protocol}: Python is ahead`);
    if (report(`GET Users/{id}, 64 at once, ${protocol}`, await measure(read, 64)) < BAR)
      missed.push(`${protocol}, 64 at once`);
  }
  child.disconnect();
  python?.child.kill();
  rmSync(folder, { recursive: true });
  console.log(
    missed.length === 0
      ? `\nAll at ${BAR} of bare node-fetch or better.`
      : `\nBelow ${BAR}: ${missed.join("; ")}`,
  );
  process.exit(missed.length === 0 ? 0 : 1);
}

void main();
