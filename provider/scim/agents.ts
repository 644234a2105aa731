import http, { type Agent, type ClientRequest, type IncomingMessage } from "node:http";
import https from "node:https";
import { Readable, type Writable } from "node:stream";
import tls from "node:tls";

/** How connections are made. */
export interface ConnectionOptions {
  agent?: Agent;
  ca?: string | Buffer | (string | Buffer)[];
  proxy?: string | false;
}

const POOL = { keepAlive: true, maxSockets: 100 } as const;

/** One pool for each host, whichever client asks: a client made for each request still reuses connections. */
const pools = new Map<string, Agent>();

/** The agent for a base URL. Nothing is loaded or made before the first request. */
export function agentFor(baseUrl: URL, { agent, ca, proxy }: ConnectionOptions): Agent {
  if (agent !== undefined) return agent;
  if (proxy !== false && (proxy !== undefined || isProxied(baseUrl))) return proxyAgent(proxy, ca);
  if (ca !== undefined) return poolOf(baseUrl, ca);
  const pool = pools.get(baseUrl.origin) ?? poolOf(baseUrl);
  pools.set(baseUrl.origin, pool);
  return pool;
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
  pool.addRequest = (request, { host, port }) => {
    request.once("response", noticeCutAnswer);
    addRequest(request, { host, port });
  };
  pool.getName = () => origin;
  return pool;
}

/**
 * node-fetch waits for ever when a connection ends in the middle of an answer whose length was said: the failure of a stream does not
 * reach the one that it is piped into.
 */
function noticeCutAnswer(answer: IncomingMessage): void {
  if (answer.headers["content-length"] !== undefined) answer.pipe = pipeWithErrors;
}

function pipeWithErrors<T extends NodeJS.WritableStream>(
  this: Readable,
  to: T,
  options?: { end?: boolean },
): T {
  const target = to as T & Readable & Writable;
  this.on("error", (error) => target.destroy(error));
  if ((this as Partial<IncomingMessage>).headers?.["content-encoding"] !== undefined)
    target.pipe = pipeWithErrors;
  return Readable.prototype.pipe.call(this, target, options) as T;
}

/** Read once: reading certificates for every connection is what makes a client slow over https. */
function trust(ca: ConnectionOptions["ca"]) {
  const all = ca === undefined ? undefined : [...tls.rootCertificates, ca].flat();
  return { secureContext: tls.createSecureContext({ ca: all }) };
}

/** Whether the environment names a proxy. A proxy elsewhere cannot reach this machine's loopback, so that is never sent there. */
function isProxied({ hostname }: URL): boolean {
  if (isLoopback(hostname)) return false;
  return Object.entries(process.env).some(
    ([name, value]) => /^(npm_config_)?(https?|all)_?proxy$/i.test(name) && value?.trim(),
  );
}

/** Whether a host is this machine. */
export function isLoopback(hostname: string): boolean {
  return /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/i.test(hostname);
}

/** The agents that may go through a proxy, which then explains a connection that fails. */
const proxyAgents = new WeakSet<Agent>();

/** Whether the connections of an agent may go through a proxy. */
export function mayUseProxy(agent: Agent): boolean {
  return proxyAgents.has(agent);
}

function proxyAgent(proxy: string | undefined, ca: ConnectionOptions["ca"]): Agent {
  // Loaded only here: it brings a dozen packages, which nobody without a proxy should wait for.
  const { ProxyAgent } = require("proxy-agent") as typeof import("proxy-agent");
  const to = proxy === undefined ? {} : { getProxyForUrl: () => withScheme(proxy) };
  const agent = new ProxyAgent({ ...POOL, ...trust(ca), ...to });
  const pool = agent as unknown as PooledAgent;
  const addRequest = pool.addRequest.bind(pool);
  pool.addRequest = (request, options) => {
    request.once("response", noticeCutAnswer);
    addRequest(request, options);
  };
  proxyAgents.add(agent);
  return agent;
}

function withScheme(proxy: string): string {
  return /^[a-z][a-z\d+.-]*:\/\//i.test(proxy) ? proxy : `http://${proxy}`;
}
