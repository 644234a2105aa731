import http, { type Agent } from "node:http";
import https from "node:https";
import tls from "node:tls";

/** How connections are made. */
export interface ConnectionOptions {
  agent?: Agent;
  ca?: string | Buffer | (string | Buffer)[];
  proxy?: string | false;
}

const POOL = { keepAlive: true, maxSockets: 100 } as const;

/** One pool for all clients that want nothing special: a client made for each request still reuses connections. */
const pools: { http?: Agent; https?: Agent } = {};

/** The agent for a base URL. Nothing is loaded or made before the first request. */
export function agentFor(baseUrl: URL, { agent, ca, proxy }: ConnectionOptions): Agent {
  if (agent !== undefined) return agent;
  if (proxy !== false && (proxy !== undefined || isProxied(baseUrl))) return proxyAgent(proxy, ca);
  if (baseUrl.protocol === "http:") {
    pools.http ??= new http.Agent(POOL);
    return pools.http;
  }
  if (ca !== undefined) return new https.Agent({ ...POOL, ...trust(ca) });
  pools.https ??= new https.Agent({ ...POOL, secureContext: tls.createSecureContext() });
  return pools.https;
}

/** Read once: reading certificates for every connection is what makes a client slow over https. */
function trust(ca: NonNullable<ConnectionOptions["ca"]>) {
  return { secureContext: tls.createSecureContext({ ca: [...tls.rootCertificates, ca].flat() }) };
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

function proxyAgent(proxy: string | undefined, ca: ConnectionOptions["ca"]): Agent {
  // Loaded only here: it brings a dozen packages, which nobody without a proxy should wait for.
  const { ProxyAgent } = require("proxy-agent") as typeof import("proxy-agent");
  const to = proxy === undefined ? {} : { getProxyForUrl: () => withScheme(proxy) };
  return new ProxyAgent({ ...POOL, ...(ca === undefined ? {} : trust(ca)), ...to });
}

function withScheme(proxy: string): string {
  return /^[a-z][a-z\d+.-]*:\/\//i.test(proxy) ? proxy : `http://${proxy}`;
}
