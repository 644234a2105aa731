import http, { type Agent, type ClientRequest } from "node:http";
import https from "node:https";
import net from "node:net";
import type { Duplex } from "node:stream";
import tls from "node:tls";

/** Milliseconds that a proxy may take to make a connection; what waits for it has time-outs of its own. */
const CONNECT_TIMEOUT_MS = 60_000;

/** Names of variables that say a proxy, as those who write and read them spell them. */
const VARIABLE = /^(npm_config_)?(https?|all)_?proxy$/i;

/** The proxies that the environment names, for whichever hosts. */
function namedInEnvironment(): string[] {
  const named = Object.entries(process.env).filter(([name]) => VARIABLE.test(name));
  return named.map(([, value]) => value?.trim() ?? "").filter((value) => value !== "");
}

/** The proxy that the environment names for a URL, empty where it names none: one that is for other protocols or hosts does not count. */
export function proxyNamedFor(url: URL): string {
  if (namedInEnvironment().length === 0 || isInExceptedDomain(url)) return "";
  return withHttp(String(newProxyAgent({}).getProxyForUrl(url.href)));
}

interface Destination {
  host?: string;
  port?: number | string;
  secureEndpoint: boolean;
}

/** What of ProxyAgent is used here, and replaced. */
interface ConnectingAgent extends Agent {
  getProxyForUrl(url: string): string | Promise<string>;
  connect(request: ClientRequest, options: Destination): Promise<Agent | Duplex>;
  addRequest(request: ClientRequest, options: object): void;
}

function newProxyAgent(options: https.AgentOptions): ConnectingAgent {
  // Loaded only here: it brings a dozen packages, which nobody without a proxy should wait for.
  const { ProxyAgent } = require("proxy-agent") as typeof import("proxy-agent");
  return new ProxyAgent(options) as unknown as ConnectingAgent;
}

/**
 * Whether NO_PROXY names a domain that a host is in: to curl, Go and Python `slack.com` is all of its hosts. The package takes what
 * has neither dot nor star before it for one host.
 */
function isInExceptedDomain({ protocol, hostname, port }: URL): boolean {
  if (net.isIP(hostname) !== 0) return false;
  const usedPort = port || (protocol === "https:" ? "443" : "80");
  const listed = (process.env.no_proxy || process.env.NO_PROXY || "").toLowerCase().split(/[,\s]+/);
  return listed.some((entry) => {
    const [domain = "", onPort = usedPort] = entry.split(":");
    return domain !== "" && hostname.endsWith(`.${domain}`) && onPort === usedPort;
  });
}

/**
 * The agent that goes through a proxy. The package's own ways through HTTP proxies are replaced: a proxy that hangs up during its
 * TLS handshake ended the process, and a plain request named the proxy's user and the whole address only where its connection was new.
 * @param proxy the option's, or what the environment names
 * @param origin where the requests go; decides whether they are forwarded or tunnelled
 */
export function proxyAgent(proxy: string, origin: URL, options: https.AgentOptions): Agent {
  // Unless told, Node holds the certificate of an address against the name localhost here.
  const checkServerIdentity: typeof tls.checkServerIdentity = (_host, certificate) =>
    tls.checkServerIdentity(hostOf(origin), certificate);
  const agent = newProxyAgent({ ...options, checkServerIdentity });
  const url = withScheme(proxy);
  const problem = problemOf(url);
  if (problem !== undefined) agent.connect = () => Promise.reject(problem);
  else if (/^socks/i.test(url)) throughSocks(agent, url);
  else if (origin.protocol === "http:") return forwardingAgent(new URL(url), options);
  else throughTunnels(agent, new URL(url), options);
  return agent;
}

function throughTunnels(agent: ConnectingAgent, proxy: URL, options: https.AgentOptions): void {
  agent.connect = (request, to) => {
    const connecting = tunnelled(proxy, request, to, options);
    connecting.catch(() => process.nextTick(letNextConnect, agent, to));
    return connecting;
  };
}

/** Those who wait for a connection of the pool are only told of one that ends, not of one that was never made. */
function letNextConnect(agent: ConnectingAgent, to: Destination): void {
  for (const [name, waiting = []] of Object.entries(agent.requests)) {
    const next = waiting.shift();
    if (waiting.length === 0) delete (agent.requests as Record<string, unknown>)[name];
    if (next !== undefined) agent.addRequest(next as unknown as ClientRequest, to);
  }
}

/** The package hands each request on to an agent for its proxy: that one bounds the connections, and the first must not make any wait. */
function throughSocks(agent: ConnectingAgent, proxy: string): void {
  agent.getProxyForUrl = () => proxy;
  agent.maxSockets = Number.POSITIVE_INFINITY;
}

