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
  return namedInEnvironment().length > 0 ? environmentProxy(newProxyAgent({}), url.href) : "";
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

/** The proxy that the environment names for a URL; empty where it names none. */
function environmentProxy(agent: ConnectingAgent, url: string): string {
  return isInExceptedDomain(new URL(url)) ? "" : withHttp(String(agent.getProxyForUrl(url)));
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
 * The agent that goes through the proxy, or through the one that the environment names for the host. The package's own ways through
 * HTTP proxies are replaced: a proxy that hangs up during its TLS handshake ended the process, and a plain request named the
 * proxy's user and the whole address only where its connection was new.
 * @param origin where the requests go; decides whether they are forwarded or tunnelled
 */
export function proxyAgent(proxy: string | undefined, origin: URL, options: https.AgentOptions): Agent {
  const agent = newProxyAgent(options);
  const fromEnvironment = newProxyAgent(options);
  const chosenFor = (url: string) =>
    checkScheme(proxy === undefined ? environmentProxy(fromEnvironment, url) : withScheme(proxy));
  agent.getProxyForUrl = async (url) => chosenFor(url);
  if (origin.protocol === "http:") return forwardingAgent(agent, () => chosenFor(origin.href), options);
  const connect = agent.connect.bind(agent);
  agent.connect = async (request, to) => {
    const chosen = await connect(request, to);
    const through = (chosen as { proxy?: URL }).proxy;
    if (!to.secureEndpoint || !/^https?:$/.test(through?.protocol ?? "")) return chosen;
    const socket = await tunnel(through as URL, `${to.host}:${to.port}`, options, request);
    const servername = servernameOf(to.host);
    return tls.connect({ ...to, host: undefined, path: undefined, port: undefined, servername, socket });
  };
  return agent;
}

/** The agent for plain requests, which an HTTP proxy is handed whole: each of them says where it goes and who asks. */
function forwardingAgent(direct: ConnectingAgent, choose: () => string, options: https.AgentOptions): Agent {
  const toProxy = { http: new http.Agent(options), https: new https.Agent(options) };
  const forwarding: ConnectingAgent = Object.create(direct);
  forwarding.addRequest = (request, to) => {
    const chosen = whatFails(choose);
    if (chosen instanceof Error) process.nextTick(() => request.destroy(chosen));
    else if (!/^https?:/i.test(chosen)) direct.addRequest(request, to);
    else forward(request, new URL(chosen), to, toProxy);
  };
  return forwarding;
}

/** What a function answers, or the error that it throws. */
function whatFails<T>(choose: () => T): T | Error {
  try {
    return choose();
  } catch (error) {
    return error as Error;
  }
}

function forward(
  request: ClientRequest,
  proxy: URL,
  to: object,
  { http: plain, https: secure }: { http: http.Agent; https: https.Agent },
): void {
  const isSecure = proxy.protocol === "https:";
  const host = hostOf(proxy);
  request.path = `http://${request.getHeader("host")}${request.path}`;
  const authorization = authorizationOf(proxy);
  if (authorization !== undefined) request.setHeader("proxy-authorization", authorization);
  const port = portOf(proxy);
  const agent = (isSecure ? secure : plain) as unknown as ConnectingAgent;
  agent.addRequest(request, { ...to, host, hostname: host, port, servername: servernameOf(host) });
}

function hostOf(proxy: URL): string {
  return proxy.hostname.replace(/^\[|\]$/g, "");
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
    asked.once("connect", ({ statusCode }, socket) => {
      socket.on("error", () => {}); // the connection on top of it says the same
      if (statusCode === 200) return resolve(socket);
      socket.destroy();
      reject(refusal(statusCode));
    });
    waiting.once("abort", () => asked.destroy());
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

/** Refuses a proxy that cannot be used, without naming it: it may carry a password. */
function checkScheme(proxy: string): string {
  if (proxy === "" || /^(https?|socks[45]?[ah]?):\/\//i.test(proxy)) return proxy;
  throw Object.assign(new Error("the environment names a proxy that is neither http, https nor socks"), {
    code: "EPROXYUSE",
  });
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
