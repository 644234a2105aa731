import { type ChildProcess, execFileSync, fork, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import readline from "node:readline";

/** Where the server of a run listens, and in which process. */
export interface Server {
  ports: Record<Protocol, number>;
  child: ChildProcess;
}

export type Protocol = "http" | "https";

/** A client in a process of its own, as programs have it: two in one process would spoil each other's inline caches. */
export interface Peer {
  name: string;
  /** Seconds for so many requests, so many of them at once. */
  time(requests: number, atOnce: number): Promise<number>;
  stop(): void;
}

/** Starts the server. */
export async function startServer(total = 0): Promise<Server> {
  const child = fork(path.join(__dirname, "client-server.js"), [String(total)]);
  const [ports] = (await once(child, "message")) as [Server["ports"]];
  return { ports, child };
}

/** Starts one of the clients of `client-peer.ts`. */
export function startPeer(name: string, client: string, baseUrl: string, certFile: string): Peer {
  // Node's own fetch takes no certificate of its caller's.
  const env = { ...process.env, NODE_EXTRA_CA_CERTS: certFile };
  const child = fork(path.join(__dirname, "client-peer.js"), [client, baseUrl], { env });
  keepTo(1, child);
  return {
    name,
    async time(requests, atOnce) {
      child.send({ requests, atOnce });
      const [seconds] = (await once(child, "message")) as [number];
      return seconds;
    },
    stop: () => child.disconnect(),
  };
}

const PYTHON = `
import ssl, sys, time
from urllib.request import HTTPSHandler, build_opener, install_opener
from slack_sdk.scim import SCIMClient
if sys.argv[1].startswith("https:"):
    install_opener(build_opener(HTTPSHandler(context=ssl.create_default_context())))
client = SCIMClient(token="xoxp-bench", base_url=sys.argv[1])
for line in sys.stdin:
    begun = time.perf_counter()
    for _ in range(int(line)):
        assert client.read_user("U000000001").user.id
    print(time.perf_counter() - begun, flush=True)
`;

const python = process.env.PYTHON ?? "python3";

/** Whether there is a Python with slack_sdk; `PYTHON` in the environment names another one. */
export function hasPython(): boolean {
  try {
    execFileSync(python, ["-c", "import slack_sdk.scim"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/**
 * Starts Slack's Python client in its fastest way: over https with one TLS context for all requests, in an opener that is made once (its
 * option `ssl` makes one for each request), over http with neither.
 */
export function startPython(baseUrl: string, certFile: string): Peer {
  const env = { ...process.env, SSL_CERT_FILE: certFile, NO_PROXY: "127.0.0.1" };
  const child = spawn(python, ["-c", PYTHON, baseUrl], { env, stdio: ["pipe", "pipe", "inherit"] });
  keepTo(1, child);
  const lines = readline.createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    name: "Python's SCIMClient",
    async time(requests) {
      child.stdin.write(`${requests}\n`);
      return Number((await lines.next()).value);
    },
    stop: () => child.stdin.end(),
  };
}

/**
 * Keeps a process to one core; false where that cannot be done (it takes Linux's taskset). Where the scheduler happens to put server and
 * client otherwise makes two equal clients differ by a tenth.
 */
export function keepTo(core: 0 | 1, { pid }: ChildProcess): boolean {
  try {
    execFileSync("taskset", ["-a", "-c", "-p", String(core), String(pid)], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
