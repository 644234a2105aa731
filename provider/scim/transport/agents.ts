import { readFileSync } from "node:fs";
import http, { type Agent, type ClientRequest } from "node:http";
import https from "node:https";
import tls from "node:tls";
import { proxyAgent, proxyNamedFor } from "./proxy";
import { watch } from "./watched-request";

/** How connections are made. */
export interface ConnectionOptions {
  agent?: Agent;
  ca?: string | Buffer | (string | Buffer)[];
  proxy?: string | false;
}

const POOL = { keepAlive: true, maxSockets: 100 } as const;

/** One pool for each host, authority and proxy, whichever client asks: a client made for each request still reuses connections. */
const pools = new Map<string, Agent>();

/** The agents that may go through a proxy, which then explains a connection that fails. */
const proxyAgents = new WeakSet<Agent>();

/** The agents of callers, who say themselves whom they trust. */
const callersAgents = new WeakSet<Agent>();

/** Whether an agent is a caller's own. */
export function isCallers(agent: Agent): boolean {
  return callersAgents.has(agent);
}

/** Whether the connections of an agent may go through a proxy. */
export function mayUseProxy(agent: Agent): boolean {
  return proxyAgents.has(agent);
}

/** The agent for a base URL. Nothing is loaded or made before the first request. */
export function agentFor(baseUrl: URL, { agent, ca, proxy }: ConnectionOptions): Agent {
  if (agent !== undefined) {
    const watching = watched(agent);
    callersAgents.add(watching);
    return watching;
  }
  const through = proxyFor(baseUrl, proxy);
  const isProxied = through !== "";
  const key = [baseUrl.origin, through, ...[ca ?? []].flat()].join(" ");
  const known = pools.get(key);
  if (known !== undefined) return known;
  const made = watched(
    isProxied ? proxyAgent(through, baseUrl, { ...POOL, ...trust(ca) }) : poolOf(baseUrl, ca),
  );
  if (isProxied) proxyAgents.add(made);
  pools.set(key, made);
  return made;
}

/**
 * The proxy that requests go through, by option or environment; empty where they go straight.
 * @returns a URL, perhaps with user and password
 */
export function proxyFor(baseUrl: URL, proxy: string | false | undefined): string {
  if (proxy === false || (proxy === undefined && isLoopback(baseUrl.hostname))) return "";
  return proxy ?? proxyNamedFor(baseUrl);
}

/** What Node's agents have besides their documented part. */
interface PooledAgent extends Agent {
  addRequest(request: ClientRequest, options: { host?: string; port?: number | string }): void;
}

/**
 * Node copies all options of each request and makes a name from them, to tell hosts apart. A pool for one host can spare that, which
 * is a twentieth of a request's time.
 */
function poolOf({ origin, protocol }: URL, ca?: ConnectionOptions["ca"]): Agent {
  const agent = protocol === "http:" ? new http.Agent(POOL) : new https.Agent({ ...POOL, ...trust(ca) });
  const pool = agent as PooledAgent;
  const addRequest = pool.addRequest.bind(pool);
  pool.addRequest = (request, { host, port }) => addRequest(request, { host, port });
  pool.getName = () => origin;
  return pool;
}

/** The same agent, which stays as it is, with its requests watched. */
function watched(agent: Agent): Agent {
  const watching: PooledAgent = Object.create(agent);
  watching.addRequest = (request, options) => {
    watch(request);
    (agent as PooledAgent).addRequest(request, options);
  };
  return watching;
}

/** Read once: reading certificates for every connection is what makes a client slow over https. */
function trust(ca: ConnectionOptions["ca"]) {
  const all = ca === undefined ? undefined : [...tls.rootCertificates, ...extraAuthorities(), ca].flat();
  return { secureContext: tls.createSecureContext({ ca: all }) };
}

/** The authorities that Node trusts besides by its own variable; naming others would make it forget them. */
function extraAuthorities(): string[] {
  const file = process.env.NODE_EXTRA_CA_CERTS;
  try {
    return file ? [readFileSync(file, "utf8")] : [];
  } catch {
    return []; // Node has warned of it when it started
  }
}

/** Whether a host is this machine: a proxy elsewhere cannot reach that. */
export function isLoopback(hostname: string): boolean {
  return /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/i.test(hostname);
}
