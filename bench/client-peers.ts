import { type ChildProcess, execFileSync, fork, spawn } from "node:child_process";
import { once } from "node:events";
import http from "node:http";
import https from "node:https";
import path from "node:path";
import readline from "node:readline";
import fetch from "node-fetch";
import { SlackScimClient } from "../provider/scim";
import { cert } from "../test/client/support/certificate";

/** Reads one person; whatever client does it. */
export type ReadOne = () => Promise<unknown>;

/** Where the server of a run listens. */
export interface Ports {
  http: number;
  https: number;
}

/** Starts the server in a process of its own. */
export async function startServer(total = 0): Promise<{ ports: Ports; child: ChildProcess }> {
  const child = fork(path.join(__dirname, "client-server.js"), [String(total)]);
  const [ports] = (await once(child, "message")) as [Ports];
  return { ports, child };
}

const token = "xoxp-bench";

/** The three clients of this process, each with a keep-alive agent. */
export function peersFor(protocol: "http" | "https", port: number): Record<"raw" | "bare" | "ours", ReadOne> {
  const baseUrl = `${protocol}://127.0.0.1:${port}/scim/v2/`;
  const url = `${baseUrl}Users/U000000001`;
  const newAgent = () =>
    protocol === "http"
      ? new http.Agent({ keepAlive: true })
      : new https.Agent({ keepAlive: true, ca: cert });
  const headers = { authorization: `Bearer ${token}`, accept: "application/json" };
  const [rawAgent, bareAgent] = [newAgent(), newAgent()];
  const { request } = protocol === "http" ? http : https;
  // The limiter is on, only too fast to ever wait.
  const client = new SlackScimClient({
    token,
    baseUrl,
    ca: protocol === "https" ? cert : undefined,
    limits: 1e9,
  });
  return {
    raw: () =>
      new Promise((resolve, reject) => {
        const sent = request(url, { agent: rawAgent, headers }, (response) => {
          const chunks: Buffer[] = [];
          response.on("data", (chunk) => chunks.push(chunk));
          response.on("end", () => resolve(JSON.parse(Buffer.concat(chunks).toString())));
        });
        sent.on("error", reject).end();
      }),
    bare: async () => (await fetch(url, { agent: bareAgent, headers })).json(),
    ours: () => client.users.get("U000000001"),
  };
}

const PYTHON = `
import ssl, sys, time
from slack_sdk.scim import SCIMClient
clients = {}
for line in sys.stdin:
    base, count = line.split()
    if line not in clients:
        clients[line] = SCIMClient(token="${token}", base_url=base, ssl=ssl.create_default_context())
    client = clients[line]
    begun = time.perf_counter()
    for _ in range(int(count)):
        assert client.read_user("U000000001").user.id
    print(time.perf_counter() - begun, flush=True)
`;

/** Times Slack's Python client; undefined where there is no Python with slack_sdk. */
export type TimePython = (baseUrl: string, count: number) => Promise<number>;

/** Starts Python, if it is there with slack_sdk; `PYTHON` in the environment names another one. */
export function startPython(certFile: string): { time: TimePython; child: ChildProcess } | undefined {
  const python = process.env.PYTHON ?? "python3";
  try {
    execFileSync(python, ["-c", "import slack_sdk.scim"], { stdio: "ignore" });
  } catch {
    return undefined;
  }
  const env = { ...process.env, SSL_CERT_FILE: certFile, NO_PROXY: "127.0.0.1" };
  const child = spawn(python, ["-c", PYTHON], { env, stdio: ["pipe", "pipe", "inherit"] });
  const lines = readline.createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const time: TimePython = async (baseUrl, count) => {
    child.stdin.write(`${baseUrl} ${count}\n`);
    return Number((await lines.next()).value);
  };
  return { time, child };
}
