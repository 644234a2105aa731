import { X509Certificate } from "node:crypto";
import type { Agent } from "node:http";
import { checkMethods, describeSecret } from "../base/check";
import { SlackScimArgumentError } from "../errors/errors";
import { agentFor } from "../transport/agents";
import { withScheme } from "../transport/proxy";
import type { SlackScimClientOptions } from "./options";

/** OpenSSL passes over what is no certificate, and then trusts nobody. */
function isCertificate(pem: unknown): boolean {
  if (typeof pem !== "string" && !Buffer.isBuffer(pem)) return false;
  if (!pem.includes("-----BEGIN CERTIFICATE-----")) return false;
  try {
    return new X509Certificate(pem).subject !== undefined;
  } catch {
    return false;
  }
}

/** Whether a proxy is a URL, its scheme aside, whose user and password can be decoded: where it is used is too late to find out. */
function isProxy(proxy: unknown): boolean {
  if (typeof proxy !== "string" || !/^(?:(?:https?|socks[45]?[ah]?):\/\/)?[^\s/]+\/?$/i.test(proxy))
    return false;
  try {
    const { username, password } = new URL(withScheme(proxy));
    return decodeURIComponent(username + password) !== undefined;
  } catch {
    return false;
  }
}

/** How the client connects, checked; the agent is made when the first request needs it. */
export function lazyAgent(url: URL, options: SlackScimClientOptions): () => Agent {
  const { agent, ca, proxy } = checkConnection(url, options);
  let made: Agent | undefined;
  return () => {
    made ??= agentFor(url, { agent, ca, proxy });
    return made;
  };
}

function checkConnection(url: URL, options: SlackScimClientOptions): SlackScimClientOptions {
  const { agent, ca, proxy } = options;
  if (agent !== undefined) checkAgent(url, checkMethods("agent", agent, ["addRequest"]));
  if (agent !== undefined && (ca !== undefined || proxy !== undefined)) {
    throw new SlackScimArgumentError(
      "agent",
      "given without ca and proxy, which the agent has of its own",
      "both",
    );
  }
  if (ca !== undefined && ![ca].flat().every(isCertificate)) {
    throw new SlackScimArgumentError("ca", "certificates in PEM form, as text or Buffer", describeSecret(ca));
  }
  if (proxy !== undefined && proxy !== false && !isProxy(proxy)) {
    throw new SlackScimArgumentError(
      "proxy",
      "a URL, as http://proxy.example.com:3128, or false",
      describeSecret(proxy),
    );
  }
  return options;
}

/** Node's agents carry the one protocol that they speak; those that work it out for each request, as proxies' do, are left alone. */
function checkAgent({ protocol }: URL, agent: Agent): void {
  const own: unknown = Object.getOwnPropertyDescriptor(agent, "protocol")?.value;
  if ((own !== "http:" && own !== "https:") || own === protocol) return;
  throw new SlackScimArgumentError("agent", `one for ${protocol}, as the base URL is`, `one for ${own}`);
}