/** The agent for plain requests, which an HTTP proxy is handed whole: each of them says where it goes and who asks. */
function forwardingAgent(proxy: URL, options: https.AgentOptions): Agent {
  const agent = proxy.protocol === "https:" ? new https.Agent(options) : new http.Agent(options);
  const forwarding: ConnectingAgent = Object.create(agent);
  // What Node asks of the agent is about the requests, however the proxy is reached.
  Object.defineProperties(forwarding, { protocol: { value: "http:" }, defaultPort: { value: 80 } });
  const host = hostOf(proxy);
  const authorization = authorizationOf(proxy);
  forwarding.addRequest = (request, to) => {
    request.path = `http://${request.getHeader("host")}${request.path}`;
    if (authorization !== undefined) request.setHeader("proxy-authorization", authorization);
    const servername = servernameOf(host);
    (agent as unknown as ConnectingAgent).addRequest(request, {
      ...to,
      host,
      hostname: host,
      port: portOf(proxy),
      servername,
    });
  };
  return forwarding;
}

/** TLS to the host itself, through a connection that the proxy makes. */
async function tunnelled(
  proxy: URL,
  request: ClientRequest,
  { host = "", ...to }: Destination,
  options: https.AgentOptions,
): Promise<Duplex> {
  const socket = await tunnel(proxy, `${net.isIPv6(host) ? `[${host}]` : host}:${to.port}`, options, request);
  return tls.connect({ ...to, path: undefined, port: undefined, servername: servernameOf(host), socket });
}

function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, "");
}

function portOf(proxy: URL): number {
  return Number(proxy.port) || (proxy.protocol === "https:" ? 443 : 80);
}

/** What tells a proxy who asks, where its URL says so. */
function authorizationOf(proxy: URL): string | undefined {
  const user = `${decoded(proxy.username)}:${decoded(proxy.password)}`;
  return user === ":" ? undefined : `Basic ${Buffer.from(user).toString("base64")}`;
}

/** TLS knows names only, no addresses. */
function servernameOf(host: string | undefined): string {
  return host === undefined || net.isIP(host) !== 0 ? "" : host;
}

/** A connection to a host, made by the proxy for this request. */
function tunnel(
  proxy: URL,
  to: string,
  options: https.AgentOptions,
  waiting: ClientRequest,
): Promise<Duplex> {
  const isSecure = proxy.protocol === "https:";
  const host = hostOf(proxy);
  const headers: Record<string, string> = { host: to };
  const authorization = authorizationOf(proxy);
  if (authorization !== undefined) headers["proxy-authorization"] = authorization;
  const wanted = {
    secureContext: options.secureContext,
    host,
    servername: servernameOf(host),
    port: portOf(proxy),
    method: "CONNECT",
    path: to,
    headers,
    agent: false,
    timeout: CONNECT_TIMEOUT_MS,
  };
  return new Promise((resolve, reject) => {
    const asked = (isSecure ? https : http).request(wanted);
    asked.once("connect", ({ statusCode }, socket, said) => {
      socket.on("error", () => {}); // the connection on top of it says the same
      socket.unshift(said); // nothing, unless the other side speaks no TLS
      if (statusCode === 200) return resolve(socket);
      socket.destroy();
      reject(refusal(statusCode));
    });
    // While its connections break, Node makes one after the other for the request that waits longest.
    waiting.setMaxListeners(0).once("abort", () => asked.destroy());
    asked.once("timeout", () => asked.destroy(new Error("the proxy makes no connection")));
    asked.on("error", reject);
    asked.end();
  });
}

/** A per cent sign that begins no code stands for itself. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function refusal(status: number | undefined): Error {
  const isUnknown = status === 407;
  const advice = isUnknown ? ": give it a user and a password, as http://user:password@host:port" : "";
  return Object.assign(new Error(`the proxy answered ${status}${advice}`), {
    code: isUnknown ? "EPROXYUSE" : "EPROXY",
  });
}

/** Why a proxy cannot be used, which is not named: it may carry a password. The option's was checked when it was given. */
function problemOf(proxy: string): Error | undefined {
  if (!/^(https?|socks[45]?[ah]?):\/\//i.test(proxy)) return unusable("is neither http, https nor socks");
  if (URL.canParse(proxy)) return undefined;
  return unusable("is no URL: write / ? # and % of its password as %2F %3F %23 %25");
}

function unusable(problem: string): Error {
  return Object.assign(new Error(`the environment names a proxy that ${problem}`), { code: "EPROXYUSE" });
}

/** A proxy without a scheme is a plain one. */
export function withScheme(proxy: string): string {
  return /^[a-z][a-z\d+.-]*:\/\//i.test(proxy) ? proxy : `http://${proxy}`;
}

/** A variable without a scheme means a plain proxy, as everywhere; the package takes the scheme of the URL that is asked for. */
function withHttp(proxy: string): string {
  const bare = /^https:\/\/(.*)$/i.exec(proxy)?.[1] ?? "";
  return namedInEnvironment().includes(bare) ? `http://${bare}` : proxy;
}
