import { Agent, request } from "node:http";

/** What the load generator is asked to do: the same request in many copies, or one for each number. */
export interface Load {
  method: string;
  /** `#` stands for a number from 1 to `numbers`. */
  url: string;
  token: string;
  /** `#` stands for the number of the request. */
  body?: string;
  numbers: number;
  times: number;
  connections: number;
}

/** What came of it. */
export interface LoadResult {
  perSecond: number;
  /** The middle one of all durations, in milliseconds. */
  medianMs: number;
  /** How many answers were not 2xx. */
  failed: number;
}

function send(load: Load, number: number, agent: Agent): Promise<boolean> {
  const url = load.url.replace("#", String((number % load.numbers) + 1).padStart(10, "0"));
  const body = load.body?.replaceAll("#", String(number));
  const headers: Record<string, string> = { authorization: `Bearer ${load.token}` };
  if (body !== undefined) headers["content-length"] = String(Buffer.byteLength(body));
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: load.method, agent, headers }, (response) => {
      response.resume();
      response.on("end", () => resolve((response.statusCode ?? 500) < 300));
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

async function run(load: Load): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: load.connections });
  const durations: number[] = [];
  let [next, failed] = [0, 0];
  const worker = async () => {
    while (next < load.times) {
      const number = next++;
      const from = performance.now();
      if (!(await send(load, number, agent))) failed++;
      durations.push(performance.now() - from);
    }
  };
  const from = performance.now();
  await Promise.all(Array.from({ length: load.connections }, worker));
  const seconds = (performance.now() - from) / 1000;
  agent.destroy();
  durations.sort((one, other) => one - other);
  return {
    perSecond: load.times / seconds,
    medianMs: durations[Math.floor(durations.length / 2)] ?? 0,
    failed,
  };
}

process.on("message", (load: Load) => {
  run(load).then(
    (result) => process.send?.(result),
    (error: unknown) => process.send?.({ perSecond: 0, medianMs: 0, failed: 1, error: String(error) }),
  );
});
