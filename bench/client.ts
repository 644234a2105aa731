import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { cert } from "../test/scim/support/certificate";
import {
  hasPython,
  keepTo,
  type Peer,
  type Protocol,
  type Server,
  startPeer,
  startPython,
  startServer,
} from "./client-peers";

/**
 * How fast `users.get` is beside a bare node-fetch loop with a keep-alive agent, beside other HTTP clients, and beside Slack's Python
 * client where that is found. Each peer is measured the way that is fastest for it. Ours makes a pool of its own; over the very agent that
 * bare node-fetch has, as its option `agent`, it is a row of its own.
 * Bare node-fetch runs twice, and ratios are to both together: how far apart the two are says how much a ratio of this run is worth.
 */
const BAR = 0.97;
/** Clients that offer less and yet must not be faster, one request after the other. */
const MUST_BE_BEHIND = ["Python's SCIMClient", "global fetch", "axios"];
/** Many short turns in changing order: whatever else the machine does then meets all clients alike. */
const ROUNDS = Number(process.env.ROUNDS ?? 300);
const REQUESTS = 64;
const WARM_UP = 40;

/** Seconds of each turn. */
type Times = Map<Peer, number[]>;

async function takeTurns(peers: Peer[], rounds: number, atOnce: number): Promise<Times> {
  const times: Times = new Map(peers.map((peer) => [peer, []]));
  for (let round = 0; round < rounds; round += 1) {
    // Everybody comes after everybody else, and after a pause of every length.
    const turned = [...peers.slice(round % peers.length), ...peers.slice(0, round % peers.length)];
    for (const peer of round % 2 === 0 ? turned : turned.reverse())
      times.get(peer)?.push(await peer.time(REQUESTS, atOnce));
  }
  return times;
}

const quantile = (numbers: number[], share: number) =>
  [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length * share)] ?? Number.NaN;
const median = (numbers: number[]) => quantile(numbers, 0.5);

/** Prints a line for each client; the medians of the ratios to raw node and to the two bare loops, round by round. */
function report(title: string, times: Times): Map<string, number> {
  console.log(`\n${title}`);
  const [raw = [], one = [], other = []] = times.values();
  const bare = one.map((seconds, at) => (seconds + (other[at] ?? Number.NaN)) / 2);
  const toBareOf = new Map<string, number>();
  for (const [{ name }, seconds] of times) {
    const ratiosTo = (others: number[]) => seconds.map((taken, at) => (others[at] ?? Number.NaN) / taken);
    const toBare = ratiosTo(bare);
    toBareOf.set(name, median(toBare));
    console.log(
      `  ${name.padEnd(22)} ${(REQUESTS / median(seconds)).toFixed(0).padStart(6)}/s` +
        `   of raw node ${median(ratiosTo(raw)).toFixed(2)}` +
        `   of bare node-fetch ${median(toBare).toFixed(3)} (half of all between ${quantile(toBare, 0.25).toFixed(2)} and ${quantile(toBare, 0.75).toFixed(2)})`,
    );
  }
  return toBareOf;
}

async function measure(peers: Peer[], title: string, atOnce: number): Promise<Map<string, number>> {
  await takeTurns(peers, WARM_UP, atOnce);
  return report(title, await takeTurns(peers, ROUNDS, atOnce));
}

/** Says, and returns, which clients were faster than ours. */
function sayWhoIsAhead(title: string, ratios: Map<string, number>): string[] {
  const ours = ratios.get("ours") ?? 0;
  const ahead = [...ratios].filter(([, ratio]) => ratio > ours).map(([name]) => name);
  console.log(`  ahead of ours over ${title}: ${ahead.join(", ") || "none"}`);
  return ahead;
}

/** What missed its bar over one protocol. */
async function compare(protocol: Protocol, { ports }: Server, certFile: string): Promise<string[]> {
  const urlOf = (version: string) => `${protocol}://127.0.0.1:${ports[protocol]}/scim/${version}/`;
  const peers = [
    [`raw node:${protocol}`, "raw"],
    ["bare node-fetch", "bare"],
    ["bare node-fetch again", "bare"],
    ["ours", "ours"],
    ["ours over bare's agent", "sameAgent"],
    ["undici's request", "undici"],
    ["global fetch", "fetch"],
    ["axios", "axios"],
  ].map(([name = "", client = ""]) => startPeer(name, client, urlOf("v2"), certFile));
  const python = hasPython() ? startPython(urlOf("v1"), certFile) : undefined;
  const missed: string[] = [];
  const all = python === undefined ? peers : [...peers, python];
  const inTurn = await measure(all, `GET Users/{id}, one after the other, ${protocol}`, 1);
  const atOnce = await measure(peers, `GET Users/{id}, 64 at once, ${protocol}`, 64);
  for (const peer of all) peer.stop();
  if (!((inTurn.get("ours") ?? 0) >= BAR)) missed.push(`${protocol}, one after the other`);
  if (!((atOnce.get("ours") ?? 0) >= BAR)) missed.push(`${protocol}, 64 at once`);
  for (const name of sayWhoIsAhead(`${protocol}, one after the other`, inTurn))
    if (MUST_BE_BEHIND.includes(name)) missed.push(`${protocol}, ${name} is ahead`);
  sayWhoIsAhead(`${protocol}, 64 at once`, atOnce);
  return missed;
}

async function main(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), "slack-scim-bench-"));
  const certFile = path.join(folder, "cert.pem");
  writeFileSync(certFile, cert);
  const server = await startServer();
  if (!keepTo(0, server.child))
    console.log("There is no taskset to keep each process to a core: expect two equal clients to differ.");
  if (!hasPython())
    console.log("No Python with slack_sdk was found: its rows are left out (PYTHON names one).");
  const missed = [
    ...(await compare("http", server, certFile)),
    ...(await compare("https", server, certFile)),
  ];
  server.child.disconnect();
  rmSync(folder, { recursive: true });
  console.log(
    missed.length === 0
      ? `\nAll at ${BAR} of bare node-fetch or better.`
      : `\nBelow ${BAR}: ${missed.join("; ")}`,
  );
  process.exit(missed.length === 0 ? 0 : 1);
}

void main();
