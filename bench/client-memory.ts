import { execFileSync } from "node:child_process";
import { SlackScimClient } from "../provider/scim";
import { startServer } from "./client-peers";

/** Peak memory of listing 100,000 people beside that of listing 1,000, each in a process of its own, the server in another one. */
const MEGABYTES_APART = 40;

async function listAll(baseUrl: string): Promise<void> {
  const { users } = new SlackScimClient({ token: "xoxp-bench", baseUrl, limits: "off" });
  let people = 0;
  for await (const _user of users.iterate()) people += 1;
  console.log(JSON.stringify({ people, megabytes: process.resourceUsage().maxRSS / 1024 }));
}

async function peakOf(total: number): Promise<number> {
  const { ports, child } = await startServer(total);
  const told = execFileSync(process.execPath, [
    __filename,
    `http://127.0.0.1:${ports.http}/scim/v2/`,
  ]).toString();
  child.disconnect();
  const { people, megabytes } = JSON.parse(told) as { people: number; megabytes: number };
  if (people !== total) throw new Error(`${people} were listed where ${total} are`);
  console.log(`${String(total).padStart(7)} people: peak ${megabytes.toFixed(1)} MB`);
  return megabytes;
}

async function main(): Promise<void> {
  const apart = -(await peakOf(1000)) + (await peakOf(100_000));
  const kept = apart <= MEGABYTES_APART;
  console.log(`apart ${apart.toFixed(1)} MB, allowed ${MEGABYTES_APART} MB: ${kept ? "kept" : "missed"}`);
  process.exit(kept ? 0 : 1);
}

void (process.argv[2] === undefined ? main() : listAll(process.argv[2]));
