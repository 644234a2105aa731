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

/** Whether the environment names a proxy. */
export function isProxyNamed(): boolean {
  return namedInEnvironment().length > 0;
}

interface Destination {
  host?: string;
  port?: number | string;
  secureEndpoint: boolean;
}

/** What of ProxyAgent is used here, and replaced. */
interface ConnectingAgent extends Agent {
  getProxyForUrl(url: string, request: ClientRequest): string | Promise<string>;
  connect(request: ClientRequest, options: Destination): Promise<Agent | Duplex>;
}

/**
 * The agent that goes through the proxy, or through the one that the environment names for the host. Its own way through HTTP proxies
 * is replaced: a proxy that hangs up during its TLS handshake ended the process.
 */
export function proxyAgent(proxy: string | undefined, options: https.AgentOptions): Agent {
  // Loaded only here: it brings a dozen packages, which nobody without a proxy should wait for.
  const { ProxyAgent } = require("proxy-agent") as typeof import("proxy-agent");
  const agent = new ProxyAgent(options) as unknown as ConnectingAgent;
  const fromEnvironment = agent.getProxyForUrl;
  agent.getProxyForUrl = async (url, request) =>
    checkScheme(proxy === undefined ? withHttp(await fromEnvironment(url, request)) : withScheme(proxy));
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
  const host = proxy.hostname.replace(/^\[|\]$/g, "");
  const headers: Record<string, string> = { host: to };
  const user = `${decoded(proxy.username)}:${decoded(proxy.password)}`;
  if (user !== ":") headers["proxy-authorization"] = `Basic ${Buffer.from(user).toString("base64")}`;
  const wanted = {
    secureContext: options.secureContext,
    host,
    servername: servernameOf(host),
    port: proxy.port || (isSecure ? 443 : 80),
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
