import { type ChildProcess, fork } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { startEmulator } from "../emulator";
import type { Load, LoadResult } from "./emulator-load";

const PEOPLE = 10_000;
const CONNECTIONS = 16;

interface Bar {
  what: string;
  measured: number;
  unit: string;
  wanted: string;
  met: boolean;
}

const bars: Bar[] = [];

function atLeast(what: string, measured: number, bar: number, unit: string): void {
  bars.push({ what, measured, unit, wanted: `≥ ${bar}`, met: measured >= bar });
}

function atMost(what: string, measured: number, bar: number, unit: string): void {
  bars.push({ what, measured, unit, wanted: `≤ ${bar}`, met: measured <= bar });
}

function answerOf<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    child.once("message", (message) => resolve(message as T));
    child.once("exit", (code) => reject(new Error(`a process of the benchmark ended with ${code}`)));
  });
}

/** Has the load generator, a process of its own, do something; the first try only warms up. */
async function load(generator: ChildProcess, wanted: Load): Promise<LoadResult> {
  generator.send(wanted);
  const result = await answerOf<LoadResult>(generator);
  generator.removeAllListeners("exit");
  if (result.failed > 0)
    throw new Error(`${result.failed} of ${wanted.times} ${wanted.method} requests failed`);
  return result;
}

/** What plain node:http answers on this machine in this minute: the number to read the others by. */
async function echoRate(generator: ChildProcess): Promise<number> {
  const server = createServer((_request, response) => response.end("{}"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const wanted: Load = {
    method: "GET",
    url,
    token: "x",
    numbers: 1,
    times: 20_000,
    connections: CONNECTIONS,
  };
  await load(generator, { ...wanted, times: 5_000 });
  const { perSecond } = await load(generator, wanted);
  server.closeAllConnections();
  server.close();
  return perSecond;
}

async function lookUpRate(generator: ChildProcess, people: number): Promise<number> {
  const slack = await startEmulator({ seed: people });
  const email = encodeURIComponent(slack.users(undefined, 2)[1]?.emails[0]?.value ?? "");
  const url = `${slack.v2}Users?filter=email%20eq%20${email}`;
  const wanted: Load = {
    method: "GET",
    url,
    token: slack.token,
    numbers: 1,
    times: 8_000,
    connections: CONNECTIONS,
  };
  await load(generator, { ...wanted, times: 2_000 });
  const { perSecond } = await load(generator, wanted);
  await slack.close();
  return perSecond;
}

async function measureRequests(generator: ChildProcess): Promise<void> {
  const slack = await startEmulator({ seed: PEOPLE });
  const common = { token: slack.token, numbers: PEOPLE, connections: CONNECTIONS };
  const get: Load = { ...common, method: "GET", url: `${slack.v2}Users/U#`, times: 20_000 };
  await load(generator, { ...get, times: 4_000 });
  atLeast(`GET by id, ${PEOPLE} people held`, (await load(generator, get)).perSecond, 3_000, "a second");
  const schema = "urn:ietf:params:scim:schemas:core:2.0:User";
  const body = (prefix: string) =>
    JSON.stringify({
      schemas: [schema],
      userName: `${prefix}#`,
      emails: [{ value: `${prefix}#@example.com`, primary: true }],
    });
  const post: Load = { ...common, method: "POST", url: `${slack.v2}Users`, times: 10_000, body: body("p") };
  await load(generator, { ...post, times: 2_000, body: body("w") });
  atLeast(`POST, ${PEOPLE} people held`, (await load(generator, post)).perSecond, 1_500, "a second");
  const list: Load = {
    ...common,
    method: "GET",
    url: `${slack.v2}Users?count=1000`,
    times: 50,
    connections: 1,
  };
  await load(generator, { ...list, times: 10 });
  atMost("list of 1,000, median", (await load(generator, list)).medianMs, 25, "ms");
  await slack.close();
}

async function measureMemory(people: number): Promise<void> {
  const child = fork(join(__dirname, "emulator-memory.js"), [String(people)], { execArgv: ["--expose-gc"] });
  const { held, rssMb } = await answerOf<{ held: number; rssMb: number }>(child);
  if (held <= people) throw new Error(`only ${held} people are held`);
  atMost(`${people} people held, resident memory`, rssMb, 400, "MB");
}

async function main(): Promise<void> {
  const generator = fork(join(__dirname, "emulator-load.js"));
  const echo = await echoRate(generator);
  console.log(`raw node:http echo: ${echo.toFixed(0)} a second`);
  await measureRequests(generator);
  const [few, many] = [await lookUpRate(generator, 100), await lookUpRate(generator, PEOPLE)];
  console.log(
    `look-up by e-mail: ${few.toFixed(0)} a second with 100 people, ${many.toFixed(0)} with ${PEOPLE}`,
  );
  atLeast("look-up rate with 10,000 people over that with 100", many / few, 0.6, "");
  generator.kill();
  await measureMemory(100_000);
  for (const { what, measured, unit, wanted, met } of bars) {
    console.log(
      `${met ? "ok    " : "MISSED"} ${what}: ${measured.toFixed(measured < 10 ? 2 : 0)} ${unit} (${wanted})`,
    );
  }
  if (bars.some(({ met }) => !met)) process.exitCode = 1;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
